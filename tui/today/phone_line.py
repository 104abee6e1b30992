"""The row on Today that says that something from a phone was not understood."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from rituals.errors import RitualsError
from rituals.session import Session
from tui.shared.dispatch.answered_once import is_gone
from tui.today import present
from tui.today.lines import OpeningLine


class PhoneLine(OpeningLine):
    """How much was not understood; it opens the page that says what and why, and stays until that is taken away."""

    OPENS = "app.page('inbox')"

    def __init__(self, words: str) -> None:
        super().__init__(name=words)
        self._words = words

    def rows(self, width: int) -> list[Content]:
        return present.told_lines(self._words, width, is_open=self.is_open, style="$text-muted")


class FromPhone:
    """Looks for Today, on a thread, at what was not understood; nothing is looked at where nothing is taken in."""

    def __init__(self, page: Screen[None], session: Session, show: Callable[[], None]) -> None:
        """`show` shows on the page what is different now."""
        self._page = page
        self._session = session
        self._show = show
        self._words = ""
        self._is_looking = False

    def rows(self) -> dict[str, Callable[[], Widget]]:
        """The name of the row and how it is made, as last seen; looks anew."""
        if not self._session.settings.inbox.on:
            self._words = ""
        elif not self._is_looking:
            self._is_looking = True
            self._page.run_worker(self._look(), group="looking-from-phone")
        return {self._words: partial(PhoneLine, self._words)} if self._words else {}

    async def _look(self) -> None:
        try:
            words = await asyncio.to_thread(self._unread_words)
        finally:
            self._is_looking = False
        if words != self._words and not is_gone(self._page) and self._page.app.is_running:
            self._words = words
            self._show()

    def _unread_words(self) -> str:
        from rituals.core.inbox.words import not_understood_words  # only for who takes something in

        if self._session.inbox is None:
            return ""
        try:
            return not_understood_words(self._session.inbox(self._session.settings.inbox).report.unread, "enter")
        except RitualsError:  # it is among the problems
            return self._words
