"""The legend of an export, which explains each kind of event to its readers; it is built from the event classes
themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias, get_args

import msgspec
from msgspec import NODEFAULT, UNSET

from rituals.core import events as e
from rituals.core.events import AnyEvent, KeptAnswer
from rituals.core.model import Explained, Once, Quota, Rule, Seal

Meaning: TypeAlias = Mapping[str, object]

UNCHANGED = "unchanged"
_PIECES: tuple[type[Explained], ...] = (Rule, Quota, Once, Seal, KeptAnswer)


def kind_of(event: type[Explained]) -> str:
    """The tag of an event class in JSON."""
    return str(event.__struct_config__.tag)


KINDS: Mapping[str, type[Explained]] = {kind_of(event): event for event in get_args(AnyEvent)}
"""Every kind of event that this version knows, by its name in JSON."""


def legend() -> Mapping[str, Meaning]:
    """The explanation of each kind of event that may be exported, and of the structs in its fields."""
    leaving = (event for event in KINDS.values() if not issubclass(event, e.LocalEvent) and event is not e.Unknown)
    return {**_meanings(leaving), **{piece.__name__.casefold(): _meaning(piece) for piece in _PIECES}}


def _meanings(events: Iterable[type[Explained]]) -> Mapping[str, Meaning]:
    return {kind_of(event): _meaning(event) for event in events}


def _meaning(struct: type[Explained]) -> Meaning:
    """What a struct says, the names of its fields, and the defaults of those that may be left out."""
    fields = msgspec.structs.fields(struct)
    defaults = {
        field.encode_name: UNCHANGED if field.default is UNSET else field.default
        for field in fields
        if field.default is not NODEFAULT
    }
    left_out: Meaning = {"left_out": defaults} if defaults else {}
    return {"says": struct.says, "fields": [field.encode_name for field in fields], **left_out}
