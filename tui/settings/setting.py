"""A setting as the pages show it: its texts, its value, and how it is chosen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import NamedTuple

from rituals.config import SettingValue
from rituals.core.calendar import month_name
from rituals.core.text import printable
from rituals.core.typed_values import command_line
from tui.shared.picker import Option


class OneOf(NamedTuple):
    """Chosen from a list; with two options, each choice switches to the other one."""

    options: tuple[Option, ...]


class Typed(NamedTuple):
    """Typed; `read` parses the text, or raises `UsageError`."""

    read: Callable[[str], SettingValue]
    hint: str


class Switch(NamedTuple):
    """On or off; `turn` switches it, which may take a moment, and returns a confirmation."""

    turn: Callable[[bool], str]
    options: tuple[Option, ...] = (Option(True, "on"), Option(False, "off"))


class Opens(NamedTuple):
    """Opens a screen of its own; `action` is the app's action for that."""

    action: str


class Setting(NamedTuple):
    """A setting with its current value; one without `how` can't be changed."""

    id: str
    label: str
    tip: str
    value: SettingValue
    how: OneOf | Typed | Switch | Opens | None = None
    keep: Callable[[SettingValue], object] = lambda _: None

    @property
    def words(self) -> str:
        """The value in words."""
        option = self._option
        if option is not None:
            return option.label
        if isinstance(self.value, time):
            return f"{self.value:%H:%M}"
        if isinstance(self.value, date):
            return f"{self.value.day} {month_name(self.value.month)} {self.value.year}"
        if isinstance(self.value, tuple):
            return printable(command_line(self.value)) or "none"
        return "none" if self.value is None else printable(str(self.value))

    @property
    def explained(self) -> str:
        """What it is for, and what its value means."""
        option = self._option
        return " ".join(part for part in (self.tip, option.means if option else "") if part)

    @property
    def _option(self) -> Option | None:
        options = self.how.options if isinstance(self.how, OneOf | Switch) else ()
        return next((option for option in options if option.value == self.value), None)
