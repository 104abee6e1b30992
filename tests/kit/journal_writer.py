"""A helper program for durability tests: it does what its input says and acknowledges each event once it is kept.

Run as `python -m tests.kit.journal_writer FOLDER DEVICE`; each line of input is one of

    append PREFIX COUNT   append that many records, one commit each, and say `kept ID` after each
    run PREFIX            the same in a child without end, which says `pid N` once it has read what is there
    churn PREFIX          as `run`, packing and erasing in between, with `erasing ID` before and `erased ID` after
    confide PREFIX        as `churn`, through the service: the jar, private words and drafts, named by the word in them
    count                 say `count N`, as a newcomer finds the log
    limit BYTES           let no file of this process grow beyond that
    remove FILE           make room

Once a child was killed, `killed during CALL` tells which call to the disk it was in. A refusal is told as
`refused SENTENCE`, and ends what was asked for. `done` ends every answer.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import count
from mmap import mmap
from pathlib import Path

from rituals.adapters.clock import SystemClock
from rituals.adapters.journal.disk import Disk
from rituals.adapters.journal.event_log import JournalLog
from rituals.bootstrap import new_id
from rituals.core.events import AskAboutAdded, DraftKept, RitualTicked
from rituals.core.events.recorded import Recorded
from rituals.errors import StorageError
from rituals.ports import Logs
from rituals.service.couple import CoupleService
from tests.kit.notes import put_in_jar
from tests.kit.writers import IDLE

WRITER = "ana"
CALLS = (IDLE, "write", "sync", "truncate", "replace", "sync_folder")
BYTES_AT_ONCE = 20


class SlowDisk(Disk):
    """Takes few bytes at a time, so that a kill can tear a line, and leaves a note of the call that it is in."""

    def __init__(self, note: mmap) -> None:
        self._note = note

    def write(self, handle: int, data: bytes | memoryview) -> int:
        with self._noting("write"):
            return super().write(handle, data[:BYTES_AT_ONCE])

    def sync(self, handle: int) -> None:
        with self._noting("sync"):
            super().sync(handle)

    def truncate(self, handle: int, size: int) -> None:
        with self._noting("truncate"):
            super().truncate(handle, size)

    def replace(self, source: Path, target: Path) -> None:
        with self._noting("replace"):
            super().replace(source, target)

    def sync_folder(self, folder: Path) -> None:
        with self._noting("sync_folder"):
            super().sync_folder(folder)

    @contextmanager
    def _noting(self, call: str) -> Iterator[None]:
        self._note[0] = CALLS.index(call)
        yield
        self._note[0] = CALLS.index(IDLE)


def record(name: str, device: str = "ana", note: str = "") -> Recorded:
    """A tick that can be told by its id."""
    at = datetime(2026, 3, 1, 18, tzinfo=UTC)
    return Recorded(name, device, 1, at, RitualTicked(ritual="walk", day=date(2026, 3, 1), note=note))


def say(words: str) -> None:
    """One line in one write, which a kill cannot tear."""
    os.write(1, f"{words}\n".encode())


def append(log: JournalLog, names: list[str]) -> None:
    log.append([record(name, log.device) for name in names])
    for name in names:
        say(f"kept {name}")


@contextmanager
def erasing(*words: str) -> Iterator[None]:
    """Say what is being erased, and that it was."""
    for word in words:
        say(f"erasing {word}")
    yield
    for word in words:
        say(f"erased {word}")


def opened(folder: Path, device: str, disk: Disk) -> JournalLog:
    """The log, read to its end; from here on its child may be killed."""
    log = JournalLog(folder, device, disk=disk)
    log.fresh()
    say(f"pid {os.getpid()}")
    return log


def run(folder: Path, device: str, disk: Disk, prefix: str) -> None:
    log = opened(folder, device, disk)
    for number in count():
        append(log, [f"{prefix}-{number}-{part}" for part in range(1 + number % 3)])


def churn(folder: Path, device: str, disk: Disk, prefix: str) -> None:
    log = opened(folder, device, disk)
    for number in count():
        append(log, [f"{prefix}-{number}", f"{prefix}-{number}-gone"])
        if number % 2:
            log.pack()
            continue
        with erasing(f"{prefix}-{number}-gone"):
            log.erase([f"{prefix}-{number}-gone"])


def confide(folder: Path, device: str, disk: Disk, prefix: str) -> None:
    shared, local, drafts, private = (
        JournalLog(folder / name, device, disk=disk) for name in ("shared", "local", "drafts", f"private/{WRITER}")
    )
    couple = CoupleService(Logs(shared, local, drafts, {WRITER: private}), SystemClock(), new_id, WRITER)
    couple.refresh()
    say(f"pid {os.getpid()}")
    for number in count():
        thank(couple, f"{prefix}-{number}-jar", then_erase=bool(number % 2))
        keep_to_oneself(couple, f"{prefix}-{number}-private", then_erase=bool(number % 2))
        draft(couple, f"{prefix}-{number}-draft")


def thank(couple: CoupleService, words: str, *, then_erase: bool) -> None:
    note = put_in_jar(couple, words)
    say(f"kept {words}")
    if then_erase:
        with erasing(words):
            couple.jar.erase(note.id)


def keep_to_oneself(couple: CoupleService, words: str, *, then_erase: bool) -> None:
    own, entry = couple.private(WRITER), new_id()
    own.keep(lambda _: [AskAboutAdded(entry, couple.today(), words)])
    say(f"kept {words}")
    if then_erase:
        with erasing(words):
            own.erase(entry)


def draft(couple: CoupleService, words: str) -> None:
    couple.jar.keep_draft(DraftKept(WRITER, words))
    with erasing(words):
        couple.jar.drop_draft(WRITER)


ENDLESS: dict[str, Callable[[Path, str, Disk, str], None]] = {"run": run, "churn": churn, "confide": confide}


def in_child(folder: Path, device: str, work: str, prefix: str) -> None:
    """Do endless work in a child that somebody will kill: forking is much faster than starting Python anew."""
    note = mmap(-1, 1)
    child = os.fork()
    if not child:
        try:
            ENDLESS[work](folder, device, SlowDisk(note), prefix)
        except Exception as error:
            say(f"stumbled over {error!r}")
        os._exit(1)
    os.waitpid(child, 0)
    say(f"killed during {CALLS[note[0]]}")


def obey(folder: Path, device: str, log: JournalLog, words: list[str]) -> None:
    match words:
        case ["append", prefix, many]:
            for number in range(int(many)):
                append(log, [f"{prefix}-{number}"])
        case [work, prefix] if work in ENDLESS:
            in_child(folder, device, work, prefix)
        case ["count"]:
            say(f"count {len(JournalLog(folder, 'newcomer').fresh().records)}")
        case ["limit", size]:
            import resource

            resource.setrlimit(resource.RLIMIT_FSIZE, (int(size), resource.RLIM_INFINITY))
        case ["remove", file]:
            Path(file).unlink()
        case _:
            raise SystemExit(f"What is {words}?")


def main(folder: Path, device: str) -> None:
    log = JournalLog(folder, device)
    for line in iter(sys.stdin.readline, ""):
        try:
            obey(folder, device, log, line.split())
        except StorageError as problem:
            say(f"refused {problem}")
        say("done")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
