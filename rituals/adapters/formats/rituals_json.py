"""Reads the app's own JSON export: completely and checked, or refused with the place of the error."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import msgspec
from msgspec import Raw

from rituals.core import events as e
from rituals.core.events import PrivateEvent
from rituals.core.events.door import is_id
from rituals.core.events.recorded import Recorded, from_json, understood
from rituals.core.exchange.event_schema import KINDS
from rituals.core.exchange.export import EXPORT, FORMAT, LATER, SEALED
from rituals.core.exchange.imported import Arriving, Export
from rituals.core.model import PersonId
from rituals.core.text import SAVE_AS_UTF_8, text_in
from rituals.errors import Remedy, RuleError, UsageError

_CALLS_ITSELF_AN_EXPORT = re.compile(rf'"rituals"\s*:\s*"{EXPORT}"')
_TWICE = "it has the id of another one"


class _Head(msgspec.Struct):
    rituals: str = ""
    format: int = 0


class _Whose(msgspec.Struct):
    person: PersonId


class _Body(msgspec.Struct):
    of: _Whose
    shared: list[Raw]
    private: list[Raw]


def can_read(content: bytes) -> bool:
    """Whether a file claims to be an export, valid or not."""
    return _CALLS_ITSELF_AN_EXPORT.search(text_in(content, "replace")) is not None


def read_export(content: bytes) -> Export:
    """The export in a file; `UsageError` names the place where it is invalid, `RuleError` if a later version wrote
    it."""
    try:
        content = text_in(content).encode()
    except UnicodeDecodeError:
        raise UsageError(f"The file is not UTF-8 text, so nothing was taken in. {SAVE_AS_UTF_8}") from None
    with _understanding("The file"):
        head = msgspec.json.decode(content, type=_Head)
    if head.rituals != EXPORT:
        raise UsageError("The file holds something else than an export.", Remedy.EXPORT)
    if head.format > FORMAT:
        raise RuleError("A later version of rituals wrote the file. Update this one, then import it.")
    with _understanding("The file"):
        body = msgspec.json.decode(content, type=_Body)
    export = Export(body.of.person, _log("shared", body.shared), _log("private", body.private))
    _check_ids([export.person, *export.people])
    return export


def _log(name: str, raws: Iterable[Raw]) -> list[Arriving]:
    """The records of one log; `UsageError` for duplicates, or kinds that do not belong there."""
    by_id: dict[str, Arriving] = {}
    for number, raw in enumerate(raws, 1):
        place = f"Record {number} of “{name}”"
        with _understanding(place):
            arriving = _arriving(raw)
        wrong = _TWICE if arriving.record.id in by_id else _wrong_with(arriving.record, name)
        if wrong:
            raise UsageError(f"{place} can't be taken in: {wrong}. Export anew, or take another copy.")
        by_id[arriving.record.id] = arriving
    return list(by_id.values())


def _arriving(raw: Raw) -> Arriving:
    """One record; `ValueError` if it is invalid, unless its kind is unknown or it is marked as a later version's."""
    document = msgspec.json.decode(raw, type=dict[str, object])
    is_later = document.pop(LATER, False)
    document["event"] = _uncovered(document.get("event"))
    line = msgspec.json.encode(document)
    record = from_json(line)
    if record is None or (_is_misshapen(record) and not is_later):
        record = understood(line)  # or the error that says why not
    return Arriving(document, record)


def _uncovered(event: object) -> object:
    """The event, decoded if it is a sealed note's."""
    if not isinstance(event, dict) or event.get("kind") != SEALED:
        return event
    return msgspec.json.decode(b64decode(str(event.get("curtain")), validate=True))


def _is_misshapen(record: Recorded) -> bool:
    return isinstance(record.event, e.Unknown) and record.event.what in KINDS


def _wrong_with(record: Recorded, log: str) -> str:
    """Why a record must not be imported into a log, in a few words; empty if it may."""
    event = record.event
    is_private = isinstance(event, PrivateEvent)
    if isinstance(event, e.LocalEvent) or (is_private != (log == "private") and not isinstance(event, e.Unknown)):
        return f"“{event.__struct_config__.tag}” does not belong there"
    return ""


def _check_ids(people: Iterable[PersonId]) -> None:
    """`UsageError` for a person's id that can't be a folder name."""
    if not all(map(is_id, people)):
        raise UsageError("A person in the file has an id that can't be one: letters, digits, - and _ make it up.")


@contextmanager
def _understanding(place: str) -> Iterator[None]:
    """Turn decoding errors into a `UsageError` that names the place."""
    try:
        yield
    except RecursionError:
        reason = "it is nested too deeply"
    except UnicodeDecodeError:
        reason = "it is not UTF-8 text"
    except ValueError as problem:  # msgspec's and base64's errors are subclasses
        reason = str(problem).rstrip(".")
    else:
        return
    raise UsageError(f"{place} can't be read: {reason}. Nothing was taken in; export anew, or take another copy.")
