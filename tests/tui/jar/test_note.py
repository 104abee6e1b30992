"""Writing a thank-you: from anywhere, with a starter, a day and a seal, and a draft that survives."""

from __future__ import annotations

import signal
import sys
from datetime import date
from pathlib import Path

import pytest
from textual.widgets import TextArea

from rituals.bootstrap import open_session
from rituals.core.events import DraftKept
from rituals.core.model import Seal
from tests.kit.app import assert_golden, keep, make_app, make_session, text_of, until
from tests.kit.fakes import MemoryLog
from tests.kit.jars import a_couple, a_jar, put_in, sam_of
from tests.kit.pages import SIZES, click_text, line_with, size_name
from tui.app import RitualsApp

SOUP = "Thanks for the soup"


def words_on(app: RitualsApp) -> str:
    return app.screen.query_one(TextArea).text


def typed(text: str) -> list[str]:
    return list(text)


@pytest.mark.parametrize("room", ["1", "2", "4", "comma"])
async def test_a_key_opens_it_over_any_room_and_saving_comes_back_there(room: str) -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(room)
        await pilot.pause()
        here = app.screen.TITLE
        await pilot.press("a")
        await pilot.pause()
        assert app.screen.TITLE == "A thank-you"
        await pilot.press(*typed(SOUP), "enter", *typed("aq1"), "ctrl+s")
        await pilot.pause()

        assert here == app.screen.TITLE
        assert room == "comma" or "It is in the jar, for Sam." in text_of(app)
    (note,) = session.service.state.jar.notes
    assert (note.text, note.by, note.to, note.day) == (
        f"{SOUP}\naq1",
        session.service.seated.id,
        sam_of(session.service),
        date(2026, 11, 22),
    )


