"""Makers of event documents: every kind that is known, its fields filled from what their types allow, or with anything.

What a field may hold is read from the events themselves, so a new kind is fuzzed from its first day.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from random import Random
from typing import Any, get_args

from msgspec import inspect

from rituals.core.events import AnyEvent
from tests.fuzzing.making import ODD_SIGNS, happens, mutated_bytes

KINDS = [info for kind in get_args(AnyEvent) if isinstance(info := inspect.type_info(kind), inspect.StructType)]
NAMES = ("walk", "hug", "ana", "ben", "p", "n1", "n2", "r0", "r1", "r2", "r3", "r4", "together", "each", "", "Long hug")
_HOSTILE_NAMES = ("../shared", "../../../x", "..", "a\\b", "\x1b]52;c;cm0=\x07", "a" * 65)
RRULES = (
    *("FREQ=DAILY", "FREQ=DAILY;INTERVAL=366", "FREQ=DAILY;COUNT=9999", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"),
    *(
        "FREQ=WEEKLY;BYDAY=MO,WE,FR",
        "FREQ=WEEKLY",
        "FREQ=WEEKLY;INTERVAL=52;BYDAY=SA;WKST=SU",
        "FREQ=WEEKLY;BYSETPOS=9",
    ),
    *("FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;BYDAY=5SU", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
    *("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO", "FREQ=YEARLY;BYDAY=53MO"),
    *("FREQ=YEARLY;BYWEEKNO=53;BYDAY=SU", "FREQ=YEARLY;INTERVAL=10;BYYEARDAY=366", "FREQ=YEARLY;COUNT=9999", "FREQ=X"),
    *(
        "FREQ=MONTHLY;INTERVAL=24;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU",
        "FREQ=DAILY;INTERVAL=0",
    ),
    *(
        "FREQ=DAILY;INTERVAL=97;BYDAY=MO",
        "FREQ=YEARLY;INTERVAL=97;BYDAY=MO",
        "FREQ=YEARLY;INTERVAL=10;BYDAY=53MO",
        "FREQ=DAILY;COUNT=9999;BYDAY=MO,TU,WE,TH,FR,SA,SU",
    ),
    *("FREQ=DAILY;UNTIL=19700101", "FREQ=DAILY;UNTIL=22001231", "FREQ=DAILY;INTERVAL=1000000000", "FREQ=HOURLY"),
)
DAYS = (
    *(
        "0001-01-01",
        "1582-10-15",
        "1900-01-01",
        "1904-02-29",
        "2299-12-31",
        "1969-12-31",
        "1970-01-01",
        "2020-02-29",
        "2200-12-31",
        "9999-12-31",
    ),
    *(f"2026-{month:02}-{day:02}" for month in (10, 11, 12) for day in range(1, 29)),
)
INSTANTS = (
    *("0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z", "1970-01-01T00:00:00Z", "2026-11-22T17:00:00Z"),
    *("2026-11-22T18:30:00+14:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-11-22T17:00:00"),
)
TIMES = ("00:00:00", "03:59:59", "04:00:00", "19:30:00", "23:59:59.999999", "02:30:00", "19:30:00+02:00", "24:00:00")
NUMBERS = (
    0,
    1,
    2,
    3,
    5,
    7,
    28,
    60,
    366,
    -1,
    -366,
    10_000,
    2**31,
    2**39,
    2**40,
    2**40 + 1,
    2**63 - 1,
    -(2**63),
    2**64,
    10**30,
)
_ODD_NUMBERS = (0, -1, 1.5, 1e308, float("nan"), float("inf"))
ODD_VALUES: Sequence[object] = (None, True, False, *_ODD_NUMBERS, "", [], {}, [[]], {"kind": "rule"})
FOUNDATION: Sequence[dict[str, object]] = (
    {"kind": "person_joined", "person": "ana", "name": "Ana", "on": "2026-10-01"},
    {"kind": "person_joined", "person": "ben", "name": "Ben", "on": "2026-10-01"},
    {
        "kind": "ritual_added",
        "ritual": "walk",
        "on": "2026-10-04",
        "name": "Walk",
        "cadence": {"type": "rule", "rrule": "FREQ=WEEKLY;BYDAY=TU,SU", "start": "2026-10-04", "at": "16:00:00"},
    },
    {
        "kind": "ritual_added",
        "ritual": "hug",
        "on": "2026-10-01",
        "name": "Long hug",
        "who": "each",
        "cadence": {"type": "rule", "rrule": "FREQ=DAILY", "start": "2026-10-01"},
    },
)


def any_event(random: Random) -> dict[str, object]:
    """One event of any known kind, its fields mostly of their types."""
    kind = random.choice(KINDS)
    return _struct(random, kind)


def document(random: Random, event: dict[str, object], number: int = 0) -> dict[str, object]:
    """An event with its stamp, as a device wrote it or as none ever would."""
    stamp: dict[str, object] = {
        "id": f"r{number}",
        "device": random.choice(("laptop", "phone")),
        "lamport": random.choice((number + 1, *NUMBERS)) if happens(random, 8) else number + 1,
        "at": random.choice(INSTANTS) if happens(random, 4) else "2026-11-22T17:00:00Z",
    }
    if happens(random, 20):
        stamp[random.choice(list(stamp))] = random.choice(ODD_VALUES)
    return {**stamp, "event": random.choice(ODD_VALUES) if happens(random, 40) else event}


def document_bytes(random: Random) -> bytes:
    """One event document as bytes, sound JSON or nearly."""
    text = json.dumps(document(random, any_event(random)), ensure_ascii=happens(random, 2)).encode(errors="replace")
    return mutated_bytes(random, text) if happens(random, 4) else text


def log_of_documents(random: Random) -> list[bytes]:
    """What two devices wrote about two people and their rituals, and what came to be in there."""
    events = [*FOUNDATION, *(any_event(random) for _ in range(random.randint(1, 12)))]
    return [json.dumps(document(random, event, place)).encode() for place, event in enumerate(events)]


def _struct(random: Random, kind: inspect.StructType) -> dict[str, object]:
    made: dict[str, object] = {} if kind.tag is None else {str(kind.tag_field): kind.tag}
    for field in kind.fields:
        if field.required or happens(random, 2):
            made[field.encode_name] = _value(random, field.type, field.encode_name)
    if happens(random, 15):
        made[random.choice([*made, "later", "é"])] = random.choice(ODD_VALUES)
    return made


def _value(random: Random, kind: inspect.Type, name: str) -> Any:
    """Something for a field of this type; once in a while something of no such type."""
    if happens(random, 40):
        return random.choice(ODD_VALUES)
    match kind:
        case inspect.StructType():
            return _struct(random, kind)
        case inspect.UnionType(types):
            return _value(random, random.choice([one for one in types if type(one) is not inspect.CustomType]), name)
        case inspect.VarTupleType(item_type):
            return [_value(random, item_type, name) for _ in range(random.randint(0, 3))]
        case inspect.DictType(_, value_type):
            return {random.choice(NAMES): _value(random, value_type, name) for _ in range(random.randint(0, 3))}
        case inspect.LiteralType(values):
            return random.choice(values)
        case inspect.StrType():
            return _text(random, name)
        case _:
            return random.choice(_VALUES[type(kind)])


def _text(random: Random, name: str) -> str:
    if name == "rrule":
        return random.choice(RRULES)
    if name == "key":
        return f"{random.choice(('walk', 'digest', 'ask', 'hug'))}@{random.choice((*DAYS, '', 'x'))}"
    odd = happens(random, 8)
    return random.choice((*ODD_SIGNS, *_HOSTILE_NAMES) if odd else NAMES)


_VALUES: dict[type[inspect.Type], Sequence[object]] = {
    inspect.DateType: DAYS,
    inspect.DateTimeType: INSTANTS,
    inspect.TimeType: TIMES,
    inspect.IntType: NUMBERS,
    inspect.BoolType: (True, False),
    inspect.NoneType: (None,),
}
