"""How a setting is declared: a `SettingRow` annotates the field that holds its default, and says which values are valid
and how the Settings page labels it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import get_type_hints

from msgspec import Struct

_MOST = 10_000


class SettingChoice(Struct, frozen=True):
    """One value that a setting may have, its label on the Settings page, and a sentence on its effect."""

    value: str
    label: str = ""
    means: str = ""


class SettingKind(Struct, frozen=True):
    """The values that a setting may have. `read` converts what a file holds, and raises `ValueError` or `TypeError` if
    it is invalid.

    `expected` ends the sentence "… is not …".
    """

    read: Callable[[object], object]
    expected: str
    choices: tuple[SettingChoice, ...] = ()
    takes_several: bool = False
    """Whether the value is a list of its choices, each of which is on or off."""


class SettingRow(Struct, frozen=True):
    """A setting's kind, label and tip; one without a label is not on the Settings page, only in the file."""

    kind: SettingKind
    label: str = ""
    tip: str = ""


def rows_of(group: type[Struct]) -> dict[str, SettingRow]:
    """The rows that annotate a settings struct's fields, by field name."""
    return {key: hint.__metadata__[0] for key, hint in get_type_hints(group, include_extras=True).items()}


def one_of(*choices: SettingChoice) -> SettingKind:
    """The kind of a setting that is one of a few words."""
    words = [choice.value for choice in choices]

    def read(value: object) -> str:
        if value not in words:
            raise ValueError
        return str(value)

    return SettingKind(read, "one of " + ", ".join(word or '""' for word in words), choices)


def some_of(*choices: SettingChoice) -> SettingKind:
    """The kind of a setting that is any of a few words, each once and in this order; or none of them."""
    words = [choice.value for choice in choices]

    def read(value: object) -> tuple[str, ...]:
        chosen = _texts(value)
        if not {*chosen} <= {*words}:
            raise ValueError
        return tuple(word for word in words if word in chosen)

    return SettingKind(read, f"a list with any of {', '.join(words)}", choices, takes_several=True)


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


def _day(value: object) -> date | None:
    if value is not None and not isinstance(value, date):
        raise TypeError
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(text, str) for text in value):
        raise TypeError
    return tuple(value)


def _command(value: object) -> tuple[str, ...]:
    import shlex  # only where one is set

    words = tuple(shlex.split(value)) if isinstance(value, str) else _texts(value)
    if any("\0" in word for word in words) or not all(words[:1]):
        raise ValueError
    return words


YES_OR_NO = SettingKind(_yes_or_no, "true or false")
COUNT = SettingKind(_count, f"a whole number up to {_MOST}")
TIME_OF_DAY = SettingKind(_time_of_day, 'a time such as "18:00"')
A_DAY = SettingKind(_day, "a day such as 2019-10-24, or none")
PEOPLE = SettingKind(_texts, 'a list of names, such as ["Ana"]')
A_COMMAND = SettingKind(_command, 'a command such as "kitty -e rituals" or ["kitty", "-e", "rituals"], or none')
A_FILE = SettingKind(_text, "the path of a file, or none")
A_FOLDER = SettingKind(_text, "the path of a folder, or none")
THEME_NAME = SettingKind(_text, "a theme's name")
