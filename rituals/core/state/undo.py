"""Which command an undo takes back."""

from __future__ import annotations

from collections.abc import Iterable

from rituals.core import events as e
from rituals.core.events.recorded import Recorded
from rituals.core.state.couple_state import State

NEVER_UNDONE = (
    e.Undone,
    e.Unknown,
    e.AppreciationErased,
    e.WordsErased,
    e.CheckinShared,
    e.CheckinTakenBack,
)


def latest_intent(state: State, newest_first: Iterable[Recorded]) -> list[Recorded]:
    """The events of a device's latest command that is still in force, in the order they were recorded.

    Events of one command share a lamport. The first person's joining is never undone: without them nothing could have
    been recorded.
    """
    intent: list[Recorded] = []
    for record in newest_first:
        if intent and record.lamport != intent[0].lamport:
            break
        if not state.is_undone(record.id) and not _stays(state, record):
            intent.append(record)
    return intent[::-1]


def _stays(state: State, record: Recorded) -> bool:
    event = record.event
    is_first_person = isinstance(event, e.PersonJoined) and event.person == state.people[0].id
    return is_first_person or isinstance(event, NEVER_UNDONE)
