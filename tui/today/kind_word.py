"""The word on what was just done, which stands by its row for a while and goes softly."""

from __future__ import annotations

from collections.abc import Callable

from textual.timer import Timer
from textual.widget import Widget

from rituals.core.rituals.board import Row
from tui.shared.toast import KIND_WORD_SECONDS

FADING_SECONDS = 1.5


class KindWord:
    """The word, the row that it is about, and whether it is going; `show` is called at each change."""

    def __init__(self, screen: Widget, show: Callable[[], None]) -> None:
        self._screen = screen
        self._show = show
        self._timer: Timer | None = None
        self._row: Row | None = None
        self._words = ""
        self._is_fading = False

    def of(self, row: Row) -> tuple[str, bool]:
        """What stands by a row, "" for nothing, and whether it is going: nothing once the row has another sign, as
        after an undo."""
        is_so = self._row is not None and (row.ritual.id, row.sign) == (self._row.ritual.id, self._row.sign)
        return (self._words, self._is_fading) if is_so else ("", False)

    def say(self, row: Row, words: str) -> None:
        """Let words stand by a row as it is now, in place of any before."""
        self._set(row, words)
        self._timer = self._screen.set_timer(KIND_WORD_SECONDS, self._fade)

    def clear(self) -> None:
        """Take the word away at once."""
        if self._words:
            self._set(None, "")

    def _fade(self) -> None:
        self._is_fading = True
        self._show()
        self._timer = self._screen.set_timer(FADING_SECONDS, self.clear)

    def _set(self, row: Row | None, words: str) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._row, self._words, self._is_fading = row, words, False
        self._show()
