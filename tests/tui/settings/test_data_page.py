"""The page of your data: each row does its work on a thread and says where the result is, or why there is none."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from rituals.bootstrap import backups_of
from rituals.session import Session
from tests.kit.app import assert_goldens, make_app, settled, text_of, until
from tests.kit.data_page import choose, choose_on
from tests.kit.pages import SIZES, go_to
from tests.kit.saving import keys as typed
from tui.settings.data_page import NO_BACKUP, DataPage
from tui.settings.working_page import ONE_AT_A_TIME


async def test_a_backup_is_made_and_one_is_brought_back_only_after_it_was_asked(session: Session) -> None:
    async with make_app(session).run_test(size=(120, 40)) as pilot:
        assert NO_BACKUP in await choose(pilot, "Bring back")

        made = await choose(pilot, "Back up now")
        backups = backups_of(session.places)
        assert [backup.path.name in made for backup in backups.listed()] == [True]

        assert "today at 19:00" in await choose(pilot, "Bring back")
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert len(backups.listed()) == 1

        brought = await choose(pilot, "Bring back", "enter", "y")

        assert "Nothing in that backup is missing here. How it was before is in" in brought
        assert len(backups.listed()) == 2


async def test_an_export_asks_whose_and_where_and_writes_over_nothing(session: Session, tmp_path: Path) -> None:
    async with make_app(session).run_test(size=(120, 40)) as pilot:
        text = await choose(pilot, "Export", "down", "enter", "enter")
        path = tmp_path / "rituals-2026-11-22.json"
        assert "Everything that Sam can see is in" in text
        assert json.loads(path.read_text(encoding="utf-8"))["of"]["name"] == "Sam"

        text = await choose(pilot, "Export", "enter", "enter")

        assert "is there already. Choose another name." in text
        assert "Where to:" in text

        text = await choose_on(pilot, *(["backspace"] * len(".json")), *typed(" two.json"), "enter")

    assert "Everything that ana can see is in" in text
    assert "Where to:" not in text
    assert (tmp_path / "rituals-2026-11-22 two.json").exists()
    assert json.loads(path.read_text(encoding="utf-8"))["of"]["name"] == "Sam"


async def test_the_ending_of_an_export_says_what_it_is(session: Session, tmp_path: Path) -> None:
    async with make_app(session).run_test(size=(120, 40)) as pilot:
        text = await choose(pilot, "Export", "enter", "end", *(["backspace"] * len("json")), *typed("txt"), "enter")
        assert "The name says no format. Let it end in .json, .csv, .md or .ics." in text

        text = await choose_on(pilot, *(["backspace"] * len("txt")), *typed("csv"), "enter")
        assert "The days that ana kept are in" in text

        text = await choose(pilot, "Export", "enter", "end", *(["backspace"] * len("json")), *typed("md"), "enter")
        assert "What ana kept in 2026 is in" in text

        text = await choose(pilot, "Export", "enter", "end", *(["backspace"] * len("json")), *typed("ics"), "enter")
        assert "What is planned for ana is in" in text

    assert (tmp_path / "rituals-2026-11-22.csv").read_text(encoding="utf-8").startswith("date,ritual,")
    assert (tmp_path / "rituals-2026-11-22.md").read_text(encoding="utf-8").startswith("# 2026\n")
    assert (tmp_path / "rituals-2026-11-22.ics").read_text(encoding="utf-8").startswith("BEGIN:VCALENDAR\n")


async def test_a_booklet_says_how_many_notes_are_in_it_and_a_wrong_name_is_told(
    session: Session, tmp_path: Path
) -> None:
    async with make_app(session).run_test(size=(120, 40)) as pilot:
        text = await choose(pilot, "Booklet", *typed("x"), "enter")
        assert "The name says no format. Let it end in .md or .html." in text

        text = await choose_on(pilot, "backspace", "enter")

    assert "1 note of 2026 is in" in text
    assert "quince" in (tmp_path / "rituals-jar-2026.html").read_text(encoding="utf-8")


async def test_while_one_is_at_work_it_says_so_and_a_page_left_meanwhile_gets_the_word_on_the_next(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on = threading.Event()
    assert session.own_data is not None
    own_data = session.own_data()
    monkeypatch.setattr(own_data, "back_up", lambda: goes_on.wait(20) and Path("the-zip"))
    session.own_data = lambda: own_data
    app = make_app(session)
    async with app.run_test(size=(120, 40)) as pilot:
        app.action_page("data")
        await pilot.pause()
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert "Backing up into" in text_of(app)
        assert ONE_AT_A_TIME in text_of(app)

        await pilot.press("escape")
        await pilot.pause()
        goes_on.set()

        await until(pilot, lambda: "Everything is in the-zip." in text_of(app))


async def test_the_settings_lead_to_it_and_to_the_welcome(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("comma")
        await go_to(pilot, app, "Backup and export")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, DataPage)

        await pilot.press("escape")
        await go_to(pilot, app, "The welcome")
        await pilot.press("enter")
        await pilot.pause()

        assert "Welcome" in text_of(app)


async def test_the_page_looks_as_it_was_last_read(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_page("data")
        await pilot.pause()

        await assert_goldens(pilot, "data-page", SIZES)
