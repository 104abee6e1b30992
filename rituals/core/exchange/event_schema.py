"""What each kind of record means, told to whoever reads an export: made of the events themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias, get_args

import msgspec
from msgspec import NODEFAULT, UNSET

from rituals.core import events as e
from rituals.core.events import AnyEvent, KeptAnswer
from rituals.core.model import Once, Quota, Rule, Seal

Meaning: TypeAlias = Mapping[str, object]

UNCHANGED = "unchanged"
_WITHOUT_A_DOCSTRING: Mapping[type[msgspec.Struct], str] = {
    e.PersonJoined: "Somebody belongs to the couple from that day on.",
    e.PersonRenamed: "The name somebody goes by from here on.",
    e.PersonLeft: "From that day on the couple goes on without them.",
    e.RitualAdded: "A ritual was taken up on that day, in these words and on this cadence.",
    e.RitualArchived: "It was put away from that day on; its history stays.",
    e.RitualRestored: "It was brought back on that day.",
}
_PIECES = (Rule, Quota, Once, Seal, KeptAnswer)


def kind_of(event: type[msgspec.Struct]) -> str:
    """What an event's kind is called in JSON."""
    return str(event.__struct_config__.tag)


KINDS: Mapping[str, type[msgspec.Struct]] = {kind_of(event): event for event in get_args(AnyEvent)}
"""Every kind of event that this version knows, by its name in JSON."""


def legend() -> Mapping[str, Meaning]:
    """Each kind of event that may leave this machine, and what events are made of."""
    leaving = (event for event in KINDS.values() if not issubclass(event, e.LocalEvent) and event is not e.Unknown)
    return {**_meanings(leaving), **{piece.__name__.casefold(): _meaning(piece) for piece in _PIECES}}


def _meanings(events: Iterable[type[msgspec.Struct]]) -> Mapping[str, Meaning]:
    return {kind_of(event): _meaning(event) for event in events}


def _meaning(struct: type[msgspec.Struct]) -> Meaning:
    """In a sentence or two what it says, its fields, and what holds where one is left out."""
    fields = msgspec.structs.fields(struct)
    defaults = {
        field.encode_name: UNCHANGED if field.default is UNSET else field.default
        for field in fields
        if field.default is not NODEFAULT
    }
    says = " ".join((struct.__doc__ or _WITHOUT_A_DOCSTRING[struct]).split()).replace("None", "null")  # JSON's word
    left_out: Meaning = {"left_out": defaults} if defaults else {}
    return {"says": says, "fields": [field.encode_name for field in fields], **left_out}
