"""The couple's favourite questions, to have one of them again."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.questions.deck import Prompt, depth_of, favourite_questions
from rituals.session import Session
from tui.questions import present
from tui.questions.keys import FAVOURITES
from tui.shared.keys import bindings
from tui.shared.lines import Line, Lines
from tui.shared.list_screen import ListScreen


class QuestionLine(Line):
    """A favourite question."""

    def __init__(self, question: Prompt, depth: str) -> None:
        super().__init__()
        self.question = question
        self._depth = depth

    def rows(self, width: int) -> list[Content]:
        return present.question_lines(self.question, self._depth, width, is_open=self.is_open)


class FavouritesScreen(ListScreen):
    """Calls `ask` with the question that was chosen."""

    KEYS = FAVOURITES
    BINDINGS = bindings(FAVOURITES)
    CSS_PATH = "question.tcss"
    TITLE = "Questions you like"
    PURPOSE = "The questions that you made favourites."

    def __init__(self, session: Session, ask: Callable[[Prompt], None]) -> None:
        super().__init__(session)
        self._ask = ask
        self._laid_out: list[Prompt] = []

    def contents(self) -> Iterable[Widget]:
        yield Lines(*self._rows())

    @property
    def _current(self) -> Prompt | None:
        line = self.lines.current
        return line.question if isinstance(line, QuestionLine) else None

    def _liked(self) -> list[Prompt]:
        return favourite_questions(self.service.state, self.session.catalogue.prompt)

    def _rows(self) -> list[Widget]:
        self._laid_out = self._liked()
        depths = self.session.catalogue.depth
        rows = [QuestionLine(question, depth_of(depths, question.depth).name) for question in self._laid_out]
        return [*rows] or [Static(present.NO_FAVOURITES, id="nothing")]

    def show(self) -> None:
        """Show the favourites as they are now."""
        if self._laid_out != self._liked():
            self.call_later(self._lay_out)

    async def _lay_out(self) -> None:
        await self.lines.lay_out(self._rows())

    def choose(self, line: Line) -> None:
        """Give a question to `ask` and close."""
        if isinstance(line, QuestionLine):
            self.dismiss()
            self._ask(line.question)

    def action_favour(self) -> None:
        question = self._current
        if question is not None:
            self.run_reporting(lambda: self._let_go(question))

    def _let_go(self, question: Prompt) -> str:
        self.service.questions.favour(self.session.catalogue.prompt, question.id, favourite=False)
        return present.question_favoured_words(is_favourite=False)

    def action_why(self) -> None:
        from tui.shared.source_page import SourcePage

        if self._current is not None:
            self.app.push_screen(SourcePage(present.WHY, present.question_why(self._current, self.session.catalogue)))
