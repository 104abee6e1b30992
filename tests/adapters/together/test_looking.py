"""Looking again and again: what one look leaves for the next, what is told of it, and what other processes change."""

from __future__ import annotations

import shutil
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

import pytest

from rituals.adapters.together import looking
from rituals.adapters.together.folder_carrier import FolderCarrier
from rituals.adapters.together.looking import BREATH, LOOK_SECONDS
from rituals.adapters.together.names import LARGEST_FILE
from rituals.adapters.together.problems import problems_between
from rituals.adapters.together.report import Report, last_report
from rituals.adapters.together.sealed.couple_key import CoupleKey
from tests.kit.another_login import WHY_NOT, a_refused_login, folder_of_that_login
from tests.kit.couples_folder import KEY, Machine, tick
from tests.kit.desktop import until
from tests.kit.fakes import FakeClock
from tests.kit.journal_disks import RefusingDisk
from tests.kit.random_lives import texts_of

NO_SPACE, READ_ONLY = 28, 30


@pytest.fixture
def ana(tmp_path: Path) -> Machine:
    machine = Machine(tmp_path / "ana", tmp_path / "folder")
    machine.pair()
    return machine


@pytest.fixture
def sam(tmp_path: Path) -> Machine:
    machine = Machine(tmp_path / "sam", tmp_path / "folder")
    machine.pair()
    return machine


def report(machine: Machine) -> Report:
    return last_report(machine.data)


def test_what_one_writes_the_other_has_after_their_next_looks(ana: Machine, sam: Machine) -> None:
    own, other = ana.looks(), sam.looks()
    for note in ("soup", "bread"):
        ana.write(tick(note))
        own.look()
        other.look()

        assert sam.records() == ana.records()
    assert report(ana) == report(sam) == Report()


def test_with_nothing_new_no_file_is_opened_whoever_looks(ana: Machine, sam: Machine) -> None:
    class Unread(FolderCarrier):
        def read(self, name: str) -> bytes:
            raise AssertionError(f"{name} is as it was")

    for machine in (ana, sam, ana, sam):
        machine.write(tick())
        machine.looks().look()
    for _ in range(2):
        ana.looks().look()

    ana.looks(make_carrier=Unread).look()

    assert report(ana) == Report()


def test_a_machine_that_is_not_paired_looks_nowhere_and_keeps_nothing(tmp_path: Path) -> None:
    machine = Machine(tmp_path / "ana")
    machine.write(tick())

    machine.looks().look()

    assert not list(machine.folder.iterdir())
    assert not (machine.data / "together").exists()


def test_that_another_process_paired_parted_or_gave_new_words_is_noticed(tmp_path: Path, sam: Machine) -> None:
    ana = Machine(tmp_path / "ana", tmp_path / "folder")
    looks = ana.looks()
    ana.write(tick())
    looks.look()
    assert not ana.carrier.names()

    ana.pair()
    looks.look()
    assert KEY.couple_file in ana.carrier.names()

    (ana.data / "together" / "key").unlink()
    ana.write(tick("alone"))
    looks.look()
    sam.looks().look()
    assert len(sam.records()) == 1

    CoupleKey(KEY.couple, 2, bytes(16)).keep(ana.data / "together")
    looks.look()
    assert f"couple-{KEY.couple}-2" in ana.carrier.names()


def test_a_folder_that_is_not_there_is_away_since_the_day_on_which_that_was_seen(ana: Machine) -> None:
    clock = FakeClock("2026-11-22 19:00")
    looks = ana.looks(clock=clock)
    ana.write(tick())
    looks.look()
    ana.folder.rename(ana.folder.with_name("pulled out"))

    for day in ("2026-11-23 23:30", "2026-11-25 08:00"):
        clock.set(day)
        ana.write(tick(day))
        looks.look()
        assert report(ana) == Report(away_since="2026-11-23")
    assert not ana.folder.exists()

    clock.set("2026-11-20 08:00")  # back, as it was wrong
    looks.look()
    assert report(ana) == Report(away_since="2026-11-20")

    ana.folder.with_name("pulled out").rename(ana.folder)
    looks.look()
    assert report(ana) == Report()
    assert ana.publish().records == 0


def test_below_a_disk_that_is_not_mounted_nothing_is_begun(ana: Machine) -> None:
    ana.pair(is_mount=True)  # and a plain folder now, as the mount point is that the disk has left
    ana.write(tick())

    ana.looks(clock=FakeClock("2026-11-22 19:00")).look()

    assert report(ana).away_since == "2026-11-22"
    assert not list(ana.folder.iterdir())


@pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)
def test_a_disk_that_this_login_may_not_see_is_away() -> None:
    with folder_of_that_login() as home, a_refused_login():
        machine = Machine(home / "ana", home / "media" / "disk")
        machine.pair(is_mount=True)

        (home / "media").chmod(0)
        try:
            machine.looks(clock=FakeClock("2026-11-22 19:00")).look()
        finally:
            (home / "media").chmod(0o700)

        assert report(machine).away_since == "2026-11-22"


