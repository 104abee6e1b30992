"""Sentences about rows, days and people, shared by the app and the command line.

Each is one line that is safe on any terminal, even if a data file is corrupt.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from rituals.core.calendar import Period
from rituals.core.model import EACH, TOGETHER
from rituals.core.occurrences.sign import Sign
from rituals.core.phrases import BY_PHONE, clock_words, day_words, held_words, which_period, who_words
from rituals.core.rituals.audience import Audience, doer_words, is_never_named, tells_by_phone
from rituals.core.rituals.board import Group, Row

NOW_LASTS = timedelta(minutes=30)
_BETWEEN = " · "

SIGNS: Mapping[str, Mapping[Sign, str]] = {
    "unicode": {
        Sign.KEPT: "●",
        Sign.HELD: "◎",
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
        Sign.HELD: "@",
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


def tells_who(row: Row, audience: Audience) -> bool:
    """Whether a row may say by name whose ticks it has."""
    return row.is_on_the_day(audience.today) and not is_never_named(row.ritual)


def phone_words(row: Row, audience: Audience) -> str:
    """That what a row has came by phone; nothing where it did not, or that is not told."""
    is_on_the_day = row.is_on_the_day(audience.today)
    return BY_PHONE if row.by_phone and tells_by_phone(row.ritual, row.day, is_on_the_day=is_on_the_day) else ""


def row_words(row: Row, audience: Audience, today: date, *, local: datetime | None = None) -> str:
    """The text at the right of a row on the board of a day: its time, its progress, or who did it.

    With `local`, the wall time, a time that has only just come is "now" rather than "since 16:00".
    """
    if row.result is not None and row.result.occurrence.is_quota:
        parts = _quota_parts(row, audience, today)
    else:
        parts = _planned_parts(row, audience, today, local)
    if row.tiny:
        parts = [*parts, "tiny"]
    return _BETWEEN.join(part for part in parts if part)


def _planned_parts(row: Row, audience: Audience, today: date, local: datetime | None) -> list[str]:
    match row.sign:
        case Sign.KEPT | Sign.HELD:
            held = held_words(row.held_on, row.day) if row.held_on is not None else ""
            return [held, _doer_words(row, audience)]
        case Sign.RESTED:
            if row.day != audience.today:
                return ["not this time"]
            return ["not tomorrow" if row.group is Group.TOMORROW else "not today"]
        case Sign.PAUSED:
            return ["paused"]
        case Sign.HALF | Sign.QUARTER | Sign.MIDWAY | Sign.NEARLY:
            return [_doer_words(row, audience), _when_words(row, today, local)]
        case Sign.COMING:
            return [clock_words(row.at)]
        case _:
            who = row.ritual.who_on(row.day)
            one_of_you = who not in (TOGETHER, EACH)
            return [_when_words(row, today, local), who_words(who, audience.people) if one_of_you else ""]


def _doer_words(row: Row, audience: Audience) -> str:
    by = row.ticked_by | row.result.kept_by if row.result is not None else row.ticked_by
    return doer_words(row.ritual, by, audience, row.day, is_on_the_day=row.is_on_the_day(audience.today))


def _when_words(row: Row, today: date, local: datetime | None) -> str:
    if row.result is not None and row.is_from_before:
        return f"from {day_words(row.result.occurrence.last, today)}"
    if row.at is None:
        lasts = row.result is not None and row.result.occurrence.last > row.day
        return f"until {day_words(row.result.occurrence.last, today)}" if row.result and lasts else "any time"
    if not row.is_due or row.result is None:
        return clock_words(row.at)
    came = datetime.combine(row.result.begins_on, row.at)
    return "now" if local is not None and came <= local < came + NOW_LASTS else f"since {clock_words(row.at)}"


def _quota_parts(row: Row, audience: Audience, today: date) -> list[str]:
    assert row.result is not None
    if row.sign is Sign.PAUSED:
        return ["paused"]
    last = row.result.occurrence.last
    if row.sign is Sign.RESTED:
        period = which_period(Period(row.result.occurrence.day, last), audience.today) or "that"
        return [f"not {period} {'month' if row.group is Group.THIS_MONTH else 'week'}"]
    is_today = row.is_on_the_day(audience.today)
    whose = doer_words(row.ritual, row.ticked_by, audience, row.day, is_on_the_day=is_today)
    in_reach = row.result.needed - row.result.done <= (last - today).days + (not row.ticked_by)
    return [
        f"{min(row.result.done, row.result.needed)} of {row.result.needed}",
        f"{whose} today" if whose and is_today else whose,
        "" if row.is_done or not in_reach else f"by {'tonight' if last == today else day_words(last, today)}",
    ]
