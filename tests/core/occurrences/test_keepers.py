"""Keepers: asked for many days at once, they are those of each day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given

from rituals.core import events as e
from rituals.core.calendar import add_days, days_through
from rituals.core.events.recorded import Recorded
from rituals.core.model import EACH, Person
from rituals.core.occurrences.keepers import keepers, keepers_by_day
from rituals.core.state.couple_state import State
from tests.kit import worlds
from tests.kit.histories import ANA, BEN, DAILY, Couple, march

A_LIFE = list(days_through(worlds.FIRST - timedelta(days=30), worlds.FIRST + timedelta(days=worlds.LENGTH + 30)))


@worlds.SHORT
@given(worlds.logs())
def test_the_keepers_of_many_days_are_those_of_each(life: list[Recorded]) -> None:
    state = State(life)
    for ritual in state.rituals.values():
        keepers_on = keepers_by_day(state, ritual)

        assert [keepers_on(day) for day in A_LIFE] == [keepers(state, ritual, day) for day in A_LIFE]


def test_who_keeps_it_is_asked_once_for_the_days_on_which_nobody_comes_or_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    us = Couple()
    us.keep(DAILY, who=EACH)
    us.say(e.PersonJoined("cy", "Cy", march(500)))
    asked_on: list[date] = []
    counting = State.counting

    def noted(state: State, day: date) -> tuple[Person, ...]:
        asked_on.append(day)
        return counting(state, day)

    monkeypatch.setattr(State, "counting", noted)
    keepers_on = keepers_by_day(us.state, us.ritual)

    needed = [keepers_on(add_days(march(1), n)) for n in range(1_000)]

    assert (needed[0], needed[-1]) == ((ANA, BEN), (ANA, BEN, "cy"))
    assert len(asked_on) <= 4
