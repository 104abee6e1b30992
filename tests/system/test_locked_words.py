"""Every kind of private word, typed before and while it is locked: in no file of the home, its backups or beside it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import get_args
from zlib import crc32

import pytest

from rituals.content.loader import catalogue
from rituals.core.events import AnyPrivateEvent, AskAboutAdded, AskAboutDone, ConsentSaid, FlowKept
from rituals.core.events.private import KeptAnswer
from rituals.core.model import PersonId
from rituals.session import Session
from tests.kit.locks import lock_cheaply, open_lock
from tests.kit.runs import Runs
from tests.kit.traces import in_shell, machine, words_on_disk

pytestmark = pytest.mark.durability

KINDS = [str(kind.__struct_config__.tag) for kind in get_args(AnyPrivateEvent)]
LONELY = "lonely-entry-of-one"
DAY = date(2026, 11, 20)


def live(session: Session, who: PersonId, word: str) -> None:
    """Do everything that is private: `word` stands in all that is typed."""
    service = session.service
    entries = [service.new_id() for _ in range(3)]
    private = service.private(who)
    private.put_in(
        [
            AskAboutAdded(entries[0], DAY, f"{word}ask"),
            AskAboutAdded(entries[1], DAY, f"{word}asked"),
            AskAboutDone(entries[1]),
            FlowKept(entries[2], f"{word}flow", DAY, (KeptAnswer(f"{word}step", f"{word}kept"),)),
            ConsentSaid(f"{LONELY}-{word}", True),
        ]
    )
    service.checkin.take(catalogue().form, {"c1": 4, "c4": 0}, by=who)
    asked = service.apart.begin(f"p-{crc32(word.encode())}")  # which nobody else answers
    service.apart.seal(asked.id, f"{word}apart", by=who)


def is_anywhere(folder: Path, *words: str) -> list[Path]:
    """The files in which one of these words stands, or the name of a kind that only a private log holds."""
    return words_on_disk(folder, *words, *(f'"{kind}"' for kind in KINDS), LONELY)


def test_what_is_private_is_in_no_file_while_it_is_locked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], full: bool
) -> None:
    environment = machine(tmp_path)
    shell = Runs(tmp_path / "home", capsys)
    shell.done("people", "add", "Sam")
    session = shell.open_session(None)
    ana, sam = (person.id for person in session.service.couple)
    for who, word in ((ana, "quinceword"), (sam, "heronword")):
        live(session, who, word)
    assert session.own_data is not None
    session.own_data().back_up()
    (tmp_path / "home" / "data" / "restoring.new").mkdir()
    private = tmp_path / "home" / "data" / "private" / ana
    for name in ("restoring.new/journal.jsonl", f"private/{ana}/x.jsonl.damaged", f"private/{ana}/x.jsonl.rewrite"):
        (tmp_path / "home" / "data" / name).write_bytes(b"quinceword")
    with next(private.glob("*.jsonl")).open("ab") as journal:
        journal.write(b'00000000 [["events",{"9":{"text":"quinceword"}}]]\n')
    assert is_anywhere(tmp_path, "quinceword")

    for who in (ana, sam):
        lock_cheaply(session, who)
    assert not is_anywhere(tmp_path, "quinceword", "heronword")

    for who, word in ((ana, "otterword"), (sam, "linnetword")):
        live(session, who, word)
        open_lock(session, who)
        live(session, who, f"{word}siskinword")
    session.service.refresh()
    backup = session.own_data().back_up()
    session.service.private(ana).erase(session.service.private(ana).now.kept[0].entry)
    session.own_data().erase_from_backups()
    session.own_data().bring_back(backup)
    shell("doctor")
    if full:
        for verb in (("today",), ("backup",), ("history",), ("jar", "list"), ("nudge", "status")):
            in_shell(environment, *verb)
    assert not is_anywhere(tmp_path, "quinceword", "heronword", "otterword", "linnetword", "siskinword")
    again = shell.open_session(None)
    for who, many in ((ana, 2), (sam, 3)):
        open_lock(again, who)
        assert len(again.service.private(who).now.kept) == many
