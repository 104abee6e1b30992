"""Every screen, on the demo, without colour: the same signs and words, and nothing but greys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import pytest
from textual.pilot import Pilot

from rituals.bootstrap import demo_session
from rituals.session import Session
from tests.kit.app import make_app, text_of
from tests.kit.fakes import FakeClock
from tui.app import RitualsApp

SIZES = ((80, 24), (60, 20))

ROOMS = {
    "today": (),
    "catalogue": ("c",),
    "rituals": ("2",),
    "ritual": ("2", "enter"),
    "form": ("2", "e"),
    "pause": ("2", "s"),
    "why": ("c", "i"),
    "check-in": ("6",),
    "own check-ins": ("6", "enter"),
    "way back": ("f3",),
    "settings": ("comma",),
    "help": ("question_mark",),
    "jar": ("4",),
    "jar-note": ("a",),
    "jar-opening": ("4", "o"),
    "talk": ("5",),
    "talk-gate": ("5", "enter"),
    "flow": ("5", "down", "down", "enter"),
    "support": ("f2",),
}


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    with demo_session(FakeClock("2026-11-20 19:00")) as made:
        yield made


Look: TypeAlias = tuple[str, set[tuple[int, int, int]]]


async def looks(session: Session, keys: tuple[str, ...]) -> list[Look]:
    """A screen's text at each size, and every colour on it."""
    app = make_app(session)
    async with app.run_test(size=SIZES[0]) as pilot:
        await pilot.press(*keys)
        await pilot.pause(0.2)
        return [await look(pilot, app, size) for size in SIZES]


async def look(pilot: Pilot[None], app: RitualsApp, size: tuple[int, int]) -> Look:
    await pilot.resize_terminal(*size)
    await pilot.pause()
    styles = [s.style for strip in app.screen._compositor.render_strips() for s in strip if s.style]
    colors = {tuple(c.triplet) for style in styles for c in (style.color, style.bgcolor) if c and c.triplet}
    return text_of(app), {(red, green, blue) for red, green, blue in colors}


@pytest.mark.parametrize("room", ROOMS)
async def test_a_screen_says_the_same_without_colour(
    session: Session, room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for person in session.service.couple:
        session.service.private(person.id).offers_lock()  # which is said once
    in_colour = await looks(session, ROOMS[room])
    monkeypatch.setenv("NO_COLOR", "1")
    without = await looks(session, ROOMS[room])

    assert [text for text, _ in without] == [text for text, _ in in_colour]
    assert all(any(len(set(colour)) > 1 for colour in colours) for _, colours in in_colour)
    assert all(max(grey) - min(grey) <= 1 for _, greys in without for grey in greys)
