"""A page that asks one question, to go on from or to leave at any point."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePath
from typing import ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.occurrences.sign import Sign
from rituals.core.rituals.words import SIGNS
from rituals.errors import UsageError
from tui.shared.guided.in_sight import HeedsOnSight
from tui.shared.keys import LEADING_AWAY
from tui.shared.lines import Line, Lines
from tui.shared.remedies import in_app
from tui.shared.screen import AppScreen
from tui.shared.text import SIGN_STYLES, hanging, linked, pointer, problem_words


class QuestionPage(HeedsOnSight, AppScreen):
    """One question; what is wrong with the answer is said beside it, and the answer stays."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../shared/guided/question_page.tcss"]
    TAKES_AN_ANSWER = True
    QUESTION: ClassVar[str] = ""
    ONWARD: ClassVar[str] = "Next"

    def contents(self) -> Iterable[Widget]:
        column = Vertical(
            Static(self.question(), classes="question", markup=False),
            Static(self.said(), classes="prose said", markup=False),
            *self.answers(),
            Static(classes="problem", id="problem"),
            Static(linked(f"{self.ONWARD} ›", "screen.onward"), id="onward"),
            id="column",
        )
        yield Vertical(column, id="page")

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Keep from the app what would lead away, with what was answered gone."""
        del character
        return key in LEADING_AWAY

    def question(self) -> str:
        """What is asked."""
        return self.QUESTION

    def said(self) -> str:
        """A sentence under the question."""
        return ""

    def answers(self) -> Iterable[Widget]:
        """The widgets to answer the question with."""
        return ()

    def put_down(self) -> None:
        """Keep the answer; raises `RitualsError` where it can't be."""

    def answer_with(self, keep: Callable[[], None], then: Callable[[], object], part: Widget | None = None) -> None:
        """Keep an answer and go on; a `RitualsError` is shown beside the answer, which stays."""
        self.run_reporting(keep, self.tell, refuse=lambda error: self.tell(in_app(error)), then=then, part=part)

    def tell(self, words: str, *, is_problem: bool = True) -> None:
        """Say beside the answer what is wrong with it, or what is being done with it; "" says nothing."""
        line = self.query_one("#problem", Static)
        line.update(problem_words(words) if is_problem else Content(words))
        line.set_class(bool(words), "-told")
        line.set_class(not is_problem, "-under-way")
        if words:
            self.call_after_refresh(line.scroll_visible, animate=False)

    def action_onward(self) -> None:
        self.answer_with(self.put_down, self.go_on)

    def go_on(self) -> None:
        """Go to what comes next."""
        raise NotImplementedError

    def action_leave(self) -> None:
        self.dismiss()


class AnswerChoice(Line):
    """One of a few answers; the one under the cursor is the answer given."""

    def __init__(self, value: int, words: str, *, signs: str) -> None:
        super().__init__()
        self.value = value
        self._words = words
        self._signs = SIGNS[signs]

    def rows(self, width: int) -> list[Content]:
        sign = Sign.KEPT if self.is_open else Sign.OPEN
        style = SIGN_STYLES[Sign.KEPT] if self.is_open else "$text-muted"
        heading = Content.assemble(pointer(is_open=self.is_open), (f"{self._signs[sign]}  ", style))
        words = Content.styled(self._words, "bold" if self.is_open else "")
        return hanging(heading, words.wrap(max(width - heading.cell_length, 10)))


class AnswersPage(QuestionPage):
    """A question with a few answers on lines; the one under the cursor is given, and none before it is on one."""

    CHOICE_WANTED: ClassVar[str] = "Choose one of them."

    def choices(self) -> Sequence[tuple[int, str]]:
        """Each answer's value and its words."""
        raise NotImplementedError

    def present_answer(self) -> int | None:
        """The value of the current answer; None where there is none yet."""
        raise NotImplementedError

    def answers(self) -> Iterable[Widget]:
        yield Lines(*(AnswerChoice(value, words, signs=self.signs) for value, words in self.choices()))

    def on_mount(self) -> None:
        lines = self.query_one(Lines)
        lines.focus()
        answer = self.present_answer()
        if answer is not None:
            lines.point_at(next((a for a in lines.lines if isinstance(a, AnswerChoice) and a.value == answer), None))

    @property
    def answer(self) -> int:
        """The value of the answer under the cursor; `UsageError` where it is on none yet."""
        line = self.query_one(Lines).current
        if not isinstance(line, AnswerChoice):
            raise UsageError(self.CHOICE_WANTED)
        return line.value
