"""Years of days that a file brings in, on a real disk: what it costs, what a kill leaves, and how it reaches others."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from rituals.adapters.together.condemning import Condemning
from rituals.adapters.together.names import LARGEST_FILE
from rituals.core import events as e
from rituals.core.events.recorded import import_of
from rituals.core.rhythm.history import ritual_history
from rituals.core.rhythm.streak import Streak
from rituals.core.state.couple_state import State
from rituals.service.couple import CoupleService
from tests.kit.couples_folder import KEY, Machine, carry_between
from tests.kit.journal_disks import KillingDisk
from tests.kit.pairs import opened
from tests.kit.work import calls_made
from tests.kit.years import A_DOZEN, YEARS_BEGAN, years_of_days

SOME_DAYS = 150
MEGABYTES = 2**10  # of what Linux counts in kilobytes
TEN_YEARS_COME_IN = """
import sys
from pathlib import Path
from tests.kit.couples_folder import Machine
from tests.kit.years import years_of_days

service = Machine(Path(sys.argv[1])).service()
service.welcome_somebody()
service.record_import(lambda _: years_of_days(3_000))
highest = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(highest.split()[1])  # as `ru_maxrss` begins with what the process had that started this one
"""


@pytest.fixture
def ana(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "ana", tmp_path / "folder")


def bring_in(service: CoupleService, days: int = SOME_DAYS, note: str = "so good") -> None:
    service.welcome_somebody()
    service.record_import(lambda _: years_of_days(days, note))


def test_a_commit_of_years_takes_less_than_twice_the_work_of_opening_them(ana: Machine, tmp_path: Path) -> None:
    service = ana.service()
    service.welcome_somebody()
    events = years_of_days(SOME_DAYS)
    line_by_line = Machine(tmp_path / "line-by-line")
    for event in events:
        line_by_line.write(event)

    bringing_in = calls_made(lambda: service.record_import(lambda _: events))

    assert bringing_in < 2 * calls_made(lambda: State(line_by_line.log().fresh().records))


def test_an_undo_of_years_writes_a_small_record_and_takes_less_than_twice_the_work_of_opening_them(
    ana: Machine,
) -> None:
    bring_in(ana.service())
    service = ana.service()
    (journal,) = (ana.data / "shared").glob("*.jsonl")
    size = journal.stat().st_size

    undoing = calls_made(service.undo)

    assert journal.stat().st_size - size < 300
    assert undoing < 2 * calls_made(lambda: State(ana.log().fresh().records))
    assert ana.service().state.rituals == {}


def test_words_that_came_with_years_are_erased_in_time_that_grows_with_them_alone(ana: Machine, tmp_path: Path) -> None:
    def work(machine: Machine, days: int) -> int:
        bring_in(machine.service(), days)
        service = machine.service()
        service.undo()
        return calls_made(service.erasing.erase_taken_back)

    few, many = work(Machine(tmp_path / "few"), SOME_DAYS), work(ana, 2 * SOME_DAYS)

    assert many < 2.5 * few
    assert b"so good" not in b"".join(path.read_bytes() for path in ana.data.rglob("*") if path.is_file())


@pytest.mark.durability
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_years_whose_commit_is_killed_at_any_step_are_all_there_or_none(
    tmp_path: Path, figure: Callable[[str], None]
) -> None:
    counting = Machine(tmp_path / "all", disk=KillingDisk())
    bring_in(counting.service())
    assert isinstance(counting.disk, KillingDisk)
    outcomes = []

    for step in range(1, counting.disk.steps + 1):
        machine = Machine(tmp_path / f"killed-{step}")
        child = os.fork()
        if not child:
            machine.disk = KillingDisk(step)
            bring_in(machine.service())
            os._exit(1)
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
        state = machine.service().state
        assert machine.log().problems() == []
        assert len(state.rituals) in (0, A_DOZEN)
        assert {len(state.ticks(ritual)) for ritual in state.rituals} <= {SOME_DAYS}
        outcomes.append(len(state.rituals))

    figure(f"imports killed at {len(outcomes)} steps: {outcomes.count(0)} never begun, none half")
    assert 0 in outcomes


@pytest.mark.skipif(sys.platform != "linux", reason="counts memory as Linux does")
def test_ten_years_of_a_dozen_rituals_come_in_within_150_megabytes(tmp_path: Path) -> None:
    command = [sys.executable, "-c", TEN_YEARS_COME_IN, str(tmp_path)]

    ran = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, check=True)

    assert int(ran.stdout) < 150 * MEGABYTES


# two machines


@pytest.fixture
def sam(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "sam", tmp_path / "folder")


def test_years_travel_in_files_that_others_read_and_so_does_taking_them_back(ana: Machine, sam: Machine) -> None:
    bring_in(ana.service())
    carry_between(ana, sam)
    assert {len(sam.service().state.ticks(ritual)) for ritual in sam.service().state.rituals} == {SOME_DAYS}
    assert all(path.stat().st_size <= LARGEST_FILE for path in ana.folder.rglob("*") if path.is_file())
    assert ana.publisher().too_long == 0

    ana.service().undo()
    carry_between(ana, sam)

    assert sam.service().state.rituals == {}
    assert Condemning(sam.data).questions() == {}


def test_words_that_came_with_years_are_erased_at_the_others_too(ana: Machine, sam: Machine) -> None:
    bring_in(ana.service(), 400, note="secret")
    carry_between(ana, sam)
    service = ana.service()
    service.undo()
    service.erasing.erase_taken_back()
    carry_between(ana, sam)

    assert b"secret" not in b"".join(path.read_bytes() for path in sam.data.rglob("*") if path.is_file())
    assert b"secret" not in opened(ana, KEY)


def test_the_others_machine_takes_no_import_back_and_asks_before_one_of_here_goes(ana: Machine, sam: Machine) -> None:
    bring_in(ana.service())
    carry_between(ana, sam)
    (came,) = {import_of(record) for record in ana.records()} - {None}
    assert came

    (mass,) = sam.write(e.ImportTakenBack(came))
    sam.look()
    ana.look()

    (question,) = Condemning(ana.data).questions().values()
    assert question.condemned == A_DOZEN * (SOME_DAYS + 1)
    assert not question.erases
    assert mass not in ana.records()
    assert ana.service().state.rituals


def test_both_bring_in_the_same_years_and_one_of_them_takes_theirs_back(ana: Machine, sam: Machine) -> None:
    ana.service().join("Sam")
    carry_between(ana, sam)
    bring_in(ana.service())
    bring_in(sam.service())
    carry_between(ana, sam)
    doubled = [looking_back(machine) for machine in (ana, sam)]

    ana.service().undo()
    carry_between(ana, sam)

    once = [looking_back(machine) for machine in (ana, sam)]
    assert once == doubled
    assert {days for of_machine in once for days, _ in of_machine.values()} == {SOME_DAYS}


def looking_back(machine: Machine) -> Mapping[str, tuple[int, Streak]]:
    """How many days each ritual was kept on, and its streak, as a machine has it."""
    service = machine.service()
    histories = {
        ritual.id: ritual_history(service.state, ritual, YEARS_BEGAN + timedelta(SOME_DAYS))
        for ritual in service.state.rituals.values()
    }
    return {ritual: (history.days_kept, history.streak) for ritual, history in histories.items()}
