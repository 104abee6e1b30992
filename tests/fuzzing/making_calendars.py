"""Makers of calendars: events and tasks of every property that is read, whole or harmed."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from tests.fuzzing.making import ODD_SIGNS, happens, mutated_bytes, mutated_text, some
from tests.fuzzing.making_events import RRULES
from tests.fuzzing.making_words import rrule

_ZONES = (
    "Europe/Berlin",
    "America/New_York",
    '"W. Europe Standard Time"',
    "Nowhere",
    "/x.org/Asia/Tokyo",
    "Europe",
    "",
)
_DAYS = ("20261204", "20261205", "20261211", "20261128", "20260605", "20260603", "20270101", "16040229", "20280229")
_CLOCKS = ("T193000", "T193000Z", "T233000Z", "T003000", "")
_ODD_MOMENTS = (
    *(
        "16010101T000000",
        "00010101T000000Z",
        "99991231T235959Z",
        "22001231",
        "20261329",
        "20261204T250000",
        "never",
        "",
    ),
    *("20261204T193000,20261211T193000", "20261204T193000Z/PT1H", "PT1H", "193000"),
)
_LENGTHS = ("PT1H", "P1D", "P400D", "P1W", "-PT30M", "PT0S", "-P8D", "P99999999999D", "P", "20261204T100000Z", "soon")
_DATED = ("DTEND", "DUE", "EXDATE", "EXDATE", "RDATE", "RECURRENCE-ID", "RECURRENCE-ID", "COMPLETED")
_PARAMETERS = (";VALUE=DATE", ";VALUE=PERIOD", ";RANGE=THISANDFUTURE", ";RELATED=END", ";X=", ";", ';CN="a:b;c"')
_OTHERS = (
    *("UID:a", "UID:b", "UID:", "SUMMARY:Tea\\, for two", "SUMMARY:", "SUMMARY:🫖", "SEQUENCE:2", "SEQUENCE:x"),
    *("STATUS:CANCELLED", "STATUS:COMPLETED", "STATUS:", "LOCATION:Home", "ATTENDEE;CN=:x", "nonsense", " folded", ":"),
    *("BEGIN:VALARM", "END:VALARM", "BEGIN:VEVENT", "END:VEVENT", "END:VTODO", "BEGIN:X", "ACTION:NONE"),
)
ORDINARY = (
    b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Tea\r\nDTSTART;TZID=Europe/Berlin:20260605T193000\r\n"
    b"RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def calendar(random: Random) -> bytes:
    """A calendar of up to three entries, with anything in them."""
    lines = [line for _ in range(random.choice((1, 1, 2, 3))) for line in _entry(random)]
    head = "BEGIN:VCALENDAR" if not happens(random, 30) else random.choice(("", "\ufeffbegin:vcalendar", "BEGIN:VCARD"))
    content = random.choice(("\r\n", "\r\n", "\n", "\r")).join((head, *lines, "END:VCALENDAR", ""))
    encoded = content.encode(random.choice(("utf-8", "utf-8", "utf-8", "utf-8", "utf-16")), "replace")
    return mutated_bytes(random, encoded) if happens(random, 8) else encoded


def _entry(random: Random) -> Sequence[str]:
    kind = random.choice(("VEVENT", "VEVENT", "VEVENT", "VTODO", "VJOURNAL"))
    zone = f";TZID={random.choice(_ZONES)}" if happens(random, 3) else ""
    clock = random.choice(_CLOCKS)
    alarm = ["BEGIN:VALARM", f"TRIGGER{_odd_parameter(random)}:{random.choice(_LENGTHS)}", "END:VALARM"]
    lines = [
        *(f"UID:{random.choice('aab')}", "SUMMARY:Tea", _dated(random, "DTSTART", zone, clock)),
        *([f"RRULE:{random.choice(RRULES) if happens(random, 2) else rrule(random)}"] if happens(random, 2) else []),
        *(_dated(random, name, zone, clock) for name in some(random, _DATED, 2)),
        *([f"DURATION:{random.choice(_LENGTHS)}"] if happens(random, 6) else []),
        *(some(random, _OTHERS, 2) if happens(random, 4) else []),
        *(alarm if happens(random, 6) else []),
    ]
    if happens(random, 12):
        lines[random.randrange(len(lines))] = mutated_text(random, random.choice(lines))
    return f"BEGIN:{kind}", *lines, f"END:{kind}" if not happens(random, 20) else random.choice(ODD_SIGNS)


def _dated(random: Random, name: str, zone: str, clock: str) -> str:
    if happens(random, 12):
        return f"{name}{_odd_parameter(random)}:{random.choice(_ODD_MOMENTS)}"
    return f"{name}{zone}:{random.choice(_DAYS)}{clock}"


def _odd_parameter(random: Random) -> str:
    return random.choice(_PARAMETERS) if happens(random, 4) else ""
