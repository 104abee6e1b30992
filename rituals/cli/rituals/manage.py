"""The commands that say which rituals a couple keeps: add, edit, archive, restore."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

import click
from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from rituals.cli.rituals.several import for_each
from rituals.cli.shared.command import verb
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.erasing import answer, erase_option
from rituals.cli.shared.lookup import any_ritual, kept_ritual, put_away_ritual, whom, word_for
from rituals.cli.shared.options import (
    cue_option,
    discreet_option,
    every_option,
    minutes_option,
    remind_option,
    ritual_argument,
    rituals_argument,
    since_option,
    who_option,
    written_option,
)
from rituals.cli.shared.output import Output, lines
from rituals.cli.shared.remedies import silence_lines
from rituals.core.cadence.words import parse, skipping_words
from rituals.core.events import RitualAdded, RitualEdited
from rituals.core.model import Cadence, Ritual, RitualId
from rituals.core.occurrences.coming import coming
from rituals.core.rituals.confirmations import added_words, archived_words, edited_words, restored_words
from rituals.core.text import did_you_mean, printable, quoted, titled
from rituals.errors import UsageError

if TYPE_CHECKING:
    from rituals.service.couple import CoupleService

Value = TypeVar("Value")

_EXAMPLES = "“every fri at 19:30”, “3 times a week” or “every 2 weeks on sat”"


@verb("add", "Take up a ritual: one of the catalogue, or your own.")
@click.argument("name")
@every_option
@who_option
@minutes_option
@cue_option
@remind_option
@discreet_option
@since_option
@written_option
@click.pass_obj
def add_verb(
    context: CliContext,
    name: str,
    every: str | None,
    who: str | None,
    minutes: int | None,
    cue: str | None,
    remind: tuple[str, ...],
    discreet: bool | None,
    since: str | None,
) -> Output:
    service = context.service
    wish = _from_catalogue(context, name) if every is None else _own_ritual(service, name, every)
    if who is not None:
        wish = replace(wish, who=whom(who, service))
    if minutes is not None:
        wish = replace(wish, minutes=minutes)
    wish = replace(wish, cue=cue or "", remind=_reminders(remind), discreet=discreet)
    wish = replace(wish, since=context.day(since, today=wish.on))
    ritual = service.add(wish)
    context.wrote("ritual", ritual)
    added = service.state.rituals[ritual]
    today = service.today_of(added)
    confirmation = added_words(added, coming(service.state, added, today, count=1), today=today)
    lock_screen = _lock_screen_lines(context, added)
    return Output(lines(confirmation, *_skipping_lines(added.cadence), *silence_lines(context, added), *lock_screen))


@verb("edit", "Change a ritual from today on; what was lived stays as it was.")
@ritual_argument
@click.option("--name", metavar="NAME", help="What you call it.")
@every_option
@who_option
@minutes_option
@cue_option
@remind_option
@discreet_option
@since_option
@erase_option
@written_option
@click.pass_obj
def edit_verb(
    context: CliContext,
    ritual_text: str,
    name: str | None,
    every: str | None,
    who: str | None,
    minutes: int | None,
    cue: str | None,
    remind: tuple[str, ...],
    discreet: bool | None,
    since: str | None,
    erase: bool,
) -> Output:
    is_empty = not remind and all(value is None for value in (name, every, who, minutes, cue, discreet, since))
    if is_empty and not erase:
        raise UsageError(
            "Say what to change: --name, --every, --who, --minutes, --cue, --remind, --since, --discreet or --plain."
        )
    service = context.service
    ritual = (any_ritual if is_empty else kept_ritual)(service.state, ritual_text)
    context.wrote("ritual", ritual.id)
    if is_empty:
        service.erasing.erase_former_words(ritual)
        gone = f"What {titled(ritual.name)} was called before is off the disk."
        return Output(lines(context.session.elsewhere.gone_words(gone)))
    was_unnamed = name is not None and _is_unnamed(context, ritual)
    wish = RitualEdited(
        ritual.id,
        name=_or_unset(name),
        who=UNSET if who is None else whom(who, service),
        minutes=_or_unset(minutes),
        remind=_reminders(remind) if remind else UNSET,
        cue=_or_unset(cue),
        discreet=_or_unset(discreet),
        since=_or_unset(context.day(since, today=service.today_of(ritual))),
    )
    cadence = None if every is None else parse(every, today=service.today_of(ritual), zone=service.zone())
    edits = service.edit(ritual.id, wish, cadence=cadence)
    edited = service.state.rituals[ritual.id]
    sentence = edited_words(edited, edits, people=service.everyone, today=service.today_of(edited))
    shows_another = discreet is not None or (name is not None and _is_unnamed(context, edited) != was_unnamed)
    on_the_lock_screen = _lock_screen_lines(context, edited) if shows_another else ()
    skipping = () if cadence is None else _skipping_lines(edited.cadence)
    silent = silence_lines(context, edited)
    return answer(context, "\n".join((sentence, *skipping, *silent, *on_the_lock_screen)), erase=erase)


@verb("archive", "Put a ritual away; its history stays.")
@rituals_argument
@written_option
@click.pass_obj
def archive_verb(context: CliContext, ritual_texts: Sequence[str]) -> Output:
    service = context.service

    def archive(ritual: Ritual) -> str:
        archived = service.archive(ritual.id)
        context.wrote("ritual", ritual.id)
        word = word_for(ritual, service.state.rituals.values())
        words = archived_words(ritual, archived, today=service.today_of(ritual))
        return f"{words} rituals restore {printable(word)} brings it back."

    return Output(for_each(context, ritual_texts, kept_ritual, archive))


@verb("restore", "Bring back a ritual that was put away.")
@rituals_argument
@written_option
@click.pass_obj
def restore_verb(context: CliContext, ritual_texts: Sequence[str]) -> Output:
    service = context.service
    brought_back: list[RitualId] = []

    def restore(ritual: Ritual) -> str:
        service.restore(ritual.id)
        context.wrote("ritual", ritual.id)
        brought_back.append(ritual.id)
        return restored_words(ritual, today=service.today_of(ritual))

    sentences = for_each(context, ritual_texts, put_away_ritual, restore)
    silent = (silence_lines(context, service.state.rituals[ritual]) for ritual in brought_back)
    return Output("\n".join((sentences, *chain.from_iterable(silent))))


def _own_ritual(service: CoupleService, name: str, every: str) -> RitualAdded:
    cadence = parse(every, today=service.today(), zone=service.zone())
    return RitualAdded(service.new_ritual_id(), service.day_for(cadence), name, cadence)


def _from_catalogue(context: CliContext, name: str) -> RitualAdded:
    """The catalogue's ritual of that name; one that needs the consent of both is only found once both have given it."""
    catalogue = context.session.catalogue
    entries = context.session.offered()
    entry = catalogue.entry(name.strip())
    if entry is None or entry not in entries:
        hint = did_you_mean(name, [candidate.name for candidate in entries])
        unread_hint = " rituals doctor says what can't be read in your own." if catalogue.problems else ""
        raise UsageError(
            f"The catalogue has no {quoted(name)}.{hint}{unread_hint} "
            f"For one of your own say when, with --every {_EXAMPLES}."
        )
    return entry.adopted(context.service.day_for(entry.cadence))


