"""A command that the disk refuses says so, leaves nothing behind, loses no word, and goes well once there is room."""

from __future__ import annotations

import errno
import stat
from functools import partial
from pathlib import Path

import pytest

from rituals.adapters.logs import open_logs
from rituals.bootstrap import new_id
from rituals.cli.checkin.items import Pages
from rituals.cli.checkin.result import compare_answers, outcome
from rituals.config import load_settings, places
from rituals.core.checkin.apart import AnswersApart
from rituals.errors import StorageError
from rituals.service.couple import CoupleService
from rituals.session import Session
from tests.kit.journal_disks import RefusingDisk
from tests.kit.keyboard import Editor, Typed
from tests.kit.runs import Ran, Runs
from tests.kit.script import Script
from tests.kit.traces import words_on_disk

CALLS = [
    ("tick", "walk", "--note", "we laughed"),
    ("untick", "cook"),
    ("rest", "walk", "--reason", "a cold"),
    ("move", "walk", "tue"),
    ("pause", "walk", "--until", "fri", "--reason", "travel"),
    ("add", "Swim", "--every", "every sat"),
    ("edit", "walk", "--name", "Walk by the sea"),
    ("archive", "walk"),
    ("undo",),
    ("jar", "add", "for the tea"),
    ("people", "add", "Kim", "--not-me"),
    ("people", "rename", "Sam", "Samira"),
    ("ask", "about", "the dentist", "--on", "tue"),
]
REFUSALS = [
    pytest.param({"write": errno.ENOSPC}, {}, "Free some room and try again.", id="full"),
    pytest.param({}, {"sync": errno.EIO}, "Check the disk and try again.", id="sync fails once"),
    pytest.param({"open": errno.EROFS}, {}, "is read-only, so this was not saved.", id="read-only"),
]


@pytest.fixture
def disk() -> RefusingDisk:
    return RefusingDisk()


def open_on(disk: RefusingDisk, shell: Runs, _: str | None) -> Session:
    """The shell's session with its journals on another disk."""
    where = places(str(shell.home))
    device = (where.data / "device").read_text(encoding="ascii").split()[0]
    logs = open_logs(where.data, device, disk)
    service = CoupleService(logs, shell.clock, new_id, "ana")
    service.refresh()
    return Session(service, load_settings(where.settings), where, logs.shared, logs.local, shell.clock)


def refused(shell: Runs, disk: RefusingDisk, *call: str) -> Ran:
    return shell.in_shell(shell.shell(partial(open_on, disk, shell)), *call)


def found(shell: Runs) -> list[str]:
    """Every event there is, as the next command finds them."""
    data = shell.home / "data"
    logs = open_logs(data, next((data / "shared").glob("*.jsonl")).stem)
    return [str(record) for log in (logs.shared, *logs.private.values()) for record in log.fresh().records]


@pytest.mark.parametrize(("refusals", "once", "advice"), REFUSALS)
@pytest.mark.parametrize("call", CALLS, ids=lambda call: " ".join(call[:2]))
def test_nothing_is_taken_for_saved_and_the_same_call_goes_well_later(
    call: tuple[str, ...],
    refusals: dict[str, int],
    once: dict[str, int],
    advice: str,
    shell: Runs,
    disk: RefusingDisk,
) -> None:
    shell.done("tick", "cook")
    before = found(shell)

    disk.refusals, disk.once = refusals, dict(once)
    ran = refused(shell, disk, *call)

    assert (ran.exit_code, ran.out) == (1, "")
    assert advice in ran.err
    assert ran.err.count("\n") == 1
    assert found(shell) == before
    disk.relent()
    assert refused(shell, disk, *call).exit_code == 0
    assert len(found(shell)) == len(before) + 1


@pytest.mark.parametrize("call", [("jar", "add"), ("jar", "add", "-"), ("jar", "edit", "NOTE", "-")], ids=" ".join)
def test_words_from_a_pipe_are_kept_among_the_drafts_and_offered(
    call: tuple[str, ...],
    shell: Runs,
    disk: RefusingDisk,
    scratch: Path,
    editor: Editor,
    typed: Typed,
    piped: Typed,
) -> None:
    shell.done("jar", "add", "for the tea")
    (note,) = shell("jar", "list", "--json").document["notes"]
    meant = [note["id"] if word == "NOTE" else word for word in call]
    piped("für dich\nund mich")

    disk.refusals = {"write": errno.ENOSPC}
    ran = refused(shell, disk, *meant)

    (path,) = words_on_disk(shell.home, "für dich\nund mich")
    again = ["jar", "add"] if "NOTE" not in call else meant[:3]
    assert (ran.exit_code, ran.out) == (1, "")
    assert ran.err.endswith(f"Your words are kept; rituals {' '.join(again)} offers them again.\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(scratch.iterdir()) == []
    editor("path.write_text(path.read_text())")
    typed("y\n")
    assert shell(*again).exit_code == 0
    assert shell("jar", "list", "--json").document["notes"][-1]["text"] == "für dich\nund mich"


def test_words_from_a_pipe_are_printed_where_the_disk_takes_nothing_at_all(
    shell: Runs, disk: RefusingDisk, piped: Typed
) -> None:
    shell.done("jar", "add", "for the tea")
    (shell.home / "data" / "drafts").mkdir(exist_ok=True)
    (shell.home / "data" / "drafts" / "editor").write_text("in the way", encoding="utf-8")
    piped("für dich")

    disk.refusals = {"write": errno.ENOSPC}
    ran = refused(shell, disk, "jar", "add")

    assert ran.out == "für dich\n"
    assert ran.err.endswith("Your words are printed above.\n")


@pytest.mark.parametrize("together", [False, True])
def test_answers_of_a_check_in_wait_until_the_disk_takes_them(together: bool, shell: Runs, disk: RefusingDisk) -> None:
    script = Script("", "")
    pages = Pages(script, shell.shell(partial(open_on, disk, shell)))
    ana, sam = pages.service.couple

    disk.once = {"sync": errno.EIO}
    given = {"c1": 3}
    both = [AnswersApart(ana, given), AnswersApart(sam, given)]
    kept = compare_answers(pages, both) if together else outcome(pages, ana, given)

    assert kept
    assert "Check the disk and try again." in " ".join(script.pages[1])
    assert [event.count("CheckinTaken") for event in found(shell) if "CheckinTaken" in event] == [1] * (1 + together)


def test_whoever_leaves_where_the_disk_refuses_a_check_in_is_told_again(shell: Runs, disk: RefusingDisk) -> None:
    pages = Pages(Script("q"), shell.shell(partial(open_on, disk, shell)))
    ana, _ = pages.service.couple

    disk.refusals = {"write": errno.ENOSPC}

    with pytest.raises(StorageError, match="Free some room"):
        outcome(pages, ana, {"c1": 3})
    assert not any("CheckinTaken" in event for event in found(shell))
