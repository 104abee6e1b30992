"""What a file would bring in, and how that is answered; planning and bringing in may be called on a thread."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from msgspec import UNSET
from msgspec.structs import replace

from rituals.core.events.recorded import Recorded
from rituals.core.exchange.foreign import ForeignFile
from rituals.core.exchange.import_plan import Answers, ImportLine, ImportPlan, RitualChoice
from rituals.core.exchange.import_words import (
    held_in_file_words,
    nothing_new_words,
    nothing_to_bring_in_words,
    own_export_words,
    summary_words,
    taken_in_words,
    to_bring_in_words,
)
from rituals.core.exchange.imported import Export
from rituals.core.model import Who
from rituals.core.text import printable
from rituals.service.exchange.bringing_in import bring_in, preview
from rituals.service.exchange.incoming import arriving_count, take_in
from rituals.service.own_data import OpenedImport, OwnData

NOT_YET_PLANNED = ImportPlan((), (), False, ())


class ImportDesk(Protocol):
    """A file that was read."""

    answers: Answers
    asks_whose: bool
    """Whether it is to be said whose the days are, or was said already."""
    can_be_undone: bool
    written: Sequence[Recorded]
    """What bringing it in recorded, which can be undone."""

    @property
    def about(self) -> str:
        """What the file is, in a line."""

    @property
    def told(self) -> Sequence[str]:
        """What is to be known of the file."""

    @property
    def lines(self) -> Sequence[ImportLine]:
        """Its rituals, as they would come in."""

    @property
    def is_open(self) -> bool:
        """Whether it has to be said first whose the days are."""

    @property
    def is_new(self) -> bool:
        """Whether there is anything to bring in."""

    @property
    def words(self) -> str:
        """What there is to bring in."""

    def is_taken(self, line: ImportLine) -> bool:
        """Whether a ritual is to be brought in, also before that is planned."""

    def plan(self) -> None:
        """Look what is new, by what was answered."""

    def bring_in(self) -> str:
        """Bring it in; what came in, in a sentence."""


class OwnDesk:
    """An export of this program, of which there is nothing to answer."""

    answers = Answers()
    asks_whose = is_open = can_be_undone = False
    lines: Sequence[ImportLine] = ()
    written: Sequence[Recorded] = ()

    def __init__(self, path: Path, opened: OpenedImport, export: Export) -> None:
        self.about = self._name = printable(path.name)
        self._opened, self._export = opened, export
        self._count = 0

    @property
    def told(self) -> Sequence[str]:
        return own_export_words(self._export, self._count, self._name) if self._count else ()

    @property
    def is_new(self) -> bool:
        return self._count > 0

    @property
    def words(self) -> str:
        if not self._count:
            return nothing_new_words(self._name)
        return f"{self._count:,} records" if self._count > 1 else "1 record"

    def is_taken(self, line: ImportLine) -> bool:
        return line.is_taken

    def plan(self) -> None:
        self._count = arriving_count(self._opened.service, self._export)

    def bring_in(self) -> str:
        count = take_in(self._opened.service, self._export)
        return " ".join(taken_in_words(self._export, count, self._name))


class ForeignDesk:
    """Another program's file, with the answers that hold for it."""

    can_be_undone = True

    def __init__(self, path: Path, opened: OpenedImport, file: ForeignFile) -> None:
        self._name, self._form = printable(path.name), opened.form
        self._opened, self._file = opened, file
        self._plan = NOT_YET_PLANNED
        self.answers = Answers()
        self.asks_whose = False
        self.written: Sequence[Recorded] = ()

    @property
    def about(self) -> str:
        return f"{self._name} · {self._form} · {held_in_file_words(self.lines)}"

    @property
    def told(self) -> Sequence[str]:
        return self._plan.told

    @property
    def lines(self) -> Sequence[ImportLine]:
        return self._plan.lines

    @property
    def is_open(self) -> bool:
        return self._plan.asks_whose

    @property
    def is_new(self) -> bool:
        return bool(self._plan.events)

    @property
    def words(self) -> str:
        if self.is_new:
            return to_bring_in_words(self.lines)
        return nothing_to_bring_in_words(self.lines, self._name)

    def is_taken(self, line: ImportLine) -> bool:
        choice = self.answers.choices.get(line.place, RitualChoice())
        return line.is_taken if choice.is_taken is UNSET else choice.is_taken

    def say_whose(self, whose: Who) -> None:
        self.answers = replace(self.answers, whose=whose)

    def choice(self, line: ImportLine) -> RitualChoice:
        """What was chosen for a ritual of the file, as one that is taken."""
        return replace(self.answers.choices.get(line.place, RitualChoice()), is_taken=True)

    def choose(self, line: ImportLine, choice: RitualChoice) -> None:
        """Have another choice for a ritual of the file."""
        self.answers = replace(self.answers, choices={**self.answers.choices, line.place: choice})

    def plan(self) -> None:
        self._plan = preview(self._opened.service, self._file, self.answers)
        self.asks_whose |= self._plan.asks_whose

    def bring_in(self) -> str:
        plan = bring_in(self._opened.service, self._file, self.answers)
        self.written = self._opened.service.latest if plan.events else ()
        return summary_words(plan.lines, self._name) if plan.events else nothing_new_words(self._name)


def opened_desk(own_data: OwnData, path: Path, chosen: str) -> ImportDesk:
    """A file that is read, by the format of an id if one is chosen, and looked through; `RitualsError` if nothing in it
    can be brought in."""
    opened = own_data.read_import(path, chosen)
    content = opened.content
    desk = OwnDesk(path, opened, content) if isinstance(content, Export) else ForeignDesk(path, opened, content)
    desk.plan()
    return desk
