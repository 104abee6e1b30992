"""What is read of a couple before joining lies on this disk no longer than that."""

from __future__ import annotations

from pathlib import Path

import pytest

from rituals.adapters.journal.lock import FileLock
from rituals.adapters.pairing.reading import records_at
from rituals.adapters.together.names import LARGEST_FILE
from rituals.bootstrap import open_session
from tests.kit.couples_folder import tick
from tests.kit.pairs import PairedMachine


def test_what_is_read_before_joining_is_gone_afterwards(tmp_path: Path) -> None:
    ana, sam = (PairedMachine(tmp_path / name, tmp_path / "shared") for name in ("ana", "sam"))
    ana.write(tick("by the river"))
    key = ana.begin()

    records = records_at(sam.data, sam.folder, key, but=())

    assert [record.event for record in records] == [tick("by the river")]
    assert [path.name for path in (sam.data / "together").iterdir()] == ["reading.lock"]


def test_what_else_lies_beside_the_states_of_machines_keeps_nobody_from_joining(tmp_path: Path) -> None:
    ana, sam = (PairedMachine(tmp_path / name, tmp_path / "shared") for name in ("ana", "sam"))
    ana.write(tick())
    key = ana.begin()
    (ana.folder / "rituals" / "state" / "a picture.jpg").write_bytes(bytes(LARGEST_FILE + 1))

    assert len(records_at(sam.data, sam.folder, key, but=())) == 1


@pytest.mark.parametrize("is_killed", [True, False])
def test_of_a_process_that_was_killed_whoever_opens_the_data_next_removes_what_it_read(
    tmp_path: Path, is_killed: bool
) -> None:
    together = tmp_path / "data" / "together"
    (together / "reading" / "shared").mkdir(parents=True)
    (together / "reading" / "shared" / "1a2b.jsonl").write_text("by the river", encoding="utf-8")
    process = FileLock(together / "reading.lock")
    process.acquire()
    if is_killed:
        process.release()

    open_session(str(tmp_path))

    assert (together / "reading").exists() is not is_killed
    if process.held:
        process.release()
