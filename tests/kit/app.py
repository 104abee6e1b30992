"""An app on a made-up session, and its screen as text."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

from textual.events import Key
from textual.pilot import Pilot

from rituals.config import Look, Settings, places
from rituals.content.loader import catalogue
from rituals.core.model import RitualId
from rituals.service.couple import CoupleService
from rituals.session import Session
from tests.kit.fakes import FakeClock, MemoryLog, make_rituals
from tui.app import RitualsApp
from tui.shared.at_work import threads_at_work
from tui.shared.dispatch.keys_in_turn import KeysInTurn
from tui.shared.guided.in_sight import HeedsOnSight
from tui.shared.screen import AppScreen

GOLDENS = Path(__file__).parents[1] / "tui" / "goldens"
SUNDAY_EVENING = "2026-11-22 19:00"


def make_session(
    clock: FakeClock | None = None, *, shared: MemoryLog | None = None, look: Look | None = None, login: str = "ana"
) -> Session:
    """A session in memory on a Sunday evening."""
    shared, local = shared or MemoryLog(), MemoryLog()
    clock = clock or FakeClock(SUNDAY_EVENING)
    service = make_rituals(clock, shared, local, login)
    where = places(os.devnull)  # nothing is kept there
    return Session(service, Settings(look=look or Look()), where, shared, local, clock)


def make_app(session: Session | None = None, *, welcome: bool = False) -> RitualsApp:
    """The app, with no nudges of its own, and on an empty session only welcoming where that is asked for."""
    return RitualsApp(session or make_session(), welcome=welcome)


def keep(service: CoupleService, *entries: RitualId) -> None:
    """Take up some of the catalogue's rituals today."""
    for entry in entries:
        found = catalogue().entry(entry)
        assert found is not None
        service.add(found.adopted(service.today()))


def screen_of(app: RitualsApp) -> AppScreen:
    """The screen in front, which is one of ours."""
    screen = app.screen
    assert isinstance(screen, AppScreen)
    return screen


def text_of(app: RitualsApp) -> str:
    """What the screen in front shows, without trailing blanks."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips).rstrip() + "\n"


async def until(pilot: Pilot[None], holds: Callable[[], bool], seconds: float = 20) -> None:
    """Let the app go on until something holds; a slow machine may take its time."""
    ends = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < ends, "it never came about"
        await pilot.pause(0.05)


async def come_in_sight(pilot: Pilot[None]) -> None:
    """Let a page be drawn that heeds no key before, as those of talks and check-ins."""
    await pilot.pause()
    await until(pilot, lambda: all(screen.is_in_sight for screen in _in_front(pilot)))


async def settled(pilot: Pilot[None]) -> str:
    """Let what is under way end; what the screen says then."""
    app = pilot.app
    assert isinstance(app, RitualsApp)
    await come_in_sight(pilot)
    await until(pilot, lambda: not threads_at_work())
    await come_in_sight(pilot)
    return text_of(app)


async def press_settled(pilot: Pilot[None], *keys: str) -> str:
    """Press keys, each once nothing is at work; what the page says then."""
    for key in keys:
        await pilot.press(key)
        text = await settled(pilot)
    return text


def _in_front(pilot: Pilot[None]) -> list[HeedsOnSight]:
    return [screen for screen in pilot.app.screen_stack[-1:] if isinstance(screen, HeedsOnSight)]


async def press_at_once(pilot: Pilot[None], *keys: str) -> None:
    """Press some keys so fast that they come in one read, before any page is drawn anew."""
    for key in keys:
        pilot.app.post_message(Key(key, key if len(key) == 1 else {"space": " "}.get(key)))
    app = pilot.app
    assert isinstance(app, KeysInTurn)
    await pilot.pause()
    await until(pilot, lambda: not app.has_keys_waiting)
    await come_in_sight(pilot)


def assert_golden(name: str, text: str) -> None:
    """Compare with a kept picture; RITUALS_ACCEPT=1 keeps the new one for you to read in the diff."""
    path = GOLDENS / f"{name}.txt"
    if os.environ.get("RITUALS_ACCEPT") == "1":
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


async def assert_goldens(pilot: Pilot[None], name: str, sizes: Iterable[tuple[int, int]]) -> None:
    """Compare a screen with its kept picture at each size, as it looks once its terminal was given that size."""
    app = pilot.app
    assert isinstance(app, RitualsApp)
    for width, height in sizes:
        await pilot.resize_terminal(width, height)
        await pilot.pause()
        assert_golden(f"{name}-{width}x{height}", text_of(app))


BEGUN = "2026-08-31 19:00"


def lived_in_session(look: Look | None = None) -> Session:
    """Twelve weeks of three rituals: a walk each evening, a pause in October, a quiet week, and a few notes."""
    clock = FakeClock(BEGUN)
    session = make_session(clock, look=look)
    service = session.service
    service.join("Sam")
    keep(service, "long-hug", "walk-and-talk", "appreciation-jar")
    for number in range(84):
        day = date(2026, 8, 31) + timedelta(days=number)
        clock.set(f"{day} 21:00")
        if number == 42:
            service.pause(since=day, until=day + timedelta(days=4))
        is_away = 42 <= number < 47 or 56 <= number < 63
        if not is_away and number % 9:
            service.tick("long-hug", note="in the rain" if number % 20 == 1 else "", tiny=number % 14 == 3)
        if not is_away and number % 5:
            service.tick("appreciation-jar", by=[person.id for person in service.couple])
        if not is_away and day.weekday() in (2, 6):
            service.tick("walk-and-talk")
    clock.set(SUNDAY_EVENING)
    return session
