"""What is wrong with the files stands on Today for as long as it is so, and in full on the page of your data."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from msgspec.structs import replace

from rituals.config import Settings
from rituals.content.loader import catalogue
from rituals.core.events import AppreciationAdded
from rituals.errors import Problem, StillOnDiskError
from rituals.problems import all_problems
from rituals.service.own_data import ReadableBackup
from rituals.session import Session
from tests.kit.app import keep, make_app, make_session, text_of, until
from tests.kit.fakes import FakeClock, MemoryLog
from tests.kit.histories import A_MOMENT
from tests.kit.pages import press
from tests.kit.runs import Runs
from tests.kit.traces import words_on_disk
from tui.settings.data_page import DataPage
from tui.settings.problem_list import REPAIRED_IN_SHELL
from tui.today.lines import ProblemLine

DAMAGED = "1 line of laptop.jsonl could not be read; the rest is in order."


class DamagedLog(MemoryLog):
    """One of whose lines some can't be read."""

    damage = DAMAGED

    def problems(self) -> list[str]:
        return [self.damage] if self.damage else []


async def test_what_is_wrong_is_told_on_today_whatever_else_is_said_and_until_it_is_mended() -> None:
    log = DamagedLog()
    session = make_session(shared=log)
    keep(session.service, "long-hug")
    session.settings = Settings(problems=("settings.toml is not TOML: mend line 3.",))
    session.__dict__["catalogue"] = replace(catalogue(), problems=("catalogue.toml has no line 5.",))
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: DAMAGED in in_one_line(text_of(app)))
        app.say("A kind word.")
        await pilot.pause()
        assert f"{DAMAGED} And 2 more." in in_one_line(text_of(app))
        assert text_of(app).index("› ○") > text_of(app).index("And 2 more."), "the cursor is on what is due"

        await pilot.press("g", "enter")
        await until(pilot, lambda: isinstance(app.screen, DataPage))
        await pilot.pause()
        page = in_one_line(text_of(app))
        for problem in (DAMAGED, "mend line 3.", "has no line 5."):
            assert problem in page

        log.damage, session.settings = "", Settings()
        session.__dict__["catalogue"] = catalogue()
        await pilot.press("escape")
        await until(pilot, lambda: DAMAGED not in in_one_line(text_of(app)))
        assert "And 2 more" not in text_of(app)


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_a_zone_that_is_none_is_told_on_today_with_the_one_that_counts(size: tuple[int, int]) -> None:
    clock = FakeClock()
    clock.problem = (
        "RITUALS_TZ is set to 'Mars/Olympus', which is no time zone; a name such as Europe/Berlin is. "
        "Meanwhile Europe/Lisbon counts."
    )
    app = make_app(make_session(clock=clock))
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: str(clock.problem) in in_one_line(text_of(app)))


