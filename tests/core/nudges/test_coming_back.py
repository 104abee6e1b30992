"""When somebody comes back to a talk that was paused."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from rituals.core.nudges.coming_back import coming_back_words, return_at

BERLIN = ZoneInfo("Europe/Berlin")
FOUR = time(4)


def berlin(local: str) -> datetime:
    return datetime.fromisoformat(local).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("now", "minutes", "comes_back"),
    [
        ("2026-11-22 20:20", 20, "2026-11-22 20:40"),
        ("2026-11-22 23:50", 60, "2026-11-23 00:50"),
        ("2026-11-22 20:20", 1440, "2026-11-23 20:20"),
        ("2026-10-24 20:20", 1440, "2026-10-25 20:20"),
        ("2026-03-28 20:20", 1440, "2026-03-29 20:20"),
    ],
)
def test_somebody_comes_back_after_so_many_minutes_or_at_the_same_time_tomorrow(
    now: str, minutes: int, comes_back: str
) -> None:
    assert return_at(berlin(now), minutes, BERLIN) == berlin(comes_back)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-11-22 20:20", "You said you would come back · 20:40"),
        ("2026-11-22 23:59", "You said you would come back · 20:40"),
        ("2026-11-23 03:59", "You said you would come back · 20:40"),
        ("2026-11-23 04:00", ""),
        ("2026-11-21 20:40", "You said you would come back · tomorrow at 20:40"),
        ("2026-11-20 20:40", ""),
    ],
)
def test_it_is_said_on_that_day_and_the_one_before(now: str, words: str) -> None:
    assert coming_back_words(berlin("2026-11-22 20:40"), berlin(now), BERLIN, FOUR) == words


def test_where_nobody_comes_back_nothing_is_said() -> None:
    assert coming_back_words(None, berlin("2026-11-22 20:20"), BERLIN, FOUR) == ""
