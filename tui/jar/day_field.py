"""A field for a day: typed as people name days, or stepped to."""

from __future__ import annotations

from datetime import date

from rituals.core.cadence.day_parser import parse_day
from rituals.core.calendar import add_days
from rituals.errors import UsageError
from tui.jar.keys import JAR_DAY
from tui.jar.present import full_day
from tui.shared.field import Field
from tui.shared.keys import bindings
from tui.shared.remedies import in_app

_NEAR = {0: "today", -1: "yesterday", 1: "tomorrow"}


class DayField(Field):
    """Asks for one day: with `ahead` one after today, else one up to today."""

    KEYS = JAR_DAY
    BINDINGS = bindings(JAR_DAY)

    def __init__(self, label: str, day: date, today: date, *, field_id: str, ahead: bool = False) -> None:
        suggestions = ("tomorrow", "sun", "in 7 days", "in 30 days") if ahead else ("today", "yesterday")
        super().__init__(label, _typed(day, today), field_id=field_id, suggestions=suggestions)
        self._first = day
        self._today = today
        self._ahead = ahead

    def on_mount(self) -> None:
        self._hint_reading()

    def read(self) -> date:
        """The day that is typed; `UsageError` where it can't be read, which the hint says as well."""
        try:
            day = parse_day(self.text.strip(), today=self._today, ahead=self._ahead)
        except UsageError as problem:
            self.hint(in_app(problem), is_problem=True)
            raise
        self.hint(full_day(day))
        return day

    def read_if_any(self) -> date | None:
        """The day that is typed, None where it can't be read."""
        try:
            return self.read()
        except UsageError:
            return None

    def set_day(self, day: date) -> None:
        """Put a day into the field."""
        self.write(_typed(day, self._today))

    def action_step(self, step: int) -> None:
        day = add_days(self.read_if_any() or self._first, step)
        nearest = add_days(self._today, 1) if self._ahead else self._today
        self.set_day(max(day, nearest) if self._ahead else min(day, nearest))

    def on_input_changed(self) -> None:
        self._hint_reading()

    def _hint_reading(self) -> None:
        self.read_if_any()


def _typed(day: date, today: date) -> str:
    return _NEAR.get((day - today).days, day.isoformat())
