"""Joining a couple: completely or not at all, whenever the process ends, and what is restored later joins as well."""

from __future__ import annotations

import json
import os
import shutil
import sys
from base64 import b64encode
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rituals.adapters.backup.archive import read_archive
from rituals.adapters.backup.backups import FolderBackups
from rituals.adapters.backup.erasing import clean_backups, mark_erasing
from rituals.adapters.backup.restore import restore
from rituals.adapters.editor_folders import DiskEditorFolders
from rituals.adapters.journal.disk import Disk
from rituals.adapters.journal.event_log import JournalLog
from rituals.adapters.pairing.joined import joinings
from rituals.adapters.pairing.joining import finish_joining, join_couple, plan_joining
from rituals.adapters.together.mirrors import is_joining
from rituals.adapters.together.sealed.couple_key import kept_key
from rituals.bootstrap import open_session
from rituals.config import Places, load_settings, places, save
from rituals.core import events as e
from rituals.core.events import AnyEvent
from rituals.core.events.recorded import Recorded
from rituals.core.exchange.rebase import made_by_joining, rebase_onto
from rituals.core.jar.unfinished import UnfinishedNote
from rituals.core.model import Quota
from rituals.errors import RuleError
from rituals.service.exchange import incoming, outgoing
from tests.kit.couples_folder import KEY, Machine
from tests.kit.importing import own_export
from tests.kit.journal_disks import DyingDisk, KillingDisk, PowerCut
from tests.kit.pairs import PairedMachine

DEVICE = "5a3e5a3e5a3e5a3e"
NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)
TODAY = NOW.date()
PEOPLE = {"s1": "sam", "a1": "ana"}
LOGS = ("shared", "local", "drafts", "private/s1", "private/sam", "private/a1", "private/ana")
A_NOTE = e.DraftKept("s1", "For you", to="a1")


def stamped(number: int, event: AnyEvent, name: str) -> Recorded:
    return Recorded(name, DEVICE, number, NOW, event)


def written(*events: AnyEvent, by: str = "record", device: str = DEVICE) -> list[Recorded]:
    return [Recorded(f"{by}{number}", device, number, NOW, event) for number, event in enumerate(events, 1)]


INVITER = written(
    e.PersonJoined("ana", "Ana", date(2026, 6, 1)),
    e.PersonJoined("sam", "Sam", date(2026, 6, 1)),
    e.RitualAdded("walk", date(2026, 6, 1), "Walk", Quota(1, "week")),
    by="theirs",
    device="1a2b1a2b1a2b1a2b",
)
CONTENT: Mapping[str, list[Recorded]] = {
    "shared": written(
        e.PersonJoined("s1", "Sam", date(2026, 1, 1)),
        e.PersonJoined("a1", "Ana", date(2026, 1, 1)),
        e.RitualAdded("w1", date(2026, 1, 1), "Walk", Quota(2, "week")),
        e.RitualTicked("w1", date(2026, 1, 2), "s1", note="by the river"),
        e.AppreciationAdded("note", "s1", date(2026, 1, 3), "Thank you.", to="a1"),
    ),
    "local": written(e.PersonSeated("s1"), e.NudgeTold("w1@2026-01-02T19:00-10", TODAY)),
    "drafts": written(A_NOTE),
    "private/s1": written(e.AskAboutAdded("entry", date(2026, 1, 4), "the dentist"), e.AskAboutDone("entry")),
}
AFTERWARDS: Mapping[str, list[AnyEvent]] = {
    "shared": [
        e.LivedBefore("walk", date(2026, 1, 1), Quota(2, "week"), date(2026, 6, 1)),
        e.RitualTicked("walk", date(2026, 1, 2), "sam", note="by the river"),
        e.AppreciationAdded("note", "sam", date(2026, 1, 3), "Thank you.", to="ana"),
    ],
    "local": [e.PersonSeated("sam"), e.NudgeTold("walk@2026-01-02T19:00-10", TODAY)],
    "drafts": [e.DraftKept("sam", "For you", to="ana")],
    "private/sam": [
        e.AskAboutAdded("entry", date(2026, 1, 4), "the dentist"),
        e.AskAboutDone("entry"),
    ],
}


def home_in(folder: Path) -> Places:
    """The home of who joins."""
    where = places(str(folder))
    where.data.mkdir(parents=True)
    (where.data / "device").write_text(f"{DEVICE}\n", encoding="ascii")
    for name, records in CONTENT.items():
        JournalLog(where.data / name, DEVICE).append(records)
    DiskEditorFolders(where.data / "drafts").begin(UnfinishedNote("s1", A_NOTE), "For you, too").release()
    save(where.settings, "together", "here", ("s1",))
    return where


