"""The entries of the list of rituals: each one's sign and what is next, and how they are grouped and ordered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, time
from typing import NamedTuple

from rituals.core.calendar import add_days
from rituals.core.model import EACH, TOGETHER, Pause, Person, Quota, Ritual
from rituals.core.occurrences.coming import next_open, running_pause
from rituals.core.occurrences.sign import Sign
from rituals.core.phrases import SOON, clock_words, day_words, put_away_words, who_words
from rituals.core.rhythm.history import run_all
from rituals.core.rituals.board import Row
from rituals.core.rituals.pause_words import pause_words
from rituals.core.text import casefolded
from rituals.service.couple import CoupleService
from rituals.session import Session


class RitualListItem(NamedTuple):
    """One ritual: its sign today, the text on what is next, and its day and time where there is one."""

    ritual: Ritual
    sign: Sign
    words: str
    day: date | None = None
    at: time | None = None
    pause: Pause | None = None

    @property
    def is_put_away(self) -> bool:
        return self.ritual.is_archived


def overviews(service: CoupleService) -> list[RitualListItem]:
    """An entry for every ritual, in the order they were added."""
    rows = {row.ritual.id: row for row in service.board().rows}
    return [overview(service, ritual, rows.get(ritual.id)) for ritual in service.state.rituals.values()]


def overview(service: CoupleService, ritual: Ritual, row: Row | None) -> RitualListItem:
    """The entry for a ritual that has this row on Today, or none."""
    today = service.today_of(ritual)
    if ritual.archived_on is not None:
        return RitualListItem(ritual, Sign.COMING, put_away_words(ritual.archived_on, today))
    pause = running_pause(service.state.pauses_of(ritual.id), today)
    if pause is not None:
        return RitualListItem(ritual, Sign.PAUSED, pause_words(pause, today), pause=pause)
    sign = row.sign if row is not None else Sign.COMING
    if isinstance(ritual.cadence, Quota):
        return RitualListItem(ritual, sign, _quota_words(ritual.cadence, row))
    coming = next_open(service.state, ritual, today)
    progress = _before_words(row, today)
    if coming is None:
        return RitualListItem(ritual, sign, progress or "nothing ahead")
    day, at = max(coming.begins_on, today), coming.occurrence.span.cadence.at
    if progress:
        return RitualListItem(ritual, sign, f"{progress} · again {day_words(day, today)}", day, at)
    return RitualListItem(ritual, sign, f"{day_words(day, today)} {clock_words(at)}".rstrip(), day, at)


def _quota_words(quota: Quota, row: Row | None) -> str:
    if row is None or row.result is None:
        return f"0 of {quota.times} this {quota.per}"
    if row.sign is Sign.RESTED:
        return f"not this {quota.per}"
    return f"{min(row.result.done, row.result.needed)} of {row.result.needed} this {quota.per}"


def _before_words(row: Row | None, today: date) -> str:
    """How the latest occurrence went, if it is settled or can still be ticked; else ""."""
    if row is None or row.result is None:
        return ""
    if row.is_from_before and (row.sign is Sign.OPEN or row.is_half_done):
        return f"from {day_words(row.result.occurrence.last, today)}"
    return {Sign.KEPT: "kept", Sign.HELD: "kept", Sign.RESTED: "not today"}.get(row.sign, "")


def in_a_row(session: Session, ritual: Ritual) -> int:
    """The current streak, 0 for a ritual that is not counted."""
    service = session.service
    summary = session.histories.summary(service.state, ritual, service.today_of(ritual))
    return run_all(summary).streak.current if ritual.streak else 0


# arranging

PUT_AWAY = "Put away"
OWN = "Your own"
Arranged = list[tuple[str, list[RitualListItem]]]


class GroupingContext(NamedTuple):
    """What the groups' names and order depend on."""

    sections: Sequence[tuple[str, str]]
    """Ids and titles, in the catalogue's order."""
    people: Sequence[Person]
    today: date


def _by_section(item: RitualListItem, world: GroupingContext) -> tuple[int, str]:
    places = {name: (place, title) for place, (name, title) in enumerate(world.sections)}
    return places.get(item.ritual.section, (len(places), OWN))


def _by_when(item: RitualListItem, world: GroupingContext) -> tuple[int, str]:
    if item.pause is not None:
        return 4, "Paused"
    if isinstance(item.ritual.cadence, Quota):
        return 2, "On days you choose"
    if item.day is None or item.day > add_days(world.today, SOON - 1):
        return 3, "Later"
    return (0, "Today") if item.day <= world.today else (1, "In the next days")


def _by_who(item: RitualListItem, world: GroupingContext) -> tuple[int, str]:
    who = item.ritual.who
    places = [TOGETHER, EACH, *(person.id for person in world.people)]
    words = who_words(who, world.people) or "yours"
    return places.index(who) if who in places else len(places), f"{words[:1].upper()}{words[1:]}"


def _name(item: RitualListItem) -> str:
    return casefolded(item.ritual.name)


def _next_first(item: RitualListItem) -> tuple[date, time, str]:
    return item.day or date.max, item.at or time.max, _name(item)


GROUPINGS: tuple[tuple[str, Callable[[RitualListItem, GroupingContext], tuple[int, str]]], ...] = (
    ("by section", _by_section),
    ("by when", _by_when),
    ("by who", _by_who),
)
ORDERS: tuple[tuple[str, Callable[[RitualListItem], tuple[object, ...]]], ...] = (
    ("next day first", _next_first),
    ("by name", lambda item: (_name(item),)),
    ("as added", lambda _: ()),  # they come in that order, and sorting keeps it
)


def arranged(items: Sequence[RitualListItem], world: GroupingContext, *, grouping: int, order: int) -> Arranged:
    """Rituals in their groups, each group in order; those put away come last in any grouping."""

    def group_of(item: RitualListItem) -> tuple[bool, int, str]:
        return (True, 0, PUT_AWAY) if item.is_put_away else (False, *GROUPINGS[grouping][1](item, world))

    groups: dict[tuple[bool, int, str], list[RitualListItem]] = {}
    for item in sorted(items, key=ORDERS[order][1]):
        groups.setdefault(group_of(item), []).append(item)
    return [(group[2], groups[group]) for group in sorted(groups)]
