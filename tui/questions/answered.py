"""What was answered apart lately: the answers where all are there, else only that it can be answered or looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.model import Person
from rituals.core.state.apart import Round
from rituals.session import Session
from tui.questions import present
from tui.questions.keys import ANSWERED
from tui.shared.keys import bindings
from tui.shared.lines import Line, Lines
from tui.shared.list_screen import ListScreen

Answers = Sequence[tuple[Person, str]]


class RoundLine(Line):
    """A question that is or was answered apart; under the cursor with the answers, if they are shown."""

    def __init__(self, asked: Round, text: str, today: date, answers: Answers) -> None:
        super().__init__()
        self.asked = asked
        self._text = text
        self._today = today
        self._answers = answers

    def rows(self, width: int) -> list[Content]:
        return present.round_lines(self.asked, self._text, self._today, self._answers, width, is_open=self.is_open)


class AnsweredScreen(ListScreen):
    """Tells nobody who has answered; whose page a question opens is asked first."""

    KEYS = ANSWERED
    BINDINGS = bindings(ANSWERED)
    CSS_PATH = "question.tcss"
    TITLE = "Answered apart"
    PURPOSE = "What each answers apart, and the answers once all are there; for ninety days."

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._laid_out: list[tuple[Round, Answers]] = []

    def contents(self) -> Iterable[Widget]:
        yield Lines(*self._rows())

    def _listed(self) -> list[tuple[Round, Answers]]:
        apart = self.service.apart
        return [(asked, apart.answers(asked)) for asked in apart.listed()]

    def _rows(self) -> list[Widget]:
        self._laid_out = self._listed()
        today = self.service.today()
        rows = [
            RoundLine(asked, self.session.asked_text(asked.about), today, answers) for asked, answers in self._laid_out
        ]
        return [*rows] or [Static(self.of_nothing(present.NO_ROUNDS), id="nothing")]

    def show(self) -> None:
        """Show what can be answered and what is shown as it is now."""
        if self._laid_out != self._listed():
            self.call_later(self._lay_out)
        self.show_top()

    async def _lay_out(self) -> None:
        await self.lines.lay_out(self._rows())

    def choose(self, line: Line) -> None:
        """Open somebody's own page of a question, asking first whose."""
        from tui.questions.apart import AnswerApartScreen
        from tui.shared.private_screen import open_whose

        if isinstance(line, RoundLine):
            open_whose(self.app, self.session, partial(AnswerApartScreen, self.session, line.asked))
