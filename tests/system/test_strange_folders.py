"""Folders as they should not be: read-only, gone while the app is open, of a later version, full of leftovers."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from textual.pilot import Pilot

from rituals.adapters.journal.device import device_here
from rituals.adapters.journal.lines import checked_line
from rituals.adapters.logs import open_logs
from rituals.adapters.notifications.sender_lock import FileSenderLock
from rituals.bootstrap import new_id
from rituals.config import Settings, places
from rituals.content.loader import catalogue
from rituals.core.catalogue.consent import in_need_of_both
from rituals.core.events import ConsentSaid, FlowKept, RitualAdded
from rituals.core.model import Quota
from rituals.core.nudges.settings import NudgeSettings
from rituals.errors import StorageError
from rituals.service.couple import CoupleService
from rituals.service.nudges.scheduler import Scheduler
from rituals.session import Session, nudge_words_of
from tests.kit.app import keep, make_app, text_of, until
from tests.kit.fakes import FakeClock, FakeNotifier, ProgramStarts
from tests.kit.mounts import may_mount, read_only
from tests.kit.runs import Runs
from tui.app import RitualsApp

if sys.platform != "win32":
    from tests.kit.terminal import Terminal

WALK = "walk"
NEWER = b'{"format":3,"file":"0"}'
ROOMS = ("2", "3", "4", "5", "6", "p", "escape", "comma", "escape", "1")


def session_on(home: Path) -> Session:
    """A session on real journals, as the app opens it whatever happens."""
    clock, where = FakeClock(), places(str(home))
    here = device_here(where.data)
    logs = open_logs(where.data, here.id, others=here.others)
    service = CoupleService(logs, clock, new_id, "Ana")
    with suppress(StorageError):
        service.refresh()
    return Session(service, Settings(), where, logs.shared, logs.local, clock)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Ana, who sits at the keyboard, and Sam, with a ritual, a note in the jar and something kept of a talk."""
    service = session_on(tmp_path / "home").service
    sam = service.join("Sam")
    service.add(RitualAdded(WALK, service.today(), "Evening walk", Quota(3, "week")))
    service.jar.put_in("the soup you brought")
    service.seat(sam.id)
    service.seat(service.couple[0].id)
    service.private(service.seated.id).keep(lambda _: [FlowKept("entry", "listening", service.today())])
    return tmp_path / "home"


