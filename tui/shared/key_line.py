"""The footer: the keys that matter most on the screen, as many as fit; each can be clicked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.content import Content
from textual.widget import Widget

from tui.shared.keys import Key, offered_to, once_each

GAP = 3


class KeyLine(Widget):
    """Shows keys in order of importance; the last one stands at the right and is always shown."""

    DEFAULT_CSS = """
    KeyLine { height: 1; margin: 0 2 0 4; }
    """

    def __init__(self, keys: Sequence[Key], couple: Callable[[], Sequence[object]] = tuple) -> None:
        super().__init__()
        self._keys = [key for key in once_each(keys) if key.hint]
        self._couple = couple

    def render(self) -> Content:
        line = Content("")
        for start, key in self._placed():
            line = line.pad_right(start - line.cell_length) + _hint(key)
        return line

    def on_click(self, event: events.Click) -> None:
        for start, key in self._placed():
            if start <= event.x < start + _hint(key).cell_length:
                self.app.simulate_key(key.first)

    def _placed(self) -> list[tuple[int, Key]]:
        """The keys that fit, each with the column it begins in."""
        *others, last = offered_to(self._couple(), self._keys)
        end = self.size.width - _hint(last).cell_length
        placed, column = [], 0
        for key in others:
            width = _hint(key).cell_length
            if column + width + GAP > end:
                break
            placed.append((column, key))
            column += width + GAP
        return [*placed, (max(end, column), last)]


def _hint(key: Key) -> Content:
    return Content.assemble((key.face, "bold $primary"), " ", (key.label, "$text-muted"))
