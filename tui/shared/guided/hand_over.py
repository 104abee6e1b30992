"""A screen between two private ones at one keyboard: says who looks next, and waits until they do."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from rituals.session import Session
from tui.shared.guided.guided_screen import GuidedScreen
from tui.shared.keys import HAND_OVER, bindings
from tui.shared.private_screen import PrivateScreen
from tui.shared.text import Link, links_line


class HandOverScreen(GuidedScreen, PrivateScreen):
    """Switches to the screen that `then` gives."""

    KEYS = HAND_OVER
    BINDINGS = bindings(HAND_OVER)
    CSS_PATH = "hand_over.tcss"
    TITLE = "Handing over"
    PURPOSE = "The keyboard changes hands here; nothing shows meanwhile."

    def __init__(self, session: Session, title: str, means: str, then: Callable[[], Screen[None]]) -> None:
        super().__init__(session)
        self._title = title
        self._means = means
        self._then = then

    def contents(self) -> Iterable[Widget]:
        yield Static(Content(self._title), classes="prose", id="line")
        yield Static(Content(self._means), classes="prose")
        yield Static(links_line((Link("go on", "onward"), Link("leave", "leave")), indent=0), classes="links")

    def action_onward(self) -> None:
        self.app.switch_screen(self._then())

    def action_leave(self) -> None:
        self.dismiss()
