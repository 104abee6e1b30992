"""Backups: whole, consistent while others write, made by themselves, and without a word that was erased."""

from __future__ import annotations

import errno
import os
import random
import signal
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from time import sleep

import pytest
from msgspec.structs import replace

from rituals.adapters.backup import archive
from rituals.adapters.backup.backups import BEFORE_RESTORE, KEPT, WEEKLY, FolderBackups
from rituals.adapters.journal.disk import Disk
from rituals.adapters.journal.event_log import JournalLog
from rituals.adapters.logs import open_logs
from rituals.config import Places, places
from rituals.core import events as e
from rituals.core.events import AskAboutAdded, RitualTicked
from rituals.core.events.recorded import Recorded
from rituals.core.model import HIGHEST_FOLLOWED, Quota
from rituals.errors import NewerFormatError, RitualsError, RuleError, StorageError
from rituals.service.couple import CoupleService
from tests.kit.desktop import until
from tests.kit.fakes import FakeClock
from tests.kit.journal_disks import RefusingDisk
from tests.kit.notes import put_in_jar
from tests.kit.nudge_runs import PATIENCE, ended, noon_surroundings, running
from tui import app

NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)
DEVICE = "ana"


@pytest.fixture
def home(tmp_path: Path) -> Places:
    where = places(str(tmp_path / "home"))
    where.data.mkdir(parents=True, mode=0o700)
    (where.data / "device").write_text(f"{DEVICE}\n", encoding="ascii")
    return where


def log(where: Places, name: str = "shared") -> JournalLog:
    return JournalLog(where.data / name, DEVICE)


def tick(name: str, note: str = "") -> Recorded:
    return Recorded(name, DEVICE, 1, NOW, RitualTicked(ritual="walk", day=date(2026, 3, 1), note=note))


def service_at(where: Places) -> CoupleService:
    numbers = count()
    service = CoupleService(
        open_logs(where.data, DEVICE), FakeClock(), lambda: f"{os.urandom(4).hex()}{next(numbers)}", "ana"
    )
    service.refresh()
    return service


def everything_in(folder: Path) -> bytes:
    """All bytes under a folder, those in archives unpacked."""
    content = b""
    for path in (path for path in folder.rglob("*") if path.is_file()):
        content += path.read_bytes()
        if path.suffix == ".zip":
            content += b"".join(archive.read_archive(path).files.values())
    return content


# what is in one


def test_a_backup_holds_all_that_is_the_couples_own_and_nothing_that_is_for_the_moment(home: Places) -> None:
    for name in ("shared", "local", "private/ana", "drafts"):
        log(home, name).append([tick(name.replace("/", "-"))])
    home.settings.write_text("[look]\n", encoding="utf-8")
    home.catalogue.write_text("# ours\n", encoding="utf-8")

    found = archive.read_archive(FolderBackups(home).make(NOW))

    assert found.files == {
        "data/device": b"ana\n",
        "data/local/ana.jsonl": (home.data / "local/ana.jsonl").read_bytes(),
        "data/private/ana/ana.jsonl": (home.data / "private/ana/ana.jsonl").read_bytes(),
        "data/shared/ana.jsonl": (home.data / "shared/ana.jsonl").read_bytes(),
        "settings.toml": b"[look]\n",
        "catalogue.toml": b"# ours\n",
    }
    assert (found.manifest.events, found.manifest.made_at) == (3, NOW)


def test_it_has_the_day_in_its_name_and_only_its_owner_may_read_it(home: Places, tmp_path: Path) -> None:
    log(home).append([tick("one")])
    (tmp_path / "stick").mkdir()

    here = FolderBackups(home).make(NOW)
    again = FolderBackups(home).make(NOW)
    there = FolderBackups(home).make(NOW, into=tmp_path / "stick")

    assert here == home.data / "backups" / "rituals-2026-11-22-180000.zip"
    assert again.name == "rituals-2026-11-22-180000-2.zip"
    assert [path.name for path in there.parent.iterdir()] == [here.name]
    assert {path.stat().st_mode & 0o777 for path in (here, again, there)} == {0o600}


