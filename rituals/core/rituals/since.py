"""From which day a ritual counts, where history from before it was added, or brought back, is to count as well."""

from __future__ import annotations

from datetime import date

from msgspec import UNSET, UnsetType

from rituals.core.model import Cadence, Ritual
from rituals.core.phrases import date_words, short_date_words
from rituals.core.text import titled
from rituals.errors import RuleError, UsageError


def taken_up_on(ritual: Ritual) -> date:
    """The day on which a ritual was added, or last brought back, and from which it counts unless another is chosen."""
    chosen = [span.until for span in ritual.spans if span.since == ritual.since and span.until is not None]
    return chosen[0] if chosen else ritual.begun_on[-1]


def since_at_first(since: date | None, *, on: date) -> date | None:
    """The day to count from of a ritual that is added on a day, None if that is the day itself; `UsageError` if it is
    still to come."""
    if since is not None and since > on:
        raise _still_ahead(since, on)
    return None if since == on else since


def check_begun(cadence: Cadence, *, on: date) -> None:
    """`UsageError` if the first day that somebody chose for a cadence comes after a day: nothing before it counts."""
    from rituals.core.cadence.words import start_ahead  # only for those who say since when it counts

    begins = start_ahead(cadence, on)
    if begins is not None:
        first = date_words(begins, on)
        raise UsageError(f"Its first day is {first}, and nothing counts before that. Choose one of the two days.")


def since_from_now(ritual: Ritual, since: date | UnsetType, *, today: date) -> date | UnsetType:
    """The day to count a ritual from, unset if it does already; `UsageError` if it is still to come, or the cadence's
    own first day is, `RuleError` if the ritual counted before, or was put away and brought back since."""
    taken_up = taken_up_on(ritual)
    if since is UNSET or since == (ritual.since or taken_up):
        return UNSET
    if since > today:
        raise _still_ahead(since, today)
    if since > taken_up:
        begun = date_words(ritual.since or taken_up, today)
        raise RuleError(f"{titled(ritual.name)} has counted since {begun} already. Give an earlier day to count more.")
    check_begun(next(span.cadence for span in ritual.spans if span.since == taken_up), on=today)
    earlier_spans = (span for span in ritual.spans if span.since != ritual.since)
    put_away = [span.until for span in earlier_spans if span.until is not None and span.until <= taken_up]
    if since < max(put_away, default=since):
        ended = date_words(max(put_away), today)
        raise RuleError(
            f"{titled(ritual.name)} was put away on {ended}, and what was lived before stays. Give a day from then on."
        )
    return since


def since_words(ritual: Ritual, today: date) -> str:
    """From which day it counts, where that is not the one on which it was added or brought back."""
    if ritual.since is None:
        return ""
    again = "" if ritual.since == ritual.spans[0].since else "again "
    return f"counted {again}since {short_date_words(ritual.since, today)}"


def _still_ahead(since: date, today: date) -> UsageError:
    return UsageError(
        f"{date_words(since, today)} is still ahead, and nothing counts before it has been. "
        "Give today or an earlier day."
    )
