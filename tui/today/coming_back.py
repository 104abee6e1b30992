"""The row on Today that says when somebody comes back to a talk that was paused."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.content import Content
from textual.widget import Widget

from rituals.service.couple import CoupleService
from tui.shared.screen import AppScreen
from tui.today import present
from tui.today.lines import OpeningLine


class ComingBackLine(OpeningLine):
    """When somebody comes back; opening it leads to the talks, and nobody is waited for any more."""

    OPENS = "app.room('talk')"

    def __init__(self, service: CoupleService, words: str) -> None:
        super().__init__(name=words)
        self._service = service
        self._words = words

    def rows(self, width: int) -> list[Content]:
        return present.to_ask_lines([self._words], width, is_open=self.is_open)

    async def open_from(self, screen: AppScreen) -> None:
        from rituals.service.coming_back import come_back_in  # only for those who open it

        go = partial(screen.call_later, super().open_from, screen)
        screen.run_reporting(partial(come_back_in, self._service, 0), then=go)


def coming_back_rows(service: CoupleService) -> dict[str, Callable[[], Widget]]:
    """The name of the row and how it is made, if somebody comes back today."""
    from rituals.service.coming_back import coming_back_today  # after the first paint, with what it imports

    words = coming_back_today(service)
    return {words: partial(ComingBackLine, service, words)} if words else {}
