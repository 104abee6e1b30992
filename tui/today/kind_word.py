"""The word on what was just done, which stands by its row for a while and goes softly."""

from __future__ import annotations

from collections.abc import Callable

from textual.timer import Timer
from textual.widget import Widget

from rituals.core.model import RitualId
from tui.shared.toast import KIND_WORD_SECONDS

FADING_SECONDS = 1.5


class KindWord:
    """The word, the ritual that it is about, and whether it is going; `show` is called at each change."""

    def __init__(self, screen: Widget, show: Callable[[], None]) -> None:
        self._screen = screen
        self._show = show
        self._timer: Timer | None = None
        self._ritual: RitualId | None = None
        self._words = ""
        self._is_fading = False

    def of(self, ritual: RitualId) -> tuple[str, bool]:
        """What stands by a ritual, "" for nothing, and whether it is going."""
        return (self._words, self._is_fading) if ritual == self._ritual else ("", False)

    def say(self, ritual: RitualId, words: str) -> None:
        """Let words stand by a ritual, in place of any before."""
        self._set(ritual, words)
        self._timer = self._screen.set_timer(KIND_WORD_SECONDS, self._fade)

    def clear(self) -> None:
        """Take the word away at once."""
        if self._words:
            self._set(None, "")

    def _fade(self) -> None:
        self._is_fading = True
        self._show()
        self._timer = self._screen.set_timer(FADING_SECONDS, self.clear)

    def _set(self, ritual: RitualId | None, words: str) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._ritual, self._words, self._is_fading = ritual, words, False
        self._show()
