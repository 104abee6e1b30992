"""How a reader is fuzzed: by Hypothesis with some hundred inputs, or with its share of a million from numbered seeds.

Both draw from the same makers. Hypothesis steers the chance they are given, so that it can make a failing input
smaller; the long form hands each input a `Random` of its own, so that a seed and a number bring it back.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from time import process_time
from traceback import walk_stack
from types import FrameType
from typing import Generic, TypeVar

from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from rituals.errors import RitualsError

SHARES = {
    "journal bytes": 145_000,
    "journal files": 10_000,
    "folders of journals": 3_000,
    "device files": 10_000,
    "snapshots": 20_000,
    "backups": 5_000,
    "segments": 8_000,
    "state and couple files": 10_000,
    "couples' folders": 2_000,
    "key files": 20_000,
    "locked logs": 3_000,
    "event documents": 127_000,
    "logs, folded and seen": 6_000,
    "logs, told by verbs": 6_000,
    "command lines": 20_000,
    "exports": 15_000,
    "Loop backups": 20_000,
    "Loop CSV exports": 20_000,
    "files of harsh": 20_000,
    "tables": 25_000,
    "settings files": 60_000,
    "settings files, saved into": 5_000,
    "own catalogues": 45_000,
    "cadence words": 110_000,
    "calendars": 10_000,
    "files of wishes": 10_000,
    "RRULE texts": 60_000,
    "days": 75_000,
    "times of day": 70_000,
    "names": 60_000,
}
"""How many of the million inputs each reader gets; the cheaper it is to read one, the more."""

A_MILLION = 1_000_000
SOME, FEW = 200, 60
"""How many each gets without the long form: a few where reading one is dear, which a small share shows."""
SMALL_SHARE = 6_000
LONGEST = 500
"""How many times as long as an ordinary input any other may take, in the CPU time of this process."""
_ATTEMPTS = 3
_WELL_MEASURED = 0.1

Input = TypeVar("Input")
Make = Callable[[Random], Input]


class TookTooLong(BaseException):
    """Not an `Exception`, so that no reader takes it for something of its own."""


_AFTER_GARBAGE = "gc_callback"
"""What Hypothesis has called after each collection of garbage, where whatever is raised reaches nobody."""
_FORGETTING = ("_weakrefset", "weakref")
"""The modules whose functions are called when something that is weakly held goes, where it reaches nobody either."""


class Trial(Generic[Input]):
    """Hands inputs to one reader, which has to answer or to refuse with a sentence, and soon."""

    def __init__(self, read: Callable[[Input], object], ordinary: Input) -> None:
        self._read = read
        self.answered = self.refused = 0
        self._longest = LONGEST * self._cost_of(ordinary)
        self.answered = self.refused = 0  # what was read to know its cost does not count

    def __call__(self, one: Input) -> None:
        for _ in range(_ATTEMPTS):  # a pause of the machine or of its garbage collector comes only once
            try:
                with at_most(self._longest):
                    self._try(one)
            except TookTooLong:
                continue
            return
        raise AssertionError(f"It took more than {LONGEST} times as long as an ordinary one.")

    def _try(self, one: Input) -> None:
        try:
            self._read(one)
        except RitualsError as refusal:
            if not str(refusal).endswith((".", "?")):
                raise AssertionError(f"It refused without a sentence: {refusal}") from refusal
            self.refused += 1
        else:
            self.answered += 1

    def _cost_of(self, one: Input) -> float:
        """The CPU seconds that an input takes, read often enough for a clock that ticks a hundred times a second."""
        times, begun = 0, process_time()
        while process_time() - begun < _WELL_MEASURED:
            self._try(one)
            times += 1
        return (process_time() - begun) / times

    def __str__(self) -> str:
        tried = self.answered + self.refused
        return f"{tried:,} inputs, {self.refused / tried:.0%} refused"


def fuzz_some(make: Make[Input], trial: Trial[Input], *, count: int) -> None:
    """So many inputs, and the smallest that fails if any does."""

    @settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
    @given(st.randoms(use_true_random=False))
    def try_one(random: Random) -> None:
        one = make(random)
        note(f"the input: {one!r}")
        trial(one)

    try_one()


def fuzz_many(make: Make[Input], trial: Trial[Input], *, seed: int, count: int) -> None:
    """So many inputs, each of which its number and the seed bring back."""
    for number in range(count):
        one = make(Random(f"{seed}/{number}"))
        try:
            trial(one)
        except BaseException as failure:
            failure.add_note(f"It was input {number} of seed {seed}: {one!r}")
            raise


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise `TookTooLong` after so much CPU time of this process; without a limit where a system has no such timer."""
    if sys.platform == "win32":
        yield
        return

    def stop(_signal: int, frame: FrameType | None) -> None:
        if any(_is_unheard(one) for one, _ in walk_stack(frame)):
            signal.setitimer(signal.ITIMER_VIRTUAL, _WELL_MEASURED)
            return
        raise TookTooLong

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _is_unheard(frame: FrameType) -> bool:
    return frame.f_code.co_name == _AFTER_GARBAGE or frame.f_globals.get("__name__") in _FORGETTING
