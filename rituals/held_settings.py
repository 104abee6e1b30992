"""Every setting that a person may choose, with its value and how it is kept, for both faces."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, time
from typing import NamedTuple

from rituals.config import SettingValue, save, schema
from rituals.core.calendar import WEEKDAYS
from rituals.core.events import HouseholdEdited
from rituals.core.nudges.settings import NudgeSettings
from rituals.core.setting import (
    A_COMMAND,
    A_DAY,
    A_FILE,
    A_FOLDER,
    COUNT,
    THEME_NAME,
    TIME_OF_DAY,
    YES_OR_NO,
    SettingChoice,
    SettingKind,
    SettingRow,
    one_of,
)
from rituals.core.text import capital, casefolded, printable
from rituals.core.typed_values import read_command, read_count, read_date, read_time, read_words, read_yes_or_no
from rituals.errors import Problem, UsageError
from rituals.problems import opening_problems
from rituals.service.couple import CoupleService
from rituals.session import Session

WEEKDAY = one_of(*(SettingChoice(name, capital(name)) for name in WEEKDAYS))
EMPTY = '""'
_OWN_THEMES = ("rituals-dark", "rituals-light", "rituals-contrast", "rituals-16")
_TEXTUALS_THEMES = (
    *("ansi-dark", "ansi-light", "atom-one-dark", "atom-one-light", "catppuccin-frappe", "catppuccin-latte"),
    *("catppuccin-macchiato", "catppuccin-mocha", "dracula", "flexoki", "gruvbox", "monokai", "nord", "rose-pine"),
    *("rose-pine-dawn", "rose-pine-moon", "solarized-dark", "solarized-light", "textual-dark", "textual-light"),
    "tokyo-night",
)
_TYPED: dict[SettingKind, Callable[[str], SettingValue]] = {
    YES_OR_NO: read_yes_or_no,
    TIME_OF_DAY: read_time,
    A_DAY: read_date,
    COUNT: read_count,
    A_FILE: str,
    A_COMMAND: read_command,
    A_FOLDER: str,
}


class HeldSetting(NamedTuple):
    """A setting as it is now; `key` is its table and name in the file, with dashes, or its name alone if the couple
    shares it."""

    key: str
    row: SettingRow
    value: SettingValue
    keep: Callable[[SettingValue], object]

    @property
    def choices(self) -> Sequence[str]:
        """The few values that it may have; () where it takes others."""
        if self.row.kind is THEME_NAME:
            return (*_OWN_THEMES, *_TEXTUALS_THEMES)
        return [choice.value for choice in self.row.kind.choices]

    def read(self, text: str) -> SettingValue:
        """The value that somebody typed; `UsageError` says which there are."""
        if self.row.kind in _TYPED:
            return _TYPED[self.row.kind](text)
        if self.row.kind.takes_several:
            return tuple(map(self._choice, read_words(text)))
        return self._choice(text)

    def _choice(self, text: str) -> str:
        """One of its choices, from what somebody typed."""
        values = {casefolded(choice.label): choice.value for choice in self.row.kind.choices}
        values |= {casefolded(value or EMPTY): value for value in self.choices}
        word = casefolded(text.strip()) or EMPTY
        if word in values:
            return values[word]
        listed = ", ".join(value or EMPTY for value in self.choices)
        raise UsageError(f"“{printable(text)}” is not one of {listed}.")


def settings_in_file(session: Session, table: str) -> list[HeldSetting]:
    """The settings of one table of the settings file, which are this machine's own."""
    values = getattr(session.settings, table)

    def held(name: str, row: SettingRow) -> HeldSetting:
        def keep(value: SettingValue) -> None:
            session.settings = save(session.places.settings, table, name, value)

        return HeldSetting(f"{table}.{name.replace('_', '-')}", row, getattr(values, name), keep)

    return [held(name, row) for name, row in schema()[table].items()]


def household_settings(service: CoupleService) -> list[HeldSetting]:
    """The settings that the couple shares."""
    household = service.state.household

    def start_day(at: SettingValue) -> None:
        assert isinstance(at, time), "its kind reads nothing else"
        service.edit_household(HouseholdEdited(day_starts_at=at))

    def start_week(day: SettingValue) -> None:
        service.edit_household(HouseholdEdited(week_starts_on=WEEKDAYS.index(str(day))))

    def have_met(day: SettingValue) -> None:
        assert day is None or isinstance(day, date), "its kind reads nothing else"
        service.edit_household(HouseholdEdited(met_on=day))

    return [
        HeldSetting(
            "day-start",
            SettingRow(TIME_OF_DAY, "A day starts at", "Until then a late evening still counts as the day before."),
            household.day_starts_at,
            start_day,
        ),
        HeldSetting(
            "week-start",
            SettingRow(WEEKDAY, "A week starts on", "For weekly rituals, the strip and the rhythm."),
            WEEKDAYS[household.week_starts_on],
            start_week,
        ),
        HeldSetting(
            "day-met",
            SettingRow(A_DAY, "The day you met", "Rhythm counts the days since, and looks forward to it each year."),
            household.met_on,
            have_met,
        ),
    ]


def held_settings(session: Session) -> list[HeldSetting]:
    """Every setting, those that the couple shares first."""
    return [
        *household_settings(session.service),
        *(setting for table in schema() for setting in settings_in_file(session, table)),
    ]


def nudge_doubts(session: Session, earlier: NudgeSettings) -> Iterator[Problem]:
    """What is to be said at once of settings of nudges that are others now: of which rituals none goes out any more,
    what the settings lack, and whether what a nudge opens is there."""
    nudges = session.settings.nudges
    if nudges == earlier:
        return
    from rituals.core.nudges.silence import silenced  # only where nudges are others now

    if silent := silenced(session.planner_input(), earlier):
        yield silent
    if nudges.lacking:
        yield Problem(nudges.lacking)
    if nudges.open != earlier.open:
        yield from opening_problems(session)
