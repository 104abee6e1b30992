"""The port through which the couple's files travel; each kind of carrier is one module, and a row in `carriers`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from rituals.errors import StorageError

KEPT_HERE = "what you do is kept here."
"""How every sentence ends that says what to do about the couple's folder."""


class AwayError(StorageError):
    """What the couple's files travel through is not there now, as a stick that was pulled out."""


class Carrier(Protocol):
    """Carries the couple's files between machines; `AwayError` where there is nothing to carry them, `StorageError`
    where it can't."""

    def names(self) -> Mapping[str, str]:
        """Every file, as “log/9b1f0c6d2e4a8b70/00000003.rlog”, with a mark that changes when it changes; cheap."""

    def read(self, name: str) -> bytes:
        """What is in a file."""

    def write(self, name: str, content: bytes) -> None:
        """Write a whole file in one step: below this device's names, or a couple file that is not there yet."""

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""

    def carry(self) -> None:
        """Carry now, if it can be asked to; this may take long."""
