"""Every reminder of what is planned and when it is due, before the planner merges or withholds any.

Cadences expand to naive wall times; those become instants only at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

import msgspec

from rituals.core.calendar import add_days, ritual_day
from rituals.core.events import NudgeTold
from rituals.core.model import Ritual
from rituals.core.nudges.settings import BELL, NudgeSettings
from rituals.core.nudges.times import instant_of, local_of
from rituals.core.occurrences.keepers import is_ticked_by_all, keepers
from rituals.core.occurrences.matching import OccurrenceResult, Outcome, results_between
from rituals.core.state.couple_state import State
from rituals.core.state.device_state import DeviceState
from rituals.core.state.pauses import is_paused

DIGEST = "digest@"
ASK = "ask@"
RETURN = "return@"
LONG_MINUTES = 60
IGNORED_DIGESTS = 3
_DONE = {Outcome.KEPT, Outcome.RESTED}


class PlannerInput(NamedTuple):
    """Everything that nudges depend on; `now` is aware."""

    state: State
    device_state: DeviceState
    settings: NudgeSettings
    now: datetime
    zone: tzinfo
    to_ask: frozenset[date] = frozenset()
    """Days of notes on something to ask about, by people of this machine; the reminder comes the evening after."""
    matching: Callable[[State, Ritual, date, date, date], list[OccurrenceResult]] = results_between
    """What tells the results of a ritual's occurrences; who plans again and again keeps those of a day."""

    @property
    def local(self) -> datetime:
        """The naive wall time of `now`."""
        return local_of(self.now, self.zone)

    @property
    def grace(self) -> timedelta:
        """How late a nudge may still be sent."""
        return timedelta(minutes=self.settings.grace_minutes)

    @property
    def heard(self) -> Mapping[str, NudgeTold]:
        """The nudges that somebody heard of, by their keys; a bell may have been heard whatever else took them."""
        sent = self.device_state.sent if BELL in self.settings.ways else {}
        return {
            key: nudge for key, nudge in self.device_state.told.items() if nudge.shown or (nudge.part_of or key) in sent
        }

    def digest_on(self, day: date) -> datetime:
        """The naive wall time of the digest for one of the couple's days."""
        at = self.settings.digest_at
        return datetime.combine(day if at >= self.state.household.day_starts_at else add_days(day, 1), at)


class NudgeSubject(msgspec.Struct, frozen=True):
    """One ritual that a nudge is about, and the naive wall time of its occurrence, which goes by its original day.

    `day` is the nudge's own: that of the couple's days on which what it is about may be done.
    """

    ritual: Ritual
    local: datetime
    is_timed: bool
    day: date
    occurrence: date


class Reminder(msgspec.Struct, frozen=True):
    """A planned nudge: it is due at one instant, and pointless once the grace time after `matters` is over.

    `key` identifies it: (ritual, wall time of the occurrence, minutes before), a day's digest, a snooze, a day to ask
    about something, or the instant to come back to a talk.
    """

    key: str
    due: datetime
    matters: datetime
    subjects: tuple[NudgeSubject, ...]
    is_over: bool = False
    """A snooze that a tick or a rest has ended: it is never sent, even if that is undone."""
    is_asked_for: bool = False
    """Whether somebody chose this very time to hear of it: then it comes, however many nudges came that day."""

    @property
    def is_of_no_one_ritual(self) -> bool:
        """Whether it is a digest, about something to ask, or about a talk to come back to."""
        return self.key.startswith((DIGEST, ASK, RETURN))


def reminders(planner_input: PlannerInput, until: datetime) -> list[Reminder]:
    """Every reminder due by `until` that may still matter, in order; none for what is kept, rested or paused."""
    planned = reminders_of(planner_input, planner_input.state.rituals.values(), until)
    planned += [
        _asking(day, due) for day in planner_input.to_ask if (due := _evening_after(planner_input, day)) is not None
    ]
    if (at := planner_input.device_state.comes_back_at) is not None:
        planned.append(Reminder(f"{RETURN}{at.isoformat(timespec='seconds')}", at, at, (), is_asked_for=True))
    return sorted(
        (reminder for reminder in planned if reminder.due <= until), key=lambda reminder: (reminder.due, reminder.key)
    )


