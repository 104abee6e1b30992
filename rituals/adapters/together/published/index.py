"""What this device knows of its own files in the couple's folder: what lies in each, and for each segment whose
records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import msgspec

from rituals.adapters.together.carrier import Carrier
from rituals.adapters.together.journal_reach import Reach
from rituals.adapters.together.kept import keep, kept
from rituals.adapters.together.names import OTHER_WORDS, latest_epochs
from rituals.adapters.together.sealed.couple_key import CoupleKey
from rituals.adapters.together.sealed.segments import SegmentDraft
from rituals.adapters.together.sealed.state_file import Announcement
from rituals.core.model import DeviceId, EventId
from rituals.errors import RuleError

TWO_BEGINNINGS = "Two of you began in this folder, and the other beginning stays. Leave here, then join it."


class PublishedFile(msgspec.Struct, frozen=True):
    """A file as it was written, or as it was found and understood."""

    digest: str
    mark: str = ""
    """The carrier's, once it was seen after writing."""
    lines: int = 0
    devices: tuple[DeviceId, ...] = ()


class _Index(msgspec.Struct):
    words: str = ""
    """What tells apart the words with which they are sealed."""
    files: dict[str, PublishedFile] = {}
    reaches: Mapping[str, Reach] = {}
    """How far the journals were read when the files were like that."""
    announced: Announcement | None = None
    too_long: int = 0


class _Ids(msgspec.Struct, frozen=True):
    digest: str
    """Of the segment that holds just these."""
    ids: tuple[EventId, ...]


class PublishedFiles:
    """The files by name, kept in an index, and for each full segment the ids of its records, in a file of its own."""

    def __init__(self, folder: Path, words: str) -> None:
        self._folder = folder
        self._words = words
        self._index_path = folder / "index.json"
        self._index = _Index()
        self._saved: _Index | None = None
        self._loaded_at = -1

    @property
    def files(self) -> Mapping[str, PublishedFile]:
        """What lies under each name, as far as is known."""
        return self._index.files

    @property
    def announced(self) -> Announcement | None:
        """What this device last said of itself."""
        return self._index.announced

    @property
    def reaches(self) -> Mapping[str, Reach]:
        """How far the journals were read when the files were like that."""
        return self._index.reaches

    @property
    def too_long(self) -> int:
        """How many records in these journals are too long to travel."""
        return self._index.too_long

    def load(self) -> None:
        """Read what is kept, unless that is what is known already and nothing was remembered since."""
        with suppress(OSError):
            if self._index_path.stat().st_mtime_ns == self._loaded_at:
                return
        index = kept(self._index_path, _Index)
        self._index, self._saved = index if index and index.words == self._words else _Index(self._words), None
        self._note_time()

    def save(self, reaches: Mapping[str, Reach], too_long: int) -> None:
        """Keep what is known now, if that is new."""
        self._index.reaches, self._index.too_long = reaches, too_long
        index = msgspec.structs.replace(self._index, files=dict(self._index.files))
        if index != self._saved:
            keep(self._index_path, index)
            self._saved = index
        self._note_time()

    def ids(self, name: str) -> tuple[EventId, ...] | None:
        """The ids of the records in a segment; None if they aren't known."""
        kept_ids = kept(self._ids_path(name), _Ids)
        return kept_ids.ids if kept_ids and kept_ids.digest == self.files[name].digest else None

    def unless_known(self, name: str, mark: str, carrier: Carrier) -> bytes | None:
        """The content of a file that is not as it was left; None where it is."""
        file = self.files.get(name)
        if file and file.mark == mark:
            return None
        content = carrier.read(name)
        if file and file.digest == digest_of(content):
            self.mark(name, mark)
            return None
        self.forget(name)
        return content

    def remember(self, name: str, content: bytes, mark: str = "", draft: SegmentDraft | None = None) -> None:
        """Remember what lies under a name now."""
        lines, devices = (len(draft.lines), tuple(sorted(draft.devices))) if draft else (0, ())
        self._index.files[name] = PublishedFile(digest_of(content), mark, lines, devices)
        self._loaded_at = -1

    def remember_ids(self, name: str, ids: Sequence[EventId]) -> None:
        """Remember whose records are in a segment as it lies there; needless for one that grows."""
        keep(self._ids_path(name), _Ids(self.files[name].digest, tuple(ids)))

    def announce(self, announcement: Announcement) -> None:
        """Remember what this device last said of itself."""
        self._index.announced = announcement

    def mark(self, name: str, mark: str) -> None:
        """Remember that a file, just as it was left, has this mark."""
        self._index.files[name] = msgspec.structs.replace(self.files[name], mark=mark)

    def forget(self, name: str) -> None:
        """Know nothing more of what lies under a name."""
        self._index.files.pop(name, None)

    def _ids_path(self, name: str) -> Path:
        return self._folder / f"{Path(name).stem}.json"

    def _note_time(self) -> None:
        with suppress(OSError):
            self._loaded_at = self._index_path.stat().st_mtime_ns


def digest_of(content: bytes) -> str:
    """What tells contents apart."""
    return blake2b(content, digest_size=16).hexdigest()


def refuse_other_words(key: CoupleKey, carrier: Carrier, published: PublishedFiles, marks: Mapping[str, str]) -> None:
    """Raise `RuleError` if the couple goes by other words since, or if somebody else's beginning stays; the couple's
    file is read only where it is not as it was when it fitted."""
    name, epochs = key.couple_file, latest_epochs(marks)
    if min(epochs, default=key.couple) < key.couple:
        raise RuleError(TWO_BEGINNINGS)
    if epochs.get(key.couple, 0) > key.epoch:
        raise RuleError(OTHER_WORDS)
    content = published.unless_known(name, marks[name], carrier) if name in marks else None
    if content is None:
        return
    if key.fits(content):
        published.remember(name, content, marks[name])
        published.save(published.reaches, published.too_long)
    elif key.is_other(content):
        raise RuleError(OTHER_WORDS)
