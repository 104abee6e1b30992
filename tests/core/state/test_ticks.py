"""Ticks by day: whenever they are read, and whatever came in between, they are those that were put down."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rituals.core.calendar import add_days
from rituals.core.model import Tick
from rituals.core.state.ticks import TickArchive, Ticks, ids_checksum, month_number
from tests.kit import worlds
from tests.kit.histories import WALK, march

places = st.integers(0, 500)


def tick_on(place: int) -> Tick:
    return Tick(f"laptop-{place:04}", place, add_days(march(1), place))


def archive_of(ticks: list[Tick]) -> TickArchive:
    months = {month_number(tick.day) for tick in ticks}
    by_month = {month: [tick for tick in ticks if month_number(tick.day) == month] for month in months}
    checksums = {month: ids_checksum(tick.id for tick in of_month) for month, of_month in by_month.items()}
    return TickArchive({WALK: checksums}, lambda _, month: by_month[month], 0)


@worlds.SHORT
@given(st.lists(places), st.lists(st.tuples(places, places, places), max_size=12))
def test_ticks_that_come_in_between_two_readings_are_read(
    archived: list[int], steps: list[tuple[int, int, int]]
) -> None:
    ticks, days = Ticks(), set(archived)
    ticks.attach_archive(archive_of([tick_on(place) for place in days]))
    for place, first, last in steps:
        ticks.add(WALK, tick_on(place))
        days.add(place)
        since, until = add_days(march(1), first), add_days(march(1), last)
        end = until.replace(day=1)
        expected = {tick.day: (tick,) for tick in map(tick_on, sorted(days)) if since <= tick.day <= until}
        before = [tick.id for tick in map(tick_on, days) if tick.day < end]

        between = list(ticks.between(WALK, since, until))

        assert between == sorted(expected.items())
        assert ticks.checksum(WALK, until) == ids_checksum(before)
