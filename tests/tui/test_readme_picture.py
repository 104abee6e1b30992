"""The picture in the README: the demo's Today as it is drawn now."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

import pytest

from rituals.bootstrap import demo_session
from tests.kit.app import GOLDENS
from tests.kit.fakes import FakeClock
from tui.app import RitualsApp

PICTURE = GOLDENS / "today.svg"
README = Path(__file__).parents[2] / "README.md"
FRIDAY_EVENING = "2026-11-20 19:00"
SVG = "{http://www.w3.org/2000/svg}"
_FROM_ELSEWHERE = re.compile(r"\s*(@font-face\s*{[^}]*}|<!--.*?-->)")  # fonts on a server, and who drew it


async def draw(monkeypatch: pytest.MonkeyPatch) -> str:
    """Today of the demo at 112×30 in the dark theme, with the reader's own fonts."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    with demo_session(FakeClock(FRIDAY_EVENING)) as session:
        app = RitualsApp(session)
        async with app.run_test(size=(112, 30)) as pilot:
            app.theme = "rituals-dark"
            await pilot.pause()
            return _FROM_ELSEWHERE.sub("", app.export_screenshot(title="rituals"))


def lines_of(svg: str) -> list[str]:
    """The words of a picture from the top down, whatever its colours and ids."""
    pieces: dict[float, list[tuple[float, str]]] = defaultdict(list)
    for text in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        place = float(text.get("y", 0)), float(text.get("x", 0))
        pieces[place[0]].append((place[1], text.text or ""))
    lines = ("  ".join(words for _, words in sorted(pieces[y])) for y in sorted(pieces))
    return [line.replace("\N{NO-BREAK SPACE}", " ").rstrip() for line in lines]


async def test_the_picture_shows_today_as_it_is_drawn_now(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = await draw(monkeypatch)
    if os.environ.get("RITUALS_ACCEPT") == "1":
        PICTURE.write_text(drawn, encoding="utf-8")

    assert lines_of(drawn) == lines_of(PICTURE.read_text(encoding="utf-8"))


def test_the_picture_has_words_to_compare() -> None:
    lines = lines_of(PICTURE.read_text(encoding="utf-8"))

    assert any("Walk and talk" in line and "since 18:00" in line for line in lines)
    assert any("2 Rituals" in line and "● Ana" in line for line in lines)


def test_the_picture_fetches_nothing() -> None:
    picture = PICTURE.read_text(encoding="utf-8")

    assert re.findall(r"url\((?!#)|href=|@import|@font-face", picture) == []
    assert re.findall(r"https?://[^\s\"']+", picture) == [SVG.strip("{}")]  # the name of the format


def test_the_readme_shows_the_picture() -> None:
    shown = re.findall(r"!\[[^]]+\]\(([^)]+)\)", README.read_text(encoding="utf-8"))

    assert shown == [PICTURE.relative_to(README.parent).as_posix()]
