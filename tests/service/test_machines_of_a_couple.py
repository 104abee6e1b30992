"""What people do on several machines of one couple, cut off from each other meanwhile, ends the same on all of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rituals.bootstrap import import_formats
from rituals.config import places
from rituals.content.loader import catalogue
from rituals.core import events as e
from rituals.core.model import EACH, PersonId, Rule
from rituals.errors import RuleError
from rituals.service import exchange
from tests.kit.couples_folder import Machine

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
    carry(ana, machine)
    machine.service().seat(people(ana)[seated])
    return machine


def carry(*machines: Machine) -> None:
    """Let each look, show what there is, and look again, until all have everything."""
    for machine in (*machines, *machines, *machines):
        machine.look()
        machine.service()


def people(machine: Machine) -> tuple[PersonId, PersonId]:
    ana, sam = machine.service().couple
    return ana.id, sam.id


def is_agreed(machine: Machine) -> bool:
    entry = catalogue().entry(ABOUT)
    assert entry is not None
    return bool(machine.service().consent.agreed([entry]))


def both_say_yes(machine: Machine) -> None:
    for person in people(machine):
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

    carry(*machines)

    assert ana.records() == sam.records() == tablet.records()
    for machine in machines:
        state = machine.service().state
        ((_, ticks),) = state.ticks("walk").items()
        assert {tick.note for tick in ticks} == {"of ana", "of sam", "of tablet"}


def test_a_yes_of_both_does_not_hold_against_a_no_that_was_said_elsewhere_meanwhile(ana: Machine, sam: Machine) -> None:
    both_say_yes(ana)
    carry(ana, sam)
    assert is_agreed(sam)

    withdraw(sam, people(sam)[1])
    withdraw(ana, people(ana)[0])
    both_say_yes(ana)
    assert is_agreed(ana)
    carry(ana, sam)

    assert not is_agreed(ana)
    assert not is_agreed(sam)
    both_say_yes(sam)
    carry(sam, ana)
    assert is_agreed(ana)


def test_an_undo_takes_back_what_this_person_did_and_nothing_of_the_others(ana: Machine, sam: Machine) -> None:
    own, others = people(ana)
    ana.service().tick("hug", by=[own])
    sam.service().tick("hug", by=[others])
    carry(ana, sam)

    sam.service().undo()
    with pytest.raises(RuleError):
        sam.service().undo()
    carry(ana, sam)

    for machine in (ana, sam):
        service = machine.service()
        assert [tick.by for tick in service.state.ticks("hug")[service.today()]] == [own]


def test_a_file_that_both_bring_in_is_there_once(ana: Machine, sam: Machine, tmp_path: Path) -> None:
    shutil.copytree(ana.data, tmp_path / "old" / "data")
    for name in ("ana", "old"):  # what the first of them wrote there goes by the id that it has here
        old = Machine(tmp_path / "old", machine=name)
        old.service().tick("walk", note=f"once, by {name}")
    file = exchange.export(old.service(), old.service().seated, by="0").encode()

    for machine in (ana, sam):
        formats = import_formats(places(str(machine.data.parent)))
        exchange.take_in(machine.service(), exchange.read_file(file, formats), merge=True)
    carry(ana, sam)

    assert ana.records() == sam.records()
    for machine in (ana, sam):
        service = machine.service()
        notes = [tick.note for tick in service.state.ticks("walk")[service.today()]]
        assert sorted(notes) == ["once, by ana", "once, by old"]
