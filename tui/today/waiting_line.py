"""What is still to do of the nudges that the desktop did not show."""

from __future__ import annotations

from contextlib import suppress

from textual.content import Content
from textual.widgets import Static

from rituals.errors import RitualsError
from rituals.session import Session


class WaitingLine(Static):
    """One line, shown while there are such nudges, and cleared for good once its screen was left."""

    def __init__(self, session: Session) -> None:
        super().__init__(id="waiting")
        self._session = session
        self._is_told = False
        self._looked_at = -1

    def look(self) -> None:
        """Show what is waiting now, if the screen is the current one."""
        from rituals.core.nudges.undelivered import waiting_nudges  # after the first paint, with what it imports
        from tui.nudges.present import undelivered_words

        device_state = self._session.service.device_state
        is_news = self._is_told or device_state.lamport != self._looked_at
        if not is_news or not self.screen.is_current:
            return
        self._looked_at = device_state.lamport
        waiting = waiting_nudges(self._session.planner_input(), self._session.nudge_words())
        self._is_told = waiting is not None
        self.set_class(self._is_told, "-told")
        self.update(Content(undelivered_words(waiting.rows) if waiting else ""))

    def have_seen(self) -> None:
        """Record that it was seen, so that it is not shown again; where that fails, it may be."""
        from rituals.core.nudges.undelivered import mark_nudges_seen

        if self._is_told:
            self._is_told = False
            with suppress(RitualsError):
                self._session.service.record_locally(lambda _, device_state: mark_nudges_seen(device_state))

    def on_unmount(self) -> None:
        self.have_seen()
