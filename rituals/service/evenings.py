"""The service's part for the evening: what this machine shows of a memory, of what comes, and of letters."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from rituals.core.evenings.ahead import Ahead, letters, looking_forward
from rituals.core.evenings.memory import Memory, memory
from rituals.core.events import EveningClosed, MemoryPutAway
from rituals.core.rituals.board import Board
from rituals.core.state.jar import NoteHead
from rituals.service.couple import CoupleService


class Evening(Struct, frozen=True):
    """What Today has beside the rituals of the day: what the day brings back, what there is to look forward to besides
    what is planned for tomorrow, and the notes whose seal opens today."""

    memory: Memory | None
    ahead: Sequence[Ahead]
    letters: Sequence[NoteHead]


NO_EVENING = Evening(None, (), ())


def evening_of(service: CoupleService) -> Evening:
    """The evening of today for who sits here."""
    state, today, seated = service.state, service.today(), service.seated.id
    put_away = service.device_state.memories_put_away
    return Evening(
        memory(state, today, seated=seated, put_away=put_away),
        looking_forward(state, today, seated=seated),
        letters(state, today),
    )


def put_memory_away(service: CoupleService, told: Memory) -> None:
    """Record that a memory is not to come again on this machine; `StorageError` if the disk refuses."""
    today = service.today()
    service.record_locally(
        lambda _, device_state: [] if told.day in device_state.memories_put_away else [MemoryPutAway(told.day, today)]
    )


def offered_pages(service: CoupleService, board: Board) -> list[str]:
    """What is offered for the evening now, on today's board: to look at the week on its last evening, and to close the
    evening, by the names of their pages."""
    from rituals.core.evenings.closing import is_evening, is_settled  # only in the app
    from rituals.core.evenings.our_week import ends_a_week

    if not is_evening(service.local(), service.state.household.day_starts_at):
        return []
    is_closed = service.device_state.evening_closed_on == board.day
    may_close = not is_closed and is_settled(board, service.seated.id)
    return [
        *(["our-week"] if ends_a_week(service.state, board.day, seated=service.seated.id) else []),
        *(["evening"] if may_close else []),
    ]


def close_evening(service: CoupleService) -> None:
    """Remember on this machine that today's evening was gone through."""
    today = service.today()
    service.remember(lambda _, device: [] if device.evening_closed_on == today else [EveningClosed(today)])
