"""What this device knows of its own files in the couple's folder, kept under `data/together/`.

Nothing here waits for the disk: what is lost, or does not fit what lies in the folder, is learnt anew from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import msgspec

from rituals.adapters.together.journal_reach import Reach
from rituals.adapters.together.kept import keep, kept
from rituals.adapters.together.segments import SegmentDraft
from rituals.core.model import DeviceId, EventId


class PublishedFile(msgspec.Struct, frozen=True):
    """A file as it was written, or as it was found and understood."""

    digest: str
    mark: str = ""
    """The carrier's, once it was seen after writing."""
    lines: int = 0
    ids: tuple[EventId, ...] = ()
    devices: tuple[DeviceId, ...] = ()

    @classmethod
    def segment(cls, draft: SegmentDraft, content: bytes, mark: str = "") -> PublishedFile:
        """A segment with this content."""
        devices = sorted({stamp.device for stamp in draft.stamps})
        ids = tuple(stamp.id for stamp in draft.stamps)
        return cls(digest_of(content), mark, len(draft.lines), ids, tuple(devices))


class Reached(msgspec.Struct, frozen=True):
    """How far the journals were read, when the newest segment had this digest."""

    newest: str = ""
    journals: Mapping[str, Reach] = {}


class PublishedFiles:
    """The files by name, each remembered in a file of its own, and how far the journals were read for them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._loaded_at = -1
        self.files: dict[str, PublishedFile] = {}
        self.reached = Reached()

    def load(self) -> None:
        """Read what other processes remembered, if any did."""
        with suppress(OSError):
            if self._folder.stat().st_mtime_ns == self._loaded_at:
                return
        self.files.clear()
        with suppress(OSError):
            self._loaded_at = self._folder.stat().st_mtime_ns
            for path in sorted(self._folder.glob("*@*.json")):
                if file := kept(path, PublishedFile):
                    self.files[path.stem.replace("@", "/")] = file
        self.reached = kept(self._folder / "journals.json", Reached) or Reached()

    def remember(self, name: str, file: PublishedFile) -> None:
        """Remember what lies under a name now."""
        if self.files.get(name) != file:
            self.files[name] = file
            self._keep(self._path(name), file)

    def forget(self, name: str) -> None:
        """Know nothing more of what lies under a name."""
        if self.files.pop(name, None):
            self._path(name).unlink(missing_ok=True)

    def reach(self, reached: Reached) -> None:
        """Remember how far the journals were read."""
        if reached != self.reached:
            self.reached = reached
            self._keep(self._folder / "journals.json", reached)

    def _keep(self, path: Path, content: msgspec.Struct) -> None:
        keep(path, content)
        self._loaded_at = self._folder.stat().st_mtime_ns

    def _path(self, name: str) -> Path:
        return self._folder / f"{name.replace('/', '@')}.json"


def digest_of(content: bytes) -> str:
    """What tells contents apart."""
    return blake2b(content, digest_size=16).hexdigest()
