"""Restoring: whole or not at all, with nothing lost that was put down since, and nothing back that was erased."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest

from rituals.adapters.backup import archive
from rituals.adapters.backup.backups import FolderBackups
from rituals.adapters.backup.restore import finish_restoring, restore
from rituals.adapters.journal import lines as journal_lines
from rituals.adapters.journal.database import Journal
from rituals.adapters.journal.disk import Disk
from rituals.adapters.journal.event_log import JournalLog
from rituals.adapters.logs import open_logs
from rituals.bootstrap import open_session
from rituals.config import Places, places
from rituals.core.events import AskAboutAdded, RitualTicked
from rituals.core.events.recorded import Recorded
from rituals.errors import NewerFormatError, RitualsError, StorageError
from rituals.service.couple import CoupleService
from tests.kit.fakes import FakeClock
from tests.kit.journal_disks import DyingDisk, KillingDisk, PowerCut
from tests.kit.notes import put_in_jar

NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)
DEVICE = "ana"
LOGS = ("shared", "local", "private/ana")


def home_in(folder: Path) -> Places:
    where = places(str(folder))
    where.data.mkdir(parents=True, mode=0o700)
    (where.data / "device").write_text(f"{DEVICE}\n", encoding="ascii")
    return where


@pytest.fixture
def home(tmp_path: Path) -> Places:
    return home_in(tmp_path / "home")


def log(where: Places, name: str = "shared", device: str = DEVICE) -> JournalLog:
    return JournalLog(where.data / name, device)


def tick(name: str, lamport: int = 1) -> Recorded:
    return Recorded(name, DEVICE, lamport, NOW, RitualTicked(ritual="walk", day=date(2026, 3, 1), note=f"note {name}"))


def ids(where: Places, name: str = "shared") -> list[str]:
    return sorted(record.id for record in log(where, name, "newcomer").fresh().records)


def service_at(where: Places) -> CoupleService:
    numbers = count()
    service = CoupleService(
        open_logs(where.data, DEVICE), FakeClock(), lambda: f"{os.urandom(4).hex()}{next(numbers)}", "ana"
    )
    service.refresh()
    return service


def damage(journal: Path, line: int) -> None:
    lines = journal.read_bytes().split(b"\n")
    lines[line] = lines[line][:12] + b"#" + lines[line][13:]
    journal.write_bytes(b"\n".join(lines))


# what comes back


def test_a_lost_folder_comes_back_whole(home: Places, tmp_path: Path) -> None:
    for name in LOGS:
        log(home, name).append([tick(f"{Path(name).name}-{number}") for number in range(3)])
    home.settings.write_text("[look]\n", encoding="utf-8")
    (tmp_path / "stick").mkdir()
    made = FolderBackups(home).make(NOW, into=tmp_path / "stick")
    shutil.rmtree(home.data)
    home.settings.unlink()

    done = restore(home, made, NOW)

    assert (done.events, done.made_at, done.before) == (9, NOW, None)
    for name in LOGS:
        assert ids(home, name) == [f"{Path(name).name}-{number}" for number in range(3)]
    assert home.settings.read_text(encoding="utf-8") == "[look]\n"
    assert (home.data / "device").read_bytes() == b"ana\n"
    files = [path for path in home.data.rglob("*") if path.is_file()]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert {path.name for path in home.data.iterdir()} == {"shared", "local", "private", "device"} | {
        "device.lock",
        "restoring.lock",
    }


def test_damaged_lines_come_back_and_what_was_put_down_since_stays(home: Places) -> None:
    shared = log(home)
    for number in range(5):
        shared.append([tick(f"{number}")])
    made = FolderBackups(home).make(NOW)
    shared.append([tick("since")])
    damage(home.data / "shared" / "ana.jsonl", 2)
    was = (home.data / "shared" / "ana.jsonl").read_bytes()

    done = restore(home, made, NOW)

    found = log(home)
    assert sorted(record.id for record in found.fresh().records) == ["0", "1", "2", "3", "4", "since"]
    assert (done.events, found.damaged, found.problems()) == (1, 0, [])
    assert done.before is not None
    assert archive.read_archive(done.before).files["data/shared/ana.jsonl"] == was


def test_once_more_changes_nothing(home: Places) -> None:
    log(home).append([tick("one"), tick("two")])
    made = FolderBackups(home).make(NOW)
    before = (home.data / "shared" / "ana.jsonl").read_bytes()

    done = restore(home, made, NOW)

    assert done.events == 0
    assert (home.data / "shared" / "ana.jsonl").read_bytes() == before


def test_undo_finds_the_latest_of_what_came_back_and_what_was_there(home: Places) -> None:
    shared = log(home)
    for number in range(1, 4):
        shared.append([tick(f"{number}", lamport=number)])
    made = FolderBackups(home).make(NOW)
    damage(home.data / "shared" / "ana.jsonl", 2)
    log(home).append([tick("4", lamport=4)])

    restore(home, made, NOW)

    assert [record.id for record in log(home).newest_first()] == ["4", "3", "2", "1"]


def test_undo_finds_what_was_done_here_last_although_what_came_back_counts_further(home: Places) -> None:
    for number in range(1, 4):
        log(home).append([tick(f"before-{number}", lamport=100 + number)])
    made = FolderBackups(home).make(NOW)
    (home.data / "shared" / "ana.jsonl").unlink()
    log(home).append([tick("since-1", lamport=1)])
    log(home).append([tick("since-2", lamport=2)])

    restore(home, made, NOW)

    latest = ["since-2", "since-1", "before-3", "before-2", "before-1"]
    assert [record.id for record in log(home).newest_first()] == latest


def test_what_another_device_wrote_comes_back_into_its_own_journal(home: Places) -> None:
    log(home, device="ben").append([tick("bens")])
    log(home).append([tick("anas")])
    made = FolderBackups(home).make(NOW)
    (home.data / "shared" / "ben.jsonl").unlink()

    restore(home, made, NOW)

    assert ids(home) == ["anas", "bens"]
    assert [record.id for record in log(home, device="ben").newest_first()] in (["bens"], [])
    assert (home.data / "shared" / "ben.jsonl").exists()


def test_devices_that_wrote_then_are_known_and_this_machine_stays_the_one_it_is(home: Places) -> None:
    log(home).append([tick("one")])
    made = FolderBackups(home).make(NOW)
    (home.data / "device").write_text("newer 5f3ad9b2\n", encoding="ascii")

    restore(home, made, NOW)

    assert (home.data / "device").read_text(encoding="ascii") == "ana\nnewer 5f3ad9b2\n"


def test_settings_that_can_be_read_stay_and_others_come_back(home: Places) -> None:
    log(home).append([tick("one")])
    home.settings.write_text("[look]\n", encoding="utf-8")
    home.catalogue.write_text("# ours\n", encoding="utf-8")
    made = FolderBackups(home).make(NOW)
    home.settings.write_text("[nudges]\n", encoding="utf-8")
    home.catalogue.write_bytes(b"\xff\x00 not TOML")

    restore(home, made, NOW)

    assert home.settings.read_text(encoding="utf-8") == "[nudges]\n"
    assert home.catalogue.read_text(encoding="utf-8") == "# ours\n"


@pytest.mark.parametrize("unreadable", ["at_most = 1" + "0" * 5_000, "at = " + "[" * 5_000])
def test_settings_that_no_reader_bears_come_back_too(home: Places, unreadable: str) -> None:
    log(home).append([tick("one")])
    home.settings.write_text("[nudges]\non = false\n", encoding="utf-8")
    made = FolderBackups(home).make(NOW)
    home.settings.write_text(unreadable, encoding="utf-8")

    restore(home, made, NOW)

    assert home.settings.read_text(encoding="utf-8") == "[nudges]\non = false\n"


def test_an_event_that_nobody_can_mean_is_carried_along_and_is_in_the_way_of_nothing(home: Places) -> None:
    strange = [{"id": ["a", "list"], "event": {"kind": "later"}}, {"id": "two", "event": {"kind": ["a", "list"]}}]
    with Journal(home.data / "shared" / "ana.jsonl") as journal:
        journal.table("events").insert_multiple(strange)
    made = FolderBackups(home).make(NOW)
    (home.data / "shared" / "ana.jsonl").unlink()

    restored = restore(home, made, NOW)

    with Journal(home.data / "shared" / "ana.jsonl") as journal:
        assert journal.table("events").all() == strange
    assert restored.events == 2


def test_what_was_erased_since_does_not_come_back(home: Places, tmp_path: Path) -> None:
    service = service_at(home)
    note, kept = put_in_jar(service, "the SECRET soup"), put_in_jar(service, "the bread")
    service.jar.favour(note.id)
    own = service.private("ana")
    own.keep(lambda _: [AskAboutAdded("gone", NOW.date(), "the SECRET dentist")])
    own.keep(lambda _: [AskAboutAdded("kept", NOW.date(), "the garden")])
    (tmp_path / "stick").mkdir()
    made = FolderBackups(home).make(NOW, into=tmp_path / "stick")
    service.jar.erase(note.id)
    own.erase("gone")

    restore(home, made, NOW)

    again = service_at(home)
    assert [one.id for one in again.state.jar.notes] == [kept.id]
    assert [one.entry for one in again.private("ana").now.to_ask] == ["kept"]
    assert not any(b"SECRET" in path.read_bytes() for path in home.data.rglob("*") if path.is_file())


def test_whoever_has_the_app_open_sees_what_came_back(home: Places) -> None:
    opened = log(home)
    opened.append([tick("one")])
    opened.append([tick("two")])
    made = FolderBackups(home).make(NOW)
    damage(home.data / "shared" / "ana.jsonl", 1)
    opened.fresh()

    restore(home, made, NOW)
    fresh = opened.fresh()
    opened.append([tick("three")])

    assert fresh.rewritten
    assert sorted(record.id for record in fresh.records) == ["one", "two"]
    assert ids(home) == ["one", "three", "two"]


# refusals


def test_a_damaged_backup_changes_nothing(home: Places) -> None:
    log(home).append([tick("one")])
    made = FolderBackups(home).make(NOW)
    made.write_bytes(made.read_bytes()[:-30])
    before = {path: path.read_bytes() for path in home.data.rglob("*") if path.is_file()}

    with pytest.raises(RitualsError, match="not a whole backup"):
        restore(home, made, NOW)

    assert {path: path.read_bytes() for path in home.data.rglob("*") if path.is_file()} == before


def test_a_journal_of_a_later_version_is_left_alone(home: Places) -> None:
    log(home).append([tick("one")])
    made = FolderBackups(home).make(NOW)
    journal = home.data / "shared" / "ana.jsonl"
    journal.write_bytes(journal_lines.checked_line(b'{"format":99,"file":"x"}'))

    with pytest.raises(NewerFormatError):
        restore(home, made, NOW)

    assert not (home.data / "restoring").exists()
    assert len(FolderBackups(home).made()) == 1


def test_where_there_can_be_no_folder_it_says_so(home: Places, tmp_path: Path) -> None:
    log(home).append([tick("one")])
    made = FolderBackups(home).make(NOW)
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(StorageError, match=f"{tmp_path / 'file'} is no folder, .* Move it away."):
        restore(places(str(tmp_path / "file" / "home")), made, NOW)


# a process that is stopped in the middle


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.durability
def test_a_restore_that_is_killed_at_any_step_is_done_or_was_never_begun(
    tmp_path: Path, full: bool, figure: Callable[[str], None]
) -> None:
    where = home_in(tmp_path / "made")
    for name in LOGS:
        for number in range(3):
            log(where, name).append([tick(f"{Path(name).name}-{number}")])
    made = FolderBackups(where).make(NOW, into=tmp_path)
    for name in LOGS:
        damage(where.data / name / "ana.jsonl", 2)
        log(where, name).append([tick(f"{Path(name).name}-since")])
    old = {name: ids(where, name) for name in LOGS}
    new = {name: sorted({*old[name], *(f"{Path(name).name}-{number}" for number in range(3))}) for name in LOGS}
    counting = KillingDisk()
    shutil.copytree(where.data, tmp_path / "all" / "data")
    restore(places(str(tmp_path / "all")), made, NOW, counting)
    seen: list[str] = []

    for step in range(1, counting.steps + 1, 1 if full else 3):
        there = places(str(tmp_path / f"killed-{step}"))
        shutil.copytree(where.data, there.data)
        child = os.fork()
        if not child:
            restore(there, made, NOW, KillingDisk(step))
            os._exit(1)
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
        log(there).append([tick("shared-after")])
        finish_restoring(there)
        found = {name: [one for one in ids(there, name) if one != "shared-after"] for name in LOGS}
        assert found in (old, new)
        assert "shared-after" in ids(there)
        seen.append("old" if found == old else "new")
        assert restore(there, made, NOW).events == (3 if found == old else 0)

    assert seen == sorted(seen, reverse=True)
    assert set(seen) == {"old", "new"}
    figure(f"restores killed at {len(seen)} steps: {seen.count('old')} never begun, {seen.count('new')} finished after")


def test_a_restore_whose_process_ended_is_finished_by_whoever_opens_the_house_next(home: Places) -> None:
    log(home).append([tick("one")])
    log(home).append([tick("two")])
    made = FolderBackups(home).make(NOW)
    damage(home.data / "shared" / "ana.jsonl", 1)
    step = 0
    while not (home.data / "restoring").exists():
        step += 1
        with suppress(PowerCut):
            restore(home, made, NOW, DyingDisk(step))

    open_session(str(home.data.parent))

    assert ids(home) == ["one", "two"]
    assert not (home.data / "restoring").exists()


class FullDisk(Disk):
    """Has no room left after so many writes."""

    def __init__(self, writes: int) -> None:
        self.left = writes

    def write(self, handle: int, data: bytes | memoryview) -> int:
        self.left -= 1
        if self.left < 0:
            raise OSError(28, os.strerror(28))
        return super().write(handle, data)


def test_a_disk_that_fills_up_on_the_way_is_told_and_the_restore_goes_on_once_there_is_room(home: Places) -> None:
    log(home).append([tick("one")])
    log(home).append([tick("two")])
    made = FolderBackups(home).make(NOW)
    damage(home.data / "shared" / "ana.jsonl", 1)
    while_full: list[list[str]] = []

    for writes in range(30):
        with suppress(StorageError):
            restore(home, made, NOW, FullDisk(writes))
        while_full.append(ids(home))
    finish_restoring(home)

    assert while_full[0] == ["two"]
    assert ids(home) == ["one", "two"]
    assert not (home.data / "restoring").exists()


def test_restoring_while_others_write_loses_nothing_of_theirs(home: Places, tmp_path: Path) -> None:
    elsewhere = home_in(tmp_path / "elsewhere")
    made = [backup_of_one_more(elsewhere, f"old-{number}") for number in range(5)]
    stop = threading.Event()
    written: list[str] = []

    def write() -> None:
        theirs = log(home)
        for number in count():
            theirs.append([tick(f"new-{number}")])
            written.append(f"new-{number}")
            if stop.is_set():
                return

    thread = threading.Thread(target=write)
    thread.start()
    for path in made:
        assert restore(home, path, NOW).events == 1
    stop.set()
    thread.join(30)

    assert ids(home) == sorted([*(f"old-{number}" for number in range(5)), *written])


def backup_of_one_more(where: Places, name: str) -> Path:
    """Put one event down and make a backup of all there are."""
    log(where).append([tick(name)])
    return FolderBackups(where).make(NOW)
