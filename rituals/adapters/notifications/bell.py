"""The terminal's bell: the open app rings it as it sees that a nudge was told, whichever process sent it."""

from __future__ import annotations

from rituals.core.nudges.answers import Answerable
from rituals.core.nudges.delivery import Delivery


class BellNotifier:
    """Takes no notification, as a bell says nothing: where there is nothing else, the app shows the words too."""

    def notify(self, _title: str, _body: str, _answers: Answerable | None = None, /) -> Delivery:
        """Nothing is wrong, and nobody has read it."""
        return Delivery(False, "")

    def check(self) -> Delivery:
        """It can be rung whenever the app is open."""
        return Delivery(True, "The app rings the terminal's bell while it is open.")
