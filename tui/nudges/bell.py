"""The terminal's bell, for the nudges that come while the app is open."""

from __future__ import annotations

from collections.abc import Callable

from rituals.config import load_settings
from rituals.core.nudges.settings import BELL
from rituals.session import Session


class NudgeBell:
    """Knows which nudges have come already; those of before it was made are not rung for."""

    def __init__(self, session: Session, ring: Callable[[], None]) -> None:
        self._session = session
        self._ring = ring
        self._looked_at = session.service.device_state.lamport
        self._come = {*session.service.device_state.sent}

    def ring_for_news(self) -> None:
        """Ring if a nudge of today has come since this was last called, whichever process sent it, and the bell is
        chosen.

        A page with private words is no reason against it: a bell says nothing.
        """
        device_state = self._session.service.device_state
        if device_state.lamport == self._looked_at:
            return
        self._looked_at = device_state.lamport
        news = device_state.sent.keys() - self._come
        self._come |= news
        today = self._session.service.today()
        if any(device_state.sent[key] == today for key in news) and self._is_chosen():
            self._ring()

    def _is_chosen(self) -> bool:
        """Whether the file says so now, as another process may have changed it."""
        return BELL in load_settings(self._session.places.settings).nudges.ways
