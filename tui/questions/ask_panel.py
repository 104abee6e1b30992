"""Asks what to ask about, and on which day it is."""

from __future__ import annotations

from datetime import date

from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Input

from rituals.core.questions.ask_about import LONGEST_NOTE
from rituals.errors import UsageError
from tui.shared.field import Field
from tui.shared.panel import Panel

DAYS = ("today", "tomorrow", "mon", "tue", "wed", "thu", "fri", "sat", "sun")
IDEAS = ("the dentist", "the exam", "the talk at work", "the call home")
DAY_WANTED = "The day it is on: today, “tue” or “4 dec”."


class AskPanel(Panel):
    """Asks for a note and its day, in two fields."""

    QUESTION = "What do you want to ask about?"
    ANSWER = "note it"

    class Settled(Message):
        """The form was answered."""

        def __init__(self, text: str, day: date) -> None:
            super().__init__()
            self.text = text
            self.day = day

    def __init__(self, today: date) -> None:
        super().__init__(None, today)

    def fields(self) -> ComposeResult:
        placeholder = f"A word or two, {LONGEST_NOTE} characters at most."
        yield Field("what", field_id="what", placeholder=placeholder, suggestions=IDEAS)
        yield Field("when", field_id="when", placeholder="Nothing means today.", suggestions=DAYS)

    def on_mount(self) -> None:
        self._when.hint(DAY_WANTED)

    @property
    def _when(self) -> Field:
        return self.query_one("#when", Field)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._read()

    def _read(self) -> date | None:
        """The day typed, today where the field is empty; None where it can't be read."""
        try:
            return self.day(self._when, DAY_WANTED) or self._today
        except UsageError:
            return None

    def settle(self) -> None:
        day = self._read()
        if day is not None:
            self.post_message(self.Settled(self.query_one("#what", Field).text, day))
