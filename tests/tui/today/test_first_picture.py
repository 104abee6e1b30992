"""What Today costs to be seen: every part is styled and laid out once, as it is to stay."""

from __future__ import annotations

from collections import Counter

import pytest
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.geometry import Size

from tests.kit.app import keep, make_app, make_session
from tui.shared.screen import AppScreen
from tui.today.screen import TodayScreen


@pytest.mark.parametrize(
    ("size", "classes"),
    [((120, 40), {"-wide", "-tall"}), ((80, 24), {"-normal", "-short"}), ((60, 20), {"-narrow", "-short"})],
)
async def test_the_first_picture_is_of_the_terminals_size(
    size: tuple[int, int], classes: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[frozenset[str]] = []
    lay_out = AppScreen._refresh_layout

    def watched(screen: AppScreen, size: Size | None = None, scroll: bool = False) -> None:
        drawn.append(screen.classes)
        lay_out(screen, size, scroll)

    monkeypatch.setattr(TodayScreen, "_refresh_layout", watched)
    async with make_app().run_test(size=size) as pilot:
        await pilot.pause()

    assert classes <= drawn[0]


async def test_what_opens_is_not_styled_anew_before_it_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    styled: Counter[DOMNode] = Counter()
    apply = Stylesheet.apply

    def counted(
        sheet: Stylesheet,
        node: DOMNode,
        *,
        animate: bool = False,
        cache: dict[tuple[object, ...], object] | None = None,
    ) -> None:
        styled[node] += 1
        apply(sheet, node, animate=animate, cache=cache)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(Stylesheet, "apply", counted)
    session = make_session()
    keep(session.service, "long-hug", "walk-and-talk")
    app = make_app(session)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        headline = app.screen.query_one("#headline")

    assert styled[headline] == 1
