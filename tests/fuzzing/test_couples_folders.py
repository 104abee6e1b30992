"""Whatever lies in the couple's folder, sealed with the couple's key or not: it is read, passed over, or told."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from msgspec import Raw

from rituals.adapters.journal.unsynced_disk import UnsyncedDisk
from rituals.adapters.together.admission import admit
from rituals.adapters.together.names import state_name
from rituals.adapters.together.sealed.segments import open_segment, segment_content, segment_line
from rituals.adapters.together.sealed.state_file import Announcement, read_announcement
from tests.fuzzing.conftest import Fuzz
from tests.fuzzing.looking import look
from tests.fuzzing.making import ODD_BYTES, happens, mutated_bytes
from tests.fuzzing.making_events import FOUNDATION, document, document_bytes
from tests.kit.couples_folder import KEY, Machine

pytestmark = pytest.mark.fuzzing

PEER = "00000000000000ff"
DOCUMENTS = [
    json.dumps({**document(Random(0), event, place), "device": PEER}).encode() for place, event in enumerate(FOUNDATION)
]
STATE = Announcement(version="0.1.0", lines={"00000000": 1}, speaks_for=("laptop",)).content(KEY, PEER)
NAMES = ("00000000.rlog", "00000001.rlog", "00000000.sync-conflict.rlog", "00000001.rlog.1", "99999999.rlog")


def sealed(*lines: list[bytes]) -> bytes:
    """A segment of these lines, sealed as its key demands, whatever is in them."""
    texts = [Raw(b",".join(documents)) for documents in lines]
    return segment_content(KEY, [segment_line(KEY, PEER, 0, at, [text]) for at, text in enumerate(texts)])


def segment(random: Random) -> bytes:
    """A segment whose documents are odd, or that was harmed on its way."""
    if happens(random, 10):
        return b"".join(random.choice(ODD_BYTES) for _ in range(random.randint(0, 6)))
    lines = ([document_bytes(random) for _ in range(random.randint(0, 4))] for _ in range(random.randint(0, 3)))
    content = sealed(*lines)
    return mutated_bytes(random, content) if happens(random, 3) else content


def other_file(random: Random) -> bytes:
    """A state or couple file that was harmed, or is none."""
    whole = random.choice((STATE, KEY.couple_file_content(), *ODD_BYTES))
    return mutated_bytes(random, whole) if happens(random, 2) else whole


def folder(random: Random) -> dict[str, bytes]:
    """What lies in a couple's folder of another device."""
    files = {f"log/{PEER}/{name}": segment(random) for name in NAMES if happens(random, 2)}
    return {**files, state_name(PEER): other_file(random)}


def test_a_segment_is_records_or_trouble(fuzz: Fuzz) -> None:
    def read(content: bytes) -> None:
        opened = open_segment(KEY, PEER, 0, content)
        arrivals = admit(opened, {PEER, "laptop"}).arrivals
        look(list({arrival.record.id: arrival.record for arrival in arrivals}.values()))  # of an id, one is taken in
        assert not any(b"\n" in bytes(arrival.document) for arrival in arrivals)

    fuzz("segments", segment, read, ordinary=sealed(DOCUMENTS))


def test_state_and_couple_files_are_read_or_none(fuzz: Fuzz) -> None:
    def read(content: bytes) -> None:
        announcement = read_announcement(KEY, PEER, content)
        assert announcement == Announcement() or content.startswith(b"rituals-state")
        assert isinstance(KEY.fits(content), bool)

    fuzz("state and couple files", other_file, read, ordinary=STATE)


def test_a_couples_folder_is_taken_in_and_lived_with(fuzz: Fuzz, tmp_path: Path) -> None:
    machine = Machine(tmp_path, disk=UnsyncedDisk())

    def read(files: dict[str, bytes]) -> None:
        for name, content in files.items():
            path = machine.folder / "rituals" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        machine.take_in()
        machine.publish()
        assert machine.take_in() == 0
        assert machine.log().problems() == []

    fuzz("couples' folders", folder, read, ordinary={f"log/{PEER}/{NAMES[0]}": sealed(DOCUMENTS)})
