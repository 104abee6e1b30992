"""The pictures in the README: the demo's Today, Rhythm, jar and a talk as they are drawn now."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from xml.etree import ElementTree

import pytest

from rituals.bootstrap import demo_session
from tests.kit.app import GOLDENS
from tests.kit.fakes import FakeClock
from tests.kit.handbook import README, page_text
from tests.kit.pages import press
from tui.app import RitualsApp

WAYS = {
    "today": (),
    "jar": ("4",),
    "rhythm": ("3",),
    "talk": ("5", "j", "j", "j", "enter", "down", "enter", "enter", "space"),
}
"""The keys that lead to what each picture shows, in the order of the README, each from where the one before ended."""

PICTURES = {name: GOLDENS / f"{name}.svg" for name in WAYS}
FRIDAY_EVENING = "2026-11-20 19:00"
SVG = "{http://www.w3.org/2000/svg}"
_FROM_ELSEWHERE = re.compile(r"\s*(@font-face\s*{[^}]*}|<!--.*?-->)")  # fonts on a server, and who drew it


async def draw(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The demo at 112×30 in the dark theme, with the reader's own fonts."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    drawn = {}
    with demo_session(FakeClock(FRIDAY_EVENING)) as session:
        app = RitualsApp(session)
        async with app.run_test(size=(112, 30)) as pilot:
            app.theme = "rituals-dark"
            for name, keys in WAYS.items():
                await press(pilot, *keys)
                await pilot.app.workers.wait_for_complete()
                await pilot.pause()
                drawn[name] = _FROM_ELSEWHERE.sub("", app.export_screenshot(title="rituals"))
    return drawn


def lines_of(svg: str) -> list[str]:
    """The words of a picture from the top down, whatever its colours and ids."""
    pieces: dict[float, list[tuple[float, str]]] = defaultdict(list)
    for text in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        place = float(text.get("y", 0)), float(text.get("x", 0))
        pieces[place[0]].append((place[1], text.text or ""))
    lines = ("  ".join(words for _, words in sorted(pieces[y])) for y in sorted(pieces))
    return [line.replace("\N{NO-BREAK SPACE}", " ").rstrip() for line in lines]


async def test_the_pictures_show_the_app_as_it_is_drawn_now(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = await draw(monkeypatch)
    if os.environ.get("RITUALS_ACCEPT") == "1":
        for name, picture in PICTURES.items():
            picture.write_text(drawn[name], encoding="utf-8")

    for name, picture in PICTURES.items():
        assert lines_of(drawn[name]) == lines_of(picture.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "words"),
    [("today", "since 18:00"), ("jar", "next opening on"), ("rhythm", "weeks in rhythm"), ("talk", "Ana speaks")],
)
def test_a_picture_has_words_to_compare_and_shows_where_it_is(name: str, words: str) -> None:
    lines = lines_of(PICTURES[name].read_text(encoding="utf-8"))

    assert any(words in line for line in lines)
    assert any(name in line.lower() and "● Ana" in line for line in lines)


@pytest.mark.parametrize("name", WAYS)
def test_a_picture_fetches_nothing(name: str) -> None:
    picture = PICTURES[name].read_text(encoding="utf-8")

    assert re.findall(r"url\((?!#)|href=|@import|@font-face", picture) == []
    assert re.findall(r"https?://[^\s\"']+", picture) == [SVG.strip("{}")]  # the name of the format


def test_the_readme_shows_the_pictures() -> None:
    shown = re.findall(r"!\[[^]]+\]\(([^)]+)\)", page_text(README))

    assert shown == [picture.relative_to(README.parent).as_posix() for picture in PICTURES.values()]
