"""Measures what people feel, each beside its yardstick in the same run: `python -m tests.benchmarks`.

Machines are shared and noisy, so a figure is a median (or a 95th percentile, where it says so), both sides taking
turns, and where it can be its bound is on the ratio. `--check` exits 1 where a bound of the design is broken;
`--quick` takes few rounds on a shorter past and judges nothing.
"""

from __future__ import annotations

import argparse
import compileall
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import rituals
import tui
from rituals.errors import RitualsError
from tests.benchmarks.growth import COSTS, QUICK_YEARS, YEARS, Cost, growth_line, headings, measured_growth
from tests.benchmarks.homes import FULL, QUICK, Homes, live_at_noon
from tests.benchmarks.rows import PROVED_ELSEWHERE, rows
from tests.benchmarks.table import HEADINGS, Row, line, measured

Measured = TypeVar("Measured", Row, Cost)


def main() -> int:
    """Measure everything and print both tables; 1 where `--check` finds a broken bound."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--check", action="store_true", help="exit 1 where a bound is broken")
    parser.add_argument("--quick", action="store_true", help="few rounds on a shorter past, judging nothing")
    arguments = parser.parse_args()
    live_at_noon()
    _compile()
    with tempfile.TemporaryDirectory(prefix="rituals-benchmark-") as folder:
        homes = Homes(Path(folder), QUICK if arguments.quick else FULL)
        hold = [*_print_table(homes, quick=arguments.quick), *_print_growth(homes, quick=arguments.quick)]
    broken = 0 if arguments.quick else hold.count(False)
    print(f"\n{broken} missed" if broken else "")
    return 1 if arguments.check and broken else 0


def _compile() -> None:
    """Compile what is measured, as installing it does; or each process would compile what was changed since."""
    for package in (rituals, tui):
        compileall.compile_dir(package.__path__[0], quiet=1)


def _print_table(homes: Homes, *, quick: bool) -> list[bool]:
    """Measure and print the table, row by row; which bounds hold."""
    print(f"{homes.sizes}{', where no bound is judged' if quick else ''}\n\n{HEADINGS}")

    def printed(row: Row) -> bool:
        result = measured(row, homes, quick=quick)
        print(line(result, judged=not quick), flush=True)
        return result.holds

    hold = [_whatever_happens(printed, row) for row in rows() if row.rounds.now(quick=quick)]
    print("\nProved elsewhere:", *PROVED_ELSEWHERE, sep="\n  ")
    return hold


def _print_growth(homes: Homes, *, quick: bool) -> list[bool]:
    """Measure and print what grows with the years; which bounds hold."""
    years = QUICK_YEARS if quick else YEARS
    print(f"\n{headings(years)}")

    def printed(cost: Cost) -> bool:
        found = measured_growth(cost, homes, years, quick=quick)
        print(growth_line(found, judged=not quick), flush=True)
        return found.holds

    return [_whatever_happens(printed, cost) for cost in COSTS if cost.rounds.now(quick=quick)]


def _whatever_happens(printed: Callable[[Measured], bool], what: Measured) -> bool:
    """Let the others be measured where one fails, and call that a broken bound."""
    try:
        return printed(what)
    except (AssertionError, RitualsError, OSError, subprocess.SubprocessError) as failure:
        print(f"{what.what:48} failed: {' '.join(str(failure).split())[:200]}", flush=True)
        return False


if __name__ == "__main__":
    sys.exit(main())
