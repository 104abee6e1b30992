"""How a setting is declared: a row beside the field that holds its default says what it may be and how it reads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import NamedTuple, get_type_hints

from msgspec import Struct

_MOST = 10_000


class SettingChoice(NamedTuple):
    """A word that a setting may be, how the Settings page calls it, and what it leads to."""

    value: str
    label: str = ""
    means: str = ""


class SettingKind(NamedTuple):
    """What a value may be: `read` makes it of what a file holds, or raises `ValueError` or `TypeError`.

    `expected` ends the sentence "… is not …".
    """

    read: Callable[[object], object]
    expected: str
    choices: tuple[SettingChoice, ...] = ()


class SettingRow(NamedTuple):
    """All that is known of a setting besides its default; one without a label is in the file only."""

    kind: SettingKind
    label: str = ""
    tip: str = ""


def rows_of(group: type[Struct]) -> dict[str, SettingRow]:
    """The rows with which the fields of a group of settings are annotated."""
    return {key: hint.__metadata__[0] for key, hint in get_type_hints(group, include_extras=True).items()}


def one_of(*choices: SettingChoice) -> SettingKind:
    """One of a few words."""
    words = [choice.value for choice in choices]

    def read(value: object) -> str:
        if value not in words:
            raise ValueError
        return str(value)

    return SettingKind(read, "one of " + ", ".join(words), choices)


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST:
        raise ValueError
    return value


def _time_of_day(value: object) -> time:
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    if not isinstance(value, str):
        raise TypeError
    read = time.fromisoformat(value if len(value) > 4 else f"0{value}")
    if read.tzinfo is not None:
        raise ValueError
    return read.replace(second=0, microsecond=0)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


YES_OR_NO = SettingKind(_yes_or_no, "true or false")
COUNT = SettingKind(_count, "a whole number")
TIME_OF_DAY = SettingKind(_time_of_day, 'a time such as "18:00"')
THEME_NAME = SettingKind(_text, "a theme's name")
