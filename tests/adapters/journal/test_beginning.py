"""A journal's start is checked piece by piece, so that its length costs no memory; neighbours are read at once."""

from __future__ import annotations

from pathlib import Path
from zlib import crc32

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rituals.adapters.journal.file import BYTES_AT_ONCE, START, JournalFile
from rituals.adapters.journal.unsynced_disk import UnsyncedDisk

CONTENT = bytes(n % 251 for n in range(2 * BYTES_AT_ONCE + 1000))
TAIL = b"what came later"


class MeasuringDisk(UnsyncedDisk):
    """Notes how much was read in one go."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def read(self, handle: int, size: int, offset: int) -> bytes:
        self.sizes.append(size)
        return super().read(handle, size, offset)


def test_a_beginning_is_what_its_bytes_are_and_never_read_all_at_once(tmp_path: Path) -> None:
    path, disk = tmp_path / "laptop.jsonl", MeasuringDisk()
    path.write_bytes(CONTENT + TAIL)
    places = [(5, 10), (BYTES_AT_ONCE - 10, 10), (BYTES_AT_ONCE, 10), (2 * BYTES_AT_ONCE - 3, 10)]

    beginning = JournalFile(path, disk).check(len(CONTENT), places)

    assert beginning is not None
    assert beginning.checksum == crc32(CONTENT)
    assert beginning.documents == [CONTENT[at : at + size] for at, size in places]
    assert beginning.place == START.after(CONTENT)
    assert beginning.signature.size == len(CONTENT + TAIL)
    assert max(disk.sizes) <= BYTES_AT_ONCE


def test_a_document_longer_than_a_piece_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "laptop.jsonl"
    path.write_bytes(CONTENT)
    places = [(7, BYTES_AT_ONCE + 20), (BYTES_AT_ONCE + 40, 5)]

    beginning = JournalFile(path, UnsyncedDisk()).check(len(CONTENT), places)

    assert beginning is not None
    assert beginning.documents == [CONTENT[at : at + size] for at, size in places]


def test_a_file_that_is_shorter_or_gone_has_no_such_beginning(tmp_path: Path) -> None:
    path = tmp_path / "laptop.jsonl"
    file = JournalFile(path, UnsyncedDisk())

    gone = file.check(10, [])
    path.write_bytes(b"short")

    assert gone is None
    assert file.check(10, []) is None


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(places=st.lists(st.tuples(st.integers(0, len(CONTENT) + 9), st.integers(0, 2 * BYTES_AT_ONCE)), max_size=9))
def test_what_lies_at_any_places_is_read_as_if_one_by_one(places: list[tuple[int, int]], tmp_path: Path) -> None:
    path = tmp_path / "laptop.jsonl"
    path.write_bytes(CONTENT)

    for some in (places, sorted(places)):
        documents = JournalFile(path, UnsyncedDisk()).read_at(some)

        assert documents == [CONTENT[at : at + size] for at, size in some]


def test_neighbours_are_read_in_one_go_and_what_lies_far_apart_alone(tmp_path: Path) -> None:
    path, disk = tmp_path / "laptop.jsonl", MeasuringDisk()
    path.write_bytes(CONTENT)
    neighbours = [(at, 90) for at in range(0, 20_000, 100)]

    JournalFile(path, disk).read_at([*neighbours, (BYTES_AT_ONCE + 50_000, 5)])

    assert disk.sizes == [19_990, 5]
