"""What nudges show on a lock screen: each ritual with the very sentence, and whether that bears its name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.events import RitualEdited
from rituals.core.model import Ritual
from rituals.core.nudges.discretion import ALWAYS
from rituals.core.nudges.lock_screen import is_unnamed, lock_screen_words
from rituals.core.nudges.silence import nudged_rituals
from rituals.core.text import printable, titled
from rituals.session import Session
from tui.settings.keys import LOCK_SCREEN
from tui.shared.keys import bindings
from tui.shared.lines import Line, Lines
from tui.shared.list_screen import ListScreen
from tui.shared.text import fitted, pointer, under

INTRO = (
    "Which names may nudges show, where anyone may be looking? Each as you like; what you leave alone stays as it is."
)
NOTHING_YET = "Nothing is here yet that a nudge could name."
_VALUE = 10
_NAME = 40


class LockScreenEntry(NamedTuple):
    """Whether a ritual's name is left out as far as it goes by the ritual, and the sentence of its next nudge."""

    ritual: Ritual
    is_unnamed: bool
    words: str


class LockScreenRow(Line):
    """One ritual; under the cursor, the sentence."""

    def __init__(self, entry: LockScreenEntry) -> None:
        super().__init__()
        self.entry = entry

    def show(self, entry: LockScreenEntry) -> None:
        """Show the ritual as it is now."""
        if entry != self.entry:
            self.entry = entry
            self.refresh(layout=True)

    def rows(self, width: int) -> list[Content]:
        name_width = min(max(width - _VALUE - 4, 10), _NAME)
        first = Content.assemble(
            pointer(is_open=self.is_open),
            fitted(printable(self.entry.ritual.name), name_width, "bold" if self.is_open else ""),
            ("  no name" if self.entry.is_unnamed else "  its name", "" if self.is_open else "$text-muted"),
        )
        return [first, *under(self.entry.words, width)] if self.is_open else [first]


class LockScreenPage(ListScreen):
    """Lets a person choose for each ritual whether nudges show its name."""

    IS_CHOSEN_ANYWHERE = True
    KEYS = LOCK_SCREEN
    BINDINGS = bindings(LOCK_SCREEN)
    CSS_PATH = "lock_screen.tcss"
    TITLE = "Lock screen"
    PURPOSE = "Which rituals a nudge may call by their name."

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._nudge_words = session.nudge_words()

    def contents(self) -> Iterable[Widget]:
        entries = self._entries()
        yield Static(INTRO if entries else self.of_nothing(NOTHING_YET), classes="prose")
        yield Lines(*map(LockScreenRow, entries))

    def _entries(self) -> list[LockScreenEntry]:
        planner_input = self.session.planner_input()
        return [
            LockScreenEntry(
                ritual,
                is_unnamed(planner_input, ritual, self._nudge_words) if ritual.discreet is None else ritual.discreet,
                lock_screen_words(planner_input, ritual, self._nudge_words),
            )
            for ritual in nudged_rituals(self.service.state)
        ]

    def show(self) -> None:
        """Show every ritual as it is now; the list is laid out anew only where other rituals are in it."""
        rows, entries = list(self.query(LockScreenRow)), self._entries()
        if [row.entry.ritual.id for row in rows] != [entry.ritual.id for entry in entries]:
            self.call_later(self.lines.lay_out, map(LockScreenRow, entries))
            return
        for row, entry in zip(rows, entries, strict=True):
            row.show(entry)

    def choose(self, line: Line) -> None:
        """Let nudges show the name, or leave it out."""
        if isinstance(line, LockScreenRow):
            self.run_reporting(lambda: self._turn(line.entry))

    def _turn(self, entry: LockScreenEntry) -> str:
        ritual, discreet = entry.ritual, not entry.is_unnamed
        self.service.edit(ritual.id, RitualEdited(ritual.id, discreet=discreet))
        if not discreet and self.session.settings.nudges.discreet == ALWAYS:
            return f"The name of {titled(ritual.name)} may show once the settings let it."
        return f"Nudges {'leave out' if discreet else 'show'} the name of {titled(ritual.name)}."
