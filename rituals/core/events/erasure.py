"""What was erased for good: the one table that folds, restore, import, export and backups share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, TypeAlias, get_args

import msgspec
from msgspec import NODEFAULT, UNSET

from rituals.core.events.any_event import AnyEvent, WordsErased
from rituals.core.events.base import Event
from rituals.core.events.jar import AppreciationErased
from rituals.core.events.private import PrivateErased
from rituals.core.model import EventId

Document: TypeAlias = Mapping[str, Any]
"""A record as plain values, of whatever shape a disk may hold."""

TOMBSTONES: Mapping[type[Event], str] = {AppreciationErased: "appreciation", PrivateErased: "entry"}
"""The events that erase whole records, and the field by which those name what was erased."""


def _kind(event: type[Event]) -> str:
    return str(event.__struct_config__.tag)


_TOMBSTONE_FIELDS = {_kind(event): field for event, field in TOMBSTONES.items()}
_WORDS_ERASED, _PRIVATE_ERASED = _kind(WordsErased), _kind(PrivateErased)

GONE = "gone"
"""In a document that is sealed, the ids of the records that it erases, which anyone may know."""

MARKS = tuple(kind.encode() for kind in (*_TOMBSTONE_FIELDS, _WORDS_ERASED, f'"{GONE}":'))
"""The JSON of every record that erases something contains one of these."""


class Erasure(msgspec.Struct, frozen=True):
    """What is erased: things as (field, id), whose records are removed; records; and those that lose their words."""

    things: frozenset[tuple[str, str]] = frozenset()
    records: frozenset[EventId] = frozenset()
    wordless: frozenset[EventId] = frozenset()

    @classmethod
    def in_documents(cls, documents: Iterable[Document]) -> Erasure:
        """What these documents erase."""
        things: set[tuple[str, str]] = set()
        wordless: set[EventId] = set()
        records: set[EventId] = set()
        for document in documents:
            event = _event(document)
            kind = _text(event, "kind")
            if field := _TOMBSTONE_FIELDS.get(kind):
                things.add((field, _text(event, field)))
            if kind == _PRIVATE_ERASED:
                records.update(_texts(event.get("records")))
            elif kind == _WORDS_ERASED:
                wordless.update(_texts(event.get("of")))
            elif not kind:
                records.update(_texts(document.get(GONE)))
        named = frozenset(things - {(field, "") for field, _ in things})
        return cls(named, frozenset(records), frozenset(wordless))

    @classmethod
    def in_events(cls, events: Iterable[AnyEvent]) -> Erasure:
        """What these events erase."""
        erasing = (event for event in events if isinstance(event, AppreciationErased | PrivateErased | WordsErased))
        return cls.in_documents({"event": msgspec.to_builtins(event)} for event in erasing)

    def __bool__(self) -> bool:
        return bool(self.things or self.records or self.wordless)

    def removes(self, event: AnyEvent) -> bool:
        """Whether records of this event are erased as a whole; tombstones themselves stay."""
        if type(event) in TOMBSTONES:
            return False
        return any((field, getattr(event, field, None)) in self.things for field in TOMBSTONES.values())

    def applied(self, document: Document) -> Document | None:
        """What is left of a document: the same object if nothing of it is erased, None if all of it is."""
        event, name = _event(document), _text(document, "id")
        kind = _text(event, "kind")
        if name in self.records:
            return None
        if kind not in _TOMBSTONE_FIELDS and not self.things.isdisjoint(
            (field, _text(event, field)) for field in TOMBSTONES.values()
        ):
            return None
        if name not in self.wordless:
            return document
        bare = _without_text_fields(event, kind)
        return document if bare == event else {**document, "event": bare}


def without_words(event: AnyEvent) -> AnyEvent:
    """The event with its text fields empty."""
    return msgspec.structs.replace(event, **_empty_fields(type(event)))


def holds_words(event: AnyEvent) -> bool:
    """Whether anything that people wrote stands in the event."""
    return bool(event.text_fields) and without_words(event) != event


def _without_text_fields(event: Document, kind: str) -> Document:
    """A document's event with its text fields empty; of a kind that this version does not know, only the kind is
    left."""
    known = _event_types().get(kind)
    if known is None:
        return {"kind": kind}
    empty = _empty_fields(known)
    bare = {name: empty.get(name, value) for name, value in event.items()}
    return {name: value for name, value in bare.items() if value is not UNSET}


@cache
def _event_types() -> Mapping[str, type[Event]]:
    return {_kind(event): event for event in get_args(AnyEvent)}


@cache
def _empty_fields(event: type[Event]) -> Mapping[str, object]:
    """The text fields of an event as they are once erased: at their default, or else without text or entries."""
    empty = {}
    for field in msgspec.structs.fields(event):
        if field.name in event.text_fields:
            no_text = "" if field.type is str else {}
            empty[field.name] = no_text if field.default is NODEFAULT else field.default
    return empty


def _event(document: Document) -> Mapping[str, Any]:
    event = document.get("event")
    return event if isinstance(event, Mapping) else {}


def _texts(value: object) -> Iterator[str]:
    """The texts in a list; none if it is none."""
    return (text for text in value if isinstance(text, str)) if isinstance(value, list | tuple) else iter(())


def _text(document: Document, key: str) -> str:
    """The text under a key; empty if it is missing or no text."""
    text = document.get(key)
    return text if isinstance(text, str) else ""
