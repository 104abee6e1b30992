"""What is planned, as a calendar holds it (RFC 5545): a series of events for each span of a ritual, with the days that
are rested, paused or moved.

Nothing of it says what was done: ticks change none of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, datetime, time
from itertools import chain
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from rituals.core import events as e
from rituals.core.cadence.expansion import due_days, next_due_days
from rituals.core.cadence.rrule import CODES, Parts, explicit, parts_of
from rituals.core.calendar import LAST_DAY, Period, add_days, days_through, month_of, week_of
from rituals.core.model import Once, PersonId, Quota, Ritual, Rule, Span
from rituals.core.occurrences.keepers import keepers_by_day
from rituals.core.occurrences.planned import Occurrence, occurrences, unbroken
from rituals.core.state.couple_state import State

UNNAMED = "A moment for us"
"""What stands for a ritual that nudges don't name."""

_TOGETHER = 92  # days that are looked at together: each move is compared with all that is planned beside it
_A_PERIOD = (-31, 31)  # days that no week or month reaches beyond
_LONG = 366  # days of a pause that are not left out one by one: the series ends before it, and another follows
_MONTHLY = "FREQ=MONTHLY;BYMONTHDAY=1"
_NO_DAYS = Period(date.max, date.min)


class CalendarWords(NamedTuple):
    """What of a calendar the nudges decide: which rituals it doesn't name, and how many minutes before its time each
    has reminders."""

    is_unnamed: Callable[[Ritual], bool]
    leads: Callable[[Ritual], Collection[int]]


class MovedInstance(Struct, frozen=True):
    """The event of a series that was on the day `key`, on its new day and at its new time."""

    key: date
    day: date
    at: time | None


class CalendarSeries(Struct, frozen=True):
    """The events of one ritual on one cadence, from the day `first` on, at a local time or all day.

    Without a rule it is one event, of `days` in a row. `reminders` are minutes before its time; `changed_at` is when
    the newest record about it was written, in UTC.
    """

    uid: str
    summary: str
    changed_at: datetime
    minutes: int
    first: date
    at: time | None = None
    days: int = 1
    rule: Parts | None = None
    left_out: tuple[date, ...] = ()
    moved: tuple[MovedInstance, ...] = ()
    reminders: tuple[int, ...] = ()


def calendar_of(
    state: State, people: Collection[PersonId], words: CalendarWords, *, with_quotas: bool = False
) -> list[CalendarSeries]:
    """All series of these people's calendar: none of what is another's alone, or of what no nudge may come of.

    A quota has no days; `with_quotas`, the first day of each of its weeks or months stands for it.
    """
    rituals = [
        ritual for ritual in state.rituals.values() if any(map(ritual.is_open_to, people)) and not ritual.private
    ]
    return [series for ritual in rituals for series in _SeriesOf(state, ritual, words).all(with_quotas)]


