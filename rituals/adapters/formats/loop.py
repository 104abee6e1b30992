"""Loop Habit Tracker's habits, as its backup and its CSV export both hold them.

The meaning of what is stored is that of uhabits-core (`Entry`, `Habit`, `Frequency`, `WeekdayList`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from operator import itemgetter
from typing import TypeAlias

from msgspec import Struct

from rituals.core.calendar import FIRST_DAY, LAST_DAY, WEEKDAYS, month_of, week_of
from rituals.core.exchange.foreign import Foreign, ForeignTick
from rituals.core.exchange.frequency import at_frequency
from rituals.core.exchange.reading_words import spare_notes_words
from rituals.core.model import MONDAY
from rituals.core.text import NAME_LIMIT, joined, printable, titled

SKIP, YES_MANUAL, YES_AUTO, NO, UNKNOWN = 3, 2, 1, 0, -1
FIRST_ORDINAL, LAST_ORDINAL = FIRST_DAY.toordinal(), LAST_DAY.toordinal()
_MARKS = {SKIP, YES_MANUAL, YES_AUTO, NO, UNKNOWN}
_THOUSANDTHS = 1000
_WEEK, _MONTHS = 7, (30, 31)
_SATURDAY = 5

Entries: TypeAlias = Sequence[tuple[int, int, str]]
"""What was stored for a habit: a day's ordinal, the value and the note, in any order; the first of a day counts."""


class LoopHabit(Struct, frozen=True):
    """A habit as Loop describes it; `at` is when it reminds, and on which weekdays, if it does."""

    name: str
    times: int
    days: int
    is_archived: bool = False
    is_numerical: bool | None = False
    """None where the file doesn't say."""
    is_at_most: bool = False
    target: float = 0.0
    unit: str = ""
    at: time | None = None
    weekdays: tuple[int, ...] = ()

    @property
    def title(self) -> str:
        """Its name as it stands within a sentence."""
        return titled(self.name[:NAME_LIMIT].strip()) or "“”"

    @property
    def period(self) -> str:
        """The calendar period in which its numbers are summed up; empty where each day has its own."""
        if not self.is_numerical or self.times != 1:
            return ""
        return "week" if self.days == _WEEK else "month" if self.days in _MONTHS else ""


def reminder_weekdays(mask: int) -> tuple[int, ...]:
    """The weekdays, Monday = 0, in the set in which Loop keeps them: its lowest bit is Saturday."""
    return tuple(sorted((_SATURDAY + bit) % _WEEK for bit in range(_WEEK) if mask >> bit & 1))


def left_out_words(habit: LoopHabit, entries: Entries) -> str:
    """Why a habit can't be brought in, in a sentence; empty if it can be."""
    if habit.is_numerical and habit.is_at_most:
        return f"{habit.title} is left out: it counts what is to stay below a number, and a ritual is something to do."
    if habit.is_numerical is None and any(value not in _MARKS for _, value, _ in entries):
        return f"{habit.title} is left out: it has numbers, and the file doesn't say how much was the aim."
    return ""


def as_foreign(habit: LoopHabit, entries: Entries) -> Foreign:
    """A habit with its days: what was done by hand are ticks, skipped days are rests; what Loop filled in is
    neither."""
    in_order = sorted(entries, key=itemgetter(0))
    done_days = _days_of_number(habit, in_order) if habit.is_numerical else None
    last_day = 0
    ticks: list[ForeignTick] = []
    rests: list[date] = []
    reasons: dict[date, str] = {}
    spare_notes = 0
    for day, value, note in in_order:
        if day == last_day:
            continue
        last_day = day
        if value == SKIP:
            rests.append(date.fromordinal(day))
            if note:
                reasons[rests[-1]] = note
        elif value == YES_MANUAL if done_days is None else day in done_days:
            ticks.append(ForeignTick(date.fromordinal(day), "", False, note))
        elif note:
            spare_notes += 1
    ritual = Foreign(
        habit.name,
        ticks=tuple(ticks),
        rests=tuple(rests),
        reasons=reasons,
        remind=None if habit.at is None else (0,),
        is_put_away=habit.is_archived,
        told=tuple(_told(habit, spare_notes)),
    )
    return at_frequency(ritual, habit.times, habit.days, habit.at)


def _days_of_number(habit: LoopHabit, in_order: Entries) -> set[int]:
    """The days on which a number came to what was aimed at: of the day, or since its week or month began."""
    done_days: set[int] = set()
    reached: set[date] = set()
    sums: dict[date, int] = {}
    values = {day: value for day, value, _ in reversed(in_order)}
    for day, value in sorted(values.items()):
        if value == SKIP or value <= 0:
            continue
        period = _begin_of(habit.period, date.fromordinal(day))
        sums[period] = sums.get(period, 0) + value
        if period not in reached and sums[period] / _THOUSANDTHS >= habit.target:
            reached.add(period)
            done_days.add(day)
    return done_days


def _begin_of(period: str, day: date) -> date:
    if period == "week":
        return week_of(day, MONDAY).first
    return month_of(day).first if period else day


def _told(habit: LoopHabit, spare_notes: int) -> Iterator[str]:
    if habit.is_numerical:
        aim = f"{habit.target:,.12g} {printable(habit.unit)}".rstrip()
        yield f"A {habit.period or 'day'} counts that came to {aim}; the numbers themselves are left out."
    yield from spare_notes_words(spare_notes)
    if habit.at is not None and len(habit.weekdays) < _WEEK:
        names = joined(WEEKDAYS[weekday].title() for weekday in habit.weekdays)
        yield f"There it reminded you on {names}; here it does on the days that it is planned for."


def loop_rituals(habits: Mapping[int, LoopHabit], entries: Mapping[int, Entries]) -> tuple[list[Foreign], list[str]]:
    """The habits as rituals, in this order, and what is told of those that are left out."""
    rituals: list[Foreign] = []
    told: list[str] = []
    for number, habit in habits.items():
        reason = left_out_words(habit, entries.get(number, ()))
        if reason:
            told.append(reason)
        else:
            rituals.append(as_foreign(habit, entries.get(number, ())))
    return rituals, told
