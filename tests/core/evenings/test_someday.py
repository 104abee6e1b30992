"""Someday: what both would like, with a day or without, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import permutations

import pytest

from rituals.core import events as e
from rituals.core.calendar import add_days
from rituals.core.evenings import someday
from rituals.core.evenings.ahead import Ahead, looking_forward
from rituals.core.events import AnyEvent
from rituals.core.state.couple_state import State
from rituals.core.state.written import erase_words, words_taken_back
from rituals.errors import RuleError, UsageError
from tests.kit.histories import ANA, BEN, Couple

BEGUN, TODAY = date(2026, 1, 1), date(2026, 11, 22)
LAKE = e.SomedayAdded("lake", ANA, "the lake at night")


def listed(state: State, today: date = TODAY) -> list[str]:
    return [f"{i.text} {someday.listed_for_words(i, today)}".rstrip() for i in someday.someday_list(state, today).all]


def couple_with(*events: AnyEvent) -> Couple:
    couple = Couple(joined=BEGUN)
    for event in events:
        couple.say(event)
    return couple


def test_what_has_a_day_comes_first_then_what_is_for_the_meeting_then_all_else() -> None:
    couple = couple_with(
        LAKE,
        e.SomedayAdded("rent", BEN, "talk about the rent", for_meeting=True),
        e.SomedayAdded("pie", BEN, "a pie from scratch", on=add_days(TODAY, 20)),
        e.SomedayAdded("owls", BEN, "the owls", on=add_days(TODAY, 2)),
    )

    assert listed(couple.state) == [
        "the owls on Tuesday",
        "a pie from scratch on Sat 12 Dec",
        "talk about the rent for your us-meeting",
        "the lake at night",
    ]


def test_a_day_that_has_passed_leaves_it_on_the_list_without_one() -> None:
    couple = couple_with(e.SomedayAdded("lake", ANA, "the lake at night", on=TODAY))

    assert listed(couple.state) == ["the lake at night today"]
    assert listed(couple.state, add_days(TODAY, 1)) == ["the lake at night"]


def test_what_has_a_day_is_looked_forward_to_and_on_its_day_it_is_todays() -> None:
    day = add_days(TODAY, 14)
    couple = couple_with(e.SomedayAdded("lake", ANA, "the lake at night", on=day), e.SomedayAdded("pie", BEN, "a pie"))

    assert looking_forward(couple.state, TODAY, seated=BEN) == [Ahead(day, "the lake at night", idea="lake")]
    assert looking_forward(couple.state, day, seated=BEN) == []
    assert someday.for_today_words(someday.for_today(couple.state, TODAY)) == ""
    words = someday.for_today_words(someday.for_today(couple.state, day))
    assert words == "Today, from your list: the lake at night"


def test_a_ritual_is_offered_one_of_those_without_a_day_the_same_in_whatever_order_they_came() -> None:
    free = [e.SomedayAdded(name, ANA, f"idea {name}") for name in "abcde"]
    on_a_day, for_meeting = e.SomedayAdded("f", ANA, "f", on=TODAY), e.SomedayAdded("g", ANA, "g", for_meeting=True)
    days = [add_days(TODAY, ahead) for ahead in range(60)]

    offered = [
        [someday.idea_for(state, "date-night", day, on=day) for day in days]
        for state in (
            couple_with(*events).state for events in ([*free, on_a_day, for_meeting], [on_a_day, *free[::-1]])
        )
    ]

    assert offered[0] == offered[1]
    assert {idea.id for idea in offered[0] if idea} == {*"abcdef"}  # f once its day has passed
    assert offered[0][0] is None  # as f is meant for that day
    assert someday.idea_for(couple_with().state, "date-night", TODAY, on=TODAY) is None


# commands


def test_words_are_kept_on_one_line_of_a_few_words() -> None:
    (added,) = someday.add_idea(State(), e.SomedayAdded("x", ANA, "  the lake\n at  night "), today=TODAY)

    assert added.text == "the lake at night"


@pytest.mark.parametrize("text", ["", " \n", "\u200b", "x" * 81, "a\x07b"])
def test_what_is_no_line_of_words_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        someday.add_idea(State(), e.SomedayAdded("x", ANA, text), today=TODAY)


def test_what_is_listed_already_and_a_day_that_has_passed_are_refused() -> None:
    state = couple_with(LAKE).state

    with pytest.raises(RuleError, match="the lake at night is on your list already"):
        someday.add_idea(state, e.SomedayAdded("x", BEN, "The Lake at night"), today=TODAY)
    with pytest.raises(UsageError, match="has passed"):
        someday.add_idea(state, e.SomedayAdded("x", BEN, "x", on=add_days(TODAY, -1)), today=TODAY)
    with pytest.raises(UsageError, match="has passed"):
        someday.edit_idea(state, e.SomedayEdited("lake", on=add_days(TODAY, -1)), today=TODAY)
    with pytest.raises(RuleError, match="isn't on your list any more"):
        someday.drop_idea(state, "x", today=TODAY, why="done")


def test_an_edit_records_what_differs_and_a_day_and_the_meeting_exclude_each_other() -> None:
    couple = couple_with(e.SomedayAdded("lake", ANA, "the lake", for_meeting=True))

    (edited,) = someday.edit_idea(couple.state, e.SomedayEdited("lake", text="the lake", on=TODAY), today=TODAY)
    assert edited == e.SomedayEdited("lake", on=TODAY, for_meeting=False)
    couple.say(edited)
    (edited,) = someday.edit_idea(couple.state, e.SomedayEdited("lake", for_meeting=True), today=TODAY)
    assert edited == e.SomedayEdited("lake", on=None, for_meeting=True)
    couple.say(edited)
    assert someday.edit_idea(couple.state, e.SomedayEdited("lake", for_meeting=True), today=TODAY) == []


# two machines, undo, and words off the disk

FROM_TWO: Sequence[AnyEvent] = (
    LAKE,
    e.SomedayEdited("lake", on=add_days(TODAY, 3)),
    e.SomedayEdited("lake", text="the sea at night"),
    e.SomedayAdded("pie", BEN, "a pie"),
    e.SomedayDropped("pie", TODAY, "done"),
)


def test_the_list_is_the_same_in_whatever_order_what_two_machines_wrote_comes_in() -> None:
    records = couple_with(*FROM_TWO).records[-len(FROM_TWO) :]

    lists = {tuple(listed(State(arrival))) for arrival in permutations(records)}

    assert lists == {("the sea at night on Wednesday",)}


def test_what_is_taken_off_the_list_offers_its_words_and_what_is_reworded_its_former_ones() -> None:
    couple = couple_with(LAKE, e.SomedayEdited("lake", text="the sea at night"))
    reworded, added = couple.records[-1], couple.records[-2]

    assert list(words_taken_back(couple.state, [reworded])) == [added.id]
    couple.say(e.SomedayDropped("lake", TODAY))
    assert list(words_taken_back(couple.state, [couple.records[-1]])) == [added.id, reworded.id]


def test_words_in_force_are_written_anew_where_they_would_go_with_others() -> None:
    couple = couple_with(LAKE, e.SomedayEdited("lake", text="the sea at night"))

    events = erase_words(couple.state, [couple.records[-2].id])

    assert events[0] == e.SomedayEdited("lake", text="the sea at night")
    for event in events:
        couple.say(event)
    assert listed(couple.state) == ["the sea at night"]


def test_without_its_words_nothing_of_it_is_listed() -> None:
    couple = couple_with(LAKE)
    couple.say(e.WordsErased((couple.records[-1].id,)))

    assert listed(couple.state) == []