def reminders_of(planner_input: PlannerInput, rituals: Iterable[Ritual], until: datetime) -> list[Reminder]:
    """The reminders of these rituals by about `until`, in no order, as if there were no others."""
    planned: list[Reminder] = []
    digests: dict[date, list[NudgeSubject]] = {}
    for ritual in rituals:
        if ritual.private or ritual.remind == ():
            continue
        for result in _lived_around(planner_input, ritual, until):
            snooze = _snooze(planner_input, ritual, result)
            if snooze is not None:
                planned.append(snooze)
            for day, subject in _subjects(planner_input, ritual, result):
                if subject.is_timed:
                    planned += [
                        reminder
                        for reminder in _timed(planner_input, subject)
                        if snooze is None or reminder.due > snooze.due
                    ]
                elif snooze is None or _instant(planner_input, subject) > snooze.due:
                    digests.setdefault(day, []).append(subject)
    return planned + [
        _digest(planner_input, day, subjects) for day, subjects in digests.items() if not _is_spared(planner_input, day)
    ]


def leads(ritual: Ritual) -> frozenset[int]:
    """How many minutes before its time a ritual is nudged: as chosen, else 60 if it takes an hour or more, else 0."""
    if ritual.remind is not None:
        return frozenset(ritual.remind)
    return frozenset({60 if ritual.minutes >= LONG_MINUTES else 0})


def is_eased_off(planner_input: PlannerInput) -> bool:
    """Whether nothing was ticked on the days of the last three digests: then digests come every other day."""
    state, days = planner_input.state, _digests_heard(planner_input)[-IGNORED_DIGESTS:]
    return len(days) == IGNORED_DIGESTS and not any(
        state.ticks(ritual, day, day) for day in days for ritual in state.rituals
    )


def _is_spared(planner_input: PlannerInput, day: date) -> bool:
    """Whether that day gets no digest: digests are eased off, and there was one on the day before or later."""
    digest_days = _digests_heard(planner_input)
    return bool(digest_days) and (day - digest_days[-1]).days <= 1 and is_eased_off(planner_input)


def _digests_heard(planner_input: PlannerInput) -> list[date]:
    day_texts = (key.removeprefix(DIGEST) for key in planner_input.heard if key.startswith(DIGEST))
    return sorted(day for text in day_texts if (day := _day_in(text)) is not None)


