"""Whatever a log says: it comes back as records, and everything that anybody sees of them can be shown."""

from __future__ import annotations

import json
from random import Random

import pytest
from msgspec import json as msgspec_json

from rituals.core.events import Unknown
from rituals.core.events.door import is_id
from rituals.core.events.recorded import Recorded, from_json, to_document
from rituals.core.text import is_control
from tests.fuzzing.conftest import Fuzz
from tests.fuzzing.looking import look
from tests.fuzzing.making_events import FOUNDATION, document, document_bytes, log_of_documents

pytestmark = pytest.mark.fuzzing

ORDINARY = [json.dumps(document(Random(0), event, place)).encode() for place, event in enumerate(FOUNDATION)]


def test_an_event_is_a_record_or_none(fuzz: Fuzz) -> None:
    def read(content: bytes) -> None:
        record = from_json(content)
        assert record is None or is_safe(record)
        if record is not None and not isinstance(record.event, Unknown):
            assert from_json(msgspec_json.encode(to_document(record))) == record

    fuzz("event documents", document_bytes, read, ordinary=ORDINARY[2])


def test_a_log_can_be_folded_and_looked_at(fuzz: Fuzz) -> None:
    fuzz("logs, folded and seen", log_of_documents, lambda log: look(_records(log)), ordinary=ORDINARY)


def is_safe(record: Recorded) -> bool:
    """Whether its ids can name a folder, and nothing in it moves a cursor or writes into a clipboard."""
    plain = json.dumps(to_document(record), ensure_ascii=False)
    controls = any(is_control(sign) for sign in plain.replace("\\n", "").replace("\\t", "").replace("\\\\", ""))
    escapes = any(f"\\u{code:04x}" in plain for code in (*range(32), 127))
    people = [getattr(record.event, name, "") for name in ("person", "by", "entry")]
    return not (controls or escapes) and all(map(is_id, filter(None, [record.id, record.device, *people])))


def _records(log: list[bytes]) -> list[Recorded]:
    return [record for line in log if (record := from_json(line)) is not None]
