"""The lines from a phone: what each did, or why it was not understood."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content

from rituals.core.exchange.backup_words import moment_words
from rituals.core.inbox.report import TakenWish, UnreadWish
from rituals.core.inbox.words import stood_in_words
from rituals.core.text import capital, printable
from tui.shared.lines import Line
from tui.shared.text import fitted, pointer, under


class UnreadLine(Line):
    """What was not understood; under the cursor why, and where it stood."""

    def __init__(self, wish: UnreadWish, now: datetime) -> None:
        super().__init__()
        self.wish = wish
        self._came = moment_words(wish.came_at, now, inside=True)

    def rows(self, width: int) -> list[Content]:
        words = f"“{printable(self.wish.text)}”" if self.wish.text else stood_in_words(self.wish)
        first = pointer(is_open=self.is_open) + fitted(words, max(width - 2, 1), "bold" if self.is_open else "")
        if not self.is_open:
            return [first]
        whole = under(words, width) if len(words) > width - 2 else []
        where = f"{stood_in_words(self.wish)}, came in {self._came}"
        return [first, *whole, *under(printable(self.wish.why), width, "$warning"), *under(where, width)]


class TakenLine(Line):
    """What a line did, and when it came in."""

    def __init__(self, wish: TakenWish, now: datetime) -> None:
        super().__init__()
        self._words = printable(wish.words)
        self._came = capital(moment_words(wish.came_at, now, inside=True))

    def rows(self, width: int) -> list[Content]:
        first = pointer(is_open=self.is_open) + fitted(self._words, max(width - 2, 1), "$text-muted")
        whole = under(self._words, width) if len(self._words) > width - 2 else []
        return [first, *whole, *under(self._came, width)] if self.is_open else [first]
