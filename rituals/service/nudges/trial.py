"""A nudge sent only to see how it comes."""

from __future__ import annotations

from rituals.core.nudges.delivery import Delivery
from rituals.ports import Notifier


def try_nudging(notifier: Notifier) -> Delivery:
    """Send a nudge that is about nothing; what became of it, always with words."""
    delivery = notifier.notify("A nudge from rituals", "This is how it will look. Nothing is due.")
    return delivery if delivery.words else notifier.check()
