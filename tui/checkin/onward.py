"""Going on to the next screen of a check-in, where that may fail."""

from __future__ import annotations

from collections.abc import Callable

from textual.screen import Screen

from rituals.errors import RitualsError
from tui.shared.remedies import in_app
from tui.shared.screen import AppScreen


def go_to_next(screen: AppScreen, make_next: Callable[[], Screen[None] | None]) -> None:
    """Switch to the screen that `make_next` gives, or close this one where it gives None; a `RitualsError` is shown
    as a toast."""
    try:
        following = make_next()
    except RitualsError as problem:
        screen.toast.show(in_app(problem), needs_doing=True)
        return
    if following is None:
        screen.dismiss()
    else:
        screen.app.switch_screen(following)
