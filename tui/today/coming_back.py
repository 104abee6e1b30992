"""The line on Today that says when somebody comes back to a talk that was paused."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.content import Content
from textual.widget import Widget

from rituals.session import Session
from tui.shared.screen import AppScreen
from tui.today import present
from tui.today.lines import OpeningLine


class ComingBackLine(OpeningLine):
    """When somebody comes back; opening it leads to where that talk asks how, and it stays until that is answered."""

    def __init__(self, session: Session, words: str) -> None:
        super().__init__(name=words)
        self._session = session
        self._words = words

    def rows(self, width: int) -> list[Content]:
        return present.to_ask_lines([self._words], width, is_open=self.is_open)

    async def open_from(self, screen: AppScreen) -> None:
        from rituals.core.talk.detours import coming_back_step  # both only for those who come back
        from tui.talk.begin import begin_flow

        flow, step = coming_back_step(self._session.catalogue.flow)
        begin_flow(screen.app, self._session, flow, at=step)


def coming_back_rows(session: Session) -> dict[str, Callable[[], Widget]]:
    """The name of the row and how it is made, if somebody comes back today."""
    from rituals.service.coming_back import coming_back_today  # after the first paint, with what it imports

    words = coming_back_today(session.service)
    return {words: partial(ComingBackLine, session, words)} if words else {}
