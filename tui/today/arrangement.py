"""Which part of Today each row stands in: what is folded, and what stays for a while where it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rituals.core.model import RitualId
from rituals.core.rituals.board import Part, Row
from tui.shared.lines import Line
from tui.today.lines import RitualLine

FOLDED = frozenset({Part.DONE, Part.RESTING, Part.TOMORROW})
"""The parts that stand in one line each, where there is more on the page."""


class Staying(NamedTuple):
    """A ritual whose part changed just now, and the part and place in which it stays while the cursor is on it."""

    ritual: RitualId
    part: Part
    place: int


class Arrangement:
    """The parts of Today as people left them."""

    def __init__(self) -> None:
        self._turned: set[Part] = set()
        """The parts that were folded or unfolded by hand."""
        self._staying: Staying | None = None

    def parts(self, rows: Iterable[Row], *, is_more_ahead: bool) -> dict[Part, list[Row]]:
        """The rows of each part that has some, in the order of the page; with what is ahead also where no row is."""
        rows = list(rows)
        parts: dict[Part, list[Row]] = {part: [] for part in Part}
        for row in rows:
            parts[row.part].append(row)
        if self._staying is not None:
            ritual, part, place = self._staying
            for row in [row for row in rows if row.ritual.id == ritual]:
                parts[row.part].remove(row)
                parts[part].insert(place, row)
        return {part: here for part, here in parts.items() if here or (part is Part.TOMORROW and is_more_ahead)}

    def is_unfolded(self, part: Part, parts: Iterable[Part]) -> bool:
        """Whether a part's rows stand below its title; of those that fold, the first is open where no other is."""
        is_open = part not in FOLDED or (FOLDED.issuperset(parts := list(parts)) and parts[:1] == [part])
        return is_open is not (part in self._turned)

    def turn(self, part: Part) -> None:
        """Fold a part, or unfold it."""
        self._turned ^= {part}

    def settle(self, line: Line | None, rows: Iterable[Row], lines: Sequence[RitualLine]) -> None:
        """Let what was just ticked, rested or put off stay where it is while the cursor does, so that it can be
        undone; `line` is under the cursor, if the day is still the same."""
        self._staying = None
        if isinstance(line, RitualLine):
            now = next((row.part for row in rows if row.ritual.id == line.row.ritual.id), line.part)
            if now is not line.part and FOLDED & {now, line.part}:
                place = [other for other in lines if other.part is line.part].index(line)
                self._staying = Staying(line.row.ritual.id, line.part, place)

    def leave(self, row: Row | None) -> bool:
        """Let what was done go to its part once the cursor is on another row; whether anything does."""
        if self._staying is None or (row is not None and row.ritual.id == self._staying.ritual):
            return False
        self._staying = None
        return True
