"""The notes of the jar in one long scroll, of which only the visible rows are ever drawn."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from textual import events
from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from rituals.core.model import AppreciationId
from rituals.core.state.jar import NoteHead
from tui.jar.filter import JarRow
from tui.shared.keys import LIST, bindings

DrawNote = Callable[[NoteHead, int, bool], Content]
ReadAhead = Callable[[Sequence[NoteHead]], object]
_ROWS_REMEMBERED = 500


class JarList(ScrollView, can_focus=True, inherit_bindings=False):
    """Notes under their months, with a cursor that stays on its note when others come and go."""

    BINDINGS = bindings(key for key in LIST if not key.id.startswith("page-"))  # the page keys go by months
    COMPONENT_CLASSES = {"jar-list--row", "jar-list--current", "jar-list--heading", "jar-list--hovered"}  # noqa: RUF012

    class Moved(Message):
        """The cursor is on another note."""

    def __init__(self, draw: DrawNote, read_ahead: ReadAhead) -> None:
        """`draw` gives a note's line at a width in cells; its last argument says whether the cursor is on it.
        `read_ahead` is called with the notes that come into sight, before they are drawn."""
        super().__init__()
        self._draw = draw
        self._read_ahead = read_ahead
        self._rows: Sequence[JarRow] = ()
        self._places: list[int] = []  # the rows that are notes
        self._months: list[int] = []  # of them, the first of each month
        self._at = 0
        self._hovered: int | None = None
        self._drawn: LRUCache[tuple[int, bool], Strip] = LRUCache(_ROWS_REMEMBERED)

    # what it shows

    def show(self, rows: Sequence[JarRow]) -> None:
        """Show these rows in place of those before; the cursor stays on its note, or near where that was."""
        previous = self.current
        self._rows = rows
        self._places = [place for place, row in enumerate(rows) if not isinstance(row, str)]
        self._months = [place + 1 for place, row in enumerate(rows) if isinstance(row, str) and row]
        at = self._at_of(previous.id) if previous else None
        self._at = min(self._at, max(len(self._places) - 1, 0)) if at is None else at
        self.virtual_size = Size(0, len(rows))
        self.draw_again()
        self.call_after_refresh(self._scroll_to_cursor)

    def draw_again(self) -> None:
        """Draw every visible row anew, as something about them changed."""
        self._drawn.clear()
        self.refresh()

    @property
    def current(self) -> NoteHead | None:
        """The note under the cursor."""
        return self._note(self._places[self._at]) if self._places else None

    def _note(self, place: int) -> NoteHead:
        note = self._rows[place]
        assert not isinstance(note, str)
        return note

    # walking

    def action_cursor(self, step: int) -> None:
        self._point_at(self._at + step)

    def action_cursor_to(self, place: int) -> None:
        self._point_at(place % len(self._places) if self._places else 0)

    def to_month(self, step: int) -> None:
        """Go to the first note of the month `step` months further down the list."""
        if not self._places:
            return
        starts = self._months
        heading = bisect_left(starts, self._places[self._at] + 1) - 1
        if step < 0 and starts[heading] < self._places[self._at]:
            step += 1  # back to where this month begins, first
        target = starts[max(0, min(heading + step, len(starts) - 1))]
        self._point_at(bisect_left(self._places, target))

    def point_at(self, note: AppreciationId) -> None:
        """Put the cursor on a note, if it is in the list."""
        at = self._at_of(note)
        self._point_at(self._at if at is None else at)

    def _at_of(self, note: AppreciationId) -> int | None:
        if self._at < len(self._places) and self._note(self._places[self._at]).id == note:
            return self._at  # as it is after most changes
        return next((at for at, place in enumerate(self._places) if self._note(place).id == note), None)

    def _point_at(self, at: int) -> None:
        at = max(0, min(at, len(self._places) - 1))
        if at == self._at or not self._places:
            return
        previous, self._at = self._at, at
        self.refresh_line(self._places[previous])
        self.refresh_line(self._places[at])
        self._scroll_to_cursor()
        self.post_message(self.Moved())

    def _scroll_to_cursor(self) -> None:
        """Scroll to the cursor's row, and to the heading if one is right above it."""
        if not self._places:
            return
        row = self._places[self._at]
        top = row - 1 if row and isinstance(self._rows[row - 1], str) else row
        height = self.scrollable_content_region.height
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False)
        elif row >= self.scroll_offset.y + height:
            self.scroll_to(y=row - height + 1, animate=False)

    def on_click(self, event: events.Click) -> None:
        row = event.y + self.scroll_offset.y
        at = bisect_left(self._places, row)
        if at < len(self._places) and self._places[at] == row:
            self._point_at(at)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self._hover(event.y + self.scroll_offset.y)

    def on_leave(self) -> None:
        self._hover(None)

    def _hover(self, row: int | None) -> None:
        previous, self._hovered = self._hovered, row
        for changed in (previous, row):
            if changed is not None and previous != row:
                self.refresh_line(changed)

    # drawing

    def on_resize(self) -> None:
        self.draw_again()
        self._scroll_to_cursor()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._drawn.clear()

    def render_lines(self, crop: Region) -> list[Strip]:
        first = crop.y + self.scroll_offset.y
        rows = self._rows[first : first + crop.height]
        self._read_ahead([row for row in rows if not isinstance(row, str)])
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        row = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if row >= len(self._rows):
            return Strip.blank(width, self.get_visual_style("jar-list--row").rich_style)
        is_current = bool(self._places) and row == self._places[self._at]
        if row == self._hovered:
            return self._line(self._rows[row], width, is_current, is_hovered=True)
        strip = self._drawn.get((row, is_current))
        if strip is None:
            strip = self._drawn[row, is_current] = self._line(self._rows[row], width, is_current)
        return strip

    def _line(self, row: JarRow, width: int, is_current: bool, *, is_hovered: bool = False) -> Strip:
        if isinstance(row, str):
            name, content = "jar-list--heading", Content(f"  {row}")
        else:
            name = "jar-list--hovered" if is_hovered else "jar-list--current" if is_current else "jar-list--row"
            content = self._draw(row, width, is_current)
        style = self.get_visual_style("jar-list--row", name)
        strips = Visual.to_strips(self, content, width, 1, style, pad=True)
        return strips[0] if strips else Strip.blank(width, style.rich_style)
