"""What grows with the years, and what must not: the same measured in homes of one, three, ten and thirty."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from contextlib import ExitStack
from typing import NamedTuple

from tests.benchmarks.data_sides import opening, tick
from tests.benchmarks.homes import Homes, of_years
from tests.benchmarks.process_sides import TICKED, UNDONE, verb
from tests.benchmarks.screen_sides import APP, RHYTHM_FILLED, first_answer, first_paint, memory
from tests.benchmarks.table import (
    FEW_AND_SLOW,
    MANY,
    MEGABYTES,
    MILLISECONDS,
    SEVERAL_AND_SLOW,
    SOME,
    Rounds,
    Side,
    Unit,
    in_turns,
)

YEARS, QUICK_YEARS = (1, 3, 10, 30), (1, 2)


class Cost(NamedTuple):
    """Something that is done every day; with a bound, that on its cost after the most years over the fewest."""

    what: str
    side: Side
    rounds: Rounds = SEVERAL_AND_SLOW
    growth_at_most: float | None = None
    unit: Unit = MILLISECONDS


class Growth(NamedTuple):
    """The median of what something took, by years of history, fewest first."""

    cost: Cost
    medians: Sequence[float]

    @property
    def growth(self) -> float:
        return self.medians[-1] / self.medians[0]

    @property
    def holds(self) -> bool:
        return self.cost.growth_at_most is None or self.growth <= self.cost.growth_at_most


COSTS = (
    Cost("a tick, within the app", tick, MANY, growth_at_most=1.5),
    Cost("opening", opening, SOME),
    Cost("rituals today", verb("today"), SOME),
    Cost("rituals tick", TICKED, SOME, growth_at_most=1.2),
    Cost("rituals undo", UNDONE),
    Cost("rituals streaks", verb("streaks")),
    Cost("rituals history", verb("history")),
    Cost("rituals week", verb("week")),
    Cost("rituals nudge status", verb("nudge", "status")),
    Cost("first paint of Today", first_paint(APP), FEW_AND_SLOW),
    Cost("memory on Today", memory(APP), FEW_AND_SLOW, unit=MEGABYTES),
    Cost("Rhythm, filled", first_answer(APP, RHYTHM_FILLED), FEW_AND_SLOW, growth_at_most=1.5),
    Cost("  the very first", first_answer(APP, RHYTHM_FILLED, cold=True), FEW_AND_SLOW, growth_at_most=5),
)


def measured_growth(cost: Cost, homes: Homes, years: Sequence[int], *, quick: bool) -> Growth:
    """Measure something in homes of so many years, in turns."""
    with ExitStack() as stack:
        samples = [cost.side(of_years(homes, many), stack) for many in years]
        taken = in_turns(samples, cost.rounds.now(quick=quick))
    return Growth(cost, [statistics.median(figures) for figures in taken])


def headings(years: Sequence[int]) -> str:
    """What stands above the table of growth."""
    named = ["1 year" if many == 1 else f"{many} years" for many in years]
    return f"{'what':23}" + "".join(f"{name:>13}" for name in named) + "   growth  bound"


def growth_line(found: Growth, *, judged: bool) -> str:
    """What something cost over the years, in at most 100 columns; `judged` adds whether its bound holds."""
    bound = found.cost.growth_at_most
    verdict = ("ok" if found.holds else "missed") if judged and bound else ""
    cells = "".join(f"{found.cost.unit.shown(median):>13}" for median in found.medians)
    words = f"≤ {bound:g}" if bound else ""
    return f"{found.cost.what:23}{cells} {found.growth:8.2f}  {words:5} {verdict}".rstrip()
