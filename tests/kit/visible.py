"""All that can be seen of a state, to compare two that should look the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time

from rituals.core.occurrences.matching import results_between
from rituals.core.rhythm.history_cache import HistoryCache
from rituals.core.rhythm.summary import rhythm
from rituals.core.rituals.board import board
from rituals.core.state.couple_state import State
from rituals.core.state.private_state import PrivateState
from tests.kit.histories import streak


def visible(state: State, days: Iterable[date]) -> list[object]:
    """Boards on some days, streaks, rests and ticks, the rhythm, the jar with its seals, people, household, pauses."""
    days = sorted(days)
    return [
        state.people,
        state.household,
        dict(state.rituals),
        state.pauses,
        state.shared_checkins,
        state.favourite_questions,
        *(board(state, datetime.combine(day, time(19))) for day in days),
        *_of_rituals(state, days[0], days[-1]),
        *_of_the_jar(state, days),
    ]


def _of_rituals(state: State, since: date, until: date) -> Iterator[object]:
    for ritual in state.rituals.values():
        yield state.ticks(ritual.id)
        yield state.rests(ritual.id)
        yield state.rests_by_phone(ritual.id)
        yield state.pauses_of(ritual.id)
        yield results_between(state, ritual, since, until, until)
        yield streak(state, ritual, until)
    yield rhythm(HistoryCache().all(state, lambda _: until), until, state.household.week_starts_on)


def _of_the_jar(state: State, days: Iterable[date]) -> Iterator[object]:
    jar = state.jar
    yield list(jar.notes)
    yield jar.read
    for day in days:
        yield [jar.is_sealed(note, day) for note in jar.notes]
        yield jar.unread(day)


def visible_in_private(private: PrivateState) -> list[object]:
    """All pages of what one keeps for oneself."""
    return [private.kept, private.checkins, private.to_ask, private.asked, private.gate_passed]
