"""The service's part for the list of what both would like someday."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rituals.core import events as e
from rituals.core.evenings import someday
from rituals.core.events.someday import IdeaEnd
from rituals.core.model import Cadence, IdeaId, RitualId
from rituals.core.state.sharing import Idea
from rituals.service.couple import CoupleService


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
