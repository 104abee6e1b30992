"""The check-in's items, one at a time: a number, a click or the cursor answers, and each may be passed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.checkin.scoring import CheckinAnswers, CheckinItem
from rituals.core.model import Person
from rituals.core.text import printable
from rituals.errors import RitualsError
from rituals.session import Session
from tui.checkin import present
from tui.checkin.keys import CHECKIN_ASK
from tui.shared.keys import bindings
from tui.shared.lines import Line, Lines
from tui.shared.list_screen import ListScreen
from tui.shared.private_screen import PrivateScreen
from tui.shared.remedies import in_app

AfterAnswers = Callable[[CheckinAnswers], Screen[None] | None]


class AnswerLine(Line):
    """An answer to choose; None as its value passes the item."""

    def __init__(self, value: int | None, label: str) -> None:
        super().__init__()
        self.value = value
        self._label = label

    def rows(self, width: int) -> list[Content]:
        del width
        return [present.answer_line(self._label, self.value, is_open=self.is_open)]


class CheckinAskScreen(ListScreen, PrivateScreen):
    """Asks one person; `then` gets the answers and gives the next screen, or None to go back.

    The screen stores nothing, so leaving it midway keeps nothing. A `RitualsError` of `then` is shown as a toast.
    """

    KEYS = CHECKIN_ASK
    BINDINGS = bindings(CHECKIN_ASK)
    CSS_PATH = "checkin.tcss"
    TITLE = "A check-in"
    IS_GUIDED = True
    IS_CHOSEN_ANYWHERE = True

    def __init__(self, session: Session, person: Person, then: AfterAnswers) -> None:
        super().__init__(session)
        self._person = person
        self._then = then
        self._form = session.catalogue.form
        self._given: dict[str, int] = {}
        self._place = 0

    def headline(self) -> str:
        return f"{printable(self._person.name)} · {self._place + 1} of {len(self._form.items)}"

    def contents(self) -> Iterable[Widget]:
        checkin = self._form.checkin
        values = range(checkin.scale_min, checkin.scale_max + 1)
        yield Static(Content(self._item.text), id="line")
        yield Lines(*(AnswerLine(value, checkin.label(value)) for value in values), AnswerLine(None, present.PASS))
        yield Static(Content(checkin.disclaimer), classes="disclaimer")

    @property
    def _item(self) -> CheckinItem:
        return self._form.items[self._place]

    def _turn_to(self, place: int) -> None:
        """Show an item, with the cursor on what was answered to it."""
        self._place = place
        self.query_one("#line", Static).update(Content(self._item.text))
        self.lines.point_at(self.first_line())
        self.show_headline()

    def first_line(self) -> AnswerLine:
        """The line of the answer given to this item before, or else the line that passes it."""
        answer = self._given.get(self._item.id)
        return next(line for line in self.query(AnswerLine) if line.value == answer)

    # answering

    def action_answer(self, value: int) -> None:
        checkin = self._form.checkin
        if checkin.scale_min <= value <= checkin.scale_max:
            self._take(value)
        else:
            self.toast.show(present.ON_SCALE.format(checkin.scale_min, checkin.scale_max), needs_doing=True)

    def choose(self, line: Line) -> None:
        """Answer with a line's value."""
        if isinstance(line, AnswerLine):
            self._take(line.value)

    def action_before(self) -> None:
        self._turn_to(max(0, self._place - 1))

    def _take(self, value: int | None) -> None:
        self.toast.clear()
        self._given.pop(self._item.id, None)
        if value is not None:
            self._given[self._item.id] = value
        if self._place + 1 < len(self._form.items):
            self._turn_to(self._place + 1)
        else:
            self._end()

    def _end(self) -> None:
        try:
            following = self._then(self._given)
        except RitualsError as problem:
            self.toast.show(in_app(problem), needs_doing=True)
            return
        if following is None:
            self.dismiss()
        else:
            self.app.switch_screen(following)

    # the source

    def action_why(self) -> None:
        from tui.shared.source_page import SourcePage

        item = self._item
        source = self.session.catalogue.source_of(item)
        self.app.push_screen(SourcePage(item.short, present.line_why(item.text, item.sign, source)))
