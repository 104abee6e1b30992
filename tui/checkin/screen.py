"""The check-in's first screen: it asks whose check-in it is, or whether both answer, before it shows any."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.model import Person, PersonId
from rituals.core.text import printable
from rituals.session import Session
from tui.checkin import present
from tui.checkin.apart import CheckinApart
from tui.checkin.keys import CHECKIN
from tui.checkin.own import CheckinOwnScreen
from tui.shared.guided.beside import ask_who_is_beside
from tui.shared.keys import bindings
from tui.shared.lines import Line, Lines
from tui.shared.list_screen import ListScreen
from tui.shared.private_screen import open_page
from tui.shared.source_page import source_why
from tui.shared.text import pointer, under


class WhoseLine(Line):
    """A person whose check-ins to open; None is for both."""

    def __init__(self, whose: Person | None, called: str, means: str) -> None:
        super().__init__()
        self.whose = whose
        self._called = called
        self._means = means

    def rows(self, width: int) -> list[Content]:
        first = Content.assemble(pointer(is_open=self.is_open), (self._called, "bold" if self.is_open else ""))
        return [first, *under(self._means, width)] if self.is_open else [first]


class CheckinScreen(ListScreen):
    """Shows no answers; each screen that opens from here belongs to one person, or to both together."""

    KEYS = CHECKIN
    BINDINGS = bindings(CHECKIN)
    CSS_PATH = "checkin.tcss"
    TITLE = "Check-in"
    PURPOSE = "How close it has felt lately, each for yourselves."
    IS_CHOSEN_ANYWHERE = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._pointed_at: PersonId = ""

    def contents(self) -> Iterable[Widget]:
        yield Static(present.WHOSE, classes="prose", id="line")
        yield Lines(*self._rows())
        yield Static(Content(self.session.catalogue.checkin.disclaimer), classes="fine-print")

    def _rows(self) -> list[WhoseLine]:
        people = self.service.couple
        rows = [WhoseLine(person, printable(person.name), present.OWN_MEANS) for person in people]
        both = present.BOTH if len(people) == 2 else present.TWO_OF_YOU
        return [*rows, WhoseLine(None, both, present.BOTH_MEANS)] if len(people) > 1 else rows

    def first_line(self) -> WhoseLine | None:
        """The line of who sits here, so that the other's page is not one Enter away."""
        seated = self.service.seated.id
        lines = self.query(WhoseLine)
        return next((line for line in lines if line.whose is not None and line.whose.id == seated), None)

    def on_screen_resume(self) -> None:
        self._point_at_seated()

    def show(self) -> None:
        """Show who is in the couple now, with the cursor on who sits here once that has changed."""
        if [line.whose for line in self.query(WhoseLine)] != [row.whose for row in self._rows()]:
            self.call_later(self._lay_out)
        elif self.service.seated.id != self._pointed_at:
            self._point_at_seated()
        self.show_top()

    async def _lay_out(self) -> None:
        await self.lines.lay_out(self._rows())
        self._point_at_seated()

    def _point_at_seated(self) -> None:
        self._pointed_at = self.service.seated.id
        self.lines.point_at(self.first_line())

    # going in

    def choose(self, line: Line) -> None:
        """Open somebody's page, or let both answer."""
        if not isinstance(line, WhoseLine):
            return
        if line.whose is None:
            self._answer_apart()
        else:
            open_page(self.app, self.session, partial(CheckinOwnScreen, self.session), line.whose)

    def _answer_apart(self) -> None:
        """Let two answer, one after the other, unseen by the one who waits, and look at what each chose to show."""
        ask_who_is_beside(self.app, self.session, self._answer_beside)

    def _answer_beside(self, beside: Person | None) -> None:
        if beside is not None:
            seated = self.service.seated
            self.app.push_screen(CheckinApart(self.session, seated, beside, self.toast.show).hand_over(seated))

    def action_why(self) -> None:
        from tui.shared.source_page import SourcePage

        content = self.session.catalogue
        sources = (source for source in content.source if source.id == content.checkin.source)
        parts = [("What it is", content.checkin.disclaimer), *source_why(next(sources, None))]
        self.app.push_screen(SourcePage(content.checkin.title, parts))
