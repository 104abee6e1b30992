"""The rows of Today above the rituals that go once they were opened, until there is reason for them again."""

from __future__ import annotations

from collections.abc import Callable

from textual.screen import Screen
from textual.widget import Widget

from rituals.session import Session
from tui.today.coming_back import coming_back_rows
from tui.today.phone_line import FromPhone
from tui.today.trial_line import trial_rows


class Asides:
    """Who comes back, what was tried, and what a phone wrote."""

    def __init__(self, page: Screen[None], session: Session, show: Callable[[], None]) -> None:
        """`show` shows on the page what is different now."""
        self._session = session
        self._from_phone = FromPhone(page, session, show)

    def rows(self) -> dict[str, Callable[[], Widget]]:
        """The name of each row and how it is made; called between frames, as it reads what is private."""
        return coming_back_rows(self._session) | trial_rows(self._session) | self._from_phone.rows()
