"""The ways in which nudges come, chosen in Settings."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from rituals.bootstrap import notifier
from rituals.config import load_settings
from rituals.session import Session
from tests.kit.app import assert_golden, make_app, text_of
from tests.kit.pages import SIZES, go_to, line_with
from tests.kit.settings_file import in_file, session_with_file

LONG = """sh -c 'printf "%s" "$RITUALS_BODY" | curl --silent --fail --data-binary @- https://ntfy.example.org/ours'"""


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A session whose settings are in a folder of their own."""
    return session_with_file(tmp_path)


async def test_each_way_is_on_or_off_by_itself(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("comma")

        await go_to(pilot, app, "By the bell")
        await pilot.press("space")
        await pilot.pause()
        both = in_file(session)
        await go_to(pilot, app, "On your desktop")
        await pilot.press("space")
        await pilot.pause()

        assert 'notifiers = ["desktop", "bell"]' in both
        assert 'notifiers = ["bell"]' in in_file(session)
        assert "off" in line_with(text_of(app), "On your desktop")
        assert "on" in line_with(text_of(app), "By the bell").split()
        assert "On your desktop: off. Saved." in text_of(app)
        assert session.settings.nudges.ways == ("bell",)


async def test_a_way_that_lacks_something_says_what_until_it_has_it(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(120, 50)) as pilot:
        await pilot.press("comma")
        await go_to(pilot, app, "By a command")
        await pilot.press("space")
        await pilot.pause()
        lacking = text_of(app)
        await go_to(pilot, app, "The command")
        await pilot.press("space", "end", "ctrl+u", *"true --now", "enter")
        await pilot.pause()

        assert "By a command: on. Saved. Nudges are to come by a command, and no command is set yet." in lacking
        assert "The command: true --now. Saved." in text_of(app)
        assert "no command is set" not in text_of(app)
        assert 'command = ["true", "--now"]' in in_file(session)
        assert notifier(session.places).check().words.endswith("true is there to take nudges.")


async def test_a_command_with_a_quotation_mark_too_few_stays_to_be_mended(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("comma")
        await go_to(pilot, app, "The command")
        await pilot.press("space", "end", "ctrl+u", *"say 'it", "enter")
        await pilot.pause()
        open_mark = text_of(app)
        await pilot.press("'", "enter")
        await pilot.pause()
        await go_to(pilot, app, "The command")
        await pilot.press("space", "end", "ctrl+u", *"none", "enter")
        await pilot.pause()

        assert "A quotation mark is open at the end; close it." in open_mark
        assert "say 'it" in open_mark
        assert "The command: none. Saved." in text_of(app)
        assert "command = []" in in_file(session)


async def test_a_command_of_several_lines_is_left_to_the_file(session: Session) -> None:
    written = """[nudges]\ncommand = ["sh", "-c", '''\ncat <<END\n$RITUALS_BODY\nEND\n''']\n"""
    session.places.settings.write_text(written, encoding="utf-8")
    session.settings = load_settings(session.places.settings)
    app = make_app(session)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("comma")
        await go_to(pilot, app, "The command")
        await pilot.press("space")
        await pilot.pause()

        assert not app.screen.query("TypeLine")
        assert "It has several lines, which the settings file keeps" in text_of(app)
        assert in_file(session) == written


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_ways_look_as_they_were_last_read(session: Session, size: tuple[int, int]) -> None:
    session.places.settings.write_text(
        f'[nudges]\nnotifiers = ["desktop", "bell"]\ncommand = {list(shlex.split(LONG))!r}\n', encoding="utf-8"
    )
    session.settings = load_settings(session.places.settings)
    app = make_app(session)
    async with app.run_test(size=size) as pilot:
        await pilot.press("comma")
        await go_to(pilot, app, "The command")

        assert_golden(f"settings-nudge-ways-{size[0]}x{size[1]}", text_of(app))


async def test_a_program_to_open_that_is_not_here_is_told_at_once(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(120, 50)) as pilot:
        await pilot.press("comma")
        await go_to(pilot, app, "A nudge opens")
        await pilot.press("space", "end", "ctrl+u", *"no-such-terminal -e rituals", "enter")
        await pilot.pause()

        words = " ".join(text_of(app).split())
        assert "A nudge opens: no-such-terminal -e rituals. Saved." in words
        assert "names “no-such-terminal”, and there is no such program here." in words
