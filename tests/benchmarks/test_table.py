"""The table says what was measured and whether it holds, and fits where it is read."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from tests.benchmarks.growth import COSTS, Growth, growth_line, headings
from tests.benchmarks.growth import YEARS as YEARS_OF_GROWTH
from tests.benchmarks.homes import FULL, Homes
from tests.benchmarks.rows import PROVED_ELSEWHERE, rows
from tests.benchmarks.table import (
    HEADINGS,
    NotMeasurableError,
    Result,
    Rounds,
    Row,
    Sample,
    Side,
    in_turns,
    line,
    measured,
    p95,
)
from tests.kit.handbook import page_text

WIDEST = 100


def gives(*figures: float) -> Side:
    """A side that was measured so."""
    return lambda *_: iter(figures).__next__


def row(ours: float, beside: float, *, ratio_at_most: float | None = None, at_most: float | None = None) -> Result:
    """The result of a row that was measured so."""
    side = gives(ours)
    return Result(Row("a key", lambda _: Path(), side, side, ratio_at_most, at_most), ours, beside)


@pytest.mark.parametrize(
    ("result", "holds"),
    [
        (row(2.0, 1.0, ratio_at_most=2), True),
        (row(2.1, 1.0, ratio_at_most=2), False),
        (row(0.05, 0.01, at_most=0.05), True),
        (row(0.06, 0.09, at_most=0.05), False),
        (row(9.0, 1.0), True),
    ],
)
def test_a_bound_holds_up_to_itself(result: Result, holds: bool) -> None:
    said = line(result, judged=True)

    assert result.holds is holds
    assert said.endswith("missed") is not holds


def test_a_quick_run_judges_nothing() -> None:
    assert "missed" not in line(row(9.0, 1.0, ratio_at_most=2), judged=False)


def test_the_sides_take_turns() -> None:
    order: list[str] = []

    def sample(name: str) -> float:
        order.append(name)
        return len(order)

    taken = in_turns([partial(sample, "ours"), partial(sample, "beside")], 2)

    assert order == ["ours", "beside", "ours", "beside"]
    assert taken == [[1, 3], [2, 4]]


def test_what_cannot_be_measured_says_why_and_breaks_no_bound(tmp_path: Path) -> None:
    def side(*_: object) -> Sample:
        raise NotMeasurableError("there is no /proc")

    result = measured(Row("memory", lambda _: tmp_path, side, at_most=1), Homes(tmp_path, FULL), quick=True)

    assert result.holds
    assert line(result, judged=True).endswith("not measured here: there is no /proc")


def test_medians_are_compared(tmp_path: Path) -> None:
    wanted = Row("a key", lambda _: tmp_path, gives(9, 1, 5), gives(1, 2, 30), rounds=Rounds(3, 1))

    result = measured(wanted, Homes(tmp_path, FULL), quick=False)

    assert (result.ours, result.beside, result.ratio) == (5, 2, 2.5)


def test_one_in_twenty_may_be_slower() -> None:
    assert p95([float(n) for n in range(100, 0, -1)]) == 95


def test_every_number_that_is_held_has_its_row() -> None:
    bounded = [one for one in rows() if one.ratio_at_most is not None or one.at_most is not None]

    of_data = [2, 1 / 500, 0.55, 2]
    of_verbs = [1.8, 5, 2, 2, 2, 2.2, 2.5, 2.5, 2.5, 3, 5, 1.9, 1.5]
    of_the_app = [1.3, 4, 1.7, 0.002]
    of_nudges = [40e6, 40e6, 4, 1, 0.25]
    of_the_jar = [2.2, 3, 3, 2.2, 1.3]
    of_a_couples_folder = [0.001, 4, 3, 1.1]
    of_a_lock = [1.3, 1.1, 1.1, 1.2]
    of_the_calendar = [3]
    assert [one.ratio_at_most or one.at_most for one in bounded] == [
        *of_data,
        *of_verbs,
        *of_the_app,
        *of_nudges,
        *of_the_jar,
        *of_a_couples_folder,
        *of_a_lock,
        *of_the_calendar,
    ]
    assert [cost.growth_at_most for cost in COSTS if cost.growth_at_most] == [1.5, 1.2, 1.5, 5]
    assert len(PROVED_ELSEWHERE) == 3


def test_the_guide_names_bounds_that_are_held() -> None:
    table = page_text("how-fast").partition("|---|---|---|---|---|\n")[2].partition("\n\n")[0]
    cells = [line.split("|")[-2].split() for line in table.splitlines()]
    units = {"ms": 1e-3, "MB": 1e6, "s": 1}

    named = [float(cell[0]) * units.get(cell[-1], 1) for cell in cells if cell]

    held = [one.ratio_at_most or one.at_most for one in rows() if one.ratio_at_most or one.at_most]
    of_verbs = [1.8, 5, 2, 2.2, 2.5, 3, 5, 1.9]
    of_the_jar = [2.2, 3, 3, 2.2, 1.3]
    assert named == [2, 0.55, *of_verbs, *of_the_jar, 1.5, 1.3, 4, 1.7, 40e6, 40e6, 1, 0.25]
    assert [bound for bound in named if bound not in held] == []


def test_both_tables_fit() -> None:
    lines = [line(Result(one, 1.2345, 0.012345), judged=True) for one in rows()]
    grown = [growth_line(Growth(cost, [12.3] * 4), judged=True) for cost in COSTS]

    assert max(map(len, [HEADINGS, headings(YEARS_OF_GROWTH), *lines, *grown])) <= WIDEST


def test_a_tick_may_not_grow_with_the_years() -> None:
    tick = COSTS[0]

    same, grown = Growth(tick, [0.002, 0.003]), Growth(tick, [0.002, 0.0031])

    assert (same.holds, grown.holds) == (True, False)
    assert growth_line(grown, judged=True).endswith("missed")
