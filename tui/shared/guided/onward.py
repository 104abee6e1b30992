"""Going on to the next screen of a check-in, where that may fail."""

from __future__ import annotations

from collections.abc import Callable

from textual.screen import Screen

from tui.shared.screen import AppScreen


def go_to_next(screen: AppScreen, make_next: Callable[[], Screen[None] | None]) -> None:
    """Switch to the screen that `make_next` gives, or close this one where it gives None; a `RitualsError` is shown
    as a toast."""
    following: Screen[None] | None = None

    def go() -> None:
        nonlocal following
        following = make_next()

    def switch() -> None:
        if following is None:
            screen.dismiss()
        else:
            screen.app.switch_screen(following)

    screen.run_reporting(go, then=switch)
