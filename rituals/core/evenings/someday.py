"""Someday: the list of what both would like, its commands and its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from zlib import crc32

from msgspec import UNSET, Struct
from msgspec.structs import asdict, replace

from rituals.core import events as e
from rituals.core.events.someday import IdeaEnd
from rituals.core.model import IdeaId, Ritual, RitualId
from rituals.core.phrases import date_words, on_day_words
from rituals.core.rituals.board import Part, Row
from rituals.core.state.couple_state import State
from rituals.core.state.sharing import Idea
from rituals.core.text import NAME_LIMIT, casefolded, clean_note, is_unseen, joined, printable, titled
from rituals.errors import Remedy, RuleError, UsageError

NOTHING_LISTED = "What you would like to do someday will live here: the lake at night, a pie from scratch."
FOR_MEETING = "for your us-meeting"
PUT_DOWN = "Put down for this meeting"
_ASK_FOR_NOTHING = frozenset({Part.DONE, Part.RESTING, Part.TOMORROW})


class SomedayList(Struct, frozen=True):
    """What is on the list: what has a day to come, the soonest first, what is for the us-meeting, and all else in the
    order it was put there; a day that has passed leaves its idea there, free for another."""

    dated: Sequence[Idea]
    for_meeting: Sequence[Idea]
    free: Sequence[Idea]

    @property
    def parts(self) -> tuple[Sequence[Idea], ...]:
        """What stands together."""
        return self.dated, self.for_meeting, self.free

    @property
    def all(self) -> Sequence[Idea]:
        return [idea for part in self.parts for idea in part]


def someday_list(state: State, today: date) -> SomedayList:
    """The list as it is today."""
    dated: list[tuple[date, Idea]] = []
    for_meeting: list[Idea] = []
    free: list[Idea] = []
    for idea in state.someday.value.values():
        if idea.on is not None and idea.on >= today:
            dated.append((idea.on, idea))
        else:
            (for_meeting if idea.for_meeting else free).append(idea)
    return SomedayList([idea for _, idea in sorted(dated, key=lambda pair: pair[0])], for_meeting, free)


def for_today(state: State, today: date) -> Sequence[Idea]:
    """What is meant for today."""
    return [idea for idea in someday_list(state, today).dated if idea.on == today]


def idea_for(state: State, ritual: RitualId, today: date, *, on: date) -> Idea | None:
    """What of the list a ritual that is on some day offers: another each day, the same all day long and on every
    machine; nothing where something of the list is meant for that day already."""
    listed = someday_list(state, today)
    if any(idea.on == on for idea in listed.dated):
        return None

    def lot(idea: Idea) -> tuple[int, IdeaId]:
        return crc32(f"{today} {ritual} {idea.id}".encode()), idea.id

    return min(listed.free, key=lot, default=None)


def ideas_for(
    state: State, rows: Iterable[Row], draws: Callable[[Ritual], bool], today: date
) -> Mapping[RitualId, Idea]:
    """What each ritual of the day that draws from the list and is still to be done offers; `draws`, which reads the
    catalogue, is asked only where there is something to offer."""
    if not someday_list(state, today).free:
        return {}
    names = [row.ritual.id for row in rows if row.part not in _ASK_FOR_NOTHING and draws(row.ritual)]
    return {name: idea for name in names if (idea := idea_for(state, name, today, on=today)) is not None}


# commands


def add_idea(state: State, added: e.SomedayAdded, *, today: date) -> list[e.SomedayAdded]:
    """Put something on the list."""
    text = _clean(added.text)
    _check_new(state, text)
    _check_day(added.on, today)
    return [replace(added, text=text)]


def edit_idea(state: State, wish: e.SomedayEdited, *, today: date) -> list[e.SomedayEdited]:
    """Change the words or the day of something on the list; only the fields that differ are recorded. What gets a day
    is not for the us-meeting any more, and the other way round."""
    idea = idea_listed(state, wish.idea)
    if wish.text is not UNSET:
        text = _clean(wish.text)
        _check_new(state, text, but=idea.id)
        wish = replace(wish, text=text)
    if wish.on is not UNSET and wish.on is not None:
        _check_day(wish.on, today)
        wish = replace(wish, for_meeting=False)
    elif wish.for_meeting is True:
        wish = replace(wish, on=None)
    changed = {
        field: new
        for field, new in asdict(wish).items()
        if field != "idea" and new is not UNSET and new != getattr(idea, field)
    }
    return [e.SomedayEdited(idea.id, **changed)] if changed else []


def drop_idea(state: State, name: IdeaId, *, today: date, why: IdeaEnd) -> list[e.SomedayDropped]:
    """Take something off the list."""
    return [e.SomedayDropped(idea_listed(state, name).id, today, why)]


def idea_listed(state: State, name: IdeaId) -> Idea:
    """What is on the list under this id; `RuleError` if nothing is."""
    if name not in state.someday.value:
        raise RuleError("That isn't on your list any more.", Remedy.LIST_SOMEDAY)
    return state.someday.value[name]


def _clean(text: str) -> str:
    line = " ".join(clean_note(text, NAME_LIMIT, of="line").split())
    if is_unseen(line):
        raise UsageError("There is nothing on the line yet. A few words are enough.")
    return line


def _check_new(state: State, text: str, but: IdeaId = "") -> None:
    for idea in state.someday.value.values():
        if idea.id != but and casefolded(idea.text) == casefolded(text):
            raise RuleError(f"{titled(idea.text)} is on your list already.")


def _check_day(day: date | None, today: date) -> None:
    if day is not None and day < today:
        raise UsageError(f"{date_words(day, today)} has passed. Give it today or a day to come.")


# words


def listed_for_words(idea: Idea, today: date) -> str:
    """When it is meant for: "on Friday", "for your us-meeting", or nothing."""
    if idea.on is not None and idea.on >= today:
        return on_day_words(idea.on, today)
    return FOR_MEETING if idea.for_meeting else ""


def for_today_words(ideas: Iterable[Idea]) -> str:
    """What of the list is meant for today; empty for nothing."""
    names = joined(titled(idea.text) for idea in ideas)
    return f"Today, from your list: {names}" if names else ""


def for_meeting_lines(state: State, today: date) -> list[str]:
    """What waits for the us-meeting under its heading, where that begins; none for nothing."""
    waiting = [printable(idea.text) for idea in someday_list(state, today).for_meeting]
    return [PUT_DOWN, *(f"  {text}" for text in waiting)] if waiting else []


def idea_words(idea: Idea) -> str:
    """An idea, where a ritual that is due offers it."""
    return f"an idea from your list: {titled(idea.text)}"


def added_to_list_words(idea: Idea, today: date) -> str:
    """The confirmation after something was put on the list, or given another day."""
    when = listed_for_words(idea, today)
    return f"{titled(idea.text)} is on your list{f', {when}' if when else ''}."


_ENDS: Mapping[IdeaEnd, str] = {
    "done": "{} is done, and off your list.",
    "ritual": "{} is a ritual of yours now, and off your list.",
    "away": "{} is off your list.",
}


def dropped_words(idea: Idea, why: IdeaEnd) -> str:
    """The confirmation after something was taken off the list."""
    return _ENDS[why].format(titled(idea.text))
