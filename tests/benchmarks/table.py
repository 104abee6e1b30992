"""What a row of the table is, how it is measured, and how it reads."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple, TypeAlias

from tests.benchmarks.homes import Homes

Sample: TypeAlias = Callable[[], float]
"""Gives one figure: seconds that something took, or whatever else the row is about."""

Side: TypeAlias = Callable[[Path, ExitStack], Sample]
"""Makes ready in a home what its samples need; what has to be closed again goes on the stack."""


_SEVERAL = 25


def in_sibling(side: Side, name: str) -> Side:
    """A side in the home of that name which lies beside the row's own."""
    return lambda home, stack: side(home.with_name(name), stack)


class NotMeasurableError(Exception):
    """Says why something can't be measured on this machine."""


class Unit(NamedTuple):
    """How a figure is shown."""

    scale: float
    name: str

    def shown(self, figure: float) -> str:
        """The figure to three digits or more."""
        scaled = figure * self.scale
        digits = 0 if scaled >= 100 else 1 if scaled >= 10 else 2
        return f"{scaled:,.{digits}f} {self.name}"


MILLISECONDS = Unit(1000, "ms")
MEGABYTES = Unit(1e-6, "MB")
BYTES = Unit(1, "B")
A_MINUTE = Unit(1, "/min")
PER_CENT = Unit(100, "%")


class Rounds(NamedTuple):
    """How many samples are taken of each side, in a full run and in a quick one, which goes without what takes long."""

    full: int
    quick: int

    def now(self, *, quick: bool) -> int:
        return self.quick if quick else self.full


ONCE, FEW, SOME, MANY = Rounds(1, 1), Rounds(3, 1), Rounds(11, 1), Rounds(110, 5)
ONCE_AND_SLOW, FEW_AND_SLOW, SEVERAL_AND_SLOW, SOME_AND_SLOW = Rounds(1, 0), Rounds(3, 0), Rounds(7, 0), Rounds(11, 0)


class Row(NamedTuple):
    """One line of the table; a bound is on the ratio of the two sides, or on our own figure."""

    what: str
    home: Callable[[Homes], Path]
    ours: Side
    beside: Side | None = None
    ratio_at_most: float | None = None
    at_most: float | None = None
    unit: Unit = MILLISECONDS
    rounds: Rounds = SOME
    figure: Callable[[Sequence[float]], float] = statistics.median


class Result(NamedTuple):
    """What came of a row; `note` says why where there are no figures."""

    row: Row
    ours: float = 0.0
    beside: float = 0.0
    note: str = ""

    @property
    def ratio(self) -> float:
        return self.ours / self.beside if self.beside else 0.0

    @property
    def holds(self) -> bool:
        """Whether no bound is broken; what can't be measured here breaks none."""
        row = self.row
        return (row.ratio_at_most is None or self.ratio <= row.ratio_at_most) and (
            row.at_most is None or self.ours <= row.at_most
        )

    @property
    def has_bound(self) -> bool:
        return not (self.row.ratio_at_most is None and self.row.at_most is None)


def seconds(do: Callable[[], object]) -> float:
    """How long something takes."""
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


def steadied(side: Side) -> Side:
    """A side of which each sample is the median of several, where the other side takes far longer and has cooled it."""

    def several(home: Path, stack: ExitStack) -> Sample:
        sample = side(home, stack)
        return lambda: statistics.median(sample() for _ in range(_SEVERAL))

    return several


def p95(figures: Sequence[float]) -> float:
    """The figure that nineteen in twenty do not exceed."""
    return sorted(figures)[-(-len(figures) * 19 // 20) - 1]


def in_turns(samples: Sequence[Sample], rounds: int) -> list[list[float]]:
    """So many figures of each side, taken in turns so that a busy moment hits them alike."""
    taken = [[sample() for sample in samples] for _ in range(rounds)]
    return [list(figures) for figures in zip(*taken, strict=True)]


def measured(row: Row, homes: Homes, *, quick: bool) -> Result:
    """Measure a row."""
    sides = [side for side in (row.ours, row.beside) if side is not None]
    with ExitStack() as stack:
        try:
            home = row.home(homes)
            samples = [side(home, stack) for side in sides]
        except NotMeasurableError as why:
            return Result(row, note=f"not measured here: {why}")
        figures = [row.figure(taken) for taken in in_turns(samples, row.rounds.now(quick=quick))]
    ours, *beside = figures
    return Result(row, ours, sum(beside))


HEADINGS = f"{'what':48} {'ours':>10} {'beside':>11} {'ratio':>7}  bound"


def line(result: Result, *, judged: bool) -> str:
    """A result in at most 100 columns; `judged` adds whether its bound holds."""
    row = result.row
    if result.note:
        return f"{row.what:48} {result.note}"
    beside, ratio = (row.unit.shown(result.beside), f"{result.ratio:.3g}") if row.beside else ("", "")
    verdict = ("ok" if result.holds else "missed") if judged and result.has_bound else ""
    cells = f"{row.what:48} {row.unit.shown(result.ours):>10} {beside:>11} {ratio:>7}  {_bound_words(row):9} {verdict}"
    return cells.rstrip()


def _bound_words(row: Row) -> str:
    if row.ratio_at_most is not None:
        return f"≤ {row.ratio_at_most:g} ×"
    return f"≤ {row.at_most * row.unit.scale:g} {row.unit.name}" if row.at_most is not None else ""
