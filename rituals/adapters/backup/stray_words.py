"""Repairs of what killed processes left: words in an editor, deleted only where somebody says yes, and demos."""

from __future__ import annotations

import os
import re
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from rituals.adapters.clock import SystemClock
from rituals.adapters.editor_folders import WORDS, DiskEditorFolders
from rituals.adapters.journal.lock import FileLock
from rituals.core.phrases import clock_words, whole_date_words
from rituals.ports import Repair

_COMMAND = "rituals doctor --repair"
_OFFERED = "rituals jar add, or jar edit or reply for a note that is there, offers them to whoever wrote them;"
_EARLIER = re.compile(r"rituals-[a-z0-9_]{8}(\.txt)?")
"""How earlier versions named what they left in the temporary folder: an editor's folder, or a file."""
_DEMO = re.compile(r"rituals-demo-[a-z0-9_]{8}")
DEMO_LOCK = ".demo.lock"
"""The lock in a demo's folder, held as long as the demo is open."""
_SURELY_OVER = 24 * 3600
"""Seconds after which no editor of an earlier version, which held no lock, has such a file open any more."""


def stray_words(drafts: Path, temporary: Path) -> Iterator[Repair]:
    """What editors left beside the drafts, and what those of earlier versions left in the temporary folder."""
    for folder in DiskEditorFolders(drafts).stopped():
        has_words, written_at = folder.holds_words(), folder.written_at().astimezone(SystemClock().zone())
        folder.release()
        yield _repair(
            folder.folder, written_at if has_words else None, _OFFERED, partial(_remove, drafts, folder.folder)
        )
    if os.name != "posix":
        return  # nobody can tell whose such files are
    for path in sorted(temporary.glob("rituals-*")):
        if _DEMO.fullmatch(path.name) and _is_dead_demo(path):
            yield Repair(
                f"A demo that was killed has left its made-up year in {path}.",
                f"{_COMMAND} removes it.",
                partial(_remove_demo, path),
            )
        if _EARLIER.fullmatch(path.name) and _is_left_by_us(path):
            words = path / WORDS if path.is_dir() else path
            written_at = datetime.fromtimestamp(words.stat().st_mtime, SystemClock().zone())
            yield _repair(path, written_at, "You can read them there;", partial(_remove_earlier, path))


def _repair(path: Path, written_at: datetime | None, way: str, mend: Callable[[], None]) -> Repair:
    if written_at is None:

        def sweep() -> str:
            mend()
            return "What an editor left behind is removed; there were no words in it."

        return Repair("An editor that was stopped has left files behind.", f"{_COMMAND} removes them.", sweep)

    def let_go() -> str:
        mend()
        return f"{path} is gone for good."

    when = f"{whole_date_words(written_at.date())} at {clock_words(written_at.time())}"
    return Repair(
        f"Words that were never put in lie in {path}, written on {when}.",
        f"{way} {_COMMAND} asks whether to erase them.",
        let_go,
        asks=f"Words that were never put in lie in {path}, written on {when}.\nErase them for good?",
    )


def _remove(drafts: Path, path: Path) -> None:
    """Remove a folder, unless an editor went on with it meanwhile."""
    for folder in DiskEditorFolders(drafts).stopped():
        if folder.folder == path:
            folder.remove()
        else:
            folder.release()


def _remove_earlier(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _is_dead_demo(path: Path) -> bool:
    """Whether this is surely a demo's folder, of this user, whose process has ended."""
    try:
        outer = path.lstat()
        if not stat.S_ISDIR(outer.st_mode) or outer.st_uid != os.getuid() or not (path / DEMO_LOCK).exists():
            return False
        lock = FileLock(path / DEMO_LOCK)
        is_dead = lock.try_acquire()
    except OSError:
        return False
    if is_dead:
        lock.release()
    return is_dead


def _remove_demo(path: Path) -> str:
    shutil.rmtree(path)
    return f"{path} is removed; nothing in a demo was to be kept."


def _is_left_by_us(path: Path) -> bool:
    """Whether this is surely what an earlier version left: this user's, closed to all others, and old."""
    words = path / WORDS if path.suffix == "" else path
    try:
        outer, inner = path.lstat(), words.lstat()
        newest = max(each.lstat().st_mtime for each in (words, *(path.iterdir() if words != path else ())))
    except OSError:
        return False
    is_closed = not outer.st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    is_whole = stat.S_ISREG(inner.st_mode) and (words == path or stat.S_ISDIR(outer.st_mode))
    is_own = outer.st_uid == inner.st_uid == os.getuid()
    return is_closed and is_whole and is_own and time.time() - newest > _SURELY_OVER
