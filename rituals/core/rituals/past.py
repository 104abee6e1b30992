"""A ritual as it was kept on a day that is past."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from rituals.core.model import Ritual


def ritual_as_of(ritual: Ritual, day: date) -> Ritual | None:
    """The ritual with the cadence of a day, put away or not as it was then, and else as it is now; None before it was
    taken up."""
    spans = tuple(span for span in ritual.spans if span.since <= day)
    if not spans:
        return None
    ended = spans[-1].until
    return replace(ritual, spans=spans, archived_on=ended if ended is not None and ended <= day else None)
