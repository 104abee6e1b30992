"""The welcome's screen that proposes a few rituals to begin with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from msgspec.structs import replace
from textual.widget import Widget

from rituals.content.loader import catalogue
from rituals.core.cadence.expansion import activated
from rituals.core.catalogue.model import Entry
from rituals.core.catalogue.starters import A_FEW, proposed, retimed
from rituals.core.model import Cadence
from rituals.core.nudges.lock_screen import as_taken_up
from rituals.core.nudges.silence import silence
from rituals.core.phrases import both_or_all
from rituals.core.text import casefolded
from tui.shared.keys import bindings
from tui.shared.lines import Line, Lines
from tui.welcome.keys import WELCOME_BACK, WELCOME_RITUALS
from tui.welcome.lines import Proposal
from tui.welcome.page import WelcomePage
from tui.welcome.time_line import TimeLine


class RitualsPage(WelcomePage):
    """Proposes three rituals; each can be taken up or not, given another time, or exchanged for another one."""

    KEYS = (*WELCOME_RITUALS, *WELCOME_BACK)
    BINDINGS = bindings((*WELCOME_RITUALS, *WELCOME_BACK))
    QUESTION = "A few to begin with"

    def said(self) -> str:
        if all(self._is_kept(entry) for entry in self._offer()):
            return "These are yours already. The catalogue has more of them, whenever you like."
        whom = f"you would{both_or_all(self.service.couple)}"
        return f"Keep what {whom} look forward to, and leave the rest for later. Small counts in full."

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
        """The starters that are kept already, and enough others to make a few."""
        kept = [entry for entry in _starters() if self._is_kept(entry)]
        others = [entry for entry in _starters() if entry not in kept]
        return [*kept, *proposed(others, today=self.service.today(), count=max(A_FEW - len(kept), 0))]

    def _proposals(self) -> list[Proposal]:
        """The lines of the proposals; they are wanted at first only where no ritual is kept yet."""
        is_first_time = all(ritual.is_archived for ritual in self.service.state.rituals.values())
        return [self._proposal(entry, wanted=is_first_time) for entry in self._offer()]

    def _proposal(self, entry: Entry, *, wanted: bool) -> Proposal:
        today, kept = self.service.today(), self._is_kept(entry)
        return Proposal(
            entry, today=today, signs=self.signs, kept=kept, wanted=wanted, silence_words=self._silence_words
        )

    def _silence_words(self, entry: Entry, cadence: Cadence) -> str:
        """Why no nudge of an entry would go out at a cadence, and what would let one come; "" where one would."""
        planner_input, on = self.session.planner_input(), self.service.day_for(cadence)
        begun = activated(cadence, on=on, week_starts_on=self.service.state.household.week_starts_on)
        problem = silence(planner_input, as_taken_up(replace(entry.adopted(on), cadence=begun), planner_input))
        return problem.what if problem is not None else ""

    def _is_kept(self, entry: Entry) -> bool:
        """Whether the couple keeps it, or another ritual of the same name."""
        with_you = [ritual for ritual in self.service.state.rituals.values() if not ritual.is_archived]
        return any(ritual.id == entry.id or casefolded(ritual.name) == casefolded(entry.name) for ritual in with_you)

    # answering

    @property
    def _current(self) -> Proposal | None:
        """The proposal under the cursor, None where it is kept already."""
        line = self.query_one(Lines).current
        return line if isinstance(line, Proposal) and not line.kept else None

    def action_want(self) -> None:
        if line := self._current:
            line.show(wanted=not line.wanted)

    def action_swap(self, step: int) -> None:
        """Exchange the proposal for another starter that is not shown yet."""
        line = self._current
        if line is None:
            return
        others = {other.entry.id for other in self.query(Proposal) if other is not line}
        ring = [entry for entry in _starters() if entry.id not in others and not self._is_kept(entry)]
        line.show(entry=ring[(ring.index(line.entry) + step) % len(ring)], wanted=True)

    def action_time(self) -> None:
        if (line := self._current) and not self.query(TimeLine):
            self.mount(TimeLine(line), before="#problem")

    def on_time_line_said(self, message: TimeLine.Said) -> None:
        """Read the cadence that was typed; where it can't be read, the input stays with its text."""
        retime = partial(self._retime, message.proposal, message.words)
        self.answer_with(retime, self.query_one(Lines).focus, self.query_one(TimeLine))

    def _retime(self, line: Proposal, words: str | None) -> None:
        if words is None:
            return
        cadence = line.cadence
        if words.strip() != line.typed:
            cadence = retimed(cadence, words, today=self.service.today(), zone=self.service.zone())
        line.show(cadence=cadence, wanted=True)

    def on_line_chosen(self, message: Line.Chosen) -> None:
        if message.on_sign and message.line is self._current:
            self.action_want()

    # keeping the answer

    def put_down(self) -> None:
        """Take up the proposals that are wanted; a cadence that is still being typed counts."""
        for open_line in self.query(TimeLine):
            self._retime(open_line.proposal, open_line.words)
        for line in self.query(Proposal):
            if line.will_be_kept:
                self.service.take_up(line.entry, line.cadence)


def _starters() -> Sequence[Entry]:
    return [entry for entry in catalogue().offered() if entry.starter]
