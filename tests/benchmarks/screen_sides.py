"""What is measured on a real terminal of 120 columns and 40 rows: the first picture, a key, and memory."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.homes import RITUALS, surroundings
from tests.benchmarks.process_sides import forget, need_proc, status_of, ticks_of_work, wait_until_idle
from tests.benchmarks.table import Sample, Side
from tests.kit.terminal import DEADLINE, Terminal

_QUIT = "\x11"  # ctrl+q
_QUIET = 0.15  # seconds without a byte after which an answer stands
_MINUTE = 60
_REST = 1.0  # the same for a first picture, which goes on working behind it
_STYLE = rb"(?:\x1b\[[0-9;]*m|\s)+"
_EMPTY_APP = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    turn = 0
    def compose(self):
        yield Static("rituals")
    def on_key(self):
        self.turn = (self.turn + 1) % 2
        self.query_one(Static).update(f"turn {self.turn}")
Empty().run()
"""


class Program(NamedTuple):
    """A program and what shows once its first picture stands."""

    argv: Sequence[str]
    first: str


class Key(NamedTuple):
    """Something to type, and what shows once it was answered: patterns in a row, whatever styles lie between them."""

    keys: str
    shows: Sequence[str]


APP = Program((sys.executable, *RITUALS), "Long hug")
EMPTY_APP = Program((sys.executable, "-c", _EMPTY_APP), "rituals")
TICK = (Key(" ", ("›", "(?:●|◑)")), Key(" ", ("›", "○")))
TURN = (Key("j", ("1",)), Key("j", ("0",)))
DOWN = (Key("j", ("›",)),)
JAR = Key("4", ("›",))
RHYTHM_STANDS = Key("3", ("open the day",))
RHYTHM_FILLED = Key("3", (r"5\+ a day",))


class Screen(Terminal):
    """A terminal that tells how long an answer took."""

    def __init__(self, program: Program, home: Path) -> None:
        super().__init__(program.argv, surroundings(home), columns=120, rows=40)
        self._first = program.first

    def __enter__(self) -> Screen:
        super().__enter__()
        return self

    def paint(self) -> float:
        """Seconds from the start of the process to its first picture."""
        return self.wait_for(self._first)

    def settle(self, quiet: float = _QUIET) -> None:
        """Read until nothing came for so many seconds, and forget it."""
        known = -1
        while len(self.output) != known:
            known = len(self.output)
            self._read_for(quiet)
        self.output = b""

    def answer(self, key: Key) -> float:
        """Seconds from a key to its answer, on a screen at rest."""
        shown = re.compile(_STYLE.join(word.encode() for word in key.shows))
        self.settle()
        sent = time.perf_counter()
        self.send(key.keys)
        while not shown.search(self.output):
            assert self._read_for(_QUIET), "the program ended"
            assert time.perf_counter() < sent + DEADLINE, f"{key} was not answered; the screen said:\n{self.text}"
        return time.perf_counter() - sent

    def leave(self) -> None:
        """Quit, as a person does."""
        self.send(_QUIT)
        with suppress(AssertionError):
            self.wait(deadline=5)


def first_paint(program: Program, *, cold: bool = False) -> Side:
    """From the start of the process to the first picture; `cold` with everything disposable gone."""

    def side(home: Path, stack: ExitStack) -> Sample:
        del stack

        def sample() -> float:
            if cold:
                forget(home)
            with Screen(program, home) as screen:
                painted = screen.paint()
                screen.leave()
            return painted

        sample()  # somebody was there before
        return sample

    return side


def answers(program: Program, keys: Sequence[Key], *, before: Sequence[Key] = ()) -> Side:
    """From a key to the bytes of its answer, again and again in one run; `before` leads to where that is."""

    def side(home: Path, stack: ExitStack) -> Sample:
        screen = stack.enter_context(Screen(program, home))
        screen.paint()
        screen.settle(_REST)
        for key in before:
            screen.answer(key)
        turns = cycle(keys)
        return lambda: screen.answer(next(turns))

    return side


def first_answer(program: Program, key: Key, *, cold: bool = False) -> Side:
    """From the first key of a run to its answer, with all that has to be imported for it; `cold` with everything
    disposable gone."""

    def side(home: Path, stack: ExitStack) -> Sample:
        del stack

        def sample() -> float:
            if cold:
                forget(home)
            with Screen(program, home) as screen:
                screen.paint()
                screen.settle(_REST)
                taken = screen.answer(key)
                screen.leave()
            return taken

        sample()  # somebody was there before
        return sample

    return side


def memory(program: Program) -> Side:
    """The bytes resident in memory for a program at rest, which do not depend on what else runs as Pss does."""

    def side(home: Path, stack: ExitStack) -> Sample:
        del stack
        need_proc()

        def sample() -> float:
            with Screen(program, home) as screen:
                screen.paint()
                screen.settle(_REST)
                return status_of(screen.process.pid, "VmRSS") * 1024

        return sample

    return side


def idle_above(program: Program, floor: Program) -> Side:
    """How much more of a core a program at rest takes than another does, over the same minute."""

    def side(home: Path, stack: ExitStack) -> Sample:
        need_proc()
        processes = [_at_rest(screen_program, home, stack) for screen_program in (program, floor)]

        def sample() -> float:
            began = [ticks_of_work(process) for process in processes]
            time.sleep(_MINUTE)  # what is measured is what happens in this time
            ours, beside = (ticks_of_work(process) - ticks for process, ticks in zip(processes, began, strict=True))
            return (ours - beside) / os.sysconf("SC_CLK_TCK") / _MINUTE

        return sample

    return side


def _at_rest(program: Program, home: Path, stack: ExitStack) -> int:
    """The process id of a program that has nothing to do."""
    screen = stack.enter_context(Screen(program, home))
    screen.paint()
    screen.settle(_REST)
    wait_until_idle(screen.process.pid)
    return screen.process.pid
