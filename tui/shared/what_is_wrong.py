"""What is wrong with the files, as Today and the page of your data tell it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from textual.screen import Screen

from rituals.errors import Problem, Telling
from rituals.problems import DiskLook, gone, put_together
from rituals.session import Session
from rituals.waiting import at_once
from tui.shared.dispatch.answered_once import is_gone


class WhatIsWrong:
    """Looks for a page, on a thread, as looking takes a moment; from the start it only says that everything is gone.

    What was seen last is known to all pages of the session.
    """

    def __init__(self, page: Screen[None], session: Session, show: Callable[[], None]) -> None:
        """`show` shows on the page what is known."""
        self._page = page
        self._session = session
        self._show = show
        self._disk = DiskLook(session)
        self._looked_at: datetime | None = None
        if not session.service.has_begun and not session.known_problems:
            session.known_problems = list(gone(session))

    @property
    def known(self) -> Sequence[Problem]:
        """What is wrong, as last seen."""
        return self._session.known_problems

    @property
    def told(self) -> Sequence[Problem]:
        """What of it is told to whoever does not ask."""
        return [problem for problem in self.known if problem.telling is not Telling.IF_ASKED]

    def look(self, *, anew: bool = False) -> None:
        """Look and show it, unless that was done this minute; if `anew`, also then."""
        minute = self._session.service.local().replace(second=0, microsecond=0)
        if anew or minute != self._looked_at:
            self._looked_at = minute
            self._page.run_worker(self._look(), group="looking-for-problems")

    def look_anew(self) -> None:
        """Look the next time, whenever that is."""
        self._looked_at = None

    async def _look(self) -> None:
        session = self._session
        try:
            on_disk = await asyncio.to_thread(at_once, self._disk.begin())
        except asyncio.CancelledError:  # the page is built anew, or gone
            self.look_anew()
            raise
        except FileNotFoundError:  # something went while it was looked at
            self.look_anew()
            return
        if is_gone(self._page) or not self._page.app.is_running:  # nobody sees it any more
            return
        session.known_problems = put_together(session, on_disk)
        self._show()
