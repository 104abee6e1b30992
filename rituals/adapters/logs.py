"""The logs in a data folder, put together."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from pathlib import Path

from rituals.adapters.editor_folders import DiskEditorFolders
from rituals.adapters.journal.disk import Disk
from rituals.adapters.journal.event_log import JournalLog
from rituals.adapters.journal.private_logs import PrivateLogs
from rituals.adapters.together.mirrors import ErasedFrom, is_paired
from rituals.core.model import DeviceId
from rituals.files import is_folder
from rituals.ports import Logs


def open_logs(
    data: Path,
    device: DeviceId,
    disk: Disk | None = None,
    *,
    others: Collection[DeviceId] = (),
    cache: Path | None = None,
) -> Logs:
    """The logs in a folder, each read on first use; `others` is that of `adapters.journal.device.Device`. A `cache`
    folder holds the snapshot that makes the shared log fast to load."""
    home = data if is_folder(data) else None
    open_log = partial(JournalLog, device=device, disk=disk, others=others, home=home)
    backed_up = partial(open_log, on_erase=partial(_mark_erasing, data, disk))
    shared = backed_up(data / "shared", others=ErasedFrom(data, others), snapshot=cache and cache / "shared.snapshot")
    local, drafts = open_log(data / "local"), open_log(data / "drafts", others=None)
    private = PrivateLogs(data / "private", partial(backed_up, others=None))
    return Logs(shared, local, drafts, private, DiskEditorFolders(data / "drafts"), partial(is_paired, data))


def _mark_erasing(data: Path, disk: Disk | None) -> None:
    """Mark that what is being erased is to be taken out of a folder's backups, and remove leftovers of restores."""
    from rituals.adapters.backup.erasing import mark_erasing  # only to erase
    from rituals.adapters.backup.restore import drop_leftovers

    mark_erasing(data, disk)
    drop_leftovers(data)
