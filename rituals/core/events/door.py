"""The one door through which records come in, whoever wrote them: it turns away ids, days and sizes that no device
writes, and makes words safe to show. Journals keep the bytes as they came.
"""

from __future__ import annotations

import operator
import re
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar

import msgspec

from rituals.core.model import YEARS
from rituals.core.text import NAME_LIMIT, NOTE_LIMIT, is_control, printable

Struct = TypeVar("Struct", bound=msgspec.Struct)

FIRST_DAY, LAST_DAY = date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)
LONGEST_ID = 64
LONGEST_LABEL = 400
LONGEST_WORDS = 100_000
MOST_ENTRIES = 100_000
"""More than one command ever names."""
MOST_POINTS = 100
"""More than any answer of a check-in gives."""
_ID = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST_ID}}}")
_LABELS = {"about", "catalogue", "flow", "key", "kind", "milestone", "part_of", "question", "ritual", "rrule"}
_LABELS |= {"section", "step", "what"}
"""Fields that name something of the catalogue or a ritual, whose id may be in any script, or are computed; every other
text that is no words is an id, which may become a path."""
_ON_ONE_LINE = {"name", "cue"}
_LONGEST = {"name": NAME_LIMIT, "cue": NOTE_LIMIT, "note": NOTE_LIMIT, "reason": NOTE_LIMIT}


class TurnedAwayError(ValueError):
    """Says in a few words what is wrong with a record."""


class _Field(msgspec.Struct, frozen=True):
    name: str
    is_required: bool
    is_label: bool
    longest: int
    """How long its words may be; 0 where it holds none."""


def is_id(text: str) -> bool:
    """Whether a text can be an id, and so the name of a folder or file."""
    is_plain = len(text) <= LONGEST_ID and text.encode().isalnum()  # of ASCII alone, and faster than an expression
    return is_plain or _ID.fullmatch(text) is not None


def admitted(fields: Struct) -> Struct:
    """The same struct if all in it may come in as it is, else with its words made safe; `TurnedAwayError` if it may not
    come in."""
    changes: dict[str, Any] = {}
    for field in _fields(type(fields)):
        value = getattr(fields, field.name)
        if (value or field.is_required) and (clean := _admitted(field, value)) is not value:
            changes[field.name] = clean
    return msgspec.structs.replace(fields, **changes) if changes else fields


@cache
def _fields(kind: type[msgspec.Struct]) -> tuple[_Field, ...]:
    names, texts = kind.__struct_fields__, getattr(kind, "text_fields", ())
    required = len(names) - len(kind.__struct_defaults__)
    longest = [_LONGEST.get(name, LONGEST_WORDS) if name in texts else 0 for name in names]
    return tuple(_Field(name, at < required, name in _LABELS, longest[at]) for at, name in enumerate(names))


def _admitted(field: _Field, value: Any) -> Any:
    """A field's value as it may come in: the same object unless words in it were cleaned."""
    kind = type(value)
    if kind is str:
        if field.longest:
            return value if len(value) <= field.longest and value.isprintable() else _safe(field, value)
        if not (_is_label(value) if field.is_label else is_id(value)):
            raise TurnedAwayError(f"its “{field.name}” is nothing that a device writes")
    elif kind is date or kind is datetime:
        if value.year not in YEARS:
            raise TurnedAwayError("it names a day that nobody lives in")
    elif kind is tuple or kind is dict:
        if len(value) > MOST_ENTRIES:
            raise TurnedAwayError(f"its “{field.name}” holds more than anybody wrote")
        return _entries(field, value)
    elif isinstance(value, msgspec.Struct):
        return admitted(value)
    return value


def _entries(field: _Field, entries: Any) -> Any:
    if isinstance(entries, dict):
        if not all(_is_label(name) and 0 <= number <= MOST_POINTS for name, number in entries.items()):
            raise TurnedAwayError(f"its “{field.name}” is nothing that a device writes")
        return entries
    clean = tuple([_admitted(field, entry) for entry in entries])
    return entries if all(map(operator.is_, clean, entries)) else clean


def _is_label(text: str) -> bool:
    return len(text) <= LONGEST_LABEL and text.isprintable()


def _safe(field: _Field, text: str) -> str:
    """Words as they may be shown and stand in a field: without control characters, and no longer than can be typed."""
    if len(text) > field.longest:
        text = f"{text[: field.longest - 1]}…"
    if field.name in _ON_ONE_LINE:
        return printable(text)
    return "".join(" " if is_control(sign) and sign not in "\n\t" else sign for sign in text.replace("\r\n", "\n"))
