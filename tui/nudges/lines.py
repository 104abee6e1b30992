"""The lines of the nudges to come."""

from __future__ import annotations

from textual.content import Content

from rituals.core.model import Ritual
from tui.nudges.present import ComingNudge, coming_lines, silent_lines
from tui.shared.lines import Line


class NudgeLine(Line):
    """A nudge to come, of a ritual or of none, or a ritual whose nudges are silenced."""

    def __init__(self, about: ComingNudge | Ritual) -> None:
        super().__init__()
        self.coming = about if isinstance(about, ComingNudge) else None
        self.ritual = about.ritual if isinstance(about, ComingNudge) else about
        self._about = about

    def rows(self, width: int) -> list[Content]:
        if isinstance(self._about, ComingNudge):
            return coming_lines(self._about, width, is_open=self.is_open)
        return silent_lines(self._about, width, is_open=self.is_open)