@pytest.mark.parametrize(("refusal", "words"), [(NO_SPACE, "folder is full"), (READ_ONLY, "folder is read-only")])
def test_a_folder_that_takes_nothing_is_told_and_nothing_is_lost(ana: Machine, refusal: int, words: str) -> None:
    disk = RefusingDisk(write=refusal)
    looks = ana.looks(make_carrier=lambda place, device: FolderCarrier(place, device, disk))
    ana.write(tick())

    looks.look()
    told = report(ana)
    disk.relent()
    looks.look()

    assert words in told.refusal.replace(f" {ana.folder}", "")
    assert told.refusal.endswith("; what you do is kept here.")
    assert report(ana) == Report()
    assert len(ana.records()) == 1
    assert ana.publish().records == 0


def test_a_disk_here_that_takes_nothing_in_is_told_and_takes_it_in_later(ana: Machine, sam: Machine) -> None:
    ana.write(tick("soup"))
    ana.looks().look()
    disk = sam.disk = RefusingDisk(write=NO_SPACE)
    looks = sam.looks()

    looks.look()
    told = report(sam).refusal
    disk.relent()
    looks.look()

    assert "The disk is full" in told
    assert report(sam) == Report()
    assert sam.records() == ana.records()


def test_a_way_that_only_a_later_version_knows_is_told(ana: Machine) -> None:
    ana.looks(make_carrier=lambda *_: None).look()

    assert report(ana).refusal == (
        f"This version of rituals knows no way to {ana.folder}. Update rituals here to go on."
    )


def test_what_is_too_long_to_travel_stays_counted_until_it_is_gone(ana: Machine) -> None:
    (long,) = ana.write(tick("x" * LARGEST_FILE))
    looks = ana.looks()
    looks.look()
    ana.write(tick())
    for again in (looks, ana.looks()):
        again.look()
        assert report(ana).too_long == 1

    ana.service().erase_words([long])
    looks.look()

    assert report(ana) == Report()


def test_how_far_a_long_take_in_is_can_be_read_meanwhile(ana: Machine, sam: Machine) -> None:
    seen: list[Report] = []

    class Watched(FolderCarrier):
        def read(self, name: str) -> bytes:
            seen.append(report(sam))
            return super().read(name)

    ana.write(*[tick("a long evening " * 20)] * 3_000)
    ana.looks().look()
    files = len(ana.carrier.names()) - 2
    looks = sam.looks(make_carrier=Watched)
    with pytest.MonkeyPatch.context() as impatient:
        impatient.setattr("rituals.adapters.together.looking.TELLING_SECONDS", 0)
        looks.look()

    told = [each.arriving for each in seen if each.arriving and each.arriving[0] < files][-2:]
    assert files > 2
    assert told == [(files - 2, files), (files - 1, files)]
    assert report(sam) == Report()
    assert sam.records() == ana.records()


@pytest.mark.parametrize(("publish", "later"), [("hourly", "2026-11-22 20:00"), ("daily", "2026-11-23 00:00")])
def test_what_is_written_waits_for_the_next_hour_or_day_if_that_is_wished(
    ana: Machine, sam: Machine, publish: str, later: str
) -> None:
    clock = FakeClock("2026-11-22 19:00")
    ana.looks(clock=clock, publishes=lambda: publish).look()
    clock.set("2026-11-22 19:42")
    ana.write(tick("soup"))
    sam.write(tick("bread"))
    sam.looks().look()

    ana.looks(clock=clock, publishes=lambda: publish).look()
    sam.looks().look()
    counts = len(ana.records()), len(sam.records())
    clock.set(later)
    ana.looks(clock=clock, publishes=lambda: publish).look()
    sam.looks().look()

    assert counts == (2, 1)
    assert len(sam.records()) == 2


def test_what_is_erased_goes_at_once_whatever_is_wished(ana: Machine, sam: Machine) -> None:
    clock = FakeClock("2026-11-22 19:00")
    (note,) = ana.write(tick("soup"))
    own = ana.looks(clock=clock, publishes=lambda: "daily")
    own.look()
    sam.looks().look()

    ana.service().erase_words([note])
    place = ana.folder.rename(ana.folder.with_name("away"))
    own.look()
    place.rename(ana.folder)
    own.look()
    sam.looks().look()
    sam.service("Sam")
    assert b"soup" not in texts_of(sam)

    ana.write(tick("bread"))
    own.look()
    sam.looks().look()
    assert b"bread" not in texts_of(sam)


