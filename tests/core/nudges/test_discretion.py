"""Which rituals a nudge may name: the order of decision, and the words of names that decide."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from msgspec.structs import replace

from rituals.content.loader import catalogue
from rituals.core import events as e
from rituals.core.events.recorded import from_json, to_document
from rituals.core.model import Quota, Ritual
from rituals.core.nudges.discretion import DiscretionRules, holds_discreet_word, is_discreet
from rituals.core.nudges.lock_screen import undecided_rituals
from rituals.core.rituals.commands import add_ritual
from rituals.session import nudge_words_of
from tests.kit.histories import Couple, march, record

RULES = DiscretionRules(frozenset({"quality-time"}), ("*therap*", "counsel*", "dr", "make love"))
HERE, ELSEWHERE = "laptop", "phone"
WALK = Ritual("w", "Walk", date(2026, 1, 1), (), named_by=HERE)


def is_unnamed(setting: str = "intimate", **fields: object) -> bool:
    return is_discreet(replace(WALK, **fields), setting, RULES, [HERE])


@pytest.mark.parametrize("choice", [None, True, False])
@pytest.mark.parametrize("section", ["", "quality-time", "affection"])
def test_always_comes_first(choice: bool | None, section: str) -> None:
    assert is_unnamed("always", discreet=choice, section=section)


@pytest.mark.parametrize("setting", ["intimate", "never"])
@pytest.mark.parametrize("choice", [True, False])
def test_then_what_was_chosen_for_the_ritual(setting: str, choice: bool) -> None:
    assert is_unnamed(setting, discreet=choice, section="quality-time") == choice
    assert is_unnamed(setting, discreet=choice, name="Couples therapy") == choice
    assert is_unnamed(setting, discreet=choice, named_by=ELSEWHERE) == choice


def test_then_never() -> None:
    assert not is_unnamed("never", section="affection")
    assert not is_unnamed("never", name="Couples therapy")
    assert not is_unnamed("never", named_by=ELSEWHERE)
    assert not is_unnamed("never", private=True)


@pytest.mark.parametrize(
    ("section", "expected"), [("quality-time", False), ("affection", True), ("a-newer-catalogues", True)]
)
def test_then_its_section(section: str, expected: bool) -> None:
    assert is_unnamed(section=section) == expected
    assert is_unnamed(section=section, named_by=ELSEWHERE) == expected


def test_without_a_section_what_was_written_here_is_named_and_what_came_from_elsewhere_is_not() -> None:
    assert not is_unnamed()
    assert is_unnamed(named_by=ELSEWHERE)


@pytest.mark.parametrize("section", ["", "quality-time"])
def test_a_discreet_word_in_its_name_leaves_it_unnamed(section: str) -> None:
    assert is_unnamed(name="Couples therapy with Dr Berg", section=section)


def test_private_rituals_are_discreet() -> None:
    assert is_unnamed(private=True)


@pytest.mark.parametrize(
    "name",
    [
        *("Couples therapy", "COUPLES THERAPY", "Couples-therapy", "couples_therapy", "Our therapist", "Paartherapie"),
        *("Thérapie", "the\u200brapy", "Counselling", "marriage counselor", "Dr. Berg", "dr's", "Make love, slowly"),
    ],
)
def test_words_are_found_in_any_case_and_spelling(name: str) -> None:
    assert holds_discreet_word(name, RULES.discreet_words)


@pytest.mark.parametrize("name", ["Walk", "Drive", "Make a cake, love", "Encounter", ""])
def test_words_are_not_found_in_others(name: str) -> None:
    assert not holds_discreet_word(name, RULES.discreet_words)


def test_without_words_none_is_found() -> None:
    assert not holds_discreet_word("Couples therapy", ())


@pytest.mark.parametrize(
    "name",
    [
        *("Couples therapy with Dr Berg", "Counselling", "See the doctor", "Sex", "sexy evening", "Paartherapie"),
        *("Eheberatung", "Frauenärztin", "Thérapie de couple", "Faire l’amour", "Terapia de pareja", "Терапия", "AA"),
    ],
)
def test_the_catalogues_words_know_what_is_nobody_elses_business(name: str) -> None:
    assert holds_discreet_word(name, catalogue().discreet_words)


@pytest.mark.parametrize("name", ["Essex", "Avocado toast", "Pancakes", "Tea on the balcony", "Art class", "Salsa"])
def test_the_catalogues_words_leave_ordinary_names_alone(name: str) -> None:
    assert not holds_discreet_word(name, catalogue().discreet_words)


def test_the_catalogues_own_rituals_are_named_as_their_section_says() -> None:
    rules = nudge_words_of(catalogue()).rules
    harmless = {"quality-time", "empathy-listening", "communication", "interest"}

    assert rules.plain_sections == harmless
    for entry in catalogue().ritual:
        assert entry.section not in harmless or not holds_discreet_word(entry.name, rules.discreet_words)
        ritual = replace(WALK, name=entry.name, section=entry.section)
        assert is_discreet(ritual, "intimate", rules, [HERE]) == (entry.section not in harmless)


# what the records say


def test_where_its_name_was_written_last_is_known() -> None:
    us = Couple()
    us.keep(Quota(3, "week"))
    written = us.ritual.named_by
    us.hear([record(e.RitualEdited("walk", minutes=30), lamport=90, number=90, device=ELSEWHERE)])
    edited = us.ritual.named_by
    us.hear([record(e.RitualEdited("walk", name="Stroll"), lamport=91, number=91, device=ELSEWHERE)])

    assert (written, edited, us.ritual.named_by) == (HERE, HERE, ELSEWHERE)


def test_a_choice_is_the_last_writers_and_can_be_taken_back() -> None:
    us = Couple()
    us.keep(Quota(3, "week"))
    first = us.ritual.discreet
    edit = us.say(e.RitualEdited("walk", discreet=True))
    chosen = us.ritual.discreet
    us.undo(edit)

    assert (first, chosen, us.ritual.discreet) == (None, True, None)


def test_taking_up_the_same_on_another_device_leaves_the_choice_alone() -> None:
    us = Couple()
    us.say(e.RitualAdded("walk", march(1), "Walk", Quota(3, "week"), discreet=True))
    again = e.RitualAdded("walk", march(1), "Walk", Quota(3, "week"))
    us.hear([record(again, lamport=90, number=90, device=ELSEWHERE)])

    assert us.ritual.discreet is True


def test_what_was_kept_before_its_sentence_was_shown_is_known_from_what_came_after() -> None:
    us = Couple()
    us.say(e.RitualAdded("walk", march(1), "Walk", Quota(3, "week")))
    earlier = undecided_rituals(us.state, [HERE])
    (added,) = add_ritual(us.state, e.RitualAdded("tea", march(1), "Tea", Quota(3, "week")))
    us.say(added)
    us.hear([record(replace(added, ritual="nap", name="Nap"), lamport=90, number=90, device=ELSEWHERE)])
    us.say(e.RitualEdited("walk", discreet=False))

    assert [ritual.id for ritual in earlier] == ["walk"]
    assert [ritual.id for ritual in undecided_rituals(us.state, [HERE])] == ["nap"]


def test_a_record_tells_whether_the_sentence_was_shown() -> None:
    us = Couple()
    before = record(e.RitualAdded("walk", march(1), "Walk", Quota(3, "week")), lamport=1, number=1)
    (added,) = add_ritual(us.state, e.RitualAdded("tea", march(1), "Tea", Quota(3, "week")))
    after = record(added, lamport=2, number=2)

    assert "discreet" not in to_document(before)["event"]
    assert to_document(after)["event"]["discreet"] is None
    assert [from_json(msgspec.json.encode(to_document(one))) for one in (before, after)] == [before, after]
