"""What is wrong with the files: one list, of which the app tells as much as the doctor, save for litter."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from weakref import ReferenceType, ref

import pytest

from rituals.adapters.editor_folders import DiskEditorFolders
from rituals.core.events import AskAboutAdded, DraftKept
from rituals.core.jar.unfinished import UnfinishedNote
from rituals.core.model import PersonId
from rituals.ports import EventLog
from rituals.problems import DiskLook, all_problems
from rituals.session import Session
from tests.kit.runs import Runs

STRAY, OPEN, BEGUN = "Words that were never put in", "Others on this machine", "A restore has begun"
LITTER = "was being written when its process was stopped"
UNADMITTED = {"id": "../x", "device": "phone", "lamport": 1, "at": "2026-11-22T18:00:00Z", "event": {"kind": "noted"}}


@pytest.fixture
def private(empty: Runs) -> Runs:
    """A home that nobody else may look into."""
    empty.done("people", "add", "Sam")
    for path in (empty.home, *empty.home.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return empty


def told(session: Session) -> Sequence[str]:
    return [problem.what for problem in all_problems(session)]


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_what_the_doctor_would_mend_the_app_tells_save_for_litter(private: Runs) -> None:
    data = private.home / "data"
    folders = DiskEditorFolders(data / "drafts")
    folders.begin(UnfinishedNote("ana", DraftKept("ana", "")), "for the quince").release()
    (data / "device.rewrite").write_bytes(b"half")
    os.utime(data / "device.rewrite", (0, 0))
    (data / "restoring").mkdir(mode=0o700)
    data.chmod(0o755)

    in_app, doctor = "\n".join(told(private.open_session(None))), private("doctor").out

    assert [in_app.count(sentence) for sentence in (STRAY, OPEN, BEGUN, LITTER)] == [1, 1, 1, 0]
    assert [doctor.count(f"! {sentence}") for sentence in (STRAY, OPEN, BEGUN)] == [1, 1, 1]
    assert doctor.count(LITTER) == 1
    assert "quince" not in in_app


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_what_the_folder_alone_keeps_from_others_only_the_doctor_tells(private: Runs) -> None:
    (private.home / "data" / "shared").chmod(0o755)

    assert told(private.open_session(None)) == []
    assert "! Nothing but the folder" in private("doctor").out
    assert "can be used by you alone now" in private.done("doctor", "--repair")


@pytest.mark.parametrize("log", ["shared", "local", "private"])
def test_records_that_are_passed_over_are_told_of_every_log(log: str, private: Runs) -> None:
    session = private.open_session(None)
    logs = session.service.logs
    of_sam = logs.private[session.service.couple[1].id]
    {"shared": logs.shared, "local": logs.local, "private": of_sam}[log].take_in([UNADMITTED])

    sentence = f"{log} log: 1 record is passed over"

    assert sum(sentence in what for what in told(session)) == 1
    assert private("doctor").out.count(sentence) == 1


def test_the_look_lets_go_of_private_logs_and_reads_them_anew_only_once_something_was_written(private: Runs) -> None:
    session = private.open_session(None)
    sam = session.service.couple[1].id
    session.service.private(sam).keep(lambda _: [AskAboutAdded("quince", session.service.today(), "the quince")])
    assert session.own_data is not None
    own_data = session.own_data()
    session.own_data = lambda: own_data
    opens_logs, opened = own_data.private_logs, list[ReferenceType[EventLog]]()

    def opens_and_remembers() -> Mapping[PersonId, EventLog]:
        logs = opens_logs()
        opened.append(ref(logs[sam]))
        return logs

    own_data.private_logs = opens_and_remembers
    look = DiskLook(session)

    assert (look.begin()(), look.begin()()) == ([], [])
    assert [log() for log in opened] == [None]

    journal = next((private.home / "data" / "private" / sam).glob("*.jsonl"))
    with journal.open("ab") as file:
        file.write(b"not a record\n")
    assert "In a private log: 1 line" in look.begin()()[0].what
