"""Sentences about rows, days and people, shared by the app and the command line.

Each is one line that is safe on any terminal, even if a data file is corrupt.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from rituals.core.model import EACH, TOGETHER, Person, PersonId
from rituals.core.occurrences.sign import Sign
from rituals.core.phrases import clock_words, day_words, who_words, whose_words
from rituals.core.rituals.board import Group, Row

NOW_LASTS = timedelta(minutes=30)
_BETWEEN = " · "

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
"""How each sign is drawn, one column wide, by the `signs` setting; the sign's value is the word for it."""


def row_words(row: Row, people: Sequence[Person], today: date, *, local: datetime | None = None) -> str:
    """The text at the right of a row: its time, its progress, or who did it.

    With `local`, the wall time, a time that has only just come is "now" rather than "since 16:00".
    """
    if row.result is not None and row.result.occurrence.is_quota:
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
    elsewhere = row.result.ticked_on if row.result is not None and not row.ticked_by else ()
    return [
        whose_words(_doers(row), people, row.ritual.who),
        day_words(elsewhere[-1], today) if elsewhere else "",
    ]


def _doers(row: Row) -> frozenset[PersonId | None]:
    return row.ticked_by | row.result.kept_by if row.result is not None else row.ticked_by


def _when_words(row: Row, today: date, local: datetime | None) -> str:
    if row.result is not None and row.is_from_before:
        return f"from {day_words(row.result.occurrence.last, today)}"
    if row.at is None:
        lasts = row.result is not None and row.result.occurrence.last > row.day
        return f"until {day_words(row.result.occurrence.last, today)}" if row.result and lasts else "any time"
    if not row.is_due or row.result is None:
        return clock_words(row.at)
    came = datetime.combine(row.result.occurrence.day, row.at)
    return "now" if local is not None and came <= local < came + NOW_LASTS else f"since {clock_words(row.at)}"


def _quota_parts(row: Row, people: Sequence[Person], today: date) -> list[str]:
    assert row.result is not None
    if row.sign is Sign.PAUSED:
        return ["paused"]
    if row.sign is Sign.RESTED:
        return ["not this month" if row.group is Group.THIS_MONTH else "not this week"]
    last = row.result.occurrence.last
    in_reach = row.result.needed - row.result.done <= (last - today).days + (not row.ticked_by)
    return [
        f"{min(row.result.done, row.result.needed)} of {row.result.needed}",
        f"{whose_words(row.ticked_by, people, row.ritual.who)} today" if row.ticked_by else "",
        "" if row.is_done or not in_reach else f"by {'tonight' if last == today else day_words(last, today)}",
    ]
