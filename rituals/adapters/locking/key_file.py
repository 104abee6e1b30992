"""The file `key` in the folder of a locked log: what opens it, sealed with its person's passphrase, and once more with
their twelve words.

    data/private/<person>/key        JSON, all bytes in base64
      format      1
      log         16 random hex digits that everything sealed in this log is bound to
      public      the public key that what is put in while it is locked is sealed to
      passphrase  "by" says how a secret is made of the passphrase: a salt, and argon2id's passes and bytes of memory;
                  "box" is the log's secret, sealed with that
      words       the log's secret, sealed with BLAKE2b-256(entropy of the words, key "rituals private", salt = log)

The two boxes are bound to "rituals-key1|<log>|passphrase" and "rituals-key1|<log>|words".
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from functools import cached_property
from pathlib import Path

import msgspec

from rituals.adapters.journal.disk import Disk, loading
from rituals.adapters.journal.file import JournalFile
from rituals.adapters.journal.lines import KEY
from rituals.adapters.locking.passphrase import Cost, Wrap, cost_today
from rituals.adapters.sealing import opened, sealed
from rituals.adapters.twelve_words import BYTES, entropy_of, twelve_words
from rituals.errors import NewerFormatError, Remedy, StorageError, UsageError
from rituals.files import content_of

FORMAT = 1
LARGEST = 1 << 16
_LOG = 8
_SECRET = 32


class LogKey(msgspec.Struct, frozen=True, dict=True):
    """What opens one locked log."""

    log: str
    secret: bytes

    @cached_property
    def pair(self) -> tuple[bytes, bytes]:
        """The public and the private key of what is put in while the log is locked."""
        from nacl.bindings import crypto_box_seed_keypair  # loads libsodium

        seed = hashlib.blake2b(self.secret, digest_size=32, key=b"rituals private put in").digest()
        return crypto_box_seed_keypair(seed)

    @property
    def public(self) -> bytes:
        """The public key."""
        return self.pair[0]


class _Format(msgspec.Struct):
    format: int


class KeyFile(msgspec.Struct, frozen=True):
    """The content of such a file."""

    format: int
    log: str
    public: bytes
    passphrase: Wrap
    words: bytes

    @classmethod
    def new(cls, passphrase: str, cost: Cost | None = None) -> tuple[KeyFile, str]:
        """One for a log that is to be locked, and the twelve words that open it as well."""
        key, entropy = LogKey(os.urandom(_LOG).hex(), os.urandom(_SECRET)), os.urandom(BYTES)
        by_words = sealed(_secret_of(entropy, key.log), _place(key.log, "words"), key.secret)
        by_passphrase = _wrapped(key, passphrase, cost or cost_today())
        return cls(FORMAT, key.log, key.public, by_passphrase, by_words), twelve_words(entropy)

    def key(self, typed: str) -> LogKey | None:
        """What opens the log, by its passphrase, which takes a second, or by its twelve words; None for others."""
        with suppress(UsageError):
            secret = opened(_secret_of(entropy_of(typed), self.log), _place(self.log, "words"), self.words)
            if secret is not None:
                return LogKey(self.log, secret)
        secret = self.passphrase.content(typed, _place(self.log, "passphrase"))
        return None if secret is None else LogKey(self.log, secret)

    def with_passphrase(self, key: LogKey, passphrase: str) -> KeyFile:
        """The same with another passphrase, at today's cost or a higher one that the file had."""
        before = self.passphrase.by.cost
        wrap = _wrapped(key, passphrase, before.at_least(cost_today()) if before.is_bearable else cost_today())
        return msgspec.structs.replace(self, passphrase=wrap, public=key.public)

    def keep(self, folder: Path, disk: Disk) -> None:
        """Write it, for its owner only, in one step."""
        JournalFile(folder / KEY, disk).replace([self.content()])

    def content(self) -> bytes:
        """What is written."""
        return msgspec.json.encode(self)


def key_file(folder: Path) -> KeyFile | None:
    """The key file in a log's folder; None if it is not locked, `StorageError` if it can't be read."""
    path = folder / KEY
    with loading(path):
        try:
            content = content_of(path, LARGEST)
        except (FileNotFoundError, NotADirectoryError):
            return None
    return read_key_file(content, str(path))


def is_whole_key(folder: Path) -> bool:
    """Whether there is a key file in a log's folder that can be read; `NewerFormatError` for one that only a later
    version can."""
    try:
        return key_file(folder) is not None
    except NewerFormatError:
        raise
    except StorageError:
        return False


def read_key_file(content: bytes, name: str) -> KeyFile:
    """The key file with this content, which goes by `name`."""
    try:
        if msgspec.json.decode(content, type=_Format).format > FORMAT:
            raise NewerFormatError(f"{name} was written by a later version of rituals. Update rituals here to go on.")
        file = msgspec.json.decode(content, type=KeyFile)
        if bytes.fromhex(file.log).hex() == file.log and len(file.log) == 2 * _LOG and len(file.public) == _SECRET:
            return file
    except (ValueError, RecursionError):
        pass
    raise StorageError(f"{name} is damaged, and opens nothing. A backup holds it as it was.", Remedy.BRING_BACK)


def refuse_newer_key(content: bytes, name: str) -> None:
    """Raise `NewerFormatError` if only a later version can read the key file with this content, by its `name`."""
    try:
        read_key_file(content, name)
    except NewerFormatError:
        raise
    except StorageError:
        return  # that it is damaged is told where it is needed


def _wrapped(key: LogKey, passphrase: str, cost: Cost) -> Wrap:
    return Wrap.around(key.secret, passphrase, _place(key.log, "passphrase"), cost)


def _secret_of(entropy: bytes, log: str) -> bytes:
    return hashlib.blake2b(entropy, digest_size=_SECRET, key=b"rituals private", salt=log.encode()).digest()


def _place(log: str, by: str) -> bytes:
    return f"rituals-key1|{log}|{by}".encode()
