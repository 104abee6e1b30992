"""Which occurrence a tick counts for, in a ritual that has days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from rituals.core.calendar import add_days
from rituals.core.occurrences.planned import Occurrence

REPAIR_DAYS = 2
AHEAD_DAYS = 2


def match_ticks(
    ordered: Sequence[Occurrence], tick_days: Iterable[date], begun: Iterable[date] = ()
) -> dict[date, date]:
    """Match ticked days to the occurrences they count for: occurrence key by tick day; `ordered` holds no quotas,
    `begun` the days from which the ritual counts, across which no tick counts ahead.

    Days are taken in order, so it does not matter in which order ticks were entered, and one more tick never makes a
    kept occurrence unkept. Days that match no occurrence are missing from the mapping: they are extras.
    """
    on = {day: i for i, o in enumerate(ordered) for day in (o.days if o.day < o.last else (o.day,))}
    ending = {o.last: i for i, o in enumerate(ordered)}
    starting = {o.day: i for i, o in enumerate(ordered)}
    ticks_used: dict[int, date] = {}

    def choose(day: date) -> int | None:
        own = on.get(day)
        if own is not None and own not in ticks_used:
            return own
        for back in range(1, REPAIR_DAYS + 1):
            ended = ending.get(add_days(day, -back))
            if ended is not None and ended not in ticks_used:
                return ended
        for ahead in range(1, AHEAD_DAYS + 1):
            following = starting.get(add_days(day, ahead))
            if following is not None and following not in ticks_used:
                if any(day < begin <= ordered[following].day for begin in begun):
                    return None
                near = following == 0 or 2 * ahead < (ordered[following].day - ordered[following - 1].last).days
                return following if near else None
        return None

    for day in sorted(tick_days):
        chosen = choose(day)
        if chosen is not None:
            ticks_used[chosen] = day
    return {day: ordered[index].key for index, day in ticks_used.items()}
