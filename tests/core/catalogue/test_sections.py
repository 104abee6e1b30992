"""The way back, section by section: everything the app has for one, and what is kept of it, without a number."""

from __future__ import annotations

from importlib.resources import files

import pytest

from rituals.content.loader import catalogue, catalogue_from
from rituals.core.catalogue.sections import Offer, SectionOverview, section_overviews, stand_words
from rituals.core.model import Ritual
from rituals.core.nudges.discretion import is_discreet
from rituals.core.rituals import commands
from rituals.session import nudge_words_of
from tests.kit.histories import ANA, Couple, march

ALL = catalogue()


def stands(us: Couple) -> dict[str, SectionOverview]:
    stood = section_overviews(ALL, ALL.offered(), us.state)
    return {stand.id: stand for stand in stood}


def taking_up(*names: str) -> Couple:
    us = Couple()
    for name in names:
        entry = ALL.entry(name)
        assert entry is not None
        us.say(commands.add_ritual(us.state, entry.adopted(march(1)))[0])
    return us


def test_the_sections_come_in_their_order_with_their_words() -> None:
    found = stands(Couple())

    assert list(found) == [section.id for section in ALL.section]
    assert found["quality-time"].title == "Quality time together"
    assert found["quality-time"].lead


def test_everything_the_catalogue_offers_stands_in_one_section() -> None:
    found = stands(Couple()).values()

    offers = [(offer.kind, offer.id) for stand in found for offer in stand.offers]
    assert sorted(name for kind, name in offers if kind == "ritual") == sorted(entry.id for entry in ALL.offered())
    assert sorted(name for kind, name in offers if kind == "flow") == sorted(flow.id for flow in ALL.flow)
    assert len([prompt for stand in found for prompt in stand.questions]) == len(ALL.prompt)
    assert all(stand.offers for stand in found)


def test_what_needs_both_stands_nowhere_before_both_want_it() -> None:
    assert "time-for-us" not in {offer.id for offer in stands(Couple())["affection"].offers}


def test_what_is_kept_is_named_and_known_by_the_couples_own_ritual() -> None:
    us = taking_up("date-night", "walk-and-talk")

    stand = stands(us)["quality-time"]

    assert stand.words == "You keep Date night and Walk and talk."
    assert Offer("ritual", "date-night", "Date night", "date-night") in stand.offers
    assert Offer("ritual", "cook-together", "Cook together") in stand.offers


def test_many_are_named_without_a_number() -> None:
    assert stand_words(["A", "B", "C", "D", "E"], []) == "You keep A, B, C and more."


def test_nothing_kept_is_nothing_to_make_up_for() -> None:
    words = [stand.words for stand in stands(Couple()).values()]

    assert all(said.startswith("Nothing yet. ") for said in words)
    assert stand_words([], []) == "Nothing of it is among what you keep, and nothing has to be."


@pytest.mark.parametrize("discreet", [True, False])
def test_another_section_takes_nothing_but_its_lines_in_the_catalogue(*, discreet: bool) -> None:
    shipped = files("rituals.content").joinpath("catalogue.toml").read_text(encoding="utf-8")
    more = catalogue_from(
        shipped
        + f"""
[[section]]
id = "play"
order = 10
title = "Play"
lead = "Be silly together."
discreet = {str(discreet).lower()}
pages = [{{ id = "jar", title = "The jar" }}]
"""
    )
    game = Ritual("cards", "Card game", march(1), (), section="play")

    overview = section_overviews(more, more.offered(), Couple().state)[-1]

    assert (overview.id, overview.title, overview.lead) == ("play", "Play", "Be silly together.")
    assert overview.offers == (Offer("screen", "jar", "The jar"),)
    assert is_discreet(game, "intimate", nudge_words_of(more).rules, ()) == discreet


def test_what_was_put_away_is_not_kept() -> None:
    us = taking_up("date-night")
    us.say(commands.archive_ritual(us.state, us.state.rituals["date-night"], today=march(2), by=ANA)[0])

    assert not stands(us)["quality-time"].words.startswith("You keep")
