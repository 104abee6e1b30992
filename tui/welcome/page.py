"""The base of the welcome's screens: one question each, to go on, go back, or leave at any point."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from rituals.session import Session
from tui.shared.guided.in_sight import HeedsOnSight
from tui.shared.keys import Key, bindings
from tui.shared.lines import Lines
from tui.shared.remedies import in_app
from tui.shared.screen import AppScreen
from tui.shared.text import linked, problem_words
from tui.welcome.keys import WELCOME
from tui.welcome.lines import AnswerChoice

if TYPE_CHECKING:
    Pages: TypeAlias = Sequence[type["WelcomePage"]]


class WelcomePage(HeedsOnSight, AppScreen):
    """One question; going on keeps its answer, so that leaving loses nothing that was answered before."""

    KEYS: ClassVar[tuple[Key, ...]] = WELCOME
    BINDINGS = bindings(WELCOME)
    CSS_PATH = "welcome.tcss"
    TITLE = "Welcome"
    PURPOSE = "A few questions to begin with; each can be changed later."
    TAKES_AN_ANSWER = True
    QUESTION: ClassVar[str] = ""
    ONWARD: ClassVar[str] = "Next"

    def __init__(self, session: Session, pages: Pages, place: int = 0) -> None:
        super().__init__(session)
        self._pages = pages
        self._place = place

    def headline(self) -> str:
        return f"Welcome · {self._place + 1} of {len(self._pages)}"

    def contents(self) -> Iterable[Widget]:
        column = Vertical(
            Static(self.QUESTION, classes="question"),
            Static(self.said(), classes="prose said", markup=False),
            *self.answers(),
            Static(classes="problem", id="problem"),
            Static(linked(f"{self.ONWARD} ›", "screen.onward"), id="onward"),
            id="column",
        )
        yield Vertical(column, id="page")

    def said(self) -> str:
        """A sentence under the question."""
        return ""

    def answers(self) -> Iterable[Widget]:
        """The widgets to answer the question with."""
        return ()

    def put_down(self) -> None:
        """Keep the answer; raises `RitualsError` where it can't be."""

    @property
    def is_alone(self) -> bool:
        """Whether one person uses this by themselves."""
        return len(self.service.couple) == 1

    def answer_with(self, keep: Callable[[], None], then: Callable[[], object], part: Widget | None = None) -> None:
        """Keep an answer and go on; a `RitualsError` is shown beside the answer, which stays."""
        self.run_reporting(keep, self._tell, refuse=lambda error: self._tell(in_app(error)), then=then, part=part)

    def _tell(self, problem: str) -> None:
        line = self.query_one("#problem", Static)
        line.update(problem_words(problem))
        line.set_class(bool(problem), "-told")
        if problem:
            self.call_after_refresh(line.scroll_visible, animate=False)

    def action_onward(self) -> None:
        self.answer_with(self.put_down, self._go_on)

    def _go_on(self) -> None:
        if self._place + 1 < len(self._pages):
            self._turn_to(self._place + 1)
        else:
            self.finish()

    def action_page_back(self) -> None:
        if self._place > 0:
            self._turn_to(self._place - 1)

    def action_leave(self) -> None:
        self.dismiss()

    def finish(self) -> None:
        """Close the last screen of the welcome."""
        self.dismiss()

    def _turn_to(self, place: int) -> None:
        self.app.switch_screen(self._pages[place](self.session, self._pages, place))


class AnswersPage(WelcomePage):
    """A question with a few answers on lines; the one under the cursor is given."""

    def choices(self) -> Sequence[tuple[int, str]]:
        """Each answer's value and its words."""
        raise NotImplementedError

    def present_answer(self) -> int:
        """The value of the current answer."""
        raise NotImplementedError

    def answers(self) -> Iterable[Widget]:
        yield Lines(*(AnswerChoice(value, words, signs=self.signs) for value, words in self.choices()))

    def on_mount(self) -> None:
        lines = self.query_one(Lines)
        lines.focus()
        answer = self.present_answer()
        lines.point_at(next((a for a in lines.lines if isinstance(a, AnswerChoice) and a.value == answer), None))

    @property
    def answer(self) -> int:
        line = self.query_one(Lines).current
        return line.value if isinstance(line, AnswerChoice) else self.present_answer()
