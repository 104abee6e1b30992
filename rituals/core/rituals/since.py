"""From which day a ritual counts, where history from before it was added, or brought back, is to count as well."""

from __future__ import annotations

from datetime import date

from msgspec import UNSET, UnsetType

from rituals.core.model import Ritual
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


def since_from_now(ritual: Ritual, since: date | UnsetType, *, today: date) -> date | UnsetType:
    """The day to count a ritual from, unset if it does already; `UsageError` if it is still to come, `RuleError` if
    it counts since an earlier day."""
    if since is UNSET or since == (ritual.since or taken_up_on(ritual)):
        return UNSET
    if since > today:
        raise _still_ahead(since, today)
    is_chosen_anew = ritual.since is not None and ritual.since <= since <= taken_up_on(ritual)
    following = [span.since for span in ritual.spans if span.until is None or since < span.until]
    if is_chosen_anew or since < min(following, default=date.min):
        return since
    begun = max(day for day in ritual.begun_on if day <= since)
    raise RuleError(
        f"{titled(ritual.name)} counts since {date_words(begun, today)} already. Give an earlier day to count more."
    )


def since_words(ritual: Ritual, today: date) -> str:
    """From which day it counts, where that is not the one on which it was added or brought back."""
    return f"counted since {short_date_words(ritual.since, today)}" if ritual.since is not None else ""


def _still_ahead(since: date, today: date) -> UsageError:
    return UsageError(
        f"{date_words(since, today)} is still ahead, and nothing counts before it has been. "
        "Give today or an earlier day."
    )
