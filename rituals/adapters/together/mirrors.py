"""The journals in which a machine keeps what it took in, and what it knows of them besides."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path


def taken_folder(data: Path) -> Path:
    """Where a file for each mirror says what of it was taken in."""
    return data / "together" / "taken"


def mirror_stems(data: Path) -> Collection[str]:
    """The names of the mirrors among the journals of the shared log, without their suffix; to be erased from as from
    this machine's own journal."""
    return [path.stem for path in sorted(taken_folder(data).glob("*.json"))]
