"""Reads a calendar (iCalendar, RFC 5545), as Google, Apple, Outlook and their like write it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple
from warnings import catch_warnings, simplefilter

from rituals.core.calendar import LAST_DAY
from rituals.core.exchange.appointments import Appointment, Moment, appointments_left_out, rituals_ahead
from rituals.core.exchange.foreign import ForeignFile, ImportSource
from rituals.core.exchange.reading_words import unread_words
from rituals.core.text import SAVE_AS_UTF_8, is_unseen, printable, text_in
from rituals.errors import UsageError

if TYPE_CHECKING:
    from icalendar import Component

_CALENDAR = "BEGIN:VCALENDAR"
_LOOKED_AT = 200
_ENTRY = re.compile(r"^BEGIN:(?=VEVENT|VTODO)", re.MULTILINE | re.IGNORECASE)
_END = re.compile(r"^END:(?:VEVENT|VTODO)\s*?$", re.MULTILINE | re.IGNORECASE)
_SUMMARY = re.compile(r"^SUMMARY[^:\n]*:(.*)$", re.MULTILINE | re.IGNORECASE)
_LINES_READ = re.compile(
    r"^(?:BEGIN|END|UID|SUMMARY|SEQUENCE|STATUS|COMPLETED|DTSTART|DTEND|DUE|DURATION|RRULE|EXRULE|RDATE|EXDATE|RECURRENCE-ID"
    r"|ACTION|TRIGGER(?=.*:[+-]?P[0-9WDTHMS]+$|.*:[0-9]{8}T[0-9]{6}Z?$))(?:;.*)?:.+$",
    re.MULTILINE | re.IGNORECASE,
)
"""What else stands there may be as wrong as it likes; so may a reminder, which is told of."""
_WHOLE_DAYS = re.compile(r"^DTSTART.*:[0-9]{8}\s*$", re.MULTILINE | re.IGNORECASE)
_MIDNIGHT = re.compile(r"(?<=[0-9]{8})T000000Z?")
"""The time that some programs give to the other days of what takes whole days, whatever the zone."""
_TASK = "VTODO"
_OFF = {"CANCELLED", "COMPLETED"}
_SHOWN = 60
_LONGEST_ENTRY = 2**20
"""Characters of what is read of one: enough for a day taken out of each of fifty years."""
_A_MINUTE = timedelta(minutes=1)
_LONGEST_LEAD = timedelta(days=7)
"""How long before its time something may remind."""


class _Entry(NamedTuple):
    """The lines of an event or a task that are read, and its name as it stands in the file, to tell of it."""

    lines: str
    title: str


def is_calendar(source: ImportSource) -> bool:
    """Whether a file begins as a calendar does."""
    return text_in(source.content[:_LOOKED_AT], "replace").lstrip("\ufeff \t\r\n").upper().startswith(_CALENDAR)


def read_calendar(source: ImportSource) -> ForeignFile:
    """What a calendar plans from today on; `UsageError` for a file that is none."""
    if not is_calendar(source):
        raise UsageError(f"The file is no calendar, as it does not begin with {_CALENDAR}.")
    try:
        text = _unfolded(source.content)
    except UnicodeError:
        raise UsageError(f"The calendar is not UTF-8 text, so nothing was taken in. {SAVE_AS_UTF_8}") from None
    appointments: list[Appointment] = []
    unread: list[int | str] = []
    lacking: Counter[str] = Counter()
    for number, entry in enumerate(_entries(text), start=1):
        try:
            component = _component(entry.lines)
            if what := _lacks(component):
                lacking[what] += 1
            else:
                appointments.append(_appointment(component, f"{number}"))
        except (ValueError, TypeError, AttributeError, LookupError, OverflowError, OSError):  # all that icalendar has
            unread.append(entry.title or number)
    ahead = rituals_ahead(appointments, today=source.today, zone=source.zone)
    left_out = [appointments_left_out(count, f"without a {what}") for what, count in lacking.items()]
    return ForeignFile(ahead.rituals, (*ahead.told, *left_out, *unread_words(unread, "appointment")))


def _unfolded(content: bytes) -> str:
    """The lines of a calendar, however they end; some programs fold them amid the bytes of a letter."""
    text = text_in(content, "surrogateescape").replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\n ", "").replace("\n\t", "").encode(errors="surrogateescape").decode()


def _entries(text: str) -> Iterator[_Entry]:
    """The events and tasks of a calendar, each by itself, so that a broken one costs no other."""
    starts = (entry.end() for entry in _ENTRY.finditer(text))
    for start, following in pairwise(chain(starts, [None])):
        piece = text[start:following]
        end = _END.search(piece)
        summary = _SUMMARY.search(piece)
        title = printable(summary[1]).strip()[:_SHOWN] if summary else ""
        kind = piece[: len("VEVENT")].strip().upper()
        body = (f"BEGIN:{kind}", *_LINES_READ.findall(piece, 0, end.start()), f"END:{kind}") if end else ()
        lines = "\r\n".join(body)
        lines = _MIDNIGHT.sub("", lines) if _WHOLE_DAYS.search(lines) else lines
        yield _Entry(lines, f"“{title}”" if title else "")


def _component(lines: str) -> Component:
    """An entry as icalendar reads it; an error if it is broken, or so long that reading it would take too much."""
    from icalendar import Event  # 60 ms that only a calendar needs

    if len(lines) > _LONGEST_ENTRY:
        raise ValueError("it is too long")
    with catch_warnings():
        simplefilter("ignore")  # it guesses zones by the last words of their names, and says so
        component = Event.from_ical(lines)
    if component.errors:
        raise ValueError(component.errors)
    return component


def _lacks(component: Component) -> str:
    """What of an entry is not there that a ritual can't do without; empty if all is."""
    return "name" if is_unseen(_name(component)) else "day" if _start(component) is None else ""


