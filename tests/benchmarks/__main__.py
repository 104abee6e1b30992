"""Measures what people feel, each beside its yardstick in the same run: `python -m tests.benchmarks`.

Machines are shared and noisy, so every figure is a ratio of medians, both sides taking turns. `--check` exits 1 where
a bound of the design is broken; `--quick` takes fewer rounds.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import measures
from tests.benchmarks.made_history import TEN_YEARS, make_home


def main() -> int:
    """Measure everything and print a table; 1 where `--check` finds a broken bound."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--check", action="store_true", help="exit 1 where a bound is broken")
    parser.add_argument("--quick", action="store_true", help="fewer rounds and a smaller history")
    arguments = parser.parse_args()
    rounds = 3 if arguments.quick else 11
    large = 20_000 if arguments.quick else 100_000
    with tempfile.TemporaryDirectory(prefix="rituals-benchmark-") as folder:
        big, decade = Path(folder, "big"), Path(folder, "decade")
        make_home(big, large)
        make_home(decade, TEN_YEARS)
        results = list(measures.everything(big, decade, rounds))
    broken = 0
    print(f"{large:,} and {TEN_YEARS:,} events, {rounds} rounds, medians")
    print("the bounds are for the full run\n" if arguments.quick else "")
    print(f"{'what':44} {'ours':>10} {'yardstick':>10} {'ratio':>8}  bound")
    for result in results:
        broken += not result.holds
        verdict = "" if result.holds or arguments.quick else "  missed"
        print(
            f"{result.what:44} {result.ours * 1000:8.2f}ms {result.yardstick * 1000:8.2f}ms {result.ratio:8.2f}  "
            f"{result.bound_words}{verdict}"
        )
    return 1 if arguments.check and broken else 0


if __name__ == "__main__":
    sys.exit(main())
