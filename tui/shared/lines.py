"""A list to walk through: one line has the cursor and opens; only lines that changed are drawn again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import events
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.shared.keys import LIST, bindings


class Line(Widget, can_focus=False):
    """One entry; `is_open` is true while the cursor is on it."""

    DEFAULT_CSS = """
    Line { height: auto; }
    Line.-open { background: $surface; }
    """

    is_open: reactive[bool] = reactive(False, layout=True)

    SIGN_WIDTH = 5

    class Chosen(Message):
        """The line was clicked; `on_sign` where its sign was, `again` where it had the cursor already."""

        def __init__(self, line: Line, *, on_sign: bool, again: bool = False) -> None:
            super().__init__()
            self.line = line
            self.on_sign = on_sign
            self.again = again

    def rows(self, width: int) -> list[Content]:
        """What the line shows at a width in cells, row by row."""
        raise NotImplementedError

    def render(self) -> Content:
        return Content("\n").join(self.rows(self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        del container, viewport
        return len(self.rows(width))

    def watch_is_open(self, is_open: bool) -> None:
        self.set_class(is_open, "-open")

    def on_click(self, event: events.Click) -> None:
        event.stop()
        is_link = "@click" in event.style.meta
        on_sign = event.x < self.SIGN_WIDTH
        self.post_message(self.Chosen(self, on_sign=on_sign, again=self.is_open and not on_sign and not is_link))


class Lines(VerticalScroll, inherit_bindings=False):
    """Lines under headings, with a cursor that stays where it is when lines change around it."""

    DEFAULT_CSS = """
    Lines { width: 1fr; height: 1fr; }
    """

    BINDINGS = bindings(LIST)
    can_focus = True

    class Moved(Message):
        """The cursor is on another line."""

    @property
    def lines(self) -> Sequence[Line]:
        return self.walk_children(Line)  # without matching selectors, as a key asks many times

    @property
    def current(self) -> Line | None:
        return next((line for line in self.lines if line.is_open), None)

    @property
    def place(self) -> int:
        """Which line has the cursor, counted from 0; 0 where none has."""
        return next((i for i, line in enumerate(self.lines) if line.is_open), 0)

    def point_at(self, line: Line | None) -> None:
        """Put the cursor on a line, or on the first one."""
        lines = self.lines
        target = line if line in lines else next(iter(lines), None)
        for other in lines:
            other.is_open = other is target
        if target is not None:
            self.call_after_refresh(self.scroll_to_widget, target, animate=False)
        self.post_message(self.Moved())

    def on_resize(self) -> None:
        """Keep the cursor in view when the window shrinks."""
        line = self.current
        if line is not None:
            self.call_after_refresh(self.scroll_to_widget, line, animate=False)

    async def lay_out(self, rows: Iterable[Widget]) -> None:
        """Replace the rows in one screen update, with the cursor at the place where it was."""
        place = self.place
        async with self.batch():
            await self.remove_children()
            await self.mount_all(rows)
        self.action_cursor_to(place)

    def put_in_order(self, names: Iterable[str]) -> None:
        """Bring the rows into the order of these names; a name without a row, as while the page closes, is left out."""
        rows = {child.name: child for child in self.children}
        for place, name in enumerate([name for name in names if name in rows]):
            if self.children[place] is not rows[name]:
                self.move_child(rows[name], before=place)
        for heading in self.query(".heading"):  # moving tells none that it is first no more
            heading.update_node_styles()

    def action_cursor(self, step: int) -> None:
        lines = self.lines
        if not lines:
            return
        if step < 0 and self.place == 0:
            self.scroll_page_up(animate=False)  # to what stands above the first line
        elif self.current is None:
            self.point_at(None)
        else:
            self.point_at(lines[max(0, min(len(lines) - 1, self.place + step))])

    def action_cursor_to(self, place: int) -> None:
        lines = self.lines
        if lines:
            self.point_at(lines[min(place, len(lines) - 1)])

    def on_line_chosen(self, message: Line.Chosen) -> None:
        self.focus()
        self.point_at(message.line)
