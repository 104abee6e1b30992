"""Forms below the list of rituals: until when to pause, and which day to move to."""

from __future__ import annotations

from datetime import date

from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Input

from rituals.core.calendar import add_days
from rituals.core.model import Ritual
from rituals.core.phrases import date_words
from rituals.errors import UsageError
from tui.shared.field import Field
from tui.shared.panel import Panel

REASONS = ("we're ill", "travel", "a new baby")
ENDS = ("tomorrow", "sun", "in 7 days", "in 14 days")
DAYS = ("tomorrow", "fri", "sat", "sun", "in 7 days")
OPEN_END = "Until you resume, unless a day here ends it."
DAY_WANTED = "A day, such as “sat” or “28 nov”; ↑ and ↓ go day by day."


class PausePanel(Panel):
    """Asks until when to pause, and for a reason that may be left empty."""

    QUESTION = "Pause {}"
    ANSWER = "pause"

    class Settled(Message):
        """The form was answered; None as the end means until someone resumes."""

        def __init__(self, ritual: Ritual | None, reason: str, until: date | None) -> None:
            super().__init__()
            self.ritual = ritual
            self.reason = reason
            self.until = until

    def fields(self) -> ComposeResult:
        yield Field("why", field_id="reason", placeholder="If you like; none is needed.", suggestions=REASONS)
        yield Field("until", field_id="until", placeholder="The last day, or nothing.", suggestions=ENDS)

    def on_mount(self) -> None:
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
        except UsageError:
            return False, None

    def settle(self) -> None:
        is_read, until = self._read()
        if is_read:
            reason = self.query_one("#reason", Field).text.strip()
            self.post_message(self.Settled(self.ritual, reason, until))


class MovePanel(Panel):
    """Asks for another day for an occurrence that is planned on a day."""

    QUESTION = "Move {} to"
    ANSWER = "move"

    class Settled(Message):
        """The form was answered."""

        def __init__(self, moving: Ritual, planned: date, to: date) -> None:
            super().__init__()
            self.moving = moving
            self.planned = planned
            self.to = to

    def __init__(self, ritual: Ritual, today: date, planned: date) -> None:
        super().__init__(ritual, today)
        self._moving = ritual
        self._planned = planned

    def fields(self) -> ComposeResult:
        yield Field(
            "day", field_id="move-day", placeholder=f"Now {date_words(self._planned, self._today)}.", suggestions=DAYS
        )

    def on_mount(self) -> None:
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
        except UsageError:
            return None

    def action_step(self, step: int) -> None:
        day = self._read() or self._planned
        self._field.write(max(add_days(day, step), self._today).isoformat())

    def settle(self) -> None:
        to = self._read()
        if to is not None:
            self.post_message(self.Settled(self._moving, self._planned, to))
