"""What every full screen has: a name and a headline, room for its own, a word that comes and goes, and its keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from rituals.config import Settings
from rituals.errors import RitualsError
from rituals.session import Session
from tui.shared.key_line import KeyLine
from tui.shared.keys import ANYWHERE, Key
from tui.shared.lines import Lines
from tui.shared.remedies import in_app
from tui.shared.text import TOO_SMALL, reword
from tui.shared.toast import Toast
from tui.themes import apply_look


class AppScreen(Screen[None]):
    """A screen of the app; it gives its `KEYS`, its `headline`, its `contents`, and how to `show` what is so now."""

    DEFAULT_CSS = """
    AppScreen {
        #top { height: 2; margin: 1 2 0 2; }
        #name { width: auto; color: $primary; text-style: bold; }
        #headline {
            width: 1fr; margin: 0 0 0 2; text-align: right;
            color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis;
        }
    }
    """

    KEYS: ClassVar[tuple[Key, ...]] = ()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.service = session.service
        self._look = session.settings.look

    @property
    def signs(self) -> str:
        """Which signs to draw: `unicode` or `ascii`."""
        return self.session.settings.look.signs

    def headline(self) -> str:
        """What stands at the top right."""
        return ""

    def show(self) -> None:
        """Show what is so now; called after each change and at each minute while the screen is in sight."""
        self.show_headline()

    def on_screen_resume(self) -> None:
        if self.session.settings.look != self._look:
            self.call_later(self.recompose)
        self.show()

    async def apply(self, settings: Settings) -> None:
        """Live by changed settings from now on; screens out of sight change their looks as they come back into it."""
        self.session.settings = settings
        apply_look(self.app, settings.look)
        await self.recompose()

    async def recompose(self) -> None:
        """Build everything anew, with the cursors where they were; the looks may have changed."""
        self._look = self.session.settings.look  # so that coming back into sight meanwhile builds nothing once more
        self.workers.cancel_node(self)  # what they would show things on is gone for a moment
        places = [lines.place for lines in self.query(Lines)]
        await super().recompose()
        for lines, place in zip(self.query(Lines), places, strict=False):
            lines.focus()
            lines.action_cursor_to(place)

    def contents(self) -> Iterable[Widget]:
        """What is the screen's own."""
        return ()

    def compose(self) -> ComposeResult:
        self._look = self.session.settings.look
        with Horizontal(id="top"):
            yield Static(Content(self.app.title), id="name")
            yield Static(Content(self.headline()), id="headline")
        yield from self.contents()
        yield Toast()
        yield KeyLine((*self.KEYS, *ANYWHERE))
        yield Static(TOO_SMALL, id="too-small")

    @property
    def toast(self) -> Toast:
        return self.query_one(Toast)

    def show_headline(self) -> None:
        """Show the headline as it is now."""
        reword(self.query_one("#headline", Static), self.headline())

    def run_reporting(self, do: Callable[[], str]) -> bool:
        """Do something and say a word on it; what can't be done is told, and nothing is lost."""
        try:
            words = do()
        except RitualsError as error:
            self.toast.show(in_app(error), needs_doing=True)
            return False
        self.toast.show(words)
        return True
