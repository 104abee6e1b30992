"""Processes that write: commands, and a helper that is told what to do, heard line by line and killed at it."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
RITUALS = [sys.executable, "-m", "tui"]
PATIENCE = 60.0
IDLE = "nothing"
A_MOMENT = 0.01
"""Seconds: about as long as a few calls to a quick disk."""


def verb(environment: Mapping[str, str], *words: str) -> str:
    """What a command prints that must go well, without a word of complaint."""
    with started(environment, *words) as process:
        return answer(process)


def started(environment: Mapping[str, str], *words: str) -> subprocess.Popen[str]:
    """A command at work."""
    return subprocess.Popen(
        [*RITUALS, *words], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def answer(process: subprocess.Popen[str]) -> str:
    """What a command printed by its end, which must be a good one."""
    out, complaints = process.communicate(timeout=PATIENCE)
    assert (process.returncode, complaints) == (0, "")
    return out


class Writer:
    """The helper program of `tests.kit.journal_writer` at work."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def tell(self, command: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{command}\n")
        self._process.stdin.flush()

    def hear(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "The helper ended early."
        return line.rstrip("\n")

    def hear_all(self) -> list[str]:
        """What it says until it is done."""
        return list(iter(self.hear, "done"))

    def ask(self, command: str) -> list[str]:
        self.tell(command)
        return self.hear_all()


@contextmanager
def writer(folder: Path, device: str, *, behind: str = "") -> Iterator[Writer]:
    """A helper in a folder; `behind` is shell that runs first, in a mount namespace of its own."""
    program = [sys.executable, "-m", "tests.kit.journal_writer", str(folder), device]
    if behind:
        program = ["unshare", "--mount", "sh", "-c", f'set -e; {behind}; exec "$@"', "sh", *program]
    with subprocess.Popen(program, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Writer(process)
        finally:
            process.kill()


@contextmanager
def writers(folder: Path, devices: Sequence[str]) -> Iterator[list[Writer]]:
    """One helper for each device that is named, the same one as often as it is."""
    with ExitStack() as stack:
        yield [stack.enter_context(writer(folder, device)) for device in devices]


def told(lines: Sequence[str], word: str) -> list[str]:
    """What follows a word in the lines that begin with it."""
    return [line.removeprefix(f"{word} ") for line in lines if line.startswith(f"{word} ")]


class Killed(NamedTuple):
    """What a child said until it was killed, and which call to the disk the kill fell into."""

    lines: list[str]
    during: str


def killed_together(helpers: Sequence[Writer], work: str, chance: random.Random, *, lines: int) -> list[Killed]:
    """Let a child of each helper work, kill all of them at a random moment after each said up to so many lines."""
    for number, helper in enumerate(helpers):
        helper.tell(f"{work}-{number}")
    children = [int(helper.hear().removeprefix("pid ")) for helper in helpers]
    heard = [_hear_work(helper, chance.randrange(lines)) for helper in helpers]
    time.sleep(chance.uniform(0, A_MOMENT))  # the moment is what is tried, no outcome waits for it
    for child in children:
        os.kill(child, signal.SIGKILL)
    return [_heard_out(helper, before) for helper, before in zip(helpers, heard, strict=True)]


def _hear_work(helper: Writer, lines: int) -> list[str]:
    heard = [helper.hear() for _ in range(lines)]
    assert not told(heard, "stumbled over"), heard
    return heard


def _heard_out(helper: Writer, before: Sequence[str]) -> Killed:
    lines = [*before, *helper.hear_all()]
    assert not told(lines, "stumbled over"), lines
    return Killed(lines, *told(lines, "killed during"))


def said(kills: Sequence[Killed], word: str) -> list[str]:
    """What follows a word in all that was said."""
    return [rest for kill in kills for rest in told(kill.lines, word)]


def strings_on_disk(folder: Path) -> set[str]:
    """Every string that stands in quotes in any file of a folder, copies and left-overs included."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {found.decode() for path in files for found in re.findall(rb'"([^"]*)"', path.read_bytes())}


def moments(kills: Sequence[Killed]) -> str:
    """Where the kills fell, most frequent first, in words."""
    counted = Counter(kill.during for kill in kills)
    inside = counted.total() - counted[IDLE]
    calls = ", ".join(f"{call} {count}" for call, count in counted.most_common() if call != IDLE)
    return f"{len(kills)} kills, {inside} of them inside a call to the disk ({calls})"
