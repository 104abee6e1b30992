"""Closing the evening: when it is offered, and what was on the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from rituals.core.model import Appreciation, PersonId
from rituals.core.occurrences.sign import Sign
from rituals.core.rituals.board import Board, Group, Row
from rituals.core.state.couple_state import State

BEGINS_AT = time(18)
"""The local time from which it is evening."""

_RESTING = {Sign.RESTED, Sign.PAUSED}


def is_evening(local: datetime, day_starts_at: time) -> bool:
    """Whether it is evening at a local wall time: from six o'clock, as long as the couple's day lasts."""
    return local.time() >= BEGINS_AT or local.time() < day_starts_at


def is_settled(board: Board, person: PersonId) -> bool:
    """Whether something was done on the board's day, or rested, and nothing that was planned for it waits for this
    person any more. What is carried over from another day, or may be done on any day, waits gladly."""
    of_the_day = [row for row in board.rows if row.group is Group.TODAY and not row.is_from_before]
    waiting = (row for row in of_the_day if row.ritual.is_open_to(person) and person not in row.ticked_by)
    settled = (row.is_done or row.sign in _RESTING for row in waiting)
    return all(settled) and bool(of_the_day or what_was(board))


def what_was(board: Board) -> Sequence[Row]:
    """The rows of what was done on the board's day itself."""
    return [row for row in board.rows if row.ticked_by]


def to_note_with(rows: Sequence[Row], person: PersonId) -> Sequence[Row]:
    """Those of these rows with which a person may leave a line, as they did it themselves or both did."""
    return [row for row in rows if {None, person} & row.ticked_by]


def thanks_of(state: State, board: Board) -> Sequence[Appreciation]:
    """The open thank-yous about the board's day."""
    return [note for note in state.jar.notes_on(board.day) if not state.jar.is_sealed(note, board.day)]
