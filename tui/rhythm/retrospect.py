"""Looking back: every ritual's past, read between two frames, and the pictures made of them, each of them once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from time import perf_counter

from rituals.core.calendar import week_of
from rituals.core.model import Ritual, RitualId
from rituals.core.rhythm.history import RitualHistory, RitualSummary, Sliced, Value, extend_history, rhythm, strength
from rituals.core.rhythm.milestones import Milestone, reached_since
from rituals.core.rhythm.strength import Curve
from rituals.core.rhythm.weeks import Rhythm
from rituals.core.rhythm.words import Mood, mood
from rituals.core.rhythm.year import CalendarDay, WeekMinutes, YearDay, calendar, minutes_by_week, year_of, year_of_all
from rituals.core.state.couple_state import State
from rituals.session import Session

_SLICE = 0.012  # seconds of work after which the keyboard has its turn
_BREATH = 0.004  # a key passes through several hands until it is on the screen


class TimeSlice:
    """Lets the app go on whenever a slice of time is used up; `await breath()` between two pieces of work."""

    def __init__(self) -> None:
        self._ends = perf_counter() + _SLICE

    async def __call__(self) -> None:
        if perf_counter() > self._ends:
            await asyncio.sleep(_BREATH)
            self._ends = perf_counter() + _SLICE


async def looked_back(session: Session) -> list[RitualHistory]:
    """Every ritual's past, in slices; what is known already and did not change costs next to nothing."""
    return await _in_slices(session, session.histories.steps)


async def glanced_back(session: Session) -> list[RitualSummary]:
    """Every ritual's numbers, in slices; much lighter to keep in mind than its past."""
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
    """What there is to see on one day, looking back; nothing of it is worked out before it is asked for, or twice."""

    def __init__(
        self, session: Session, histories: Sequence[RitualHistory], today: date, before: RhythmModel | None = None
    ) -> None:
        """`before` is the one that this takes the place of; what it knows of unchanged rituals is taken over."""
        self.session = session
        self.histories = tuple(histories)
        self.today = today
        self.week_starts_on = session.service.state.household.week_starts_on
        self._curves: dict[RitualId, tuple[RitualHistory, Curve]] = before._curves if before is not None else {}
        self._reaching: list[RitualHistory] = []
        self._until = date.min

    def shows(self, histories: Sequence[RitualHistory], today: date) -> bool:
        """Whether these pasts on this day are what it shows already."""
        week_starts_on = self.session.service.state.household.week_starts_on
        return (
            (today, week_starts_on) == (self.today, self.week_starts_on)
            and len(histories) == len(self.histories)
            and all(history is other for history, other in zip(histories, self.histories, strict=True))
        )

    # what it is about

    @cached_property
    def counted(self) -> tuple[RitualHistory, ...]:
        """The rituals that pictures are drawn of: those that count, once there is something to see of them."""
        return tuple(
            history
            for history in self.histories
            if history.counts and (history.ticks or not history.ritual.is_archived)
        )

    @cached_property
    def first(self) -> date:
        """The day it all began: the first tick, or the first ritual taken up."""
        begun = [history.ritual.added_on for history in self.counted]
        ticked = [next(iter(history.ticks)) for history in self.counted if history.ticks]
        return min([*begun, *ticked, self.today])

    @property
    def is_blank(self) -> bool:
        """Whether nothing was ticked so far."""
        return not any(history.ticks for history in self.counted)

    def of(self, ritual: RitualId) -> RitualHistory | None:
        """One counted ritual's history."""
        return next((history for history in self.counted if history.ritual.id == ritual), None)

    # words

    @cached_property
    def rhythm(self) -> Rhythm:
        """The couple's weeks in a row."""
        return rhythm(self.histories, self.today, self.week_starts_on)

    @cached_property
    def mood(self) -> Mood | None:
        """Where they stand today."""
        return mood(self.histories, self.rhythm, self.today)

    @cached_property
    def milestones(self) -> list[Milestone]:
        """Everything reached so far, the latest first."""
        return reached_since(self.histories, date.min)[::-1]

    # pictures

    def year(self, history: RitualHistory | None, since: date, until: date) -> list[YearDay]:
        """Every day of a window, of one ritual or of all."""
        return year_of(history, since, until) if history is not None else year_of_all(self.histories, since, until)

    def days(self, history: RitualHistory | None, since: date, until: date) -> list[CalendarDay]:
        """What was and what comes in a window, of one ritual or of all, as far as was looked ahead."""
        histories = [ahead for ahead in self.reaching(until) if history is None or ahead.ritual.id == history.ritual.id]
        return calendar(histories, since, until)

    def reaching(self, until: date) -> Sequence[RitualHistory]:
        """The histories with what comes up to a day, as far as was looked ahead."""
        return self._reaching if self._until >= until else self.histories

    def minutes(self, history: RitualHistory | None, since: date, until: date) -> list[WeekMinutes]:
        """The minutes of each week by section, of one ritual or of all."""
        return minutes_by_week([history] if history is not None else self.histories, since, until, self.week_starts_on)

    def curve(self, history: RitualHistory) -> Curve:
        """How settled a ritual was, day by day."""
        cached = self._curves.get(history.ritual.id)
        if cached is None or cached[0] is not history:
            cached = self._curves[history.ritual.id] = history, strength(history)
        return cached[1]

    # ahead of being asked, in slices

    async def look_ahead(self, until: date) -> None:
        """Take in what comes up to the end of a week."""
        until = week_of(until, self.week_starts_on).last
        if until <= min((history.until for history in self.histories), default=until) or until <= self._until:
            return
        breath, weeks = TimeSlice(), []
        for history in self._reaching or self.histories:
            weeks.append(extend_history(self.session.service.state, history, until))
            await breath()
        self._reaching, self._until = weeks, until

    async def settle_curves(self) -> None:
        """Work out every curve that is not known yet."""
        breath = TimeSlice()
        for history in self.counted:
            self.curve(history)
            await breath()
