"""Whatever file somebody brings: it is taken in as an export, or refused with a sentence and nothing is."""

from __future__ import annotations

import json
from base64 import b64encode
from random import Random
from shutil import rmtree

import pytest

from rituals.adapters.formats.rituals_json import read_export
from rituals.adapters.journal.unsynced_disk import UnsyncedDisk
from rituals.adapters.logs import open_logs
from rituals.bootstrap import new_id
from rituals.service.couple import CoupleService
from rituals.service.exchange import incoming
from tests.fuzzing.conftest import Fuzz
from tests.fuzzing.making import happens, mutated_bytes, some
from tests.fuzzing.making_events import FOUNDATION, ODD_VALUES, any_event, document
from tests.kit.fakes import FakeClock

pytestmark = pytest.mark.fuzzing

KEYS = ("rituals", "format", "made_at", "of", "shared", "private", "legend", "names")
HEAD: dict[str, object] = {
    "rituals": "export",
    "format": 1,
    "made_at": "2026-11-22T18:00:00Z",
    "of": {"person": "ana", "name": "Ana"},
}
SOUND = [document(Random(0), event, place) for place, event in enumerate(FOUNDATION)]
ORDINARY = json.dumps({**HEAD, "shared": SOUND, "private": []}).encode()


def export(random: Random) -> bytes:
    """An export with anything in it, whole or harmed."""
    made = {**HEAD, "shared": [*SOUND, *_records(random)], "private": _records(random)}
    for key in some(random, KEYS, 2) if happens(random, 4) else ():
        made[key] = random.choice(ODD_VALUES)
    content = json.dumps(made).encode()
    return mutated_bytes(random, content) if happens(random, 3) else content


def _records(random: Random) -> list[dict[str, object]]:
    return [_record(random, place) for place in range(random.choice((0, 0, 1, 1, 3)))]


def _record(random: Random, place: int) -> dict[str, object]:
    made = document(random, any_event(random), random.choice((place + 9, place + 9, place)))
    if happens(random, 6):
        made["later"] = random.choice((True, *ODD_VALUES))
    if happens(random, 4):
        curtain = b64encode(json.dumps(made["event"]).encode()).decode()
        made["event"] = {"kind": "sealed", "curtain": random.choice((curtain, curtain[:-3], "é", 1))}
    return made


def test_an_export_is_taken_in_whole_or_not_at_all(fuzz: Fuzz, tmp_path_factory: pytest.TempPathFactory) -> None:
    data = tmp_path_factory.mktemp("data")

    def take_in(content: bytes) -> None:
        exported = read_export(content)
        rmtree(data)
        service = CoupleService(open_logs(data, "laptop", UnsyncedDisk()), FakeClock(), new_id, "ana")
        assert incoming.take_in(service, exported) == len(exported.shared) + len(exported.private)
        assert incoming.take_in(service, exported) == 0
        service.board()

    fuzz("exports", export, take_in, ordinary=ORDINARY)
