"""The journals in which a machine keeps what it took in, and what it knows of them besides."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from rituals.core.model import DeviceId


def taken_folder(data: Path) -> Path:
    """Where a file for each mirror says what of it was taken in."""
    return data / "together" / "taken"


def mirror_stems(data: Path) -> Collection[str]:
    """The names of the mirrors among the journals of the shared log, without their suffix. A machine erases from them
    as from its own, so they go among the `others` of its log."""
    return [path.stem for path in sorted(taken_folder(data).glob("*.json"))]


def mirror_of(peer: DeviceId, others: Collection[DeviceId]) -> str:
    """The mirror of a device, without suffix; beside its journal, if it wrote in this copy of the folder before."""
    return f"{peer}-mirror" if peer in others else peer
