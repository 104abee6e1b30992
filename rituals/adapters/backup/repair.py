"""The repairs of a data folder; each is yielded with its problem and what it will do, and asks if words are lost by it.

Lock files are never repaired: locks end with their process, and the empty files stay on purpose (`FileLock`).
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from rituals.adapters.backup.backups import FolderBackups
from rituals.adapters.backup.contents import DRAFTS, FOLDER, Belongings, log_folders
from rituals.adapters.backup.leftovers import READY, drop_leftovers, leftovers
from rituals.adapters.backup.stray_words import stray_words
from rituals.adapters.journal import lines
from rituals.adapters.journal.database import Journal
from rituals.adapters.journal.device import device_here
from rituals.adapters.journal.disk import OWNER_ONLY_FOLDER, journals
from rituals.adapters.journal.lock import FileLock
from rituals.files import OWNER_ONLY, is_folder
from rituals.ports import Repair, still_in_backups_words

LEFT_BEHIND_AFTER = 3600
"""Seconds after which a draft that no lock guards is surely no longer being written."""
COMMAND = "rituals doctor --repair"
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_WANTED = {stat.S_IFREG: OWNER_ONLY, stat.S_IFDIR: OWNER_ONLY_FOLDER}


def repairs(own: Belongings, temporary: Path) -> Iterator[Repair]:
    """The repairs that are needed; searched lazily, so that one repair can make the next problem visible. `temporary`
    is where earlier versions put the words that an editor had open."""
    if not is_folder(own.data):
        return
    if os.name == "posix":
        yield from _of_modes(own.data, are_loose_told=True)
    yield from _of_unfinished_restore(own)
    yield from _of_leftovers(own)
    yield from _of_drafts(own)
    yield from _of_erasing(own)
    device = device_here(own.data)
    names = {f"{name}.jsonl" for name in (device.id, *device.others)}
    for folder in (*log_folders(own.data), own.data / "drafts"):
        yield from _of_log(folder, names)
    yield from stray_words(own.data / "drafts", temporary)


def repairs_to_tell(own: Belongings, temporary: Path) -> Iterator[Repair]:
    """Those of which a person should know without asking for them: who may look in, what has not come back yet, and
    where their words lie. The journals tell of their damage themselves, and the rest is litter: nothing is lost by it,
    and nobody sees it."""
    if is_folder(own.data):
        yield from _of_modes(own.data, are_loose_told=False) if os.name == "posix" else ()
        yield from _of_unfinished_restore(own)
        yield from (stray for stray in stray_words(own.data / "drafts", temporary) if stray.asks)


def _of_modes(data: Path, *, are_loose_told: bool) -> Iterator[Repair]:
    """What others may see, or who lives here may not use; if `are_loose_told`, also what the folder alone guards."""
    wrong = {path: mode for path in (data, *data.rglob("*")) if (mode := _wrong_mode(path)) is not None}
    closed = [path for path, mode in wrong.items() if not mode & _OTHERS]
    remedy = f"{COMMAND} keeps it to yourselves, as chmod -R go-rwx {data} would."
    if wrong.get(data, 0) & _OTHERS:
        problem = f"Others on this machine may look into {data}."
    elif closed:
        problem = f"You may not use all of {data} yourselves: {min(closed).name} is closed to you."
        remedy = f"{COMMAND} opens it to you, and to you alone."
    elif wrong and are_loose_told:
        problem = f"Nothing but the folder {data} itself keeps others on this machine out of all that is in it."
    else:
        return
    yield Repair(problem, remedy, partial(_keep_to_owner, data))


def _wrong_mode(path: Path) -> int | None:
    """The mode of a file or folder if it is wrong, else None."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        return None  # it was removed meanwhile, or its folder can't be entered
    right_mode = _WANTED.get(stat.S_IFMT(mode), mode)
    return mode if mode & _OTHERS & ~right_mode or right_mode & ~mode & stat.S_IRWXU else None


def _keep_to_owner(data: Path) -> str:
    """Set the modes from the top down, because a closed folder must be opened before its content is visible."""
    waiting, changed = [data], 0
    while waiting:
        path = waiting.pop()
        mode = _wrong_mode(path)
        if mode is not None:
            path.chmod(_WANTED[stat.S_IFMT(mode)])
            changed += 1
        if path.is_dir() and not path.is_symlink():
            waiting += path.iterdir()
    return f"{_count(changed, 'file or folder', 'files and folders')} in {data} can be used by you alone now."


