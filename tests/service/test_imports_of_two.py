"""One file that both of a couple bring in, each on their machine, before the two machines meet."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from rituals.adapters.formats.loop_backup import read_loop_backup
from rituals.core.exchange.import_plan import Answers, ImportPlan
from rituals.core.model import TOGETHER
from rituals.core.rhythm.history import ritual_history
from rituals.errors import RuleError
from rituals.service.exchange.bringing_in import bring_in
from tests.kit.couples_folder import Machine, carry_between
from tests.kit.importing import SAMPLES, source

LOOP = read_loop_backup(source((SAMPLES / "loop.db").read_bytes()))
RITUALS = 8


class Look(NamedTuple):
    """What a machine tells of a ritual."""

    days_kept: int
    rests: int
    milestones: int
    notes: frozenset[str]


@pytest.fixture
def machines(tmp_path: Path) -> tuple[Machine, Machine]:
    """Ana's and Sam's, which know each other."""
    ana, sam = Machine(tmp_path / "ana", tmp_path / "folder"), Machine(tmp_path / "sam", tmp_path / "folder")
    ana.service().join("Sam")
    carry_between(ana, sam)
    return ana, sam


def take(machine: Machine) -> ImportPlan:
    return bring_in(machine.service(), LOOP, Answers(TOGETHER))


def looks(machine: Machine) -> Mapping[str, Look]:
    service = machine.service()
    state, today = service.state, service.today()
    return {
        ritual.name: Look(
            history.days_kept,
            len(state.rests(ritual.id)),
            len(history.milestones),
            frozenset(tick.note for ticks in state.ticks(ritual.id).values() for tick in ticks),
        )
        for ritual in state.rituals.values()
        for history in [ritual_history(state, ritual, today)]
    }


def test_nothing_doubles_where_both_brought_it_in_and_nothing_goes_where_one_takes_it_back(
    machines: tuple[Machine, Machine],
) -> None:
    ana, sam = machines
    take(ana)
    take(sam)
    once = looks(ana)
    carry_between(ana, sam)
    assert len(once) == RITUALS
    assert len(ana.service().state.rituals) == RITUALS
    assert looks(ana) == looks(sam) == once

    ana.service().undo()
    carry_between(ana, sam)

    assert looks(ana) == looks(sam) == once
    assert not take(ana).events


def test_it_is_gone_where_both_took_it_back_and_comes_in_again(machines: tuple[Machine, Machine]) -> None:
    ana, sam = machines
    take(ana)
    take(sam)
    once = looks(ana)
    carry_between(ana, sam)
    for machine in machines:
        machine.service().undo()
        carry_between(ana, sam)
    assert looks(ana) == looks(sam) == {}

    take(sam)
    carry_between(ana, sam)

    assert looks(ana) == looks(sam) == once


def test_what_came_in_elsewhere_is_not_for_this_machine_to_take_back(machines: tuple[Machine, Machine]) -> None:
    ana, sam = machines
    take(ana)
    carry_between(ana, sam)

    with pytest.raises(RuleError):
        sam.service().undo()

    assert len(looks(sam)) == RITUALS
