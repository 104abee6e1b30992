"""What is wrong with the files, as Today tells it."""

from __future__ import annotations

from datetime import datetime

from rituals.problems import all_problems, gone
from rituals.session import Session


class WhatIsWrong:
    """Looks once a minute, as looking takes a moment; from the start it only says that everything is gone."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._looked_at: datetime | None = None
        self.sentences = [] if session.service.has_begun else [problem.what for problem in gone(session)]

    def look(self) -> None:
        """Look, unless that was done this minute."""
        minute = self._session.service.local().replace(second=0, microsecond=0)
        if minute != self._looked_at:
            self._looked_at = minute
            self.sentences = [problem.what for problem in all_problems(self._session)]

    def look_anew(self) -> None:
        """Look the next time, whenever that is."""
        self._looked_at = None

    @property
    def is_all_gone(self) -> bool:
        """Whether nothing is there, and something is to be said about it."""
        return bool(self.sentences) and not self._session.service.has_begun
