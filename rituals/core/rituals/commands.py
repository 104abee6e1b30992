"""The commands on rituals, pure: from the state and a wish to events, or to an error with a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, time

import msgspec
from msgspec import UNSET

from rituals.core import events as e
from rituals.core.cadence.expansion import activated
from rituals.core.cadence.rrule import parts_of, text_of
from rituals.core.calendar import add_days
from rituals.core.model import EACH, TOGETHER, Cadence, PersonId, Quota, Ritual, Rule, Tick
from rituals.core.occurrences.matching import OccurrenceResult, Outcome, results_between
from rituals.core.occurrences.planned import Occurrence
from rituals.core.occurrences.tick_matching import AHEAD_DAYS
from rituals.core.phrases import date_words, put_away_words
from rituals.core.rituals.alone import check_put_away
from rituals.core.rituals.audience import Audience, tells_of_others
from rituals.core.rituals.checks import (
    check_lengths,
    check_name_free,
    check_still_comes,
    check_who_is_here,
)
from rituals.core.state.couple_state import State
from rituals.core.state.ritual_fold import EDITABLE_FIELDS
from rituals.core.text import casefolded, clean_name, clean_note, titled
from rituals.errors import Remedy, RuleError, UsageError


def tick_ritual(
    state: State, ritual: Ritual, day: date, *, today: date, by: Sequence[PersonId], tiny: bool = False, note: str = ""
) -> list[e.RitualTicked]:
    """Record that a ritual was done on `day`; `by` matters only if each person ticks for themselves. A second tick adds
    nothing, unless it brings a note, or is of the full version after a tiny one."""
    if day > today:
        raise RuleError(f"{date_words(day, today)} is still ahead.", Remedy.MOVE)
    note = clean_note(note)
    ticks = state.ticks(ritual.id, day, day).get(day, ())
    whose: list[PersonId | None] = list(by) if ritual.who_on(day) == EACH else [None]
    return [
        e.RitualTicked(ritual.id, day, person, tiny, note)
        for person in whose
        if note or _adds(_of_person(ticks, person), tiny=tiny)
    ]


def _adds(ticks: Sequence[Tick], *, tiny: bool) -> bool:
    return not ticks or (not tiny and all(tick.tiny for tick in ticks))


def _of_person(ticks: Sequence[Tick], person: PersonId | None) -> list[Tick]:
    return [tick for tick in ticks if person is None or tick.by in (None, person)]


def untick_ritual(
    state: State, ritual: Ritual, day: date, *, by: Sequence[PersonId], audience: Audience
) -> list[e.RitualUnticked]:
    """Take back all ticks of that day; if each person ticks for themselves, only those of `by`. `RuleError` if there
    are none, unless that would tell who did not do it."""
    ticks = state.ticks(ritual.id, day, day).get(day, ())
    if ritual.who_on(day) == EACH:
        ticks = tuple(tick for tick in ticks if tick.by is None or tick.by in by)
    if not ticks and tells_of_others(ritual, day, by, audience):
        return []
    if not ticks:
        raise RuleError(f"{titled(ritual.name)} has no tick on {date_words(day, audience.today)} to take back.")
    return [e.RitualUnticked(ritual.id, tuple(tick.id for tick in ticks))]


def rest_occurrence(
    state: State,
    ritual: Ritual,
    day: date,
    *,
    today: date,
    by: PersonId | None = None,
    rested: bool = True,
    reason: str = "",
) -> list[e.OccurrenceRested]:
    """Rest the occurrence on `day` or the period around it, or with `rested` False take the rest back; if each person
    ticks for themselves, only for `by`."""
    result = _planned_on(state, ritual, day, today)
    person = by if ritual.who_on(result.occurrence.day) == EACH else None
    if not rested:
        return _woken(state, ritual, result.occurrence, person, today)
    if result.outcome is Outcome.KEPT:
        raise RuleError(f"{titled(ritual.name)} is kept already; there is nothing to rest.")
    return [e.OccurrenceRested(ritual.id, result.occurrence.key, person, True, clean_note(reason))]


def _woken(
    state: State, ritual: Ritual, occurrence: Occurrence, person: PersonId | None, today: date
) -> list[e.OccurrenceRested]:
    """Take back every rest of an occurrence that holds for a person; a period's may lie on any of its days."""
    last = occurrence.last if occurrence.is_quota else occurrence.key
    standing = [(day, by) for day, by in sorted(state.rests(ritual.id), key=str) if occurrence.key <= day <= last]
    woken = [e.OccurrenceRested(ritual.id, day, by, False) for day, by in standing if by in (None, person)]
    if not woken:
        raise RuleError(f"{titled(ritual.name)} isn't resting on {date_words(occurrence.day, today)}; nothing changed.")
    return woken


def _planned_on(state: State, ritual: Ritual, day: date, today: date) -> OccurrenceResult:
    around = results_between(state, ritual, add_days(day, -2), day, today)
    on_day = [result for result in around if result.occurrence.day <= day <= result.occurrence.last]
    still_open = [result for result in around if result.outcome is Outcome.OPEN and not result.occurrence.is_quota]
    for results in (on_day, still_open):
        if results:
            return results[-1]
    raise RuleError(f"{titled(ritual.name)} isn't planned on {date_words(day, today)}.", Remedy.SHOW_NEXT_DAYS)