@pytest.fixture
def shell(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Runs:
    """A shell in that home."""
    monkeypatch.delenv("RITUALS_HOME", raising=False)
    return Runs(home, capsys)


def files(home: Path) -> Mapping[str, bytes]:
    """Every file there and what it holds."""
    return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def words(app: RitualsApp) -> str:
    """The screen's words, whatever line they stand on."""
    return " ".join(text_of(app).split())


async def visit(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one by one; a screen that cannot bear its folder ends the app, and with it this test."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


# read-only

needs_mounts = pytest.mark.skipif(not may_mount(), reason="needs leave to mount a folder read-only in a namespace")


@pytest.fixture
def environment(home: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "VIRTUAL_ENV") if name in os.environ}
    return {**kept, "RITUALS_HOME": str(home), "RITUALS_TZ": "Europe/Berlin", "HOME": str(home), "PYTHONUTF8": "1"}


@needs_mounts
def test_in_a_read_only_folder_commands_show_everything_and_say_why_nothing_is_kept(
    home: Path, environment: dict[str, str]
) -> None:
    before = files(home)

    def run(*arguments: str) -> tuple[int, str]:
        argv = [*read_only(home), sys.executable, "-m", "tui", *arguments]
        ran = subprocess.run(argv, env=environment, capture_output=True, text=True, check=False, timeout=60)
        return ran.returncode, ran.stdout or ran.stderr

    shown = [run("today"), run("jar", "list")]
    refused = [run("tick", "walk"), run("jar", "add", "thank you")]

    assert [code for code, _ in shown] == [0, 0]
    assert "Evening walk" in shown[0][1]
    assert "the soup you brought" in shown[1][1]
    for code, sentence in refused:
        assert code == 1
        assert "is read-only, so this was not saved" in sentence
    assert files(home) == before


@needs_mounts
@pytest.mark.terminal
def test_in_a_read_only_folder_the_app_shows_everything_and_says_why_nothing_is_kept(
    home: Path, environment: dict[str, str]
) -> None:
    before = files(home)

    with Terminal([*read_only(home), sys.executable, "-m", "tui"], environment) as terminal:
        terminal.wait_for("Evening walk")
        terminal.send(" ")
        terminal.wait_for("is read-only, so this was not saved")
        terminal.send("4")
        terminal.wait_for("the soup you brought")
        terminal.send("q")
        code = terminal.wait()

    assert code == 0
    assert files(home) == before


# gone while it is open


def test_where_the_folder_is_gone_nothing_is_forgotten_and_nothing_begun_anew(home: Path, tmp_path: Path) -> None:
    service = session_on(home).service
    ana = service.seated.id
    doings: list[Callable[[], object]] = [
        service.refresh,
        service.undo,
        lambda: service.tick(WALK),
        lambda: service.jar.put_in("said into the void"),
        lambda: service.seat(service.couple[1].id),
        lambda: service.private(ana).keep(lambda _: [FlowKept("other", "listening", service.today())]),
    ]
    kept = list(service.private(ana).now.kept)

    home.rename(tmp_path / "away")
    for do in doings:
        with pytest.raises(StorageError, match="is gone, so nothing can be saved now"):
            do()

    assert not home.exists()
    assert WALK in service.state.rituals
    assert service.private(ana).now.kept == kept


def test_once_the_folder_is_back_all_goes_on(home: Path, tmp_path: Path) -> None:
    service = session_on(home).service
    home.rename(tmp_path / "away")
    with pytest.raises(StorageError):
        service.tick(WALK)

    (tmp_path / "away").rename(home)
    service.tick(WALK)

    later = session_on(home).service
    assert later.state.ticks(WALK)
    assert len(later.state.jar) == 1


async def test_the_app_says_that_the_folder_is_gone_and_keeps_what_was_typed(home: Path, tmp_path: Path) -> None:
    app = make_app(session_on(home))
    async with app.run_test(size=(80, 24)) as pilot:
        await visit(pilot, "a", *"hello")
        home.rename(tmp_path / "away")
        await visit(pilot, "ctrl+s")
        refused = words(app)
        await visit(pilot, "ctrl+s")
        still_there = words(app)
        (tmp_path / "away").rename(home)
        await visit(pilot, "ctrl+s")

    assert "is gone, so nothing can be saved now. Put it back to go on" in refused
    assert "hello" in refused
    assert "hello" in still_there
    notes = session_on(home).service.state.jar.notes
    assert [note.text for note in notes] == ["the soup you brought", "hello"]


async def test_the_app_notices_by_itself_and_every_room_opens_all_the_same(
    home: Path, tmp_path: Path, full: bool
) -> None:
    app = make_app(session_on(home))
    async with app.run_test(size=(80, 24)) as pilot:
        home.rename(tmp_path / "away")
        await until(pilot, lambda: "is gone" in words(app))
        stands = words(app)
        await visit(pilot, "space", *(ROOMS if full else ()), "5", "enter", "escape", "6", "enter", "escape", "1")

    assert "Evening walk" in stands
    assert not home.exists()


def test_nudges_wait_for_the_folder_to_come_back(home: Path, tmp_path: Path) -> None:
    data = home / "data"
    service = session_on(home).service
    scheduler = Scheduler(
        service,
        NudgeSettings,
        FakeNotifier(),
        FileSenderLock(data, "a test"),
        nudge_words_of(catalogue()),
        start=ProgramStarts(),
    )
    scheduler.step()
    home.rename(tmp_path / "away")

    scheduler.step()
    gone = str(scheduler.last_problem)
    (tmp_path / "away").rename(home)
    scheduler.step()

    assert str(data) in gone
    assert scheduler.last_problem is None


# a later version


def written_by_a_later_version(folder: Path) -> None:
    """Give every journal in a folder the next format."""
    for journal in folder.rglob("*.jsonl"):
        _, _, rest = journal.read_bytes().partition(b"\n")
        journal.write_bytes(checked_line(NEWER) + rest)


@pytest.mark.parametrize("log", ["shared", "local"])
def test_a_newer_log_is_refused_by_every_command_and_left_alone(home: Path, shell: Runs, log: str) -> None:
    written_by_a_later_version(home / "data" / log)
    before = files(home)

    for call in (["today"], ["tick", "walk"], ["jar", "add", "thank you"], ["undo"], ["nudge", "status"]):
        sentence = shell.refused(*call, exit_code=1)
        assert sentence.endswith("was written by a later version of rituals. Update rituals here to go on.")
    doctor = shell("doctor")

    assert doctor.exit_code == 1
    assert "written by a later version" in doctor.out
    assert files(home) == before


@pytest.mark.parametrize("log", ["shared", "local"])
async def test_the_app_says_so_and_leaves_a_newer_log_alone(home: Path, log: str, full: bool) -> None:
    written_by_a_later_version(home / "data" / log)
    before = files(home)
    app = make_app(session_on(home), welcome=True)

    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Update rituals here to go on." in words(app))
        await visit(pilot, "space", *(ROOMS if full else ()), "a", *"hello", "ctrl+s")
        typed = words(app)

    assert "hello" in typed
    assert before.items() <= files(home).items()


def test_a_newer_journal_of_another_device_is_told_and_the_rest_is_in_use(home: Path, shell: Runs) -> None:
    (home / "data" / "shared" / "phone.jsonl").write_bytes(checked_line(NEWER))

    today, doctor = shell("today"), shell("doctor")
    shell("tick", "walk")

    assert today.exit_code == 0
    assert "rituals doctor says what" in today.err
    assert "phone.jsonl was written by a later version" in doctor.out
    assert session_on(home).service.state.ticks(WALK)


# a private log that can't be read


@pytest.fixture
def sealed_off(home: Path) -> Path:
    """The home, with private logs that only a later version can read."""
    written_by_a_later_version(home / "data" / "private")
    return home


def test_with_an_unreadable_private_log_everything_shared_goes_on(sealed_off: Path, shell: Runs) -> None:
    before = files(sealed_off / "data" / "private")

    for call in (["today"], ["tick", "walk"], ["jar", "add", "thank you"], ["nudge", "status"], ["undo"]):
        shell.done(*call)

    assert "later version" in shell.refused("ask", "done", "the dentist", exit_code=1)
    assert "! In a private log: " in shell("doctor").out
    assert files(sealed_off / "data" / "private") == before


def test_with_an_unreadable_private_log_what_nobody_said_for_both_to_see_stays_hidden(home: Path) -> None:
    needing = in_need_of_both(catalogue().ritual)[0]
    service = session_on(home).service
    keep(service, needing.id)
    for person in service.couple:
        service.private(person.id).keep(lambda _: [ConsentSaid(needing.id, True)])
    written_by_a_later_version(home / "data" / "private")

    later = session_on(home).service

    assert set(later.state.rituals) == {WALK}


def test_with_an_unreadable_private_log_what_both_said_yes_to_is_in_sight_and_can_be_taken_back(home: Path) -> None:
    needing = in_need_of_both(catalogue().ritual)[0]
    service = session_on(home).service
    for person in service.couple:
        service.consent.say(needing.id, by=person.id, given=True)
    keep(service, needing.id)
    written_by_a_later_version(home / "data" / "private")

    later = session_on(home).service

    assert needing.id in later.state.rituals
    with pytest.raises(StorageError):
        later.consent.withdraw(needing, by=later.seated.id)
    assert set(later.state.rituals) == set(session_on(home).service.state.rituals) == {WALK}


async def test_with_an_unreadable_private_log_its_pages_say_so_and_no_other_page_minds(sealed_off: Path) -> None:
    app = make_app(session_on(sealed_off))

    async with app.run_test(size=(80, 24)) as pilot:
        await visit(pilot, "3", "6", "enter")
        own_page = words(app)
        await visit(pilot, "1", "5", "enter", "enter")
        talk = words(app)
        await visit(pilot, "escape", "1", "space")
        await until(pilot, lambda: bool(app.session.service.state.ticks(WALK)))

    assert "Whose check-in is it?" in own_page
    assert "was written by a later version of rituals" in own_page
    assert "Before you begin" in talk  # whether they were read can't be known, so they are read once more


# leftovers


def test_what_crashes_left_behind_is_passed_over_however_much_it_is(home: Path) -> None:
    (journal,) = (home / "data" / "shared").glob("*.jsonl")
    content = journal.read_bytes()
    for number in range(50):
        for name in (f"{journal.name}.rewrite", f"{journal.name}.tmp{number}", f".{number}.jsonl", f"{number}.jsonl~"):
            (journal.parent / name).write_bytes(content[: len(content) // 2])
    (home / "data" / "device.rewrite").write_bytes(b"half")

    service = session_on(home).service
    service.tick(WALK)

    assert service.logs.shared.problems() == []
    assert len(service.state.jar) == 1
    assert session_on(home).service.state.ticks(WALK)


def test_erasing_takes_a_rewriting_that_was_never_finished_along(home: Path) -> None:
    (journal,) = (home / "data" / "shared").glob("*.jsonl")
    leftover = journal.with_name(f"{journal.name}.rewrite")
    leftover.write_bytes(journal.read_bytes())
    service = session_on(home).service

    service.jar.erase(service.state.jar.notes[0].id)

    assert not any(b"the soup you brought" in content for content in files(home).values())
