"""The pictures of the rhythm screen, one visible at a time; each is made when it is first shown."""

from __future__ import annotations

from asyncio import Lock
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.calendar import month_of
from rituals.core.rhythm.summary import RitualSummary
from tui.rhythm import present
from tui.rhythm.curve import StrengthChart
from tui.rhythm.day_picture import MONTHS_AHEAD, DayPicture, month_on
from tui.rhythm.heatmap import Heatmap, WeeksAcross
from tui.rhythm.lines import MilestoneLine, StrengthLine
from tui.rhythm.minutes import MinutesChart
from tui.rhythm.month import MonthPicture
from tui.rhythm.retrospect import RhythmModel
from tui.shared.lines import Line, Lines

_LATEST = 30  # milestones shown in the list; earlier ones are listed with each ritual
Titles = Callable[[], dict[str, str]]


class PictureView(NamedTuple):
    """What to show: the model, one ritual's summary or None for all, the picture's name, and the day of the cursor."""

    back: RhythmModel
    summary: RitualSummary | None
    picture: str
    day: date

    @property
    def kind(self) -> str:
        """Which widget shows it; the strength of all rituals is a list to choose one from."""
        return "strengths" if self.picture == "strength" and self.summary is None else self.picture


class Pictures(Vertical):
    """Shows one picture, and keeps the others hidden until they are shown again."""

    def __init__(self, signs: str, titles: Titles) -> None:
        """`titles` gives the names of the sections, by their ids."""
        super().__init__(id="pictures")
        self._signs = signs
        self._titles = titles
        self._made: dict[str, Widget] = {}
        self._showing = Lock()  # two at once would fill a list twice

    @property
    def in_sight(self) -> Widget | None:
        """The visible picture."""
        return next((widget for widget in self._made.values() if widget.display), None)

    @property
    def line(self) -> Line | None:
        """The line under the cursor, where the visible picture is a list."""
        return self.in_sight.current if isinstance(self.in_sight, Lines) else None

    async def show(self, view: PictureView) -> None:
        """Show a picture with current data."""
        async with self._showing:
            await self._show(view)

    async def _show(self, view: PictureView) -> None:
        widget = self._made.get(view.kind)
        if widget is None:
            widget = self._made[view.kind] = self._make(view)
            await self.mount(widget)
        if isinstance(widget, DayPicture):
            self._feed(widget, view)
        elif isinstance(widget, Lines):
            await self._fill(widget, view)
        for other in self._made.values():
            other.display = other is widget
        if not widget.has_focus:
            widget.focus()

    def _make(self, view: PictureView) -> Widget:
        week_starts_on = view.back.week_starts_on
        match view.kind:
            case "month":
                return MonthPicture(self._signs, view.day, week_starts_on)
            case "strength":
                return StrengthChart(self._signs, view.day, week_starts_on)
            case "minutes":
                return MinutesChart(self._signs, view.day, week_starts_on, self._titles())
            case "year":
                return Heatmap(self._signs, view.day, week_starts_on)
            case _:
                return Lines()

    def _feed(self, picture: DayPicture, view: PictureView) -> None:
        back, summary = view.back, view.summary
        ahead = month_on(back.today, MONTHS_AHEAD)
        last = month_of(ahead).last if isinstance(picture, MonthPicture) else back.today
        if isinstance(picture, MonthPicture | WeeksAcross):
            picture.week_starts_on = back.week_starts_on
        picture.between(back.first, last, back.today)
        picture.point_at(view.day)
        match picture:
            case MonthPicture():
                picture.show(lambda since, until: back.days(summary, since, until))
            case Heatmap():
                picture.show(lambda since, until: back.year(summary, since, until), by_level=summary is None)
            case MinutesChart():
                picture.show(lambda since, until: back.minutes(summary, since, until))
            case StrengthChart() if summary is not None:
                picture.show(back.curve(summary))

    async def _fill(self, lines: Lines, view: PictureView) -> None:
        rows = self._strengths(view.back) if view.kind == "strengths" else self._milestones(view)
        if lines.children and _subjects(rows) == _subjects(lines.lines):
            return
        await lines.lay_out([*rows, *self._below(view.kind, len(rows))])

    def _strengths(self, back: RhythmModel) -> Sequence[Line]:
        kept_up = [(summary, back.hill(summary)) for summary in back.counted if not summary.ritual.is_archived]
        return [StrengthLine(summary, curve, self._signs) for summary, curve in kept_up if curve.values]

    def _milestones(self, view: PictureView) -> Sequence[Line]:
        back, summary = view.back, view.summary
        reached = [
            milestone for milestone in back.milestones if summary is None or milestone.ritual.id == summary.ritual.id
        ]
        return [MilestoneLine(milestone, back.today, self._signs) for milestone in reached[:_LATEST]]

    def _below(self, kind: str, count: int) -> list[Static]:
        """The sentence that stands in place of an empty list, or below one that was cut."""
        nothing = present.NO_STRENGTH if kind == "strengths" else present.NO_MILESTONES
        words = nothing if not count else present.EARLIER if count == _LATEST and kind == "milestones" else ""
        return [Static(Content(words), classes="nothing")] if words else []


def _subjects(lines: Sequence[Line]) -> list[object]:
    """What each line is about, as far as it changes what is shown."""
    return [
        line.summary if isinstance(line, StrengthLine) else line.milestone
        for line in lines
        if isinstance(line, StrengthLine | MilestoneLine)
    ]
