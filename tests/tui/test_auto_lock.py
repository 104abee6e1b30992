"""Private pages that their person has locked: what can be done on them, how they open, and when they lock again."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.screen import Screen

from rituals.adapters.locking.log_lock import LogLock
from rituals.core.events import AskAboutAdded, CheckinTaken, FlowKept
from rituals.core.exchange.locking_words import NOT_IT
from rituals.core.model import Person, PersonId
from rituals.session import Session
from tests.kit.app import assert_goldens, screen_of, text_of, until
from tests.kit.fakes import FakeClock
from tests.kit.locks import PASSPHRASE, couple_at, lock_cheaply, open_lock
from tests.kit.pages import click_text, press, words
from tests.kit.saving import keys
from tests.kit.talking import Stopwatch
from tui.app import RitualsApp
from tui.auto_lock import ARE_LOCKED, IDLE_SECONDS, LOCK_PAGES
from tui.checkin.own import CheckinOwnScreen
from tui.navigation import LOCK, PAGES, PRIVATE_PAGES, ROOMS
from tui.questions.apart import AnswerApartScreen
from tui.questions.ask_about import AskAboutScreen
from tui.questions.keys import ASK_ABOUT
from tui.shared.locked.opening_field import NOTHING_TYPED, OpeningField
from tui.talk.kept import KeptScreen

NOTE = "the quince tree"
TIPS = {key.id: key.tip for key in ASK_ABOUT}
LOCKED = "Ana has locked it."


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """Ana and Sam, each with something on every private page, which they have locked."""
    monkeypatch.setattr("rituals.bootstrap.SystemClock", FakeClock)
    session = couple_at(tmp_path)
    today = session.service.today()
    for person in session.service.couple:
        new = session.service.new_id
        noted, taken = AskAboutAdded(new(), today, NOTE), CheckinTaken(new(), today, {"c1": 3})
        kept = FlowKept(new(), "outside-view", today)
        session.service.private(person.id).put_in([noted, taken, kept])
        lock_cheaply(session, person.id)
    return session


@pytest.fixture
def app(session: Session) -> RitualsApp:
    return RitualsApp(session, welcome=False)


@pytest.fixture
def ana(session: Session) -> PersonId:
    return session.service.couple[0].id


@pytest.fixture
def stopwatch(app: RitualsApp, monkeypatch: pytest.MonkeyPatch) -> Stopwatch:
    """What the app takes for a clock that nobody sets."""
    stopwatch = Stopwatch()
    monkeypatch.setattr(app, "monotonic", stopwatch)
    return stopwatch


@asynccontextmanager
async def notes_of_ana(app: RitualsApp, *, opened: bool = True) -> AsyncIterator[Pilot[None]]:
    """Ana's notes on what to ask about."""
    session = app.session
    async with app.run_test(size=(80, 24)) as pilot:
        if opened:
            open_lock(session, session.service.couple[0].id)
        app.push_screen(AskAboutScreen(session, session.service.couple[0]))
        await pilot.pause()
        yield pilot


async def paste_passphrase(pilot: Pilot[None]) -> None:
    """As from a keeper of passwords."""
    pilot.app.post_message(Paste(PASSPHRASE))
    await pilot.pause()


async def test_the_page_asks_in_place_and_opens_there(app: RitualsApp) -> None:
    async with notes_of_ana(app, opened=False) as pilot:
        asked = text_of(app)
        assert LOCKED in asked
        assert "· · ·" in asked
        assert NOTE not in asked

        await press(pilot, *keys("a heron"), "enter")
        await until(pilot, lambda: NOT_IT in text_of(app))
        await paste_passphrase(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: NOTE in text_of(app))

        assert not app.screen.query(OpeningField)
        assert "space asked" in words(await press(pilot))
        assert "Asked: the quince tree." in await press(pilot, "space")


async def test_the_palette_and_the_help_offer_what_works_while_it_is_locked(app: RitualsApp) -> None:
    async with notes_of_ana(app, opened=False) as pilot:
        helped = words(await press(pilot, "f1"))
        titles = [command.title for command in app.get_system_commands(app.screen_stack[1])]

    assert TIPS["asked"] not in helped
    for tip, works in ((TIPS["own"], True), (TIPS["let-go"], False)):
        assert (tip in helped, tip.rstrip(".") in titles) == (works, works)


