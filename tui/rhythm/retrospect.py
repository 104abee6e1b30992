"""What the rhythm screen shows: every ritual's history, read in slices between frames, and what is computed from it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from time import perf_counter

from rituals.core.calendar import week_of
from rituals.core.model import Ritual, RitualId
from rituals.core.rhythm.history import RitualHistory, Sliced, Value, extend_history, strength
from rituals.core.rhythm.milestones import Milestone, reached_since
from rituals.core.rhythm.strength import Curve
from rituals.core.rhythm.summary import RitualSummary, rhythm
from rituals.core.rhythm.weeks import Rhythm
from rituals.core.rhythm.words import Mood, mood
from rituals.core.rhythm.year import CalendarDay, WeekMinutes, YearDay, calendar, minutes_by_week, year_of, year_of_all
from rituals.core.state.couple_state import State
from rituals.session import Session

_SLICE = 0.012  # seconds of work after which the event loop has its turn
_BREATH = 0.004  # seconds to wait then, as a key passes through several tasks until it shows


class TimeSlice:
    """Called between pieces of work, lets the event loop run whenever a slice of time is used up."""

    def __init__(self) -> None:
        self._ends = perf_counter() + _SLICE

    async def __call__(self) -> None:
        if perf_counter() > self._ends:
            await asyncio.sleep(_BREATH)
            self._ends = perf_counter() + _SLICE


async def looked_back(session: Session) -> list[RitualHistory]:
    """Every ritual's history, read in slices; one that is cached and has not changed costs next to nothing."""
    return await _in_slices(session, session.histories.steps)


async def looked_back_on(session: Session, ritual: Ritual) -> RitualHistory:
    """One ritual's history, read in slices."""
    service = session.service
    return await _taken(session.histories.steps(service.state, ritual, service.today_of(ritual)), TimeSlice())


async def glanced_back(session: Session) -> list[RitualSummary]:
    """Every ritual's summary, read in slices; it takes far less memory than its history."""
    return await _in_slices(session, session.histories.summary)


async def _in_slices(session: Session, look: Callable[[State, Ritual, date], Sliced[Value]]) -> list[Value]:
    service, breath, histories = session.service, TimeSlice(), []
    for ritual in list(service.state.rituals.values()):
        steps = look(service.state, ritual, service.today_of(ritual))
        histories.append(await _taken(steps, breath))
    return histories


async def _taken(steps: Sliced[Value], breath: TimeSlice) -> Value:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: Value = end.value
            return result
        await breath()


