"""A data folder that was copied to a second machine: both go on, nothing is lost, and what is erased is gone."""

from __future__ import annotations

import shutil
import sys
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest

from rituals.adapters.journal import device
from rituals.adapters.journal.device import device_here
from rituals.adapters.journal.event_log import JournalLog
from rituals.adapters.logs import open_logs
from rituals.core.events import AppreciationAdded, DraftKept, FlowKept, KeptAnswer, RitualAdded, RitualTicked
from rituals.core.model import Quota
from rituals.core.state.couple_state import State
from rituals.errors import RuleError
from rituals.service.couple import CoupleService
from tests.kit.fakes import FakeClock
from tests.kit.runs import Runs

LAPTOP = b"3d1219c7c4c5404aaa1f6d2a48adfda4"
TOWER = b"0a4f2b6c8d9e4f70b1c2d3e4f5061728"
NUMBERS = count(1)
WALK = "walk"
UNSAID, DRAFTED, KEPT = "the soup you brought", "words not finished", "what I kept to myself"


class Place(NamedTuple):
    """A machine with the folder in it."""

    data: Path
    machine: bytes

    def open(self) -> CoupleService:
        """The couple's books, as a new process on that machine opens them."""
        here = device_here(self.data, self.machine)
        logs = open_logs(self.data, here.id, others=here.others)
        service = CoupleService(logs, FakeClock(), lambda: f"{next(NUMBERS):016x}", "ana")
        service.refresh()
        return service

    @property
    def words(self) -> bytes:
        """Every byte that lies there."""
        return b"".join(path.read_bytes() for path in sorted(self.data.rglob("*")) if path.is_file())

    def send(self, other: Place) -> None:
        """Bring what this machine's own journal of the shared log holds to the other one."""
        name = f"{device_here(self.data, self.machine).id}.jsonl"
        shutil.copy(self.data / "shared" / name, other.data / "shared" / name)

    def copied_to(self, data: Path, machine: bytes) -> Place:
        """The whole folder, on another machine."""
        shutil.copytree(self.data, data)
        return Place(data, machine)


@pytest.fixture
def laptop(tmp_path: Path) -> Place:
    """Ana and Sam, with a ritual, a note in the jar, a draft, and something that Ana kept to herself."""
    place = Place(tmp_path / "laptop", LAPTOP)
    service = place.open()
    service.join("Sam")
    ana = service.seated.id
    service.add(RitualAdded(WALK, service.today(), "Evening walk", Quota(3, "week")))
    service.jar.put_in(UNSAID)
    service.jar.keep_draft(DraftKept(ana, DRAFTED))
    kept = FlowKept("entry", "listening", service.today(), (KeptAnswer("what", KEPT),))
    service.private(ana).keep(lambda _: [kept])
    return place


@pytest.fixture
def tower(laptop: Place, tmp_path: Path) -> Place:
    """The copy, on another machine."""
    return laptop.copied_to(tmp_path / "tower", TOWER)


def go_on(service: CoupleService, where: str) -> None:
    """Tick and thank."""
    service.tick(WALK, service.today(), note=f"ticked on the {where}")
    service.jar.put_in(f"said on the {where}")


def records(place: Place) -> list[str]:
    return [record.id for record in JournalLog(place.data / "shared", "reader").fresh().records]


def seen(state: State) -> set[str]:
    return {note.text for note in state.jar.notes}


def test_both_go_on_and_the_journals_put_together_hold_both_histories_once(laptop: Place, tower: Place) -> None:
    before = set(records(laptop))
    here, there = laptop.open(), tower.open()
    go_on(here, "laptop")
    go_on(there, "tower")
    on_the_laptop, on_the_tower = set(records(laptop)), set(records(tower))

    laptop.send(tower)
    tower.send(laptop)
    here.refresh()
    there.refresh()

    assert here.logs.shared.device != there.logs.shared.device
    assert on_the_laptop & on_the_tower == before
    for place in (laptop, tower):
        assert len(records(place)) == len(set(records(place)))
        assert set(records(place)) == on_the_laptop | on_the_tower
    for state in (here.state, there.state, laptop.open().state, tower.open().state):
        assert seen(state) == {UNSAID, "said on the laptop", "said on the tower"}