def join(where: Places, disk: Disk | None = None) -> None:
    """Join as Sam, whom Ana knows."""
    shared = CONTENT["shared"]
    rebase = rebase_onto(KEY.couple, TODAY, inviter=INVITER, joiner=shared, people=PEOPLE, rituals={"w1": "walk"})
    lived = made_by_joining(rebase, inviter=INVITER, joiner=shared)
    join_couple(where.data, plan_joining(where.data, rebase, KEY, DEVICE, lived), disk)


def shared_records(where: Places) -> list[Recorded]:
    return JournalLog(where.data / "shared", "newcomer").fresh().records


def events(where: Places, log: str) -> list[AnyEvent]:
    return [record.event for record in JournalLog(where.data / log, "newcomer").fresh().records]


def content(where: Places) -> Mapping[str, list[AnyEvent]]:
    """What is in the logs, those left out in which there is nothing."""
    found = {name: events(where, name) for name in LOGS if (where.data / name).is_dir()}
    return {name: said for name, said in found.items() if said}


def test_everything_here_becomes_the_couples(tmp_path: Path) -> None:
    where = home_in(tmp_path)

    join(where)

    assert content(where) == AFTERWARDS
    assert not (where.data / "private" / "s1").exists()
    (words,) = DiskEditorFolders(where.data / "drafts").stopped()
    assert words.note == UnfinishedNote("sam", e.DraftKept("sam", "For you", to="ana"))
    assert kept_key(where.data / "together") == KEY
    assert not is_joining(where.data)
    assert [joining.rebase.people for joining in joinings(where.data)] == [PEOPLE]


def test_what_is_kept_of_a_joining_opens_nothing_and_holds_no_words(tmp_path: Path) -> None:
    where = home_in(tmp_path)

    join(where)

    (kept,) = (where.data / "together" / "joined").iterdir()
    content = kept.read_bytes()
    assert b64encode(KEY.entropy) not in content
    assert b"lived_before" not in content
    assert not json.loads(content)["rebase"]["names"]


def test_to_join_the_same_couple_again_changes_nothing(tmp_path: Path) -> None:
    where = home_in(tmp_path)
    join(where)

    join(where)

    assert content(where) == AFTERWARDS


def test_a_journal_that_came_from_others_stays_as_it_is(tmp_path: Path) -> None:
    where = home_in(tmp_path)
    mirror = "1a2b1a2b1a2b1a2b"
    JournalLog(where.data / "shared", mirror).append(INVITER)
    taken = where.data / "together" / "taken"
    taken.mkdir(parents=True)
    (taken / f"{mirror}.json").write_text("{}")
    before = (where.data / "shared" / f"{mirror}.jsonl").read_bytes()

    join(where)

    assert (where.data / "shared" / f"{mirror}.jsonl").read_bytes() == before


def test_what_was_written_for_somebody_meanwhile_is_put_together(tmp_path: Path) -> None:
    where = home_in(tmp_path)
    JournalLog(where.data / "private" / "sam", DEVICE).append([stamped(1, e.GatePassed(), "another")])

    join(where)

    assert e.GatePassed() in events(where, "private/sam")
    assert len(events(where, "private/sam")) == 3
    assert not (where.data / "private" / "s1").exists()


def test_fields_of_a_later_version_stay(tmp_path: Path) -> None:
    where = home_in(tmp_path)
    document = {"id": "later", "device": DEVICE, "lamport": 9, "at": "2026-03-01T12:00:00Z"}
    ticked = {"kind": "ritual_ticked", "ritual": "w1", "day": "2026-03-01", "mood": "merry"}
    JournalLog(where.data / "shared", DEVICE).take_in([{**document, "event": ticked}])

    join(where)

    assert any(b'"mood":"merry"' in line for line in JournalLog(where.data / "shared", DEVICE).documents())


def test_nothing_begins_while_there_is_what_a_later_version_wrote(tmp_path: Path) -> None:
    where = home_in(tmp_path)
    JournalLog(where.data / "private" / "s1", DEVICE).append([stamped(9, e.Unknown("kiss_given"), "later")])
    before = content(where)

    with pytest.raises(RuleError, match="later version"):
        join(where)

    assert content(where) == before


def test_where_nothing_begins_this_machine_is_as_it_was(tmp_path: Path) -> None:
    ana, sam = (PairedMachine(tmp_path / name, tmp_path / "folder") for name in ("ana", "sam"))
    ana.write(e.PersonJoined("ana", "Ana", TODAY))
    key = ana.begin()
    sam.write(e.Unknown("kiss_given"))

    with pytest.raises(RuleError, match="later version"):
        sam.join(key.words)

    assert sam.pairing.last_place is None


def test_a_backup_from_before_comes_back_as_what_it_became(tmp_path: Path) -> None:
    where = home_in(tmp_path / "home")
    backup = FolderBackups(where).make(NOW, into=tmp_path)
    join(where)
    for name in ("shared", "private/sam"):
        (where.data / name / f"{DEVICE}.jsonl").unlink()
    since = [stamped(40, e.RitualTicked("walk", TODAY), "since")]
    JournalLog(where.data / "shared", DEVICE).append(since)

    restore(where, backup, NOW)

    without_lived = [event for event in AFTERWARDS["shared"] if not isinstance(event, e.LivedBefore)]
    assert content(where) == {**AFTERWARDS, "shared": [*without_lived, since[0].event]}


