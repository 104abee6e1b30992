"""Today and the week as JSON documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Annotated

from msgspec import Meta, Struct

from rituals.cli.shared.documents import Document, NameAndId
from rituals.core.evenings.ahead import in_days_words
from rituals.core.evenings.memory import long_ago
from rituals.core.occurrences.matching import OccurrenceResult, Outcome
from rituals.core.occurrences.sign import Sign
from rituals.core.phrases import doers
from rituals.core.rituals.audience import Audience
from rituals.core.rituals.board import Board, Group, Row
from rituals.core.rituals.week import Planned, WeekAhead
from rituals.core.rituals.week_words import planned_words
from rituals.core.rituals.words import phone_words, row_words, tells_who
from rituals.core.state.sharing import Idea
from rituals.service.evenings import Evening

ClockTime = Annotated[str, Meta(pattern=r"^\d\d:\d\d$", description="A floating local time.")]
ForWhom = Annotated[str, Meta(description="“together”, “each”, or the id of the person it is for alone.")]


class OccurrenceEntry(Struct, frozen=True):
    """One due day of a rule, or one period of a quota."""

    day: date
    last: Annotated[date, Meta(description="Its last day, where it has several.")]
    outcome: Outcome
    done: int
    needed: int


class TodayRow(Struct, frozen=True):
    """A ritual on a day."""

    ritual: NameAndId
    group: Group
    sign: Sign
    day: date
    at: ClockTime | None
    due: bool
    minutes: int
    occurrence: OccurrenceEntry | None
    by: Annotated[
        Sequence[str] | None,
        Meta(description="The ids of those whose ticks stand on the day; null where that is not told."),
    ]
    tiny: Annotated[bool, Meta(description="It was done in two minutes, which counts in full.")]
    by_phone: Annotated[bool, Meta(description="It came by the inbox; false where that might tell whose it is.")]
    notes: Sequence[str]
    words: str
    idea: Annotated[NameAndId | None, Meta(description="What of your list for someday it offers.")]


class StripDay(Struct, frozen=True):
    """A day of the week's strip."""

    day: date
    sign: Sign


class MemoryEntry(Struct, frozen=True):
    """What a day brings back: what was done, or who thanked whom, and the words about it."""

    day: date
    what: str
    text: str
    words: Annotated[str, Meta(description="How long ago it is.")]


class AheadEntry(Struct, frozen=True):
    """Something to look forward to: a ritual after tomorrow, a note that opens, or what your list has a day for."""

    day: date
    what: str
    ritual: Annotated[str | None, Meta(description="The id of the ritual, if it is one.")]
    note: Annotated[str | None, Meta(description="The id of the note, if it is one.")]
    idea: Annotated[str | None, Meta(description="The id of what is on the list for someday, if it is that.")]
    words: str


class TodayDocument(Document, frozen=True, kw_only=True):
    """Everyone's rows for a day, and the week around it."""

    day: date
    people: Sequence[NameAndId]
    rows: Sequence[TodayRow]
    week: Annotated[Sequence[StripDay], Meta(description="Seven, from the couple's first day of the week.")]
    memory: Annotated[MemoryEntry | None, Meta(description="What today brings back; null on another day.")]
    looking_forward: Annotated[Sequence[AheadEntry], Meta(description="Within 60 days; empty for another day.")]
    letters: Annotated[Sequence[str], Meta(description="The ids of the notes that open today.")]
    from_list: Annotated[Sequence[NameAndId], Meta(description="What of the list for someday is meant for today.")]


class PlannedEntry(Struct, frozen=True):
    """A ritual on a day to come."""

    ritual: NameAndId
    day: date
    at: ClockTime | None
    minutes: int
    who: ForWhom
    sign: Sign
    occurrence: OccurrenceEntry | None
    moved_from: date | None
    words: str


class WeekDay(Struct, frozen=True):
    """A day and what is planned on it."""

    day: date
    minutes: Annotated[int, Meta(description="What is planned takes as long.")]
    planned: Sequence[PlannedEntry]


class WeekDocument(Document, frozen=True, kw_only=True):
    """Seven days and what is planned on them."""

    first: date
    last: date
    people: Sequence[NameAndId]
    days: Sequence[WeekDay]
    any_day: Annotated[Sequence[PlannedEntry], Meta(description="The periods of what may be done on any day.")]


def today_document(board: Board, audience: Audience, evening: Evening) -> TodayDocument:
    """Everyone's rows for a day, the week around it, and what the evening has beside them."""
    told = evening.memory
    return TodayDocument(
        day=board.day,
        people=_people(audience),
        rows=[_row(row, audience, board.day, evening.offered.get(row.ritual.id)) for row in board.rows],
        week=[StripDay(day.day, day.sign) for day in board.week],
        memory=None
        if told is None
        else MemoryEntry(told.day, told.what, told.text, words=long_ago(told.day, board.day)),
        looking_forward=[
            AheadEntry(a.day, a.what, a.ritual or None, a.note or None, a.idea or None, in_days_words(a.day, board.day))
            for a in evening.ahead
        ],
        letters=[note.id for note in evening.letters],
        from_list=[NameAndId(idea.id, idea.text) for idea in evening.from_list],
    )


def week_document(week: WeekAhead, audience: Audience) -> WeekDocument:
    """Seven days and what is planned on them."""
    return WeekDocument(
        first=week.first,
        last=week.last,
        people=_people(audience),
        days=[
            WeekDay(day.day, day.minutes, [_planned(planned, audience, week.today) for planned in day.planned])
            for day in week.days
        ],
        any_day=[_planned(planned, audience, week.today) for planned in week.any_day],
    )


def _people(audience: Audience) -> Sequence[NameAndId]:
    return [NameAndId(person.id, person.name) for person in audience.people]


def _row(row: Row, audience: Audience, today: date, idea: Idea | None) -> TodayRow:
    doing = doers(row.ticked_by, audience.people, row.ritual.who_on(row.day)) if tells_who(row, audience) else None
    return TodayRow(
        ritual=NameAndId(row.ritual.id, row.ritual.name),
        group=row.group,
        sign=row.sign,
        day=row.day,
        at=clock_text(row.at),
        due=row.is_due,
        minutes=row.ritual.minutes,
        occurrence=_occurrence(row.result),
        by=None if doing is None else [person.id for person in doing],
        tiny=row.tiny,
        by_phone=bool(phone_words(row, audience)),
        notes=row.notes,
        words=row_words(row, audience, today),
        idea=None if idea is None else NameAndId(idea.id, idea.text),
    )


def _planned(planned: Planned, audience: Audience, today: date) -> PlannedEntry:
    return PlannedEntry(
        ritual=NameAndId(planned.ritual.id, planned.ritual.name),
        day=planned.day,
        at=clock_text(planned.at),
        minutes=planned.ritual.minutes,
        who=planned.ritual.who_on(planned.day),
        sign=planned.sign,
        occurrence=_occurrence(planned.result),
        moved_from=planned.moved_from,
        words=planned_words(planned, audience, today),
    )


def _occurrence(result: OccurrenceResult | None) -> OccurrenceEntry | None:
    if result is None:
        return None
    occurrence = result.occurrence
    return OccurrenceEntry(occurrence.day, occurrence.last, result.outcome, result.done, result.needed)


def clock_text(at: time | None) -> str | None:
    """A local time as documents have it."""
    return f"{at:%H:%M}" if at is not None else None
