"""One day on a screen: what was done and its notes, what could be added, or what is planned."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from textual import work
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.calendar import add_days, month_of
from rituals.core.rituals.audience import Audience
from rituals.core.rituals.board import Row
from rituals.session import Session
from tui.rhythm import present
from tui.rhythm.day_picture import MONTHS_AHEAD, month_on
from tui.rhythm.day_rows import DayView, day_view
from tui.rhythm.keys import DAY
from tui.rhythm.retrospect import RhythmModel, glanced_back
from tui.rituals.ritual_screen import RitualScreen
from tui.shared.keys import bindings
from tui.shared.lines import Line, Lines
from tui.shared.text import Link, links_line


class DayRitualLine(Line):
    """One ritual on a day."""

    def __init__(self, row: Row, audience: Audience, signs: str) -> None:
        super().__init__()
        self.row = row
        self._audience = audience
        self._signs = signs

    def show(self, row: Row, audience: Audience) -> None:
        """Show the row as it is now; nothing happens where it is the same."""
        if (row, audience) != (self.row, self._audience):
            self.row, self._audience = row, audience
            self.refresh(layout=True)

    def rows(self, width: int) -> list[Content]:
        return present.day_lines(self.row, self._audience, width, signs=self._signs, is_open=self.is_open)


class DayScreen(RitualScreen):
    """Shows one day; what is ticked here is recorded for that day."""

    KEYS = DAY
    BINDINGS = bindings(DAY)
    CSS_PATH = "day.tcss"
    TITLE = "A day"
    PURPOSE = "One day in full; what was forgotten can be added."

    def __init__(self, session: Session, day: date) -> None:
        super().__init__(session)
        self._day = day
        self._back: RhythmModel | None = None
        self._view = DayView((), ())
        self._shape: tuple[object, ...] = ()

    def headline(self) -> str:
        return present.rhythm_line(self._back.rhythm) if self._back is not None else ""

    def contents(self) -> Iterable[Widget]:
        yield Static(id="which-day")
        yield Lines(id="on-the-day")

    # showing

    @property
    def _day_lines(self) -> list[DayRitualLine]:
        return [line for line in self.lines.lines if isinstance(line, DayRitualLine)]

    @property
    def current_row(self) -> Row | None:
        """The row under the cursor."""
        line = self.lines.current
        return line.row if isinstance(line, DayRitualLine) else None

    def show(self) -> None:
        """Show the day as it is now; only lines that changed are drawn again."""
        if self.is_active:
            self._look_at_day()

    @work(exclusive=True)
    async def _look_at_day(self) -> None:
        today = self.service.today()
        back = self._back = RhythmModel(self.session, await glanced_back(self.session), today, self._back)
        self._view = day_view(back.days_on(self._day), back.days(None, self._day, self._day)[0], today)
        self.query_one("#which-day", Static).update(self._which_day(today))
        self.show_top()
        rows = (*self._view.rows, *self._view.others)
        shape = (self._day, len(self._view.rows), *(row.ritual.id for row in rows))
        if shape != self._shape:
            self._shape = ()  # until it stands: the next look may stop this one half way
            await self._lay_out(today)
            self._shape = shape
        audience = self.service.audience(self._day)
        for line, row in zip(self._day_lines, rows, strict=True):
            line.show(row, audience)

    def _which_day(self, today: date) -> Content:
        """The day's name between links to the day before and the day after."""
        signs = ("‹", "›") if self.signs == "unicode" else ("<", ">")
        before, after = (links_line((Link(sign, f"walk({way})"),), 0) for sign, way in zip(signs, (-1, 1), strict=True))
        return Content.assemble(before, " ", (present.full_date(self._day, today), "bold"), " ", after)

    async def _lay_out(self, today: date) -> None:
        """Lay the lines out anew, with the cursor on the same ritual as before."""
        current = self.current_row
        async with self.batch():
            await self.lines.remove_children()
            await self.lines.mount_all(self._widgets(today))
        same = (line for line in self._day_lines if current and line.row.ritual.id == current.ritual.id)
        self.lines.point_at(next(same, None))

    def _widgets(self, today: date) -> list[Widget]:
        ahead, audience = self._day > today, self.service.audience(self._day)
        widgets: list[Widget] = [
            Static(heading, classes="heading")
            if isinstance(heading, str)
            else DayRitualLine(heading, audience, self.signs)
            for heading in present.day_plan(self._view.rows, self._view.others)
        ]
        if not self._view.rows:
            words = present.NOTHING_AHEAD if ahead else present.QUIET_DAY
            widgets.insert(0, Static(words, classes="nothing"))
        return widgets

    # walking

    async def action_walk(self, days: int) -> None:
        """Show another day, so many days from this one."""
        furthest = month_of(month_on(self.service.today(), MONTHS_AHEAD)).last
        self._day = min(add_days(self._day, days), furthest)
        await self.query("NoteLine").remove()
        self.lines.focus()
        self.show()

    # doing

    def choose(self, line: Line) -> None:
        """Tick a ritual on that day, or take its tick back."""
        if isinstance(line, DayRitualLine):
            self.ticks.toggle(line.row)