class RhythmModel:
    """All that the rhythm screen shows of one day; each value is computed when it is first asked for, and cached."""

    def __init__(
        self, session: Session, histories: Sequence[RitualHistory], today: date, before: RhythmModel | None = None
    ) -> None:
        """`before` is the model that this one replaces; its curves of unchanged rituals are taken over."""
        self.session = session
        self.histories = tuple(histories)
        self.today = today
        self.week_starts_on = session.service.state.household.week_starts_on
        self.seated = session.service.seated.id
        self._curves: dict[RitualId, tuple[RitualHistory, Curve]] = before._curves if before is not None else {}
        self._reaching: list[RitualHistory] = []
        self._until = date.min

    def shows(self, histories: Sequence[RitualHistory], today: date) -> bool:
        """Whether the model was made of these very histories, for this day and for who sits here."""
        week_starts_on = self.session.service.state.household.week_starts_on
        return (
            (today, week_starts_on) == (self.today, self.week_starts_on)
            and self.session.service.seated.id == self.seated
            and len(histories) == len(self.histories)
            and all(history is other for history, other in zip(histories, self.histories, strict=True))
        )

    # which rituals and days

    @cached_property
    def shown(self) -> tuple[RitualHistory, ...]:
        """The histories that show to who sits here: all but those of what is for another person alone."""
        return tuple(history for history in self.histories if history.ritual.is_open_to(self.seated))

    @cached_property
    def counted(self) -> tuple[RitualHistory, ...]:
        """The histories that pictures are drawn of: of counted rituals that have ticks or are not put away."""
        return tuple(
            history
            for history in self.shown
            if history.ritual.is_counted and (history.ticks or not history.ritual.is_archived)
        )

    @cached_property
    def first(self) -> date:
        """The first day of the pictures: that of the first tick, or of the first ritual added."""
        begun = [history.ritual.spans[0].since for history in self.counted]
        ticked = [next(iter(history.ticks)) for history in self.counted if history.ticks]
        return min([*begun, *ticked, self.today])

    @property
    def is_blank(self) -> bool:
        """Whether nothing was ticked so far."""
        return not any(history.ticks for history in self.histories if history.ritual.is_counted)

    def of(self, ritual: RitualId) -> RitualHistory | None:
        """One counted ritual's history."""
        return next((history for history in self.counted if history.ritual.id == ritual), None)

    # numbers

    @cached_property
    def rhythm(self) -> Rhythm:
        """The couple's weeks in a row."""
        return rhythm(self.histories, self.today, self.week_starts_on)

    @cached_property
    def mood(self) -> Mood | None:
        """The state of the rhythm today, by which a sentence is chosen; None where there is none to say."""
        return mood(self.histories, self.rhythm, self.today)

    @cached_property
    def milestones(self) -> list[Milestone]:
        """Everything reached so far, the latest first."""
        return reached_since(self.shown, date.min)[::-1]

    # pictures

    def year(self, history: RitualHistory | None, since: date, until: date) -> list[YearDay]:
        """Every day of a window, of one ritual or of all."""
        return year_of(history, since, until) if history is not None else year_of_all(self.shown, since, until)

    def days(self, history: RitualHistory | None, since: date, until: date) -> list[CalendarDay]:
        """What happened and what is planned in a range of days, of one ritual or all; plans end with `look_ahead`."""
        histories = [ahead for ahead in self.reaching(until) if history is None or ahead.ritual.id == history.ritual.id]
        return [self._as_shown(day) for day in calendar(histories, since, until)]

    def _as_shown(self, day: CalendarDay) -> CalendarDay:
        return CalendarDay(day.day, tuple(entry for entry in day.happenings if self._is_shown(entry.ritual, day.day)))

    def _is_shown(self, ritual: Ritual, day: date) -> bool:
        return day >= self.today or ritual.is_open_to(self.seated)

    def histories_on(self, day: date) -> Sequence[RitualHistory]:
        """The histories whose rows show on a day: of what is for another person alone, none on a past one."""
        return [history for history in self.reaching(day) if self._is_shown(history.ritual, day)]

    def reaching(self, until: date) -> Sequence[RitualHistory]:
        """The histories with what is planned up to a day, if `look_ahead` went that far."""
        return self._reaching if self._until >= until else self.histories

    def minutes(self, history: RitualHistory | None, since: date, until: date) -> list[WeekMinutes]:
        """The minutes of each week by section, of one ritual or of all."""
        return minutes_by_week([history] if history is not None else self.shown, since, until, self.week_starts_on)

    def curve(self, history: RitualHistory) -> Curve:
        """The strength of a ritual, day by day."""
        cached = self._curves.get(history.ritual.id)
        if cached is None or cached[0] is not history:
            cached = self._curves[history.ritual.id] = history, strength(history)
        return cached[1]

    # computed in slices before it is asked for

    async def look_ahead(self, until: date) -> None:
        """Extend the histories by what is planned up to the end of a day's week."""
        until = week_of(until, self.week_starts_on).last
        if until <= min((history.until for history in self.histories), default=until) or until <= self._until:
            return
        breath, weeks = TimeSlice(), []
        for history in self._reaching or self.histories:
            weeks.append(extend_history(self.session.service.state, history, until))
            await breath()
        self._reaching, self._until = weeks, until

    async def settle_curves(self) -> None:
        """Compute every curve that is not cached yet."""
        breath = TimeSlice()
        for history in self.counted:
            self.curve(history)
            await breath()