async def test_the_app_tells_every_problem_of_the_files_that_the_doctor_tells(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    runs = Runs(tmp_path / "home", capsys)
    runs.done("people", "add", "Sam")
    damage_each_file(runs)
    app = make_app(runs.open_session(None))
    async with app.run_test(size=(150, 50)) as pilot:
        await pilot.pause()
        app.action_page("data")
        told = all_problems(app.session)
        await until(pilot, lambda: all(unspaced(problem.what) in unspaced(text_of(app)) for problem in told))

    whole = in_one_line(runs("doctor").out)
    assert len(told) >= 5
    assert [problem.what for problem in told if problem.what not in whole and ".jsonl" not in problem.what] == []


class HeldDisk:
    """Answers what is asked of the backups only once it is let go."""

    def __init__(self, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
        assert session.own_data is not None
        own_data = session.own_data()
        self.is_asked, self._answers = threading.Event(), threading.Event()
        monkeypatch.setattr(own_data, "lost", self._lost)
        session.own_data = lambda: own_data

    def _lost(self, *, has_nothing: bool) -> ReadableBackup:
        assert not has_nothing
        self.is_asked.set()
        assert self._answers.wait(5), "who asks is the one who lets go"
        return ReadableBackup(Path("the-zip"), 1, A_MOMENT, 1830)

    def answer(self) -> None:
        self._answers.set()


@pytest.fixture
def walking(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Session:
    """Somebody with a ritual, and a folder of backups."""
    runs = Runs(tmp_path / "home", capsys)
    runs.done("add", "Walk", "--every", "every day")
    runs.done("backup")
    return runs.open_session(None)


async def test_today_waits_for_no_disk_and_tells_what_is_wrong_once_that_is_seen(
    walking: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = HeldDisk(walking, monkeypatch)
    app = make_app(walking)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, disk.is_asked.is_set)
        await pilot.press("space")
        await pilot.pause()
        assert "● Walk" in text_of(app).replace("  ", " ")
        assert "1,830" not in text_of(app)

        disk.answer()

        await until(pilot, lambda: "1,830" in text_of(app))


@pytest.mark.parametrize("leaves", ["the page", "the app"])
async def test_what_is_seen_too_late_is_told_by_nobody(
    leaves: str, walking: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = HeldDisk(walking, monkeypatch)
    app = make_app(walking)
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_page("data")
        await until(pilot, disk.is_asked.is_set)
        if leaves == "the page":
            await pilot.press("escape")
            await pilot.pause()
            disk.answer()
            await until(pilot, lambda: "1,830" in text_of(app))
    disk.answer()

    assert not app.is_running


def test_the_line_of_what_was_wrong_can_be_drawn_until_it_is_gone() -> None:
    line = ProblemLine([Problem("The disk is full.")])

    line.show([])

    assert line.rows(80) == []


async def test_what_could_not_be_erased_is_told_and_erased_off_the_keys_once_it_can_be(walking: Session) -> None:
    jar, data = walking.service.jar, walking.places.data
    (note,) = (event for event in jar.put_in("for the quince") if isinstance(event, AppreciationAdded))
    (journal,) = (data / "shared").glob("*.jsonl")
    in_the_way = journal.with_name(f"{journal.name}.rewrite")
    in_the_way.mkdir()
    with pytest.raises(StillOnDiskError):
        jar.erase(note.appreciation)
    app = make_app(walking)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "it is not off the disk yet" in in_one_line(text_of(app)))
        assert words_on_disk(data, "quince")

        in_the_way.rmdir()
        await pilot.press("2", "1")
        await until(pilot, lambda: not words_on_disk(data, "quince"))
        await pilot.press("2", "1")
        await until(pilot, lambda: "it is not off the disk yet" not in in_one_line(text_of(app)))
        assert "Walk" in text_of(app)


@pytest.mark.parametrize("loss", ["vanished", "emptied", "noise"])
async def test_where_all_is_gone_the_way_back_is_the_first_choice_and_no_welcome_hides_it(
    loss: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    runs = Runs(tmp_path / "home", capsys)
    runs.done("people", "add", "Sam")
    runs.done("add", "Walk", "--every", "every day")
    runs.done("backup")
    (journal,) = (runs.home / "data" / "shared").glob("*.jsonl")
    journal.unlink() if loss == "vanished" else journal.write_bytes(b"" if loss == "emptied" else b"noise\n" * 99)
    app = make_app(runs.open_session(None), welcome=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert "Your rituals are gone from" in in_one_line(text_of(app))
        assert "holds 3 events." in in_one_line(text_of(app))
        for room in "124":
            await pilot.press(room)
            await pilot.pause()
            assert ("Today says why" in text_of(app)) is (room != "1")
            assert "where your" not in text_of(app)
            assert "empty so far" not in text_of(app)
        await pilot.press("1")

        for key in ("enter", "enter"):
            await pilot.press(key)
            await pilot.pause()
        await until(pilot, lambda: "Which backup?" in text_of(app))
        await pilot.press("enter", "y")
        await until(pilot, lambda: "3 events came back" in in_one_line(text_of(app)))
        await until(pilot, lambda: "gone from" not in text_of(app))
        await pilot.press("escape")
        await until(pilot, lambda: "Walk" in text_of(app))
        assert "gone from" not in text_of(app)


async def test_a_newcomer_is_welcomed_also_beside_an_empty_folder_of_backups(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    runs = Runs(tmp_path / "home", capsys)
    (runs.home / "data" / "backups").mkdir(parents=True, mode=0o700)
    app = make_app(runs.open_session(None), welcome=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Who are you?" in text_of(app)


async def test_all_of_it_can_be_read_with_keys_in_the_smallest_window_and_the_keys_stay_in_sight() -> None:
    log = DamagedLog()
    session = make_session(shared=log)
    session.settings = Settings(problems=(f"settings.toml is {'not ' * 40}TOML: mend line 3.",))
    app = make_app(session)
    async with app.run_test(size=(60, 20)) as pilot:
        app.action_page("data")
        await until(pilot, lambda: "TOML: mend line 3." in in_one_line(text_of(app)))
        await until(pilot, lambda: "? all keys" in text_of(app))
        assert DAMAGED not in in_one_line(text_of(app))
        assert REPAIRED_IN_SHELL in in_one_line(text_of(app))

        page = in_one_line(await press(pilot, "up", "up"))
        assert f"{DAMAGED} “Bring back a backup” below" in page
        assert "? all keys" in text_of(app)

        log.damage = ""
        app.show()
        await until(pilot, lambda: REPAIRED_IN_SHELL not in in_one_line(text_of(app)))
        assert "mend line 3." in in_one_line(text_of(app))


def damage_each_file(runs: Runs) -> None:
    """Leave a line that can't be read in each log, and settings and a catalogue that are no TOML."""
    session = runs.open_session(None)
    person = session.service.seated.id
    for folder in ("shared", "local", f"private/{person}"):
        (runs.home / "data" / folder).mkdir(exist_ok=True, parents=True, mode=0o700)
        journal = runs.home / "data" / folder / f"{session.shared.device}.jsonl"
        content = journal.read_bytes() if journal.exists() else b""
        journal.write_bytes(content + b"not a record\n")
        journal.chmod(0o600)
    for name in ("settings.toml", "catalogue.toml"):
        (runs.home / name).write_text("no = toml = at all", encoding="utf-8")


def in_one_line(text: str) -> str:
    return " ".join(text.split())


def unspaced(text: str) -> str:
    """A text however its lines break, be it within a path."""
    return "".join(text.split())
