"""A stopped process that holds a lock: whoever needs it is told, gives up, or goes on once it lets go."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from textual.pilot import Pilot

from rituals.adapters.journal.event_log import JournalLog
from rituals.adapters.journal.lock import FileLock, holder_of
from rituals.adapters.logs import open_logs
from rituals.core.events import WordsErased
from rituals.core.events.recorded import Recorded
from rituals.errors import BusyError
from rituals.waiting import AT_ONCE, GIVEN_UP_AFTER, Patience, patience, waiting_with
from tests.kit.app import make_app, text_of, until
from tests.kit.pages import line_with
from tests.kit.runs import Runs
from tests.kit.saving import NOBODY, SPOTS, Spot, found_in, session_in, settle_in, words_on
from tui.app import RitualsApp
from tui.rituals.form import RitualFormScreen
from tui.shared.dispatch.held import TRY_AGAIN_SECONDS

pytestmark = [
    pytest.mark.durability,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that stops a process"),
]

HOLD = """
import sys
from pathlib import Path
from rituals.adapters.journal.lock import FileLock

FileLock(Path(sys.argv[1])).acquire()
print("held", flush=True)
sys.stdin.read()
"""
UNSAVED = "it is not saved yet"
IN_THE_FILE = {"a setting in the file", "nudges in the welcome"}
"""What is saved in a file of its own, for which nobody needs a lock."""


class Clock:
    """A clock that moves on only where somebody sleeps."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.told: list[tuple[float, str]] = []

    def now(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.seconds += seconds

    def patience(self) -> Patience:
        return Patience(lambda sentence: self.told.append((self.seconds, sentence)), now=self.now, sleep=self.sleep)


@contextmanager
def stopped_holder(lock: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that was stopped while it held a lock."""
    program = [sys.executable, "-c", HOLD, str(lock)]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        holder.send_signal(signal.SIGSTOP)
        try:
            yield holder
        finally:
            holder.kill()


@contextmanager
def held(lock: FileLock) -> Iterator[None]:
    """As for everybody else, somebody holds a lock."""
    with lock:
        yield


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runs:
    shell = Runs(tmp_path / "home", capsys)
    shell.done("add", "Evening walk", "--every", "every day")
    return shell


def test_after_two_seconds_it_is_told_who_holds_it_and_after_ten_there_is_no_more_waiting(
    tmp_path: Path, clock: Clock
) -> None:
    with (
        stopped_holder(tmp_path / "lock") as holder,
        waiting_with(clock.patience()),
        pytest.raises(BusyError, match="is busy with your files") as refusal,
    ):
        FileLock(tmp_path / "lock").acquire()

    ((told_at, sentence),) = clock.told
    number = f" (process {holder.pid})" if Path("/proc/locks").exists() else ""
    assert refusal.value.exit_code == 3
    assert 2 <= told_at < 2.1
    assert GIVEN_UP_AFTER <= clock.seconds < GIVEN_UP_AFTER + 0.1
    assert sentence == f"Waiting for another rituals{number}, which is using your files."


def test_the_holder_is_named_by_its_number_and_never_by_what_it_was_called_with(tmp_path: Path) -> None:
    lock, locks = tmp_path / "lock", tmp_path / "locks"
    lock.touch()
    status = lock.stat()
    place = f"{os.major(status.st_dev):02x}:{os.minor(status.st_dev):02x}:{status.st_ino}"
    elsewhere = f"{os.major(status.st_dev) + 1:02x}:00:{status.st_ino}"
    others = (
        f"1: POSIX  ADVISORY  WRITE 11 {place} 0 EOF\n2: -> FLOCK  ADVISORY  WRITE 12 {place} 0 EOF\n"
        f"3: FLOCK  ADVISORY  WRITE 13 {place}1 0 EOF\n4: FLOCK  ADVISORY  WRITE 14 {elsewhere} 0 EOF\n"
        f"5: FLOCK  ADVISORY  WRITE 0 {place} 0 EOF\n"
    )
    locks.write_text(others, encoding="ascii")
    of_others = holder_of(lock, locks)
    locks.write_text(f"{others}7: FLOCK  ADVISORY  WRITE 4711 {place} 0 EOF\n", encoding="ascii")

    assert holder_of(lock, locks) == "another rituals (process 4711)"
    assert of_others == holder_of(lock, tmp_path / "nothing") == holder_of(tmp_path / "nothing", locks)
    assert of_others == "another rituals"


def test_a_command_waits_once_and_a_thread_that_goes_on_waits_each_time(tmp_path: Path, clock: Clock) -> None:
    with stopped_holder(tmp_path / "lock"), waiting_with(clock.patience()):
        for _ in range(2):
            with pytest.raises(BusyError):
                FileLock(tmp_path / "lock").acquire()

    assert clock.seconds < GIVEN_UP_AFTER + 0.1
    assert patience() == Patience()


WRITING = [
    ("add", "Cooking", "--every", "every sat"),
    ("tick", "walk"),
    ("untick", "walk"),
    ("rest", "walk"),
    ("pause", "walk"),
    ("move", "walk", "tomorrow"),
    ("edit", "walk", "--name", "A walk"),
    ("archive", "walk"),
    ("undo",),
    ("jar", "add", "for you"),
    ("people", "add", "Sam"),
]


@pytest.mark.parametrize("call", WRITING, ids=" ".join)
def test_a_verb_says_for_whom_it_waits_and_gives_up(call: tuple[str, ...], shell: Runs, clock: Clock) -> None:
    before = shell.done("today")
    with held(FileLock(shell.home / "data" / "shared" / ".lock")), waiting_with(clock.patience()):
        ran = shell(*call)

    assert (ran.exit_code, ran.out) == (3, "")
    assert ran.err.splitlines()[0].startswith("rituals: Waiting for another rituals")
    assert ran.err.count("\n") == 2
    assert clock.seconds < GIVEN_UP_AFTER + 0.1
    assert shell.done("today") == before


def test_the_doctor_tells_of_it_among_the_rest(shell: Runs, clock: Clock) -> None:
    with held(FileLock(shell.home / "data" / "shared" / ".lock")), waiting_with(clock.patience()):
        ran = shell("doctor")

    assert ran.exit_code == 1
    assert "is busy with your files" in ran.out
    assert clock.seconds < GIVEN_UP_AFTER + 0.1


@pytest.mark.parametrize(
    "call", ["today", "week", "list", "show walk", "jar", "streaks", "history walk", "export --to -"]
)
def test_a_verb_that_reads_waits_for_nobody(call: str, shell: Runs, clock: Clock) -> None:
    expected = shell.done(*call.split())
    with held(FileLock(shell.home / "data" / "shared" / ".lock")), waiting_with(clock.patience()):
        ran = shell(*call.split())

    assert (ran.exit_code, ran.out, ran.err) == (0, expected, "")
    assert clock.seconds == 0


class Beside(NamedTuple):
    """The app, which waits for nothing, beside somebody who holds a log's lock until they let go."""

    pilot: Pilot[None]
    app: RitualsApp
    let_go: Callable[[], None]

    async def sees(self, words: str) -> str:
        """What stands on the screen once `words` do."""
        await until(self.pilot, lambda: words in " ".join(text_of(self.app).split()))
        return text_of(self.app)


@asynccontextmanager
async def app_beside_a_holder(shell: Runs, log: str = "shared") -> AsyncIterator[Beside]:
    app = make_app(shell.open_session(None))
    lock = FileLock(shell.home / "data" / log / ".lock")
    with waiting_with(AT_ONCE):
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            lock.path.parent.mkdir(exist_ok=True)
            lock.acquire()
            yield Beside(pilot, app, lock.release)
            if lock.held:
                lock.release()


async def test_what_is_done_with_a_row_waits_in_its_order_and_q_names_it(shell: Runs) -> None:
    async with app_beside_a_holder(shell) as beside:
        pilot, app = beside.pilot, beside.app
        (ritual,) = app.session.service.state.rituals
        await pilot.press("space", "space", "space")
        waiting = await beside.sees(UNSAVED)
        await pilot.press("2", "1", "q")
        await beside.sees("Not saved yet: Evening walk. Another rituals is using your files. q again closes without.")
        is_open = app.is_running and not app._exit
        not_yet = dict(app.session.service.state.ticks(ritual))
        beside.let_go()
        await until(pilot, lambda: not app.unsaved)

        (row,) = app.session.service.board().rows

    assert "waiting" in line_with(waiting, "Evening walk")
    assert is_open
    assert not not_yet
    assert row.is_done, "ticked, taken back, and ticked again"


async def test_q_pressed_again_closes_without_it(shell: Runs) -> None:
    async with app_beside_a_holder(shell) as beside:
        await beside.pilot.press("space", "q", "q")
        await until(beside.pilot, lambda: beside.app._exit)

    assert beside.app.unsaved == "Not saved yet: Evening walk. Another rituals is using your files."


async def test_a_form_saves_once_and_by_itself_as_soon_as_that_can_be(shell: Runs) -> None:
    async with app_beside_a_holder(shell) as beside:
        pilot, service = beside.pilot, beside.app.session.service
        await pilot.press("2", "plus", *"Tea", "enter", *"daily", "ctrl+s", "ctrl+s")
        await beside.sees(UNSAVED)
        await pilot.press("shift+tab", "end", *" at five", "ctrl+s")
        is_open = isinstance(beside.app.screen, RitualFormScreen)
        beside.let_go()
        await until(pilot, lambda: not isinstance(beside.app.screen, RitualFormScreen))
        await beside.sees("Tea at five")

        assert is_open
        assert [ritual.name for ritual in service.state.rituals.values()] == ["Evening walk", "Tea at five"]


async def test_a_form_that_is_left_while_it_waits_saves_nothing_any_more(shell: Runs) -> None:
    async with app_beside_a_holder(shell) as beside:
        await beside.pilot.press("2", "plus", *"Tea", "enter", *"daily", "ctrl+s")
        await beside.sees(UNSAVED)
        await beside.pilot.press("escape", "escape")
        await until(beside.pilot, lambda: not isinstance(beside.app.screen, RitualFormScreen))
        unsaved = beside.app.unsaved
        beside.let_go()
        await beside.pilot.pause(2 * TRY_AGAIN_SECONDS)

        assert unsaved == ""
        assert len(beside.app.session.service.state.rituals) == 1


async def test_a_thank_you_waits_with_its_words_and_is_put_in_once(shell: Runs) -> None:
    async with app_beside_a_holder(shell) as beside:
        pilot, jar = beside.pilot, beside.app.session.service.state.jar
        await pilot.press("a", *"For the soup", "ctrl+s", "ctrl+s")
        waiting = await beside.sees(UNSAVED)
        beside.let_go()
        await until(pilot, lambda: len(jar) == 1)
        await until(pilot, lambda: not beside.app.unsaved)

        assert "For the soup" in waiting
        assert [note.text for note in jar.notes] == ["For the soup"]


async def test_words_that_were_begun_are_kept_although_their_page_is_left(shell: Runs) -> None:
    async with app_beside_a_holder(shell, "drafts") as beside:
        pilot, service = beside.pilot, beside.app.session.service
        await pilot.press("a", *"For the", "escape")
        await beside.sees(UNSAVED)
        await pilot.press("q")
        await beside.sees("Not saved yet: what you began to write.")
        beside.let_go()
        await beside.sees("It is kept for later")
        draft = service.jar.draft(service.seated.id)

        assert draft is not None
        assert draft.text == "For the"


async def test_a_seat_and_a_name_wait_as_well(shell: Runs) -> None:
    shell.done("people", "add", "Sam")
    async with app_beside_a_holder(shell) as beside:
        pilot, service = beside.pilot, beside.app.session.service
        await pilot.press("p")
        await beside.sees(UNSAVED)
        seated = service.seated.name
        await pilot.press("comma", "down", "enter", *"Lee", "enter")
        typed = await beside.sees("With you: Lee")
        names = [person.name for person in service.couple]
        beside.let_go()
        await until(pilot, lambda: "Lee" in [person.name for person in service.couple])

        assert UNSAVED in " ".join(typed.split())
        assert names == [seated, "Sam"]
        assert service.seated.name == "Lee"


async def test_what_is_refused_in_its_turn_keeps_nothing_else_from_being_done(shell: Runs) -> None:
    async with app_beside_a_holder(shell) as beside:
        await beside.pilot.press("u", "u", "u", "a", *"For tea", "ctrl+s")
        await beside.sees(UNSAVED)
        beside.let_go()
        await until(beside.pilot, lambda: not beside.app.unsaved)

        assert [note.text for note in beside.app.session.service.state.jar.notes] == ["For tea"]


async def test_in_every_place_what_is_saved_waits_and_is_saved_once(
    tmp_path: Path, full: bool, figure: Callable[[str], None]
) -> None:
    spots = [spot for spot in SPOTS if spot.name not in IN_THE_FILE]
    for place, spot in enumerate(spots if full else spots[::4]):
        home = tmp_path / str(place)
        home.mkdir()
        await wait_and_save(spot, home)
    figure(f"locks held by somebody else: {len(spots)} places, saved once each")


async def wait_and_save(spot: Spot, home: Path) -> None:
    session = session_in(home)
    settle_in(session, spot.people)
    app = make_app(session, welcome=spot.people == NOBODY)
    with waiting_with(AT_ONCE):
        async with app.run_test(size=(100, 36)) as pilot:
            await pilot.pause()
            await spot.come(pilot, session)
            before = found_in(home)
            with ExitStack() as locks:
                for log in ("shared", "local", "drafts", *(f"private/{one.id}" for one in session.service.couple)):
                    (home / "data" / log).mkdir(parents=True, exist_ok=True)
                    locks.enter_context(FileLock(home / "data" / log / ".lock"))
                await pilot.press(*spot.save)
                await until(pilot, lambda: UNSAVED in words_on(app))
                await pilot.press(*(spot.save if spot.typed else ()))
                await pilot.pause()
                assert found_in(home) == before, "something was saved under somebody else's lock"
                assert spot.typed in words_on(app)
            await until(pilot, lambda: found_in(home) != before)
            await until(pilot, lambda: not app.unsaved)
            await pilot.pause()

    new = Counter(found_in(home)) - Counter(before)
    assert str(sorted(new.elements())).count(spot.saved) == 1


def test_what_is_left_to_be_erased_keeps_nobody_waiting_who_only_reads(shell: Runs, clock: Clock) -> None:
    shell.done("jar", "add", "for the tea")
    (note,) = [one for one in open_logs(shell.home / "data", "a").shared.fresh().records if "for the tea" in str(one)]
    elsewhere = JournalLog(shell.home / "data" / "shared", "0123456789abcdef")
    elsewhere.append([Recorded("erased-elsewhere", elsewhere.device, 99, note.at, WordsErased((note.id,)))])

    with held(FileLock(shell.home / "data" / "shared" / ".lock")), waiting_with(clock.patience()):
        ran = shell("today")

    assert (ran.exit_code, ran.err, clock.seconds) == (0, "", 0)
