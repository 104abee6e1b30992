"""What is measured, and what it is measured against."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from tinydb import TinyDB

from rituals.adapters.event_log import JournalLog
from rituals.core.events import RitualTicked
from rituals.core.recorded import to_document
from rituals.core.state import State
from tests.benchmarks.made_history import DEVICE, records
from tests.terminal import Terminal


class Result(NamedTuple):
    """Medians in seconds, and the bound: the ratio ours / yardstick stays at or below `bound`."""

    what: str
    ours: float
    yardstick: float
    bound: float
    bound_words: str

    @property
    def ratio(self) -> float:
        return self.ours / self.yardstick

    @property
    def holds(self) -> bool:
        return self.ratio <= self.bound


def everything(big: Path, decade: Path, rounds: int) -> Iterator[Result]:
    """Every row of the table that can be measured so far."""
    yield from tick(big, rounds)
    yield opening(big, rounds)
    yield from commands(decade, rounds)
    yield first_paint(decade, rounds)


def _seconds(do: Callable[[], object]) -> float:
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


def _turns(rounds: int, *sides: Callable[[], object]) -> list[float]:
    """The median seconds of each side, taken in turns so that a busy moment hits them alike."""
    taken: list[list[float]] = [[] for _ in sides]
    for _ in range(rounds):
        for side, times in zip(sides, taken, strict=True):
            times.append(_seconds(side))
    return [statistics.median(times) for times in taken]


def _plain_tinydb(home: Path) -> Path:
    """The same events in TinyDB's own JSON file."""
    path = home / "plain.json"
    if not path.exists():
        count = JournalLog(home / "data" / "shared", DEVICE).fresh().records
        with TinyDB(path) as plain:
            plain.table("events").insert_multiple(map(to_document, count))
    return path


def tick(home: Path, rounds: int) -> Iterator[Result]:
    """One durable tick beside a bare append with fdatasync, and beside plain TinyDB's insert."""
    log = JournalLog(home / "data" / "shared", DEVICE)
    log.fresh()
    ticks = (record for record in records(20_000) if isinstance(record.event, RitualTicked))
    line = b"x" * 220 + b"\n"
    bare = os.open(home / "bare", os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    sync = getattr(os, "fdatasync", os.fsync)

    def append() -> None:
        os.write(bare, line)
        sync(bare)

    ours, yardstick = _turns(rounds * 10, lambda: log.append([next(ticks)]), append)
    os.close(bare)
    yield Result("a durable tick / bare append + fdatasync", ours, yardstick, 2, "at most 2")
    with TinyDB(_plain_tinydb(home)) as plain:
        table = plain.table("events")
        document = to_document(next(ticks))
        (plain_insert,) = _turns(3, lambda: table.insert(document))
    (home / "plain.json").unlink()
    yield Result("a durable tick / plain TinyDB's insert", ours, plain_insert, 1 / 500, "at most 1/500 (0.002)")


def opening(home: Path, rounds: int) -> Result:
    """From the journals to the folded state, beside plain TinyDB's load."""
    plain = _plain_tinydb(home)

    def load_plain() -> None:
        with TinyDB(plain) as database:
            database.table("events").all()

    def load_ours() -> None:
        State(JournalLog(home / "data" / "shared", DEVICE).fresh().records)

    ours, yardstick = _turns(rounds, load_ours, load_plain)
    return Result("opening, folded / plain TinyDB's load", ours, yardstick, 0.7, "at most 0.7")


def commands(home: Path, rounds: int) -> Iterator[Result]:
    """`rituals today` as a whole process, beside the imports it cannot do without."""
    environment = {**os.environ, "RITUALS_HOME": str(home), "RITUALS_TZ": "Europe/Berlin"}

    def run(*arguments: str) -> None:
        subprocess.run([sys.executable, *arguments], env=environment, check=True, stdout=subprocess.DEVNULL)

    ours, yardstick = _turns(
        rounds, lambda: run("-m", "tui", "today"), lambda: run("-c", "import tinydb, dateutil.rrule, click")
    )
    yield Result("rituals today, ten years / its imports", ours, yardstick, 2.5, "at most 2.5")


_EMPTY_APP = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("rituals")
Empty().run()
"""


def first_paint(home: Path, rounds: int) -> Result:
    """From the start of the process to Today on a real terminal, beside an empty Textual app."""
    environment = {**os.environ, "RITUALS_HOME": str(home), "RITUALS_TZ": "Europe/Berlin"}

    def paint(argv: list[str], until: str) -> float:
        with Terminal(argv, environment, columns=120, rows=40) as terminal:
            painted = terminal.wait_for(until)
            terminal.send("q")
            with suppress(AssertionError):
                terminal.wait(deadline=5)
        return painted

    ours, yardstick = [], []
    for _ in range(rounds):
        ours.append(paint([sys.executable, "-m", "tui"], "Long hug"))
        yardstick.append(paint([sys.executable, "-c", _EMPTY_APP], "rituals"))
    return Result(
        "first paint of Today / an empty Textual app",
        statistics.median(ours),
        statistics.median(yardstick),
        1.6,
        "at most 1.6",
    )
