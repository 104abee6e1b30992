"""The base of the welcome's screens: one question each, to go on, go back, or leave at any point."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from rituals.session import Session
from tui.shared.guided.question_page import QuestionPage
from tui.shared.keys import Key, bindings
from tui.welcome.keys import WELCOME

if TYPE_CHECKING:
    Pages: TypeAlias = Sequence[type["WelcomePage"]]


class WelcomePage(QuestionPage):
    """One question; going on keeps its answer, so that leaving loses nothing that was answered before."""

    KEYS: ClassVar[tuple[Key, ...]] = WELCOME
    BINDINGS = bindings(WELCOME)
    CSS_PATH: ClassVar[list[str | PurePath]] = [*QuestionPage.CSS_PATH, "welcome.tcss"]
    TITLE = "Welcome"
    PURPOSE = "A few questions to begin with; each can be changed later."

    def __init__(self, session: Session, pages: Pages, place: int = 0) -> None:
        super().__init__(session)
        self._pages = pages
        self._place = place

    def headline(self) -> str:
        return f"Welcome · {self._place + 1} of {len(self._pages)}"

    @property
    def is_alone(self) -> bool:
        """Whether one person uses this by themselves."""
        return len(self.service.couple) == 1

    def go_on(self) -> None:
        """Turn to the next page, or close the last one."""
        if self._place + 1 < len(self._pages):
            self._turn_to(self._place + 1)
        else:
            self.finish()

    def action_page_back(self) -> None:
        if self._place > 0:
            self._turn_to(self._place - 1)

    def finish(self) -> None:
        """Close the last screen of the welcome."""
        self.dismiss()

    def _turn_to(self, place: int) -> None:
        self.app.switch_screen(self._pages[place](self.session, self._pages, place))
