"""Keys that come in one read: each goes where the one before it led."""

from __future__ import annotations

import pytest
from textual.events import Key, Paste
from textual.widgets import Input

from tests.kit.app import lived_in_session, make_app, make_session, press_at_once, text_of, until


async def test_a_note_typed_in_one_go_with_its_key_is_written_down() -> None:
    session = lived_in_session()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_at_once(pilot, "n", *"hello", "enter")
        await until(pilot, lambda: "“hello”" in text_of(app))


async def test_thanks_typed_in_one_go_with_their_key_are_written_and_kept() -> None:
    session = lived_in_session()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_at_once(pilot, "a", *"soup", "ctrl+s")
        await until(pilot, lambda: any(note.text == "soup" for note in session.service.state.jar.notes))


async def test_both_names_of_the_welcome_come_in_one_read() -> None:
    session = make_session()
    app = make_app(session, welcome=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Who are you?" in text_of(app))
        await press_at_once(pilot, *"Ana", "tab", *"Sam", "enter")
        await until(pilot, lambda: [person.name for person in session.service.couple] == ["Ana", "Sam"])


async def test_letters_after_the_first_key_of_a_page_find_its_fields() -> None:
    session = lived_in_session()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_at_once(pilot, "2", "slash", *"hug", "enter")
        await until(pilot, lambda: "Long hug" in text_of(app) and "Walk and talk" not in text_of(app))


@pytest.mark.parametrize(
    ("pasted", "kept"), [("soup\nand bread\r\n\n", "soup and bread"), ("soup ", "soup "), ("\n", ""), ("", "")]
)
async def test_lines_pasted_into_a_field_of_one_line_stand_there_with_blanks_between(pasted: str, kept: str) -> None:
    app = make_app(lived_in_session())
    async with app.run_test(size=(80, 24)) as pilot:
        app.post_message(Key("n", "n"))
        app.post_message(Paste(pasted))
        await until(pilot, lambda: bool(app.screen.query(Input)) and not app.has_keys_waiting)

        assert app.screen.query_one(Input).value == kept
