"""A word is written in every place that takes some, taken back in every way, and then looked for in every file."""

from __future__ import annotations

import shlex
import tempfile
from collections.abc import Collection, Mapping
from itertools import chain
from pathlib import Path

import pytest

from rituals.config import places
from rituals.core.events.recorded import Recorded, from_json
from rituals.session import Session
from tests.kit.runs import Runs
from tests.kit.taking_back import WRITINGS, Writing, leave_about
from tests.kit.traces import SECRET, words_on_disk

WHOLE_ENTRIES = ("jar erase", "ask erase")
"""The verbs that leave nothing of what happened, because all of it was the words."""


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Runs:
    """Ana and Sam on a Sunday evening with three rituals, and folders for all that a machine may keep."""
    monkeypatch.delenv("RITUALS_HOME", raising=False)
    (tmp_path / "machine" / "scratch").mkdir(parents=True)
    (tmp_path / "stick").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "machine" / "scratch"))
    runs = Runs(tmp_path / "machine" / "home", capsys)
    runs.done("people", "add", "Sam")
    runs.done("add", "Long hug", "--every", "every day", "--who", "each")
    runs.done("add", "Evening walk", "--every", "every sun at 18:00")
    runs.done("add", "Cook together", "--every", "twice a week")
    return runs


def run(shell: Runs, verbs: str, note: str = "") -> None:
    """Run verbs, one a line."""
    for line in verbs.splitlines():
        note = note or next(iter(notes(shell)), "") if "NOTE" in line else note
        ran = shell(*(word.replace("SECRET", SECRET).replace("NOTE", note) for word in shlex.split(line)))
        assert ran.exit_code == 0, ran.err  # damaged lines may be told of


def notes(shell: Runs) -> list[str]:
    return [note["id"] for note in shell("jar", "list", "--json").document["notes"]]


def records(session: Session) -> Mapping[str, Recorded]:
    """Everything in the shared and the private logs, by id."""
    logs = session.service.logs
    documents = chain.from_iterable(log.documents() for log in (logs.shared, *logs.private.values()))
    return {record.id: record for document in documents if (record := from_json(document)) is not None}


def what_happened(session: Session) -> Collection[object]:
    """The days that were ticked, rested and paused."""
    state = session.service.state
    happened: list[object] = [(pause.since, pause.until) for pause in state.pauses]
    for ritual in state.rituals:
        happened += [(ritual, *state.ticks(ritual)), (ritual, *state.rests(ritual))]
    return happened


@pytest.mark.parametrize(
    ("writing", "way"),
    [
        pytest.param(writing, way, id=f"{writing.verbs} → {way}".replace("\n", ", "))
        for writing in WRITINGS
        for way in writing.ways
    ],
)
def test_what_was_written_in_a_shell_and_taken_back_is_in_no_file(
    writing: Writing, way: str, shell: Runs, tmp_path: Path
) -> None:
    machine, stick = tmp_path / "machine", tmp_path / "stick"
    run(shell, writing.verbs)
    shell.done("backup", "--to", str(stick))
    shell.done("export", "--to", str(stick / "ours.json"), "--as", "ana" if "rename" not in writing.verbs else SECRET)
    before = shell.open_session(None)
    written = {type(record.event) for record in records(before).values() if SECRET in str(record)}
    note = next(iter(notes(shell)), "")
    leave_about(places(str(shell.home)))

    run(shell, way, note)

    assert written == set(writing.events)
    assert words_on_disk(machine, SECRET[:-1]) == []
    after = shell.open_session(None)
    if not any(verb in way for verb in WHOLE_ENTRIES):
        assert records(shell.open_session(None)).keys() >= records(before).keys()
    if all(line.startswith("erase") for line in way.splitlines()):
        assert what_happened(after) == what_happened(before)
    (backup,) = stick.glob("*.zip")
    run(shell, f"backup restore {shlex.quote(str(backup))}\nimport {shlex.quote(str(stick / 'ours.json'))}")
    assert words_on_disk(machine, SECRET[:-1]) == []
