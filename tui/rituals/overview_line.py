"""A ritual's line in the list of rituals."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content

from rituals.core.model import Ritual
from tui.rituals import present
from tui.rituals.overview import RitualListItem
from tui.rituals.present import Details
from tui.shared.lines import Line


class RitualListLine(Line):
    """One ritual of the list; the details below it are looked up only under the cursor."""

    def __init__(self, item: RitualListItem, look_up: Callable[[Ritual], Details], signs: str) -> None:
        super().__init__()
        self.item = item
        self._look_up = look_up
        self._signs = signs
        self._details: Details | None = None

    def show(self, item: RitualListItem) -> None:
        """Show the ritual as it is now; nothing happens where it is the same."""
        details = self._look_up(item.ritual) if self.is_open else None
        if (item, details) != (self.item, self._details):
            self.item, self._details = item, details
            self.refresh(layout=True)

    def watch_is_open(self, is_open: bool) -> None:
        super().watch_is_open(is_open)
        self._details = None

    def rows(self, width: int) -> list[Content]:
        if self.is_open and self._details is None:
            self._details = self._look_up(self.item.ritual)
        details = self._details if self.is_open else None
        return present.ritual_lines(self.item, width, signs=self._signs, details=details)