class _SeriesOf:
    """Makes the series of one ritual."""

    def __init__(self, state: State, ritual: Ritual, words: CalendarWords) -> None:
        self._state = state
        self._ritual = ritual
        self._spans = unbroken(ritual.spans)
        pauses = [Period(pause.since, pause.until or LAST_DAY) for pause in state.pauses_of(ritual.id)]
        self._long_pauses = sorted((p for p in pauses if (p.last - p.first).days > _LONG), key=lambda p: p.first)
        self._short_pauses = [pause for pause in pauses if pause not in self._long_pauses]
        self._paused = {day for pause in self._short_pauses for day in days_through(pause.first, pause.last)}
        self._touched = self._days_touched()
        self._rested = self._days_rested()
        self._planned = {(planned.span.since, planned.key): planned for planned in self._occurrences()}
        name = UNNAMED if words.is_unnamed(ritual) else ritual.name
        reminders = tuple(sorted(words.leads(ritual)))
        self._any = CalendarSeries("", name, _changed_at(state, ritual), ritual.minutes, date.min, reminders=reminders)

    def all(self, with_quotas: bool) -> Iterator[CalendarSeries]:
        """The series of each span, in order."""
        for span in self._spans:
            match span.cadence:
                case Rule() as rule:
                    stretches = self._stretches(span, rule, span.since)
                    yield from self._repeated(span, rule, stretches)
                    yield from self._alone(span, stretches)  # what was moved out of a long pause, or before the end
                case Once():
                    yield from self._alone(span)
                case Quota(_, per) if with_quotas:
                    week_starts_on = self._state.household.week_starts_on
                    begins = (week_of(span.since, week_starts_on) if per == "week" else month_of(span.since)).first
                    rrule = f"FREQ=WEEKLY;BYDAY={CODES[week_starts_on]}" if per == "week" else _MONTHLY
                    rule = Rule(rrule, begins)
                    yield from self._repeated(span, rule, self._stretches(span, rule, begins))

    def _repeated(self, span: Span, rule: Rule, stretches: Iterable[Period]) -> Iterator[CalendarSeries]:
        """The series of a rule in each stretch, from the first day that is left of it to the last one, if there are
        any."""
        for place, stretch in enumerate(stretches):
            series = self._in_stretch(span, rule, stretch)
            if series is not None:
                uid = self._uid(span.since, stretch.first) if place else self._uid(span.since)
                yield replace(series, uid=uid)

    def _in_stretch(self, span: Span, rule: Rule, stretch: Period) -> CalendarSeries | None:
        touched, since, last = self._touched, stretch.first, stretch.last
        looked_at = due_days(rule, max(since, touched.first), min(last, touched.last))
        left = {day: o for day in looked_at if (o := self._planned.get((span.since, day))) and self._days_left(o)}
        before = (day for day in next_due_days(rule, after=since, count=1) if day < touched.first)
        after = next_due_days(rule, after=max(since, add_days(touched.last, 1)), count=1)
        if touched.first <= last <= touched.last:
            last = next(reversed(left), add_days(touched.first, -1))
        first = next(chain(before, left, after), date.max)
        if first > last:
            return None
        return replace(
            self._any,
            first=first,
            at=rule.at,
            rule=_until(rule, last),
            left_out=tuple(day for day in looked_at if first < day < last and day not in left),
            moved=tuple(
                MovedInstance(day, occurrence.day, occurrence.span.cadence.at)
                for day, occurrence in left.items()
                if occurrence.day != day or occurrence.span.cadence.at != span.cadence.at
            ),
        )

    def _alone(self, span: Span, stretches: Collection[Period] = ()) -> Iterator[CalendarSeries]:
        """An event for each occurrence of a span that was planned for a day outside the stretches, and one more where a
        pause lies in its midst."""
        for (since, key), occurrence in self._planned.items():
            is_alone = since == span.since and not _is_in(stretches, key)
            days = self._days_left(occurrence) if is_alone else []
            for day in days:
                if add_days(day, -1) not in days:
                    length = next(n for n in range(1, len(days) + 1) if add_days(day, n) not in days)
                    uid = self._uid(since, key) if day == days[0] else self._uid(since, key, day)
                    yield replace(self._any, uid=uid, first=day, days=length, at=occurrence.span.cadence.at)

    def _uid(self, *days: date) -> str:
        return ".".join([self._ritual.id, *(f"{day:%Y%m%d}" for day in days)])

    def _stretches(self, span: Span, rule: Rule, since: date) -> list[Period]:
        """The days of a span's rule from `since` on, up to its end, between its long pauses."""
        parts, ends = parts_of(rule.rrule), [LAST_DAY]
        if span.until is not None:
            ends.append(add_days(span.until, -1))
        if parts.until is not None:
            ends.append(parts.until)
        if parts.count is not None and rule.start is not None:
            ends += due_days(rule, rule.start, LAST_DAY)[-1:]
        last, stretches = min(ends), []
        for pause in self._long_pauses:
            stretches.append(Period(since, min(last, add_days(pause.first, -1))))
            since = max(since, add_days(pause.last, 1))
        return [stretch for stretch in (*stretches, Period(since, last)) if stretch.first <= stretch.last]

    # the days that a rule alone doesn't tell

    def _days_touched(self) -> Period:
        """All days between those that are rested, paused or moved, and those that are planned without a rule."""
        days = {day for day, _ in self._state.rests(self._ritual.id)}
        for move in self._ritual.moves:
            days |= {move.day, move.to}
        for pause in self._short_pauses:
            days |= {pause.first, pause.last}
        for span in self._spans:
            match span.cadence:
                case Once(day, length):
                    days |= {day, add_days(day, length - 1)}
                case Quota():  # a period that reaches into another span is one of either
                    days |= {add_days(end, n) for end in (span.since, span.until or span.since) for n in _A_PERIOD}
        return Period(min(days), max(days)) if days else _NO_DAYS

    def _days_rested(self) -> set[date]:
        """The days by which occurrences are known that everyone rests, or each whom they ask."""
        rested: dict[date, set[PersonId | None]] = {}
        for day, by in self._state.rests(self._ritual.id):
            rested.setdefault(day, set()).add(by)
        asked = keepers_by_day(self._state, self._ritual)
        return {day for day, people in rested.items() if None in people or (asked(day) and people >= set(asked(day)))}

    def _occurrences(self) -> Iterator[Occurrence]:
        """All that is planned on the days to look at, and what was planned there before it was moved."""
        since, week_starts_on = self._touched.first, self._state.household.week_starts_on
        while since <= self._touched.last:
            until = min(add_days(since, _TOGETHER - 1), self._touched.last)
            yield from occurrences(self._ritual, since, until, week_starts_on)
            since = add_days(until, 1)

    def _days_left(self, occurrence: Occurrence) -> list[date]:
        """The days of an occurrence that are neither rested nor paused."""
        named_by = days_through(occurrence.key, occurrence.last) if occurrence.is_quota else (occurrence.key,)
        if not self._rested.isdisjoint(named_by):
            return []
        return [day for day in occurrence.days if day not in self._paused and not _is_in(self._long_pauses, day)]


