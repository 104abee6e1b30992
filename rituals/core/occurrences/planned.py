"""Occurrences: the due days of rules, one-offs and quota periods, after moves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time

import msgspec

from rituals.core.cadence.expansion import due_days
from rituals.core.calendar import Period, add_days, days_through, month_of, ritual_day, week_of
from rituals.core.model import Move, Once, Quota, Ritual, Rule, Span


class Occurrence(msgspec.Struct, frozen=True, gc=False):
    """One due day of a rule, the days of a one-off, or one period of a quota.

    `key` identifies it: its original day, or its period's first day. `day` and `last` are its days after a move.
    """

    key: date
    day: date
    last: date
    span: Span
    cut_short: bool = False

    @property
    def is_quota(self) -> bool:
        return isinstance(self.span.cadence, Quota)

    @property
    def days(self) -> list[date]:
        """Every day from `day` to `last`."""
        return list(days_through(self.day, self.last))


def occurrences(ritual: Ritual, since: date, until: date, week_starts_on: int) -> list[Occurrence]:
    """All occurrences of a ritual in a window of days, moved ones at their new days, in order."""
    spans = unbroken(ritual.spans)
    placed = _due(spans, since, until)
    if ritual.moves:
        placed = _moved(ritual.moves, spans, placed, since, until)
    everything = [*placed, *_periods_planned(spans, since, until, week_starts_on)]
    within = (o for o in everything if o.day <= until and o.last >= since)
    return sorted(within, key=lambda occurrence: (occurrence.day, occurrence.key))


def tick_day(ritual: Ritual, local: datetime, day_starts_at: time) -> date:
    """The day that a tick made at this wall time belongs to; as with `ritual_day`, a moved occurrence at a time before
    the day start belongs to its calendar date."""
    moved = [move.at for move in ritual.moves if move.to == local.date() and move.at is not None]
    return ritual_day(local, day_starts_at, moved[-1] if moved else ritual.cadence.at)


def unbroken(spans: Iterable[Span]) -> list[Span]:
    """The spans, joined where only the time of day changed, so that a period or a one-off of several days stays one
    occurrence."""
    unbroken: list[Span] = []
    for span in spans:
        earlier = unbroken[-1] if unbroken else None
        if earlier is not None and earlier.until == span.since and _is_one(earlier, span):
            unbroken[-1] = Span(earlier.since, span.until, span.cadence)
        elif span.until is None or span.since < span.until:
            unbroken.append(span)
    return unbroken


def _is_one(earlier: Span, later: Span) -> bool:
    old, new = earlier.cadence, later.cadence
    if isinstance(new, Rule) or type(old) is not type(new):
        return False
    return msgspec.structs.replace(old, at=None) == msgspec.structs.replace(new, at=None)


def _last_day(span: Span) -> date:
    return date.max if span.until is None else add_days(span.until, -1)


def _due(spans: Iterable[Span], since: date, until: date) -> list[Occurrence]:
    """The occurrences of rules and one-offs in a window, each within the days of its own span."""
    due: list[Occurrence] = []
    for span in spans:
        match span.cadence:
            case Rule():
                days = due_days(span.cadence, max(since, span.since), min(until, _last_day(span)))
                due.extend(Occurrence(day, day, day, span) for day in days)
            case Once(day, days):
                first, last = max(day, span.since), min(add_days(day, days - 1), _last_day(span))
                if first <= last and first <= until and last >= since:
                    due.append(Occurrence(first, first, last, span))
    return due


def _periods_planned(spans: Iterable[Span], since: date, until: date, week_starts_on: int) -> Iterable[Occurrence]:
    """The quota periods in a window; a period that overlaps two spans gets the later one."""
    by_period: dict[tuple[str, date], Occurrence] = {}
    for span in spans:
        quota = span.cadence
        if isinstance(quota, Quota):
            for period in _periods(quota.per, since, until, week_starts_on):
                if period.last < span.since or _last_day(span) < period.first:
                    continue
                cut_short = span.since > period.first or (span.until is not None and span.until <= period.last)
                by_period[quota.per, period.first] = Occurrence(
                    period.first, period.first, period.last, span, cut_short
                )
    return by_period.values()


def _periods(per: str, first: date, last: date, week_starts_on: int) -> Iterator[Period]:
    day = first
    while day <= last:
        period = week_of(day, week_starts_on) if per == "week" else month_of(day)
        yield period
        if period.last == date.max:
            return
        day = add_days(period.last, 1)


def _moved(
    moves: Sequence[Move], spans: Sequence[Span], due: Sequence[Occurrence], since: date, until: date
) -> list[Occurrence]:
    """The occurrences in a window after the moves, applied in the order they were made. A move onto a day that another
    occurrence has by then is skipped, and one onto a day when the ritual was archived removes the occurrence. An
    unmoved occurrence of a later cadence gives way, so that a change of cadence leaves agreed moves in place."""
    longest = max((span.cadence.days for span in spans if isinstance(span.cadence, Once)), default=1)
    bearing = _bearing_on(moves, add_days(since, 1 - longest), until, longest)
    placed = {occurrence.key: occurrence for occurrence in due}
    for day in {end for move in bearing for end in (move.day, move.to)}:
        if not since <= day <= add_days(until, 1 - longest):  # those are in `due`
            placed.update((o.key, o) for o in _due(spans, day, add_days(day, longest - 1)))
    placed |= {occurrence.key: occurrence for occurrence in _brought_forward(spans, bearing)}
    said_of = {move.day for move in bearing}
    for move in bearing:
        occurrence = placed.get(move.day)
        if occurrence is None:
            continue
        new_days = _days_from(move.to, (occurrence.last - occurrence.day).days)
        overlapping = [
            o for o in placed.values() if o is not occurrence and o.day <= new_days[-1] and o.last >= new_days[0]
        ]
        if _is_put_away(spans, move.to):
            del placed[move.day]
        elif all(other.key not in said_of and other.span.since > occurrence.span.since for other in overlapping):
            for other in overlapping:
                del placed[other.key]
            placed[move.day] = _at_new_time(occurrence, move, new_days[-1])
    return list(placed.values())


def _brought_forward(spans: Sequence[Span], moves: Sequence[Move]) -> Iterator[Occurrence]:
    """Multi-day occurrences moved earlier than the end of their span, cut at that end: three days from the 10th, moved
    to the 8th, take only the 8th and 9th if the ritual was archived from the 10th on."""
    for move in moves:
        for span in spans:
            if span.until is None or not span.since <= move.to < span.until:
                continue
            most = add_days(move.day, (span.until - move.to).days - 1)
            for occurrence in _due([Span(span.since, None, span.cadence)], move.day, move.day):
                if occurrence.key == move.day and occurrence.last >= span.until:
                    yield Occurrence(occurrence.key, occurrence.day, min(occurrence.last, most), occurrence.span)


def _bearing_on(moves: Sequence[Move], since: date, until: date, longest: int) -> list[Move]:
    """The moves that touch a window, and those that touch the days of these, and so on."""
    bearing = [move for move in moves if since <= move.day <= until or since <= move.to <= until]
    while bearing:
        ends = {end for move in bearing for end in (move.day, move.to)}
        touched = {add_days(end, n) for end in ends for n in range(1 - longest, longest)}
        wider = [move for move in moves if move.day in touched or move.to in touched]
        if len(wider) == len(bearing):
            break
        bearing = wider
    return bearing


def _is_put_away(spans: Sequence[Span], day: date) -> bool:
    begun = [span for span in spans if span.since <= day]
    return bool(begun) and all(span.until is not None and span.until <= day for span in begun)


def _at_new_time(occurrence: Occurrence, move: Move, last: date) -> Occurrence:
    span = occurrence.span
    if move.at is not None:
        span = msgspec.structs.replace(span, cadence=msgspec.structs.replace(span.cadence, at=move.at))
    return Occurrence(occurrence.key, move.to, last, span)


def _days_from(day: date, more: int) -> list[date]:
    return [add_days(day, n) for n in range(more + 1)]