def test_many_events_are_counted_across_the_stretches_they_are_read_in(home: Places) -> None:
    shared = log(home)
    shared.append([tick(f"{number}", note="x" * 1000) for number in range(700)])
    shared.append([tick(f"more-{number}", note="x" * 1000) for number in range(700)])
    shared.pack()

    assert archive.read_archive(FolderBackups(home).make(NOW)).manifest.events == 1400


def test_where_nothing_was_put_down_there_is_nothing_to_back_up(home: Places) -> None:
    with pytest.raises(RuleError, match="nothing to back up"):
        FolderBackups(home).make(NOW)

    FolderBackups(home).make_if_due(NOW)

    assert not (home.data / "backups").exists()


def test_a_full_disk_is_told_and_leaves_nothing_half_made(home: Places) -> None:
    log(home).append([tick("one")])

    for call in ("open", "write", "sync", "replace"):
        with pytest.raises(StorageError, match="full"):
            FolderBackups(home, RefusingDisk(**{call: errno.ENOSPC})).make(NOW)

    assert [path.name for path in (home.data / "backups").iterdir()] in ([], [".lock"])


# whether it is whole


@pytest.fixture
def made(home: Places) -> Path:
    log(home).append([tick("one", "a walk"), tick("two")])
    return FolderBackups(home).make(NOW)


def test_a_damaged_backup_is_refused_whatever_is_damaged(made: Path, full: bool) -> None:
    whole, wanted = made.read_bytes(), archive.read_archive(made)
    chance = random.Random(11)
    refused = 0

    for round_number in range(20_000 if full else 600):
        bad = bytearray(whole)
        if round_number % 3:
            bad[chance.randrange(len(bad))] ^= 1 << chance.randrange(8)
        else:
            del bad[chance.randrange(len(bad)) :]
        made.write_bytes(bad)
        try:
            assert archive.read_archive(made) == wanted
        except RitualsError:
            refused += 1

    assert refused > 0


@pytest.mark.parametrize(
    "name",
    [
        "../outside",
        "data/../outside",
        "data/shared/../../x.jsonl",
        "/etc/x",
        "data/x.jsonl",
        "data/private/a\\..\\x/y.jsonl",
    ],
)
def test_a_file_that_has_no_place_here_is_not_taken_out_of_a_backup(made: Path, name: str) -> None:
    made.write_bytes(archive.packed({name: b"x"}, NOW))

    with pytest.raises(RitualsError, match="not a whole backup"):
        archive.read_archive(made)


def test_what_the_manifest_does_not_know_makes_it_another_thing(made: Path) -> None:
    with zipfile.ZipFile(made, "a") as parts:
        parts.writestr("more", "x")

    with pytest.raises(RitualsError, match="not a whole backup"):
        archive.read_archive(made)


