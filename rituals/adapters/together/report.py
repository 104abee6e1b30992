"""What the last look into the couple's folder came to, for whoever tells a person and looks nowhere itself."""

from __future__ import annotations

from pathlib import Path

import msgspec

from rituals.adapters.together.kept import keep, kept


class Report(msgspec.Struct, frozen=True):
    """What kept the last look from being whole, or how far one is; nothing of it where it was and none goes on."""

    away_since: str = ""
    """The day, as an ISO date, since which the couple's folder is not there."""
    refusal: str = ""
    """A sentence, where the last look could not be carried out for another reason."""
    too_long: int = 0
    """How many records are too long to travel."""
    arriving: tuple[int, int] | None = None
    """While others' files are taken in for the first time: how many were, and of how many."""


def last_report(data: Path) -> Report:
    """The report on the last look; an empty one where there was none."""
    return kept(_path(data), Report) or Report()


def save_report(data: Path, report: Report) -> None:
    """Keep the report on the last look, where it is another."""
    if report != last_report(data):
        keep(_path(data), report)


def _path(data: Path) -> Path:
    return data / "together" / "report.json"
