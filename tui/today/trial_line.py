"""The question how it went with what was tried for two weeks, in one row of Today."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from rituals.errors import RitualsError
from rituals.session import Session
from tui.today import present
from tui.today.lines import OpeningLine

if TYPE_CHECKING:
    from rituals.core.talk.trials import Trial
    from rituals.service.talk import TalkService


class TrialLine(OpeningLine):
    """Asks after what was tried; it opens the ritual, or what was kept."""

    def __init__(self, trial: Trial) -> None:
        super().__init__(name=f"trial:{trial.id}")
        self._trial = trial

    def rows(self, width: int) -> list[Content]:
        return present.trial_lines(self._trial.asks, width, is_open=self.is_open)


class TrialToAsk:
    """What is asked after now; asked once, as it is gone when it was opened."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._trial: Trial | None = None

    def look(self) -> None:
        """See what is to be asked after; called between frames, as it reads what is private."""
        self._trial = None
        with suppress(RitualsError):  # it is among the problems
            self._trial = self._talks().trial_to_ask(self._session.catalogue.flow)

    def rows(self) -> dict[str, Callable[[], Widget]]:
        """The name of its row and how it is made, if there is something to ask after."""
        return {f"trial:{self._trial.id}": partial(TrialLine, self._trial)} if self._trial else {}

    async def open(self, screen: Screen[None]) -> None:
        """Open the ritual that was tried, or what whoever it is kept, and ask no more."""
        from tui.talk.begin import open_kept  # only for those who open it

        trial, self._trial = self._trial, None
        if trial is None:
            return
        self._talks().have_asked(trial)
        if trial.ritual:
            await screen.run_action(f"app.ritual({trial.ritual!r})")
        else:
            open_kept(screen.app, self._session)

    def _talks(self) -> TalkService:
        from rituals.service.talk import TalkService  # after the first paint

        return TalkService(self._session.service)
