"""The folds of rituals: each one with its rests and withdrawn ticks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cached_property, lru_cache
from itertools import chain, pairwise

import msgspec
from msgspec import UNSET

from rituals.core import events as e
from rituals.core.cadence.expansion import first_matching_day, reaching_back
from rituals.core.cadence.rrule import parts_of
from rituals.core.calendar import add_days
from rituals.core.events.recorded import Recorded
from rituals.core.model import (
    HIGHEST_FOLLOWED,
    MOST_DAYS_IN_A_ROW,
    Cadence,
    DeviceId,
    EarlierWho,
    EventId,
    Move,
    Once,
    PersonId,
    Quota,
    Ritual,
    RitualId,
    Rule,
    Span,
)
from rituals.core.state.folded import EVERY_RITUAL, Concerned, Folded, TakenBack
from rituals.errors import UsageError

Rests = frozenset[tuple[date, PersonId | None]]

EDITABLE_FIELDS = ("name", "who", "section", "minutes", "remind", "cue", "discreet", "since")


class RitualFacts(msgspec.Struct, frozen=True):
    """The fold of one ritual's records, ticks aside: the ritual, if it was added; its rests, as original day and whom
    it is for (None: everyone), and which of them came by phone; and the ids of ticks that were taken back."""

    ritual: Ritual | None
    rests: Rests
    rests_by_phone: Rests
    unticked: AbstractSet[EventId]


NO_FACTS = RitualFacts(None, frozenset(), frozenset(), frozenset())


class RitualFolds:
    """The folds of all rituals, ticks aside."""

    def __init__(self, taken_back: TakenBack) -> None:
        self._taken_back = taken_back
        self._hidden: frozenset[RitualId] = frozenset()
        self._facts: dict[RitualId, Folded[RitualFacts]] = {}
        self.addings: dict[EventId, int] = {}  # lamports by the events that added rituals, undone ones included

    def add(self, record: Recorded) -> Concerned:
        """Add a record about a ritual, in any order; adding one twice changes nothing."""
        event = record.event
        assert isinstance(event, e.RitualEvent)
        if event.ritual not in self._facts:
            self._facts[event.ritual] = Folded(facts_of, self._taken_back)
        self._facts[event.ritual].add(record)
        self._forget("all", "visible")
        if not isinstance(event, e.RitualAdded):
            return (event.ritual,)
        self.addings[record.id] = record.lamport
        return EVERY_RITUAL  # who was there before the first one is asked on that day

    def find_begun(self) -> int:
        """The lamport of the event by which the first ritual was added, beyond all where none is in force."""
        in_force = (lamport for event, lamport in self.addings.items() if not self._taken_back.is_undone(event))
        return min(in_force, default=HIGHEST_FOLLOWED)

    def reconsider(self) -> None:
        """Drop every cached ritual, because something was undone or erased."""
        for facts in self._facts.values():
            facts.reconsider()
        self._forget("all", "visible")

    def facts(self, ritual: RitualId) -> RitualFacts:
        """The facts of a ritual; `NO_FACTS` for an unknown one."""
        return self._facts[ritual].value if ritual in self._facts else NO_FACTS

    def records(self, ritual: RitualId) -> Collection[Recorded]:
        """All records about a ritual as they came, ticks aside."""
        return self._facts[ritual].records if ritual in self._facts else ()

    @property
    def all_records(self) -> Iterable[Recorded]:
        """All records about rituals as they came, ticks aside."""
        return chain.from_iterable(facts.records for facts in self._facts.values())

    def ritual_by_event(self, events: Iterable[EventId]) -> Mapping[EventId, RitualId]:
        """The ritual that each of these events is about, as far as their records are here."""
        sought = set(events)
        return {event: ritual for ritual, facts in self._facts.items() for event in facts.ids & sought}

    def hide(self, rituals: Collection[RitualId]) -> bool:
        """Replace the set of hidden rituals; true if it changed."""
        has_changed = self._hidden != frozenset(rituals)
        if has_changed:
            self._hidden = frozenset(rituals)
            self._forget("visible")
        return has_changed

    @cached_property
    def all(self) -> Mapping[RitualId, Ritual]:
        """All rituals, hidden ones too, in the order they were added."""
        rituals = (facts.value.ritual for facts in self._facts.values())
        ordered = sorted((r for r in rituals if r is not None), key=lambda r: (r.added_on, r.name, r.id))
        return {ritual.id: ritual for ritual in ordered}

    @cached_property
    def visible(self) -> Mapping[RitualId, Ritual]:
        """The rituals that are not hidden, archived or not, in the order they were added."""
        if not self._hidden:
            return self.all
        return {ritual: shown for ritual, shown in self.all.items() if ritual not in self._hidden}

    def _forget(self, *names: str) -> None:
        for name in names:
            self.__dict__.pop(name, None)


def facts_of(records: Sequence[Recorded]) -> RitualFacts:
    """The fold of one ritual's records, given in order."""
    untickings = (record.event for record in records if isinstance(record.event, e.RitualUnticked))
    unticked = frozenset(tick for unticking in untickings for tick in unticking.of)
    rests = rests_of(records)
    by_phone = frozenset(key for key, rest in rests.items() if rest.by_phone)
    return RitualFacts(ritual_of(records), frozenset(rests), by_phone, unticked)


