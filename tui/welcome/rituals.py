"""The page of the welcome that proposes a few rituals to begin with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from rituals.content.loader import catalogue
from rituals.core.catalogue.model import Entry
from rituals.core.catalogue.starters import A_FEW, proposed, retimed
from rituals.core.text import casefolded
from tui.shared.keys import bindings
from tui.shared.lines import Line, Lines
from tui.welcome.keys import WELCOME_BACK, WELCOME_RITUALS
from tui.welcome.lines import Proposal
from tui.welcome.page import WelcomePage
from tui.welcome.time_line import TimeLine


class RitualsPage(WelcomePage):
    """Three rituals, each of which may stay, go, come at another time or give way to another one."""

    KEYS = (*WELCOME_RITUALS, *WELCOME_BACK)
    BINDINGS = bindings((*WELCOME_RITUALS, *WELCOME_BACK))
    QUESTION = "A few to begin with"

    def said(self) -> str:
        if all(self._is_kept(entry) for entry in self._offer()):
            return "These are yours already. The catalogue has more of them, whenever you like."
        whom = "you would look forward to" if self.is_alone else "you would both look forward to"
        return f"Keep what {whom}, and leave the rest for later. Small counts in full."

    def answers(self) -> Iterable[Widget]:
        yield Lines(*self._proposals())

    def on_mount(self) -> None:
        lines = self.query_one(Lines)
        lines.focus()
        lines.point_at(None)

    def show(self) -> None:
        """Show which of them are kept by now."""
        super().show()
        for line in self.query(Proposal):
            line.show(kept=self._is_kept(line.entry))

    # what is proposed

    def _offer(self) -> list[Entry]:
        """What is kept of the starters, and enough others to make a few."""
        kept = [entry for entry in _starters() if self._is_kept(entry)]
        others = [entry for entry in _starters() if entry not in kept]
        return [*kept, *proposed(others, today=self.service.today(), count=max(A_FEW - len(kept), 0))]

    def _proposals(self) -> list[Proposal]:
        """The lines, wanted where nothing is kept yet; whoever keeps something asks for more by themselves."""
        is_first_time = all(ritual.is_archived for ritual in self.service.state.rituals.values())
        return [self._proposal(entry, wanted=is_first_time) for entry in self._offer()]

    def _proposal(self, entry: Entry, *, wanted: bool) -> Proposal:
        today, kept = self.service.today(), self._is_kept(entry)
        return Proposal(entry, today=today, signs=self.signs, kept=kept, wanted=wanted)

    def _is_kept(self, entry: Entry) -> bool:
        """Whether it is theirs, be it under the same name only."""
        with_you = [ritual for ritual in self.service.state.rituals.values() if not ritual.is_archived]
        return any(ritual.id == entry.id or casefolded(ritual.name) == casefolded(entry.name) for ritual in with_you)

    # answering

    @property
    def _current(self) -> Proposal | None:
        """The line under the cursor, where something can still be said about it."""
        line = self.query_one(Lines).current
        return line if isinstance(line, Proposal) and not line.kept else None

    def action_want(self) -> None:
        if line := self._current:
            line.show(wanted=not line.wanted)

    def action_swap(self, step: int) -> None:
        """Put another starter in the place of this one, the ones in sight aside."""
        line = self._current
        if line is None:
            return
        others = {other.entry.id for other in self.query(Proposal) if other is not line}
        ring = [entry for entry in _starters() if entry.id not in others and not self._is_kept(entry)]
        line.show(entry=ring[(ring.index(line.entry) + step) % len(ring)], wanted=True)

    def action_time(self) -> None:
        if (line := self._current) and not self.query(TimeLine):
            self.mount(TimeLine(line), before="#problem")

    async def on_time_line_said(self, message: TimeLine.Said) -> None:
        """Take the words; where they can't be read, they stay to be mended."""
        if self.succeeds(lambda: self._retime(message.proposal, message.words)):
            await self.query(TimeLine).remove()
            self.query_one(Lines).focus()

    def _retime(self, line: Proposal, words: str | None) -> None:
        if words is None:
            return
        cadence = retimed(line.cadence, words, today=self.service.today(), zone=self.service.zone())
        line.show(cadence=cadence, wanted=True)

    def on_line_chosen(self, message: Line.Chosen) -> None:
        if message.on_sign and message.line is self._current:
            self.action_want()

    # putting down

    def put_down(self) -> None:
        """Take up what is wanted, at the time that is still being typed too."""
        for open_line in self.query(TimeLine):
            self._retime(open_line.proposal, open_line.words)
        for line in self.query(Proposal):
            if line.will_be_kept:
                self.service.take_up(line.entry, line.cadence)


def _starters() -> Sequence[Entry]:
    return [entry for entry in catalogue().offered() if entry.starter]
