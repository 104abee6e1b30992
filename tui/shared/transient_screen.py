"""A screen that drops its content when another screen, not a dialog, covers it; it has only its own keys."""

from __future__ import annotations

from collections.abc import Sequence

from tui.shared.keys import Key
from tui.shared.screen import AppScreen


class TransientScreen(AppScreen):
    """Keeps its content under another screen; left for another mode, it drops it, and is popped on return."""

    _is_left = False

    def keys_here(self) -> Sequence[Key]:
        """The keys that mean something on this page."""
        return self.KEYS

    def stays(self) -> bool:
        """Whether the screen keeps its content, now that another one is current."""
        return self in self.app.screen_stack

    def forget(self) -> None:
        """Drop what the screen holds beside its widgets; called when it is left."""

    def on_screen_suspend(self) -> None:
        if not self.stays():
            self._is_left = True
            self.forget()
            for widget in self.children:
                widget.display = False

    def on_screen_resume(self) -> None:
        while self._is_left and isinstance(self.app.screen, TransientScreen):  # those below it were left as well
            self.app.pop_screen()
