"""The page for contributors says what is so: its paths are there, and its walk is the one that a key takes."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

from rituals.adapters.journal.disk import Disk
from tests.kit.app import keep, make_app
from tests.kit.saving import session_in
from tui.today.screen import TodayScreen

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
PATHS = re.findall(r"`((?:rituals|tui|tests|\.ci|\.github)/[\w./-]*)`", PAGE)


class WatchedDisk(Disk):
    """A disk that notes by which modules of ours each sync was asked for."""

    def __init__(self) -> None:
        self.walks: list[list[str]] = []

    def sync(self, handle: int) -> None:
        self.walks.append(modules_above())
        super().sync(handle)


def modules_above() -> list[str]:
    """The modules of ours on the stack, from the outermost in, each where it is entered."""
    names = [str(frame.f_globals["__name__"]) for frame in _frames(sys._getframe(1))]
    ours = [name for name in reversed(names) if name.split(".")[0] in {"rituals", "tui"}]
    return [name for place, name in enumerate(ours) if place == 0 or ours[place - 1] != name]


def _frames(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


def walk_in_page(heading: str) -> list[str]:
    """The modules that a numbered list of the page names, as full names."""
    chapter = PAGE.partition(heading)[2].partition("\n#")[0]
    paths = re.findall(r"^\d+\. `([\w./]+)\.py`", chapter, re.MULTILINE)
    return [path.replace("/", ".") for path in paths]


@pytest.mark.parametrize("path", sorted(set(PATHS)))
def test_what_the_page_names_is_there(path: str) -> None:
    assert (ROOT / path).exists() or list(ROOT.glob(path))


async def test_the_walk_of_a_key_is_as_the_page_has_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = WatchedDisk()
    session = session_in(tmp_path, disk)
    keep(session.service, "long-hug")
    back: list[list[str]] = []
    show = TodayScreen.show

    def noted(screen: TodayScreen) -> None:
        back.append(modules_above())
        show(screen)

    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        disk.walks.clear()
        monkeypatch.setattr(TodayScreen, "show", noted)
        await pilot.press("space")
        await pilot.pause()

    assert disk.walks[0] == walk_in_page("### From the key to the disk")
    assert [*back[0], "tui.today.screen"] == walk_in_page("### And back to the row")
