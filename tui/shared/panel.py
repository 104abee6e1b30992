"""A small form that opens below a list to ask for one thing."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from rituals.core.cadence.day_parser import parse_day
from rituals.core.model import Ritual
from rituals.core.phrases import date_words
from rituals.core.text import titled
from rituals.errors import UsageError
from tui.shared.field import Chips, Field
from tui.shared.keys import PANEL, bindings
from tui.shared.remedies import in_app

LET_IT_BE = "let it be"


class Panel(Vertical):
    """A form below a list that stays until its owner removes it; escape posts `Left`."""

    DEFAULT_CSS = """
    Panel {
        height: auto;
        margin: 1 2 0 4;

        .panel-title { text-style: bold; }
        .answers { margin: 0 0 0 8; }
        #reason .field-hint { display: none; }
    }
    """

    KEYS = PANEL
    BINDINGS = bindings(PANEL)
    QUESTION: ClassVar[str] = ""
    ANSWER: ClassVar[str] = ""

    class Left(Message):
        """The panel was left without an answer."""

    def __init__(self, ritual: Ritual | None, today: date) -> None:
        super().__init__(classes="panel")
        self.ritual = ritual
        self._today = today

    def fields(self) -> ComposeResult:
        """The form's fields."""
        raise NotImplementedError

    def settle(self) -> None:
        """Post the answer to the owner."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        name = titled(self.ritual.name) if self.ritual else "everything"
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
        """The day typed in a field, None where it is empty; the hint says how it is read. Else `UsageError`."""
        typed = field.text.strip()
        try:
            day = parse_day(typed, today=self._today, ahead=True) if typed else None
        except UsageError as problem:
            field.hint(in_app(problem), is_problem=True)
            raise
        field.hint(date_words(day, self._today) if day else otherwise)
        return day
