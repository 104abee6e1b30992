"""The last line of a screen: the keys that do something where the focus is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.screen import Screen

from tui.shared.frame.key_line import KeyLine
from tui.shared.keys import Key


class Footer(KeyLine):
    """Follows the focus: `find_keys` gives the keys, and `why_not` the sentence for an action that can do nothing."""

    def __init__(self, find_keys: Callable[[], Sequence[Key]], why_not: Callable[[str], str | None]) -> None:
        super().__init__()
        self._find_keys = find_keys
        self._why_not = why_not

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def _follow(self, _: Screen[object]) -> None:
        self.refresh()

    def keys(self) -> Sequence[Key]:
        return self._find_keys()

    def is_dimmed(self, key: Key) -> bool:
        return self._why_not(key.action) is not None
