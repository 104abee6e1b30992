"""What the other may see of the answers that somebody just gave apart: nothing, unless they choose it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.checkin.apart import AnswersApart, answered_items, apart_from
from rituals.core.checkin.scoring import CheckinAnswers
from rituals.core.checkin.words import may_see_line
from rituals.core.model import Person
from rituals.core.phrases import may_see_words
from rituals.core.text import printable
from rituals.session import Session
from tui.checkin import present
from tui.checkin.keys import MAY_SEE
from tui.shared.guided.choices import ChoiceList
from tui.shared.guided.guided_screen import GuidedScreen
from tui.shared.guided.onward import go_to_next
from tui.shared.keys import bindings
from tui.shared.private_screen import PrivateScreen


class MaySeeScreen(GuidedScreen, PrivateScreen):
    """Asks one of two; `then` gets what they show and gives the next screen, `before` the one to go back to."""

    KEYS = MAY_SEE
    BINDINGS = bindings(MAY_SEE)
    CSS_PATH = "checkin.tcss"
    TITLE = "what may be seen"
    PURPOSE = "Which of your answers the other may see; nothing, unless you choose it."

    def __init__(
        self,
        session: Session,
        person: Person,
        other: Person,
        answers: CheckinAnswers,
        then: Callable[[AnswersApart], Screen[None] | None],
        before: Callable[[], Screen[None]],
    ) -> None:
        super().__init__(session)
        self._person = person
        self._other = other
        self._answers = answers
        self._then = then
        self._before = before
        self._form = session.catalogue.form
        items = answered_items(self._form, answers)
        self._options = [may_see_line(self._form, item, answers[item.id]) for item in items]

    def page_name(self) -> str:
        return f"{printable(self._person.name)} · {self.TITLE}"

    def contents(self) -> Iterable[Widget]:
        yield Static(Content(may_see_words(self._other.name)), classes="prose", id="line")
        yield Static(Content(present.may_stay_back_words(self._other)), classes="prose")
        yield ChoiceList(self._options, None, signs=self.signs, is_list=True)

    def action_pick(self, number: int) -> None:
        self.query_one(ChoiceList).pick(number)

    def action_press(self) -> None:
        self.query_one(ChoiceList).press()

    def action_onward(self) -> None:
        """Go on with what is chosen to be seen, which may be nothing."""
        chosen = self.query_one(ChoiceList).unfinished
        places = [place for place, option in enumerate(self._options) if option in chosen]
        go_to_next(self, lambda: self._then(apart_from(self._form, self._person, self._answers, places)))

    def action_before(self) -> None:
        self.app.switch_screen(self._before())

    def action_leave(self) -> None:
        self.dismiss()
