"""The logs in a data folder, put together."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rituals.adapters.journal.closed_file import ClosedFile
from rituals.adapters.journal.disk import Disk
from rituals.adapters.journal.event_log import JournalLog
from rituals.adapters.locking.private_logs import PrivateLogs
from rituals.adapters.together.mirrors import ErasedFrom, erased_mark, is_paired
from rituals.core.model import DeviceId
from rituals.files import OWNER_ONLY, is_folder
from rituals.ports import Logs

if TYPE_CHECKING:
    from rituals.ports import EditorFolders


def open_logs(
    data: Path,
    device: DeviceId,
    disk: Disk | None = None,
    *,
    others: Collection[DeviceId] = (),
    cache: Path | None = None,
) -> Logs:
    """The logs in a folder, each read on first use; `others` is that of `adapters.journal.device.Device`. A `cache`
    folder holds what makes the shared log fast to load and the rituals' histories fast to look back on."""
    home = data if is_folder(data) else None
    open_log = partial(JournalLog, device=device, disk=disk, others=others, home=home)
    snapshot, closed = (cache / "shared.snapshot", ClosedFile(cache / "shared.closed")) if cache else (None, None)
    mark, mark_shared = partial(_mark_erasing, data, disk), partial(_mark_erasing_shared, data, disk, closed)
    shared = open_log(data / "shared", on_erase=mark_shared, others=ErasedFrom(data, others), snapshot=snapshot)
    local, drafts = open_log(data / "local"), open_log(data / "drafts", others=None)
    private = PrivateLogs(data, partial(open_log, on_erase=mark, others=None))
    return Logs(
        shared, local, drafts, private, partial(_editors, data), partial(is_paired, data), private.lock_of, closed
    )


def _editors(data: Path) -> EditorFolders:
    """The folders in which editors have words open, beside the drafts."""
    from rituals.adapters.editor_folders import DiskEditorFolders  # only for those who write in an editor

    return DiskEditorFolders(data / "drafts")


def _mark_erasing(data: Path, disk: Disk | None) -> None:
    """Mark that what is being erased is to be taken out of a folder's backups, and remove leftovers of restores."""
    from rituals.adapters.backup.erasing import mark_erasing  # only to erase
    from rituals.adapters.backup.leftovers import drop_leftovers

    mark_erasing(data, disk)
    drop_leftovers(data)


def _mark_erasing_shared(data: Path, disk: Disk | None, closed: ClosedFile | None) -> None:
    """Mark as well, on a machine that is paired, that it is to go out, and drop what was made of the records, and what
    they were made of where a phone wrote it."""
    _mark_erasing(data, disk)
    if closed is not None:
        closed.drop()
    if is_folder(data / "inbox"):
        from rituals.adapters.inbox.copies import WishCopies  # only to erase

        copies = WishCopies(data, disk)
        with copies.lock:
            copies.blank_recorded()
    if is_paired(data):
        erased_mark(data).touch(OWNER_ONLY)
