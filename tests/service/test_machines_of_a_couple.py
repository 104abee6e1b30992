"""What people do on several machines of one couple, cut off from each other meanwhile, ends the same on all of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rituals.config import places
from rituals.content.loader import catalogue
from rituals.core import events as e
from rituals.core.model import EACH, PersonId, Rule
from rituals.errors import RuleError
from rituals.service.exchange import incoming, outgoing
from tests.kit.couples_folder import Machine, carry_between, has_agreed, two_at
from tests.kit.importing import own_export

ABOUT = "time-for-us"


@pytest.fixture
def ana(tmp_path: Path) -> Machine:
    machine = Machine(tmp_path / "ana", tmp_path / "folder")
    machine.pair()
    service = machine.service("Ana")
    service.welcome_somebody()
    service.join("Sam")
    service.add(e.RitualAdded("walk", service.today(), "Walk", Rule("FREQ=DAILY")))
    service.add(e.RitualAdded("hug", service.today(), "Hug", Rule("FREQ=DAILY"), EACH))
    return machine


@pytest.fixture
def sam(tmp_path: Path, ana: Machine) -> Machine:
    return another("sam", tmp_path, ana, seated=1)


def another(name: str, folder: Path, ana: Machine, *, seated: int) -> Machine:
    """Another machine, with one of the two at it."""
    machine = Machine(folder / name, folder / "folder")
    machine.pair()
    carry_between(ana, machine)
    machine.service().seat(two_at(ana)[seated])
    return machine


def both_say_yes(machine: Machine) -> None:
    for person in two_at(machine):
        machine.service().consent.say(ABOUT, by=person, given=True)


def withdraw(machine: Machine, person: PersonId) -> None:
    entry = catalogue().entry(ABOUT)
    assert entry is not None
    machine.service().consent.withdraw(entry, by=person)


def test_on_three_machines_one_evening_is_one_tick_with_the_notes_of_all(
    ana: Machine, sam: Machine, tmp_path: Path
) -> None:
    tablet = another("tablet", tmp_path, ana, seated=0)
    machines = (ana, sam, tablet)
    for machine in machines:
        machine.service().tick("walk", note=f"of {machine.data.parent.name}")

    carry_between(*machines)

    assert ana.records() == sam.records() == tablet.records()
    for machine in machines:
        state = machine.service().state
        ((_, ticks),) = state.ticks("walk").items()
        assert {tick.note for tick in ticks} == {"of ana", "of sam", "of tablet"}


def test_a_yes_of_both_does_not_hold_against_a_no_that_was_said_elsewhere_meanwhile(ana: Machine, sam: Machine) -> None:
    both_say_yes(ana)
    carry_between(ana, sam)
    assert has_agreed(sam, ABOUT)

    withdraw(sam, two_at(sam)[1])
    withdraw(ana, two_at(ana)[0])
    both_say_yes(ana)
    assert has_agreed(ana, ABOUT)
    carry_between(ana, sam)

    assert not has_agreed(ana, ABOUT)
    assert not has_agreed(sam, ABOUT)
    both_say_yes(sam)
    carry_between(sam, ana)
    assert has_agreed(ana, ABOUT)


def test_an_undo_takes_back_what_this_person_did_and_nothing_of_the_others(ana: Machine, sam: Machine) -> None:
    own, others = two_at(ana)
    ana.service().tick("hug", by=[own])
    sam.service().tick("hug", by=[others])
    carry_between(ana, sam)

    sam.service().undo()
    with pytest.raises(RuleError):
        sam.service().undo()
    carry_between(ana, sam)

    for machine in (ana, sam):
        service = machine.service()
        assert [tick.by for tick in service.state.ticks("hug")[service.today()]] == [own]


def test_a_file_that_both_bring_in_is_there_once(ana: Machine, sam: Machine, tmp_path: Path) -> None:
    shutil.copytree(ana.data, tmp_path / "old" / "data")
    for name in ("ana", "old"):  # what the first of them wrote there goes by the id that it has here
        old = Machine(tmp_path / "old", machine=name)
        old.service().tick("walk", note=f"once, by {name}")
    file = outgoing.export(old.service(), old.service().seated, by="0").encode()

    for machine in (ana, sam):
        exported = own_export(file, places(str(machine.data.parent)))
        incoming.take_in(machine.service(), exported, merge=True)
    carry_between(ana, sam)

    assert ana.records() == sam.records()
    for machine in (ana, sam):
        service = machine.service()
        notes = [tick.note for tick in service.state.ticks("walk")[service.today()]]
        assert sorted(notes) == ["once, by ana", "once, by old"]