def move_occurrence(
    state: State, ritual: Ritual, to: date, *, today: date, day: date | None = None, at: time | None = None
) -> list[e.OccurrenceMoved]:
    """Move one occurrence to another day: the one on `day`, or else the next open one."""
    from rituals.core.occurrences.coming import next_open  # Today does without

    if isinstance(ritual.cadence, Quota):
        raise RuleError(f"{titled(ritual.name)} is kept on any days you like: nothing to move.", Remedy.REST)
    result = _planned_on(state, ritual, day, today) if day else next_open(state, ritual, today)
    if result is None:
        raise RuleError(f"{titled(ritual.name)} has nothing ahead to move.", Remedy.NEW_CADENCE)
    own = result.occurrence
    if result.outcome is Outcome.KEPT:
        raise RuleError(f"{titled(ritual.name)} is kept already, so it stays where it is.")
    if to < today:
        raise RuleError(f"{date_words(to, today)} has gone by.", Remedy.MOVE_AHEAD)
    around = results_between(state, ritual, to, add_days(to, (own.last - own.day).days), today)
    if (to == own.day and not at) or any(r.occurrence.key != own.key and not r.occurrence.is_quota for r in around):
        when = "tomorrow" if to == add_days(today, 1) else f"on {date_words(to, today)}"
        raise RuleError(f"{titled(ritual.name)} is planned {when} already. Choose another day.", Remedy.REST)
    return [e.OccurrenceMoved(ritual.id, own.key, to, at)]


def begin_pause(
    state: State, ritual: Ritual | None, *, pause_id: str, since: date, until: date | None, reason: str = ""
) -> list[e.PauseBegan]:
    """Pause one ritual or all, until a day or until it is ended."""
    if until is not None and until < since:
        raise UsageError(f"A pause cannot end on {date_words(until, since)}, before it begins. Give a later day.")
    whose = ritual.id if ritual else None
    if any(p.ritual == whose and p.covers(since) and p.until is None for p in state.pauses):
        raise RuleError(f"{titled(ritual.name) if ritual else 'Everything'} is paused already.", Remedy.RESUME)
    return [e.PauseBegan(pause_id, since, until, clean_note(reason), whose)]


def end_pauses(
    state: State, ritual: Ritual | None, *, on: date, running: bool = True, planned: bool = False
) -> list[e.PauseEnded]:
    """End a ritual's own pauses that are `running` on a day, those `planned` after it, or both; without a ritual, every
    ritual's and those of everything."""
    from rituals.core.rituals.pause_words import planned_pauses, planned_pauses_words  # Today does without

    whose = [pause for pause in state.pauses if ritual is None or pause.ritual == ritual.id]
    to_come = planned_pauses(whose, ritual, on)
    ended = [pause for pause in whose if running and pause.covers(on)] + (to_come if planned else [])
    if ended:
        return [e.PauseEnded(pause.id, on) for pause in ended]
    if ritual is not None and any(pause.covers(on) for pause in state.pauses_of(ritual.id)):
        raise RuleError(f"{titled(ritual.name)} has no pause of its own; everything is paused.", Remedy.RESUME_ALL)
    not_paused = f"{titled(ritual.name)} is not paused" if ritual is not None else "Nothing is paused"
    if to_come:
        raise RuleError(f"{not_paused} now; {planned_pauses_words(to_come, state, on)}.", Remedy.END_PLANNED)
    raise RuleError(f"{not_paused}.")


def add_ritual(state: State, added: e.RitualAdded) -> list[e.RitualAdded]:
    """Add a ritual from the day that the event names on, with its rule activated; `RuleError` if it is here already, or
    its name is that of another one."""
    from rituals.core.rituals.since import check_begun, since_at_first  # Today does without

    name = clean_name(added.name, of="ritual")
    existing = state.rituals.get(added.ritual)
    if existing is not None and existing.is_archived:
        raise RuleError(f"{titled(existing.name)} is put away, not gone.", Remedy.RESTORE)
    if existing is not None and casefolded(existing.name) != casefolded(name):
        raise RuleError(f"You keep it already, as {titled(existing.name)}.")
    if existing is not None:
        raise RuleError(f"You keep {titled(existing.name)} already.", Remedy.CHOOSE_NAME)
    check_name_free(state, added.ritual, name, Remedy.CHOOSE_NAME)
    since = since_at_first(added.since, on=added.on)
    if since is not None:
        check_begun(added.cadence, on=added.on)
    check_still_comes(added.cadence, since or added.on)
    check_lengths(added.minutes, added.remind)
    check_who_is_here(state, added.who)
    cadence = activated(added.cadence, on=since or added.on, week_starts_on=state.household.week_starts_on)
    discreet = None if added.discreet is UNSET else added.discreet  # UNSET is for those from before this was shown
    cue = clean_note(added.cue)
    return [msgspec.structs.replace(added, name=name, cadence=cadence, cue=cue, discreet=discreet, since=since)]


