"""Where the disk refuses, a person is told, their words stay, nothing of it is saved, and later the app goes on."""

from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from rituals.core.events import DraftKept
from rituals.core.talk.outcomes import KeepableAnswer
from rituals.core.talk.session import TalkSession
from rituals.errors import StorageError
from rituals.service.jar import DRAFTS_TOGETHER
from rituals.service.talk import TalkService
from tests.kit.fakes import MemoryLog
from tests.kit.journal_disks import RefusingDisk
from tests.kit.mounts import may_mount
from tests.kit.saving import SPOTS, Refusal, Spot, session_in, try_to_save
from tests.kit.talking import a_couple

pytestmark = pytest.mark.durability

ROOT = Path(__file__).parents[2]
FREE_SOME_ROOM, CHECK_THE_DISK = "Free some room", "Check the disk"
SHORT = {
    "a note beside a tick",
    "another day",
    "a new ritual",
    "a thank-you",
    "a check-in",
    "what to ask about",
    "what is kept of a talk",
    "a name in the settings",
    "a setting in the file",
    "who comes second",
    "names in the welcome",
    "rituals in the welcome",
}
"""Each kind of place once, which the plain suite has time for."""


def on(disk: RefusingDisk, home: Path, advice: str, *, once: bool = False, **calls: int) -> Refusal:
    """A disk that refuses some calls, and a file where the settings' folder should be."""
    in_the_way = home / "settings"
    was_there = False

    def begin() -> None:
        nonlocal was_there
        if once:
            disk.once = calls
        else:
            disk.refusals = calls
        was_there = in_the_way.exists()
        if not was_there:
            in_the_way.touch()

    def end() -> None:
        disk.relent()
        if not was_there:
            in_the_way.unlink()

    return Refusal(begin, end, advice)


@pytest.mark.parametrize("spot", [spot for spot in SPOTS if spot.name in SHORT], ids=lambda spot: spot.name)
async def test_where_the_disk_refuses_no_word_is_lost_and_none_is_taken_for_saved(
    spot: Spot, tmp_path: Path, full: bool
) -> None:
    await try_every_refusal(spot, tmp_path, full=full)


async def test_in_every_other_place_it_is_the_same(tmp_path: Path, full: bool, figure: Callable[[str], None]) -> None:
    others = [spot for spot in SPOTS if spot.name not in SHORT]
    for place, spot in enumerate(others if full else others[:1]):
        home = tmp_path / str(place)
        home.mkdir()
        await try_every_refusal(spot, home, full=full)
    places = len(SPOTS) if full else len(SHORT) + 1
    figure(f"refused by the disk in {6 if full else 2} ways: {places} places, no word lost, none taken for saved")


async def try_every_refusal(spot: Spot, home: Path, *, full: bool) -> None:
    disk = RefusingDisk()
    refusing = partial(on, disk, home)
    is_full = refusing(FREE_SOME_ROOM, write=errno.ENOSPC)
    fails_once = refusing(CHECK_THE_DISK, once=True, sync=errno.EIO)
    others = [
        refusing("is read-only", open=errno.EROFS),
        refusing(CHECK_THE_DISK, once=True, write=errno.EIO),
        refusing(FREE_SOME_ROOM, write=errno.EDQUOT),
        refusing(FREE_SOME_ROOM, sync=errno.ENOSPC),
    ]

    await try_to_save(spot, home, disk, [is_full, fails_once, *(others if full else ())])


@pytest.mark.skipif(not may_mount(), reason="needs leave to mount a small disk in a namespace of its own")
def test_on_a_small_disk_that_is_full_and_where_files_may_not_grow_it_is_the_same(
    tmp_path: Path, full: bool, figure: Callable[[str], None]
) -> None:
    names = [spot.name for spot in SPOTS] if full else ["a thank-you", "a setting in the file"]
    mount = f'mount -t tmpfs -o size=1m tmpfs "{tmp_path}"; exec "$@"'
    program = [sys.executable, "-m", "tests.kit.small_disk", str(tmp_path), *names]

    ran = subprocess.run(
        ["unshare", "--mount", "sh", "-ec", mount, "sh", *program],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )

    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines() == names
    figure(f"full disk and size limit: {len(names)} of {len(SPOTS)} places, no word lost")


Deed = Callable[[TalkService, TalkSession, KeepableAnswer], None]


@pytest.mark.parametrize(
    "deed",
    [
        pytest.param(lambda talk, run, plan: talk.keep(run, [plan]), id="kept"),
        pytest.param(lambda talk, _, plan: talk.ask_about(plan, date(2026, 11, 27)), id="to ask about"),
    ],
)
def test_what_a_talk_leaves_for_both_is_kept_once_for_each_though_the_disk_took_only_the_first(deed: Deed) -> None:
    session = a_couple()
    flow = session.catalogue.flow_called("root-cause-reflection")
    assert flow is not None
    talk = TalkService(session.service)
    run = talk.begin(flow)
    plan = KeepableAnswer(run.participants, "plan", "The plan", "we walk", ())
    second = session.service.logs.private[run.participants[1].id]
    assert isinstance(second, MemoryLog)

    second.refuses = "The disk is full."
    with pytest.raises(StorageError):
        deed(talk, run, plan)
    second.refuses = ""
    deed(talk, run, plan)

    notes = [session.service.private(participant.id).now for participant in run.participants]
    assert [len(own.kept) + len(own.to_ask) for own in notes] == [1, 1]


def test_words_that_are_kept_are_not_told_as_lost_where_older_ones_cannot_be_swept_out(tmp_path: Path) -> None:
    disk = RefusingDisk(replace=errno.ENOSPC)
    jar, by = session_in(tmp_path, disk).service.jar, "ana"

    for number in range(DRAFTS_TOGETHER + 5):
        jar.keep_draft(DraftKept(by, f"Dear you {number}"))
    kept = session_in(tmp_path).service.jar.draft(by)

    assert kept is not None
    assert kept.text == f"Dear you {DRAFTS_TOGETHER + 4}"
