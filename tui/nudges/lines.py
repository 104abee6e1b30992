"""The lines of the nudges to come."""

from __future__ import annotations

from textual.content import Content

from rituals.core.model import Ritual
from tui.nudges.present import ComingNudge, coming_lines, silent_lines
from tui.shared.lines import Line


class NudgeLine(Line):
    """A ritual with a nudge to come, or one whose nudges are silenced."""

    def __init__(self, ritual: Ritual, coming: ComingNudge | None = None) -> None:
        super().__init__()
        self.ritual = ritual
        self.coming = coming

    def rows(self, width: int) -> list[Content]:
        if self.coming is None:
            return silent_lines(self.ritual, width, is_open=self.is_open)
        return coming_lines(self.coming, width, is_open=self.is_open)
