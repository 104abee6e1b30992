"""What is said about rows, days and people, in the same words on the screen and in the shell.

Everything here is one line that is safe on any terminal, whatever a data file says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from rituals.core.board import Group, Row, Sign
from rituals.core.model import EACH, TOGETHER, Person, PersonId, Who
from rituals.core.text import shown
from rituals.core.vocabulary import MONTHS, WEEKDAYS

TINY_WORDS = "the two-minute version"
NOW_LASTS = timedelta(minutes=30)
_BETWEEN = " · "
_NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}

SIGNS: Mapping[str, Mapping[Sign, str]] = {
    "unicode": {
        Sign.KEPT: "●",
        Sign.HALF: "◐",
        Sign.OPEN: "○",
        Sign.RESTED: "◌",
        Sign.PAUSED: "‖",
        Sign.COMING: "·",
        Sign.QUARTER: "◔",
        Sign.MIDWAY: "◑",
        Sign.NEARLY: "◕",
    },
    "ascii": {
        Sign.KEPT: "*",
        Sign.HALF: "+",
        Sign.OPEN: "o",
        Sign.RESTED: "~",
        Sign.PAUSED: "|",
        Sign.COMING: ".",
        Sign.QUARTER: "-",
        Sign.MIDWAY: "=",
        Sign.NEARLY: "#",
    },
}
"""How each sign is drawn, one column wide, by the `signs` setting; the sign's own value is its word."""


# days and lengths of time


def day_words(day: date, today: date) -> str:
    """A day as it is called from today: "yesterday", "Friday" up to six days away, "Fri 6 November" beyond."""
    away = (day - today).days
    if away in _NEAR:
        return _NEAR[away]
    weekday = WEEKDAYS[day.weekday()].title()
    if abs(away) < 7:
        return weekday
    year = f" {day.year}" if day.year != today.year else ""
    return f"{weekday[:3]} {day.day} {MONTHS[day.month - 1].title()}{year}"


def on_day_words(day: date, today: date) -> str:
    """A day inside a sentence: "today", "on Friday"."""
    return day_words(day, today) if abs((day - today).days) <= 1 else f"on {day_words(day, today)}"


def date_words(day: date) -> str:
    """A day in full, for a heading: "Sunday 22 November"."""
    return f"{WEEKDAYS[day.weekday()].title()} {day.day} {MONTHS[day.month - 1].title()}"


def minutes_words(minutes: int) -> str:
    """A length of time: "30 min", "2 h", "1 h 30 min", nothing for none."""
    hours, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest else "") if part)


# people


def names_words(persons: Iterable[Person]) -> str:
    """Names in a row: "Ana, Sam"."""
    return ", ".join(shown(person.name) for person in persons)


def whose_words(by: Collection[PersonId | None], people: Sequence[Person], who: Who = TOGETHER) -> str:
    """Who did it: "you both" where that is everyone, else names; None among them stands for all it is meant for."""
    meant = [person for person in people if person.id == who] or list(people)
    persons = meant if None in by else [person for person in people if person.id in by]
    if len(persons) < 2 or len(persons) < len(people):
        return names_words(persons)
    return "you both" if len(persons) == 2 else "all of you"


def who_words(who: Who, people: Sequence[Person]) -> str:
    """Whom a ritual is for: "together", "each of you", or one name."""
    if who in (TOGETHER, EACH):
        return "each of you" if who == EACH else who
    return names_words(person for person in people if person.id == who) or "someone who isn't here now"


# rows of Today


def row_words(row: Row, people: Sequence[Person], today: date, *, local: datetime | None = None) -> str:
    """The words at the right of a row: its time, how far it has come, or who did it.

    `local` is the wall time, for "now" rather than "since 16:00" where a time has only just come.
    """
    if row.lived is not None and row.lived.occurrence.is_quota:
        parts = _quota_parts(row, people, today)
    else:
        parts = _planned_parts(row, people, today, local)
    if row.tiny:
        parts = [*parts, "tiny"]
    return _BETWEEN.join(part for part in parts if part)


def _planned_parts(row: Row, people: Sequence[Person], today: date, local: datetime | None) -> list[str]:
    match row.sign:
        case Sign.KEPT:
            return _kept_parts(row, people, today)
        case Sign.RESTED:
            return ["not tomorrow" if row.group is Group.TOMORROW else "not today"]
        case Sign.PAUSED:
            return ["paused"]
        case Sign.HALF:
            return [whose_words(_doers(row), people, row.ritual.who), _when_words(row, today, local)]
        case Sign.COMING:
            return [clock_words(row.at)]
        case _:
            one_of_you = row.ritual.who not in (TOGETHER, EACH)
            return [_when_words(row, today, local), who_words(row.ritual.who, people) if one_of_you else ""]


def _kept_parts(row: Row, people: Sequence[Person], today: date) -> list[str]:
    elsewhere = row.lived.ticked_on if row.lived is not None and not row.ticked_by else ()
    return [
        whose_words(_doers(row), people, row.ritual.who),
        day_words(elsewhere[-1], today) if elsewhere else "",
    ]


def _doers(row: Row) -> frozenset[PersonId | None]:
    return row.ticked_by | row.lived.kept_by if row.lived is not None else row.ticked_by


def _when_words(row: Row, today: date, local: datetime | None) -> str:
    if row.lived is not None and row.is_from_before:
        return f"from {day_words(row.lived.occurrence.last, today)}"
    if row.at is None:
        lasts = row.lived is not None and row.lived.occurrence.last > row.day
        return f"until {day_words(row.lived.occurrence.last, today)}" if row.lived and lasts else "any time"
    if not row.is_due or row.lived is None:
        return clock_words(row.at)
    came = datetime.combine(row.lived.occurrence.day, row.at)
    return "now" if local is not None and came <= local < came + NOW_LASTS else f"since {clock_words(row.at)}"


def _quota_parts(row: Row, people: Sequence[Person], today: date) -> list[str]:
    assert row.lived is not None
    if row.sign is Sign.PAUSED:
        return ["paused"]
    if row.sign is Sign.RESTED:
        return ["not this month" if row.group is Group.THIS_MONTH else "not this week"]
    last = row.lived.occurrence.last
    in_reach = row.lived.needed - row.lived.done <= (last - today).days + (not row.ticked_by)
    return [
        f"{min(row.lived.done, row.lived.needed)} of {row.lived.needed}",
        f"{whose_words(row.ticked_by, people, row.ritual.who)} today" if row.ticked_by else "",
        "" if row.is_done or not in_reach else f"by {'tonight' if last == today else day_words(last, today)}",
    ]


def clock_words(at: time | None) -> str:
    """A local time as "16:00", nothing for none."""
    return f"{at:%H:%M}" if at is not None else ""
