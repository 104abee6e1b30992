"""The check-in's items, one at a time: a number, a click or the cursor answers, and each may be passed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.checkin.scoring import CheckinAnswers, CheckinItem
from rituals.core.checkin.words import period_heading
from rituals.core.model import Person
from rituals.core.text import printable
from rituals.session import Session
from tui.checkin import present
from tui.checkin.keys import CHECKIN_ASK, SKIP_LINE
from tui.shared.guided.choices import chosen_sign
from tui.shared.guided.guided_screen import GuidedScreen
from tui.shared.guided.onward import go_to_next
from tui.shared.keys import bindings
from tui.shared.lines import Line, Lines
from tui.shared.list_screen import ListScreen
from tui.shared.private_screen import PrivateScreen

AfterAnswers = Callable[[CheckinAnswers], Screen[None] | None]


class AnswerLine(Line):
    """An answer to choose; None as its value passes the item."""

    def __init__(self, value: int | None, label: str, *, signs: str) -> None:
        super().__init__()
        self.value = value
        self._label = label
        self._signs = signs
        self._is_chosen = False

    def choose(self, *, is_chosen: bool) -> None:
        """Mark the line as chosen, or not."""
        self._is_chosen = is_chosen
        self.refresh()

    def rows(self, width: int) -> list[Content]:
        del width
        sign = chosen_sign(self._signs, is_chosen=self._is_chosen)
        return [present.answer_line(self._label, self.value, sign, is_open=self.is_open, is_chosen=self._is_chosen)]


class CheckinAskScreen(GuidedScreen, ListScreen, PrivateScreen):
    """Asks one person; `then` gets the answers and gives the next screen, or None to go back.

    The screen stores nothing, so leaving it midway keeps nothing. A `RitualsError` of `then` is shown as a toast.
    With `answers` it begins at the last item, as somebody does who comes back.
    """

    KEYS = CHECKIN_ASK
    BINDINGS = bindings(CHECKIN_ASK)
    CSS_PATH = "checkin.tcss"
    TITLE = "check-in"
    PURPOSE = "A few lines, each answered for yourself."
    IS_CHOSEN_ANYWHERE = True

    def __init__(
        self, session: Session, person: Person, then: AfterAnswers, answers: CheckinAnswers | None = None
    ) -> None:
        super().__init__(session)
        self._person = person
        self._then = then
        self._form = session.catalogue.form
        self._chosen: dict[str, int | None] = {}
        self._place = 0
        if answers is not None:
            self._chosen = {item.id: answers.get(item.id) for item in self._form.items}
            self._place = len(self._form.items) - 1

    def page_name(self) -> str:
        return f"{printable(self._person.name)} · {self.TITLE}"

    def headline(self) -> str:
        return f"{self._place + 1} of {len(self._form.items)}"

    def contents(self) -> Iterable[Widget]:
        checkin = self._form.checkin
        values = range(checkin.scale_min, checkin.scale_max + 1)
        options = [*((value, checkin.label(value)) for value in values), (None, present.PASS)]
        yield Static(Content(period_heading(checkin)), classes="fine-print", id="period")
        yield Static(Content(self._item.text), classes="prose", id="line")
        yield Lines(*(AnswerLine(value, label, signs=self.signs) for value, label in options))
        yield Static(Content(checkin.disclaimer), classes="fine-print")

    def on_mount(self) -> None:
        self._show_chosen()

    @property
    def _item(self) -> CheckinItem:
        return self._form.items[self._place]

    def _turn_to(self, place: int) -> None:
        """Show an item, with the cursor on what was chosen at it."""
        self._place = place
        self.query_one("#line", Static).update(Content(self._item.text))
        self._show_chosen()
        self.lines.point_at(self.first_line())
        self.show_top()
        self.come_in_sight()

    def _show_chosen(self) -> None:
        for line in self.query(AnswerLine):
            line.choose(is_chosen=self._is_chosen(line))

    def _is_chosen(self, line: AnswerLine) -> bool:
        return self._item.id in self._chosen and self._chosen[self._item.id] == line.value

    def first_line(self) -> AnswerLine | None:
        """The line that was chosen at this item before, or else the first."""
        return next((line for line in self.query(AnswerLine) if self._is_chosen(line)), None)

    # answering

    def action_answer(self, value: int) -> None:
        for line in self.query(AnswerLine):
            if line.value == value:
                self.lines.point_at(line)
                self.choose(line)
                return
        checkin = self._form.checkin
        self.toast.show(present.ON_SCALE.format(checkin.scale_min, checkin.scale_max), needs_doing=True)

    def choose(self, line: Line) -> None:
        """Choose a line's value, in place of another."""
        if isinstance(line, AnswerLine):
            self.toast.clear()
            self._chosen[self._item.id] = line.value
            self._show_chosen()

    def action_before(self) -> None:
        self._turn_to(max(0, self._place - 1))

    def action_skip(self) -> None:
        self._chosen[self._item.id] = None
        self.action_onward()

    def action_onward(self) -> None:
        """Go on with what is chosen; where nothing is, say how to choose."""
        if self._item.id not in self._chosen:
            self.toast.show(present.CHOOSE_FIRST.format(SKIP_LINE.face), needs_doing=True)
            return
        self.toast.clear()
        if self._place + 1 < len(self._form.items):
            self._turn_to(self._place + 1)
        else:
            go_to_next(self, lambda: self._then({item: v for item, v in self._chosen.items() if v is not None}))

    # the source

    def action_why(self) -> None:
        from tui.shared.source_page import SourcePage

        item = self._item
        source = self.session.catalogue.source_of(item)
        self.app.push_screen(SourcePage(item.short, present.line_why(item.text, item.sign, source)))
