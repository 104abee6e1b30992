"""What can be clicked answers to the mouse, and where the focus is can be seen, on every page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.strip import Strip

from rituals.bootstrap import demo_session
from rituals.session import Session
from tests.kit.app import make_app
from tests.kit.fakes import FakeClock
from tui.app import RitualsApp
from tui.jar.list import JarList
from tui.rhythm.heatmap import Heatmap
from tui.rhythm.ritual_page import YearOfOne
from tui.shared.frame.key_line import KeyLine

PAGES = {
    "today": (),
    "rituals": ("2",),
    "a ritual": ("2", "enter"),
    "form": ("2", "e"),
    "pause": ("2", "s"),
    "week": ("2", "w"),
    "catalogue": ("c",),
    "why": ("c", "i"),
    "rhythm": ("3",),
    "jar": ("4",),
    "opening": ("4", "o"),
    "note": ("a",),
    "talk": ("5",),
    "flow": ("5", "down", "down", "enter"),
    "check-in": ("6", "enter", "enter"),
    "settings": ("comma",),
    "sections": ("f3",),
    "question": ("o",),
    "help": ("question_mark",),
}


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    with demo_session(FakeClock("2026-11-20 19:00")) as made:
        yield made


def clickable_places(app: RitualsApp) -> dict[str, Offset]:
    """A cell of each kind of widget in sight that does something when it is clicked, and of each kind's links."""
    places: dict[str, Offset] = {}
    for widget in app.screen.query("*"):
        kind = type(widget)
        handles = any("on_click" in vars(base) for base in kind.__mro__ if base.__module__.startswith("tui."))
        if not handles or kind is YearOfOne or not widget.size:
            continue
        within = Offset(widget._placed()[0][0], 0) if isinstance(widget, KeyLine) else _WITHIN.get(kind, Offset(5, 0))
        place = widget.content_region.offset + within
        if not app.screen.region.contains_point(place):
            continue
        if widget in app.screen.get_widget_at(*place)[0].ancestors_with_self:
            places.setdefault(kind.__name__, place)
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        column = 0
        for segment in strip:
            if segment.style is not None and "@click" in segment.style.meta:
                owner, _ = app.screen.get_widget_at(column, y)
                places.setdefault(f"link in {owner.id or type(owner).__name__}", Offset(column, y))
            column += segment.cell_length
    return places


_WITHIN: dict[type, Offset] = {JarList: Offset(5, 1), Heatmap: Offset(8, 3)}
"""Where a click does something: on a note rather than its month, on a day rather than its name."""


async def with_mouse_at(pilot: Pilot[None], place: Offset) -> list[Strip]:
    """What is drawn with the mouse at a place."""
    await pilot.hover(offset=place)
    await pilot.pause()
    return list(pilot.app.screen._compositor.render_strips())


@pytest.mark.parametrize("page", PAGES)
async def test_what_can_be_clicked_answers_to_the_mouse(session: Session, page: str) -> None:
    app = make_app(session)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*PAGES[page])
        await pilot.pause(0.2)
        places = clickable_places(app)
        nowhere = await with_mouse_at(pilot, Offset(119, 0))
        still = [what for what, place in places.items() if await with_mouse_at(pilot, place) == nowhere]

    assert places
    assert still == []


@pytest.mark.parametrize("is_in_colour", [True, False], ids=["in colour", "without"])
@pytest.mark.parametrize(
    ("page", "keys"), [("jar", ("4", "tab")), ("rituals", ("2", "slash")), ("form", ("2", "e", "tab", "tab"))]
)
async def test_where_the_focus_is_can_be_seen(
    session: Session, page: str, keys: tuple[str, ...], is_in_colour: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not is_in_colour:
        monkeypatch.setenv("NO_COLOR", "1")
    app = make_app(session)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*keys)
        await pilot.pause(0.2)
        focused = app.screen.focused
        with_focus = list(app.screen._compositor.render_strips())
        app.screen.set_focus(None)
        await pilot.pause()

        assert focused is not None, page
        region = focused.region
        rows = range(region.y, region.bottom)
        assert [with_focus[y] for y in rows] != [app.screen._compositor.render_strips()[y] for y in rows]
