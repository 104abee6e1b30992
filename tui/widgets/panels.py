"""Small questions over the list of rituals: until when to pause, and which day to move to."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from rituals.core.calendar import later
from rituals.core.days import parse_day
from rituals.core.model import Ritual
from rituals.core.telling import date_words
from rituals.core.text import shown
from rituals.errors import WrongCall
from tui.keys import bindings
from tui.keys.answering import PANEL
from tui.widgets.field import Chips, Field

REASONS = ("we're ill", "travel", "a new baby")
ENDS = ("tomorrow", "sunday", "in 7 days", "in 14 days")
DAYS = ("tomorrow", "fri", "sat", "sun", "in 7 days")
LET_IT_BE = "let it be"
OPEN_END = "Until you resume. A day ends it by itself."
DAY_WANTED = "A day, such as “sat” or “28 nov”; ↑ and ↓ go day by day."


class Panel(Vertical):
    """A question that stays until its owner removes it; escape leaves it."""

    BINDINGS = bindings(PANEL)
    QUESTION: ClassVar[str] = ""
    ANSWER: ClassVar[str] = ""

    class Left(Message):
        """It is to be as it was."""

    def __init__(self, ritual: Ritual | None, today: date) -> None:
        super().__init__(classes="panel")
        self.ritual = ritual
        self._today = today

    def fields(self) -> ComposeResult:
        """The lines to type on."""
        raise NotImplementedError

    def settle(self) -> None:
        """Tell the owner what was answered."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        name = shown(self.ritual.name) if self.ritual else "everything"
        yield Static(Content(self.QUESTION.format(name)), classes="panel-title")
        yield from self.fields()
        yield Chips((self.ANSWER, LET_IT_BE), classes="answers")

    def on_mount(self) -> None:
        self.query(Input).first().focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        inputs = list(self.query(Input))
        if event.input is not inputs[-1]:
            inputs[-1].focus()
            return
        self.settle()

    def on_chips_picked(self, message: Chips.Picked) -> None:
        if message.text == self.ANSWER:
            self.settle()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        self.post_message(self.Left())

    def action_step(self, step: int) -> None:
        if step > 0:
            self.screen.focus_next()
        else:
            self.screen.focus_previous()

    def action_suggestion(self) -> None:
        for field in self.query(Field):
            if field.input.has_focus:
                field.suggest_next()

    def day(self, field: Field, otherwise: str) -> date | None:
        """The day that is typed, with a word beneath on how it is read; None where there is none."""
        typed = field.text.strip()
        try:
            day = parse_day(typed, today=self._today, ahead=True) if typed else None
        except WrongCall as problem:
            field.hint(str(problem), is_problem=True)
            raise
        field.hint(f"{date_words(day)} {day.year}" if day else otherwise)
        return day


class PausePanel(Panel):
    """Asks why, if one likes, and until when."""

    QUESTION = "Pause {}"
    ANSWER = "pause"

    class Settled(Message):
        """It was answered; no end means until someone resumes."""

        def __init__(self, ritual: Ritual | None, reason: str, until: date | None) -> None:
            super().__init__()
            self.ritual = ritual
            self.reason = reason
            self.until = until

    def fields(self) -> ComposeResult:
        yield Field("why", field_id="reason", placeholder="If you like; none is needed.", suggestions=REASONS)
        yield Field("until", field_id="until", placeholder="The last day, or nothing.", suggestions=ENDS)

    def on_mount(self) -> None:
        super().on_mount()
        self._until.hint(OPEN_END)

    @property
    def _until(self) -> Field:
        return self.query_one("#until", Field)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._read()

    def _read(self) -> tuple[bool, date | None]:
        try:
            return True, self.day(self._until, OPEN_END)
        except WrongCall:
            return False, None

    def settle(self) -> None:
        is_read, until = self._read()
        if is_read:
            reason = self.query_one("#reason", Field).text.strip()
            self.post_message(self.Settled(self.ritual, reason, until))


class MovePanel(Panel):
    """Asks for another day for the next occurrence."""

    QUESTION = "Move {} to"
    ANSWER = "move"

    class Settled(Message):
        """It was answered."""

        def __init__(self, ritual: Ritual, to: date) -> None:
            super().__init__()
            self.ritual = ritual
            self.to = to

    def __init__(self, ritual: Ritual, today: date, planned: date) -> None:
        super().__init__(ritual, today)
        self._moving = ritual
        self._planned = planned

    def fields(self) -> ComposeResult:
        yield Field("day", field_id="move-day", placeholder=f"Now {date_words(self._planned)}.", suggestions=DAYS)

    def on_mount(self) -> None:
        super().on_mount()
        self._field.hint(DAY_WANTED)

    @property
    def _field(self) -> Field:
        return self.query_one("#move-day", Field)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._read()

    def _read(self) -> date | None:
        try:
            return self.day(self._field, DAY_WANTED)
        except WrongCall:
            return None

    def action_step(self, step: int) -> None:
        here = self._read() or self._planned
        self._field.write(max(later(here, step), self._today).isoformat())

    def settle(self) -> None:
        to = self._read()
        if to is not None:
            self.post_message(self.Settled(self._moving, to))
