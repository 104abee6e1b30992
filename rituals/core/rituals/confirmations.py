"""The confirmations after commands, shared by the app and the command line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, time

from rituals.core import events as e
from rituals.core.calendar import add_days, month_of, week_of
from rituals.core.events import AnyEvent
from rituals.core.model import EACH, Once, Person, PersonId, Quota, Ritual, Rule
from rituals.core.occurrences.coming import Coming, running_pause
from rituals.core.phrases import (
    clock_words,
    day_words,
    from_until_words,
    minutes_words,
    on_day_words,
    period_words,
    put_away_words,
    who_words,
)
from rituals.core.rituals.audience import YOU_DID, Audience, doer_words, tells_of_others
from rituals.core.rituals.pause_words import pause_words
from rituals.core.rituals.since import since_words
from rituals.core.state.couple_state import State
from rituals.core.text import as_sentence, printable, titled

_BETWEEN = " · "


def ticked_words(
    ritual: Ritual,
    day: date,
    *,
    today: date,
    audience: Audience,
    by: Collection[PersonId],
    tiny: str = "",
    new: bool = True,
) -> str:
    """The confirmation after a tick by `by`; `tiny` is what its tiny version is called if that was done, `new` is False
    if it was ticked already, which is not said where it would tell who did it."""
    if not new and not tells_of_others(ritual, day, by, audience):
        return f"{titled(ritual.name)} has its tick for {day_words(day, today)} already."
    doers = by if ritual.who_on(day) == EACH else {None}
    whose = doer_words(ritual, doers, audience, day, is_on_the_day=day >= audience.today)
    not_oneself = whose if whose != YOU_DID else ""
    parts = (f"{titled(ritual.name)}, {day_words(day, today)}", not_oneself, tiny)
    return as_sentence(f"Done: {_BETWEEN.join(part for part in parts if part)}")


def unticked_words(
    ritual: Ritual, day: date, *, today: date, audience: Audience, by: Collection[PersonId] | None = None
) -> str:
    """The confirmation after a tick of `by` was taken back, or of whoever sits here; where it would tell who did it,
    not whether there was one."""
    if tells_of_others(ritual, day, by or (), audience):
        return f"{titled(ritual.name)} has no such tick for {day_words(day, today)} now."
    return f"Took back the tick of {titled(ritual.name)} for {day_words(day, today)}."


def rested_words(ritual: Ritual, rests: Sequence[e.OccurrenceRested], state: State, *, today: date) -> str:
    """The confirmation after a rest, or after one was taken back, by the events of that."""
    when = when_words(ritual, rests[-1].day, today, state.household.week_starts_on)
    is_rested = rests[-1].rested
    return f"{titled(ritual.name)}{f': not {when}, and that is fine' if is_rested else f' is planned again {when}'}."


def moved_words(ritual: Ritual, to: date, *, today: date, at: time | None = None) -> str:
    """The confirmation after an occurrence was moved."""
    return f"{titled(ritual.name)} is {on_day_words(to, today)} now{f', at {clock_words(at)}' if at else ''}."


def added_words(ritual: Ritual, coming: Coming, *, today: date) -> str:
    """The confirmation after a ritual was added, with the pause it comes into; its first day is said of a rule only,
    and where the rule's words don't."""
    from rituals.core.cadence.words import start_ahead  # Today's first paint does without

    first = next(iter(coming.days), None)
    is_unsaid = isinstance(ritual.cadence, Rule) and first != start_ahead(ritual.cadence, today)
    begins = f", {pause_words(coming.pause, today)}" if coming.pause is not None else ""
    begins += f", first {on_day_words(first, today)}" if first and is_unsaid else ""
    since = f", {since_words(ritual, today)}" if ritual.since is not None else ""
    return f"{titled(ritual.name)} is yours now: {_cadence_words(ritual, today)}{begins}{since}."


def edited_words(ritual: Ritual, edits: Sequence[AnyEvent], *, people: Sequence[Person], today: date) -> str:
    """The confirmation after an edit, by its events, with what the ritual is like now, or from the day on from which it
    will be."""
    if not edits:
        return f"{titled(ritual.name)} is like that already; nothing had to change."
    holds_from = max(_holds_from(edits), default=today)
    when, since = _cadence_words(ritual, today, on=holds_from), since_words(ritual, today)
    parts = (when, who_words(ritual.who, people), minutes_words(ritual.minutes), since)
    later = f" from {day_words(holds_from, today)} on" if holds_from > today else ""
    return as_sentence(f"{titled(ritual.name)} is changed{later}: {', '.join(part for part in parts if part)}")


def _holds_from(edits: Sequence[AnyEvent]) -> Iterator[date]:
    """The days from which a changed cadence, or for whom it is, holds."""
    for edit in edits:
        match edit:
            case e.CadenceChanged():
                yield edit.on
            case e.RitualEdited(who_from=date() as who_from):
                yield who_from
            case _:
                pass


def archived_words(ritual: Ritual, archived: e.RitualArchived, *, today: date) -> str:
    """The confirmation after a ritual was archived, by the event of that."""
    return f"{titled(ritual.name)} is {put_away_words(archived.on, today)}; its history stays."


def restored_words(ritual: Ritual, *, today: date) -> str:
    """The confirmation after a ritual was restored."""
    return f"{titled(ritual.name)} is back: {_cadence_words(ritual, today)}."


def when_words(ritual: Ritual | None, day: date, today: date, week_starts_on: int) -> str:
    """When the occurrence of a day is, inside a sentence: the day it was moved to, the days of several in a row, or the
    period of a quota."""
    if ritual is not None and isinstance(ritual.cadence, Quota):
        period = week_of(day, week_starts_on) if ritual.cadence.per == "week" else month_of(day)
        return period_words(period, today)
    first = moved_day(ritual, day)
    if ritual is not None and isinstance(ritual.cadence, Once):
        return from_until_words(first, add_days(first, ritual.cadence.days - 1), today)
    return on_day_words(first, today)


def moved_day(ritual: Ritual | None, day: date) -> date:
    """The day that the occurrence of a day was last moved to, or that day itself."""
    moves = ritual.moves if ritual is not None else ()
    return next((move.to for move in reversed(moves) if move.day == day), day)


def _cadence_words(ritual: Ritual, today: date, *, on: date | None = None) -> str:
    from rituals.core.cadence.words import words  # Today's first paint does without

    return printable(words(ritual.cadence, today, on=on))


def taken_up_words(events: Sequence[e.RitualAdded | e.RitualRestored], state: State) -> str:
    """The confirmation after a catalogue entry was added or restored; `state` is the state afterwards."""
    ritual = state.rituals[events[0].ritual]
    if isinstance(events[0], e.RitualRestored):
        return restored_words(ritual, today=events[0].on)
    today = ritual.added_on
    return added_words(ritual, Coming((), running_pause(state.pauses_of(ritual.id), today)), today=today)


def done_along_words(events: Iterable[AnyEvent], state: State) -> str:
    """The sentence on the rituals that a command ticked as well; empty if there are none."""
    ticked = dict.fromkeys(event.ritual for event in events if isinstance(event, e.RitualTicked))
    return " ".join(f"{titled(state.rituals[ritual].name)} is done for today." for ritual in ticked)
