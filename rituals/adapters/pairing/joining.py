"""Makes what is on this machine the couple's, once a person here has joined: completely or not at all.

The plan is written in one step. From then on the joining has happened: if the process ends, whoever opens the data next
goes on with it. Each log is gone through under its own lock, journal by journal, and a record that is the couple's
already stays as it is, so that doing it again changes nothing. What holds of each joining is kept for good, as backups
from before can be brought back at any time; words that may be erased, and the couple's key, go with the plan.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec.structs import replace

from rituals.adapters.editor_folders import change_notes
from rituals.adapters.journal.database import Journal
from rituals.adapters.journal.disk import Disk, journals, listed, loading, make_folder, saving
from rituals.adapters.journal.document_json import to_raw
from rituals.adapters.journal.file import JournalFile
from rituals.adapters.journal.lines import EVENTS, KEY
from rituals.adapters.journal.lock import FileLock
from rituals.adapters.locking.sealed_documents import sealed_document
from rituals.adapters.pairing.joined import Joining, document_after, keep_joining, log_after, read_joining
from rituals.adapters.together.mirrors import is_joining, joining_plan, mirror_stems
from rituals.adapters.together.sealed.couple_key import CoupleKey
from rituals.core.events import DraftKept
from rituals.core.events.recorded import Recorded, from_json, to_document
from rituals.core.exchange.rebase import Rebase, refuse_later_kinds
from rituals.core.jar.unfinished import UnfinishedNote
from rituals.core.model import DeviceId, PersonId
from rituals.errors import RuleError
from rituals.files import is_folder, is_there

Settle = Callable[[Mapping[PersonId, PersonId]], None]
"""Changes what names people outside of the data, by ids and names from before with their new ids; it may be called
more than once."""


class JoiningPlan(Joining, frozen=True, kw_only=True):
    """All that is settled about a joining before anything is changed."""

    key: CoupleKey
    device: DeviceId
    """The one that writes what is new."""
    lived: tuple[Recorded, ...] = ()
    """The records that joining made, as those that give the couple's rituals their earlier spans."""


def plan_joining(
    data: Path, rebase: Rebase, key: CoupleKey, device: DeviceId, lived: Iterable[Recorded] = ()
) -> JoiningPlan:
    """What joining with this rebase does to the logs here; `RuleError` if there is anything in them that can't become
    the couple's yet."""
    until: dict[str, dict[DeviceId, int]] = {}
    _refuse_to_merge_locked(data, rebase)
    with loading(data):
        for folder in _log_folders(data):
            counted = until.setdefault(log_after(rebase, folder.relative_to(data).as_posix()), {})
            for journal in _journals(folder, Disk(), _not_ours(data, folder)):
                refuse_later_kinds(_records(journal))
                for record in (*_records(journal), *_closed_records(journal)):
                    counted[record.device] = max(record.lamport, counted.get(record.device, 0))
    return JoiningPlan(rebase, until, key=key, device=device, lived=tuple(lived))


def join_couple(data: Path, plan: JoiningPlan, disk: Disk | None = None, *, settle: Settle = lambda _: None) -> None:
    """Let a joining happen; `StorageError` where the disk refuses, after which it may go on later."""
    disk = disk or Disk()
    with saving(joining_plan(data)):
        make_folder(joining_plan(data).parent)
        with _lock(data):
            if is_joining(data):
                raise RuleError("A joining is still under way on this machine. Look at it first.")
            JournalFile(joining_plan(data), disk).replace([msgspec.json.encode(plan)])
            _carry_out(data, disk, settle)


def finish_joining(data: Path, disk: Disk | None = None, *, settle: Settle = lambda _: None) -> None:
    """Go on with a joining whose process ended."""
    if is_joining(data):
        with saving(joining_plan(data)), _lock(data):
            if is_joining(data):
                _carry_out(data, disk or Disk(), settle)


def _carry_out(data: Path, disk: Disk, settle: Settle) -> None:
    plan = read_joining(joining_plan(data), JoiningPlan)
    rebase = plan.rebase
    for folder in _log_folders(data):
        _rebase_log(folder, rebase, disk, _not_ours(data, folder))
    _add_lived(data, plan, disk)
    for person, same in rebase.people.items():
        _move_private(data / "private" / person, data / "private" / same, disk)
    change_notes(data / "drafts", lambda note: _note_after(rebase, note), disk)
    settle({**rebase.names, **rebase.people})
    plan.key.keep(data / "together", disk)
    keep_joining(data, Joining(replace(rebase, names={}), plan.until), disk)
    joining_plan(data).unlink()
    disk.sync_folder(data / "together")


