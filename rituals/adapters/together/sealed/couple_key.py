"""The couple's key: 128 random bits that people know as twelve words, and the file by which words are checked."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

import msgspec

from rituals.adapters.journal.disk import Disk, loading, make_folder, saving
from rituals.adapters.journal.file import JournalFile
from rituals.adapters.together.names import COUPLE_FILE, couple_name
from rituals.adapters.together.sealed.sealing import open_line, seal_line
from rituals.adapters.twelve_words import BYTES, entropy_of, twelve_words
from rituals.errors import StorageError
from rituals.files import content_of

COUPLE_HEADER = b"rituals-couple 1\n"
_CONSTANT = [msgspec.Raw(b'"rituals"')]
_PLACE = "couple|couple|0"


class CoupleKey(msgspec.Struct, frozen=True):
    """What the couple's folder is sealed with, in one epoch."""

    couple: str
    epoch: int
    entropy: bytes

    @classmethod
    def new(cls, epoch: int = 1, couple: str = "") -> CoupleKey:
        """A key of random bits, for a new couple or for one whose words change."""
        return cls(couple or os.urandom(8).hex(), epoch, os.urandom(BYTES))

    @classmethod
    def from_words(cls, words: str, couple: str, epoch: int) -> CoupleKey:
        """The key of these twelve words; `UsageError` says what is wrong with them."""
        return cls(couple, epoch, entropy_of(words))

    @property
    def words(self) -> str:
        """The twelve words."""
        return twelve_words(self.entropy)

    @property
    def secret(self) -> bytes:
        """The 32 bytes that lines are sealed with."""
        return hashlib.blake2b(self.entropy, digest_size=32, key=b"rituals couple", salt=self.couple.encode()).digest()

    @property
    def digest(self) -> str:
        """What tells the words of one epoch from others."""
        return hashlib.blake2b(self.secret, digest_size=8, key=b"rituals words").hexdigest()

    @property
    def context(self) -> str:
        """What every line that this key seals is bound to."""
        return f"rituals1|{self.couple}|{self.epoch}"

    @property
    def couple_file(self) -> str:
        """The name of the file that checks the words."""
        return couple_name(self.couple, self.epoch)

    def couple_file_content(self) -> bytes:
        """The content of that file."""
        return COUPLE_HEADER + seal_line(self.secret, f"{self.context}|{_PLACE}", _CONSTANT) + b"\n"

    def fits(self, content: bytes) -> bool:
        """Whether this is the key that a couple file was written with."""
        header, _, line = content.partition(b"\n")
        is_known = header + b"\n" == COUPLE_HEADER
        return is_known and open_line(self.secret, f"{self.context}|{_PLACE}", line.rstrip()) == _CONSTANT

    def is_other(self, content: bytes) -> bool:
        """Whether a couple file of this name was written whole, with another key."""
        is_whole = content.startswith(COUPLE_HEADER) and len(content) == len(self.couple_file_content())
        return is_whole and not self.fits(content)

    def keep(self, folder: Path, disk: Disk | None = None) -> None:
        """Keep the key on this machine, for its owner only."""
        with saving(folder / "key"):
            make_folder(folder)
            JournalFile(folder / "key", disk or Disk()).replace([msgspec.json.encode(self)])


def kept_key(folder: Path) -> CoupleKey | None:
    """The key that is kept on this machine; None if there is none, `StorageError` if it can't be read."""
    path = folder / "key"
    with loading(path):
        try:
            content = content_of(path)
        except (FileNotFoundError, NotADirectoryError):
            return None
    with suppress(ValueError, RecursionError):
        key = msgspec.json.decode(content, type=CoupleKey)
        if COUPLE_FILE.fullmatch(key.couple_file) and len(key.entropy) == BYTES:
            return key
    raise StorageError(f"{path} is damaged. Your twelve words make it anew.")
