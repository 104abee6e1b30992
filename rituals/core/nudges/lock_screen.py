"""What a ritual's next nudge will show on a lock screen, so that it can be read before it is kept."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from msgspec import UNSET

from rituals.core.events import RitualAdded
from rituals.core.model import DeviceId, Ritual, RitualId, Span
from rituals.core.nudges.discretion import ALWAYS, is_discreet
from rituals.core.nudges.reminders import PlannerInput, reminders_of
from rituals.core.nudges.silence import is_of_residents, nudged_rituals, silence
from rituals.core.nudges.times import after_quiet
from rituals.core.nudges.words import NudgeText, NudgeWords, nudge_text
from rituals.core.state.couple_state import State

NO_NUDGE = "Nothing of it: no nudge comes."
AS_THE_SETTINGS_SAY = "The settings leave every name out."
_WINDOWS = (2, 40, 400)  # days to look ahead for its next nudge


def next_nudge(planner_input: PlannerInput, ritual: Ritual, words: NudgeWords) -> NudgeText | None:
    """The text of a ritual's next nudge, if no other comes with it; None if none comes. The ritual may be one that is
    only about to be taken up."""
    if not is_of_residents(planner_input, ritual):
        return None
    for window in _WINDOWS:
        until = planner_input.now + timedelta(days=window)
        coming = [
            (sent_at, reminder.key, reminder.subjects)
            for reminder in reminders_of(planner_input, [ritual], until)
            if reminder.due > planner_input.now
            and (sent_at := _sent_at(planner_input, reminder.due)) <= reminder.matters + planner_input.grace
        ]
        if coming:
            sent_at, key, subjects = min(coming, key=lambda nudge: nudge[:2])
            return nudge_text(planner_input._replace(now=sent_at), subjects, words, key=key)
    return None


def _sent_at(planner_input: PlannerInput, due: datetime) -> datetime:
    return after_quiet(due, planner_input.settings, planner_input.zone)


def lock_screen_words(planner_input: PlannerInput, ritual: Ritual, words: NudgeWords) -> str:
    """The very sentence of a ritual's next nudge, in quotes, and what else there is to know about it; or why none
    comes."""
    if (silent := silence(planner_input, ritual)) is not None:
        return silent.what
    nudge = next_nudge(planner_input, ritual, words)
    if nudge is None:
        return NO_NUDGE
    is_overruled = ritual.discreet is False and planner_input.settings.discreet == ALWAYS
    return f"{nudge.quoted} {AS_THE_SETTINGS_SAY}" if is_overruled else nudge.quoted


def is_unnamed(planner_input: PlannerInput, ritual: Ritual, words: NudgeWords) -> bool:
    """Whether nudges on this machine leave a ritual's name out."""
    return is_discreet(ritual, planner_input.settings.discreet, words.rules, planner_input.device_state.devices)


def as_taken_up(added: RitualAdded, planner_input: PlannerInput) -> Ritual:
    """The ritual that would come of an event recorded on this machine; its cadence must have begun."""
    device = next(iter(planner_input.device_state.devices), "")
    return Ritual(
        added.ritual,
        added.name,
        added.on,
        (Span(added.on, None, added.cadence),),
        who=added.who,
        section=added.section,
        minutes=added.minutes,
        remind=added.remind,
        private=added.private,
        catalogue=added.catalogue,
        discreet=None if added.discreet is UNSET else added.discreet,
        named_by=device,
    )


def undecided_rituals(state: State, devices: Collection[DeviceId]) -> Sequence[Ritual]:
    """The rituals in people's own words whose sentence nobody on this machine has seen, and for which nobody has
    chosen: those from before it was shown, and those from elsewhere."""
    return [
        ritual
        for ritual in nudged_rituals(state)
        if ritual.discreet is None
        and not (ritual.section and ritual.catalogue)
        and not (ritual.is_sentence_shown and ritual.named_by in devices)
    ]


def unnamed_from_elsewhere(planner_input: PlannerInput, words: NudgeWords) -> Collection[RitualId]:
    """The rituals whose names nudges on this machine leave out only as they were named elsewhere and nobody chose."""
    if planner_input.settings.discreet == ALWAYS:
        return ()
    devices = planner_input.device_state.devices
    return [
        ritual.id
        for ritual in undecided_rituals(planner_input.state, devices)
        if ritual.named_by not in devices and is_unnamed(planner_input, ritual, words)
    ]
