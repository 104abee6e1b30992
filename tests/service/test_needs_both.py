"""What needs both shows on both machines, and nothing of one before: two homes, a folder between them."""

from __future__ import annotations

from pathlib import Path

import pytest

from rituals.adapters.together.names import SEGMENT
from rituals.adapters.together.sealed.segments import open_segment
from rituals.content.loader import catalogue
from rituals.core.calendar import add_days
from rituals.core.events import RitualTicked
from rituals.core.questions.deck import couples_question, tonights_question
from tests.kit.couples_folder import KEY, Machine, carry_between, has_agreed, two_at

ABOUT = "time-for-us"
DECK = catalogue().prompt


@pytest.fixture
def ana(tmp_path: Path) -> Machine:
    machine = Machine(tmp_path / "ana", tmp_path / "folder")
    machine.pair()
    service = machine.service("Ana")
    service.welcome_somebody()
    service.join("Sam")
    return machine


@pytest.fixture
def sam(tmp_path: Path, ana: Machine) -> Machine:
    machine = Machine(tmp_path / "sam", tmp_path / "folder")
    machine.pair()
    carry_between(ana, machine)
    return machine


def readable(*machines: Machine) -> bytes:
    """What is shared on these machines, and what lies in the folder between them, opened."""
    shared = [path.read_bytes() for machine in machines for path in (machine.data / "shared").iterdir()]
    for name in machines[0].carrier.names():
        if match := SEGMENT.fullmatch(name):
            segment = open_segment(KEY, match[1], int(match[2]), machines[0].carrier.read(name))
            shared += [bytes(document) for documents in segment.documents for document in documents or ()]
    return b"\n".join(shared)


def test_what_both_said_yes_to_at_one_keyboard_is_in_sight_on_both_machines(ana: Machine, sam: Machine) -> None:
    for person in two_at(ana):
        assert not has_agreed(ana, ABOUT)
        ana.service().consent.say(ABOUT, by=person, given=True)

    carry_between(ana, sam)

    assert has_agreed(ana, ABOUT)
    assert has_agreed(sam, ABOUT)


@pytest.mark.parametrize("where", ["on the one it was said on", "on the other"])
def test_either_takes_it_back_on_either_machine(where: str, ana: Machine, sam: Machine) -> None:
    for person in two_at(ana):
        ana.service().consent.say(ABOUT, by=person, given=True)
    carry_between(ana, sam)
    entry = catalogue().entry(ABOUT)
    assert entry is not None
    kept = ana.service()
    kept.add(entry.adopted(kept.today()))
    kept.record(lambda _: [RitualTicked(ritual=ABOUT, day=kept.today(), note="the QUINCE")])
    carry_between(ana, sam)
    assert b"QUINCE" in readable(ana, sam)

    taking_back = sam if where == "on the other" else ana
    taking_back.service().consent.withdraw(entry, by=two_at(sam)[1])
    assert not has_agreed(taking_back, ABOUT)
    carry_between(ana, sam)

    assert not has_agreed(ana, ABOUT)
    assert not has_agreed(sam, ABOUT)
    assert b"QUINCE" not in readable(ana, sam)


def test_a_lone_yes_stays_where_it_was_said(ana: Machine, sam: Machine) -> None:
    anas, sams = two_at(ana)
    ana.service().consent.say(ABOUT, by=anas, given=True)
    sam.service().consent.say(ABOUT, by=sams, given=True)

    carry_between(ana, sam)

    assert not has_agreed(ana, ABOUT)
    assert not has_agreed(sam, ABOUT)
    assert ABOUT.encode() not in readable(ana, sam)


def test_tonights_question_is_the_same_on_both_and_shown_on_both_once_both_answered(ana: Machine, sam: Machine) -> None:
    anas, sams = two_at(ana)
    asked = ana.service().questions.tonight(DECK).id
    assert sam.service().questions.tonight(DECK).id == asked

    there = ana.service().apart
    there.seal(there.begin(asked).id, "the PLUM tree", by=anas)
    carry_between(ana, sam)
    assert ana.service().apart.answers_to(asked) == ()
    assert sam.service().apart.answers_to(asked) == ()
    assert b"PLUM" not in readable(ana, sam)
    assert not any(b"PLUM" in path.read_bytes() for path in sam.data.rglob("*") if path.is_file())

    there = sam.service().apart
    there.seal(there.begin(asked).id, "the QUINCE", by=sams)
    sam.look()
    assert sam.service().apart.answers_to(asked) == (), "one answer alone is shown to nobody"
    carry_between(ana, sam)

    for machine in (ana, sam):
        assert [text for _, text in machine.service().apart.answers_to(asked)] == ["the PLUM tree", "the QUINCE"]


def test_who_shares_no_more_draws_from_a_deck_of_their_own(ana: Machine, sam: Machine) -> None:
    shared = sam.service()
    assert shared.questions.tonight(DECK) == ana.service().questions.tonight(DECK)
    days = [add_days(shared.today(), ahead) for ahead in range(9)]  # of one day, both may draw the same by chance
    people = [person.id for person in shared.couple]
    assert [couples_question(DECK, [], day, people) for day in days] != [
        tonights_question(DECK, [], day) for day in days
    ]
    (sam.data / "together" / "key").unlink()

    service = sam.service()

    own = tonights_question(DECK, service.device_state.questions_shown, service.today())
    assert service.questions.tonight(DECK) == own


def test_a_check_in_is_shown_on_both_once_each_sealed_theirs(ana: Machine, sam: Machine) -> None:
    form = catalogue().form
    for machine, place in ((ana, 0), (sam, 1)):
        assert b"answer_shown" not in readable(ana, sam)
        service = machine.service()
        whose = service.couple[place]
        service.apart.seal_checkin(form, service.checkin.take(form, {"c1": 1 + place}, by=whose.id), by=whose)
        carry_between(ana, sam)

    (asked,) = ana.service().apart.listed()
    shown = ana.service().apart.answers(asked)
    assert [person.name for person, _ in shown] == ["Ana", "Sam"]
    assert sam.service().apart.answers(asked) == shown


def test_a_check_in_that_one_shows_is_on_both_until_it_is_taken_back(ana: Machine, sam: Machine) -> None:
    service, whose = ana.service(), two_at(ana)[0]
    entry = service.checkin.take(catalogue().form, {"c1": 3}, by=whose)
    carry_between(ana, sam)
    assert not sam.service().checkin.is_shared(entry)

    ana.service().checkin.share(entry, by=whose)
    carry_between(ana, sam)
    assert sam.service().checkin.is_shared(entry)

    ana.service().checkin.take_back(entry, by=whose)
    carry_between(ana, sam)
    assert not sam.service().checkin.is_shared(entry)
