"""The sealed file in which a device says what it has published, and for whom it speaks."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

import msgspec
from msgspec import Raw
from msgspec.structs import replace

from rituals.adapters.together.sealed.couple_key import CoupleKey
from rituals.adapters.together.sealed.sealing import open_line, seal_line
from rituals.core.events.door import is_id
from rituals.core.model import DeviceId

_FORMAT = 1


class Announcement(msgspec.Struct, frozen=True):
    """What a device says of itself."""

    format: int = _FORMAT
    version: str = ""
    """Of the program that published last."""
    lines: Mapping[str, int] = {}
    """How many lines each of its full segments has, by name."""
    speaks_for: tuple[DeviceId, ...] = ()
    """The other devices whose records it publishes, as they wrote in its copy of the folder."""

    def covers(self, version: str, devices: AbstractSet[DeviceId]) -> bool:
        """Whether it says that it was this program, and that it speaks for these."""
        return version == self.version and devices <= {*self.speaks_for}

    def content(self, key: CoupleKey, device: DeviceId) -> bytes:
        """The sealed file."""
        line = seal_line(key.secret, _place(key, device), [Raw(msgspec.json.encode(self))])
        return b"%b%b\n" % (_header(key), line)


def read_announcement(key: CoupleKey, device: DeviceId, content: bytes) -> Announcement:
    """What a device says of itself; nothing where its file is not whole, or is one of other words."""
    if content.startswith(_header(key)):
        line = content.removeprefix(_header(key)).strip()
        try:
            announced = msgspec.json.decode(
                (open_line(key.secret, _place(key, device), line) or [])[0], type=Announcement
            )
            return replace(announced, speaks_for=tuple(filter(is_id, announced.speaks_for)))
        except (IndexError, ValueError, RecursionError):
            pass
    return Announcement()


def _header(key: CoupleKey) -> bytes:
    return b"rituals-state %d %d\n" % (_FORMAT, key.epoch)


def _place(key: CoupleKey, device: DeviceId) -> str:
    return f"{key.context}|{device}|state|0"
