"""Every kind of event is taken in, can be taken back in words, and is explained in an export, or says why not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar, get_args

import pytest

from rituals.core import events as e
from rituals.core.events import AnyEvent, Event, LocalEvent, PrivateEvent
from rituals.core.events.recorded import Recorded
from rituals.core.exchange.event_schema import kind_of, legend
from rituals.core.rituals.undo_words import SINCE, UNDO_WORDS
from rituals.core.state.couple_state import State
from rituals.core.state.device_state import DeviceState
from rituals.core.state.private_state import PrivateState
from rituals.core.state.undoable import NEVER_UNDONE, UNDOABLE
from tests.kit.histories import A_MOMENT
from tests.kit.smallest import smallest

EVENTS: tuple[type[Event], ...] = get_args(AnyEvent)
FOLD, SCHEMA = "a fold", "the export's schema"
UNDO, WHOSE = "words of undo", "whose it is to undo"

CLAIMED_BY_NONE: Mapping[type[Event], Mapping[str, str]] = {
    e.Unknown: {
        FOLD: "nobody knows what it means; the log keeps it",
        SCHEMA: "a later version explains it in its own export",
    },
    e.DraftKept: {FOLD: "drafts lie in a log of their own, which the jar's service reads"},
}
"""What an event goes without, and why."""


def lacking(event: type[Event]) -> set[str]:
    """What an event needs and has not got."""
    needed = {FOLD, UNDO, WHOSE, SCHEMA} - CLAIMED_BY_NONE.get(event, {}).keys()
    if issubclass(event, LocalEvent):
        needed -= {UNDO, WHOSE, SCHEMA}
    if issubclass(event, PrivateEvent) or event in NEVER_UNDONE:
        needed -= {UNDO, WHOSE}
    return needed - claims(event)


def claims(event: type[Event]) -> set[str]:
    """Where an event is known."""
    claimed = {
        FOLD: event in State().folds or _makes_a_difference(event),
        UNDO: event in UNDO_WORDS,
        WHOSE: event in UNDOABLE,
        SCHEMA: kind_of(event) in legend(),
    }
    return {claim for claim, is_made in claimed.items() if is_made}


def _makes_a_difference(event: type[Event]) -> bool:
    """Whether the fold of the local log, or of a private one, holds anything else with such an event in it."""
    records = [Recorded("laptop-1", "laptop", 1, A_MOMENT, smallest(event))]
    return _held(DeviceState(records)) != _held(DeviceState()) or _held(PrivateState(records)) != _held(PrivateState())


def _held(fold: DeviceState | PrivateState) -> Mapping[str, object]:
    return {name: value for name, value in vars(fold).items() if name != "lamport"}


@pytest.mark.parametrize("event", EVENTS, ids=kind_of)
def test_every_event_is_claimed_or_says_why_not(event: type[Event]) -> None:
    assert lacking(event) == set()


def test_what_is_never_undone_has_no_words_of_undo_and_is_nobodys_to_undo() -> None:
    assert not [event for event in NEVER_UNDONE if event in UNDO_WORDS or event in UNDOABLE]


def test_what_can_rest_on_something_that_was_done_says_what_has_come_since() -> None:
    in_plain_words = {e.PersonJoined, e.PersonLeft, e.PersonRemoved, e.AppreciationAdded, e.SomedayAdded}

    assert UNDOABLE.keys() - SINCE.keys() == in_plain_words


@pytest.mark.parametrize("event", EVENTS, ids=kind_of)
def test_every_event_says_what_it_means_in_whole_sentences_of_its_own(event: type[Event]) -> None:
    says = vars(event)["says"]

    assert says[0] in "`" or says[0].isupper()
    assert says.endswith(".")


def test_every_exception_is_needed() -> None:
    needless = [event for event, reasons in CLAIMED_BY_NONE.items() if claims(event) & reasons.keys()]

    assert needless == []


class KissGiven(Event, frozen=True, tag="kiss_given"):
    says: ClassVar[str] = "One of them kissed the other."

    by: str
    on: date


class KissCounted(LocalEvent, frozen=True, tag="kiss_counted"):
    says: ClassVar[str] = "How many there were, for this machine to know."

    on: date


class KissRemembered(PrivateEvent, frozen=True, tag="kiss_remembered"):
    says: ClassVar[str] = "One that nobody else knows of."

    on: date


@pytest.mark.parametrize(
    ("event", "needed"),
    [(KissGiven, {FOLD, UNDO, WHOSE, SCHEMA}), (KissCounted, {FOLD}), (KissRemembered, {FOLD, SCHEMA})],
)
def test_an_event_that_was_just_added_lacks_everything(event: type[Event], needed: set[str]) -> None:
    assert lacking(event) == needed
