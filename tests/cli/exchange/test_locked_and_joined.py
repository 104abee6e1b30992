"""Private pages that are locked, on a machine that joined a couple since a backup or an export was made."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rituals.adapters.backup.archive import read_archive
from rituals.adapters.backup.backups import FolderBackups
from rituals.adapters.backup.restore import restore
from rituals.adapters.journal import lines
from rituals.core.events import AskAboutAdded
from rituals.core.model import PersonId
from tests.kit.keyboard import Typed
from tests.kit.locks import PASSPHRASE, lock_cheaply, open_lock
from tests.kit.pairing import words_in
from tests.kit.runs import Runs

DENTIST = AskAboutAdded("e1", date(2026, 12, 1), "quinceword")
LAKE = AskAboutAdded("e2", date(2026, 12, 2), "heronword")


@pytest.mark.parametrize("is_lost", [False, True], ids=["all there", "lost since"])
@pytest.mark.parametrize("since", ["the same lock", "locked since", "taken off since", "replaced since"])
def test_a_backup_from_before_a_joining(
    shell: Runs, tmp_path: Path, capsys: pytest.CaptureFixture[str], piped: Typed, since: str, is_lost: bool
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "stick").mkdir()
    words = words_in(shell.done("pair", "new", str(tmp_path / "folder"), "--yes"))
    sams = Runs(tmp_path / "sams", capsys)
    sams.done("people", "rename", "ana", "Sam")
    session = sams.open_session(None)
    before = session.service.seated.id
    session.service.private(before).put_in([DENTIST])
    if since != "locked since":
        lock_cheaply(session, before)
    sams.done("backup", "--to", str(tmp_path / "stick"))
    (made,) = (tmp_path / "stick").iterdir()
    piped(words)
    sams.done("pair", "join", str(tmp_path / "folder"), "--for", "Sam", "--yes")
    session = sams.open_session(None)
    who = session.service.seated.id
    assert who != before
    lock = session.service.private(who).lock
    assert lock is not None
    keys: list[object] = []
    if since in ("taken off since", "replaced since"):
        opener = lock.opener(PASSPHRASE)
        keys.append(getattr(opener, "key", None))
        lock.take_off(opener)
    if since in ("locked since", "replaced since"):
        lock_cheaply(session, who)
    if is_lost:
        for journal in (session.places.data / "private" / who).glob("*.jsonl"):
            journal.unlink()
    session.service.private(who).put_in([LAKE])

    restore(session.places, made, session.service.now(), keys=keys)

    for _ in range(2):  # what is read first, and what is read once all is sealed anew
        assert read(sams, who) == [DENTIST, LAKE]
    assert restore(session.places, made, session.service.now(), keys=keys).events == 0
    assert not (session.places.data / "private" / before).exists()


def test_what_is_erased_after_a_joining_goes_from_a_backup_from_before(
    shell: Runs, tmp_path: Path, capsys: pytest.CaptureFixture[str], piped: Typed
) -> None:
    (tmp_path / "folder").mkdir()
    words = words_in(shell.done("pair", "new", str(tmp_path / "folder"), "--yes"))
    sams = Runs(tmp_path / "sams", capsys)
    sams.done("people", "rename", "ana", "Sam")
    session = sams.open_session(None)
    before = session.service.seated.id
    session.service.private(before).put_in([DENTIST, LAKE])
    lock_cheaply(session, before)
    sams.done("backup")
    (made,) = (sams.home / "data" / "backups").glob("*00.zip")
    piped(words)
    sams.done("pair", "join", str(tmp_path / "folder"), "--for", "Sam", "--yes")
    session = sams.open_session(None)
    who = session.service.seated.id
    open_lock(session, who)
    unclean = made.read_bytes()

    session.service.private(who).erase("e1")
    FolderBackups(session.places).finish_erasing()

    assert sum(held(content) for name, content in read_archive(made).files.items() if before in name) == 1
    made.write_bytes(unclean)
    restore(session.places, made, session.service.now())
    (journal,) = (session.places.data / "private" / who).glob("*.jsonl")
    assert held(journal.read_bytes()) == 2, "a note, and that the other was erased"
    assert read(sams, who) == [LAKE]


def held(journal: bytes) -> int:
    """How many records a journal holds."""
    return sum(len(rows) for _, rows in lines.scan(journal).commits)


def read(shell: Runs, who: PersonId) -> list[AskAboutAdded]:
    session = shell.open_session(None)
    if session.service.private(who).is_locked:
        open_lock(session, who)
    return sorted(session.service.private(who).now.to_ask, key=lambda asked: asked.entry)
