"""From which day a ritual counts, where that is set before the day on which it was added or brought back."""

from __future__ import annotations

from itertools import permutations

import pytest

from rituals.core import events as e
from rituals.core.cadence.expansion import activated
from rituals.core.model import Once, Quota, Rule
from rituals.core.occurrences.matching import Outcome
from rituals.core.state.couple_state import State
from tests.kit.histories import DAILY, EVERY_FRIDAY, THREE_A_WEEK, WALK, Couple, march, on_march, record

KEPT, OPEN, QUIET, RESTED = Outcome.KEPT, Outcome.OPEN, Outcome.QUIET, Outcome.RESTED


def a_couple_since(day: int, *, added: int = 10) -> Couple:
    """Two who keep a daily ritual, added on a day of March, that counts since an earlier one."""
    couple = Couple()
    couple.keep(DAILY, since=march(added))
    couple.say(e.RitualEdited(WALK, since=march(day)))
    return couple


def test_what_lies_after_that_day_is_planned_and_kept() -> None:
    couple = a_couple_since(7)

    couple.tick(*on_march(6, 7, 8, 9, 10))

    assert couple.outcomes(march(1), march(10)) == dict.fromkeys(on_march(7, 8, 9, 10), KEPT)
    assert couple.streak(march(10)).current == 4
    assert couple.ritual.since == march(7)
    assert couple.ritual.added_on == march(10)


def test_it_can_be_said_as_a_ritual_is_added() -> None:
    couple = Couple()
    couple.say(e.RitualAdded(WALK, march(10), "Walk", activated(EVERY_FRIDAY, on=march(1)), since=march(1)))

    couple.tick(march(6))

    assert couple.outcomes(march(1), march(13), today=march(10)) == {march(6): KEPT, march(13): OPEN}


def test_every_second_week_stays_in_step_with_the_weeks_to_come() -> None:
    couple = Couple()
    couple.keep(Rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"), since=march(20))
    couple.say(e.RitualEdited(WALK, since=march(1)))

    assert [*couple.outcomes(march(1), march(31))] == [*on_march(6, 20)]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=DAILY;INTERVAL=4", (2, 6, 10, 14, 18)),
        ("FREQ=DAILY;COUNT=2", (*range(1, 10), 10, 11)),
        ("FREQ=DAILY;UNTIL=20260312", range(1, 13)),
        ("FREQ=MONTHLY;BYMONTHDAY=5,15", (5, 15)),
        ("FREQ=WEEKLY;BYDAY=MO,WE", (2, 4, 9, 11, 16, 18)),
    ],
)
def test_rules_of_any_kind_reach_back_and_keep_their_later_days(rule: str, days: tuple[int, ...]) -> None:
    couple = Couple()
    couple.keep(Rule(rule), since=march(10))
    later = [*couple.outcomes(march(1), march(19))]

    couple.say(e.RitualEdited(WALK, since=march(1)))

    assert [*couple.outcomes(march(1), march(19))] == [*on_march(*days)]
    assert [*couple.outcomes(march(10), march(19))] == later


def test_a_quota_of_the_week_in_which_it_was_added_is_no_longer_cut_short() -> None:
    couple = Couple()
    couple.keep(THREE_A_WEEK, since=march(11))
    assert couple.outcomes(march(2), march(15)) == {march(9): RESTED}

    couple.say(e.RitualEdited(WALK, since=march(4)))

    assert couple.outcomes(march(2), march(15)) == {march(2): RESTED, march(9): QUIET}  # the first one is, unless met
    couple.tick(*on_march(4, 5, 6))
    assert couple.outcomes(march(2), march(15)) == {march(2): KEPT, march(9): QUIET}


def test_days_in_a_row_that_had_begun_count_from_their_first() -> None:
    couple = Couple()
    couple.keep(Once(march(8), 5), since=march(10))

    couple.say(e.RitualEdited(WALK, since=march(8)))

    (occurrence,) = (one.occurrence for one in couple.results(march(1), march(31)))
    assert (occurrence.day, occurrence.last) == (march(8), march(12))


def test_what_was_lived_under_later_cadences_stays_as_it_was() -> None:
    couple = Couple()
    couple.keep(DAILY, since=march(10))
    couple.change(EVERY_FRIDAY, since=march(13))
    couple.tick(*on_march(10, 11, 12, 13, 20))
    later = couple.outcomes(march(10), march(31))

    couple.say(e.RitualEdited(WALK, since=march(8)))

    assert couple.outcomes(march(10), march(31)) == later
    assert couple.outcomes(march(1), march(9)) == {march(8): RESTED, march(9): RESTED}


def test_the_last_day_that_was_said_holds_and_the_day_of_adding_undoes_it() -> None:
    couple = a_couple_since(2)

    couple.say(e.RitualEdited(WALK, since=march(8)))
    assert couple.ritual.begun_on == [march(8)]

    couple.say(e.RitualEdited(WALK, since=march(10)))
    assert couple.ritual.begun_on == [march(10)]
    assert couple.ritual.since is None


def test_its_undo_gives_back_the_one_before() -> None:
    couple = a_couple_since(8)

    couple.undo(couple.say(e.RitualEdited(WALK, since=march(2))))

    assert couple.ritual.since == march(8)


def test_a_day_while_it_was_put_away_is_about_what_came_after() -> None:
    couple = a_couple_since(7)
    couple.archive(march(12))
    couple.restore(march(20))

    couple.say(e.RitualEdited(WALK, since=march(18)))

    assert couple.ritual.begun_on == [*on_march(7, 18)]
    assert couple.ritual.since == march(18)
    couple.tick(*on_march(17, 18))
    assert couple.outcomes(march(13), march(19)) == {march(18): KEPT, march(19): RESTED}


def test_once_brought_back_a_ritual_counts_from_that_day_again() -> None:
    couple = a_couple_since(7)
    couple.archive(march(12))
    couple.restore(march(20))

    assert couple.ritual.since is None
    assert couple.ritual.begun_on == [*on_march(7, 20)]


def test_two_machines_agree_in_whatever_order_they_hear_of_it() -> None:
    told = [
        record(e.RitualAdded(WALK, march(10), "Walk", Quota(1, "week")), lamport=1, number=1),
        record(e.RitualEdited(WALK, since=march(2)), lamport=2, number=2),
        record(e.RitualEdited(WALK, since=march(5)), lamport=2, number=3, device="phone"),
        record(e.CadenceChanged(WALK, march(12), Quota(2, "week")), lamport=2, number=4, device="phone"),
    ]

    rituals = {State(order).rituals[WALK] for order in permutations(told)}

    assert len(rituals) == 1
    assert rituals.pop().since == march(5)


@pytest.mark.parametrize("first", [5, 10])
def test_of_two_machines_that_added_it_the_earlier_day_counts(first: int) -> None:
    couple = Couple()
    couple.keep(THREE_A_WEEK, since=march(first))

    couple.keep(THREE_A_WEEK, since=march(15 - first))

    assert couple.ritual.begun_on == [march(5)]