def test_what_would_unpack_to_more_than_any_backup_is_not_unpacked(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = archive.read_archive(made)
    unpacked = sum(map(len, wanted.files.values()))
    monkeypatch.setattr(archive, "LARGEST", unpacked)  # the manifest is one thing more
    with pytest.raises(RitualsError, match="not a whole backup"):
        archive.read_archive(made)
    monkeypatch.undo()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("manifest.json", b" " * (archive.LARGEST_MANIFEST + 1))
    monkeypatch.setattr(zipfile.ZipFile, "read", None)

    with pytest.raises(RitualsError, match="not a whole backup"):
        archive.read_manifest(made)


def test_a_backup_of_a_later_version_is_refused_with_a_sentence(made: Path) -> None:
    with zipfile.ZipFile(made, "w") as parts:
        parts.writestr(
            "manifest.json", '{"format":3,"version":"9","made_at":"2030-01-01T00:00:00Z","events":0,"files":{}}'
        )

    with pytest.raises(NewerFormatError, match="Update rituals"):
        archive.read_archive(made)


# the one of every week


def test_one_is_made_each_week_and_a_few_are_kept(home: Places) -> None:
    log(home).append([tick("one")])
    backups = FolderBackups(home)
    by_hand = backups.make(NOW)

    for day in range(50):
        backups.make_if_due(NOW + timedelta(days=day))

    weekly = [path.name for path in backups.made() if path != by_hand]
    days = ("2026-12-20", "2026-12-27", "2027-01-03", "2027-01-10")
    assert weekly == [f"rituals-{day}-180000-weekly.zip" for day in days]
    assert by_hand in backups.made()
    assert not backups.is_wanting()


def test_a_clock_that_was_ahead_for_a_while_keeps_no_later_one_from_being_made(home: Places) -> None:
    log(home).append([tick("one")])
    backups = FolderBackups(home)

    for year in range(2100, 2110):
        backups.make_if_due(NOW.replace(year=year))
    backups.make_if_due(NOW)

    assert len(backups.made()) == KEPT
    assert backups.made()[0].name == "rituals-2026-11-22-180000-weekly.zip"


@pytest.mark.parametrize("loss", ["vanished", "emptied", "noise"])
def test_the_last_full_one_stays_however_long_it_is_until_its_loss_is_seen(home: Places, loss: str) -> None:
    log(home).append([tick(f"{number}") for number in range(40)])
    backups = FolderBackups(home)
    backups.make_if_due(NOW)
    (full,) = backups.made()
    assert backups.lost(has_nothing=False) is None
    journal = home.data / "shared" / f"{DEVICE}.jsonl"
    journal.unlink() if loss == "vanished" else journal.write_bytes(b"" if loss == "emptied" else b"#" * 9_000)
    lost_at_once = backups.lost(has_nothing=True)

    log(home, "local").append([tick("anew")])
    for week in range(1, 30):
        backups.make_if_due(NOW + timedelta(weeks=week))
    lost_later = backups.lost(has_nothing=True)

    assert [lost_at_once and lost_at_once.path, lost_later and lost_later.path] == [full, full]
    assert len(backups.made()) == KEPT + 1


def test_one_with_not_twice_as_much_as_there_is_makes_room_for_newer_ones(home: Places) -> None:
    for number in range(20):
        log(home).append([tick(f"{number}")])
    backups = FolderBackups(home)
    backups.make_if_due(NOW)
    journal = home.data / "shared" / f"{DEVICE}.jsonl"
    journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:11]))

    for week in range(1, 30):
        backups.make_if_due(NOW + timedelta(weeks=week))

    assert len(backups.made()) == KEPT


def test_what_is_gone_is_known_as_long_as_little_was_put_down_since(home: Places) -> None:
    log(home).append([tick(f"{number}") for number in range(40)])
    backups = FolderBackups(home)
    full = backups.make(NOW)
    (home.data / "shared" / f"{DEVICE}.jsonl").unlink()
    log(home).append([tick("anew")])
    lost = backups.lost(has_nothing=False)
    log(home).append([tick(f"more-{number}") for number in range(40)])

    assert lost
    assert lost.path == full
    assert backups.lost(has_nothing=False) is None


def test_the_latest_is_that_which_is_furthest_along_and_not_that_with_the_latest_name(home: Places) -> None:
    backups = FolderBackups(home)
    log(home).append([tick("one")])
    backups.make(NOW.replace(year=2099))
    log(home).append([replace(tick("two"), lamport=2)])
    latest = backups.make(NOW)
    (home.data / "shared" / f"{DEVICE}.jsonl").unlink()
    log(home).append([tick("anew")])
    backups.make(NOW + timedelta(weeks=1))
    (home.data / "backups" / "rituals-2120-01-01-000000.zip").write_bytes(b"damaged")

    assert backups.latest() == latest


def test_a_counter_that_nobody_counts_on_from_makes_none_the_latest(home: Places) -> None:
    backups = FolderBackups(home)
    log(home).append([replace(tick("far"), lamport=HIGHEST_FOLLOWED + 1)])
    backups.make(NOW)
    (home.data / "shared" / f"{DEVICE}.jsonl").unlink()
    log(home).append([tick("one")])
    honest = backups.make(NOW - timedelta(weeks=1))

    assert backups.latest() == honest


def test_one_that_is_gone_by_the_time_it_is_looked_into_is_not_listed(home: Places) -> None:
    log(home).append([tick("one")])
    backups = FolderBackups(home)
    made = backups.make(NOW)
    made.with_name("rituals-2026-11-23-180000.zip").symlink_to("gone")

    listed = backups.listed()

    assert [one.path for one in listed] == [made]


