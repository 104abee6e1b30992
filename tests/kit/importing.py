"""Files to import, as the tests make them, and what is read of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from rituals.adapters.formats.rituals_json import read_export
from rituals.adapters.pairing.joined import reading_as_joined
from rituals.config import Places
from rituals.core.exchange.foreign import ImportSource
from rituals.core.exchange.imported import Export

TODAY = date(2026, 11, 28)
"""The day after the last one of the samples."""


def source(content: bytes, beside: Mapping[str, bytes] | None = None, zone: str = "Europe/Berlin") -> ImportSource:
    """A file that is brought in on the day after the samples were made."""
    return ImportSource(content, TODAY, ZoneInfo(zone), beside or {})


def own_export(content: bytes, where: Places) -> Export:
    """An export of this program, as a machine reads it that may have joined a couple."""
    return reading_as_joined(where.data, read_export)(content)


SAMPLES = Path(__file__).parent.parent / "samples"
"""A file of each format, made up after its program's own source, for one couple and half a year."""
