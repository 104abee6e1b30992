"""The export: everything that one person may see, as one JSON document for people and for programs.

Records are copied as their logs hold them, so that fields only a later version knows are kept.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

import msgspec
from msgspec import Raw

from rituals.core import events as e
from rituals.core.cadence.words import words
from rituals.core.events import AnswerLetGo, AnswerSealed, AnswerShown, AnyEvent, BothSaidYes, CheckinShared
from rituals.core.events.erasure import Erasure
from rituals.core.events.recorded import Recorded, from_json
from rituals.core.exchange.event_schema import legend
from rituals.core.model import EventId, Person, RitualId
from rituals.core.state.couple_state import State
from rituals.core.state.note_fold import ABOUT_A_NOTE

EXPORT = "export"
FORMAT = 1
SEALED = "sealed"
LATER = "later"
_HOW_TO_READ = (
    "This is all that one of you can see in rituals: what you share, and what that one keeps for themselves.",
    "“shared” and “private” hold it line by line, in the order it was put down. “event” is what happened, told by its "
    "“kind”; “at” is when it was put down, in UTC; “id”, “device” and “lamport” (the order) are for programs.",
    "“legend” says what each kind means and what holds where a field is left out; null is nobody or nothing in "
    "particular. “names” says who and what the ids are.",
    "“sealed” is a note whose day has not come: its event, as JSON in base64. A curtain, not a lock.",
    "“later” marks what a later version of rituals wrote; it is kept as it came.",
    "rituals can import this file. Of what was erased, taken back, or hidden nothing is in it.",
)


class Original(NamedTuple):
    """A record in the JSON it was written in, and decoded by this version."""

    json: bytes
    record: Recorded


class ExportStamp(NamedTuple):
    """For whom an export was made, when (UTC), on which of the couple's days, and by which version."""

    person: Person
    at: datetime
    day: date
    by: str


def originals(documents: Iterable[bytes]) -> list[Original]:
    """The records in these documents, without duplicates, ordered by (lamport, id)."""
    parsed = ((document, from_json(document)) for document in documents)
    by_id = {record.id: Original(document, record) for document, record in parsed if record is not None}
    return sorted(by_id.values(), key=lambda original: (original.record.lamport, original.record.id))


# which records it holds


def visible_records(state: State, shared: Sequence[Original]) -> list[Original]:
    """The shared records that both may see now, without erased words: none about hidden rituals, erased or undone."""
    hidden = state.all_rituals.keys() - state.rituals.keys()
    ticks = _standing_ticks(state, shared)
    checkins = {checkin.entry for checkin in state.shared_checkins}
    listed = {r.event.idea for r in state.in_force(state.someday.records) if isinstance(r.event, e.SomedayAdded)}
    shown = {asked.id for asked in state.apart.value.values() if asked.is_shown(state.couple(asked.on))}

    def is_seen(original: Original) -> bool:
        event = original.record.event
        if isinstance(event, e.Unknown):
            return not (
                state.is_undone(original.record.id) or any(_quoted(ritual) in original.json for ritual in hidden)
            )
        if isinstance(event, e.RitualTicked) and original.record.id not in ticks:
            return False
        if isinstance(event, CheckinShared) and event.entry not in checkins:
            return False
        if isinstance(event, AnswerSealed | AnswerShown | AnswerLetGo) and event.round not in shown:
            return False
        if isinstance(event, BothSaidYes) and not state.consents.holds(event.about):
            return False
        if isinstance(event, e.SomedayEdited | e.SomedayDropped) and event.idea not in listed:
            return False
        if isinstance(event, ABOUT_A_NOTE) and event.appreciation not in state.jar:
            return False
        taken_back = state.is_undone(original.record.id) and not isinstance(
            event, e.Undone | e.ImportTakenBack | e.AppreciationErased | e.WordsErased
        )
        return not (taken_back or getattr(event, "ritual", None) in hidden)

    return [original for original in without_erased(shared) if is_seen(original)]


def without_erased(logged: Sequence[Original]) -> Iterator[Original]:
    """What is left of a log's records without what they erase."""
    erasure = Erasure.in_events(original.record.event for original in logged)
    for original in logged:
        if erasure.removes(original.record.event):
            continue
        if original.record.id in erasure.wordless:
            left = msgspec.json.encode(erasure.applied(msgspec.json.decode(original.json)))
            yield Original(left, from_json(left) or original.record)
        else:
            yield original


def _standing_ticks(state: State, shared: Iterable[Original]) -> set[EventId]:
    ticked: set[RitualId] = {
        original.record.event.ritual for original in shared if isinstance(original.record.event, e.RitualTicked)
    }
    return {tick.id for ritual in ticked for day in state.ticks(ritual).values() for tick in day}


def _quoted(text: str) -> bytes:
    return msgspec.json.encode(text)


# how it is written


def document(made: ExportStamp, state: State, shared: Sequence[Original], private: Sequence[Original]) -> str:
    """The export as JSON, one line per record; `shared` and `private` hold all records of the two logs."""
    head = {
        "rituals": EXPORT,
        "format": FORMAT,
        "made_at": made.at,
        "made_by": made.by,
        "of": {"person": made.person.id, "name": made.person.name},
        "how_to_read": _HOW_TO_READ,
        "names": _names(state),
    }
    parts = [
        _pretty(head, indent=2).removeprefix("{\n").removesuffix("\n}"),
        _braced("legend", "{}", [f"{_pretty(kind)}: {_pretty(meaning)}" for kind, meaning in legend().items()]),
        _braced("shared", "[]", [_line(original, state, made.day) for original in visible_records(state, shared)]),
        _braced(
            "private",
            "[]",
            [_line(original, state, made.day) for original in without_erased(private)],
        ),
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _names(state: State) -> Mapping[str, str]:
    """The names of people and rituals by id, a ritual's followed by its cadence."""
    people = {person.id: person.name for person in state.people}
    return people | {ritual.id: f"{ritual.name}, {words(ritual.cadence)}" for ritual in state.rituals.values()}


def _line(original: Original, state: State, day: date) -> str:
    """One record as JSON; it is marked if only a later version knows its kind, and base64-encoded if it is about a
    sealed note."""
    fields = msgspec.json.decode(original.json, type=dict[str, Raw])
    if isinstance(original.record.event, e.Unknown):
        fields[LATER] = Raw(b"true")
    elif _is_sealed(original.record.event, state, day):
        curtain = b64encode(fields["event"]).decode()
        fields["event"] = Raw(msgspec.json.encode({"kind": SEALED, "curtain": curtain}))
    return _pretty(fields)


def _is_sealed(event: AnyEvent, state: State, day: date) -> bool:
    if not isinstance(event, ABOUT_A_NOTE) or not event.text_fields or event.appreciation not in state.jar:
        return False
    return state.jar.is_sealed(state.jar[event.appreciation], day)


def _braced(name: str, braces: str, lines: Sequence[str]) -> str:
    inside = ",".join(f"\n    {line}" for line in lines)
    return f'  "{name}": {braces[0]}{inside}\n  {braces[1]}'


def _pretty(value: object, *, indent: int = 0) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=indent).decode()
