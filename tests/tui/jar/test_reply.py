"""The line under a note on the jar's page: who may leave it, how it is typed, and where it shows."""

from __future__ import annotations

import pytest

from rituals.core.events import AppreciationEdited
from rituals.core.model import Reply, Seal
from rituals.session import Session
from tests.kit.app import assert_goldens, make_app, make_session, text_of
from tests.kit.fakes import MemoryLog
from tests.kit.jars import a_couple, ana_of, put_in, sam_of
from tests.kit.pages import SIZES, click_text
from tui.jar.draw import JarDrawScreen


def sams_note(shared: MemoryLog | None = None) -> Session:
    """A note from Sam, who is not here, to Ana, who is."""
    session = a_couple(shared=shared)
    put_in(session, "You called my mother back.", by_sam=True)
    return session


def answer(session: Session, text: str) -> None:
    (note,) = session.service.state.jar.ids
    session.service.jar.answer(note, text)


def replies(session: Session) -> list[Reply | None]:
    return [note.reply for note in session.service.state.jar.notes]


@pytest.mark.parametrize("size", SIZES)
async def test_one_line_is_typed_under_a_note_and_stands_there(size: tuple[int, int]) -> None:
    session = sams_note()
    app = make_app(session)
    async with app.run_test(size=size) as pilot:
        await pilot.press("4", "n")
        await pilot.pause()
        assert "To Sam: One line under it." in " ".join(text_of(app).split())
        await pilot.press(*"She was glad.", "enter")
        await pilot.pause()

        assert "Ana: She was glad." in text_of(app)
        assert "The line is under the note now." in text_of(app)
        await pilot.press("u")
        await pilot.pause()
        assert "Ana: She was glad." not in text_of(app)
    assert replies(session) == [None]


async def test_the_line_that_is_there_is_gone_on_with_and_goes_where_it_is_emptied() -> None:
    session = sams_note()
    answer(session, "She was glad.")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "n", *" Very!", "enter")
        await pilot.pause()
        assert replies(session) == [Reply(ana_of(session.service), "She was glad. Very!")]
        await pilot.press("n", "ctrl+u", "enter")
        await pilot.pause()

        assert "The line under the note is taken away." in text_of(app)
        assert "She was glad" not in text_of(app)
    assert replies(session) == [None]


async def test_escape_leaves_all_as_it_was_and_the_keys_are_the_lists_again() -> None:
    session = sams_note()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "n", *"She", "escape", "f")
        await pilot.pause()

        assert "It is among your favourites" in text_of(app)
    assert replies(session) == [None]


async def test_it_can_be_begun_by_mouse_where_it_may_be_left() -> None:
    session = sams_note()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await click_text(pilot, "reply")
        await pilot.press(*"Oh!", "enter")
        await pilot.pause()

        assert "change reply" in text_of(app)
    assert replies(session) == [Reply(ana_of(session.service), "Oh!")]


async def test_under_ones_own_words_there_is_none_to_leave() -> None:
    session = a_couple()
    put_in(session, "You made tea.")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "n")
        await pilot.pause()

        assert "Those are your own words." in text_of(app)
        assert "reply" not in text_of(app)


async def test_under_what_is_sealed_there_is_none_to_leave_nor_to_see() -> None:
    session = sams_note()
    (note,) = session.service.state.jar.ids
    session.service.jar.answer(note, "the marzipan walrus")
    service = session.service
    service.seat(sam_of(service))
    service.jar.edit(AppreciationEdited(note, seal=Seal()))
    service.seat(ana_of(service))
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "n")
        await pilot.pause()

        assert "still sealed" in text_of(app)
        assert "walrus" not in text_of(app)


async def test_a_line_that_the_disk_refuses_stays_to_be_tried_again() -> None:
    shared = MemoryLog()
    session = sams_note(shared)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "n", *"Oh!")
        shared.refuses = "The disk is full."
        await pilot.press("enter")
        await pilot.pause()
        assert "The disk is full." in text_of(app)
        assert replies(session) == [None]
        shared.refuses = ""
        await pilot.press("enter")
        await pilot.pause()

    assert replies(session) == [Reply(ana_of(session.service), "Oh!")]


async def test_it_shows_where_the_note_is_drawn() -> None:
    session = sams_note()
    answer(session, "[b]Oh![/b]")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "d")
        await pilot.pause()

        assert isinstance(app.screen, JarDrawScreen)
        assert "Ana: [b]Oh![/b]" in text_of(app)


async def test_alone_with_ones_own_notes_nothing_is_offered() -> None:
    session = make_session()
    session.service.jar.put_in("The morning by the river.")
    app = make_app(session)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("4")
        await pilot.pause()

        assert "reply" not in text_of(app)


@pytest.mark.parametrize(("name", "keys"), [("asked", ("n",)), ("left", ("n", *"She was glad.", "enter"))])
async def test_the_line_under_a_note_looks_as_it_was_last_read(name: str, keys: tuple[str, ...]) -> None:
    app = make_app(sams_note())
    async with app.run_test(size=SIZES[1]) as pilot:
        await pilot.press("4", *keys)
        await pilot.pause()

        await assert_goldens(pilot, f"jar-reply-{name}", SIZES)
