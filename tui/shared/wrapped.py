"""Text that is laid out anew for each width it gets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

Rows: TypeAlias = Callable[[int], Sequence[Content]]
"""The rows of a text at a width in cells."""


def flowing(pieces: Sequence[Content], gap: str = "  ") -> Rows:
    """Pieces beside each other, as many on a row as fit; one that is longer than a row is wrapped."""

    def rows(width: int) -> Sequence[Content]:
        lines: list[Content] = []
        for piece in pieces:
            if lines and lines[-1].cell_length + len(gap) + piece.cell_length <= width:
                lines[-1] = lines[-1] + gap + piece
            else:
                lines.append(piece)
        return [row for line in lines for row in line.wrap(max(width, 1))]

    return rows


class WrappedText(Widget):
    """Shows what `lay_out` gives for a width in cells, row by row."""

    DEFAULT_CSS = "WrappedText { height: auto; }"

    def __init__(self, lay_out: Rows, *, id: str | None = None) -> None:  # noqa: A002 - as Textual's own
        super().__init__(id=id)
        self._lay_out = lay_out

    def update(self, lay_out: Rows) -> None:
        """Show what another `lay_out` gives."""
        self._lay_out = lay_out
        self.refresh(layout=True)

    def render(self) -> Content:
        return Content("\n").join(self._lay_out(self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        del container, viewport
        return len(self._lay_out(width))
