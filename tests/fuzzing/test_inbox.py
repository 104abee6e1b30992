"""Whatever a phone writes: each line is carried out, or a sentence says why not, and what is recorded can be read."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import msgspec
import pytest

from rituals.core.events import RitualAdded
from rituals.core.events.recorded import from_json, to_document
from rituals.core.inbox.file_lines import MOST_LINES, ArrivedFile
from rituals.service.couple import CoupleService
from rituals.service.inbox.carrying_out import carry_out
from tests.fuzzing.conftest import Fuzz
from tests.fuzzing.making import ODD_BYTES, happens, mutated_bytes, spoken
from tests.fuzzing.making_words import DAY_WORDS, DAYS_SAID
from tests.kit.fakes import MemoryLog, make_rituals
from tests.kit.histories import DAILY

pytestmark = pytest.mark.fuzzing

WRITTEN = datetime(2026, 11, 22, 12, tzinfo=UTC)
NAMES = ("Evening walk", "Long hug", "Kaffee & Küche ☕", "Sunday: us", "Rest day", "Ana’s tea")
WORDS = (
    *("tick", "Tick", "rest", "thank", "Thanks", "tiny", ":", ": by the sea", "ana:", "Sam:", "both:", "me:", "："),
    *("walk", "hug", "kuche", "us", "ana's", "♥", "👩‍👩‍👧", "“walk”", "\u00a0", *NAMES, *DAYS_SAID, *DAY_WORDS),
)
ORDINARY = ("Tick walk yesterday: by the sea\nana: thank you for the soup ♥\nhug\nwlak\nrest küche\n" * 8).encode()


def file_of_wishes(random: Random) -> bytes:
    """A file as phones write them, or one that was harmed on its way."""
    if happens(random, 20):
        return random.choice(ODD_BYTES)
    ends = random.choice(("\n", "\r\n", "\r", "\n\n", "\u2028"))
    lines = [spoken(random, WORDS) for _ in range(random.randint(0, 2 * MOST_LINES if happens(random, 50) else 8))]
    text = ("\ufeff" if happens(random, 4) else "") + ends.join(lines)
    content = text.encode(random.choice(("utf-8", "utf-8", "utf-8", "utf-16")), "replace")
    return mutated_bytes(random, content) if happens(random, 5) else content


def couple(shared: MemoryLog) -> CoupleService:
    """Ana, who alone lives here, and Sam, with a ritual of each name."""
    service = make_rituals(shared=shared)
    service.join("Sam")
    for number, name in enumerate(NAMES):
        who = "each" if number == 1 else "together"
        service.add(RitualAdded(f"ritual-{number}", service.today(), name, DAILY, who))
    return service


def test_what_a_phone_writes_is_carried_out_or_told(fuzz: Fuzz) -> None:
    foundation = MemoryLog()
    couple(foundation)

    def read(content: bytes) -> None:
        shared = MemoryLog(records=list(foundation.records))
        file = ArrivedFile("0123456789abcdef", WRITTEN, content)
        unread = carry_out(make_rituals(shared=shared), file, ["ana"], may_be_done=False)
        assert all(why.endswith((".", "?")) for _, why in unread.values())
        for record in shared.records[len(foundation.records) :]:
            assert from_json(msgspec.json.encode(to_document(record))) == record
        assert len({record.id for record in shared.records}) == len(shared.records)
        recorded = list(shared.records)
        carry_out(make_rituals(shared=MemoryLog(records=shared.records)), file, ["ana"], may_be_done=True)
        assert shared.records == recorded

    fuzz("files of wishes", file_of_wishes, read, ordinary=ORDINARY)