def _day_in(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _lived_around(planner_input: PlannerInput, ritual: Ritual, until: datetime) -> list[OccurrenceResult]:
    """The occurrences that a reminder may be about: near ones, snoozed ones, and those with a long lead."""
    first = add_days(local_of(planner_input.now - planner_input.grace, planner_input.zone).date(), -1)
    snoozed = (
        day
        for (name, day), end in planner_input.device_state.snoozed.items()
        if name == ritual.id and end + planner_input.grace >= planner_input.now
    )
    last = local_of(until + timedelta(minutes=max(leads(ritual))), planner_input.zone).date()
    today = planner_input.local.date()
    return planner_input.matching(planner_input.state, ritual, min([first, *snoozed]), add_days(last, 1), today)


def _subjects(
    planner_input: PlannerInput, ritual: Ritual, result: OccurrenceResult
) -> Iterator[tuple[date, NudgeSubject]]:
    """The days on which an open occurrence is worth a reminder, and the wall time of each."""
    if result.outcome is not Outcome.OPEN:
        return
    at = result.occurrence.span.cadence.at
    days = result.occurrence.days if at is None or result.occurrence.is_quota else [result.begins_on]
    for day in days:
        if is_spoken_of(planner_input.state, ritual, result, day):
            local = planner_input.digest_on(day) if at is None else datetime.combine(day, at)
            if instant_of(local, planner_input.zone) is not None:
                yield day, NudgeSubject(ritual, local, at is not None, day, result.occurrence.key)


def is_spoken_of(state: State, ritual: Ritual, result: OccurrenceResult, day: date) -> bool:
    """Whether an open occurrence is worth a reminder on a day: not in a pause; a quota only once the days left in its
    period are few, and not on a day that is ticked."""
    if is_paused(state.pauses_of(ritual.id), day):
        return False
    if not result.occurrence.is_quota:
        return True
    days_left = (result.occurrence.last - day).days + 1
    return days_left <= result.needed - result.done + 1 and not _is_ticked_on(state, ritual, day)


def _is_ticked_on(state: State, ritual: Ritual, day: date) -> bool:
    return is_ticked_by_all(keepers(state, ritual, day), state.ticks(ritual.id, day, day).get(day, ()))


def _timed(planner_input: PlannerInput, subject: NudgeSubject) -> Iterator[Reminder]:
    """The reminders of an occurrence with a time. The lead is subtracted from the instant, so that a clock change does
    not stretch or shorten it."""
    starts = _instant(planner_input, subject)
    for minutes in leads(subject.ritual):
        due = starts - timedelta(minutes=minutes)
        key = f"{subject.ritual.id}@{subject.local.isoformat(timespec='minutes')}-{minutes}"
        yield Reminder(key, due, starts, (subject,))


def _digest(planner_input: PlannerInput, day: date, subjects: list[NudgeSubject]) -> Reminder:
    due = _instant(planner_input, subjects[0])
    return Reminder(f"{DIGEST}{day}", due, due, tuple(subjects))


def _asking(day: date, due: datetime) -> Reminder:
    """The reminder that there is something to ask about; nothing of it says so, or whose it is."""
    return Reminder(f"{ASK}{day}", due, due, ())


def _evening_after(planner_input: PlannerInput, day: date) -> datetime | None:
    """The instant of the next day's digest; None if the zone skips that day, or it is long past."""
    due = instant_of(planner_input.digest_on(add_days(day, 1)), planner_input.zone)
    return due if due is not None and due + planner_input.grace + timedelta(days=1) >= planner_input.now else None


def _instant(planner_input: PlannerInput, subject: NudgeSubject) -> datetime:
    instant = instant_of(subject.local, planner_input.zone)
    assert instant is not None, "days that a zone leaves out have no subjects"
    return instant


def _snooze(planner_input: PlannerInput, ritual: Ritual, result: OccurrenceResult) -> Reminder | None:
    """The reminder at the end of an occurrence's snooze, which replaces those due before it. The key holds the
    occurrence's original day, so that edits don't bring the snooze back."""
    occurrence = result.occurrence
    until = planner_input.device_state.snoozed.get((ritual.id, occurrence.key))
    if until is None or result.outcome not in {Outcome.OPEN, *_DONE}:
        return None
    at = occurrence.span.cadence.at
    day = ritual_day(local_of(until, planner_input.zone), planner_input.state.household.day_starts_at, at)
    about = min(max(day, occurrence.day), occurrence.last)
    local = datetime.combine(about, at) if at is not None else planner_input.digest_on(about)
    starts = instant_of(local, planner_input.zone) or until
    if about > day and (at is None or starts - timedelta(minutes=max(leads(ritual))) > until):
        return None  # it was moved since, and has a reminder at its new time
    if is_paused(planner_input.state.pauses_of(ritual.id), about):
        return None
    is_over = result.outcome in _DONE or _is_ticked_on(planner_input.state, ritual, day)
    key = f"{ritual.id}@{occurrence.key}~{until.isoformat(timespec='seconds')}"
    subject = NudgeSubject(ritual, local, at is not None, max(day, occurrence.day), occurrence.key)
    return Reminder(key, until, max(until, starts), (subject,), is_over, is_asked_for=True)
