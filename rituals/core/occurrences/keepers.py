"""Whose ticks an occurrence needs, and whether they are there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable
from collections.abc import Set as AbstractSet
from datetime import date
from typing import TypeAlias

from rituals.core.model import EACH, PersonId, Ritual, Tick
from rituals.core.state.couple_state import State
from rituals.core.state.people import days_of_change

Keepers: TypeAlias = tuple[PersonId | None, ...]
"""Each person whose tick is needed, or (None,) if anyone's counts for all; nobody where only some are asked, none of
whom counted that day."""


def keepers(state: State, ritual: Ritual, day: date) -> Keepers:
    """Whose ticks an occurrence on that day needs."""
    if ritual.who_on(day) != EACH or not state.people:
        return (None,)
    return tuple(person.id for person in state.counting(day))


def keepers_by_day(state: State, ritual: Ritual) -> Callable[[date], Keepers]:
    """The same for many days: it is worked out once for all that lie between two comings or goings."""
    changes = sorted({earlier.until for earlier in ritual.earlier_who} | days_of_change(state.people))
    known: dict[int, Keepers] = {}

    def keepers_on(day: date) -> Keepers:
        place = bisect_right(changes, day)
        if place not in known:
            known[place] = keepers(state, ritual, day)
        return known[place]

    return keepers_on


def keepers_who_ticked(needed: Keepers, ticks: Iterable[Tick]) -> Keepers:
    """Those of the keepers who have a tick among these."""
    by = {tick.by for tick in ticks}
    return tuple(keeper for keeper in needed if _is_among(keeper, by))


def is_ticked_by_all(needed: Keepers, ticks: Iterable[Tick]) -> bool:
    """Whether each of the keepers has a tick among these."""
    return len(keepers_who_ticked(needed, ticks)) == len(needed)


def came_by_phone(ticks: Collection[Tick]) -> bool:
    """Whether a day's ticks all came by phone."""
    return bool(ticks) and all(tick.by_phone for tick in ticks)


def _is_among(keeper: PersonId | None, by: AbstractSet[PersonId | None]) -> bool:
    """Whether ticks by these people hold one for a keeper: a tick by None is everyone's, and None is kept by anyone."""
    return keeper in by or None in by or (keeper is None and bool(by))
