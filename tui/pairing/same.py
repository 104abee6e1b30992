"""The page that asks which rituals of two homes are the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from rituals.core.model import Ritual, RitualId
from rituals.core.text import casefolded, printable
from tui.pairing.keys import SAME
from tui.pairing.step import PairingStep
from tui.pairing.turn_line import TurnLine
from tui.shared.keys import bindings
from tui.shared.lines import Line, Lines


class SamePage(PairingStep):
    """Each ritual here is one there or another one; what comes from the same entry or has the same name is proposed."""

    KEYS = SAME
    BINDINGS = bindings(SAME)
    PURPOSE = "Which rituals of this machine are the same on the other one."
    QUESTION = "Are these rituals the same?"

    def said(self) -> str:
        return "What is the same goes on as it is there, with your ticks and notes as well. The others come along."

    def answers(self) -> Iterable[Widget]:
        shown = self.way.opened.ours.rituals.values()
        yield Lines(*(TurnLine(ritual.id, printable(ritual.name), signs=self.signs) for ritual in shown))

    def on_mount(self) -> None:
        lines = self.query_one(Lines)
        lines.focus()
        lines.point_at(None)
        self._show()

    def _show(self) -> None:
        """Show what each is now; one there is only one here."""
        ours, there, rituals = self.way.opened.ours, self.way.opened.theirs, self.way.agreement().rituals
        for line in self.query(TurnLine):
            same = there.all_rituals.get(rituals.get(line.of, ""))
            line.say(_words(ours.rituals[line.of], same), is_yes=same is not None)

    def _current(self) -> RitualId | None:
        line = self.query_one(Lines).current
        return line.of if isinstance(line, TurnLine) else None

    def _ring(self, own: RitualId) -> Sequence[RitualId]:
        """What one here may be there, first what is proposed, without what others here are."""
        opened, agreed = self.way.opened, self.way.agreement()
        taken = {other for one, other in agreed.rituals.items() if one != own}
        proposed = opened.rituals(agreed.people).get(own)
        candidates = [ritual.id for ritual in opened.candidates(opened.ours.rituals[own], agreed.people)]
        first = [proposed] if proposed else []
        return [one for one in dict.fromkeys([*first, *candidates]) if one not in taken]

    def action_turn(self) -> None:
        own = self._current()
        if own is not None:
            is_same = own in self.way.agreement().rituals
            self.way.rituals[own] = None if is_same else next(iter(self._ring(own)), None)
            self._show()

    def action_swap(self, step: int) -> None:
        own = self._current()
        if own is not None:
            ring = [None, *self._ring(own)]
            present = self.way.agreement().rituals.get(own)
            place = ring.index(present) if present in ring else 0
            self.way.rituals[own] = ring[(place + step) % len(ring)]
            self._show()

    def on_line_chosen(self, message: Line.Chosen) -> None:
        if message.on_sign or message.again:
            self.action_turn()


def _words(own: Ritual, same: Ritual | None) -> str:
    if same is None:
        return "new there"
    return "the same" if casefolded(same.name) == casefolded(own.name) else f"is {printable(same.name)}"