def test_of_a_backup_from_afterwards_everything_stays_as_it_is(tmp_path: Path) -> None:
    where = home_in(tmp_path / "home")
    join(where)
    JournalLog(where.data / "shared", DEVICE).append([stamped(40, e.PersonRenamed("s1", "Another"), "since")])
    backup = FolderBackups(where).make(NOW, into=tmp_path)
    before = content(where)
    (where.data / "shared" / f"{DEVICE}.jsonl").unlink()

    restore(where, backup, NOW)

    assert content(where) == before


def test_what_is_erased_goes_from_a_backup_from_before_as_well(tmp_path: Path) -> None:
    where = home_in(tmp_path)
    backup = FolderBackups(where).make(NOW)
    join(where)
    (ticked,) = [record.id for record in shared_records(where) if isinstance(record.event, e.RitualTicked)]
    JournalLog(where.data / "shared", DEVICE).append([stamped(40, e.WordsErased((ticked,)), "erasing")])
    JournalLog(where.data / "private" / "sam", DEVICE).append([stamped(40, e.PrivateErased("entry"), "erased")])
    mark_erasing(where.data)

    clean_backups(where.data, Disk())

    held = b"".join(read_archive(backup).files.values())
    assert b"by the river" not in held
    assert b"the dentist" not in held
    assert b"Thank you." in held


def test_an_export_from_before_comes_in_as_what_it_became(tmp_path: Path) -> None:
    where = home_in(tmp_path)
    service = open_session(str(tmp_path)).service
    exported = outgoing.export(service, next(p for p in service.state.people if p.id == "s1"), by="0").encode()
    join(where)
    for name in ("shared", "private/sam"):
        (where.data / name / f"{DEVICE}.jsonl").unlink()

    incoming.take_in(open_session(str(tmp_path)).service, own_export(exported, where), merge=True)

    without_lived = [event for event in AFTERWARDS["shared"] if not isinstance(event, e.LivedBefore)]
    assert [event for event in events(where, "shared") if not isinstance(event, e.PersonJoined)] == without_lived
    assert events(where, "private/sam") == AFTERWARDS["private/sam"]


# a process that ends on the way


def stopped_on_the_way(where: Places) -> None:
    """Join, and end when the plan is there and nothing else is done."""
    step = 0
    while not is_joining(where.data):
        step += 1
        with suppress(PowerCut):
            join(where, DyingDisk(step))
    assert content(where) == {name: [record.event for record in records] for name, records in CONTENT.items()}


def test_whoever_opens_the_data_next_goes_on(tmp_path: Path) -> None:
    where = home_in(tmp_path)
    stopped_on_the_way(where)
    JournalLog(where.data / "shared", DEVICE).append([stamped(9, e.RitualTicked("w1", TODAY, "s1"), "meanwhile")])

    open_session(str(tmp_path))

    ticked = e.RitualTicked("walk", TODAY, "sam")
    assert content(where) == {**AFTERWARDS, "shared": [*AFTERWARDS["shared"], ticked]}
    assert load_settings(where.settings).together.here == ("sam",)


def test_nothing_is_published_before_it_is_done(tmp_path: Path) -> None:
    where = home_in(tmp_path)
    machine = Machine(tmp_path)
    stopped_on_the_way(where)

    machine.pair()

    assert machine.looks().surely_look() is None
    assert not list(machine.folder.rglob("*"))


@pytest.mark.durability
@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
def test_joining_that_is_killed_at_any_step_is_done_or_was_never_begun(
    tmp_path: Path, full: bool, figure: Callable[[str], None]
) -> None:
    before = home_in(tmp_path / "before")
    counting = KillingDisk()
    shutil.copytree(before.data, tmp_path / "all" / "data")
    join(places(str(tmp_path / "all")), counting)
    old = content(before)
    seen: list[str] = []

    for step in range(1, counting.steps + 1, 1 if full else 3):
        where = places(str(tmp_path / f"{step}"))
        shutil.copytree(before.data, where.data)
        child = os.fork()
        if not child:
            join(where, KillingDisk(step))
            os._exit(1)
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1]), f"step {step}"
        finish_joining(where.data)

        assert content(where) in (old, AFTERWARDS), f"step {step}"
        seen.append("old" if content(where) == old else "new")
        join(where)
        assert content(where) == AFTERWARDS, f"step {step}"
        shutil.rmtree(where.data)

    assert seen == sorted(seen, reverse=True)
    assert set(seen) == {"old", "new"}
    figure(f"joinings killed at {len(seen)} steps: {seen.count('old')} never begun, {seen.count('new')} finished after")
