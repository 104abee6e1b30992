"""A screen with one list, and what choosing one of its lines does."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import ClassVar

from tui.shared.lines import Line, Lines
from tui.shared.screen import AppScreen


class ListScreen(AppScreen):
    """Focuses its list first; a key or a click on a line's sign calls `choose`, one on the rest of it `open_line`."""

    IS_CHOSEN_ANYWHERE: ClassVar[bool] = False
    """Whether a click anywhere on a line chooses it, or only one on its sign; then one more on the rest opens it."""

    def on_mount(self) -> None:
        self.focus_first()

    def focus_first(self) -> None:
        self.lines.focus()
        self.lines.point_at(self.first_line())

    @property
    def lines(self) -> Lines:
        return self.query_one(Lines)

    def first_line(self) -> Line | None:
        """The line that has the cursor to begin with; None for the one at the top."""
        return None

    def choose(self, line: Line) -> Awaitable[None] | None:
        """Act on a line; the base does nothing, as some lists are only to be read."""
        del line
        return None

    def open_line(self, line: Line) -> Awaitable[None] | None:
        """Open what a line is about; the base does nothing, as not every line has more to say."""
        del line
        return None

    def action_choose(self) -> Awaitable[None] | None:
        line = self.lines.current
        return self.choose(line) if line is not None else None

    def on_line_chosen(self, message: Line.Chosen) -> Awaitable[None] | None:
        if message.on_sign or self.IS_CHOSEN_ANYWHERE:
            return self.choose(message.line)
        return self.open_line(message.line) if message.again else None