def _is_unnamed(context: CliContext, ritual: Ritual) -> bool:
    """Whether nudges on this machine leave its name out."""
    from rituals.core.nudges.lock_screen import is_unnamed  # other verbs need no planner

    return is_unnamed(context.session.planner_input(), ritual, context.session.nudge_words())


def _lock_screen_lines(context: CliContext, ritual: Ritual) -> Sequence[str]:
    """The very sentence of the next nudge, if one comes, and how to have it otherwise where nobody has chosen yet."""
    from rituals.core.nudges.lock_screen import lock_screen_words, next_nudge

    planner_input, words = context.session.planner_input(), context.session.nudge_words()
    if next_nudge(planner_input, ritual, words) is None:
        return ()
    sentence = lock_screen_words(planner_input, ritual, words)
    if ritual.discreet is not None:
        return (f"On the lock screen: {sentence}",)
    otherwise = "--plain shows its name" if _is_unnamed(context, ritual) else "--discreet leaves its name out"
    return (f"On the lock screen: {sentence}", f"rituals edit {printable(ritual.id)} {otherwise}.")


def _skipping_lines(cadence: Cadence) -> Sequence[str]:
    return tuple(sentence for sentence in (skipping_words(cadence),) if sentence)


def _or_unset(value: Value | None) -> Value | UnsetType:
    return UNSET if value is None else value


def _reminders(texts: Sequence[str]) -> tuple[int, ...] | None:
    """Minutes before the start, the earliest nudge first; None stands for the usual times, () for no nudge."""
    if list(texts) in ([], ["usual"]):
        return None
    if list(texts) == ["none"]:
        return ()
    for minutes in texts:
        if not (minutes.isascii() and minutes.isdecimal() and len(minutes) < 7):
            raise UsageError(f"--remind {quoted(minutes)} is no number of minutes. Give one such as 60, or “none”.")
    return tuple(sorted({int(minutes) for minutes in texts}, reverse=True))
