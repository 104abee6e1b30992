"""What is measured within one process: a tick, opening, and the bytes of an event."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace
from tinydb import TinyDB
from tinydb.table import Table

from rituals.adapters.journal.event_log import JournalLog
from rituals.bootstrap import new_id, open_session
from rituals.core.events import AnyEvent, PersonJoined, RitualTicked
from rituals.core.events.recorded import Recorded, to_document
from rituals.core.state.couple_state import State
from tests.benchmarks.made_history import A_YEAR, LAST_DAY, events, records, write_down
from tests.benchmarks.table import Sample, seconds

_LINE = b"x" * 220 + b"\n"  # as long as a tick's


def tick(home: Path, stack: ExitStack) -> Sample:
    """A tick as the app does it: decided under the lock, written, synced and folded."""
    del stack
    service = open_session(str(home)).service
    ritual = next(iter(service.state.rituals))

    def sample() -> float:
        taken = seconds(lambda: service.tick(ritual))
        service.untick(ritual)
        return taken

    return sample


def append(home: Path, stack: ExitStack) -> Sample:
    """What of a tick the log does: locked, caught up, written and synced."""
    del stack
    log = _log(home)
    log.fresh()
    ticks = _ticks(log)
    log.append([next(ticks)])  # the first is not like the others: its file is cold
    return lambda: seconds(lambda: log.append([next(ticks)]))


def bare_append(home: Path, stack: ExitStack) -> Sample:
    """A line at the end of an open file, and fdatasync."""
    handle = os.open(home / "bare", os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    stack.callback(os.close, handle)
    sync = getattr(os, "fdatasync", os.fsync)

    def write() -> None:
        os.write(handle, _LINE)
        sync(handle)

    return lambda: seconds(write)


def plain_insert(home: Path, stack: ExitStack) -> Sample:
    """The same tick into TinyDB's own JSON file with as many events in it."""
    table = _plain_table(home, stack)
    document = to_document(next(_ticks(_log(home))))
    return lambda: seconds(lambda: table.insert(document))


def from_journals(home: Path, stack: ExitStack) -> Sample:
    """From the journals alone to the folded state."""
    del stack
    return lambda: seconds(lambda: State(_log(home).fresh().records))


def opening(home: Path, stack: ExitStack) -> Sample:
    """Opening as every command and the app do it, once their modules are there."""
    del stack
    open_session(str(home))  # as on any evening, somebody was there before
    return lambda: seconds(lambda: open_session(str(home)))


def bring_in(home: Path, stack: ExitStack) -> Sample:
    """All that is in a home, as a file would bring it into another one: decided, written in one commit and folded."""
    del stack
    life = _life(home)

    def sample() -> float:
        with _newcomer(home) as folder:
            service = open_session(folder).service
            return seconds(lambda: service.record_import(lambda _: life))

    return sample


def undo_import(home: Path, stack: ExitStack) -> Sample:
    """Taking it back, in a later run."""
    del stack
    life = _life(home)

    def sample() -> float:
        with _newcomer(home) as folder:
            open_session(folder).service.record_import(lambda _: life)
            return seconds(open_session(folder).service.undo)

    return sample


@contextmanager
def _newcomer(home: Path) -> Iterator[str]:
    """A home beside it in which nothing is yet but one person."""
    with TemporaryDirectory(dir=home) as folder:
        open_session(folder).service.welcome_somebody()
        yield folder


def plain_load(home: Path, stack: ExitStack) -> Sample:
    """Plain TinyDB's load of the same events."""
    path = _plain_file(home, stack)

    def load() -> None:
        with TinyDB(path) as database:
            database.table("events").all()

    return lambda: seconds(load)


def bytes_each(home: Path, stack: ExitStack) -> Sample:
    """The bytes that an event takes as it was put down, on a line of its own."""
    del home, stack
    return lambda: _bytes_of_a_year(packed=False)


def bytes_packed(home: Path, stack: ExitStack) -> Sample:
    """The bytes that an event takes once old lines were packed together."""
    del home, stack
    return lambda: _bytes_of_a_year(packed=True)


def bytes_plain(home: Path, stack: ExitStack) -> Sample:
    """The bytes that an event takes in TinyDB's own JSON file."""
    del home, stack

    def sample() -> float:
        with TemporaryDirectory() as folder, TinyDB(Path(folder, "plain.json")) as plain:
            plain.table("events").insert_multiple(map(to_document, records(events(A_YEAR), "year")))
            return Path(folder, "plain.json").stat().st_size / A_YEAR

    return sample


def _bytes_of_a_year(*, packed: bool) -> float:
    with TemporaryDirectory() as folder:
        log = write_down(Path(folder), "year", records(events(A_YEAR), "year"))
        if packed:
            log.pack()
        return Path(folder, "year.jsonl").stat().st_size / A_YEAR


def _life(home: Path) -> Sequence[AnyEvent]:
    """The rituals of a home and what was done of them, for both."""
    happened = (record.event for record in _log(home).fresh().records if not isinstance(record.event, PersonJoined))
    return [replace(event, by=None) if isinstance(event, RitualTicked) else event for event in happened]


def _log(home: Path) -> JournalLog:
    return JournalLog(home / "data" / "shared", open_session(str(home)).shared.device)


def _ticks(log: JournalLog) -> Iterator[Recorded]:
    """Ticks that were not there yet, without end."""
    like = next(record for record in records(events(A_YEAR), log.device) if isinstance(record.event, RitualTicked))
    while True:
        yield Recorded(new_id(), log.device, 1_000_000, like.at, RitualTicked("ritual-0", LAST_DAY))


def _plain_file(home: Path, stack: ExitStack) -> Path:
    """The events of a home in TinyDB's own JSON file."""
    path = home / "plain.json"
    with TinyDB(path) as plain:
        plain.table("events").insert_multiple(map(to_document, _log(home).fresh().records))
    stack.callback(path.unlink)
    return path


def _plain_table(home: Path, stack: ExitStack) -> Table:
    database: TinyDB = stack.enter_context(TinyDB(_plain_file(home, stack)))
    return database.table("events")
