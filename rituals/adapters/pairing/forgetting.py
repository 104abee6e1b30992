"""Forgets a machine that is lost: what it wrote stays, and with its words nothing that is written from now on opens."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from rituals.adapters.journal.disk import Disk
from rituals.adapters.pairing.taking_up_words import take_up_words
from rituals.adapters.together.folder_carrier import FolderCarrier
from rituals.adapters.together.kept import kept
from rituals.adapters.together.mirrors import mirror_files
from rituals.adapters.together.names import DEVICE, state_name
from rituals.adapters.together.sealed.couple_key import CoupleKey
from rituals.adapters.together.taken import FolderSeen, Taken
from rituals.core.events.recorded import Recorded
from rituals.core.exchange.known_device import KnownDevice
from rituals.core.model import DeviceId


def known_devices(data: Path, records: Collection[Recorded], own: Collection[DeviceId]) -> Sequence[KnownDevice]:
    """The other machines of which files lay in the couple's folder when this one looked last, as is the announcement of
    one that joined and wrote nothing; `records` are all that are shared here, `own` what this one writes and wrote as.
    """
    taken = {path.stem.removesuffix("-mirror"): kept(path, Taken) or Taken() for path in mirror_files(data)}
    seen = kept(data / "together" / "seen.json", FolderSeen) or FolderSeen()
    spoken_for = {device for its in taken.values() for device in its.speaks_for}
    there = {device for device, its in taken.items() if its.files} | {*seen.devices} - spoken_for
    known = []
    for device in sorted(filter(DEVICE.fullmatch, there.difference(own))):
        its = taken.get(device, Taken())
        events = [record.event for record in records if record.device in (device, *its.speaks_for)]
        known.append(KnownDevice(device, {by for event in events if (by := getattr(event, "by", None))}))
    return known


def forget_device(
    data: Path, place: Path, key: CoupleKey, device: DeviceId, disk: Disk, machine: bytes | None
) -> CoupleKey:
    """Forget a device of whose files all is taken in, and return the couple's new key; what is this machine's to
    publish, and that device's, is sealed anew by the next look."""
    new = CoupleKey.new(key.epoch + 1, key.couple)
    FolderCarrier(place, device, disk).remove(state_name(device))  # all that is there of one that wrote nothing
    take_up_words(data, place, new, disk, machine, forget=[device])
    return new