def ritual_of(records: Sequence[Recorded]) -> Ritual | None:
    """The ritual that these records fold to, given in order; None if it was never added.

    If two devices added it, the later record wins.
    """
    ritual: Ritual | None = None
    moves: dict[date, Move] = {}
    lived: dict[date, e.LivedBefore] = {}
    counted_since: list[date] = []
    for record in records:
        match record.event:
            case e.RitualAdded() | e.CadenceChanged() | e.LivedBefore() as event if not is_understood(event.cadence):
                continue
            case e.RitualAdded() as added:
                ritual = _added(ritual, added, record.device)
                counted_since += [added.since] if added.since is not None else []
            case e.RitualEdited() as edit if ritual:
                edited_fields = {f: value for f in EDITABLE_FIELDS if (value := getattr(edit, f)) is not UNSET}
                named_by = record.device if "name" in edited_fields else ritual.named_by
                earlier_who = _earlier_who(ritual, edit)
                ritual = msgspec.structs.replace(ritual, named_by=named_by, earlier_who=earlier_who, **edited_fields)
                counted_since += [edit.since] if edit.since is not UNSET else []
            case e.CadenceChanged(_, on, cadence) if ritual:
                spans = _changed(ritual.spans, on, cadence)
                if ritual.archived_on:  # archived by another device meanwhile: applies once it is restored
                    spans = _ended(spans, ritual.archived_on)
                ritual = msgspec.structs.replace(ritual, spans=spans)
            case e.RitualArchived(_, on) if ritual:
                ritual = msgspec.structs.replace(ritual, spans=_ended(ritual.spans, on), archived_on=on)
            case e.RitualRestored(_, on) if ritual and ritual.is_archived:
                spans = _changed(ritual.spans, on, ritual.cadence)
                ritual = msgspec.structs.replace(ritual, spans=spans, archived_on=None)
            case e.LivedBefore() as before:
                lived[before.since] = before
            case e.OccurrenceMoved(_, day, to, at):
                moves.pop(day, None)  # so that the latest move of a day also comes last
                moves[day] = Move(day, to, at)
    if ritual is None:
        return None
    spans = (*_lived_before(ritual.spans[0].since, lived), *ritual.spans)
    added_on = min(ritual.added_on, spans[0].since)
    spans, since = _counted_since(spans, counted_since)
    return msgspec.structs.replace(ritual, added_on=added_on, spans=spans, moves=tuple(moves.values()), since=since)


def is_understood(cadence: Cadence) -> bool:
    """Whether this version can expand a cadence; one that only a later version can is skipped."""
    match cadence:
        case Rule(rrule, start):
            return start is not None and _comes(rrule, start)
        case Once(_, days):
            return 1 <= days <= MOST_DAYS_IN_A_ROW
        case Quota(times):
            return times >= 1


@lru_cache(maxsize=512)
def _comes(rrule: str, start: date) -> bool:
    """Whether a rule can be parsed and starts on a day of its own, as each does that was activated: dateutil would look
    for 30 February until the year 9999."""
    try:
        return first_matching_day(parts_of(rrule), start) == start
    except UsageError:
        return False


