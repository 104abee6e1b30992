"""The line on Today that says when somebody comes back to a talk that was paused."""

from __future__ import annotations

from functools import partial

from textual.content import Content

from tui.rituals.ritual_screen import RitualScreen
from tui.today import present
from tui.today.lines import OpeningLine

_TALKS = "app.room('talk')"


class ComingBackLine(OpeningLine):
    """When somebody comes back; opening it leads to the talks, and it goes."""

    OPENS = "screen.come_back"

    def __init__(self, words: str) -> None:
        super().__init__(name=words)
        self._words = words

    def rows(self, width: int) -> list[Content]:
        return present.to_ask_lines([self._words], width, is_open=self.is_open)


class ComingBackScreen(RitualScreen):
    """A list of rituals with such a line in it."""

    comes_back = ""
    """What the line says; "" where there is none."""

    def look_who_comes_back(self) -> None:
        """Look whether somebody comes back today."""
        from rituals.service.coming_back import coming_back_today  # after the first paint, with what it imports

        self.comes_back = coming_back_today(self.service)

    def action_come_back(self) -> None:
        """Go to the talks, and wait for nobody any more."""
        from rituals.service.coming_back import come_back_in

        go = partial(self.call_later, self.run_action, _TALKS)
        self.run_reporting(partial(come_back_in, self.service, 0), then=go)
