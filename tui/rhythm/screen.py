"""The rhythm: weeks in a row and the year as a picture; other pictures show the strength, the minutes, a month."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import date

from textual import work
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Digits, Static

from rituals.core.calendar import add_days, month_of
from rituals.core.model import RitualId
from rituals.core.rhythm.milestones import reached_since, worded
from rituals.core.rhythm.summary import RitualSummary
from rituals.core.rhythm.words import Mood, milestone_words, mood_words, together_words
from rituals.core.text import printable
from rituals.session import Session
from tui.rhythm import present
from tui.rhythm.day_picture import DayPicture
from tui.rhythm.day_rows import day_view, kept_first
from tui.rhythm.keys import RHYTHM
from tui.rhythm.lines import MilestoneLine, StrengthLine
from tui.rhythm.month import MonthPicture
from tui.rhythm.pictures import Pictures, PictureView
from tui.rhythm.retrospect import RhythmModel, glanced_back
from tui.shared.keys import bindings
from tui.shared.lines import Line
from tui.shared.screen import AppScreen
from tui.shared.text import CHOSEN, Link, linked, links_line
from tui.shared.wrapped import Rows, WrappedText, flowing

PICTURES = ("year", "month", "strength", "minutes", "milestones")
_PATIENCE = 0.3  # seconds before a sentence says that it takes a moment
_SMILED_AT_FOR = 7  # days in which a milestone counts as news
_SIDES = 6  # cells left blank beside the text
_SAID = {Mood.QUIET, Mood.BACK, Mood.PAUSED, Mood.RESTING}


class RhythmScreen(AppScreen):
    """Shows how it is going, in one picture at a time, of all rituals or of one."""

    KEYS = RHYTHM
    BINDINGS = bindings(RHYTHM)
    CSS_PATH = "rhythm.tcss"
    TITLE = "Rhythm"
    PURPOSE = "Your weeks in a row, and the year as a picture."

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._back: RhythmModel | None = None
        self._shown: RhythmModel | None = None
        self._ritual: RitualId | None = None
        self._picture = "year"
        self._day = self.service.today()
        self._is_news = True

    def contents(self) -> Iterable[Widget]:
        yield Horizontal(Digits(id="count"), Static(id="numbers"), id="weeks")
        yield Static(id="in-a-line")
        yield Static(id="subject", classes="links")
        yield Static(id="choices", classes="links")
        yield Pictures(self.signs, self._titles)
        yield WrappedText(flowing(()), id="legend")
        yield Static(id="day")

    def on_mount(self) -> None:
        self.set_class(self.signs == "ascii", "-plain")
        self.set_timer(_PATIENCE, self._ask_for_patience)

    # showing

    def on_screen_resume(self) -> None:
        self._is_news = True

    def show(self) -> None:
        """Read the summaries anew, between frames; what is visible stays until that is done."""
        self.show_top()
        if self.is_active:
            self.call_after_refresh(self._look_back)

    async def recompose(self) -> None:
        """Build everything anew, as after a change of the look."""
        await super().recompose()
        self.set_class(self.signs == "ascii", "-plain")
        self._back = self._shown = None
        self.show()

    @work(exclusive=True)
    async def _look_back(self) -> None:
        summaries, today = await glanced_back(self.session), self.service.today()
        if self._shown is not None and self._shown.shows(summaries, today):
            self._smile(self._shown)
            return
        if self._back is not None and self._day == self._back.today:
            self._day = today
        self._back = RhythmModel(self.session, summaries, today, self._back)
        self._show_weeks(self._back)
        await asyncio.sleep(0)  # adding up ten years of weeks takes a while
        await self._show_picture()
        self._shown = self._back  # only now: a further change may have come in between
        self._smile(self._back)

    def _ask_for_patience(self) -> None:
        if self._back is None:
            self.query_one("#legend", WrappedText).update(flowing([Content(present.LOOKING)]))

    def _show_weeks(self, back: RhythmModel) -> None:
        """Show the weeks in a row, as large digits beside their text; `#in-a-line` has both for a low screen."""
        weeks, best, message = back.rhythm, present.best_words(back.rhythm), self._message(back)
        together = together_words(self.service.state.household.met_on, back.today)
        self.set_class(not weeks.current, "-none")
        self.query_one("#count", Digits).update(str(weeks.current))
        of_what = present.in_rhythm(weeks) if weeks.current else ""
        self.query_one("#numbers", Static).update(present.numbers(of_what, best, together, message, between="\n"))
        line = present.numbers(present.rhythm_line(weeks), best, together, message, between=" · ")
        self.query_one("#in-a-line", Static).update(line)

    def _message(self, back: RhythmModel) -> str:
        """The catalogue's sentence on the rhythm, unless the rhythm only shows what was just ticked."""
        if back.is_blank:
            return present.FRESH
        if back.mood not in _SAID:
            return ""
        texts = self.session.catalogue.rhythm_message
        return mood_words([message.text for message in texts if message.state == back.mood], back.today)

    async def _show_picture(self) -> None:
        """Show the chosen picture; what takes long is computed before, in slices."""
        back, summary = self._back, self._summary
        if back is None:
            return
        if self._picture == "strength":
            await (back.settle_curve(summary) if summary is not None else back.settle_hills())
        await back.look_around(self._day)
        await self.query_one(Pictures).show(PictureView(back, summary, self._picture, self._day))
        self._show_words(back)

    @property
    def _is_list(self) -> bool:
        """Whether the picture is a list of lines, rather than days."""
        return self._picture == "milestones" or (self._picture == "strength" and self._summary is None)

    def _show_words(self, back: RhythmModel) -> None:
        self.set_class(self._is_list, "-list")
        self.query_one("#subject", Static).update(self._subject(back))
        self.query_one("#choices", Static).update(self._choices())
        self.query_one("#legend", WrappedText).update(self._legend())
        self._show_day()

    @property
    def _summary(self) -> RitualSummary | None:
        """The summary of the ritual that is shown, None for all rituals."""
        return self._back.of(self._ritual) if self._back is not None and self._ritual is not None else None

    def _subject(self, back: RhythmModel) -> Content:
        """What is shown, and its numbers, with links to the ritual before and the next."""
        summary, forward = self._summary, ("‹", "›") if self.signs == "unicode" else ("<", ">")
        if not back.counted:
            return Content("")
        name = Content.styled(printable(summary.ritual.name) if summary is not None else present.ALL, "bold")
        numbers = present.one_words(summary) if summary is not None else ""
        before, after = (
            links_line((Link(sign, f"ritual({way})"),), 0) for sign, way in zip(forward, (-1, 1), strict=True)
        )
        return Content.assemble(before, " ", name, " ", after, (f"   {numbers}" if numbers else "", "$text-muted"))

    def _choices(self) -> Content:
        links = []
        for name in PICTURES:
            is_chosen = name == self._picture
            links.append(Content.styled(name, CHOSEN) if is_chosen else linked(name, f"screen.picture('{name}')"))
        return Content("   ").join(links)

    def _legend(self) -> Rows:
        people = self.service.couple
        if self._picture == "year" and self._summary is None:
            return present.levels_legend(self.signs)
        if self._picture == "year":
            return present.year_legend(self.signs, people, present.CURSOR)
        return present.month_legend(self.signs, people) if self._picture == "month" else flowing(())

    def _show_day(self) -> None:
        """Show what was on the day under the cursor, in short."""
        back = self._back
        if back is None or self._is_list:
            return
        shown = back.days(self._summary, self._day, self._day)[0]
        rows = kept_first(day_view(back.days_on(self._day), shown, back.today).rows)
        width = self.size.width - _SIDES
        lines = present.glimpse(rows, self.service.audience(self._day), width, signs=self.signs) or [
            Content.styled(self._no_rows(back.today), "$text-muted")
        ]
        title = Content.styled(present.full_date(self._day, back.today), "bold")
        self.query_one("#day", Static).update(Content("\n").join([title, *lines]))

    def _no_rows(self, today: date) -> str:
        return present.NOTHING_AHEAD if self._day > today else present.QUIET_DAY

    def _titles(self) -> dict[str, str]:
        return {**{section.id: section.title for section in self.session.catalogue.section}, "": "Your own"}

    # telling

    def _smile(self, back: RhythmModel) -> None:
        """Show a toast on a milestone reached these days: each once, and one each time the screen is opened."""
        if not self._is_news:
            return
        told_milestones = self.service.device_state.milestones_told
        reached = reached_since(back.shown, add_days(back.today, -_SMILED_AT_FOR))
        new = [milestone for milestone in reached if milestone.id not in told_milestones]
        news = worded(self.service.state, new)
        if not news:
            return
        self._is_news = False
        self.session.remember_milestone(news[-1].id)
        self.toast.show(present.reached_words(milestone_words(news[-1])))

    # walking

    def on_day_picture_moved(self) -> None:
        picture = self.query_one(Pictures).in_sight
        if isinstance(picture, DayPicture) and picture.day != self._day:
            previous_day, self._day = self._day, picture.day
            self._show_day()
            if isinstance(picture, MonthPicture) and month_of(previous_day) != month_of(self._day):
                self._show_soon()
            self._look_further()

    @work(group="further")
    async def _look_further(self) -> None:
        if self._back is not None:
            await self._back.look_around(self._day, and_further=True)

    def on_day_picture_opened(self) -> None:
        self._open(self._day)

    def on_line_chosen(self, message: Line.Chosen) -> None:
        self._open_line(message.line)

    def action_step(self, way: str) -> None:
        picture = self.query_one(Pictures).in_sight
        if isinstance(picture, DayPicture):
            picture.step(way)

    def action_picture(self, name: str) -> None:
        self._picture = name
        if self._back is not None and name != "month":
            self._day = min(self._day, self._back.today)
        self._show_soon()

    def action_view(self) -> None:
        """Show the next picture, and the first after the last."""
        self.action_picture(PICTURES[(PICTURES.index(self._picture) + 1) % len(PICTURES)])

    def action_ritual(self, step: int) -> None:
        """Show the next ritual that way, or all of them after the last."""
        if self._back is None or not self._back.counted:
            self.toast.show(self.why_not(f"ritual({step})") or "")
            return
        subjects = [None, *(summary.ritual.id for summary in self._back.counted)]
        place = subjects.index(self._ritual) if self._ritual in subjects else 0
        self._ritual = subjects[(place + step) % len(subjects)]
        self._show_soon()

    @work(exclusive=True, group="picture")
    async def _show_soon(self) -> None:
        await self._show_picture()

    # opening

    def why_not(self, action: str) -> str | None:
        is_open = any(one.line is not None or isinstance(one.in_sight, DayPicture) for one in self.query(Pictures))
        if action == "open_day" and not is_open:
            return present.NOTHING_TO_OPEN
        has_none = self._back is not None and not self._back.counted
        return present.NO_RITUAL_YET if has_none and action.startswith("ritual(") else None

    def action_open_day(self) -> None:
        if why_not := self.why_not("open_day"):
            self.toast.show(why_not)
        elif (line := self.query_one(Pictures).line) is not None:
            self._open_line(line)
        else:
            self._open(self._day)

    def _open_line(self, line: Line) -> None:
        if isinstance(line, MilestoneLine):
            self._open(line.milestone.reached_on)
        elif isinstance(line, StrengthLine):
            self._ritual = line.summary.ritual.id
            self._show_soon()

    def _open(self, day: date) -> None:
        from tui.rhythm.day import DayScreen

        self.app.push_screen(DayScreen(self.session, day))
