"""The row on Today that asks how it went with what was tried for two weeks."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from rituals.errors import RitualsError
from rituals.session import Session
from tui.shared.screen import AppScreen
from tui.today import present
from tui.today.lines import OpeningLine

if TYPE_CHECKING:
    from rituals.core.talk.trials import Trial


class TrialLine(OpeningLine):
    """Asks after what was tried, once; it opens the ritual, or what whoever it is kept."""

    def __init__(self, session: Session, trial: Trial) -> None:
        super().__init__(name=f"trial:{trial.id}")
        self._session = session
        self._trial = trial

    def rows(self, width: int) -> list[Content]:
        return present.told_lines(self._trial.asks, width, is_open=self.is_open)

    async def open_from(self, screen: AppScreen) -> None:
        from rituals.service.talk import TalkService  # both only for those who open it
        from tui.talk.begin import open_kept

        TalkService(self._session.service).have_asked(self._trial)
        if self._trial.ritual:
            await screen.run_action(f"app.ritual({self._trial.ritual!r})")
        else:
            open_kept(screen.app, self._session)


def trial_rows(session: Session) -> dict[str, Callable[[], Widget]]:
    """The name of the row and how it is made, if there is something to ask after; called between frames, as it reads
    what is private."""
    from rituals.service.talk import TalkService  # after the first paint

    with suppress(RitualsError):  # it is among the problems
        if trial := TalkService(session.service).trial_to_ask(session.catalogue.flow):
            return {f"trial:{trial.id}": partial(TrialLine, session, trial)}
    return {}
