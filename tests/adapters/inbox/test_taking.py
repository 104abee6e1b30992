"""What is taken out of the folder that a phone writes into, and when: whole files of text, each once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rituals.adapters.inbox import taking
from rituals.adapters.inbox.folder import WishFolder
from rituals.adapters.inbox.inbox import FolderInbox
from rituals.adapters.inbox.remembered import RememberedFiles
from rituals.adapters.inbox.taking import STANDS_STILL_AFTER, WishTaker
from rituals.core.inbox.file_lines import ArrivedFile
from rituals.errors import StorageError
from tests.kit.fakes import FakeClock
from tests.kit.phones import Stopwatch, write_on_phone

WRITTEN = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Home:
    """An inbox, whose files are noted down where others carry them out."""

    def __init__(self, tmp_path: Path) -> None:
        self.data = tmp_path / "home" / "data"
        self.data.mkdir(parents=True)
        self.phone = tmp_path / "phone"
        self.phone.mkdir()
        self.clock = FakeClock("2026-11-22 19:00")
        self.watch = Stopwatch()
        self.carried: list[ArrivedFile] = []
        self.unread: Mapping[int, tuple[str, str]] = {}
        self.refusal: StorageError | None = None
        self.inbox = FolderInbox(self.data, str(self.phone))
        self.inbox.open(str(self.phone))
        self.taker = self.restarted()

    def restarted(self) -> WishTaker:
        """As another process begins."""
        return WishTaker(
            self.inbox, self._carry_out, self.clock, seconds=lambda: self.watch.now, sleep=self.watch.sleep
        )

    def _carry_out(self, file: ArrivedFile, *, may_be_done: bool) -> Mapping[int, tuple[str, str]]:
        if self.refusal:
            raise self.refusal
        assert not may_be_done or file not in self.carried
        self.carried.append(file)
        return self.unread

    @property
    def texts(self) -> list[bytes]:
        return [file.content for file in self.carried]

    @property
    def kept(self) -> list[str]:
        return sorted(path.name for path in (self.data / "inbox").glob("*.txt"))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_a_file_is_taken_once_it_stood_still_for_a_while(home: Home) -> None:
    wish = write_on_phone(home.phone, "tick w", at=WRITTEN)
    assert home.taker.look()
    home.watch.sleep(STANDS_STILL_AFTER - 1)
    assert home.taker.look()
    write_on_phone(home.phone, "tick walk", at=WRITTEN)
    home.watch.sleep(STANDS_STILL_AFTER)
    assert home.taker.look()
    assert (home.texts, wish.exists()) == ([], True)

    home.watch.sleep(STANDS_STILL_AFTER)
    assert not home.taker.look()

    assert home.texts == [b"tick walk"]
    assert home.carried[0].written_at == WRITTEN
    assert not wish.exists()
    assert home.kept == []


def test_nothing_is_taken_that_is_hidden_or_half_written_or_no_file(home: Home, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("tick walk", encoding="utf-8")
    half_written = ("~syncthing~wish.txt", "wish.txt.tmp", "wish.txt.part", ".syncthing.a.txt.tmp")
    for name in (*half_written, ".hidden.txt", "wish.md"):
        write_on_phone(home.phone, "walk", name)
    write_on_phone(home.phone, "", "empty.txt")
    (home.phone / "folder.txt").mkdir()
    (home.phone / "link.txt").symlink_to(secret)
    os.mkfifo(home.phone / "pipe.txt")
    write_on_phone(home.phone, "hug", "WISH.TXT")
    before = sorted(path.name for path in home.phone.iterdir())

    home.taker.run()

    assert home.texts == [b"hug"]
    assert secret.exists()
    assert sorted(path.name for path in home.phone.iterdir()) == [name for name in before if name != "WISH.TXT"]


def test_a_folder_on_the_way_that_is_a_link_is_refused(home: Home, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    write_on_phone(tmp_path / "other", "walk")
    home.phone.rmdir()
    home.phone.symlink_to(tmp_path / "other")

    home.taker.run()

    assert home.texts == []
    assert "is no folder now" in home.inbox.report.problem


def test_what_an_engine_brings_back_is_not_taken_twice_but_the_same_wish_tomorrow_is(home: Home) -> None:
    write_on_phone(home.phone, "thank you", at=WRITTEN)
    home.taker.run()

    write_on_phone(home.phone, "thank you", at=WRITTEN)
    by_syncthing, by_dropbox = "wish.sync-conflict-20261122-190000-ABCDEFG.txt", "wish (Ana's conflicted copy).txt"
    for copy in (by_syncthing, by_dropbox, "wish 2.txt"):
        write_on_phone(home.phone, "thank you", copy, at=WRITTEN)
    home.restarted().run()
    assert home.texts == [b"thank you"]
    assert list(home.phone.iterdir()) == []

    write_on_phone(home.phone, "thank you", at=WRITTEN + timedelta(days=1))
    write_on_phone(home.phone, "thank you", "sams.txt", at=WRITTEN)
    home.restarted().run()
    assert home.texts == [b"thank you"] * 3


def test_what_came_in_long_ago_is_forgotten(home: Home) -> None:
    write_on_phone(home.phone, "thank you", at=WRITTEN)
    home.taker.run()
    home.clock.pass_time(days=61)
    write_on_phone(home.phone, "walk", "other.txt")
    home.restarted().run()

    (remembered,) = RememberedFiles(home.data).files()
    assert remembered.file == "other.txt"


def test_a_file_that_is_too_large_stays_and_is_told(home: Home) -> None:
    write_on_phone(home.phone, b"a" * (64 * 1024 + 1), "large.txt")
    write_on_phone(home.phone, b"a" * (64 * 1024), "whole.txt")

    home.taker.run()

    assert home.texts == [b"a" * (64 * 1024)]
    assert [path.name for path in home.phone.iterdir()] == ["large.txt"]
    told = f"large.txt in the inbox {home.phone} is larger than 64 KiB, so it stays there unread. Move it away."
    assert home.inbox.report.problem == told

    (home.phone / "large.txt").unlink()
    home.restarted().run()
    assert home.inbox.report.problem == ""


def test_a_file_that_cannot_be_taken_out_is_told_and_not_taken_twice(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    wish = write_on_phone(home.phone, "thank you")
    for _ in range(3):
        with monkeypatch.context() as patched:
            patched.setattr(taking, "remove_wishes", refuse)
            home.restarted().run()
        assert home.inbox.report.problem == (
            f"wish.txt in the inbox {home.phone} was taken in, but can't be taken out (Operation not permitted). "
            "Let this login write there."
        )
        home.clock.pass_time(days=50)

    write_on_phone(home.phone, "walk", "other.txt")
    home.restarted().run()

    assert sorted(home.texts) == [b"thank you", b"walk"]
    assert not wish.exists()
    assert home.inbox.report.problem == ""


def test_where_the_disk_refuses_a_file_waits_for_the_next_process(home: Home) -> None:
    home.refusal = StorageError("The disk is full: nothing was lost. Free some room.")
    write_on_phone(home.phone, "thank you")

    home.taker.run()

    assert home.inbox.report.problem == "The disk is full: nothing was lost. Free some room."
    assert (len(home.kept), home.texts, list(home.phone.iterdir())) == (1, [], [])
    home.refusal = None
    home.restarted().run()
    assert (home.kept, home.texts, home.inbox.report.problem) == ([], [b"thank you"], "")


def test_what_was_not_understood_is_kept_alone_for_its_owner_only(home: Home) -> None:
    home.unread = {2: ("wlak", "No ritual is called “wlak”.")}
    write_on_phone(home.phone, "quincewhisper\nwlak\n")

    home.taker.run()

    (wish,) = home.inbox.report.unread
    assert (wish.file, wish.number, wish.text, wish.why) == ("wish.txt", 2, "wlak", "No ritual is called “wlak”.")
    paths = list((home.data / "inbox").iterdir())
    assert not any(b"quince" in path.read_bytes() for path in paths)
    assert {path.stat().st_mode & 0o777 for path in paths} == {0o600}
    assert (home.data / "inbox").stat().st_mode & 0o777 == 0o700
    home.restarted().run()
    assert len(home.carried) == 1

    home.inbox.erase([wish])
    assert home.inbox.report.unread == ()
    assert home.kept == []


def test_a_file_that_was_not_understood_at_all_is_kept_whole(home: Home) -> None:
    home.unread = {0: ("", "It is no text in UTF-8.")}
    write_on_phone(home.phone, b"K\xfcche")

    home.taker.run()

    (wish,) = home.inbox.report.unread
    assert (wish.number, wish.text) == (0, "")
    assert b"K\xfcche" in (home.data / "inbox" / home.kept[0]).read_bytes()


def test_a_copy_that_is_damaged_is_told_and_can_be_erased(home: Home) -> None:
    (home.data / "inbox" / "0123456789abcdef.txt").write_bytes(b"\0\0\0")

    home.taker.run()

    (wish,) = home.inbox.report.unread
    assert wish.why == "What is kept of it here is damaged. Write it once more."
    home.inbox.erase([wish])
    assert home.kept == []


def test_a_copy_that_goes_while_it_is_asked_for_is_passed_over(home: Home) -> None:
    (home.data / "inbox" / "0123456789abcdef.txt").symlink_to("gone")  # it is listed, and no more there to be read

    assert home.inbox.report.unread == ()


def test_only_one_process_at_a_time_takes_in(home: Home) -> None:
    write_on_phone(home.phone, "walk")

    with FolderInbox(home.data, str(home.phone)).looking:
        home.taker.run()

    assert home.texts == []


def test_a_file_that_changes_all_the_time_keeps_nobody_for_ever(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(seconds: float) -> None:
        home.watch.now += seconds
        write_on_phone(home.phone, f"walk: {home.watch.now}")

    write(0)
    monkeypatch.setattr(home.taker, "_sleep", write)
    home.taker.run()

    assert home.texts == []


def test_a_bug_is_told_by_its_place_alone_and_the_file_is_kept(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("quincewhisper")

    write_on_phone(home.phone, "thank quincewhisper")
    taker = home.restarted()
    with monkeypatch.context() as patched:
        patched.setattr(taker, "_carry_out", fail)
        with pytest.raises(ValueError, match="quincewhisper"):
            taker.run_or_tell_bug()

    assert home.inbox.report.problem.startswith(
        "A bug in rituals keeps it from taking in what a phone wrote: ValueError"
    )
    assert "quince" not in home.inbox.report.problem
    home.restarted().run()
    assert home.texts == [b"thank quincewhisper"]
    assert home.inbox.report.problem == ""


def test_a_folder_that_is_closed_is_told_before_anything_comes(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)

    home.taker.run()

    told = f"The inbox {home.phone} can't be written by this login. Let it, so that files can be taken out."
    assert home.inbox.report.problem == told


def test_a_look_is_begun_where_something_came_or_was_amiss_and_no_more_once_all_is_well(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[object] = []
    monkeypatch.setattr(FolderInbox, "start", lambda _: started.append("once"))

    def begun() -> int:
        home.inbox.start_if_new()
        return len(started)

    assert (begun(), begun()) == (0, 0)
    write_on_phone(home.phone, "walk")
    assert (begun(), begun()) == (1, 1)
    home.taker.run()
    assert begun() == 1
    home.phone.rename(home.phone.with_name("away"))
    assert (begun(), begun()) == (2, 2)
    home.taker.run()
    home.phone.with_name("away").rename(home.phone)
    assert begun() == 3


def test_files_are_looked_for_also_where_a_folder_of_earlier_is_gone(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = WishFolder(home.phone.parent, "inbox/00000000000000ff")
    started: list[object] = []
    monkeypatch.setattr(FolderInbox, "folders", [WishFolder(home.phone), gone])
    monkeypatch.setattr(FolderInbox, "start", lambda _: started.append("once"))

    home.inbox.start_if_new()
    home.inbox.start_if_new()
    assert len(started) == 1
    write_on_phone(home.phone, "walk")
    home.inbox.start_if_new()
    assert len(started) == 2

    home.taker.run()
    assert home.texts == [b"walk"]
    assert home.inbox.report.problem == ""