def _is_in(periods: Iterable[Period], day: date) -> bool:
    return any(period.first <= day <= period.last for period in periods)


def _until(rule: Rule, last: date) -> Parts:
    """A rule's parts with what its first day implies, up to a day."""
    assert rule.start is not None
    parts = _picked(explicit(parts_of(rule.rrule), rule.start))
    return replace(parts, count=None, until=last if last < LAST_DAY else None)


def _picked(parts: Parts) -> Parts:
    """A rule with the weekdays that its BYSETPOS picks of each week: readers differ on the week in which it begins."""
    if parts.freq != "WEEKLY" or not parts.positions or parts.months:
        return parts
    week = sorted(parts.weekdays, key=lambda nth: (nth.weekday - parts.first_weekday) % 7)
    places = (position - 1 if position > 0 else len(week) + position for position in parts.positions)
    return replace(
        parts, weekdays=tuple(sorted({week[place] for place in places if 0 <= place < len(week)})), positions=()
    )


def _changed_at(state: State, ritual: Ritual) -> datetime:
    """When the newest record was written that may change the days of a ritual, or what is told of it."""
    begun = {r.event.pause: r.event.ritual for r in state.pause_records if isinstance(r.event, e.PauseBegan)}
    pauses = {pause for pause, paused in begun.items() if paused in (None, ritual.id)}
    records = [r for r in state.pause_records if getattr(r.event, "pause", "") in pauses]
    records += [r for r in state.ritual_records(ritual.id) if not isinstance(r.event, e.RitualUnticked)]
    return max(record.at for record in records)
