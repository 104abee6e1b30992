"""Rituals as they were kept on a day that is past."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec.structs import replace

from rituals.core.model import Ritual
from rituals.core.phrases import date_words
from rituals.core.text import titled
from rituals.errors import RuleError


def rituals_as_of(rituals: Iterable[Ritual], day: date) -> list[Ritual]:
    """Those that had been taken up by a day, each as it was then."""
    return [_as_of(ritual, day) for ritual in rituals if ritual.spans[0].since <= day]


def ritual_as_of(ritual: Ritual, day: date) -> Ritual:
    """The ritual with the cadence of a day, put away or not as it was then, and else as it is now.

    `RuleError` before it was taken up.
    """
    taken_up = ritual.spans[0].since
    if day < taken_up:
        raise RuleError(
            f"{titled(ritual.name)} was taken up on {date_words(taken_up, day)}. Choose that day or a later one."
        )
    return _as_of(ritual, day)


def _as_of(ritual: Ritual, day: date) -> Ritual:
    *lived, current = (span for span in ritual.spans if span.since <= day)
    since = ritual.since if ritual.since is not None and ritual.since <= day else None
    if current.until is None or current.until <= day:
        return replace(ritual, spans=(*lived, current), archived_on=current.until, since=since)
    return replace(ritual, spans=(*lived, replace(current, until=None)), archived_on=None, since=since)