async def test_a_click_opens_too_and_esc_leaves(app: RitualsApp) -> None:
    async with notes_of_ana(app, opened=False) as pilot:
        await paste_passphrase(pilot)
        await click_text(pilot, "open")
        await until(pilot, lambda: NOTE in text_of(app))
        app.action_lock_pages()
        await pilot.pause()
        await press(pilot, "escape")

        assert len(app.screen_stack) == 1


def touch_the_key(app: RitualsApp) -> None:
    """Lock as another process does."""
    lock = app.session.service.private(app.session.service.couple[0].id).lock
    assert isinstance(lock, LogLock)
    folder = app.session.places.data
    other = LogLock(folder, app.session.service.couple[0].id)
    other.close_everywhere()


def sleep(app: RitualsApp) -> None:
    app.look_at_locks()
    assert isinstance(app.session.clock, FakeClock)
    app.session.clock.pass_time(seconds=61)


def seat_sam(app: RitualsApp) -> None:
    app.session.service.seat(app.session.service.couple[1].id)


@pytest.mark.parametrize("lock", [touch_the_key, sleep, seat_sam, RitualsApp.action_lock_pages])
async def test_it_locks_at_once_also_under_a_dialog(app: RitualsApp, lock: Callable[[RitualsApp], None]) -> None:
    async with notes_of_ana(app) as pilot:
        screen_of(app).toast.show(NOTE)
        await press(pilot, "x")
        assert NOTE in text_of(app)

        lock(app)
        app.look_at_locks()
        shown_at_once = [part.display for part in app.screen_stack[1].query("Lines")]
        await pilot.pause()
        asked = text_of(app)
        await press(pilot, "y")

        assert shown_at_once == [False]
        assert NOTE not in asked
        assert NOTE not in text_of(app)
        assert app.is_running


async def test_ten_minutes_without_a_key_or_a_click_lock_it(app: RitualsApp, stopwatch: Stopwatch) -> None:
    async with notes_of_ana(app) as pilot:
        stopwatch.now = IDLE_SECONDS - 1
        await press(pilot, "down")
        stopwatch.now = 2 * IDLE_SECONDS - 2
        app.look_at_locks()
        assert NOTE in await press(pilot, "up")

        stopwatch.now = 3 * IDLE_SECONDS
        assert NOTE not in await press(pilot, "x")
        assert LOCKED in text_of(app)


async def test_what_is_half_typed_to_open_it_is_left_to_nobody(app: RitualsApp, stopwatch: Stopwatch) -> None:
    async with notes_of_ana(app, opened=False) as pilot:
        await paste_passphrase(pilot)
        stopwatch.now = IDLE_SECONDS

        assert NOTHING_TYPED in await press(pilot, "enter")


async def test_a_seat_taken_by_another_closes_everybodys(app: RitualsApp, session: Session) -> None:
    async with notes_of_ana(app):
        for person in session.service.couple:
            open_lock(session, person.id)
        app.look_at_locks()

        seat_sam(app)

        assert all(session.service.private(person.id).is_locked for person in session.service.couple)


async def test_f2_locks_as_it_shows_where_help_can_be_had_and_leaves_no_trace(app: RitualsApp, tmp_path: Path) -> None:
    async with notes_of_ana(app) as pilot:
        touched_at = [path.stat().st_mtime_ns for path in sorted(tmp_path.rglob("key"))]
        await press(pilot, "f2")

        assert app.session.service.private(app.session.service.couple[0].id).is_locked
        assert [path.stat().st_mtime_ns for path in sorted(tmp_path.rglob("key"))] == touched_at


async def test_the_palette_locks_everywhere_and_offers_it_to_those_with_a_lock_alone(
    app: RitualsApp, tmp_path: Path
) -> None:
    async with notes_of_ana(app) as pilot:
        await press(pilot, "ctrl+p", *keys("lock private"), "enter")
        assert ARE_LOCKED in text_of(app)
        assert LOCKED in text_of(app)

    without = RitualsApp(couple_at(tmp_path / "without"), welcome=False)
    assert LOCK_PAGES in app.with_locks(())
    assert without.with_locks(()) == []


