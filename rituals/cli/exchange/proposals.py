"""What an import proposes before anything is written: of our own export, or of another program's file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Protocol

import click
from msgspec import Struct
from msgspec.structs import replace

from rituals.bootstrap import read_import
from rituals.cli.exchange.documents import ImportDocument, ImportEntry
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.lookup import person
from rituals.core.cadence.words import words
from rituals.core.exchange.foreign import EVERYONE, ForeignFile, clean_foreign_name
from rituals.core.exchange.import_plan import Answers, ImportLine, ImportPlan, RitualChoice
from rituals.core.exchange.import_words import (
    NOTHING_PICKED,
    WHOSE_QUESTION,
    detail_words,
    heading_words,
    nothing_to_bring_in_words,
    own_export_words,
    stayed_out_words,
    summary_words,
    taken_in_words,
)
from rituals.core.exchange.imported import Export
from rituals.core.model import TOGETHER, Person, RitualId, Who
from rituals.core.phrases import names_words
from rituals.core.text import casefolded, printable, quoted
from rituals.errors import UsageError
from rituals.files import is_there
from rituals.service.couple import CoupleService
from rituals.service.exchange.bringing_in import bring_in, preview
from rituals.service.exchange.incoming import arriving_count, take_in

_LONG = 5_000
"""Days from which on bringing them in takes long enough to say so."""
_LARGE = 2**20
"""Bytes from which on reading them does."""
_INDENT = "    "


class ImportProposal(Protocol):
    """What would come in, or what came in."""

    @property
    def is_new(self) -> bool:
        """Whether anything of it is not here yet."""

    def preview(self) -> list[str]:
        """What would come in, line by line."""

    def document(self, outcome: Sequence[str] = ()) -> ImportDocument:
        """The same for other programs; `outcome` are the sentences on what was brought in, if it was."""

    def carry_out(self) -> tuple[ImportProposal, Sequence[str]]:
        """Bring it in; what came in, and the sentences that say so."""


def proposal_for(
    context: CliContext,
    path: Path,
    chosen: str,
    *,
    whose: str | None,
    maps: Sequence[str],
    merge: bool,
    is_asked: bool,
) -> ImportProposal:
    """What bringing in a file would do; where somebody can be asked, they are asked whose its days are."""
    service = context.service
    if is_there(path) and path.stat().st_size > _LARGE:
        _tell_meanwhile(f"Reading {printable(str(path))} …")
    form, content = read_import(context.session.places, path, service, chosen)
    if isinstance(content, Export):
        if whose is not None or maps:
            raise UsageError("An export of rituals says by itself whose all is. Leave out --by, --together and --map.")
        return OwnProposal(service, str(path), content, merge, arriving_count(service, content, merge=merge))
    if merge:
        raise UsageError("--merge is for an export of rituals. Leave it out.")
    who = whose if whose in (None, TOGETHER) else person(whose, service).id
    proposal = ForeignProposal.made(
        service, str(path), form.id, content, Answers(who, _choices(maps, content, service))
    )
    if not (proposal.plan.asks_whose and is_asked):
        return proposal
    answers = Answers(_asked_whose(service.couple), proposal.answers.choices)
    return ForeignProposal.made(service, str(path), form.id, content, answers)


class OwnProposal(Struct, frozen=True):
    """An export of this program."""

    service: CoupleService
    path: str
    export: Export
    merge: bool
    count: int
    """Records that are not here yet."""

    @property
    def is_new(self) -> bool:
        return self.count > 0

    def preview(self) -> list[str]:
        return [*own_export_words(self.export, self.count, self.path)]

    def document(self, outcome: Sequence[str] = ()) -> ImportDocument:
        return ImportDocument(
            of="rituals", brought_in=bool(outcome), new_records=self.count, rituals=[], words=outcome or self.preview()
        )

    def carry_out(self) -> tuple[ImportProposal, Sequence[str]]:
        count = take_in(self.service, self.export, merge=self.merge)
        return self, taken_in_words(self.export, count, self.path)


class ForeignProposal(Struct, frozen=True):
    """Another program's file, with the answers that hold for it."""

    service: CoupleService
    path: str
    form: str
    file: ForeignFile
    answers: Answers
    plan: ImportPlan

    @classmethod
    def made(cls, service: CoupleService, path: str, form: str, file: ForeignFile, answers: Answers) -> ForeignProposal:
        """What the file would bring with these answers."""
        return cls(service, path, form, file, answers, preview(service, file, answers))

    @property
    def is_new(self) -> bool:
        return bool(self.plan.events)

    def preview(self) -> list[str]:
        told = [*self.plan.told, *self._open_question(), *([] if self.is_new else [self._nothing_new()])]
        return [*chain.from_iterable(map(_block, self.plan.lines)), *told]

    def document(self, outcome: Sequence[str] = ()) -> ImportDocument:
        return ImportDocument(
            of=self.form,
            brought_in=bool(outcome),
            new_records=len(self.plan.events),
            rituals=list(map(_entry, self.plan.lines)),
            words=outcome or [*self.plan.told, *self._open_question()],
        )

    def carry_out(self) -> tuple[ImportProposal, Sequence[str]]:
        if self.plan.asks_whose:
            raise UsageError(" ".join(self._open_question()))
        days = sum(line.new_days for line in self.plan.brought_in)
        if days > _LONG:
            _tell_meanwhile(f"Bringing in {days:,} days …")
        plan = bring_in(self.service, self.file, self.answers)
        return replace(self, plan=plan), [summary_words(plan.lines, self.path), *stayed_out_words(plan.lines)]

    def _open_question(self) -> list[str]:
        if not self.plan.asks_whose:
            return []
        names = " or ".join(f"--by {printable(member.name)}" for member in self.service.couple)
        return [f"{WHOSE_QUESTION} Say {names}, or --together."]

    def _nothing_new(self) -> str:
        why = nothing_to_bring_in_words(self.plan.lines, self.path)
        return f"{why} --map “NAME” picks one." if why == NOTHING_PICKED else why


