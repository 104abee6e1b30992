"""A line of keys: those that matter most, as many as fit; each can be clicked."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.shared.keys import Key, once_each

GAP = 3
_PINNED = ("escape", "question_mark")


class KeyLine(Widget):
    """Shows keys in order of importance; the way back and the help stand at the right and are always shown."""

    DEFAULT_CSS = """
    KeyLine { height: 1; margin: 0 2 0 4; }
    """

    pointed_at: reactive[Key | None] = reactive(None)
    """The key under the mouse."""

    def __init__(self, keys: Sequence[Key] = ()) -> None:
        super().__init__()
        self._keys = keys

    def keys(self) -> Sequence[Key]:
        """The keys to choose from."""
        return self._keys

    def is_dimmed(self, key: Key) -> bool:
        """Whether a key can do nothing now."""
        del key
        return False

    def render(self) -> Content:
        line = Content("")
        for start, _, hint in self._placed():
            line = line.pad_right(start - line.cell_length) + hint
        return line

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self.pointed_at = self._key_at(event.x)

    def on_leave(self) -> None:
        self.pointed_at = None

    def on_click(self, event: events.Click) -> None:
        key = self._key_at(event.x)
        if key is not None:
            self.app.simulate_key(key.first)

    def _key_at(self, column: int) -> Key | None:
        return next((key for start, key, hint in self._placed() if start <= column < start + hint.cell_length), None)

    def _hint(self, key: Key) -> Content:
        face = "$text-muted" if self.is_dimmed(key) else "bold $foreground"
        hint = Content.assemble((key.face, face), " ", (key.label, "$text-muted"))
        return hint.stylize("underline on $panel") if key == self.pointed_at else hint

    def _placed(self) -> list[tuple[int, Key, Content]]:
        """The keys that fit, each with the column it begins in and as it is shown there."""
        keys = [key for key in once_each(self.keys()) if key.hint]
        pinned = [key for name in _PINNED for key in keys if name in key.keys.split(",")] or keys[-1:]
        at_the_right = [(key, self._hint(key)) for key in pinned]
        end = self.size.width + GAP - sum(hint.cell_length + GAP for _, hint in at_the_right)
        placed, column = [], 0
        for key in keys:
            if key not in pinned:
                hint = self._hint(key)
                if column + hint.cell_length + GAP > end:
                    break
                placed.append((column, key, hint))
                column += hint.cell_length + GAP
        column = max(end, column)
        for key, hint in at_the_right:
            placed.append((column, key, hint))
            column += hint.cell_length + GAP
        return placed