def test_one_that_could_not_be_made_is_quiet_told_of_and_tried_again_tomorrow(home: Places) -> None:
    log(home).append([tick("one")])
    full_disk = FolderBackups(home, RefusingDisk(write=errno.ENOSPC))

    full_disk.make_if_due(NOW)
    was_wanting = full_disk.is_wanting()
    FolderBackups(home).make_if_due(NOW + timedelta(hours=1))
    same_day = FolderBackups(home).made()
    FolderBackups(home).make_if_due(NOW + timedelta(days=1))

    assert was_wanting
    assert same_day == []
    assert len(FolderBackups(home).made()) == 1
    assert not FolderBackups(home).is_wanting()


def test_the_app_makes_it_once_it_is_closed(home: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    log(home).append([tick("one")])
    monkeypatch.setattr(app, "run_to_the_end", lambda _: 0)

    exit_code = app.run(str(home.data.parent))

    assert exit_code == 0
    assert [path.name[-11:] for path in FolderBackups(home).made()] == ["-weekly.zip"]


@pytest.mark.skipif(sys.platform != "linux", reason="ends a process by a signal")
def test_nudge_run_makes_it_between_two_looks(home: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log(home).append([tick("one")])
    surroundings = {**noon_surroundings(tmp_path, monkeypatch), "RITUALS_HOME": str(home.data.parent)}

    with running(surroundings) as process:
        until(lambda: bool(FolderBackups(home).made()), "a backup was made", PATIENCE)
        exit_code, _ = ended(process, signal.SIGTERM)

    assert exit_code == 0
    assert [path.name[-11:] for path in FolderBackups(home).made()] == ["-weekly.zip"]


# what was erased


def test_every_backup_is_rewritten_without_what_is_erased_and_keeps_the_rest(home: Places) -> None:
    service = service_at(home)
    note = put_in_jar(service, "the SECRET soup")
    put_in_jar(service, "the bread")
    entry = "entry"
    service.private("ana").keep(lambda _: [AskAboutAdded(entry, date(2026, 3, 1), "the SECRET dentist")])
    walk = service.add(e.RitualAdded("walk", service.today(), "SECRET walk", Quota(3, "week"), cue="after SECRET tea"))
    service.tick(walk, note="with SECRET ducks")
    backups = FolderBackups(home)
    made = [backups.make(NOW), backups.make(NOW, kind=WEEKLY), backups.make(NOW, kind=BEFORE_RESTORE)]

    service.jar.erase(note.id)
    service.private("ana").erase(entry)
    service.edit(walk, e.RitualEdited(walk, name="Walk", cue="after tea"))
    service.erasing.erase_taken_back()
    service.untick(walk)
    service.erasing.erase_taken_back()
    backups.finish_erasing()

    assert backups.made() == sorted(made)
    assert b"SECRET" not in everything_in(home.data)
    assert all(backup.made_at == NOW and backup.events for backup in backups.listed())
    for path in made:
        left = archive.read_archive(path).files
        shared = next(content for name, content in left.items() if name.startswith("data/shared/"))
        assert b"the bread" in shared
        assert b"ritual_ticked" in shared


def test_erasing_that_was_cut_short_before_the_backups_is_finished_by_whoever_comes_next(home: Places) -> None:
    service = service_at(home)
    note = put_in_jar(service, "the SECRET soup")
    backups = FolderBackups(home)
    backups.make(NOW)

    service.jar.erase(note.id)  # and the process ends

    assert FolderBackups(home).is_erasing()
    FolderBackups(home).make_if_due(NOW)
    assert not backups.is_erasing()
    assert b"SECRET" not in everything_in(home.data)


def test_a_disk_that_refuses_leaves_the_mark_for_the_next_time(home: Places) -> None:
    service = service_at(home)
    note = put_in_jar(service, "the SECRET soup")
    FolderBackups(home).make(NOW)
    service.jar.erase(note.id)

    with pytest.raises(StorageError):
        FolderBackups(home, RefusingDisk(write=errno.ENOSPC)).finish_erasing()

    assert FolderBackups(home).is_erasing()
    FolderBackups(home).finish_erasing()
    assert b"SECRET" not in everything_in(home.data)


def test_a_backup_without_a_trace_of_what_is_erased_stays_to_the_byte(home: Places) -> None:
    service = service_at(home)
    put_in_jar(service, "the bread")
    earlier = FolderBackups(home).make(NOW)
    content = earlier.read_bytes()

    service.jar.erase(put_in_jar(service, "the soup").id)
    FolderBackups(home).finish_erasing()

    assert earlier.read_bytes() == content


def test_a_backup_that_cannot_be_read_goes_when_something_is_erased(home: Places) -> None:
    service = service_at(home)
    note = put_in_jar(service, "the SECRET soup")
    torn = FolderBackups(home).make(NOW)
    torn.write_bytes(torn.read_bytes()[:-40] + b"SECRET")

    service.jar.erase(note.id)
    FolderBackups(home).finish_erasing()

    assert FolderBackups(home).made() == []


def test_a_backup_may_have_damaged_lines_until_something_in_it_is_erased(home: Places) -> None:
    service = service_at(home)
    note = put_in_jar(service, "the SECRET soup")
    journal = next((home.data / "shared").glob("*.jsonl"))
    journal.write_bytes(journal.read_bytes() + b"the SECRET soup, garbled\n")
    FolderBackups(home).make(NOW)

    service.jar.erase(note.id)
    FolderBackups(home).finish_erasing()

    assert len(FolderBackups(home).made()) == 1
    assert b"SECRET" not in everything_in(home.data)


def test_a_draft_that_is_thrown_away_leaves_the_backups_alone(home: Places) -> None:
    service = service_at(home)
    service.jar.put_in("soup")
    FolderBackups(home).make(NOW)

    log(home, "drafts").append([tick("draft")])
    service.logs.drafts.erase(["draft"])

    assert len(FolderBackups(home).made()) == 1


class MeanwhileDisk(Disk):
    """Lets something happen once, when all is written and not yet on the disk."""

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        self._meanwhile = iter([meanwhile])

    def sync(self, handle: int) -> None:
        for happen in self._meanwhile:
            happen()
        super().sync(handle)


def test_what_is_erased_while_a_backup_is_being_made_is_not_in_it(home: Places) -> None:
    service = service_at(home)
    note = put_in_jar(service, "the SECRET soup")

    made = FolderBackups(home, MeanwhileDisk(lambda: service.jar.erase(note.id))).make(NOW)

    assert FolderBackups(home).made() == [made]
    assert b"SECRET" not in everything_in(home.data)


# while others write


@pytest.fixture
def writer(home: Places) -> Iterator[Callable[[], list[str]]]:
    """A process that writes without end; calling it gives what it has acknowledged since the last call."""
    acknowledged, say = os.pipe()
    os.set_blocking(acknowledged, False)
    child = os.fork()
    if not child:
        shared = log(home)
        for number in count():
            shared.append([tick(f"{number}-{part}", "x" * 50) for part in range(1 + number % 3)])
            if number % 20 == 19:
                shared.pack()
            for part in range(1 + number % 3):
                os.write(say, b"%d-%d\n" % (number, part))
            sleep(0.001)  # so that whoever waits for the lock finds it free now and then, as between a person's keys
    os.close(say)
    with os.fdopen(acknowledged, "rb", buffering=0) as stream:
        yield lambda: (stream.read(1 << 16) or b"").decode().split()
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.durability
def test_a_backup_made_while_another_process_writes_holds_all_that_was_acknowledged(
    home: Places, writer: Callable[[], list[str]], full: bool, figure: Callable[[str], None]
) -> None:
    known: set[str] = set()
    backups = FolderBackups(home)

    for _ in range(200 if full else 15):
        while not (news := writer()):
            pass
        known.update(news)
        made = backups.make(NOW)
        content = archive.read_archive(made).files["data/shared/ana.jsonl"]
        (home.cache / "look").mkdir(parents=True, exist_ok=True)
        (home.cache / "look" / "ana.jsonl").write_bytes(content)
        found = JournalLog(home.cache / "look", "newcomer")
        assert known <= {record.id for record in found.fresh().records}
        assert (found.damaged, content[-1:]) == (0, b"\n")
        made.unlink()

    figure(f"backups made while another process wrote: {len(known):,} acknowledged events, each in every later backup")
