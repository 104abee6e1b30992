"""One person's check-ins so far, as a small chart and by day, and those that the other shared with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.checkin import scoring as c
from rituals.core.checkin import words
from rituals.core.events import CheckinShared, CheckinTaken
from rituals.core.model import Person
from rituals.core.phrases import all_words, day_words, person_name
from rituals.core.text import capital, printable
from rituals.session import Session
from tui.checkin import present
from tui.checkin.ask import CheckinAskScreen
from tui.checkin.chart import PastChart
from tui.checkin.ending import let_go
from tui.checkin.keys import CHECKIN_OWN
from tui.checkin.result import CheckinResultScreen, share_or_not
from tui.shared.keys import bindings
from tui.shared.lines import Line, Lines
from tui.shared.list_screen import ListScreen
from tui.shared.locked.own_page import OwnPage
from tui.shared.locked.privacy_line import PrivacyLine
from tui.shared.source_page import source_why
from tui.shared.text import fitted, pointer

_DAY = 20


class OwnLine(Line):
    """A past check-in, or with None in its place, the line that begins a new one."""

    def __init__(self, taken: CheckinTaken | None, title: str, about: str = "") -> None:
        super().__init__()
        self.taken = taken
        self._title = title
        self._about = about

    def rows(self, width: int) -> list[Content]:
        sign = pointer(is_open=self.is_open)
        if self.taken is None:
            return [Content.assemble(sign, (self._title, "bold"))]
        room = max(width - 2 - _DAY, 0)
        style = "bold" if self.is_open else ""
        return [Content.assemble(sign, fitted(self._title, _DAY, style), fitted(self._about, room, "$text-muted"))]


class SharedLine(Line):
    """A check-in that the other shared; under the cursor, its answers."""

    def __init__(self, title: str, form: c.Form, answers: c.CheckinAnswers, signs: str) -> None:
        super().__init__()
        self._title = title
        self._form = form
        self._values = [answers.get(item.id) for item in form.items]
        self._signs = signs

    def rows(self, width: int) -> list[Content]:
        title = Content.assemble(pointer(is_open=self.is_open), (self._title, "bold" if self.is_open else ""))
        if not self.is_open:
            return [title]
        answers = present.answer_lines(self._form, self._values, width, self._signs)
        return [title, *(Content("  ") + answer for answer in answers)]


class CheckinOwnScreen(ListScreen, OwnPage):
    """Shows one person's check-ins; of the other's only those that were shared."""

    KEYS = CHECKIN_OWN
    BINDINGS = bindings(CHECKIN_OWN)
    CSS_PATH = "checkin.tcss"
    TITLE = "check-ins"
    PURPOSE = "Your own check-ins, for your eyes."
    IS_CHOSEN_ANYWHERE = True
    WHILE_LOCKED = frozenset({"choose", "why", "share"})

    def __init__(self, session: Session, person: Person) -> None:
        super().__init__(session, person)
        self._form = session.catalogue.form
        self._laid_out: tuple[object, ...] = ()

    def page_name(self) -> str:
        return f"{printable(self._person.name)} · {self.TITLE}"

    def lines_while_locked(self) -> Iterable[Line]:
        """A new one, and what everyone can see: what was shown to the others can be taken back at any time."""
        yield OwnLine(None, present.BEGIN)
        for shared in self.service.state.shared_checkins:
            if shared.by == self._person.id:
                yield self._row(CheckinTaken(shared.entry, shared.on, shared.answers))
        yield from map(self._shared_row, self._shown_by_others)

    def own_contents(self) -> Iterable[Widget]:
        yield Static(Content(words.whose_page_words(self._person)), classes="prose", id="line")
        yield PastChart(self.signs)
        yield Lines(*self.own_rows())
        yield PrivacyLine(self.session, self._person, says_whose=False)
        yield Static(Content(self._form.checkin.disclaimer), classes="fine-print")

    # showing

    @property
    def _taken(self) -> Sequence[CheckinTaken]:
        return self.private.now.checkins

    @property
    def _shown_by_others(self) -> list[CheckinShared]:
        return [shared for shared in self.service.state.shared_checkins if shared.by != self._person.id]

    def own_rows(self) -> list[Widget]:
        checkins = self._taken
        self._laid_out = (*checkins, *self.service.state.shared_checkins)
        rows = [OwnLine(None, present.BEGIN), *(self._row(checkin) for checkin in reversed(checkins))]
        return [*rows, *(self._shared_row(shared) for shared in self._shown_by_others)]

    def _row(self, taken: CheckinTaken) -> OwnLine:
        total = words.total_words(c.total_of(self._form, taken.answers))
        shown = f"{total} · shown to {all_words(self.service.couple)}"
        about = shown if self.service.checkin.is_shared(taken.entry) else total
        return OwnLine(taken, capital(day_words(taken.on, self.service.today())), about)

    def _shared_row(self, shared: CheckinShared) -> SharedLine:
        name = person_name(shared.by, self.service.state.people)
        title = words.shared_words(shared, name, self.service.today(), self.service.couple)
        return SharedLine(title, self._form, shared.answers, self.signs)

    def show_own(self) -> None:
        """Show the chart and the lines as they are now."""
        points = c.checkin_points(self._form, self._taken)
        self.query_one(PastChart).show(points, self.service.today())
        if self._laid_out != (*self._taken, *self.service.state.shared_checkins):
            self.call_later(self.lay_out_rows)
        self.show_top()

    # doing

    @property
    def _current(self) -> CheckinTaken | None:
        line = self.lines.current
        return line.taken if isinstance(line, OwnLine) else None

    def choose(self, line: Line) -> None:
        """Begin a check-in, or open one of the past."""
        if not isinstance(line, OwnLine):
            return
        if line.taken is None:
            self.app.push_screen(CheckinAskScreen(self.session, self._person, self._keep))
        else:
            self.app.push_screen(CheckinResultScreen(self.session, self._person, line.taken.entry))

    def _keep(self, answers: c.CheckinAnswers) -> CheckinResultScreen | None:
        """Keep the answers and give the screen with the result; None where every item was passed."""
        if not answers:
            self.toast.show(words.NOTHING_KEPT)
            return None
        entry = self.service.checkin.take(self._form, answers, by=self._person.id)
        return CheckinResultScreen(self.session, self._person, entry)

    def action_share(self) -> None:
        checkin = self._current
        if checkin is not None:
            self.run_reporting(lambda: share_or_not(self.session, checkin.entry, self._person))

    def action_let_go(self) -> None:
        checkin = self._current
        if checkin is not None:
            let_go(self, checkin.entry, self._person, lambda: None)

    def action_why(self) -> None:
        from tui.shared.source_page import SourcePage

        content = self.session.catalogue
        items = [(item.short, item.text) for item in self._form.items]
        source = content.source_of(self._form.items[0])
        self.app.push_screen(SourcePage(self._form.checkin.title, [*items, *source_why(source)]))
