"""Why a folder can't be a couple's, or not yet."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from rituals.adapters.together.carrier import Carrier
from rituals.adapters.together.names import DEVICE, SEGMENT
from rituals.adapters.together.sealed.couple_key import CoupleKey
from rituals.adapters.together.sealed.segments import open_segment
from rituals.adapters.together.sealed.state_file import read_announcement
from rituals.adapters.together.taken import Trouble
from rituals.core.model import DeviceId
from rituals.errors import NewerFormatError, RuleError, UsageError
from rituals.files import is_folder, is_there

NEWER = "A later version of rituals writes here. Update it on this machine, then join."


def refuse_place(data: Path, place: Path) -> None:
    """Raise `UsageError` if a place can't be a couple's folder."""
    if is_there(place) and not is_folder(place):
        raise UsageError(f"{place} is no folder. Choose one, where your sync service carries it.")
    if not is_folder(place):
        raise UsageError(f"There is no folder {place}. Make it first, where your sync service carries it.")
    ours, theirs = data.resolve(), place.resolve()
    if ours == theirs or ours in theirs.parents or theirs in ours.parents:
        raise UsageError("The couple's folder can't lie within the folder of your data, nor the other way round.")


def refuse_partly_carried(carrier: Carrier, key: CoupleKey, *, but: Collection[DeviceId]) -> None:
    """Raise `RuleError` unless all that the devices say is there is whole; this machine's own may be of other words."""
    lines: dict[str, int] = {}
    announced: dict[str, int] = {}
    for name in carrier.names():
        kind, _, device = name.partition("/")
        if (match := SEGMENT.fullmatch(name)) and match[1] not in but:
            segment = open_segment(key, match[1], int(match[2]), carrier.read(name))
            if segment.trouble is Trouble.NEWER:
                raise NewerFormatError(NEWER)
            lines[name] = -1 if segment.trouble is Trouble.NOT_WHOLE else len(segment.lines)
        elif kind == "state" and DEVICE.fullmatch(device) and device not in but:
            announced |= read_announcement(key, device, carrier.read(name)).lines
    if -1 in lines.values() or any(lines.get(name, 0) < count for name, count in announced.items()):
        raise RuleError("Not everything of the other machine has been carried here yet. Try again once it has.")