def rests_of(records: Sequence[Recorded]) -> Mapping[tuple[date, PersonId | None], e.OccurrenceRested]:
    """The rests in force by original day and whom they are for, last writer per occurrence and person."""
    rests = (record.event for record in records if isinstance(record.event, e.OccurrenceRested))
    return {key: rest for key, rest in {(rest.day, rest.by): rest for rest in rests}.items() if rest.rested}


def _added(earlier: Ritual | None, added: e.RitualAdded, device: DeviceId) -> Ritual:
    spans: tuple[Span, ...] = (Span(added.on, None, added.cadence),)
    if earlier is not None and not earlier.is_archived and earlier.cadence == added.cadence:
        spans = (*_reaching_back(earlier.spans[0], added.on), *earlier.spans)
    elif earlier is not None:
        spans = _changed(earlier.spans, added.on, added.cadence)
    return Ritual(
        id=added.ritual,
        name=added.name,
        added_on=min(added.on, earlier.added_on) if earlier else added.on,
        spans=spans,
        who=added.who,
        section=added.section,
        minutes=added.minutes,
        remind=added.remind,
        cue=added.cue,
        private=added.private,
        streak=added.streak,
        catalogue=added.catalogue,
        needs_both=added.needs_both,
        discreet=added.discreet if isinstance(added.discreet, bool) else earlier.discreet if earlier else None,
        is_sentence_shown=added.discreet is not UNSET,
        named_by=device,
        earlier_who=earlier.earlier_who if earlier else (),
    )


def _earlier_who(ritual: Ritual, edit: e.RitualEdited) -> tuple[EarlierWho, ...]:
    """For whom a ritual was before the day from which an edit gives it to somebody else, if it names one."""
    if edit.who is UNSET or edit.who_from is UNSET:
        return ritual.earlier_who
    before = tuple(earlier for earlier in ritual.earlier_who if earlier.until < edit.who_from)
    last = ritual.who_on(add_days(edit.who_from, -1))
    return before if last == edit.who else (*before, EarlierWho(edit.who_from, last))


def _lived_before(first: date, lived: Mapping[date, e.LivedBefore]) -> Iterable[Span]:
    """The spans, by their first days, that come before the day on which a ritual was taken up here."""
    begun = sorted(since for since in lived if since < first)
    for since, following in pairwise([*begun, first]):
        until = min(lived[since].until or following, following)
        if since < until:
            yield Span(since, until, lived[since].cadence)


def _reaching_back(span: Span, since: date) -> Sequence[Span]:
    """What comes before a span if its cadence counts from an earlier day on; nothing if the day isn't earlier."""
    return [Span(since, span.since, reaching_back(span.cadence, since))] if since < span.since else []


def _counted_since(spans: tuple[Span, ...], chosen: Iterable[date]) -> tuple[tuple[Span, ...], date | None]:
    """The spans with what comes before them by the days that people chose to count from, each up to the next span
    after it and the last one winning; and that day for the present stretch, if one was chosen."""
    begun: dict[date, date] = {}
    for day in chosen:
        following = [span.since for span in spans if span.until is None or day < span.until]
        begun.update(dict.fromkeys(following[:1], day))
    counted: list[Span] = []
    since: date | None = None
    for span in spans:
        ended = counted[-1].until if counted else date.min
        earlier = _reaching_back(span, max(begun.get(span.since, span.since), ended or date.max))
        if earlier or ended != span.since:
            since = earlier[0].since if earlier else None
        counted += [*earlier, span]
    return tuple(counted), since


def _changed(spans: tuple[Span, ...], on: date, cadence: Cadence) -> tuple[Span, ...]:
    return (*_before(spans, on), Span(on, None, cadence))


def _ended(spans: tuple[Span, ...], on: date) -> tuple[Span, ...]:
    """The spans cut at a day; an empty last one keeps a cadence that had not begun yet, so that it can be restored."""
    shortened = _before(spans, on)
    last = spans[-1].cadence
    return shortened if shortened and shortened[-1].cadence == last else (*shortened, Span(on, on, last))


def _before(spans: tuple[Span, ...], on: date) -> tuple[Span, ...]:
    return tuple(
        span if span.until is not None and span.until <= on else Span(span.since, on, span.cadence)
        for span in spans
        if span.since < on
    )
