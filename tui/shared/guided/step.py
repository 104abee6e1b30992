"""The bases of pages that are gone through step by step: one question each, and nothing is changed before the last."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.widgets import Input

from rituals.errors import RitualsError
from rituals.session import Session
from tui.shared.at_work import AtWork, Outcome
from tui.shared.guided.keys import STEP, STEP_BACK, TYPED
from tui.shared.guided.question_page import QuestionPage
from tui.shared.keys import Key, bindings
from tui.shared.remedies import in_app


class StepPage(QuestionPage):
    """One question; what takes a while is done on a thread, and esc leaves at any time."""

    KEYS: ClassVar[tuple[Key, ...]] = STEP_BACK
    BINDINGS = bindings(STEP_BACK)

    def __init__(self, session: Session, place: int = 0) -> None:
        """`place` is where on the way it stands."""
        super().__init__(session)
        self.place = place
        self.at_work = AtWork(self, self._tell_progress, self.how_far)

    def page_at(self, place: int) -> StepPage:
        """The page at a place on the way."""
        raise NotImplementedError

    def how_far(self) -> tuple[int, int] | None:
        """How many files of how many were looked through by now, if any are."""
        return None

    def action_onward(self) -> None:
        if not self.at_work:
            super().action_onward()

    def go_on(self) -> None:
        """Turn to the next page."""
        self.turn_to(self.place + 1)

    def action_page_back(self) -> None:
        if self.place > 0 and not self.at_work:
            self.turn_to(self.place - 1)

    def action_scroll(self, step: int) -> None:
        self.query_one("#page").scroll_relative(y=step, animate=False)

    def turn_to(self, place: int) -> None:
        """Turn to the page at a place."""
        self.app.switch_screen(self.page_at(place))

    def read(self, doing: str, do: Callable[[], Outcome], then: Callable[[Outcome], None]) -> None:
        """Read something on a thread, then go on with `then`; not where the page was left meanwhile."""

        async def finish(outcome: Outcome | RitualsError) -> None:
            if self.is_closed:
                return
            if isinstance(outcome, RitualsError):
                self.tell(in_app(outcome))
                return
            self.tell("")
            then(outcome)

        self.at_work.begin(doing, do, finish)

    def attempt(self, do: Callable[[], None]) -> None:
        """Do what says by itself what came of it; why it can't be done is said beside the answer."""
        self.run_reporting(do, lambda _: None, refuse=lambda error: self.tell(in_app(error)))

    def _tell_progress(self, words: str) -> None:
        if not self.is_closed:
            self.tell(words, is_problem=False)


class WorkingStep(StepPage):
    """A page whose answer is looked into, or done, before it goes on."""

    def action_onward(self) -> None:
        if not self.at_work:
            self.attempt(self.work)

    def work(self) -> None:
        """Look into the answer, or do it, on a thread where that takes a while; raises `RitualsError` where it can't
        be."""
        raise NotImplementedError


class TypedStep(WorkingStep):
    """A page whose answer is typed on one line."""

    KEYS = TYPED
    BINDINGS = bindings(STEP)

    @property
    def typed(self) -> str:
        """What stands on the line."""
        return self.query_one(Input).value.strip()

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_onward()
