"""What the rhythm screen shows: every ritual's summary and the days around the cursor, read between frames."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from time import perf_counter
from typing import NamedTuple

from rituals.core.calendar import add_days, month_of, week_of
from rituals.core.model import Ritual, RitualId
from rituals.core.rhythm.history import RitualDays, RitualHistory, Sliced, Value, days_between, strength
from rituals.core.rhythm.milestones import Milestone, reached_since, worded
from rituals.core.rhythm.strength import Curve
from rituals.core.rhythm.summary import RitualSummary
from rituals.core.rhythm.weeks import Rhythm
from rituals.core.rhythm.words import Mood, mood
from rituals.core.rhythm.year import CalendarDay, WeekMinutes, YearDay, calendar, minutes_by_week, year_of, year_of_all
from rituals.session import Session

_SLICE = 0.012  # seconds of work after which the event loop has its turn
_BREATH = 0.004  # seconds to wait then, as a key passes through several tasks until it shows
_VISIBLE = 53 * 7  # days on either side of the cursor that a picture may show


class TimeSlice:
    """Called between pieces of work, lets the event loop run whenever a slice of time is used up."""

    def __init__(self) -> None:
        self._ends = perf_counter() + _SLICE

    async def __call__(self) -> None:
        if perf_counter() > self._ends:
            await asyncio.sleep(_BREATH)
            self._ends = perf_counter() + _SLICE


async def looked_back_on(session: Session, ritual: Ritual) -> RitualHistory:
    """One ritual's history, read in slices."""
    service = session.service
    return await _taken(session.histories.steps(service.state, ritual, service.today_of(ritual)), TimeSlice())


async def glanced_back(session: Session) -> list[RitualSummary]:
    """Every ritual's summary, read in slices; it takes far less memory than its history. What was worked out for it is
    kept at once, so that it is there for the next start even if this run is killed."""
    service, breath, summaries = session.service, TimeSlice(), []
    for ritual in list(service.state.rituals.values()):
        steps = session.histories.summary(service.state, ritual, service.today_of(ritual))
        summaries.append(await _taken(steps, breath))
    session.histories.keep()
    return summaries


async def _taken(steps: Sliced[Value], breath: TimeSlice) -> Value:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: Value = end.value
            return result
        await breath()


class ReadDays(NamedTuple):
    """The days of a ritual from `since` to `until`, and the summary as of which they were read."""

    summary: RitualSummary
    since: date
    until: date
    days: RitualDays

    def serve(self, summary: RitualSummary, since: date, until: date) -> bool:
        """Whether they tell these days of the ritual as it is in a summary."""
        return self.summary is summary and self.since <= since and until <= self.until


