"""Our week: what was, the newest thanks and what comes, on one page that leads into the us-meeting."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.evenings.our_week import our_week
from rituals.core.evenings.someday import for_meeting_lines
from rituals.session import Session
from tui.evenings import present
from tui.evenings.keys import OUR_WEEK
from tui.shared.keys import bindings
from tui.shared.screen import AppScreen
from tui.talk.begin import begin_flow

_SIDES = 10  # with a scrollbar


class OurWeekScreen(AppScreen):
    """Shows the week so far; where a talk begins with it, enter goes on with that talk."""

    KEYS = OUR_WEEK
    BINDINGS = bindings(OUR_WEEK)
    CSS_PATH = "our_week.tcss"
    TITLE = "Our week"
    PURPOSE = "What was, the newest thanks, and what next week brings."

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        flows = session.catalogue.flow
        self._meeting = next(flow for flow in flows if flow.opens_with == "our-week")

    def contents(self) -> Iterable[Widget]:
        yield VerticalScroll(
            *(Static(id=name) for name in ("week", "minutes", "thanks", "coming", "put-down", "onward")), id="page"
        )

    def on_mount(self) -> None:
        self.query_one("#page").focus()

    def on_resize(self) -> None:
        self.show()

    def show(self) -> None:
        """Show the week as it is now."""
        service, width = self.service, max(min(self.size.width, 100) - _SIDES, 1)
        week = our_week(service.state, service.local(), service.today(), seated=service.seated.id)
        titles = {section.id: section.title for section in self.session.catalogue.section}
        heading, *put_down = for_meeting_lines(service.state, service.today()) or [""]
        blocks = {
            "week": (present.OUR_WEEK, present.week_day_lines(week.days, width) or [Content(present.NOTHING_TICKED)]),
            "minutes": ("", [Content(words)] if (words := present.minutes_line(week.minutes, titles)) else []),
            "thanks": ("From the jar", present.thanks_lines(week.thanks, service.state.people, width)),
            "coming": ("Next week", present.week_day_lines(week.coming, width)),
            "put-down": (heading, [Content(line) for line in put_down]),
            "onward": ("", [Content.styled(present.TO_THE_MEETING, "italic $text-muted")]),
        }
        for name, (title, lines) in blocks.items():
            block = self.query_one(f"#{name}", Static)
            block.display = bool(lines)
            titled = [Content.styled(title, "bold $text-muted")] if title else []
            block.update(Content("\n").join([*titled, *lines]))
        self.show_top()

    def action_scroll(self, step: int) -> None:
        self.query_one("#page").scroll_relative(y=step, animate=False)

    def action_onward(self) -> None:
        """Go on with the us-meeting, in place of this page."""
        self.dismiss()
        begin_flow(self.app, self.session, self._meeting, is_opened=True)
