"""Forms below the list for someday: its words and day, its day alone, and how often a ritual of it shall be."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Input

from rituals.core.cadence.words import parse
from rituals.core.calendar import add_days
from rituals.core.model import Cadence
from rituals.core.state.sharing import Idea
from rituals.core.text import NAME_LIMIT, casefolded
from rituals.errors import UsageError
from tui.shared.field import Field
from tui.shared.panel import Panel
from tui.shared.remedies import in_app

MEETING = "meeting"
DAYS = ("sat", "sun", "in 7 days", "in 14 days", MEETING)
NO_DAY = "A day such as “sat” or “4 dec”, or “meeting” for your us-meeting."
FOR_THE_MEETING = "It waits for your us-meeting."
CADENCES = ("once a month", "every month on the 1st sat", "every 2 weeks on sat", "once a week")
HOW_OFTEN = "Such as “once a month”, or “every month on the 1st sat at 19:00”."


class When(NamedTuple):
    """When something is meant for, as it was typed."""

    on: date | None = None
    for_meeting: bool = False


class IdeaDayPanel(Panel):
    """Asks when something on the list is meant for."""

    QUESTION = "When would you like to?"
    ANSWER = "keep it"

    def __init__(self, today: date, idea: Idea | None = None) -> None:
        super().__init__(None, today)
        self.idea = idea

    def fields(self) -> ComposeResult:
        idea = self.idea
        is_ahead = idea is not None and idea.on is not None and idea.on >= self._today
        value = idea.on.isoformat() if is_ahead and idea and idea.on else MEETING if idea and idea.for_meeting else ""
        yield Field("when", value, field_id="when", placeholder="Nothing means someday.", suggestions=DAYS)

    def on_mount(self) -> None:
        self._read()

    @property
    def _when(self) -> Field:
        return self.query_one("#when", Field)

    @property
    def _text(self) -> str:
        """The words that it has afterwards."""
        assert self.idea is not None
        return self.idea.text

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._read()

    def _read(self) -> When | None:
        """When it is meant for; None where that can't be read."""
        if casefolded(self._when.text.strip()) == MEETING:
            self._when.hint(FOR_THE_MEETING)
            return When(for_meeting=True)
        try:
            return When(self.day(self._when, NO_DAY))
        except UsageError:
            return None

    def action_step(self, step: int) -> None:
        if not self._when.input.has_focus:
            super().action_step(step)
        elif (when := self._read()) is not None:
            self._when.write(max(add_days(when.on or self._today, step), self._today).isoformat())

    def settle(self) -> None:
        if (when := self._read()) is not None:
            self.post_message(IdeaPanel.Settled(self.idea, self._text, *when))


class IdeaPanel(IdeaDayPanel):
    """Asks for something that both would like, and when."""

    QUESTION = "What would you like to do?"

    class Settled(Message):
        """The form was answered; `idea` is what it changes."""

        def __init__(self, idea: Idea | None, text: str, on: date | None, for_meeting: bool) -> None:
            super().__init__()
            self.idea = idea
            self.text = text
            self.on = on
            self.for_meeting = for_meeting

    def fields(self) -> ComposeResult:
        text = self.idea.text if self.idea else ""
        yield Field("what", text, field_id="what", placeholder=f"A few words, {NAME_LIMIT} characters at most.")
        yield from super().fields()

    @property
    def _text(self) -> str:
        return self.query_one("#what", Field).text


class RitualOfIdeaPanel(Panel):
    """Asks how often something on the list shall be from now on."""

    QUESTION = "How often shall it be?"
    ANSWER = "make it a ritual"

    class Settled(Message):
        """The form was answered."""

        def __init__(self, idea: Idea, cadence: Cadence) -> None:
            super().__init__()
            self.idea = idea
            self.cadence = cadence

    def __init__(self, today: date, idea: Idea) -> None:
        super().__init__(None, today)
        self._idea = idea

    def fields(self) -> ComposeResult:
        yield Field("when", field_id="every", placeholder=CADENCES[0], suggestions=CADENCES)

    def on_mount(self) -> None:
        self._every.hint(HOW_OFTEN)

    @property
    def _every(self) -> Field:
        return self.query_one("#every", Field)

    def settle(self) -> None:
        try:
            cadence = parse(self._every.text, today=self._today)
        except UsageError as problem:
            self._every.hint(in_app(problem), is_problem=True)
            return
        self.post_message(self.Settled(self._idea, cadence))