def _note_after(rebase: Rebase, note: UnfinishedNote) -> UnfinishedNote:
    began = rebase.event(note.began)
    assert isinstance(began, DraftKept)
    return replace(note, seated=rebase.person_id(note.seated), began=began)


def _rebase_log(folder: Path, rebase: Rebase, disk: Disk, but: Collection[str]) -> None:
    """Rebase the journals of a log, each in one step."""
    with FileLock(folder / ".lock") as lock:
        for journal in _journals(folder, disk, but, lock):
            with journal.storage.exclusive():
                tables = journal.storage.read()
                documents = tables.get(EVENTS, {}).values()
                rows = [document_after(rebase, document, from_json(to_raw(document))) for document in documents]
                events = {str(n): row for n, row in enumerate(filter(None, rows), 1)}
                journal.storage.write({**tables, EVENTS: events})


def _add_lived(data: Path, plan: JoiningPlan, disk: Disk) -> None:
    """Add the records that joining made, before what was written here, as they are no latest intent."""
    folder = data / "shared"
    if not plan.lived:
        return
    with FileLock(folder / ".lock") as lock:
        present = {record.id for journal in _journals(folder, disk, (), lock) for record in _records(journal)}
        lived = [to_document(record) for record in plan.lived if record.id not in present]
        if lived:
            own = Journal(folder / f"{plan.device}.jsonl", lock=lock, disk=disk)
            own.table(EVENTS).insert_before(lived)


def _move_private(source: Path, target: Path, disk: Disk) -> None:
    """Let a private log be that of the person whom the couple has."""
    if source == target or not is_folder(source):
        return
    if not is_there(target):
        disk.replace(source, target)
        disk.sync_folder(target.parent)
        return
    with FileLock(target / ".lock") as lock:
        present = {record.id for journal in _journals(target, disk, (), lock) for record in _records(journal)}
        for journal in _journals(source, disk, ()):
            missing = [document for document in journal.table(EVENTS).all() if document.get("id") not in present]
            Journal(target / journal.storage.path.name, lock=lock, disk=disk).table(EVENTS).insert_before(missing)
    shutil.rmtree(source)


def _log_folders(data: Path) -> list[Path]:
    """The folders of all logs here, the drafts' too."""
    own = [folder for folder in listed(data / "private") if not folder.name.startswith(".")]
    return [folder for folder in (data / "shared", data / "local", data / "drafts", *own) if is_folder(folder)]


def _not_ours(data: Path, folder: Path) -> Collection[str]:
    """The journals of a log that came from others of a couple, and stay as they are."""
    return mirror_stems(data) if folder == data / "shared" else ()


def _journals(folder: Path, disk: Disk, but: Collection[str], lock: FileLock | None = None) -> Iterator[Journal]:
    for path in journals(folder):
        if path.stem not in but:
            yield Journal(path, writable=lock is not None, lock=lock, disk=disk)


def _records(journal: Journal) -> Iterator[Recorded]:
    """The records in a journal."""
    documents = journal.table(EVENTS).after(None).documents
    return (record for record in map(from_json, documents) if record is not None)


def _closed_records(journal: Journal) -> Iterator[Recorded]:
    """What is known of the records in the journal of a locked log, which become the couple's once it is opened."""
    documents = map(sealed_document, journal.table(EVENTS).after(None).documents)
    return (document.closed for document in documents if document is not None)


def _refuse_to_merge_locked(data: Path, rebase: Rebase) -> None:
    """Raise `RuleError` if two private logs would become one of which one is locked."""
    private = data / "private"
    for person, same in rebase.people.items():
        logs = (private / person, private / same)
        if person != same and all(map(is_there, logs)) and any(is_there(log / KEY) for log in logs):
            raise RuleError("Private pages here that would become one person's are locked. Take the lock off first.")


def _lock(data: Path) -> FileLock:
    """The lock under which the couple's folder is looked at; taken before any log's."""
    return FileLock(data / "together" / "lock")
