"""The pictures that look back, one of them in sight; each is made when it is first asked for."""

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
from rituals.core.rhythm.history import RitualHistory
from tui.rhythm import present
from tui.rhythm.curve import StrengthChart
from tui.rhythm.day_picture import MONTHS_AHEAD, DayPicture, month_on
from tui.rhythm.heatmap import Heatmap, WeeksAcross
from tui.rhythm.lines import MilestoneLine, StrengthLine
from tui.rhythm.minutes import MinutesChart
from tui.rhythm.month import MonthPicture
from tui.rhythm.retrospect import RhythmModel
from tui.shared.lines import Line, Lines

_LATEST = 30  # milestones in sight; those before stand with each ritual
Titles = Callable[[], dict[str, str]]


class PictureView(NamedTuple):
    """What is looked at: everything so far, one ritual of it or all, which picture of that, and the day."""

    back: RhythmModel
    one: RitualHistory | None
    picture: str
    day: date

    @property
    def kind(self) -> str:
        """Which widget shows it: the strength of all is a list to choose one from."""
        return "strengths" if self.picture == "strength" and self.one is None else self.picture


class Pictures(Vertical):
    """Shows what is looked at, and keeps the others as they are until their turn."""

    def __init__(self, signs: str, titles: Titles) -> None:
        """`titles` gives the names of the sections, by their ids."""
        super().__init__(id="pictures")
        self._signs = signs
        self._titles = titles
        self._made: dict[str, Widget] = {}
        self._showing = Lock()  # two at once would fill a list twice

    @property
    def in_sight(self) -> Widget | None:
        """The picture that is shown."""
        return next((widget for widget in self._made.values() if widget.display), None)

    @property
    def line(self) -> Line | None:
        """The line under the cursor, where a list is in sight."""
        return self.in_sight.current if isinstance(self.in_sight, Lines) else None

    async def show(self, seen: PictureView) -> None:
        """Bring what is looked at into sight, as it is now."""
        async with self._showing:
            await self._show(seen)

    async def _show(self, seen: PictureView) -> None:
        widget = self._made.get(seen.kind)
        if widget is None:
            widget = self._made[seen.kind] = self._make(seen)
            await self.mount(widget)
        if isinstance(widget, DayPicture):
            self._feed(widget, seen)
        elif isinstance(widget, Lines):
            await self._fill(widget, seen)
        for other in self._made.values():
            other.display = other is widget
        if not widget.has_focus:
            widget.focus()

    def _make(self, seen: PictureView) -> Widget:
        week_starts_on = seen.back.week_starts_on
        match seen.kind:
            case "month":
                return MonthPicture(self._signs, seen.day, week_starts_on)
            case "strength":
                return StrengthChart(self._signs, seen.day, week_starts_on)
            case "minutes":
                return MinutesChart(self._signs, seen.day, week_starts_on, self._titles())
            case "year":
                return Heatmap(self._signs, seen.day, week_starts_on)
            case _:
                return Lines()

    def _feed(self, picture: DayPicture, seen: PictureView) -> None:
        back, one = seen.back, seen.one
        ahead = month_on(back.today, MONTHS_AHEAD)
        last = month_of(ahead).last if isinstance(picture, MonthPicture) else back.today
        if isinstance(picture, MonthPicture | WeeksAcross):
            picture.week_starts_on = back.week_starts_on
        picture.between(back.first, last, back.today)
        picture.point_at(seen.day)
        match picture:
            case MonthPicture():
                picture.show(lambda since, until: back.days(one, since, until))
            case Heatmap():
                picture.show(lambda since, until: back.year(one, since, until), by_level=one is None)
            case MinutesChart():
                picture.show(lambda since, until: back.minutes(one, since, until))
            case StrengthChart() if one is not None:
                picture.show(back.curve(one))

    async def _fill(self, lines: Lines, seen: PictureView) -> None:
        wanted = self._strengths(seen.back) if seen.kind == "strengths" else self._milestones(seen)
        if _subjects(wanted) == _subjects(lines.lines):
            return
        await lines.lay_out([*wanted, *self._below(seen.kind, len(wanted))])

    def _strengths(self, back: RhythmModel) -> Sequence[Line]:
        kept = [past for past in back.counted if past.kept_days and not past.ritual.is_archived]
        return [StrengthLine(past, back.curve(past), self._signs) for past in kept]

    def _milestones(self, seen: PictureView) -> Sequence[Line]:
        back, one = seen.back, seen.one
        reached = [found for found in back.milestones if one is None or found.ritual.id == one.ritual.id]
        return [MilestoneLine(found, back.today, self._signs) for found in reached[:_LATEST]]

    def _below(self, kind: str, count: int) -> list[Static]:
        """What is said in place of lines, or beneath as many as are shown at once."""
        nothing = present.NO_STRENGTH if kind == "strengths" else present.NO_MILESTONES
        words = nothing if not count else present.EARLIER if count == _LATEST and kind == "milestones" else ""
        return [Static(Content(words), classes="nothing")] if words else []


def _subjects(lines: Sequence[Line]) -> list[object]:
    """What lines are about, as far as it shows."""
    return [
        line.past if isinstance(line, StrengthLine) else line.milestone
        for line in lines
        if isinstance(line, StrengthLine | MilestoneLine)
    ]
