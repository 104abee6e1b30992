"""What became of the calendar file that is kept up to date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from msgspec import Struct

from rituals.core.phrases import clock_words, on_day_words
from rituals.core.text import printable


class FeedReport(Struct, frozen=True):
    """The file, when it was written last, and what keeps it from being written now; empty for nothing."""

    file: str
    written_at: datetime | None = None
    problem: str = ""


class PlannedCalendar(NamedTuple):
    """What is to be in a calendar: all that decides over its text, as values for a digest, and what makes the text."""

    basis: tuple[object, ...]
    text: Callable[[], str]


def feed_words(report: FeedReport, now: datetime) -> str:
    """Where it goes and when it last changed, or what is in the way; `now` is aware, in the zone of this machine."""
    if report.problem:
        return f"The calendar file is not up to date: {report.problem}"
    if report.written_at is None:
        return f"Your calendar goes to {printable(report.file)}, and was not written yet."
    at = report.written_at.astimezone(now.tzinfo)
    when = f"{on_day_words(at.date(), now.date())} at {clock_words(at.time())}"
    return f"Your calendar is kept up to date in {printable(report.file)}. It last changed {when}."
