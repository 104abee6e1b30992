"""The page of your data where something is sealed or locked: it asks for what opens it, and keeps what is typed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rituals.adapters.backup.backups import FolderBackups
from rituals.core.events import AskAboutAdded
from rituals.session import Session
from tests.kit.app import assert_goldens, make_app
from tests.kit.data_page import choose, choose_on, enter
from tests.kit.locks import CHEAP, PASSPHRASE, lock_cheaply, open_lock
from tests.kit.pages import SIZES
from tests.kit.runs import Runs
from tui.settings.data_page import THEY_DIFFER
from tui.shared.locked.passphrase_field import PassphraseField

OTHER = "the otter in the reeds"
ASKS = "The passphrase that this backup is sealed with:"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rituals.adapters.locking.passphrase.COST", CHEAP)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


async def test_a_sealed_backup_goes_elsewhere_and_a_slip_costs_nothing(session: Session, stick: Path) -> None:
    async with make_app(session).run_test(size=(120, 40)) as pilot:
        assert "Without it nobody can open it, ever." in await choose(pilot, "Sealed backup")
        text = await enter(pilot, f"{stick}s", PASSPHRASE)
        assert PASSPHRASE not in text

        assert THEY_DIFFER in await enter(pilot, OTHER)
        await pilot.press("ctrl+u")
        assert "There is no folder" in await enter(pilot, PASSPHRASE)
        await pilot.press("shift+tab", "shift+tab")
        made = await enter(pilot, str(stick), "", "")

    (path,) = stick.iterdir()
    assert path.name == "rituals-2026-11-22-180000.zip.sealed"
    assert "zip.sealed, sealed with your passphrase." in made
    assert "Once more" not in made


async def test_a_sealed_file_is_brought_back_on_a_new_machine(
    session: Session, stick: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = FolderBackups(session.places).make(session.service.now(), into=stick, passphrase=PASSPHRASE)
    new = Runs(tmp_path / "new", capsys).open_session(None)
    async with make_app(new).run_test(size=(120, 40)) as pilot:
        await choose(pilot, "Bring back a file")
        await enter(pilot, str(made))
        asked = await choose_on(pilot, "y")
        assert ASKS in asked
        assert "Which file" not in asked

        assert "That is not it." in await enter(pilot, OTHER)
        await pilot.press("ctrl+u")
        brought = await enter(pilot, PASSPHRASE)

    assert "came back from the backup made today at 19:00" in brought
    assert "Passphrase:" not in brought
    new.service.refresh()
    assert new.service.state.people == session.service.state.people


async def test_left_it_changes_nothing(session: Session, stick: Path) -> None:
    made = FolderBackups(session.places).make(session.service.now(), into=stick, passphrase=PASSPHRASE)
    async with make_app(session).run_test(size=(120, 40)) as pilot:
        await choose(pilot, "Bring back a file")
        await enter(pilot, str(made))
        await choose_on(pilot, "y")
        assert "Type the passphrase" in await enter(pilot, "")

        text = await choose_on(pilot, "escape")

    assert ASKS not in text
    assert "Passphrase:" not in text
    assert not FolderBackups(session.places).made()


async def test_what_is_no_backup_is_told_and_its_name_stays(session: Session, stick: Path) -> None:
    (stick / "holiday.zip").write_bytes(b"pictures")
    async with make_app(session).run_test(size=(120, 40)) as pilot:
        await choose(pilot, "Bring back a file")
        await enter(pilot, str(stick / "holiday.zip"))
        text = await choose_on(pilot, "y")

    assert "is not a whole backup, so nothing is taken from it." in text
    assert "Which file:" in text


async def test_pages_that_were_locked_otherwise_then_are_asked_for_by_name(session: Session) -> None:
    who = session.service.seated.id
    private = session.service.private(who)
    private.put_in([AskAboutAdded("e1", session.service.today(), "quinceword")])
    words = lock_cheaply(session, who)
    FolderBackups(session.places).make(session.service.now())
    shutil.rmtree(session.places.data / "private")
    private.put_in([AskAboutAdded("e2", session.service.today(), "heronword")])
    lock_cheaply(session, who, OTHER)

    async with make_app(session).run_test(size=(120, 40)) as pilot:
        asked = await choose(pilot, "Bring back a backup", "enter", "y")
        assert "ana's private pages in this backup are locked. Their passphrase then, or their twelve words:" in asked
        assert "Their twelve words open them as well." in await enter(pilot, OTHER)
        await pilot.press("ctrl+u")
        brought = await enter(pilot, words)

    assert "1 event came back" in brought
    open_lock(session, who, OTHER)
    assert {asks.entry for asks in session.service.private(who).now.to_ask} == {"e1", "e2"}


async def test_an_export_of_locked_pages_asks_for_what_opens_them(session: Session, tmp_path: Path) -> None:
    who = session.service.seated.id
    session.service.private(who).put_in([AskAboutAdded("e1", session.service.today(), "quinceword")])
    lock_cheaply(session, who)
    async with make_app(session).run_test(size=(120, 40)) as pilot:
        assert "ana's private pages are locked, and are in an export." in await choose(pilot, "Export", "enter")

        assert "That is not it." in await enter(pilot, "", OTHER)
        await pilot.press("ctrl+u")
        text = await enter(pilot, PASSPHRASE)

    assert "Everything that ana can see is in" in text
    assert "quinceword" in (tmp_path / "rituals-2026-11-22.json").read_text(encoding="utf-8")
    assert session.service.private(who).is_locked, "the pages themselves stay as they are"


async def test_the_days_alone_need_nothing_that_opens_the_pages(session: Session, tmp_path: Path) -> None:
    lock_cheaply(session, session.service.seated.id)
    async with make_app(session).run_test(size=(120, 40)) as pilot:
        await choose(pilot, "Export", "enter")

        text = await enter(pilot, str(tmp_path / "days.csv"), "")

    assert "The days that ana kept are in" in text
    assert (tmp_path / "days.csv").read_text(encoding="utf-8").startswith("date,ritual,")


async def test_what_is_half_typed_is_left_to_nobody(session: Session) -> None:
    lock_cheaply(session, session.service.seated.id)
    app = make_app(session)
    async with app.run_test(size=(120, 40)) as pilot:
        await choose(pilot, "Export", "enter")
        await pilot.press("enter", *"the heron")
        assert [field.value for field in app.screen.query(PassphraseField)] == ["the heron"]

        app.close_locks()

        assert [field.value for field in app.screen.query(PassphraseField)] == [""]


async def test_it_looks_as_it_was_last_read(session: Session) -> None:
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        await choose(pilot, "Sealed backup")
        await enter(pilot, "/media/stick", PASSPHRASE)

        await assert_goldens(pilot, "data-page-sealed", SIZES)
