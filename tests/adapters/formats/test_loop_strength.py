"""The strength of what was brought in from Loop, beside Loop's own.

`loop_scores` is written anew after `ScoreList.recompute` and `Score.compute` of uhabits-core, for habits of yes or no:
a window that begins with the first entry, a skipped day that leaves the score as it is, and every other day that moves
it towards the share of what the window asks for.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from math import sqrt
from random import Random

import pytest

from rituals.adapters.formats.loop_backup import read_loop_backup
from rituals.core.exchange.import_plan import Answers
from rituals.core.model import TOGETHER
from rituals.core.occurrences.matching import Outcome
from rituals.core.rhythm.history import RitualHistory, ritual_history, strength
from rituals.service.exchange.bringing_in import bring_in
from tests.kit.fakes import FakeClock, make_rituals
from tests.kit.importing import TODAY, source
from tests.kit.loop_files import loop_database, stamp

DONE, SKIPPED, UNKNOWN = 2, 3, -1
YESTERDAY = TODAY - timedelta(days=1)
YEARS = 3 * 365
ONE_IN_A_HUNDRED = 0.01

Entries = Mapping[date, int]


def random_life(random: Random, done: float, skipped: float = 0.0) -> Entries:
    """Three years of a habit up to yesterday, done and skipped on such shares of the days."""
    days = [YESTERDAY - timedelta(days=number) for number in range(YEARS)]
    chances = [(day, random.random()) for day in days]
    return {day: SKIPPED if chance < skipped else DONE for day, chance in chances if chance < done + skipped}


def loop_scores(entries: Entries, numerator: int, denominator: int) -> list[float]:
    frequency = numerator / denominator
    if frequency < 1:
        numerator, denominator = 2 * numerator, 2 * denominator
    begin = min(entries)
    values = [entries.get(YESTERDAY - timedelta(days=ago), UNKNOWN) for ago in range((YESTERDAY - begin).days + 1)]
    rolling, score, scores = 0.0, 0.0, []
    for offset in reversed(range(len(values))):
        rolling += values[offset] == DONE
        if offset + denominator < len(values):
            rolling -= values[offset + denominator] == DONE
        if values[offset] != SKIPPED:
            multiplier = 0.5 ** (sqrt(frequency) / 13.0)
            score = score * multiplier + min(1.0, rolling / numerator) * (1 - multiplier)
        scores.append(score)
    return scores


def brought_in(entries: Entries, numerator: int, denominator: int) -> RitualHistory:
    """The history of the one habit in a backup with these entries, after it was brought in."""
    days = [(1, stamp(day), value, "") for day, value in entries.items()]
    content = loop_database([{"freq_num": numerator, "freq_den": denominator}], days)
    service = make_rituals(FakeClock(f"{TODAY} 19:00"))
    bring_in(service, read_loop_backup(source(content)), Answers(TOGETHER))
    (ritual,) = service.state.rituals.values()
    return ritual_history(service.state, ritual, TODAY)


def farthest(history: RitualHistory, scores: Sequence[float]) -> float:
    """How far the strength of any day is from Loop's; there is none here before the first tick."""
    values = strength(history).values
    return max(abs(here - there) for here, there in zip(values, scores[-len(values) :], strict=True))


def with_days_that_rest_by_themselves(entries: Entries, history: RitualHistory) -> Entries:
    """The entries, had each day that rests here without anybody's saying so been skipped in Loop."""
    rested = [result.occurrence.day for result in history.results if result.outcome is Outcome.RESTED]
    return {**dict.fromkeys(rested, SKIPPED), **entries}


def days_ago(done: Collection[int], skipped: Collection[int] = ()) -> Entries:
    return {YESTERDAY - timedelta(days=ago): SKIPPED if ago in skipped else DONE for ago in {*done, *skipped}}


def every_week(weeks: int, *done: int) -> list[int]:
    """How many days ago these days of each week were, counted back from yesterday."""
    return [7 * week + day for week in range(weeks) for day in done]


@pytest.mark.parametrize(
    ("entries", "frequency", "score"),
    [
        (days_ago(range(20)), (1, 1), 0.655747),
        (days_ago(range(2)), (1, 1), 0.101149),
        (days_ago(range(2)), (1, 2), 0.054816),
        (days_ago(range(20), skipped=(5, 10, 11)), (1, 1), 0.596033),
        (days_ago(every_week(100, 0, 1)), (3, 7), 2 / 3),
        (days_ago(every_week(100, 0, 1)), (4, 7), 0.5),
    ],
)
def test_the_scores_that_loops_own_tests_expect_are_the_strengths_here(
    entries: Entries, frequency: tuple[int, int], score: float
) -> None:
    assert loop_scores(entries, *frequency)[-1] == pytest.approx(score, abs=1e-6)
    assert strength(brought_in(entries, *frequency)).now == pytest.approx(score, abs=1e-6)


@pytest.mark.parametrize("times", range(1, 7))
@pytest.mark.parametrize("done", [0.15, 0.45, 0.8])
def test_so_many_times_a_week_has_the_strength_that_it_has_in_loop(times: int, done: float) -> None:
    entries = random_life(Random(f"{times}/{done}"), done)

    assert farthest(brought_in(entries, times, 7), loop_scores(entries, times, 7)) < ONE_IN_A_HUNDRED


@pytest.mark.parametrize(("times", "days"), [(1, 3), (1, 14), (1, 21), (1, 30), (2, 30)])
def test_so_has_every_so_many_days_and_so_many_times_a_month(times: int, days: int) -> None:
    entries = random_life(Random(f"{times}/{days}"), times / days)

    assert farthest(brought_in(entries, times, days), loop_scores(entries, times, days)) < ONE_IN_A_HUNDRED


@pytest.mark.parametrize("skipped", [0.0, 0.05, 0.5])
def test_every_day_has_the_strength_that_it_has_in_loop_while_none_is_left_out(skipped: float) -> None:
    entries = random_life(Random(f"every day/{skipped}"), 1.0 - skipped, skipped)

    assert farthest(brought_in(entries, 1, 1), loop_scores(entries, 1, 1)) < ONE_IN_A_HUNDRED


@pytest.mark.parametrize("skipped", [0.0, 0.05])
@pytest.mark.parametrize("done", [0.2, 0.6, 0.8, 0.9])
def test_every_day_differs_by_the_two_days_in_four_weeks_alone_that_rest_by_themselves(
    done: float, skipped: float
) -> None:
    entries = random_life(Random(f"{done}/{skipped}"), done, skipped)

    history = brought_in(entries, 1, 1)

    as_if_skipped = with_days_that_rest_by_themselves(entries, history)
    assert farthest(history, loop_scores(as_if_skipped, 1, 1)) < ONE_IN_A_HUNDRED
    assert farthest(history, loop_scores(entries, 1, 1)) < 0.25
    assert strength(history).now > loop_scores(entries, 1, 1)[-1]


def test_skipped_days_of_so_many_times_a_week_make_a_little_difference() -> None:
    entries = random_life(Random("skipped"), 0.45, 0.03)

    assert ONE_IN_A_HUNDRED < farthest(brought_in(entries, 3, 7), loop_scores(entries, 3, 7)) < 0.06


def test_a_month_of_31_days_is_one_of_30_here() -> None:
    entries = random_life(Random("31"), 0.05)

    assert ONE_IN_A_HUNDRED < farthest(brought_in(entries, 1, 31), loop_scores(entries, 1, 31)) < 0.06