async def test_it_is_locked_before_the_terminal_is_given_back(
    app: RitualsApp, ana: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    was_locked: list[bool] = []
    monkeypatch.setattr("tui.auto_lock.has_shell", lambda: True)
    monkeypatch.setattr(
        "tui.suspending.SuspendingApp.action_suspend_process",
        lambda app: was_locked.append(app.session.service.private(ana).is_locked),
    )
    async with notes_of_ana(app) as pilot:
        await press(pilot, "ctrl+z")

        assert was_locked == [True]


async def test_what_is_being_written_stays_and_is_kept_while_it_is_locked(
    app: RitualsApp, session: Session, ana: PersonId
) -> None:
    async with notes_of_ana(app) as pilot:
        await press(pilot, "plus", *keys("the medlar"))
        app.action_lock_pages()
        asked = await press(pilot)
        assert "the medlar" in asked
        assert LOCKED in asked
        assert "Kept for you alone" in await press(pilot, "enter", "enter")

        open_lock(session, ana)
        app.look_at_locks()
        await pilot.pause()
        assert "the medlar" in text_of(app)


async def test_a_note_can_be_begun_and_a_check_in_taken_while_they_are_locked(app: RitualsApp, ana: PersonId) -> None:
    async with notes_of_ana(app, opened=False) as pilot:
        await press(pilot, "down", "enter", *keys("the medlar"), "enter", "enter")
        await press(pilot, "escape")
        app.push_screen(CheckinOwnScreen(app.session, app.session.service.couple[0]))
        await pilot.pause()
        result = words(await press(pilot, "down", "enter", "3", "enter", *["ctrl+n"] * 4))
        assert "These answers are kept." in result

        await paste_passphrase(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: "often" in text_of(app))
        private = app.session.service.private(ana).now
        assert [note.text for note in private.to_ask] == [NOTE, "the medlar"]
        assert len(private.checkins) == 2


async def test_what_another_process_locks_right_after_it_was_opened_is_hidden(
    app: RitualsApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.auto_lock.LOOK_AT_LOCKS_SECONDS", 1000)
    async with notes_of_ana(app, opened=False) as pilot:
        app.look_at_locks()
        await paste_passphrase(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: NOTE in text_of(app))
        touch_the_key(app)
        app.look_at_locks()
        await pilot.pause()

        assert NOTE not in text_of(app)


async def test_what_can_be_done_without_has_the_cursor_once_another_process_locked_the_page(app: RitualsApp) -> None:
    async with notes_of_ana(app) as pilot:
        app.look_at_locks()
        touch_the_key(app)
        app.look_at_locks()
        await press(pilot)
        assert "the medlar" in await press(pilot, "down", "enter", *keys("the medlar"))


@pytest.mark.parametrize("page", [AskAboutScreen, CheckinOwnScreen, KeptScreen])
async def test_what_another_process_locks_while_it_is_drawn_asks_then(
    app: RitualsApp, session: Session, ana: PersonId, page: Callable[[Session, Person], Screen[None]]
) -> None:
    async with notes_of_ana(app) as pilot:
        app.push_screen(page(session, session.service.couple[0]))
        await press(pilot)
        noted, taken = (
            AskAboutAdded("e1", session.service.today(), "plum"),
            CheckinTaken("c1", session.service.today(), {}),
        )
        session.service.private(ana).put_in([noted, taken, FlowKept("k1", "outside-view", session.service.today())])
        app.look_at_locks()
        app.show()
        touch_the_key(app)
        await pilot.pause()
        app.look_at_locks()
        await pilot.pause()

        assert LOCKED in text_of(app)
        assert app.is_running


@pytest.mark.parametrize("opened", [True, False])
async def test_what_is_being_written_stays_where_what_opens_the_page_is_removed(app: RitualsApp, opened: bool) -> None:
    async with notes_of_ana(app, opened=opened) as pilot:
        app.look_at_locks()
        await press(pilot, *(["plus"] if opened else ["down", "enter"]), *keys("the medlar"))
        for key in app.session.places.data.rglob("key"):
            key.unlink()
        app.look_at_locks()
        app.show()
        assert "the medlar" in await press(pilot, "enter", "enter")
        assert NOTE not in text_of(app)

        assert "the medlar" not in await press(pilot, "escape")
        assert len(app.screen_stack) == 1


@pytest.mark.parametrize("opened", [True, False])
async def test_a_page_closes_and_says_so_where_what_opens_it_is_removed(app: RitualsApp, opened: bool) -> None:
    async with notes_of_ana(app, opened=opened) as pilot:
        app.look_at_locks()
        for key in app.session.places.data.rglob("key"):
            key.unlink()
        app.look_at_locks()
        app.show()
        await pilot.pause()
        await pilot.pause()

        assert NOTE not in text_of(app)
        assert "The file that opens the private pages" in words(text_of(app))
        assert len(app.screen_stack) == 1


async def test_what_check_ins_show_to_both_is_seen_and_taken_back_while_they_are_locked(
    app: RitualsApp, session: Session
) -> None:
    for person in session.service.couple:
        open_lock(session, person.id)
        (taken,) = session.service.private(person.id).now.checkins
        session.service.checkin.share(taken.entry, by=person.id)
        session.service.private(person.id).lock_here.close()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(CheckinOwnScreen(session, session.service.couple[0]))
        locked = words(await press(pilot))
        assert LOCKED in locked
        assert "shown to both of you" in locked
        assert "Sam showed these to you both" in locked

        await press(pilot, "down", "down", "o")
        assert "shown to both of you" not in await press(pilot)

    assert [shared.by for shared in session.service.state.shared_checkins] == [session.service.couple[1].id]


async def test_no_page_ends_the_app_while_all_is_locked(app: RitualsApp, session: Session) -> None:
    seen: set[str] = set()
    async with app.run_test(size=(80, 24)) as pilot:
        for person in session.service.couple:
            session.service.seat(person.id)
            for room in ROOMS:
                app.action_room(room)
                await press(pilot)
            for page in (*PAGES, *PRIVATE_PAGES):
                app.action_page(page)
                shown = await press(pilot, *(["enter"] if page in PRIVATE_PAGES else []))
                seen |= {page} if f"{person.name} has locked it." in shown else set()
                app.action_room("today")
            app.push_screen(KeptScreen(session, person))
            kept = await press(pilot)
            assert f"{person.name} has locked it." in kept
            assert "below" not in kept
            app.action_room("today")

    assert seen == {*PRIVATE_PAGES} - {LOCK}


async def test_today_says_the_same_to_two_and_hides_the_words_from_one_alone(tmp_path: Path) -> None:
    session = couple_at(tmp_path)
    ana, sam = session.service.couple
    noted = AskAboutAdded("e1", session.service.today(), NOTE)
    session.service.private(ana.id).put_in([noted])
    lock_cheaply(session, ana.id)
    app = RitualsApp(session, welcome=False)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Something of yours is waiting." in await press(pilot)
        session.people.leave(sam.id)
        await pilot.pause()
        assert "· · ·" in await press(pilot)
        open_lock(session, ana.id)
        app.look_at_locks()
        await pilot.pause()
        assert NOTE in await press(pilot)
        await press(pilot, "f2", "escape")
        assert NOTE not in await press(pilot)


async def test_it_looks_as_it_was_last_read(app: RitualsApp) -> None:
    async with notes_of_ana(app, opened=False) as pilot:
        await assert_goldens(pilot, "locked-page", [(80, 24), (60, 20)])


def test_opening_the_app_loads_nothing_that_opens_until_somebody_does(session: Session) -> None:
    home = session.places.data.parent
    code = (
        "import asyncio, sys\n"
        "from rituals.bootstrap import open_session\n"
        "from tui.app import RitualsApp\n"
        "async def main():\n"
        "    async with RitualsApp(open_session(sys.argv[1])).run_test() as pilot:\n"
        "        await pilot.pause()\n"
        "        print('today', 'nacl' in sys.modules)\n"
        "asyncio.run(main())\n"
    )
    ran = subprocess.run([sys.executable, "-c", code, str(home)], capture_output=True, text=True, check=True)

    assert ran.stdout.split() == ["today", "False"]


async def test_an_answer_is_sealed_while_they_are_locked_and_taken_back_once_they_are_open(
    app: RitualsApp, session: Session, ana: PersonId
) -> None:
    asked = session.service.apart.begin(session.catalogue.prompt[0].id)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(AnswerApartScreen(session, asked, session.service.couple[0]))
        await press(pilot, *"yes", "enter")
        assert "Passphrase" in await press(pilot, "x")

        await paste_passphrase(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: "Take your answer back?" in text_of(app))
        assert len(session.service.private(ana).now.answers_apart(asked.id)) == 1
        await press(pilot, "y")

        assert not session.service.private(ana).now.answers_apart(asked.id)


async def test_an_answer_asks_anew_where_another_lock_was_set_while_it_was_opened(
    app: RitualsApp, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = session.service.apart.begin(session.catalogue.prompt[0].id)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(AnswerApartScreen(session, asked, session.service.couple[0]))
        await press(pilot, *"yes", "enter", "x")
        monkeypatch.setattr(LogLock, "hold", lambda *_: None)
        app.screen.query_one(OpeningField).post_message(OpeningField.Opened(None, ""))
        await pilot.pause()
        await pilot.pause()

        assert "Passphrase" in text_of(app)
