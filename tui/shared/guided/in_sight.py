"""Screens that are answered, and heed no key and no click that came before they could be seen."""

from __future__ import annotations

from math import inf

from textual.message import Message


class HeedsOnSight:
    """Part of a screen: what was typed or clicked faster than it shows is not meant for it."""

    seen_since: float = inf
    """Since when it can be seen, by the clock that stamps keys and clicks."""

    @property
    def is_in_sight(self) -> bool:
        """Whether what is laid out now is drawn, or about to be."""
        return self.seen_since < inf

    def come_in_sight(self) -> None:
        """Heed keys and clicks from now on, as what is laid out is about to be drawn."""
        self.seen_since = Message().time

    def go_out_of_sight(self) -> None:
        """Heed no key and no click until something else is laid out."""
        self.seen_since = inf

    def on_mount(self) -> None:
        self.come_in_sight()
