"""The check-in: what answers come to, what is suggested, and how the past looks."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.content.loader import catalogue
from rituals.core.checkin import commands as intents
from rituals.core.checkin import scoring as c
from rituals.core.checkin.words import NOTHING_TO_SUM_UP, picture, point_words, sum_words, total_words
from rituals.core.events import CheckinShared, CheckinTaken, CheckinTakenBack, QuestionFavoured
from rituals.core.state.couple_state import State
from rituals.core.state.private_state import PrivateState
from rituals.errors import RuleError, UsageError
from tests.kit.histories import ANA, BEN, Couple, march, record

FORM = catalogue().form
IDS = [item.id for item in FORM.items]

some_answers = st.dictionaries(st.sampled_from(IDS), st.integers(0, 4), min_size=1)


def answered(*values: int | None) -> dict[str, int]:
    """Answers in the order of the items; None passes."""
    return {item: value for item, value in zip(IDS, values, strict=False) if value is not None}


def taken(on: date, *values: int | None, entry: str = "") -> CheckinTaken:
    return CheckinTaken(entry or f"on-{on}", on, answered(*values))


def test_the_result_has_the_five_values_the_sum_and_the_bands_words() -> None:
    now = taken(march(1), 4, 4, 3, 3, 4)

    result = c.checkin_result(FORM, [now], now.entry)

    assert result.values == (4, 4, 3, 3, 4)
    assert total_words(result.total) == "18 of 20"
    assert result.message.startswith("You have been feeling close.")
    assert result.trend == ""
    assert result.needs == ([], "no")


def test_what_is_passed_neither_raises_nor_lowers_anything() -> None:
    whole, partly = taken(march(1), 3, 3, 3, 3, 3), taken(march(1), 3, None, 3, None, 3)

    results = [c.checkin_result(FORM, [one], one.entry) for one in (whole, partly)]

    assert results[0].message == results[1].message
    assert results[1].values == (3, None, 3, None, 3)
    assert total_words(results[1].total) == "9 of 12"


def test_one_line_alone_gets_no_word_on_the_whole() -> None:
    now = taken(march(1), 0)

    result = c.checkin_result(FORM, [now], now.entry)

    assert result.message == ""
    assert [item.id for item in result.needs.low] == ["c1"]


CLOSE = "You have been feeling close. What is feeding that? Keep it."
CLOSE_UNEVENLY = "You have been feeling close, though not in everything. What is feeding the closeness? Keep it."
MOSTLY = "Mostly close, with room for a little more. Something small is plenty."
MOSTLY_UNEVENLY = "Mostly close, though not in everything. Something small for what was low is plenty."
PARTLY = "There was some closeness, with room for more. Something small is plenty for now."
FAR = "It has felt far apart. Nothing needs to be settled now."


@pytest.mark.parametrize(
    ("values", "message", "low", "outside_help"),
    [
        ((4, 4, 4, 4, 4), CLOSE, "", "no"),
        ((4, 4, 4, 4, 2), CLOSE, "", "no"),
        ((4, 4, 4, 4, 1), CLOSE_UNEVENLY, "c5", "no"),
        ((4, 4, 4, 4, 0), CLOSE_UNEVENLY, "c5", "no"),
        ((4, 4, 4, None, None), CLOSE, "", "no"),
        ((3, 3, 3, 3, 3), MOSTLY, "c1", "no"),
        ((3, 2, 3, 2, 3), MOSTLY, "c2", "no"),
        ((4, 4, 1, 1, 1), MOSTLY_UNEVENLY, "c3 c4 c5", "no"),
        ((4, 0, 4, None, None), MOSTLY_UNEVENLY, "c2", "no"),
        ((2, 2, 2, 2, 2), PARTLY, "c1", "mentioned"),
        ((4, 4, 2, 0, 0), PARTLY, "c4 c5", "mentioned"),
        ((1, 1, 1, 1, 2), PARTLY, "c1 c2 c3 c4", "mentioned"),
        ((None, None, 1, 1, 2), PARTLY, "c3 c4", "mentioned"),
        ((1, 1, 1, 1, 1), FAR, "c1 c2 c3 c4 c5", "first"),
        ((4, 1, 0, 0, 0), FAR, "c3 c4 c5 c2", "first"),
        ((0, 0, 0, 0, 0), FAR, "c1 c2 c3 c4 c5", "first"),
        ((None, None, 0, 0, 0), FAR, "c3 c4 c5", "first"),
        ((0, None, None, None, None), "", "c1", "no"),
        ((2, None, None, None, None), "", "", "no"),
        ((4, None, None, None, None), "", "", "no"),
    ],
)
def test_the_words_fit_the_numbers_in_every_band_and_in_every_tie(
    values: tuple[int | None, ...], message: str, low: str, outside_help: str
) -> None:
    now = taken(march(1), *values)

    result = c.checkin_result(FORM, [now], now.entry)

    assert result.message == message
    assert [item.id for item in result.needs.low] == low.split()
    assert result.needs.outside_help == outside_help


def test_no_words_of_a_band_name_a_lowest_line_or_promise_anything() -> None:
    for band in FORM.bands:
        for words in (band.message, band.message_uneven):
            assert not {"lowest", "line", "diagnosis", "should", "must"} & set(words.lower().replace(".", "").split())


@pytest.mark.parametrize(
    ("anas", "bens", "outside_help"),
    [
        ((0, 0, 0, 0, 0), (0, 0, 0, 0, 0), "first"),
        ((4, 4, 4, 4, 4), (0, 0, 0, 0, 0), "first"),
        ((2, 2, 2, 2, 2), (4, 4, 4, 4, 4), "mentioned"),
        ((4, 4, 4, 4, 4), (3, 3, 3, 3, 3), "no"),
        ((0, 0), (4, 4, 4, 4, 4), "no"),
        ((), (), "no"),
    ],
)
def test_side_by_side_help_comes_first_where_it_does_for_one(
    anas: tuple[int, ...], bens: tuple[int, ...], outside_help: str
) -> None:
    assert c.needs(FORM, [answered(*anas), answered(*bens)]).outside_help == outside_help


LEVEL, UP, DOWN = (2, 2, 2, 2, 2), (3, 3, 3, 2, 2), (1, 1, 1, 2, 2)


@pytest.mark.parametrize(
    ("earlier", "now", "words"),
    [
        ([LEVEL], (3, 3, 2, 2, 2), "Much as last time."),
        ([LEVEL], UP, "Closer than last time."),
        ([LEVEL], DOWN, c.SMALL_IS_PLENTY),
        ([(2, 2, None, None, None)], (4, 2, 0, 0, 0), "Closer than last time."),
        ([(2, 2, None, None, None)], (None, None, 0, 0, 0), ""),
        ([LEVEL, LEVEL, LEVEL], LEVEL, "Much as in the last ones."),
        ([DOWN, LEVEL, UP], UP, "Much as in the last ones."),
        ([UP, UP, DOWN], UP, "Closer than last time."),
        ([UP, LEVEL, LEVEL], LEVEL, c.SMALL_IS_PLENTY),
        ([(4, 4, 4, 4, 4)], (4, 4, 4, 4, 1), ""),
    ],
)
def test_the_trend_is_told_in_words_and_never_that_it_went_down(
    earlier: list[tuple[int | None, ...]], now: tuple[int | None, ...], words: str
) -> None:
    checkins = [taken(march(1 + place), *values) for place, values in enumerate([*earlier, now])]

    result = c.checkin_result(FORM, checkins, checkins[-1].entry)

    is_kind_word = words == c.SMALL_IS_PLENTY
    assert result.trend == ("" if is_kind_word else words)
    assert (result.message == c.SMALL_IS_PLENTY) == is_kind_word
    assert bool(result.message) == (len(checkins[-1].answers) > 2)


def test_where_all_was_passed_no_sum_is_told() -> None:
    day = date(2026, 3, 1)
    nothing = taken(day)

    assert sum_words(FORM.checkin, c.checkin_result(FORM, [nothing], nothing.entry), day, day) == NOTHING_TO_SUM_UP


def test_no_month_is_named_in_which_it_was_as_close() -> None:
    july = [taken(date(2026, 7, 2), *DOWN), taken(date(2026, 7, 18), *UP)]
    august, now = taken(date(2026, 8, 1), *DOWN), taken(date(2026, 8, 15), *LEVEL)

    assert c.trend_beside(FORM, [*july, august], now).words == "Closer than last time."


def test_of_the_last_few_the_first_is_named_by_its_month() -> None:
    days = [date(2025, 10, 4), date(2025, 10, 18), date(2025, 11, 1), date(2025, 11, 15), date(2026, 10, 3)]
    values = [UP, DOWN, LEVEL, LEVEL, UP]
    checkins = [taken(on, *answers) for on, answers in zip(days, values, strict=True)]

    results = [c.checkin_result(FORM, checkins[: place + 1], checkins[place].entry) for place in range(5)]

    assert [result.trend for result in results[3:]] == ["", "Closer than in October 2025."]
    assert results[3].message == c.SMALL_IS_PLENTY
    assert c.trend_beside(FORM, [taken(days[1], *DOWN)], taken(days[3], *LEVEL)).words == "Closer than in October."


def test_where_it_is_far_other_words_stand_in_its_place() -> None:
    checkins = [taken(march(1), 3, 3, 3, 3, 3), taken(march(15), 1, 1, 1, 1, 1)]

    result = c.checkin_result(FORM, checkins, checkins[-1].entry)

    assert result.trend == ""
    assert result.message.startswith("It has felt far apart.")


def test_a_second_one_on_the_same_day_is_not_compared_with_the_first() -> None:
    first, again = taken(march(1), 0, 0, 0, 0, 0, entry="a"), taken(march(1), 4, 4, 4, 4, 4, entry="b")

    assert c.checkin_result(FORM, [first, again], "b").trend == ""


def test_help_comes_first_after_two_low_ones_in_a_row_and_not_before() -> None:
    low, high = (2, 2, 2, 1, 1), (3, 3, 3, 3, 3)
    checkins = [taken(march(day), *values) for day, values in ((1, low), (8, high), (15, low), (22, low))]

    results = [c.checkin_result(FORM, checkins, one.entry) for one in checkins]

    assert [result.needs.outside_help for result in results] == ["mentioned", "no", "mentioned", "first"]
    assert [result.message == c.FOR_A_WHILE for result in results] == [False, False, False, True]


def test_two_low_ones_on_one_day_are_one() -> None:
    checkins = [taken(march(1), 0, 0, 0, 0, 0, entry="a"), taken(march(1), 0, 0, 0, 0, 0, entry="b")]

    assert c.checkin_result(FORM, checkins, "b").message == FAR


def test_the_lowest_line_is_the_first_of_several_alike() -> None:
    lowest = c.lowest(FORM, [answered(3, 1, 2, 1, 3)])

    assert lowest is not None
    assert lowest.id == "c2"


def test_a_low_line_is_named_even_where_the_whole_is_close() -> None:
    assert c.lowest(FORM, [answered(4, 4, 4, 4, 2)]) is None
    low = c.lowest(FORM, [answered(4, 4, 4, 4, 1)])
    assert low is not None
    assert low.id == "c5"


def test_for_both_it_is_the_line_that_is_lowest_on_the_whole() -> None:
    lowest = c.lowest(FORM, [answered(4, 1, 2, 4, 4), answered(4, 3, 0, 4, 4)])

    assert lowest is not None
    assert lowest.id == "c3"


def test_the_past_is_a_point_for_each_day_in_order() -> None:
    checkins = [taken(march(15), 4, 4, 4, 4, 4), taken(march(1), 0, 0, 0, 0, 0), taken(march(8), None, 2)]

    points = c.checkin_points(FORM, checkins)

    assert [(point.on, point.height) for point in points] == [(march(1), 0), (march(8), 0.5), (march(15), 1)]
    assert picture(points) == "▁▅█"
    assert point_words(points[0], march(1)) == "Today: 0 of 20"


@given(st.lists(some_answers, min_size=1, max_size=6))
def test_any_answers_come_to_something(many: list[dict[str, int]]) -> None:
    checkins = [CheckinTaken(str(number), march(number + 1), answers) for number, answers in enumerate(many)]

    for one in checkins:
        result = c.checkin_result(FORM, checkins, one.entry)

        assert result.total.value <= result.total.most
        assert bool(result.message) == (len(one.answers) > 2 or result.message == c.SMALL_IS_PLENTY)
        assert {item.id for item in result.needs.low} <= one.answers.keys()
    assert all(0 <= point.height <= 1 for point in c.checkin_points(FORM, checkins))


def test_answers_are_checked_before_they_are_kept() -> None:
    assert intents.checked(FORM, answered(0, 4)) == answered(0, 4)
    with pytest.raises(RuleError, match="passed, which is fine"):
        intents.checked(FORM, {})
    for wrong in ({"c1": 5}, {"c1": -1}, {"c9": 1}):
        with pytest.raises(UsageError, match="from 0 to 4"):
            intents.checked(FORM, wrong)


def test_one_result_is_shared_on_purpose_and_taken_back() -> None:
    us, own = Couple(), PrivateState([record(taken(march(1), 2, entry="x"), lamport=1, number=1)])

    us.say(intents.share(us.state, own, "x", by=ANA)[0])
    shared = us.state.shared_checkins
    again = intents.share(us.state, own, "x", by=ANA)
    us.say(intents.take_back(us.state, "x", by=ANA)[0])

    assert shared == (CheckinShared("x", ANA, march(1), answered(2)),)
    assert again == []
    assert us.state.shared_checkins == ()


def test_sharing_can_be_undone_and_so_can_taking_it_back() -> None:
    us = Couple()
    shared = us.say(CheckinShared("x", ANA, march(1), answered(2)))
    us.undo(us.say(CheckinTakenBack("x")))

    assert us.state.shared_checkins
    us.undo(shared)
    assert not us.state.shared_checkins


def test_only_ones_own_is_shared_or_taken_back() -> None:
    us = Couple()
    us.say(CheckinShared("x", ANA, march(1), answered(2)))

    with pytest.raises(RuleError, match="not there"):
        intents.share(us.state, PrivateState(), "y", by=ANA)
    with pytest.raises(RuleError, match="Only the one"):
        intents.take_back(us.state, "x", by=BEN)
    with pytest.raises(RuleError, match="not shared"):
        intents.take_back(us.state, "y", by=ANA)


def test_what_is_shared_depends_on_the_set_of_events_and_not_on_their_order() -> None:
    said = [
        record(CheckinShared("x", ANA, march(1), answered(2)), lamport=1, number=1),
        record(CheckinTakenBack("x"), lamport=2, number=2),
        record(CheckinShared("x", ANA, march(1), answered(3)), lamport=3, number=3),
        record(CheckinShared("y", BEN, march(2), answered(1)), lamport=3, number=4),
        record(QuestionFavoured("p01"), lamport=4, number=5),
    ]

    seen = {
        (str(state.shared_checkins), state.favourite_questions)
        for state in (State([*order, *order[:2]]) for order in permutations(said))
    }

    assert len(seen) == 1
    assert "'x'" in str(seen)
