"""A widget that shows one note of the jar in full; a long one scrolls."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

BRIEF = 240  # characters up to which words may stand in the middle


class JarReading(VerticalScroll):
    """Shows one note: its heading, its text, and the links under it, that to erase it apart from the others."""

    def __init__(self, *, can_focus: bool = True) -> None:
        super().__init__(can_focus=can_focus)
        self._shown: tuple[Content, ...] | None = None

    def compose(self) -> ComposeResult:
        yield Static(classes="about")
        yield Static(classes="words")
        yield Horizontal(Static(classes="links"), Static(classes="erasing"), classes="under")

    def show(
        self, about: Content, words: Content, links: Content | None = None, erasing: Content | None = None
    ) -> None:
        """Show a note from its beginning, in place of the one before; nothing happens where it is the same."""
        contents = (about, words, links or Content(""), erasing or Content(""))
        if contents == self._shown:
            return
        previous, self._shown = self._shown, contents
        self.set_class(len(words.plain) <= BRIEF, "-brief")
        for name, content in zip(("about", "words", "links", "erasing"), contents, strict=True):
            self.query_one(f".{name}", Static).update(content)
        if previous is None or previous[1] != words:
            self.scroll_home(animate=False)

    def read_on(self) -> bool:
        """Scroll down by a page; False where the end is visible already."""
        if self.scroll_offset.y >= self.max_scroll_y:
            return False
        self.scroll_page_down(animate=False)
        return True