class RhythmModel:
    """All that the rhythm screen shows of one day; each value is computed when it is first asked for, and cached."""

    def __init__(
        self, session: Session, summaries: Sequence[RitualSummary], today: date, before: RhythmModel | None = None
    ) -> None:
        """`before` is the model that this one replaces; its days and curves of unchanged rituals are taken over."""
        self.session = session
        self.summaries = tuple(summaries)
        self.today = today
        self.week_starts_on = session.service.state.household.week_starts_on
        self.seated = session.service.seated.id
        self._looking = asyncio.Lock()  # a key held down asks again before the last time was answered
        self._curves: dict[RitualId, tuple[RitualSummary, Curve]] = before._curves if before is not None else {}
        self._hills: dict[RitualId, tuple[RitualSummary, Curve]] = before._hills if before is not None else {}
        self._days: dict[RitualId, ReadDays] = before._days if before is not None else {}

    def shows(self, summaries: Sequence[RitualSummary], today: date) -> bool:
        """Whether the model was made of these very summaries, for this day and for who sits here."""
        week_starts_on = self.session.service.state.household.week_starts_on
        return (
            (today, week_starts_on) == (self.today, self.week_starts_on)
            and self.session.service.seated.id == self.seated
            and len(summaries) == len(self.summaries)
            and all(summary is other for summary, other in zip(summaries, self.summaries, strict=True))
        )

    # which rituals and days

    @cached_property
    def shown(self) -> tuple[RitualSummary, ...]:
        """The summaries that show to who sits here: all but those of what is for another person alone."""
        return tuple(summary for summary in self.summaries if summary.ritual.is_open_to(self.seated))

    @cached_property
    def counted(self) -> tuple[RitualSummary, ...]:
        """The summaries that pictures are drawn of: of counted rituals that have ticks or are not put away."""
        return tuple(
            summary
            for summary in self.shown
            if summary.ritual.is_counted and (summary.first_ticked_day or not summary.ritual.is_archived)
        )

    @cached_property
    def first(self) -> date:
        """The first day of the pictures: that of the first tick, or of the first ritual added."""
        begun = [summary.ritual.spans[0].since for summary in self.counted]
        ticked = [summary.first_ticked_day for summary in self.counted if summary.first_ticked_day]
        return min([*begun, *ticked, self.today])

    @property
    def is_blank(self) -> bool:
        """Whether nothing was ticked so far."""
        return not any(summary.days_kept for summary in self.summaries if summary.ritual.is_counted)

    def of(self, ritual: RitualId) -> RitualSummary | None:
        """One counted ritual's summary."""
        return next((summary for summary in self.counted if summary.ritual.id == ritual), None)

    # numbers

    @cached_property
    def rhythm(self) -> Rhythm:
        """The couple's weeks in a row."""
        return self.session.histories.rhythm(self.summaries, self.today, self.week_starts_on)

    @cached_property
    def mood(self) -> Mood | None:
        """The state of the rhythm today, by which a sentence is chosen; None where there is none to say."""
        return mood(self.summaries, self.rhythm, self.today)

    @cached_property
    def milestones(self) -> list[Milestone]:
        """Everything reached so far, the latest first."""
        return worded(self.session.service.state, reached_since(self.shown, date.min))[::-1]

    # pictures

    def year(self, summary: RitualSummary | None, since: date, until: date) -> list[YearDay]:
        """Every day of a window, of one ritual or of all."""
        if summary is not None:
            return year_of(self._read(summary, since, until), since, until)
        return year_of_all(self._between(self.shown, since, until), since, until)

    def days(self, summary: RitualSummary | None, since: date, until: date) -> list[CalendarDay]:
        """What happened and what is planned in a range of days, of one ritual or all."""
        days = self._between([summary] if summary is not None else self.summaries, since, until)
        return [self._as_shown(day) for day in calendar(days, since, until)]

    def _as_shown(self, day: CalendarDay) -> CalendarDay:
        return CalendarDay(day.day, tuple(entry for entry in day.happenings if self._is_shown(entry.ritual, day.day)))

    def _is_shown(self, ritual: Ritual, day: date) -> bool:
        return day >= self.today or ritual.is_open_to(self.seated)

    def days_on(self, day: date) -> Sequence[RitualDays]:
        """The day of each ritual whose row shows on it: of what is for another person alone, none on a past one."""
        return self._between([summary for summary in self.summaries if self._is_shown(summary.ritual, day)], day, day)

    def minutes(self, summary: RitualSummary | None, since: date, until: date) -> list[WeekMinutes]:
        """The minutes of each week by section, of one ritual or of all."""
        first, last = week_of(since, self.week_starts_on).first, week_of(until, self.week_starts_on).last
        days = self._between([summary] if summary is not None else self.shown, first, last)
        return minutes_by_week(days, since, until, self.week_starts_on)

    def curve(self, summary: RitualSummary) -> Curve:
        """The strength of a ritual, day by day, once `settle_curve` worked it out."""
        return self._curves[summary.ritual.id][1]

    def hill(self, summary: RitualSummary) -> Curve:
        """The last year of it at least, once `settle_hills` worked that out."""
        return self._hills[summary.ritual.id][1]

    def _between(self, summaries: Iterable[RitualSummary], since: date, until: date) -> list[RitualDays]:
        """The days of rituals in a window; those that `look_around` did not read are read now."""
        return [self._read(summary, since, until) for summary in summaries]

    def _read(self, summary: RitualSummary, since: date, until: date) -> RitualDays:
        known = self._days.get(summary.ritual.id)
        if known is None or not known.serve(summary, since, until):
            days = days_between(self.session.service.state, summary.ritual, since, until, summary.today)
            known = self._days[summary.ritual.id] = ReadDays(summary, since, until, days)
        return known.days

    # computed in slices before it is asked for

    def _is_read(self, summary: RitualSummary, day: date) -> bool:
        known = self._days.get(summary.ritual.id)
        return known is not None and known.serve(summary, *self._around(day, _VISIBLE))

    async def look_around(self, day: date, *, and_further: bool = False) -> None:
        """Read all that a picture may show with the cursor on a day; `and_further`, also what is next to it."""
        breath, reach = TimeSlice(), 2 * _VISIBLE if and_further else _VISIBLE
        async with self._looking:
            for summary in self.summaries:
                if not self._is_read(summary, day):
                    self._read(summary, *self._around(day, reach))
                    await breath()

    def _around(self, day: date, reach: int) -> tuple[date, date]:
        """The first and last day within reach of a day, in whole weeks; after today, to the end of the day's month."""
        until = max(month_of(day).last, min(add_days(day, reach), self.today))
        return week_of(add_days(day, -reach), self.week_starts_on).first, week_of(until, self.week_starts_on).last

    async def settle_curve(self, summary: RitualSummary) -> None:
        """Compute a ritual's whole curve, unless it is cached."""
        if self._curves.get(summary.ritual.id, (None,))[0] is not summary:
            history = await looked_back_on(self.session, summary.ritual)
            self._curves[summary.ritual.id] = summary, strength(history)

    async def settle_hills(self) -> None:
        """Compute what is shown of every curve beside the others and is not cached yet."""
        state, breath = self.session.service.state, TimeSlice()
        for summary in self.counted:
            if self._hills.get(summary.ritual.id, (None,))[0] is not summary:
                steps = self.session.histories.strength_lately(state, summary.ritual, summary.today)
                self._hills[summary.ritual.id] = summary, await _taken(steps, breath)