async def test_putting_in_ticks_the_ritual_of_it_for_its_writer_and_one_undo_takes_both_back() -> None:
    session = a_couple()
    keep(session.service, "appreciation-jar")
    app = make_app(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("a", *typed(SOUP), "ctrl+s")
        await pilot.pause()
        assert "It is in the jar, for Sam. One for the jar is done for today." in text_of(app)
        assert "Ana" in line_with(text_of(app), "◐")
        await pilot.press("a", *typed("More"), "ctrl+s")
        await pilot.pause()
        assert "done for today" not in text_of(app)
        await pilot.press("u", "u")
        await pilot.pause()

        assert "Took back: the note for Sam about today" in text_of(app)
        assert "○" in line_with(text_of(app), "One for the jar")
    assert len(session.service.state.jar) == 0


async def test_an_empty_note_is_asked_for_words_and_nothing_is_lost() -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", "space", "ctrl+s")
        await pilot.pause()

        assert "There is nothing on the note yet" in text_of(app)
        assert app.screen.TITLE == "A thank-you"


async def test_where_it_cannot_be_put_in_the_words_stay() -> None:
    shared = MemoryLog()
    session = a_couple(shared=shared)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        shared.refuses = "The disk is full."
        await pilot.press("a", *typed(SOUP), "ctrl+s")
        await pilot.pause()
        assert "The disk is full." in text_of(app)
        assert words_on(app) == SOUP
        shared.refuses = ""
        await pilot.press("ctrl+s")
        await pilot.pause()

    assert [note.text for note in session.service.state.jar.notes] == [SOUP]


async def test_control_characters_are_refused_with_a_sentence_and_a_long_note_goes_in_whole() -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        area = app.screen.query_one(TextArea)
        area.text = "bell\x07"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "Take out the control characters" in text_of(app)
        area.text = "ä" * 100_000
        await pilot.press("ctrl+s")
        await pilot.pause()

    assert [len(note.text) for note in session.service.state.jar.notes] == [100_000]


# the day, the seal, for whom


async def test_the_day_is_stepped_back_or_typed_and_never_ahead() -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", *typed(SOUP), "tab", "tab", "up", "up", "down", "down", "down", "up")
        await pilot.pause()
        assert "Saturday 21 November 2026" in text_of(app)
        await pilot.press("ctrl+s")
        await pilot.press("a", *typed("Two"), "tab", "tab", "ctrl+u", *typed("fri"))
        await pilot.pause()
        assert "Friday 20 November 2026" in text_of(app)
        await pilot.press("ctrl+s")
        await pilot.press("a", *typed("Three"), "tab", "tab", "ctrl+u", *typed("frog"), "ctrl+s")
        await pilot.pause()
        assert "is not understood as a day" in " ".join(text_of(app).split())
        await pilot.press("ctrl+u", *typed("tomorrow"), "ctrl+s")
        await pilot.pause()
        assert "still ahead" in text_of(app)
        assert words_on(app) == "Three"

    assert [note.day.day for note in session.service.state.jar.notes] == [20, 21]


async def test_a_seal_is_chosen_and_said_to_be_a_curtain() -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("a", *typed(SOUP))
        assert "curtain" not in text_of(app)
        await pilot.press("tab", "tab", "tab", "right")
        await pilot.pause()
        assert "It is a curtain, not a lock" in " ".join(text_of(app).split())
        await pilot.press("ctrl+s")
        await pilot.press("a", *typed("Two"), "tab", "tab", "tab", "left", "tab", "ctrl+u", *typed("24 dec"), "ctrl+s")
        await pilot.pause()

    assert [note.seal for note in session.service.state.jar.notes] == [Seal(), Seal(date(2026, 12, 24))]


async def test_a_note_can_be_for_nobody_by_name() -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", *typed(SOUP), "tab", "right", "ctrl+s")
        await pilot.pause()

    assert [note.to for note in session.service.state.jar.notes] == [""]


async def test_a_person_alone_is_not_asked_for_whom() -> None:
    session = make_session()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", *typed(SOUP))
        await pilot.pause()
        assert "just the jar" not in text_of(app)
        await pilot.press("ctrl+s")
        await pilot.pause()

    assert [note.to for note in session.service.state.jar.notes] == [""]


# starters


async def test_a_starter_fills_an_empty_note_and_typing_replaces_its_blank() -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", "ctrl+n")
        await pilot.pause()
        first = words_on(app)
        await pilot.press("ctrl+n")
        await pilot.pause()
        second = words_on(app)
        await pilot.press(*typed("sang"))
        await pilot.pause()

        assert first != second
        assert words_on(app) == second.replace("...", "sang")


async def test_a_starter_never_comes_over_words() -> None:
    app = make_app(a_couple())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", *typed(SOUP), "ctrl+n")
        await pilot.pause()

        assert words_on(app) == SOUP
        assert "Your own words stay." in text_of(app)


async def test_a_bare_starter_can_be_clicked() -> None:
    app = make_app(a_couple())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await click_text(pilot, "gives you words")

        assert "..." in words_on(app)


# drafts


async def test_escape_keeps_the_words_and_the_next_a_brings_them_back() -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("a", *typed(SOUP), "tab", "right", "tab", "up", "tab", "right", "escape")
        await pilot.pause()
        assert "It is kept for later; a brings it back." in text_of(app)
        await pilot.press("a")
        await pilot.pause()
        assert words_on(app) == SOUP
        assert "Here is what you began" in text_of(app)
        await pilot.press("ctrl+s")
        await pilot.pause()

    (note,) = session.service.state.jar.notes
    assert (note.to, note.day, note.seal) == ("", date(2026, 11, 21), Seal())
    assert session.service.jar.draft(session.service.seated.id) is None


async def test_each_person_has_a_draft_of_their_own() -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", *typed("From Ana"), "escape", "p")
        await pilot.pause()
        await pilot.press("a")
        await pilot.pause()

        assert "A thank-you from Sam" in text_of(app)
        assert words_on(app) == ""


async def test_throwing_away_asks_once_and_leaves_nothing() -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", *typed(SOUP), "escape", "a", "ctrl+t")
        await pilot.pause()
        assert words_on(app) == SOUP
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert "It is thrown away; nothing of it stays." in text_of(app)
        await pilot.press("a")
        await pilot.pause()

        assert words_on(app) == ""
    assert session.service.jar.draft(session.service.seated.id) is None


async def test_a_second_without_a_key_keeps_the_words() -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", *typed(SOUP))

        await until(pilot, lambda: draft_of(session.service.jar.draft(session.service.seated.id)) == SOUP)
        assert app.screen.TITLE == "A thank-you"


def draft_of(draft: DraftKept | None) -> str:
    return draft.text if draft else ""


async def test_going_to_another_room_keeps_the_words_and_does_not_bring_back_what_is_put_in() -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", *typed(SOUP))
        app.action_room("jar")
        await pilot.pause()
        await pilot.press("a")
        await pilot.pause()
        assert words_on(app) == SOUP
        await pilot.press("ctrl+s", "1")
        await pilot.pause()

    assert session.service.jar.draft(session.service.seated.id) is None


async def test_the_end_of_the_app_keeps_the_words() -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", *typed(SOUP))
        app.exit()

    assert draft_of(session.service.jar.draft(session.service.seated.id)) == SOUP


async def test_a_draft_that_cannot_be_kept_says_so_once_and_leaving_asks() -> None:
    session = a_couple()
    drafts = session.service.logs.drafts
    assert isinstance(drafts, MemoryLog)
    drafts.refuses = "The disk is full."
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", *typed(SOUP))
        await until(pilot, lambda: "The disk is full. You can write on" in text_of(app))
        await pilot.press("x", "escape")
        await pilot.pause()
        assert words_on(app) == f"{SOUP}x"
        assert "These words can't be kept" in text_of(app)
        await pilot.press("escape")
        await pilot.pause()

        assert app.screen.TITLE == "Today"
        assert "It could not be kept; nothing of it stays." in text_of(app)
        assert "kept for later" not in text_of(app)


async def test_where_only_the_last_of_a_draft_could_not_be_kept_that_is_said() -> None:
    session = a_couple()
    drafts = session.service.logs.drafts
    assert isinstance(drafts, MemoryLog)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", *typed(SOUP), "escape", "a")
        await pilot.pause()
        drafts.refuses = "The disk is full."
        await pilot.press("x", "escape", "escape")
        await pilot.pause()

        assert "a brings back what was kept before." in text_of(app)
        drafts.refuses = ""
        await pilot.press("a")
        await pilot.pause()
        assert words_on(app) == SOUP


def test_the_words_of_a_draft_are_nowhere_once_it_is_put_in_or_thrown_away(tmp_path: Path) -> None:
    session = open_session(str(tmp_path))
    session.service.jar.keep_draft(DraftKept(session.service.seated.id, "never to be seen"))
    assert holds(tmp_path, "never to be seen")

    session.service.jar.drop_draft(session.service.seated.id)

    assert not holds(tmp_path, "never to be seen")


def holds(folder: Path, words: str) -> bool:
    return any(words.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file())


async def test_discarded_words_leave_no_trace_in_any_file(tmp_path: Path) -> None:
    session = open_session(str(tmp_path))
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", *typed("discardedwords"))
        await until(pilot, lambda: holds(tmp_path, "discardedwords"))
        await pilot.press(*["backspace"] * len("discardedwords"), *typed(SOUP), "ctrl+s")
        await pilot.pause()

        assert not holds(tmp_path, "discardedwords")
        assert holds(tmp_path, SOUP)


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a POSIX thing")
@pytest.mark.terminal
@pytest.mark.parametrize("ending", ["SIGKILL", "SIGTERM", "SIGHUP"])
def test_what_was_begun_survives_the_end_of_the_program(tmp_path: Path, ending: str) -> None:
    from tests.kit.terminal import APP, Terminal

    home = tmp_path / "home"
    session = open_session(str(home))
    session.service.welcome_somebody()
    environment = {"RITUALS_HOME": str(home), "RITUALS_TZ": "Europe/Berlin", "HOME": str(tmp_path), "PATH": ""}

    with Terminal(APP, environment) as terminal:
        terminal.wait_for("all keys")
        terminal.send("a")
        terminal.wait_for("What did they do")
        terminal.send("halfwritten")
        if ending == "SIGKILL":
            wait_for_file(home, "halfwritten")
        else:
            terminal.wait_for("halfwritten")
        terminal.signal(signal.Signals[ending])
        terminal.wait()

    later = open_session(str(home))
    assert draft_of(later.service.jar.draft(later.service.seated.id)) == "halfwritten"


def wait_for_file(folder: Path, words: str) -> None:
    import time

    ends = time.monotonic() + 30
    while not holds(folder, words):
        assert time.monotonic() < ends, "the draft was never kept"
        time.sleep(0.05)


# changing


async def test_ones_own_note_is_changed_in_place() -> None:
    session = a_jar()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "e")
        await pilot.pause()
        assert words_on(app) == "You made tea before I knew I wanted some."
        await pilot.press(*typed(" Twice."), "ctrl+s")
        await pilot.pause()

        assert "The note is changed." in text_of(app)
        assert "wanted some. Twice." in text_of(app)
        await pilot.press("u")
        await pilot.pause()
        assert "Twice" not in text_of(app)


