"""The lines of the rhythm's lists: each ritual's strength, and each milestone."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from rituals.core.occurrences.sign import Sign
from rituals.core.phrases import short_day
from rituals.core.rhythm.closed import STRENGTH_SHOWN
from rituals.core.rhythm.milestones import Milestone
from rituals.core.rhythm.strength import Curve
from rituals.core.rhythm.summary import RitualSummary
from rituals.core.rhythm.words import milestone_words, strength_words
from rituals.core.rituals.words import SIGNS
from rituals.core.text import printable
from tui.rhythm.curve import small_hill
from tui.shared.lines import Line
from tui.shared.text import fitted, pointer

_NAME = 26
_WORDS = 6
_DAY = 16
_LONGEST = STRENGTH_SHOWN // 7


class StrengthLine(Line):
    """A ritual, its strength over the last weeks, and how settled it is now."""

    def __init__(self, summary: RitualSummary, curve: Curve, signs: str) -> None:
        super().__init__()
        self.summary = summary
        self._curve = curve
        self._signs = signs

    def rows(self, width: int) -> list[Content]:
        name = min(_NAME, max(width // 3, 8))
        weeks = max(1, min(width - name - _WORDS - 6, _LONGEST))
        return [
            Content.assemble(
                pointer(is_open=self.is_open),
                fitted(printable(self.summary.ritual.name), name),
                "  ",
                (small_hill(self._curve, self.summary.today, weeks, self._signs), "$success"),
                "  ",
                (strength_words(self._curve.now).rjust(_WORDS - 1), "$text-muted"),
            )
        ]


class MilestoneLine(Line):
    """A milestone, and when it was reached."""

    def __init__(self, milestone: Milestone, today: date, signs: str) -> None:
        super().__init__()
        self.milestone = milestone
        self._today = today
        self._sign = SIGNS[signs][Sign.KEPT]

    def rows(self, width: int) -> list[Content]:
        return [
            Content.assemble(
                pointer(is_open=self.is_open),
                (f"{self._sign}  ", "$success"),
                fitted(milestone_words(self.milestone), max(width - _DAY - 8, 10)),
                "  ",
                (short_day(self.milestone.reached_on, self._today), "$text-muted"),
            )
        ]
