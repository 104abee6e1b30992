"""Whole programs killed with -9: what a command said, the app showed or the service erased is so ever after."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

if sys.platform == "win32":
    pytest.skip("needs SIGKILL, fork and a pseudo-terminal", allow_module_level=True)

from rituals.adapters.clock import SystemClock
from rituals.adapters.journal.event_log import JournalLog
from rituals.adapters.logs import open_logs
from rituals.bootstrap import new_id
from rituals.service.couple import CoupleService
from tests.kit.journal_writer import WRITER
from tests.kit.terminal import Terminal
from tests.kit.writers import RITUALS, Killed, killed_together, moments, said, strings_on_disk, verb, writer

pytestmark = pytest.mark.durability

Figure = Callable[[str], None]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A home of its own, and nothing of the real one."""
    chosen = {"RITUALS_HOME": str(tmp_path / "home"), "RITUALS_TZ": "Europe/Berlin", "HOME": str(tmp_path)}
    return {"PATH": os.environ["PATH"], **chosen}


class Struck(NamedTuple):
    """A command that was killed, or came to its end before."""

    note: str
    has_answered: bool


def struck(environment: Mapping[str, str], note: str, moment: Callable[[], object]) -> Struck:
    """Put a note in with a command of its own, and kill it when the moment has come."""
    command = [*RITUALS, "jar", "add", note]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        moment()
        process.kill()
        answer, _ = process.communicate()
    return Struck(note, "It is in the jar." in answer)


def has_grown(journal: Path) -> Callable[[], None]:
    """A moment: right after something was written."""
    before = journal.stat().st_size

    def wait() -> None:
        deadline = time.monotonic() + 5
        while journal.stat().st_size == before and time.monotonic() < deadline:
            pass  # a pause would be longer than the moment that is looked for

    return wait


def notes_in_jar(environment: Mapping[str, str]) -> list[str]:
    return [note["text"] for note in json.loads(verb(environment, "jar", "list", "--json"))["notes"]]


def test_killed_commands_keep_what_they_said_they_kept(
    environment: dict[str, str], tmp_path: Path, full: bool, figure: Figure
) -> None:
    chance = random.Random(17)
    verb(environment, "jar", "add", "the first")
    (journal,) = (tmp_path / "home/data/shared").glob("*.jsonl")
    began = time.monotonic()
    verb(environment, "jar", "add", "the second")
    usual = time.monotonic() - began

    def at_random() -> None:
        time.sleep(chance.uniform(0, usual))  # the moment is what is tried, no outcome waits for it

    runs = [
        struck(environment, f"note {number}", has_grown(journal) if number % 2 else at_random)
        for number in range(100 if full else 8)
    ]

    kept = notes_in_jar(environment)
    answered = [run.note for run in runs if run.has_answered]
    in_between = sum(run.note in kept and not run.has_answered for run in runs)
    figure(
        f"commands: {len(runs)} kills, {len(runs) - in_between - len(answered)} before anything was written, "
        f"{in_between} between writing and saying so, {len(answered)} after"
    )
    assert kept[:2] == ["the first", "the second"]
    assert len(kept) == len(set(kept))
    assert set(answered) <= set(kept) <= {"the first", "the second", *(run.note for run in runs)}
    assert JournalLog(journal.parent, "newcomer").problems() == []


@pytest.mark.terminal
def test_what_the_app_showed_before_it_was_killed_is_there(
    environment: dict[str, str], full: bool, figure: Figure
) -> None:
    verb(environment, "add", "Long hug")
    shown_for = {"kept": "●", "open": "Took back the tick"}
    signs = list(shown_for) * (10 if full else 1)

    found = []
    for sign in signs:
        with Terminal(RITUALS, environment) as terminal:
            terminal.wait_for("Long hug")
            terminal.mark()
            terminal.send(" ")
            terminal.wait_for(shown_for[sign])
            terminal.signal(signal.SIGKILL)
            terminal.process.wait()
        found.append(json.loads(verb(environment, "today", "--json"))["rows"][0]["sign"])

    figure(f"the app: {len(signs)} kills right after a tick showed or was taken back on the screen, each found so")
    assert found == signs


def words_of(folder: Path) -> set[str]:
    """What the jar and the private page show to somebody who opens the folder now."""
    couple = CoupleService(open_logs(folder, WRITER), SystemClock(), new_id, WRITER)
    couple.refresh()
    private = couple.private(WRITER).now
    logs = couple.logs
    for log in (logs.shared, logs.local, logs.drafts, logs.private[WRITER]):
        assert log.problems() == []
    return {note.text for note in couple.state.jar.notes} | {note.text for note in private.to_ask}


def test_killed_while_erasing_in_the_jar_and_on_a_private_page_nothing_erased_returns(
    tmp_path: Path, full: bool, figure: Figure
) -> None:
    chance = random.Random(19)
    kills: list[Killed] = []

    with writer(tmp_path, WRITER) as helper:
        for round_ in range(300 if full else 30):
            kills += killed_together([helper], f"confide {round_}", chance, lines=16)

    shown = words_of(tmp_path)
    on_disk = strings_on_disk(tmp_path)
    kept, perhaps, erased = (set(said(kills, word)) for word in ("kept", "erasing", "erased"))
    figure(f"erasing what was confided: {moments(kills)}; {len(kept)} kept, {len(erased)} of them erased")
    assert erased
    assert kept - perhaps <= shown
    assert not erased & on_disk
    # Whoever opens the folder next finishes what the jar had begun to erase.
    assert not {word for word in perhaps - shown if not word.endswith("-draft")} & on_disk
