"""Walking a page: sizes, keys, clicks, and lines of what the screen says."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

from textual.dom import DOMNode
from textual.pilot import Pilot

import tui
from tests.kit.app import come_in_sight, text_of
from tui.app import RitualsApp
from tui.shared.screen import AppScreen

SIZES = [(120, 40), (80, 24), (60, 20)]
"""Columns and rows at which every page is looked at."""


TOP = 3
"""The rows that say which page it is, and who sits here."""


async def click_text(pilot: Pilot[None], text: str, *, occurrence: int = 0) -> None:
    """Click the middle of some words on the screen in front; those at its top come last."""
    app = pilot.app
    assert isinstance(app, RitualsApp)
    await come_in_sight(pilot)
    places = [(line.index(text), y) for y, line in enumerate(text_of(app).splitlines()) if text in line]
    x, y = sorted(places, key=lambda place: place[1] < TOP)[occurrence]
    await pilot.click(offset=(x + len(text) // 2, y))
    await pilot.pause()


def size_name(size: tuple[int, int]) -> str:
    """A size as goldens and test ids have it: 80x24."""
    return f"{size[0]}x{size[1]}"


async def press(pilot: Pilot[None], *keys: str) -> str:
    """Press some keys, looking at the page before each, and give what the screen says then."""
    for key in keys:
        await pilot.press(key)
        await come_in_sight(pilot)
    await pilot.pause()
    app = pilot.app
    assert isinstance(app, RitualsApp)
    return text_of(app)


def words(text: str) -> str:
    """The screen's words, whatever line they stand on."""
    return " ".join(text.split())


async def click_on(pilot: Pilot[None], app: RitualsApp, words: str) -> None:
    """Click on words wherever they stand on the screen."""
    rows = text_of(app).splitlines()
    row = next(place for place, line in enumerate(rows) if words in line)
    await pilot.click(offset=(rows[row].index(words) + 1, row))
    await pilot.pause()


async def go_to(pilot: Pilot[None], app: RitualsApp, label: str) -> None:
    """Walk down to a setting as a person would, by what the screen shows."""
    await pilot.press("g")
    for _ in range(30):
        await pilot.pause()
        if any("›" in line and label in line for line in text_of(app).splitlines()):
            return
        await pilot.press("down")
    raise AssertionError(f"there is no {label}")


def body(text: str) -> str:
    """A screen's text below the lines that say which page it is and who sits here."""
    return "\n".join(text.splitlines()[TOP:])


def line_with(text: str, name: str) -> str:
    """The first line with it, those at the top last."""
    lines = text.splitlines()
    return next(line for line in (*lines[TOP:], *lines[:TOP]) if name in line)


def every_widget() -> list[type[DOMNode]]:
    """Every screen and widget of the app that is a class of ours."""
    for module in walk_packages(tui.__path__, "tui."):
        if module.name != "tui.__main__":
            import_module(module.name)
    kinds, ours = [DOMNode], set[type[DOMNode]]()
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        if kind.__module__.startswith("tui."):
            ours.add(kind)
    return sorted(ours, key=lambda kind: (kind.__module__, kind.__name__))


def every_page() -> list[type[AppScreen]]:
    """Every page of the app that can be opened, those that others are made of left out."""
    return [kind for kind in every_widget() if issubclass(kind, AppScreen) and not kind.__subclasses__()]