async def test_a_changed_note_is_let_go_of_only_when_that_was_said_twice_and_a_draft_stays_as_it_was() -> None:
    session = a_jar()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", *typed(SOUP), "escape", "4", "e", "x", "escape")
        await pilot.pause()
        assert "What you changed isn't saved" in text_of(app)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen.TITLE == "The jar"
        await pilot.press("a")
        await pilot.pause()

        assert words_on(app) == SOUP


async def test_asking_to_change_ones_own_sealed_note_shows_its_words() -> None:
    session = a_couple()
    put_in(session, "A secret of my own.", seal=Seal())
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await pilot.pause()
        assert "A secret" not in text_of(app)
        await pilot.press("enter")
        await pilot.pause()

        assert words_on(app) == "A secret of my own."


async def test_it_can_be_written_by_mouse() -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("4")
        await click_text(pilot, "a thank")
        await pilot.press(*typed(SOUP))
        await click_text(pilot, "until the opening")
        await click_text(pilot, "just the jar")
        await click_text(pilot, "put it in the jar")

    (note,) = session.service.state.jar.notes
    assert (note.text, note.to, note.seal) == (SOUP, "", Seal())


@pytest.mark.parametrize("size", SIZES, ids=size_name)
@pytest.mark.parametrize(
    ("name", "keys"),
    [("note", ()), ("note-sealed", (*SOUP, "tab", "tab", "tab", "left"))],
)
async def test_writing_looks_as_it_was_last_read(name: str, keys: tuple[str, ...], size: tuple[int, int]) -> None:
    app = make_app(a_couple())
    async with app.run_test(size=size) as pilot:
        await pilot.press("a", *keys)
        await pilot.pause(0.1)

        assert_golden(f"jar-{name}-{size_name(size)}", text_of(app))