def take_up_ritual(
    state: State, added: e.RitualAdded, *, today_of: Callable[[Ritual], date]
) -> Sequence[e.RitualAdded | e.RitualRestored]:
    """Add a ritual of the catalogue, or restore it with its last cadence if it is archived."""
    ritual = state.rituals.get(added.ritual)
    if ritual is not None and ritual.archived_on is not None:
        return restore_ritual(state, ritual, today=today_of(ritual))
    return add_ritual(state, added)


def edit_ritual(
    state: State, ritual: Ritual, wish: e.RitualEdited, *, today: date, cadence: Cadence | None = None
) -> list[e.RitualEdited | e.CadenceChanged]:
    """Change a ritual; only fields that differ are recorded."""
    from rituals.core.rituals.since import since_from_now  # Today does without

    if wish.name is not UNSET:
        name = clean_name(wish.name, of="ritual")
        if name != ritual.name:
            check_name_free(state, ritual.id, name, Remedy.CHOOSE_NAME)
        wish = msgspec.structs.replace(wish, name=name)
    if wish.cue is not UNSET:
        wish = msgspec.structs.replace(wish, cue=clean_note(wish.cue))
    wish = msgspec.structs.replace(wish, since=since_from_now(ritual, wish.since, today=today))
    check_lengths(wish.minutes or 0, wish.remind or None)
    check_who_is_here(state, wish.who or TOGETHER)
    changed = {
        field: value
        for field in EDITABLE_FIELDS
        if (value := getattr(wish, field)) is not UNSET and value != getattr(ritual, field)
    }
    if "who" in changed:
        changed["who_from"] = first_free_day(state, ritual, today)
    edits: list[e.RitualEdited | e.CadenceChanged] = [e.RitualEdited(ritual.id, **changed)] if changed else []
    if cadence is not None:
        edits.extend(_cadence_changed(state, ritual, cadence, today))
    return edits


def _cadence_changed(state: State, ritual: Ritual, cadence: Cadence, today: date) -> list[e.CadenceChanged]:
    """The change of a cadence, from the first free day on; a rule with the same days keeps its start."""
    current = ritual.cadence
    on = first_free_day(state, ritual, today)
    if isinstance(cadence, Rule) and isinstance(current, Rule) and _same_days(cadence, current):
        cadence = Rule(current.rrule, current.start, cadence.at)
    elif msgspec.structs.replace(cadence, at=None) != msgspec.structs.replace(current, at=None):
        on = _after_kept_period(state, ritual, on)
        check_still_comes(cadence, on)
        cadence = activated(cadence, on=on, week_starts_on=state.household.week_starts_on)
    return [] if cadence == current else [e.CadenceChanged(ritual.id, on, cadence)]


def _same_days(rule: Rule, current: Rule) -> bool:
    """Whether a rule is the current one: the start and the week start that it doesn't name are the current one's."""
    assert current.start is not None
    named = parts_of(rule.rrule).with_weeks_from(parts_of(current.rrule).first_weekday)
    begun = activated(Rule(text_of(named), rule.start or current.start), on=current.start)
    return begun == Rule(current.rrule, current.start)


def _after_kept_period(state: State, ritual: Ritual, on: date) -> date:
    """The day itself, or the day after its period if that is kept already: then it keeps its cadence to its end."""
    results = results_between(state, ritual, on, on, on)
    return max([on, *(add_days(result.occurrence.last, 1) for result in results if result.outcome is Outcome.KEPT)])


def first_free_day(state: State, ritual: Ritual, today: date) -> date:
    """The first day from which a change affects nothing kept: today, or the day after today's tick, whatever occurrence
    that counts for, and after occurrences kept ahead of their day."""
    near = results_between(state, ritual, today, add_days(today, AHEAD_DAYS), today)
    occurrences = (result.occurrence for result in near if result.outcome is Outcome.KEPT)
    kept_until = [max(occurrence.key, occurrence.last) for occurrence in occurrences if not occurrence.is_quota]
    used_days = [*state.ticks(ritual.id, today, today), *kept_until]
    return max([today, *(add_days(day, 1) for day in used_days)])


def archive_ritual(state: State, ritual: Ritual, *, today: date, by: PersonId) -> list[e.RitualArchived]:
    """Archive a ritual; its history stays. `RuleError` if it is for someone else than `by` alone."""
    check_put_away(ritual, state.couple(today), by=by)
    if ritual.archived_on is not None:
        away = put_away_words(ritual.archived_on, today)
        raise RuleError(f"{titled(ritual.name)} is {away} already.", Remedy.RESTORE)
    return [e.RitualArchived(ritual.id, first_free_day(state, ritual, today))]


def restore_ritual(state: State, ritual: Ritual, *, today: date) -> list[e.RitualRestored]:
    """Restore an archived ritual with its last cadence, unless another one took its name meanwhile."""
    if ritual.archived_on is None:
        raise RuleError(f"{titled(ritual.name)} is with you already; there is nothing to bring back.")
    check_name_free(state, ritual.id, ritual.name, Remedy.RENAME_KEPT)
    return [e.RitualRestored(ritual.id, max(today, ritual.archived_on))]
