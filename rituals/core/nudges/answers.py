"""The answers that a notification offers; where it has none it is only read."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple


class NudgeAnswer(StrEnum):
    """An answer by its name on the bus; none of them tells what a nudge is about."""

    DONE = "done"
    LATER = "later"
    OPEN = "open"

    @property
    def label(self) -> str:
        """What stands on its button."""
        return _LABELS[self]


_LABELS = {NudgeAnswer.DONE: "Done", NudgeAnswer.LATER: "In an hour", NudgeAnswer.OPEN: "Open"}


class Answerable(NamedTuple):
    """What one notification offers, and what carries an answer out."""

    offered: tuple[NudgeAnswer, ...]
    carry_out: Callable[[NudgeAnswer], str]
    """Called on any thread, for as long as the notification stands, also after its day; returns what the notification
    says of it for a moment, in words that name no ritual which it does not name, or nothing."""
