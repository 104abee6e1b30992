"""What is erased for good: which fields hold words, and what is left of a document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import msgspec
import pytest

from rituals.core import events as e
from rituals.core.events import AnyEvent, Event, KeptAnswer
from rituals.core.events.erasure import MARKS, TOMBSTONES, Erasure, holds_words, without_words
from rituals.core.events.recorded import Recorded, from_json, to_document
from rituals.core.exchange.event_schema import kind_of
from rituals.core.exchange.rebase import declared_types
from tests.kit.histories import record
from tests.kit.smallest import smallest

EVENTS: tuple[type[Event], ...] = get_args(AnyEvent)
WRITTEN = tuple(event for event in EVENTS if event.text_fields)

NO_WORDS: Mapping[str, str] = {
    "section": "the id of a section of the catalogue",
    "catalogue": "the id of an entry of the catalogue",
    "about": "the id of an entry of the catalogue",
    "question": "the id of a question",
    "flow": "the id of a flow",
    "pause": "the id of a pause",
    "key": "the identity of a nudge",
    "part_of": "the identity of a nudge",
    "milestone": "the id of a milestone",
    "what": "the kind of a later version's event",
}
"""Text that no person wrote, and what it is."""


def recorded(event: AnyEvent) -> Recorded:
    return record(event, lamport=1, number=1)


@pytest.mark.parametrize("event", EVENTS, ids=kind_of)
def test_every_field_that_people_write_in_is_named_as_such(event: type[Event]) -> None:
    free = {field for field, types in declared_types(event).items() if {"str", "KeptAnswer"} & types}

    assert set(event.text_fields) == free - NO_WORDS.keys()


def full(event: type[Event]) -> Any:
    """Such an event, with words in every field that takes them."""
    written = {str: "quince", dict[str, int]: {"c1": 3}, tuple[KeptAnswer, ...]: (KeptAnswer("step", "quince"),)}
    hints = {field.name: field.type for field in msgspec.structs.fields(event)}
    values = {name: written.get(hints[name], "quince") for name in event.text_fields}
    return msgspec.structs.replace(smallest(event), **values)


@pytest.mark.parametrize("event", WRITTEN, ids=kind_of)
def test_a_document_loses_its_words_as_an_event_does(event: type[Event]) -> None:
    written = recorded(full(event))
    erasure = Erasure.in_events([e.WordsErased((written.id,))])

    left = erasure.applied({**to_document(written), "of_a_later_version": 1})

    assert left is not None
    assert left["of_a_later_version"] == 1
    assert b"quince" not in msgspec.json.encode(left)
    read = from_json(msgspec.json.encode(left))
    assert read is not None
    assert read.event == without_words(written.event)
    assert holds_words(written.event)
    assert not holds_words(read.event)
    assert erasure.applied(left) is left


def test_of_an_event_that_nobody_knows_here_only_its_kind_is_left() -> None:
    document = {**to_document(recorded(e.NudgesSeen())), "event": {"kind": "kiss_given", "where": "at the quince"}}

    left = Erasure.in_events([e.WordsErased((document["id"],))]).applied(document)

    assert left is not None
    assert left["event"] == {"kind": "kiss_given"}
    assert left["id"] == document["id"]


@pytest.mark.parametrize("tombstone", TOMBSTONES, ids=kind_of)
def test_a_tombstone_removes_every_record_of_its_thing_and_stays_itself(tombstone: type[Event]) -> None:
    field = TOMBSTONES[tombstone]
    erasing = smallest(tombstone)
    about = [event for event in EVENTS if any(f.name == field for f in msgspec.structs.fields(event))]
    erasure = Erasure.in_documents([to_document(recorded(erasing))])

    for event in about:
        document = to_document(recorded(smallest(event)))
        removed = erasure.applied(document) is None
        assert removed == erasure.removes(smallest(event)) == (event is not tombstone)


def test_every_erasing_record_is_recognised_in_its_bytes() -> None:
    erasing: tuple[type[Event], ...] = (*TOMBSTONES, e.WordsErased)
    for event in erasing:
        assert any(mark in msgspec.json.encode(recorded(smallest(event))) for mark in MARKS)


@pytest.mark.parametrize(
    "document", [{}, {"event": 3}, {"event": {"kind": ["words_erased"], "of": "x"}}, {"id": 7, "event": {"kind": "x"}}]
)
def test_documents_of_any_shape_erase_nothing_and_stay(document: dict[str, object]) -> None:
    assert not Erasure.in_documents([document, {"event": {"kind": "words_erased", "of": [1, None]}}])
    assert Erasure.in_events([e.WordsErased(("x",)), e.AppreciationErased("y")]).applied(document) is document


def test_what_is_shared_removes_no_record_by_its_id() -> None:
    shared = {"event": {"kind": "appreciation_erased", "appreciation": "a1", "records": ["r1"]}, "gone": ["r2"]}
    private = {"event": {"kind": "private_erased", "entry": "e1", "records": ["r3"]}}
    sealed = {"id": "r5", "gone": ["r4"], "box": "…"}

    assert Erasure.in_documents([shared]).records == frozenset()
    assert Erasure.in_documents([private, sealed]).records == {"r3", "r4"}
