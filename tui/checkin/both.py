"""What both showed of what they answered apart; without sums, so that nobody is measured against the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from rituals.core.checkin.apart import AnswersApart, answer_pairs, needs_shown
from rituals.core.checkin.words import period_heading
from rituals.core.phrases import NOTHING_SHOWN
from rituals.session import Session
from tui.checkin import present
from tui.checkin.ending import CheckinEnding
from tui.checkin.keys import CHECKIN_BOTH
from tui.shared.keys import bindings


class CheckinBothScreen(CheckinEnding):
    """Shows each item with what both let be seen of it, and what may help both with that."""

    KEYS = CHECKIN_BOTH
    BINDINGS = bindings(CHECKIN_BOTH)
    TITLE = "Side by side"

    def __init__(self, session: Session, both: Sequence[AnswersApart]) -> None:
        self._both = both
        ticking = [one.person for one in both if one.answers]
        super().__init__(session, ticking, needs_shown(session.catalogue.form, both))

    def body(self) -> Iterable[Content]:
        pairs = answer_pairs(self._form, self._both)
        people = [one.person for one in self._both]
        lines = present.both_lines(self._form, pairs, people, self.size.width, self.signs)
        heading = Content.styled(period_heading(self._form.checkin), "$text-muted")
        yield Content("\n").join([heading, *lines]) if lines else Content(NOTHING_SHOWN)