def _name(component: Component) -> str:
    return " ".join(printable(str(_only(component, "SUMMARY") or "")).split())


def _start(component: Component) -> Any:
    """The property that says when it begins; of a task without a rule, when it is due."""
    return _only(component, "DUE" if _is_due(component) else "DTSTART")


def _is_due(component: Component) -> bool:
    """Whether its day is the one on which it is due: a task's that has no rule, or nothing else to begin it."""
    return component.name == _TASK and "DUE" in component and not ("RRULE" in component and "DTSTART" in component)


def _appointment(component: Component, number: str) -> Appointment:
    start = _start(component)
    begins = _moment(start.dt, start.params)
    rule, instead_of = component.get("RRULE"), _only(component, "RECURRENCE-ID")
    if isinstance(rule, list):
        raise ValueError("it follows several rules")
    remind, are_all_read = _reminders(component)
    zone_name = printable(str(start.params.get("TZID") or ""))[:_SHOWN]
    is_zone_known = not isinstance(begins, datetime) or begins.tzinfo is not None or not zone_name
    is_task = component.name == _TASK
    told = {
        f"It is a task: it comes in for the day on which it {'is due' if _is_due(component) else 'begins'}.": is_task,
        f"“{zone_name}” is no time zone that is known, so its time stays as it is written.": not is_zone_known,
        "It changes for good from a day on; only that day is changed.": instead_of and "RANGE" in instead_of.params,
        "The days that a rule of its own takes out stay in it.": "EXRULE" in component,
        "One of its reminders is left out: they come at its time or up to a week before.": not are_all_read,
    }
    return Appointment(
        uid=str(_only(component, "UID") or number),
        name=_name(component),
        begins=begins,
        length=_length(component, begins),
        rrule=_rrule(rule) if rule else "",
        left_out=_moments(component, "EXDATE"),
        added=_moments(component, "RDATE"),
        instead_of=_moment(instead_of.dt, instead_of.params) if instead_of else None,
        is_off="COMPLETED" in component or str(_only(component, "STATUS")).upper() in _OFF,
        version=int(_only(component, "SEQUENCE") or 0),
        remind=remind,
        told=tuple(sentence for sentence, holds in told.items() if holds),
    )


def _only(component: Component, key: str) -> Any:
    """A property, the first where a file has several though it may have one; None without one."""
    value = component.get(key)
    return value[0] if isinstance(value, list) else value


def _rrule(rule: Any) -> str:
    """The text of a rule; an end that is as good as none, such as in the year 9999, is none."""
    if any(until.year > LAST_DAY.year for until in rule.get("UNTIL", [])):
        del rule["UNTIL"]
    return str(rule.to_ical().decode())


def _moment(value: object, parameters: Mapping[str, object]) -> Moment:
    if isinstance(value, tuple):  # a period, which begins with its moment
        return _moment(value[0], parameters)
    if isinstance(value, datetime) and parameters.get("VALUE") == "DATE":
        return value.date()  # a day to which icalendar gave the zone that stood beside it
    if not isinstance(value, date) or not date.min.year < value.year < date.max.year:
        raise ValueError(value)
    return value


def _moments(component: Component, key: str) -> tuple[Moment, ...]:
    lists = component.get(key, [])
    return tuple(
        _moment(moment.dt, moments.params)
        for moments in (lists if isinstance(lists, list) else [lists])
        for moment in moments.dts
    )


def _length(component: Component, begins: Moment) -> timedelta:
    """How long it takes; a day that it ends on is not one of its days any more (RFC 5545 §3.6.1)."""
    end, duration = _only(component, "DTEND"), _only(component, "DURATION")
    last = _moment(end.dt, end.params) if end else None
    if isinstance(last, datetime) and isinstance(begins, datetime) and None in (last.tzinfo, begins.tzinfo):
        last, begins = last.replace(tzinfo=None), begins.replace(tzinfo=None)  # some give only one of them its zone
    length = last - begins if last else duration.dt if duration else timedelta()
    if not isinstance(length, timedelta):
        raise ValueError(length)
    return length


def _reminders(component: Component) -> tuple[tuple[int, ...] | None, bool]:
    """How many minutes before its start something reminds, None if nothing does; and whether that is all that
    reminds."""
    alarms = [alarm for alarm in component.walk("VALARM") if str(_only(alarm, "ACTION")).upper() != "NONE"]
    leads = [_lead(_only(alarm, "TRIGGER"), is_due=_is_due(component)) for alarm in alarms]
    return tuple(sorted({lead for lead in leads if lead is not None})) or None, None not in leads


def _lead(trigger: Any, *, is_due: bool) -> int | None:
    """How many minutes before it something reminds; None if that is not some time before its start, or before a task
    is due."""
    if trigger is None or not isinstance(trigger.dt, timedelta):
        return None
    is_of_its_end = trigger.params.get("RELATED") == "END" and not is_due
    return -trigger.dt // _A_MINUTE if not is_of_its_end and timedelta() <= -trigger.dt <= _LONGEST_LEAD else None
