"""Closed histories in a file beside the snapshot: disposable, and without a word that anyone wrote."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from rituals.adapters.journal.snapshot import checked_content, store, with_checksum
from rituals.core.model import RitualId
from rituals.errors import StorageError

if TYPE_CHECKING:
    from rituals.core.rhythm.closed import ClosedHistory

FORMAT = 3
"""Increased whenever a history would be closed otherwise for the same records, or the same bytes mean something
else."""


class ClosedFile:
    """The `ClosedHistories` in a file; a history in it that is not of the records any more is passed over by who reads
    it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> Mapping[RitualId, ClosedHistory]:
        """Those that were kept last; none if the file is missing, damaged or another version's."""
        from rituals.core.rhythm.closed import ClosedHistory  # most commands have no use for it

        payload = checked_content(self._path)
        if payload is not None:
            with suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                form, histories = msgspec.msgpack.decode(payload, type=tuple[int, dict[RitualId, ClosedHistory]])
                return histories if form == FORMAT else {}
        return {}

    def store(self, histories: Mapping[RitualId, ClosedHistory]) -> None:
        """Keep these instead; where the disk refuses, the next start only takes longer."""
        with suppress(OSError, StorageError):
            store(self._path, with_checksum(msgspec.msgpack.encode((FORMAT, histories))))

    def drop(self) -> None:
        """Remove the file, as whatever was made of records goes when some are erased; `OSError` if that is refused."""
        self._path.unlink(missing_ok=True)
