"""The week ahead: what is planned on seven days, to look at and to plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec.structs import replace
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.calendar import add_days
from rituals.core.events import RitualAdded
from rituals.core.model import EACH, Once, Ritual, Tick
from rituals.core.occurrences.sign import Sign
from rituals.core.rituals.board import Group, Row
from rituals.core.rituals.week import DAYS, Planned, WeekAhead, week_ahead, week_for
from rituals.core.rituals.week_words import week_heading
from rituals.session import Session
from tui.rituals import present_week
from tui.rituals.keys import WEEK
from tui.rituals.ritual_screen import RitualScreen
from tui.rituals.ticking import is_of_another_period
from tui.rituals.week_lines import DayHeading, DayLine, FreeDayLine, PlannedLine, WeekSubject, subject_of
from tui.shared.keys import bindings
from tui.shared.lines import Line, Lines


class WeekScreen(RitualScreen):
    """Seven days, from today or from a number of weeks later."""

    KEYS = WEEK
    BINDINGS = bindings(WEEK)
    CSS_PATH = "week.tcss"
    TITLE = "Week"
    PURPOSE = "Seven days ahead, to plan them in two minutes."
    HORIZONTAL_BREAKPOINTS = [(0, "-cramped"), (60, "-narrow"), (112, "-beside")]  # noqa: RUF012

    def __init__(self, session: Session) -> None:
        super().__init__(session, brings_back="u brings it back.")
        self._weeks_on = 0
        self._week = self._laid_out = self._seen_now()

    def headline(self) -> str:
        return week_heading(self._week)

    def contents(self) -> Iterable[Widget]:
        yield Static(present_week.week_summary(self._week), id="about")
        yield Lines(*self._columns(), id="week")

    # showing

    def _seen_now(self) -> WeekAhead:
        first_day = add_days(self.service.today(), DAYS * self._weeks_on)
        week = week_ahead(self.service.state, first_day, self.service.local())
        return week_for(week, self.service.seated.id, self.service.today())

    def _columns(self) -> Iterator[Widget]:
        """The days, and beside or below them what may be done on any day."""
        self._laid_out = self._week
        if not self.service.state.rituals:
            yield Static(self.of_nothing(present_week.NOTHING_YET), id="nothing")
            return
        yield Vertical(*self._day_widgets(), id="days")
        if self._week.any_day:
            heading = Static(present_week.ANY_DAY, classes="day heading", id="any-day-heading")
            yield Vertical(heading, *map(self._planned_line, self._week.any_day), id="any-day")

    def _day_widgets(self) -> Iterator[Widget]:
        for day in self._week.days:
            if not day.planned:
                yield FreeDayLine(day, self._week.today)
                continue
            yield DayHeading(day, self._week.today, self.signs)
            yield from map(self._planned_line, day.planned)

    def _planned_line(self, planned: Planned) -> PlannedLine:
        return PlannedLine(planned, self.service.audience(), self._week.today, self.signs)

    def show(self) -> None:
        """Show the week as it is now; only lines that changed are drawn again."""
        self._week = self._seen_now()
        if _shape(self._week) != _shape(self._laid_out):
            self.call_later(self._lay_out)
        else:
            self._show_in_place()
        self.query_one("#about", Static).update(present_week.week_summary(self._week))
        self.show_top()

    def _show_in_place(self) -> None:
        week = self._laid_out = self._week
        for heading, day in zip(self.query(DayHeading), (day for day in week.days if day.planned), strict=False):
            heading.show(day, week.today)
        audience = self.service.audience()
        for line, planned in zip(self.query(PlannedLine), _everything(week), strict=False):
            line.show(planned, audience, week.today)

    async def _lay_out(self) -> None:
        previous, place = self.lines.current, self.lines.place
        is_turned = self._week.first != self._laid_out.first
        async with self.batch():
            await self.lines.remove_children()
            await self.lines.mount_all(self._columns())
        if is_turned:
            self.lines.point_at(self.first_line())
        elif same := self._same_as(previous):
            self.lines.point_at(same)
        else:
            self.lines.action_cursor_to(place)

    def _same_as(self, previous: Line | None) -> Line | None:
        """The line with the same subject as another, if possible on the same day."""
        if not isinstance(previous, DayLine):
            return None
        lines = [line for line in self.lines.lines if isinstance(line, DayLine) and line.subject == previous.subject]
        return next((line for line in lines if line.day == previous.day), next(iter(lines), None))

    def first_line(self) -> Line | None:
        """The first open line of today; None, which stands for the topmost line, where there is none."""
        lines = [line for line in self.lines.lines if isinstance(line, PlannedLine)]
        still = [
            planned_line
            for planned_line in lines
            if planned_line.day == self._week.today and planned_line.planned.sign in (Sign.OPEN, Sign.HALF)
        ]
        return next(iter(still), None)

    # what the cursor is on

    @property
    def _planned(self) -> Planned | None:
        line = self.lines.current
        return line.planned if isinstance(line, PlannedLine) else None

    @property
    def current(self) -> Ritual | None:
        """The ritual under the cursor."""
        return self._planned.ritual if self._planned else None

    @property
    def current_row(self) -> Row | None:
        """The occurrence under the cursor, as a row of its day."""
        planned = self._planned
        if planned is None or planned.ritual.is_archived:
            return None
        ritual, day = planned.ritual, self._tick_day(planned)
        row = Row(ritual, Group.TODAY, planned.sign, day, planned.result, planned.at)
        if is_of_another_period(row):
            return row
        return replace(row, ticked_by=frozenset(tick.by for tick in self._ticks(ritual, day)))

    def _ticks(self, ritual: Ritual, day: date) -> Sequence[Tick]:
        return self.service.state.ticks(ritual.id, day, day).get(day, ())

    def _tick_day(self, planned: Planned) -> date:
        """The day to tick: that of the tick there is, else the line's day, or today for a quota."""
        ritual = planned.ritual
        if planned.result.occurrence.is_quota:
            return self.service.today_of(ritual)
        mine = {None, self.service.seated.id}
        for day in reversed(planned.result.ticked_on):
            if any(ritual.who_on(day) != EACH or tick.by in mine for tick in self._ticks(ritual, day)):
                return day
        return planned.day

    # weeks before and after

    def action_turn(self, weeks: int) -> None:
        self._weeks_on += weeks
        self.show()

    def action_from_today(self) -> None:
        self._weeks_on = 0
        self.show()

    # planning

    def action_own(self) -> None:
        """Open the form for a new ritual; at first its cadence is only the day under the cursor."""
        line, today = self.lines.current, self._week.today
        is_quota = self._planned is not None and self._planned.result.occurrence.is_quota
        if isinstance(line, DayLine) and line.day >= today and not is_quota:
            self.actions.open_form(RitualAdded("", today, "", Once(line.day)))
        else:
            super().action_own()

    def action_shift(self, days: int) -> None:
        def shift(ritual: Ritual) -> None:
            if (planned := self._planned) is not None:
                day = planned.result.occurrence.day
                self.actions.move(ritual, day, add_days(day, days))

        self._on_ritual(f"shift({days})", shift)

    def action_move(self) -> None:
        self._on_ritual("move", self._move)

    def _move(self, ritual: Ritual) -> None:
        if (planned := self._planned) is None:
            return
        occurrence = planned.result.occurrence
        if occurrence.is_quota:
            self.actions.move(ritual, occurrence.day, occurrence.day)  # its error says why there is nothing to move
        else:
            self.actions.ask_for_day(ritual, occurrence.day)

    def choose(self, line: Line) -> None:
        """Tick the occurrence, or take its tick back."""
        del line  # the cursor is on it
        self.action_tick()


def _everything(week: WeekAhead) -> list[Planned]:
    """All occurrences, in the order of the lines."""
    return [*(occurrence for day in week.days for occurrence in day.planned), *week.any_day]


def _shape(week: WeekAhead) -> list[tuple[date, list[WeekSubject]]]:
    """The days with the subjects of their lines; the list is laid out anew where this changes."""
    days = [(day.day, [subject_of(occurrence) for occurrence in day.planned]) for day in week.days]
    return [*days, (week.today, [subject_of(occurrence) for occurrence in week.any_day])]