def test_undo_takes_back_only_what_was_done_on_this_machine(laptop: Place, tower: Place) -> None:
    here, there = laptop.open(), tower.open()
    go_on(here, "laptop")
    go_on(there, "tower")
    laptop.send(tower)
    there = tower.open()

    (note,), (tick,) = there.undo().events, there.undo().events

    assert isinstance(note, AppreciationAdded)
    assert note.text == "said on the tower"
    assert isinstance(tick, RitualTicked)
    assert tick.note == "ticked on the tower"
    with pytest.raises(RuleError, match="nothing to undo"):
        there.undo()
    assert seen(there.state) == {UNSAID, "said on the laptop"}


def test_what_was_put_down_before_the_copy_is_undone_where_it_was_put_down(laptop: Place, tower: Place) -> None:
    there = tower.open()

    with pytest.raises(RuleError, match="nothing to undo"):
        there.undo()
    (note,) = laptop.open().undo().events

    assert isinstance(note, AppreciationAdded)
    assert note.text == UNSAID


def test_drafts_private_pages_and_who_is_at_the_keyboard_come_along(laptop: Place, tmp_path: Path) -> None:
    first = laptop.open()
    first.seat(first.couple[1].id)

    there = laptop.copied_to(tmp_path / "copy", TOWER).open()
    ana = there.couple[0].id

    draft = there.jar.draft(ana)
    assert draft is not None
    assert draft.text == DRAFTED
    assert [kept.answers[0].text for kept in there.private(ana).now.kept] == [KEPT]
    assert there.seated.name == "Sam"


def test_what_never_leaves_the_machine_is_erased_for_good_even_where_nobody_knows_who_wrote_it(laptop: Place) -> None:
    (laptop.data / "device").unlink()
    service = laptop.open()
    ana = service.couple[0].id

    service.jar.drop_draft(ana)
    service.private(ana).erase("entry")

    for words in (DRAFTED, KEPT):
        assert words.encode() not in laptop.words
    assert laptop.open().jar.draft(ana) is None


def test_words_from_before_the_copy_are_erased_from_the_copy_for_good(laptop: Place, tower: Place) -> None:
    there = tower.open()
    ana = there.couple[0].id

    gone = there.jar.erase(there.state.jar.notes[0].id)
    there.jar.drop_draft(ana)
    there.private(ana).erase("entry")

    assert gone
    for words in (UNSAID, DRAFTED, KEPT):
        assert words.encode() in laptop.words
        assert words.encode() not in tower.words
    later = tower.open()
    assert not later.state.jar.notes
    assert later.jar.draft(ana) is None
    assert not later.private(ana).now.kept


def test_what_one_machine_erased_the_other_erases_when_it_hears_of_it(laptop: Place, tower: Place) -> None:
    there = tower.open()
    there.jar.erase(there.state.jar.notes[0].id)

    tower.send(laptop)
    laptop.open()

    assert UNSAID.encode() not in laptop.words


def test_erased_words_that_the_other_machine_brings_back_are_erased_again(laptop: Place, tower: Place) -> None:
    there = tower.open()
    there.jar.erase(there.state.jar.notes[0].id)
    go_on(laptop.open(), "laptop")

    laptop.send(tower)
    brought_back = UNSAID.encode() in tower.words
    there.refresh()

    assert brought_back
    assert UNSAID.encode() not in tower.words
    assert seen(there.state) == {"said on the laptop"}


def test_words_of_a_device_that_was_never_here_are_left_to_it(laptop: Place, tmp_path: Path) -> None:
    phone = Place(tmp_path / "phone", TOWER)
    (phone.data / "shared").mkdir(parents=True)
    laptop.send(phone)
    there = phone.open()

    gone = there.jar.erase(there.state.jar.notes[0].id)

    assert not gone
    assert UNSAID.encode() in phone.words


def test_only_the_doctor_says_that_a_folder_was_copied_and_it_is_nothing_to_mend(
    laptop: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(device, "MACHINE_IDS", (tmp_path / "machine-id",))
    (tmp_path / "machine-id").write_bytes(LAPTOP)
    shell = Runs(tmp_path / "home", capsys)
    laptop.copied_to(tmp_path / "home" / "data", TOWER)

    at_home = shell("doctor")
    (tmp_path / "machine-id").write_bytes(TOWER)
    elsewhere, today = shell("doctor"), shell("today")

    assert "was on another machine" not in at_home.out
    assert "This folder was on another machine before." in elsewhere.out
    assert elsewhere.exit_code == at_home.exit_code
    assert (today.exit_code, today.err) == (0, "")
