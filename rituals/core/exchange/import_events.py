"""The events of one ritual that is brought in.

What is there already is decided by content: a (ritual, day, person) with a tick in force gets none, unless it brings a
note that is not there yet; rests likewise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from rituals.core import events as e
from rituals.core.cadence.expansion import activated, due_days
from rituals.core.calendar import add_days
from rituals.core.events import AnyEvent
from rituals.core.exchange.foreign import Foreign, ForeignTick
from rituals.core.exchange.left_out_words import ahead_words, rests_left_out_words, stays_put_away_words
from rituals.core.model import Cadence, Once, PersonId, Quota, Ritual, RitualId, Rule, Span, Tick
from rituals.core.state.couple_state import State
from rituals.core.text import NOTE_LIMIT, is_control

ByOn: TypeAlias = Callable[[str, date], PersonId | None]
"""Whose a tick of a day is, by the name that the file has; None: it counts for everyone."""


class Brought(Struct, frozen=True):
    """What one ritual of a file brings that is not here yet: events, days, notes, rests and moves, and what is left
    out, a sentence each."""

    events: Sequence[AnyEvent]
    days: int
    notes: int
    rests: int
    moves: int
    told: Sequence[str]


class AddedTicks(Struct, frozen=True):
    """The ticks that a ritual lacks, how many days and notes of it are new, and how many are of days still ahead."""

    events: Sequence[e.RitualTicked]
    days: int
    notes: int
    ahead: int


def taken_up(added: e.RitualAdded, foreign: Foreign, by_on: ByOn, today: date) -> Brought:
    """What becomes of a foreign ritual that is new here."""
    added = replace(added, minutes=foreign.minutes, remind=foreign.remind)
    ticks = added_ticks(added.ritual, foreign.ticks, by_on, {}, today)
    spans = [Span(added.on, None, added.cadence)]
    rests, left_out = added_rests(added.ritual, foreign, by_on, spans, frozenset())
    moved = [e.OccurrenceMoved(added.ritual, move.day, move.to, move.at) for move in foreign.moves]
    away = [e.RitualArchived(added.ritual, _day_after(foreign, today))] if foreign.is_put_away else []
    told = (*ahead_words(ticks.ahead), *rests_left_out_words(left_out, is_quota=isinstance(added.cadence, Quota)))
    events: list[AnyEvent] = [added, *ticks.events, *rests, *moved, *away]
    return Brought(events, ticks.days, ticks.notes, len(rests), len(moved), told)


def brought_into(state: State, kept: Ritual, foreign: Foreign, cadence: Cadence, by_on: ByOn, today: date) -> Brought:
    """What a foreign ritual, kept there under this cadence, brings into one that is here already."""
    ticks = added_ticks(kept.id, foreign.ticks, by_on, state.ticks(kept.id), today)
    before = _lived_before(kept, foreign, cadence)
    spans = [*(Span(event.since, event.until, event.cadence) for event in before), *kept.spans]
    rests, left_out = added_rests(kept.id, foreign, by_on, spans, state.rests(kept.id))
    moved = _added_moves(kept, foreign, spans)
    told = (
        *ahead_words(ticks.ahead),
        *rests_left_out_words(left_out, is_quota=isinstance(cadence, Quota)),
        *stays_put_away_words(is_put_away=kept.is_archived and not foreign.is_put_away),
    )
    events: list[AnyEvent] = [*before, *ticks.events, *rests, *moved]
    return Brought(events, ticks.days, ticks.notes, len(rests), len(moved), told)


def _lived_before(kept: Ritual, foreign: Foreign, cadence: Cadence) -> Sequence[e.LivedBefore]:
    """The earlier span of a ritual whose history reaches further back in the file than here: else all of it would be
    extras."""
    first, here_since = min((tick.day for tick in foreign.ticks), default=date.max), kept.spans[0].since
    if first >= here_since:
        return ()
    until = min(_day_after(foreign, here_since), here_since) if foreign.is_put_away else here_since
    return (e.LivedBefore(kept.id, first, activated(cadence, on=first), until),)


def _day_after(foreign: Foreign, today: date) -> date:
    """The day after the last one that was lived; today where there is none."""
    last = max((*(tick.day for tick in foreign.ticks), *foreign.rests), default=None)
    return add_days(last, 1) if last else today


def added_ticks(
    ritual: RitualId, ticks: Sequence[ForeignTick], by_on: ByOn, there: Mapping[date, Sequence[Tick]], today: date
) -> AddedTicks:
    """The ticks to bring in, in the order of the file, where `there` are those in force."""
    full, notes = _known(there)
    days: set[date] = set()
    events: list[e.RitualTicked] = []
    note_count = ahead = 0
    for tick in ticks:  # tens of thousands: all in one place, as calls would cost more
        day = tick.day
        if day > today:
            ahead += 1
            continue
        by = by_on(tick.by, day)
        whose = (day, by)
        is_full = full.get(whose)
        if is_full is None and by is not None:
            is_full = full.get((day, None))
        if is_full is None:
            days.add(day)
        elif not tick.note and (is_full or tick.tiny):
            continue
        new_notes = [part for part in _notes(tick.note) if (day, part) not in notes] if tick.note else ()
        if is_full is not None and not new_notes and (is_full or tick.tiny):
            continue
        full[whose] = is_full or not tick.tiny
        if new_notes:
            notes.update((day, part) for part in new_notes)
            note_count += len(new_notes)
            events += [e.RitualTicked(ritual, day, by, tick.tiny, part) for part in new_notes]
        else:
            events.append(e.RitualTicked(ritual, day, by, tick.tiny))
    return AddedTicks(events, len(days), note_count, ahead)


def _known(
    there: Mapping[date, Sequence[Tick]],
) -> tuple[dict[tuple[date, PersonId | None], bool], set[tuple[date, str]]]:
    """Whether each person's day is kept in full, where it is kept at all, and the notes of each day."""
    full: dict[tuple[date, PersonId | None], bool] = {}
    notes: set[tuple[date, str]] = set()
    for day, ticks in there.items():
        for tick in ticks:
            full[day, tick.by] = full.get((day, tick.by), False) or not tick.tiny
            if tick.note:
                notes.add((day, tick.note))
    return full, notes


