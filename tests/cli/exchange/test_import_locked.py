"""A plain export that is brought into a home whose private pages are locked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rituals.adapters.formats import rituals_json
from rituals.core.events import AskAboutAdded
from rituals.service.exchange import incoming
from tests.kit.locks import lock_cheaply, open_lock
from tests.kit.runs import Runs
from tests.kit.traces import words_on_disk

DENTIST = AskAboutAdded("e1", date(2026, 12, 1), "quinceword")
LAKE = AskAboutAdded("e2", date(2026, 12, 2), "heronword")


@pytest.fixture
def exported(shell: Runs, tmp_path: Path) -> Path:
    session = shell.open_session(None)
    session.service.private(session.service.seated.id).put_in([DENTIST, LAKE])
    shell.done("export", "--to", str(tmp_path / "ours.json"))
    return tmp_path / "ours.json"


def lose_private_pages(shell: Runs) -> None:
    session = shell.open_session(None)
    for journal in (session.places.data / "private" / session.service.seated.id).glob("*.jsonl"):
        journal.unlink()


def test_into_what_is_locked_it_is_sealed_and_comes_in_once(shell: Runs, exported: Path) -> None:
    lose_private_pages(shell)
    session = shell.open_session(None)
    who = session.service.seated.id
    lock_cheaply(session, who)

    first = shell.done("import", str(exported), "--yes")
    again = shell.done("import", str(exported), "--yes")

    assert "2 records were brought in" in first
    assert again == f"Everything in {exported} is here already.\n"
    assert not words_on_disk(shell.home, "quinceword", "heronword")
    after = shell.open_session(None)
    open_lock(after, who)
    assert after.service.private(who).now.to_ask == [DENTIST, LAKE]


def test_into_what_is_open_it_is_sealed_too_and_seen_at_once(shell: Runs, exported: Path) -> None:
    lose_private_pages(shell)
    session = shell.open_session(None)
    who = session.service.seated.id
    lock_cheaply(session, who)
    open_lock(session, who)

    count = incoming.take_in(session.service, rituals_json.read_export(exported.read_bytes()))

    assert count == 2
    assert session.service.private(who).now.to_ask == [DENTIST, LAKE]
    assert not words_on_disk(shell.home, "quinceword", "heronword")


@pytest.mark.parametrize("is_open", [True, False])
def test_what_was_erased_since_stays_gone(shell: Runs, exported: Path, is_open: bool) -> None:
    session = shell.open_session(None)
    who = session.service.seated.id
    lock_cheaply(session, who)
    open_lock(session, who)
    session.service.private(who).erase("e1")
    if not is_open:
        session = shell.open_session(None)

    incoming.take_in(session.service, rituals_json.read_export(exported.read_bytes()))

    after = shell.open_session(None)
    open_lock(after, who)
    assert after.service.private(who).now.to_ask == [LAKE]
    assert not words_on_disk(shell.home, "quinceword", "heronword")
    (journal,) = (session.places.data / "private" / who).glob("*.jsonl")
    assert journal.read_bytes().count(b'"day":') == 2, "a note, and that the other was erased"
