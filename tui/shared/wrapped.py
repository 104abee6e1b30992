"""Text that is laid out anew for each width it gets."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget


class WrappedText(Widget):
    """Shows what `lay_out` gives for a width in cells, row by row."""

    DEFAULT_CSS = "WrappedText { height: auto; }"

    def __init__(self, lay_out: Callable[[int], Sequence[Content]], *, id: str | None = None) -> None:  # noqa: A002 - as Textual's own
        super().__init__(id=id)
        self._lay_out = lay_out

    def render(self) -> Content:
        return Content("\n").join(self._lay_out(self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        del container, viewport
        return len(self._lay_out(width))
