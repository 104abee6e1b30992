"""What both answered apart, side by side; without sums, so that nobody is measured against the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from rituals.core.checkin import scoring as c
from rituals.core.model import Person
from rituals.session import Session
from tui.checkin import present
from tui.checkin.ending import CheckinEnding
from tui.checkin.keys import CHECKIN_BOTH
from tui.shared.keys import bindings


class CheckinBothScreen(CheckinEnding):
    """Shows each item with both answers, and what may help both with the lowest one."""

    KEYS = CHECKIN_BOTH
    BINDINGS = bindings(CHECKIN_BOTH)
    TITLE = "Side by side"

    def __init__(self, session: Session, given: Sequence[tuple[Person, c.CheckinAnswers]]) -> None:
        self._given = given
        answers = [answers_of_one for _, answers_of_one in given]
        ticking = [person for person, answers_of_one in given if answers_of_one]
        super().__init__(session, ticking, c.lowest(session.catalogue.form, answers))

    def headline(self) -> str:
        return "Side by side"

    def body(self) -> Iterable[Content]:
        people = [person for person, _ in self._given]
        lines = c.answer_pairs(self._form, [one for _, one in self._given])
        yield Content("\n").join(present.both_lines(self._form, lines, people, self.size.width, self.signs))
