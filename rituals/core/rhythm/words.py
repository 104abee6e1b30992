"""Sentences about streaks, weeks and strength; they mention only what was kept, never what was missed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from rituals.core.occurrences.matching import Outcome
from rituals.core.phrases import number_words
from rituals.core.rhythm.milestones import Milestone
from rituals.core.rhythm.streak import Streak
from rituals.core.rhythm.summary import Summarised
from rituals.core.rhythm.weeks import Rhythm, RhythmWeek
from rituals.core.text import printable, titled

NOTHING_YET = "a fresh page"
_IN_LINE = 3
_NAME_IN_LINE = 24
_BETWEEN = " · "
_SETTLED = {Outcome.KEPT, Outcome.QUIET}


class Mood(StrEnum):
    """The couple's situation today; each is a `state` of the catalogue's `rhythm_message`."""

    KEPT = "kept"
    TINY = "tiny"
    RESTING = "resting"
    QUIET = "quiet"
    BACK = "back"
    PAUSED = "paused"


def mood(histories: Sequence[Summarised], rhythm: Rhythm, today: date) -> Mood | None:
    """The couple's situation today, or None if there is nothing to say.

    A pause wins. After a quiet week it is QUIET until something is ticked, or, if nothing at all was kept in that week,
    BACK on the first day with a tick. Otherwise it follows from today's ticks, or from a rest today.
    """
    counted = [history for history in histories if history.ritual.is_counted]
    if any(pause.ritual is None and pause.covers(today) for history in counted for pause in history.pauses):
        return Mood.PAUSED
    ticks = [tick for history in counted for tick in history.ticks.get(today, ())]
    if (settled := _quiet_week_before(rhythm)) is not None and any(history.days_kept for history in counted):
        this_week = rhythm.weeks[-1].first
        if not any(this_week <= day < today for history in counted for day in history.ticks):
            if not ticks:
                return Mood.QUIET
            if not settled.kept:
                return Mood.BACK
    if ticks:
        return Mood.TINY if all(tick.tiny for tick in ticks) else Mood.KEPT
    planned = {result.outcome for history in counted for result in history.results if result.occurrence.day == today}
    return Mood.RESTING if planned == {Outcome.RESTED} else None


def _quiet_week_before(rhythm: Rhythm) -> RhythmWeek | None:
    """The last week with an outcome of its own, if it was quiet and something is planned in the present one."""
    *earlier_weeks, present = rhythm.weeks or (None,)
    if present is None or present.outcome is None:
        return None
    settled = next((week for week in reversed(earlier_weeks) if week and week.outcome in _SETTLED), None)
    return settled if settled is not None and settled.outcome is Outcome.QUIET else None


def mood_words(texts: Sequence[str], day: date) -> str:
    """One of the catalogue's texts for a mood, another one each day; empty if there are none."""
    return texts[day.toordinal() % len(texts)] if texts else ""


def weeks_words(rhythm: Rhythm) -> str:
    """The weeks in a row: "14 weeks in a row", empty if there are none."""
    return f"{_weeks(rhythm.current)} in a row" if rhythm.current else ""


def together_words(met_on: date | None, today: date) -> str:
    """How long it is since the day they met: "2,594 days since the day you met"; empty if they did not say."""
    if met_on is None or met_on > today:
        return ""
    days = (today - met_on).days
    if not days:
        return "The day you met"
    return f"{days:,} {'day' if days == 1 else 'days'} since the day you met"


def streak_words(streak: Streak) -> str:
    """A ritual's current streak: "9 in a row"; empty if there is none. A longer one of before is no yardstick."""
    return f"{streak.current} in a row" if streak.current else ""


def days_words(count: int) -> str:
    """A number of days: "1 day", "57 days", empty for none."""
    return f"{count:,} {'day' if count == 1 else 'days'}" if count else ""


def strength_words(strength: float) -> str:
    """A strength from 0 to 1 as "82 %", empty at 0."""
    return f"{round(100 * strength)} %" if strength else ""


def milestone_words(milestone: Milestone) -> str:
    """A milestone: "Your first Evening walk: “in the rain”", "Evening walk: 100 times", "Date night: a year of it"."""
    name = titled(milestone.ritual.name)
    if milestone.unit == "first":
        return f"Your first {name}: “{printable(milestone.note)}”"
    if milestone.unit == "days":
        return f"{name}: {milestone.number:,} times"
    return f"{name}: {'a year' if milestone.number == 1 else f'{number_words(milestone.number)} years'} of it"


def line_words(rhythm: Rhythm, histories: Iterable[Summarised]) -> str:
    """A one-line summary: "14 weeks · Evening walk 21 · Long hug 9", with the longest streaks."""
    running = [
        history
        for history in histories
        if history.ritual.is_counted and history.streak.current and not history.ritual.is_archived
    ]
    running.sort(key=lambda history: -history.streak.current)
    weeks = [_weeks(rhythm.current)] if rhythm.current else []
    names = [f"{_short(history.ritual.name)} {history.streak.current}" for history in running[:_IN_LINE]]
    return _BETWEEN.join([*weeks, *names]) or NOTHING_YET


def _weeks(count: int) -> str:
    return "1 week" if count == 1 else f"{count} weeks"


def _short(name: str) -> str:
    name = printable(name)
    return name if len(name) <= _NAME_IN_LINE else f"{name[: _NAME_IN_LINE - 1].rstrip()}…"
