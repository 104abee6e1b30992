"""A check-in that two take apart: whose page comes next, and what each has answered so far."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.screen import Screen

from rituals.core.checkin.apart import AnswersApart
from rituals.core.checkin.scoring import CheckinAnswers
from rituals.core.checkin.words import NOTHING_KEPT
from rituals.core.model import Person, PersonId
from rituals.session import Session
from tui.checkin import present
from tui.checkin.ask import CheckinAskScreen
from tui.checkin.both import CheckinBothScreen
from tui.checkin.may_see import MaySeeScreen
from tui.shared.guided.hand_over import HandOverScreen


class CheckinApart:
    """Makes the screens of two people in turn; only those screens hold it, so it is gone with them.

    `tell` shows a sentence where the check-in began.
    """

    def __init__(self, session: Session, one: Person, other: Person, tell: Callable[[str], None]) -> None:
        self._session = session
        self._people = (one, other)
        self._tell = tell
        self._both: dict[PersonId, AnswersApart] = {}
        self._kept: set[PersonId] = set()  # so that a second try, after the disk refused, keeps nobody's twice

    def hand_over(self, to: Person) -> HandOverScreen:
        """The screen on which one of them gets the keyboard, and reads what the other will see."""
        title, means = present.hand_over_words(to, self._other(to))
        return HandOverScreen(self._session, title, means, lambda: self._ask(to))

    def _other(self, person: Person) -> Person:
        return self._people[person == self._people[0]]

    def _ask(self, person: Person, answers: CheckinAnswers | None = None) -> CheckinAskScreen:
        return CheckinAskScreen(self._session, person, partial(self._ask_what_to_show, person), answers)

    def _ask_what_to_show(self, person: Person, answers: CheckinAnswers) -> Screen[None] | None:
        if not answers:
            return self._go_on(AnswersApart(person, answers))
        before = partial(self._ask, person, answers)
        return MaySeeScreen(self._session, person, self._other(person), answers, self._go_on, before)

    def _go_on(self, apart: AnswersApart) -> Screen[None] | None:
        """Hand over to the other, or once both have answered keep each one's answers in their own log."""
        self._both[apart.person.id] = apart
        if apart.person == self._people[0]:
            return self.hand_over(self._people[1])
        both = [self._both[person.id] for person in self._people]
        answered = [one for one in both if one.answers]
        for one in answered:
            self._keep_once(one)
        if not answered:
            self._tell(NOTHING_KEPT)
            return None
        title, means = present.LOOK_TOGETHER, present.LOOK_TOGETHER_MEANS
        return HandOverScreen(self._session, title, means, lambda: CheckinBothScreen(self._session, both))

    def _keep_once(self, apart: AnswersApart) -> None:
        if apart.person.id not in self._kept:
            self._session.service.checkin.take(self._session.catalogue.form, apart.answers, by=apart.person.id)
            self._kept.add(apart.person.id)
