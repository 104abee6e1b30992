"""The service's part for the evening: what this machine shows of a memory, of what comes and of letters; and the list
for someday with its commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from rituals.core import events as e
from rituals.core.evenings import someday
from rituals.core.evenings.ahead import Ahead, letters, looking_forward
from rituals.core.evenings.memory import Memory, memory
from rituals.core.events import EveningClosed, MemoryPutAway
from rituals.core.events.someday import IdeaEnd
from rituals.core.model import Cadence, IdeaId, Ritual, RitualId
from rituals.core.rituals.board import Board, Row
from rituals.core.state.jar import NoteHead
from rituals.core.state.sharing import Idea
from rituals.service.couple import CoupleService


class Evening(Struct, frozen=True):
    """What Today has beside the rituals of the day: what the day brings back, what there is to look forward to besides
    what is planned for tomorrow, the notes whose seal opens today, and what of the list for someday is for today."""

    memory: Memory | None
    ahead: Sequence[Ahead]
    letters: Sequence[NoteHead]
    from_list: Sequence[Idea]
    offered: Mapping[RitualId, Idea]
    """What of that list some of the day's rituals offer."""


NO_EVENING = Evening(None, (), (), (), {})


def evening_of(service: CoupleService, rows: Iterable[Row], draws: Callable[[Ritual], bool]) -> Evening:
    """The evening of today for who sits here; `rows` are those of its board, and `draws` is as `ideas_for` has it."""
    state, today, seated = service.state, service.today(), service.seated.id
    put_away = service.device_state.memories_put_away
    return Evening(
        memory(state, today, seated=seated, put_away=put_away),
        looking_forward(state, today, seated=seated),
        letters(state, today),
        someday.for_today(state, today),
        someday.ideas_for(state, rows, draws, today),
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


# the list for someday


def put_on_list(service: CoupleService, text: str, *, on: date | None = None, for_meeting: bool = False) -> Idea:
    """Put something on the list, from who sits here, and return it."""
    service.welcome_somebody()
    wish = e.SomedayAdded(service.new_id(), service.seated.id, text, on, for_meeting)
    (added,) = service.record(lambda state: someday.add_idea(state, wish, today=service.today()))
    return service.state.someday.value[added.idea]


def change_on_list(service: CoupleService, wish: e.SomedayEdited) -> Sequence[e.SomedayEdited]:
    """Change something on the list; no events if nothing differs."""
    return service.record(lambda state: someday.edit_idea(state, wish, today=service.today()))


def take_off_list(service: CoupleService, idea: IdeaId, why: IdeaEnd = "away") -> None:
    """Take something off the list."""
    service.record(lambda state: someday.drop_idea(state, idea, today=service.today(), why=why))


def make_ritual_of(service: CoupleService, idea: IdeaId, cadence: Cadence) -> RitualId:
    """Make a ritual of both of something on the list, which leaves it; one undo takes back both."""
    name = someday.idea_listed(service.state, idea).text
    wish = e.RitualAdded(service.new_ritual_id(), service.day_for(cadence), name, cadence)
    with service.as_one():
        service.add(wish)
        take_off_list(service, idea, "ritual")
    return wish.ritual
