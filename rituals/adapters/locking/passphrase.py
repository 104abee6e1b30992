"""A secret from a passphrase by argon2id (RFC 9106), at a cost that is written beside what it seals."""

from __future__ import annotations

import os
import unicodedata

import msgspec

from rituals.adapters.sealing import opened, sealed
from rituals.errors import StorageError, UsageError

SALT = 16
SHORTEST, LONGEST = 8, 1000
MOST_PASSES, MOST_MEMORY = 10, 1 << 30
"""What a file may ask for: more would keep whoever opens it for minutes, or take all their memory."""


class Cost(msgspec.Struct, frozen=True):
    """What one guess at a passphrase costs: so many passes over so many bytes of memory."""

    passes: int = 3
    memory: int = 256 << 20

    @property
    def is_bearable(self) -> bool:
        """Whether it is within what a file may ask for, and what argon2id takes."""
        return 1 <= self.passes <= MOST_PASSES and 8192 <= self.memory <= MOST_MEMORY

    def at_least(self, other: Cost) -> Cost:
        """The higher of both in each respect."""
        return Cost(max(self.passes, other.passes), max(self.memory, other.memory))


COST = Cost()
"""What is asked for today; a file that asks for more keeps that when its passphrase changes."""


def cost_today() -> Cost:
    """What a new passphrase is to cost."""
    return COST


class Derivation(msgspec.Struct, frozen=True):
    """How a secret is made of a passphrase: what a file says in the clear."""

    salt: bytes
    cost: Cost

    @classmethod
    def new(cls, cost: Cost | None = None) -> Derivation:
        """One with a salt of its own."""
        return cls(os.urandom(SALT), cost or cost_today())

    def refuse_unbearable(self) -> None:
        """Raise `StorageError` if a file asks for what nobody bears."""
        if not self.cost.is_bearable or len(self.salt) != SALT:
            raise StorageError(
                "What the lock asks of this machine is more than any version of rituals writes: over a gigabyte of "
                "memory, or over ten passes. Nothing was tried."
            )

    def secret(self, passphrase: str) -> bytes:
        """The 32 bytes, in about a second and with 256 MiB; `StorageError` if the file asks for what nobody bears.
        Blanks around a passphrase, as a paste brings them along, are no part of it."""
        from nacl.exceptions import CryptoError  # loads libsodium
        from nacl.pwhash import argon2id

        self.refuse_unbearable()
        typed = unicodedata.normalize("NFC", passphrase.strip())
        octets = typed.encode(errors="surrogatepass")  # as a terminal may send
        try:
            return argon2id.kdf(32, octets, self.salt, opslimit=self.cost.passes, memlimit=self.cost.memory)
        except (CryptoError, MemoryError):
            needed = self.cost.memory >> 20
            raise StorageError(
                f"Opening needs {needed} MB of free memory for a moment. Close something, and try again."
            ) from None


class Wrap(msgspec.Struct, frozen=True):
    """Something sealed with a passphrase."""

    by: Derivation
    box: bytes

    @classmethod
    def around(cls, content: bytes, passphrase: str, place: bytes, cost: Cost | None = None) -> Wrap:
        """A content, sealed for its place."""
        by = Derivation.new(cost)
        return cls(by, sealed(by.secret(passphrase), place, content))

    def content(self, passphrase: str, place: bytes) -> bytes | None:
        """What is in it; None for another passphrase."""
        return opened(self.by.secret(passphrase), place, self.box)


def checked_passphrase(typed: str) -> str:
    """A passphrase that is new; `UsageError` says why it is none."""
    if len(typed) > LONGEST:
        raise UsageError(f"A passphrase has at most {LONGEST:,} signs.")
    if len(typed.strip()) < SHORTEST:
        raise UsageError(f"A passphrase has at least {SHORTEST} signs.")
    return typed