def _notes(note: str) -> Iterator[str]:
    """A note as it may be kept: without control characters, and in parts where it is longer than one may be."""
    text = note.replace("\r\n", "\n").strip()
    if not text.isprintable():
        text = "".join(" " if is_control(sign) and sign not in "\n\t" else sign for sign in text).strip()
    for begin in range(0, len(text), NOTE_LIMIT):
        yield text[begin : begin + NOTE_LIMIT]


def added_rests(
    ritual: RitualId,
    foreign: Foreign,
    by_on: ByOn,
    spans: Sequence[Span],
    there: AbstractSet[tuple[date, PersonId | None]],
) -> tuple[Sequence[e.OccurrenceRested], int]:
    """The rests to bring in of a ritual with these spans, and how many are left out: on days for which nothing is
    planned, or of a quota, where a rest is one of the whole period."""
    asked = sorted(set(foreign.rests))
    planned = [day for day in asked if any(_is_planned(span, day) for span in spans)]
    rested = ((day, by_on("", day)) for day in planned)
    added = [
        e.OccurrenceRested(ritual, day, by, reason=next(iter(_notes(foreign.reasons.get(day, ""))), ""))
        for day, by in rested
        if not {(day, None), (day, by)} & there
    ]
    return added, len(asked) - len(planned)


def _added_moves(kept: Ritual, foreign: Foreign, spans: Sequence[Span]) -> list[e.OccurrenceMoved]:
    """The moves to bring into a ritual with these spans: of days that are planned, and not moved here already."""
    there = {move.day for move in kept.moves}
    return [
        e.OccurrenceMoved(kept.id, move.day, move.to, move.at)
        for move in foreign.moves
        if move.day not in there and any(_is_planned(span, move.day) for span in spans)
    ]


def _is_planned(span: Span, day: date) -> bool:
    if day < span.since or (span.until is not None and day >= span.until):
        return False
    match span.cadence:
        case Rule() as rule:
            return bool(due_days(rule, day, day))
        case Once(first):
            return day == first
        case _:
            return False
