"""What a check-in suggests: it fits the answers, how people live, and what they keep."""

from __future__ import annotations

import pytest

from rituals.content.loader import catalogue
from rituals.core.cadence.expansion import activated
from rituals.core.catalogue.suggestions import Suggestion, help_words, suggested, suggestion_words
from rituals.core.checkin.scoring import CheckinItem, Needs, needs
from rituals.core.events import RitualAdded, RitualArchived
from rituals.core.model import EACH
from tests.kit.histories import ANA, Couple, march

CONTENT = catalogue()
ITEMS = CONTENT.checkin_item
DISTANCE = "date-across-distance"


def keeping(*entries: str, us: Couple | None = None) -> Couple:
    """A couple that keeps these entries of the catalogue."""
    us = us or Couple()
    for name in entries:
        entry = CONTENT.entry(name)
        assert entry is not None
        us.say(RitualAdded(entry.id, march(1), entry.name, activated(entry.cadence, on=march(1)), catalogue=entry.id))
    return us


def suggestion_for(*items: CheckinItem, us: Couple | None = None, is_alone: bool = False) -> Suggestion | None:
    return suggested(CONTENT, Needs(items), (us or Couple()).state, (), is_alone=is_alone)


def every_suggestion(item: CheckinItem, us: Couple, *, is_alone: bool = False) -> list[Suggestion]:
    """What an item suggests, one after another, as each is kept; a talk ends it, as it can't be kept."""
    suggestions = []
    while (suggestion := suggestion_for(item, us=us, is_alone=is_alone)) and suggestion not in suggestions:
        suggestions.append(suggestion)
        if suggestion.kind == "ritual":
            keeping(suggestion.id, us=us)
    return suggestions


@pytest.mark.parametrize(
    ("item", "together", "apart", "alone"),
    [
        ("c1", "date-night", "date-night", "one-honest-sentence"),
        ("c2", "one-thing-today", "good-news", "good-news"),
        ("c3", "look-underneath", "look-underneath", "root-cause-reflection"),
        ("c4", "coming-home-talk", "listening-round", "coming-home-talk"),
        ("c5", "one-honest-sentence", "one-honest-sentence", "one-honest-sentence"),
    ],
)
def test_a_suggestion_fits_how_they_live(item: str, together: str, apart: str, alone: str) -> None:
    low = next(checkin_item for checkin_item in ITEMS if checkin_item.id == item)

    suggestions = [
        suggestion_for(low),
        suggestion_for(low, us=keeping(DISTANCE)),
        suggestion_for(low, us=Couple(ANA), is_alone=True),
    ]

    assert [suggestion and suggestion.id for suggestion in suggestions] == [together, apart, alone]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_nothing_for_two_is_suggested_to_one_alone(item: CheckinItem) -> None:
    flows = {flow.id: flow for flow in CONTENT.flow}

    for suggestion in every_suggestion(item, Couple(ANA), is_alone=True):
        entry = CONTENT.entry(suggestion.id)
        if suggestion.kind == "ritual":
            assert entry is not None
            assert entry.who == EACH
        else:
            assert flows[suggestion.id].alone or not flows[suggestion.id].takes_two


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
@pytest.mark.parametrize(("kept", "unsuited"), [((), "apart"), ((DISTANCE,), "one-home")], ids=["one home", "apart"])
def test_nothing_unsuited_to_how_they_live_is_suggested(
    item: CheckinItem, kept: tuple[str, ...], unsuited: str
) -> None:
    names = {name for entry in CONTENT.ritual if entry.suits == unsuited for name in (entry.id, entry.flow)}

    assert not {suggestion.id for suggestion in every_suggestion(item, keeping(*kept))} & names


def test_who_live_apart_are_told_how_it_goes_then() -> None:
    suggestion = suggestion_for(ITEMS[0], us=keeping(DISTANCE))

    assert suggestion is not None
    assert suggestion_words(suggestion) == (
        "One small thing that may help: Date night. Same hour, same meal, one call, no multitasking."
    )


def test_what_was_for_living_apart_says_nothing_once_it_is_put_away() -> None:
    us = keeping(DISTANCE)
    us.say(RitualArchived(DISTANCE, march(2)))

    suggestion = suggestion_for(ITEMS[1], us=us)

    assert suggestion is not None
    assert suggestion.id == "one-thing-today"


def test_one_thing_after_another_is_suggested_that_they_do_not_keep() -> None:
    through = every_suggestion(ITEMS[2], Couple())
    near = suggestion_for(ITEMS[1], us=keeping("one-thing-today", "good-news"))

    assert [suggestion.id for suggestion in through] == ["look-underneath", "share-the-load", "weekly-us-meeting"]
    assert near == Suggestion("ritual", "weekly-question", "A question worth asking")


def test_what_is_suggested_is_there() -> None:
    rituals = {entry.id for entry in CONTENT.offered()}

    for item in ITEMS:
        assert {item.suggest_ritual, *item.suggest_also} <= rituals
        assert not item.suggest_flow or CONTENT.flow_called(item.suggest_flow)


def test_where_everything_is_kept_nothing_is_suggested() -> None:
    everything = keeping(*(entry.id for entry in CONTENT.offered() if entry.suits != "apart"))

    assert suggestion_for(*ITEMS, us=everything) is None


def test_the_next_low_item_is_served_where_all_that_serves_the_first_is_kept() -> None:
    us = Couple()
    for entry in CONTENT.offered():
        if entry.id in (ITEMS[0].suggest_ritual, *ITEMS[0].suggest_also):
            us.say(RitualAdded(f"own-{entry.id}", march(1), entry.name.upper(), activated(entry.cadence, on=march(1))))

    suggestion = suggestion_for(ITEMS[0], ITEMS[3], us=us)

    assert suggestion_for(ITEMS[0], us=us) is None
    assert suggestion is not None
    assert suggestion.id == ITEMS[3].suggest_ritual


@pytest.mark.parametrize("is_alone", [False, True], ids=["two", "alone"])
def test_where_it_is_far_outside_help_is_the_one_thing_suggested(is_alone: bool) -> None:
    far = needs(CONTENT.form, [{item.id: 0 for item in ITEMS}])

    suggestion = suggested(CONTENT, far, keeping("yearly-checkup").state, (), is_alone=is_alone)

    assert suggestion == Suggestion("help", "getting-help", "Getting help")
    assert suggestion_words(suggestion) == (
        "You do not have to sort this out alone: Getting help is a first step, together or on your own."
    )
    assert help_words(CONTENT, far) == ""


def test_where_it_is_middling_outside_help_is_mentioned_beside_something_small() -> None:
    middling = needs(CONTENT.form, [{item.id: 2 for item in ITEMS}])

    suggestion = suggested(CONTENT, middling, Couple().state, (), is_alone=False)

    assert suggestion == Suggestion("ritual", "date-night", "Date night")
    assert help_words(CONTENT, middling) == "Getting help, in Talk, is there too, if and when you want it."
    assert help_words(CONTENT, needs(CONTENT.form, [{item.id: 3 for item in ITEMS}])) == ""
