"""One person alone is never spoken to as if there were two: a walk through the app."""

from __future__ import annotations

import re

import pytest

from rituals.content.loader import catalogue
from rituals.core import events as e
from rituals.core.model import EACH, Rule
from rituals.session import Session
from tests.kit.app import make_app, make_session, text_of
from tests.kit.pages import press
from tui.app import RitualsApp

TO_TWO = re.compile(r"\b(both|together|the two of you|you two|each of you|one of you|each other)\b", re.IGNORECASE)

TITLES = {section.title for section in catalogue().section}
FOR_LATER = ("your thanks to each other will gather",)
"""What is named although it takes two, as there may be two some day."""


def alone(*, empty: bool = False) -> Session:
    """Ana, with a ritual of her own that is for everyone and one that each does, the latter with a week behind it."""
    session = make_session(login="Ana")
    service = session.service
    if not empty:
        service.add(e.RitualAdded("tea", service.today(), "Tea", Rule("FREQ=DAILY")))
        service.add(e.RitualAdded("letter", service.today(), "A letter", Rule("FREQ=DAILY"), EACH))
        service.tick("letter")
    return session


def is_for_later(line: str) -> bool:
    return any(words in line for words in FOR_LATER)


async def spoken_to_two(app: RitualsApp, *keys: str) -> list[str]:
    """What the screen says to two, after some keys."""
    async with app.run_test(size=(120, 60)) as pilot:
        await press(pilot, *keys)
        lines = (line.strip() for line in text_of(app).splitlines())
        return [line for line in lines if TO_TWO.search(line) and line not in TITLES and not is_for_later(line)]


@pytest.mark.parametrize("empty", [True, False])
@pytest.mark.parametrize(
    "keys",
    [
        ("1",),
        ("2",),
        ("2", "v"),
        ("2", "v", "v"),
        ("2", "v", "v", "v"),
        ("2", "w"),
        ("2", "plus"),
        ("2", "e"),
        ("2", "question_mark"),
        ("2", "space"),
        ("2", "t"),
        ("3",),
        ("3", "v"),
        ("3", "tab"),
        ("4",),
        ("4", "o"),
        ("5",),
        ("6",),
        ("comma",),
        ("comma", "G"),
        ("ctrl+p", *"nudges", "space", *"to", "space", *"come", "enter"),
        ("1", "o"),
    ],
)
async def test_nothing_is_said_to_two(keys: tuple[str, ...], *, empty: bool) -> None:
    assert await spoken_to_two(make_app(alone(empty=empty)), *keys) == []


async def test_a_key_that_takes_two_shows_once_there_are_two() -> None:
    app = make_app(alone())
    async with app.run_test(size=(120, 60)) as pilot:
        before = await press(pilot, "1")
        app.session.service.join("Sam")
        after = await press(pilot, "2", "1")

        assert "both of us" not in before
        assert "both of us" in after
