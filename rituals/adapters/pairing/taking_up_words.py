"""Goes on with a couple under new words: all that is this machine's to publish is sealed anew by its next look."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

import msgspec

from rituals.adapters.journal.database import Journal
from rituals.adapters.journal.device import adopt_devices, begin_new_device, device_here
from rituals.adapters.journal.disk import Disk, journals, make_folder, saving
from rituals.adapters.journal.file import JournalFile
from rituals.adapters.journal.lines import EVENTS
from rituals.adapters.journal.lock import FileLock
from rituals.adapters.together.folder_carrier import FolderCarrier
from rituals.adapters.together.kept import keep, kept
from rituals.adapters.together.mirrors import (
    mirror_files,
    mirror_stems,
    taken_folder,
)
from rituals.adapters.together.names import SEGMENT, state_name
from rituals.adapters.together.sealed.couple_key import CoupleKey, kept_key
from rituals.adapters.together.taken import ForgottenDevices, Taken, forgotten_devices
from rituals.adapters.together.taking_in import Intake
from rituals.core.model import DeviceId


def take_up_words(
    data: Path, place: Path, key: CoupleKey, disk: Disk, machine: bytes | None, *, forget: Collection[DeviceId] = ()
) -> None:
    """Let a key be the couple's on this machine, and the devices that it forgets be this machine's to publish.

    Nothing has changed until the key is kept, which is one step; whatever is done before may be done again.
    """
    folder = data / "together"
    with saving(folder):
        make_folder(folder)
        with FileLock(folder / "lock"):
            here = device_here(data, machine)
            own = (here.id, *here.earlier)
            earlier = kept_key(folder)
            if earlier and earlier.couple == key.couple and _take_in_own(data, place, earlier, own, here.others):
                begin_new_device(data, here.id, machine)  # it had been rolled back
            for device in (*own, *forget):
                _adopt(data, device, disk)
            for path in mirror_files(data):  # as all of it opens otherwise now
                keep(path, msgspec.structs.replace(kept(path, Taken) or Taken(), files={}))
            if forget:
                forgotten = ForgottenDevices(tuple({*forgotten_devices(data), *forget}))
                JournalFile(folder / "forgotten.json", disk).replace([msgspec.json.encode(forgotten)])
            key.keep(folder, disk)


def _take_in_own(
    data: Path, place: Path, key: CoupleKey, own: Collection[DeviceId], others: Collection[DeviceId]
) -> int:
    """Take in what this machine's own devices published under the words that it knows still, and return how many
    records were lacking."""
    nobody = os.urandom(8).hex()
    carrier = FolderCarrier(place, nobody)
    marks = {
        name: mark
        for name, mark in carrier.names().items()
        if name in map(state_name, own) or ((match := SEGMENT.fullmatch(name)) and match[1] in own)
    }
    return Intake(data, nobody, carrier, key, others={*own, *others}).take_in(marks)


def _adopt(data: Path, device: DeviceId, disk: Disk) -> None:
    """Let what was taken in from a device be in a journal of its own that this machine publishes."""
    for stem in (device, f"{device}-mirror"):
        if stem not in mirror_stems(data):
            continue
        taken = taken_folder(data) / f"{stem}.json"
        speaks_for = (kept(taken, Taken) or Taken()).speaks_for
        adopt_devices(data, {device, *speaks_for} - {*mirror_stems(data)} | {device})
        if stem != device:
            _put_together(data / "shared", stem, device, disk)
        taken.unlink(missing_ok=True)


def _put_together(folder: Path, mirror: str, device: DeviceId, disk: Disk) -> None:
    """Put the records of a mirror before those of a journal."""
    if mirror not in [path.stem for path in journals(folder)]:
        return
    with FileLock(folder / ".lock") as lock:
        source, target = (Journal(folder / f"{stem}.jsonl", lock=lock, disk=disk) for stem in (mirror, device))
        present = {document.get("id") for document in target.table(EVENTS).all()}
        missing = [document for document in source.table(EVENTS).all() if document.get("id") not in present]
        target.table(EVENTS).insert_before(missing)
        (folder / f"{mirror}.jsonl").unlink()
