"""A helper program for durability tests: it does what its input says and acknowledges each event once it is kept.

Run as `python -m tests.adapters.journal_writer FOLDER DEVICE`; each line of input is one of

    append PREFIX COUNT   append that many records, one commit each, and say `kept ID` after each
    run PREFIX            the same in a child without end, which says `pid N` first; `ended` once it was killed
    churn PREFIX          as `run`, packing and erasing in between, with `erased ID` after each
    count                 say `count N`, as a newcomer finds the log
    limit BYTES           let no file of this process grow beyond that
    remove FILE           make room

A refusal is told as `refused SENTENCE`, and ends what was asked for. `done` ends every answer.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

from rituals.adapters.event_log import JournalLog
from rituals.core.events import RitualTicked
from rituals.core.recorded import Recorded
from rituals.errors import StorageProblem


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


def run(log: JournalLog, prefix: str) -> None:
    for number in count():
        append(log, [f"{prefix}-{number}-{part}" for part in range(1 + number % 3)])


def churn(log: JournalLog, prefix: str) -> None:
    for number in count():
        append(log, [f"{prefix}-{number}", f"{prefix}-{number}-gone"])
        if number % 2:
            log.pack()
        else:
            say(f"erasing {prefix}-{number}-gone")
            log.erase([f"{prefix}-{number}-gone"])
            say(f"erased {prefix}-{number}-gone")


def in_child(folder: Path, device: str, work: str, prefix: str) -> None:
    """Do endless work in a child that somebody will kill: forking is much faster than starting Python anew."""
    child = os.fork()
    if not child:
        try:
            say(f"pid {os.getpid()}")
            {"run": run, "churn": churn}[work](JournalLog(folder, device), prefix)
        except Exception as error:
            say(f"stumbled over {error!r}")
        os._exit(1)
    os.waitpid(child, 0)
    say("ended")


def obey(folder: Path, log: JournalLog, words: list[str]) -> None:
    match words:
        case ["append", prefix, many]:
            for number in range(int(many)):
                append(log, [f"{prefix}-{number}"])
        case [("run" | "churn") as work, prefix]:
            in_child(folder, log.device, work, prefix)
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
            obey(folder, log, line.split())
        except StorageProblem as problem:
            say(f"refused {problem}")
        say("done")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