def test_whoever_has_the_app_open_as_its_machine_takes_a_new_device_goes_on_in_it(
    ana: Machine, sam: Machine, tmp_path: Path
) -> None:
    """What the open app writes as the old device travels and can be undone, and it erases what the new one wrote."""
    looks = ana.looks()
    ana.write(tick("soup"))
    looks.look()
    shutil.copytree(ana.data, tmp_path / "saved")
    ana.write(tick("lost here"))
    looks.look()
    shutil.rmtree(ana.data)
    shutil.copytree(tmp_path / "saved", ana.data)
    app, device = ana.service(), ana.device
    looks.look()
    assert ana.device != device

    ana.write(tick("by a verb"))
    app.welcome_somebody()
    app.jar.put_in("thanks")
    looks.look()
    sam.looks().look()
    notes = {getattr(event, "note", "") for event in sam.records().values()}
    assert {"soup", "lost here", "by a verb"} <= notes
    assert sam.records() == ana.records()

    app.undo()
    app.refresh()
    app.erase_words([name for name, event in ana.records().items() if getattr(event, "note", "") == "by a verb"])
    looks.look()
    sam.looks().look()
    notes_there = sam.service("Sam").state.jar.notes

    assert sam.records() == ana.records()
    assert b"by a verb" not in texts_of(ana)
    assert b"by a verb" not in texts_of(sam)
    assert not notes_there


def test_while_another_looks_what_was_told_stays(ana: Machine) -> None:
    """A look that finds somebody at it knows nothing."""
    ana.folder.rename(ana.folder.with_name("away"))
    looks = ana.looks()
    looks.look()
    told = report(ana)
    told_meanwhile: list[Report] = []
    ana.folder.with_name("away").rename(ana.folder)

    class Meanwhile(FolderCarrier):
        def names(self) -> Mapping[str, str]:
            if not told_meanwhile:
                ana.looks().look()
                told_meanwhile.append(report(ana))
            return super().names()

    ana.looks(make_carrier=Meanwhile).look()

    assert told_meanwhile == [told]
    assert report(ana) == Report()


def test_a_bug_is_no_refusal(ana: Machine) -> None:
    class Broken(FolderCarrier):
        def names(self) -> Mapping[str, str]:
            raise ValueError("a bug")

    with pytest.raises(ValueError, match="a bug"):
        ana.looks(make_carrier=Broken).look()


def test_a_bug_is_told_without_words_and_it_looks_again_later_and_later(
    ana: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    bugs: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", bugs.append)
    waits: list[float] = []
    told: list[str] = []

    class Broken(FolderCarrier):
        def names(self) -> Mapping[str, str]:
            if len(waits) in {0, 1, 2, 3, 5}:
                raise KeyError("what somebody wrote")
            return super().names()

    def wait(seconds: float) -> bool:
        waits.append(seconds)
        told.append(report(ana).refusal)
        return len(waits) == 6

    ana.looks(make_carrier=Broken).run(wait)

    assert waits[:4] == sorted(set(waits[:4]))
    assert (waits[4], waits[5]) == (LOOK_SECONDS, waits[0])
    assert waits[0] > LOOK_SECONDS
    assert [bug.exc_type for bug in bugs] == [KeyError] * 5
    assert "KeyError in test_looking.py, line " in told[0]
    assert told[4] == ""
    assert "somebody" not in told[0]
    (problem,) = problems_between(ana.data, tick().day)
    assert problem.what == told[5]


def test_a_folder_that_does_not_answer_is_told_until_it_does(ana: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "LONGEST_ANSWER", 0.01)
    answers, is_asked = threading.Event(), threading.Event()

    class Hung(FolderCarrier):
        def names(self) -> Mapping[str, str]:
            is_asked.set()
            answers.wait(20)
            return super().names()

    looks = ana.looks(make_carrier=Hung)
    thread = threading.Thread(target=looks.run, args=[lambda _: True])
    thread.start()
    assert is_asked.wait(20)
    until(lambda: report(ana).refusal != "", "it is told")
    told = report(ana).refusal
    answers.set()
    thread.join(20)

    assert told.startswith(f"The couple's folder {ana.folder} does not answer.")
    assert report(ana) == Report()


def test_what_takes_in_beside_a_person_gives_them_their_turn_after_each_file_and_commit(
    ana: Machine, sam: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana.write(tick())
    ana.looks().look()
    breaths: list[tuple[float, bool]] = []
    turn = sys.getswitchinterval()
    monkeypatch.setattr(
        "rituals.adapters.together.looking.time.sleep",
        lambda seconds: breaths.append((seconds, sys.getswitchinterval() < turn)),
    )

    sam.looks().look()
    assert breaths == []
    ana.write(tick())
    ana.looks().look()
    sam.looks().run(lambda _: True)

    assert breaths == [(BREATH, True)] * 2
    assert sys.getswitchinterval() == turn
    assert sam.records() == ana.records()