def _tell_meanwhile(words: str) -> None:
    """Say at a terminal what is at work."""
    if sys.stderr is not None and sys.stderr.isatty():
        click.echo(words, err=True)


def _block(line: ImportLine) -> Sequence[str]:
    return [heading_words(line), *(f"{_INDENT}{sentence}" for sentence in detail_words(line)), ""]


def _entry(line: ImportLine) -> ImportEntry:
    return ImportEntry(
        name=line.foreign.name,
        becomes=line.name,
        ritual=line.kept.id if line.kept else None,
        taken=line.is_brought_in,
        cadence=words(line.cadence),
        who=line.who,
        days=line.days,
        new_days=line.new_days,
        notes=line.notes,
        new_notes=line.new_notes,
        new_rests=line.new_rests,
        first=line.first,
        last=line.last,
        words=[*([line.wrong] if line.wrong else []), *line.told],
    )


# what was typed


def _choices(maps: Sequence[str], file: ForeignFile, service: CoupleService) -> dict[int, RitualChoice]:
    """What --map says of the rituals of a file, by their places."""
    places: dict[str, list[int]] = {}
    for place, foreign in enumerate(file.rituals):
        places.setdefault(casefolded(clean_foreign_name(foreign.name)), []).append(place)
    kept = {casefolded(ritual.name): ritual.id for ritual in service.state.rituals.values() if not ritual.is_archived}
    choices: dict[int, RitualChoice] = {}
    for text in maps if places else ():
        theirs, ours = _split(text, places)
        if theirs not in places:
            there = ", ".join(quoted(foreign.name) for foreign in file.rituals[:10])
            raise UsageError(f"The file has nothing called {quoted(text.partition('=')[0])}. It has: {there}.")
        choices.update(dict.fromkeys(places[theirs], _choice(ours, kept)))
    return choices


def _split(text: str, names: dict[str, list[int]]) -> tuple[str, str | None]:
    """Their name and ours in what was typed; None where only theirs was. A name may hold “=” itself."""
    whole = casefolded(clean_foreign_name(text))
    if whole in names or "=" not in text:
        return whole, None
    ends = [at for at, sign in enumerate(text) if sign == "="]
    splits = [(casefolded(clean_foreign_name(text[:at])), text[at + 1 :]) for at in ends]
    return next((split for split in splits if split[0] in names), splits[0])


def _choice(ours: str | None, kept: dict[str, RitualId]) -> RitualChoice:
    if ours is None:
        return RitualChoice(is_taken=True)
    name = clean_foreign_name(ours)
    if not name:
        return RitualChoice(is_taken=False)
    joins = kept.get(casefolded(name))
    return RitualChoice(is_taken=True, joins=joins) if joins else RitualChoice(is_taken=True, name=name)


def _asked_whose(couple: Sequence[Person]) -> Who:
    """Ask whose the days are."""
    names = {casefolded(member.name): member.id for member in couple} | dict.fromkeys(("both", "all"), EVERYONE)
    click.echo(WHOSE_QUESTION, err=True)
    while True:
        typed = casefolded(str(click.prompt(f"{names_words(couple)} or both?", default="both", err=True)).strip())
        if typed in names:
            return names[typed]