def _of_unfinished_restore(own: Belongings) -> Iterator[Repair]:
    def finish() -> str:
        from rituals.adapters.backup.restore import finish_restoring  # only to mend

        back = finish_restoring(own)
        return f"The restore that had begun is finished: {_count(back, 'event', 'events')} came back."

    if is_folder(own.data / READY):
        yield Repair("A restore has begun and is not finished.", f"{COMMAND} finishes it.", finish)


def _of_leftovers(own: Belongings) -> Iterator[Repair]:
    def drop() -> str:
        drop_leftovers(own.data)
        return "What a restore left behind is removed; it was not needed any more."

    if leftovers(own.data):
        yield Repair("A restore that was stopped has left files behind.", f"{COMMAND} removes them.", drop)


def _of_erasing(own: Belongings) -> Iterator[Repair]:
    backups = FolderBackups(own)

    def finish() -> str:
        backups.finish_erasing()
        return "What was erased is off the disk: the backups hold it no more."

    if backups.is_erasing():
        what = still_in_backups_words(backups.folder)
        way = f"{COMMAND} takes it out of them now; else that goes on by itself, as soon as it can."
        yield Repair(what, way, finish)


def _of_drafts(own: Belongings) -> Iterator[Repair]:
    """Draft files whose process ended while writing; the files that they were to replace are intact."""
    patterns = (
        (own.data / FOLDER, DRAFTS),
        (own.data, "*.rewrite"),
        (own.settings.parent, f".{own.settings.name}.*"),
    )
    for folder, pattern in patterns:
        for path in sorted(folder.glob(pattern)):
            if path.is_file() and time.time() - path.stat().st_mtime > LEFT_BEHIND_AFTER:
                yield _of_draft(path, partial(path.unlink, missing_ok=True))


def _of_draft(path: Path, remove: Callable[[], None]) -> Repair:
    def mend() -> str:
        remove()
        return f"{path.name} is removed; what it was to replace is in its place, whole."

    return Repair(f"{path} was being written when its process was stopped.", f"{COMMAND} removes it.", mend)


def _of_log(folder: Path, names: Collection[str]) -> Iterator[Repair]:
    """Problems of the journals that this machine writes, read under the log's lock."""
    if not is_folder(folder):
        return
    lock = FileLock(folder / ".lock")
    paths: list[Path] = []
    with suppress(OSError):  # opening a session reports it
        paths = [path for path in journals(folder) if path.name in names]
    for path in paths:
        draft = path.with_name(f"{path.name}.rewrite")
        with lock.if_possible():
            try:
                content, is_left = path.read_bytes(), draft.exists()
            except OSError:
                continue  # opening a session reports it
        if is_left:
            yield _of_draft(draft, partial(_unlink_under, lock, draft))
        yield from _of_lines(path, content, lock)


def _unlink_under(lock: FileLock, path: Path) -> None:
    with lock:
        path.unlink(missing_ok=True)


def _of_lines(path: Path, content: bytes, lock: FileLock) -> Iterator[Repair]:
    """Damaged lines, and an unfinished last line."""
    header = lines.read_header(content)
    if header is not None and not lines.is_readable(header):
        return
    scan, aside = lines.scan(content), f"{path.name}.damaged"
    if scan.damaged:
        count = _count(len(scan.damaged), "line", "lines")
        yield Repair(
            f"{count} of {path.name} could not be read; all the rest is in order and in use. A copy is in {aside}.",
            f"rituals backup restore brings back what a backup still has; {COMMAND} takes what is damaged out of the "
            "journal and leaves the copy.",
            lambda: _without_damage(path, lock, f"{count} that could not be read"),
            about=path.name,
        )
    if scan.length < len(content):
        yield Repair(
            f"{path.name} ends in a line that was never finished, and so never shown as saved.",
            f"{COMMAND} cuts it off and keeps a copy in {aside}; so does whatever is put down next.",
            lambda: _without_damage(path, lock, "The line that was never finished"),
            about=path.name,
        )


def _without_damage(path: Path, lock: FileLock, removed: str) -> str:
    """Rewrite a journal without its damaged lines, after copying those beside it."""
    Journal(path, lock=lock).storage.pack()
    return f"{removed} went out of {path.name}; a copy is in {path.name}.damaged."


def _count(number: int, singular: str, plural: str) -> str:
    return f"{number:,} {singular if number == 1 else plural}"
