"""The model of the form for a ritual: the fields as typed, how they are read, and saving them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from typing import NamedTuple, TypeAlias, TypeVar

from msgspec import UNSET
from msgspec.structs import replace

from rituals.core.cadence.day_parser import parse_day
from rituals.core.cadence.expansion import activated, next_due_days
from rituals.core.cadence.words import WHEN_WANTED, parse, words_to_type
from rituals.core.events import CadenceChanged, RitualAdded, RitualEdited
from rituals.core.model import TOGETHER, Cadence, Ritual, Who
from rituals.core.nudges import lock_screen
from rituals.core.nudges.reminders import PlannerInput
from rituals.core.nudges.words import NudgeWords
from rituals.core.occurrences.coming import coming
from rituals.core.phrases import minutes_words, short_date_words
from rituals.core.rituals import commands
from rituals.core.rituals.checks import check_still_comes
from rituals.core.rituals.confirmations import added_words, edited_words
from rituals.core.rituals.since import check_begun, since_at_first, since_from_now, taken_up_on
from rituals.core.text import clean_name, clean_note
from rituals.errors import RitualsError, RuleError, UsageError
from rituals.service.couple import CoupleService
from tui.rituals.lengths import NONE, read_length, read_reminders, reminder_words
from tui.rituals.present import preview_words
from tui.shared.remedies import in_app

EXAMPLES = (
    *("every day at 20:00", "every fri at 19:30", "3 times a week", "every 2 weeks on sat", "every weekday at 07:45"),
    *("every tue and sun at 18:00", "once a week", "twice a month", "every month on the 1st sat"),
    *("every month on the last sun", "every 3 months on the 3rd sat", "every year on 14 feb"),
    *("every 14 days from 29 jan", "every fri, 10 times in all", "every day until 24 dec"),
)
LOCK_SCREEN_LATER = "What a nudge would say stands here once there is a name and a when."
UNLESS_EARLIER = "An earlier day to count from, if you like."
UNLESS_CHOSEN = "At its time; a long one an hour before."
REMINDERS = (NONE, "15 min", "1 h", "1 h, 15 min")

FormSubject: TypeAlias = Ritual | RitualAdded
"""A ritual to change, or a proposal for a new one; the couple's own proposals have no id yet."""
Given = TypeVar("Given")


class RitualFormFields(NamedTuple):
    """The fields of the form, as they are typed."""

    name: str = ""
    when: str = ""
    who: Who = TOGETHER
    minutes: str = ""
    cue: str = ""
    remind: str = ""
    since: str = ""
    discreet: bool | None = None
    """Whether its nudges leave its name out; None where nobody has chosen."""


class LockScreenPreview(NamedTuple):
    """Whether the next nudge would leave the name out, and its sentence."""

    is_unnamed: bool
    words: str


class FormError(UsageError):
    """Fields that can't be read, with a sentence for each by its name."""

    def __init__(self, by_field: Mapping[str, str]) -> None:
        super().__init__(" ".join(by_field.values()))
        self.by_field = by_field


def draft_of(subject: FormSubject | None, today: date) -> RitualFormFields:
    """A ritual as it would be typed on this day; empty fields for None."""
    if subject is None:
        return RitualFormFields()
    return RitualFormFields(
        name=subject.name,
        when=words_to_type(subject.cadence, today),
        who=subject.who,
        minutes=minutes_words(subject.minutes),
        cue=subject.cue,
        remind=reminder_words(subject.remind),
        since=short_date_words(subject.since, date.min) if subject.since is not None else "",
        discreet=None if subject.discreet is UNSET else subject.discreet,
    )


class _Read(NamedTuple):
    """The fields' values once read."""

    name: str
    cadence: Cadence | None
    minutes: int
    cue: str
    remind: tuple[int, ...] | None
    since: date | None


class RitualFormModel:
    """Reads the fields for one subject, previews its cadence, and saves it."""

    def __init__(self, service: CoupleService, subject: FormSubject | None) -> None:
        self._service = service
        self._subject = subject
        self.draft = draft_of(subject, self._today)

    @property
    def _today(self) -> date:
        return self._service.today_of(self._subject) if isinstance(self._subject, Ritual) else self._service.today()

    def preview(self, when: str, since: str = "") -> str:
        """A sentence on the next five days; `UsageError` where the cadence can't be read or never comes."""
        if not when.strip():
            return WHEN_WANTED
        counted_since = None
        with suppress(UsageError, RuleError):  # told beside its own field
            counted_since = self._since(since)
        cadence = self._begun(self._cadence(when), counted_since)
        days = next_due_days(cadence, after=self._today)
        return preview_words(cadence, days, self._today)

    def _cadence(self, when: str) -> Cadence:
        """The cadence that was typed; the subject's very own where its text was not changed."""
        if self._subject is not None and when.strip() == self.draft.when:
            return self._subject.cadence
        if not when.strip():
            raise UsageError(f"When would it be? {WHEN_WANTED}")
        return parse(when, today=self._today, zone=self._service.zone())

    def _since(self, text: str) -> date | None:
        """The day from which it would count; None for that on which it is added or was brought back."""
        day = parse_day(text, today=self._today) if text.strip() else None
        if not isinstance(self._subject, Ritual):
            return since_at_first(day, on=self._today)
        begun = taken_up_on(self._subject)
        since_from_now(self._subject, day or begun, today=self._today)
        return None if day == begun else day

    def _begun(self, cadence: Cadence, since: date | None) -> Cadence:
        """The cadence as it would be saved, with its start day."""
        service, subject = self._service, self._subject
        if isinstance(subject, Ritual):
            edits = commands.edit_ritual(
                service.state, subject, RitualEdited(subject.id), today=self._today, cadence=cadence
            )
            changed = [edit.cadence for edit in edits if isinstance(edit, CadenceChanged)]
            return changed[0] if changed else subject.cadence
        if since is not None:
            check_begun(cadence, on=self._today)
        on = since or service.day_for(cadence)
        check_still_comes(cadence, on)
        return activated(cadence, on=on, week_starts_on=service.state.household.week_starts_on)

    def lock_screen(
        self, draft: RitualFormFields, planner_input: PlannerInput, nudge_words: NudgeWords
    ) -> LockScreenPreview:
        """What a lock screen would show of the ritual as it is typed; without a sentence while its name or its when
        can't be read. What else can't be read yet is told beside its own field."""
        read, problems = self._readable(draft)
        if not problems.keys().isdisjoint({"name", "when"}):
            return LockScreenPreview(bool(draft.discreet), LOCK_SCREEN_LATER)
        ritual = self._drafted(draft, read, planner_input)
        is_unnamed = lock_screen.is_unnamed(planner_input, ritual, nudge_words)
        return LockScreenPreview(is_unnamed, lock_screen.lock_screen_words(planner_input, ritual, nudge_words))

    def _drafted(self, draft: RitualFormFields, read: _Read, planner_input: PlannerInput) -> Ritual:
        """The ritual as it would be saved."""
        assert read.cadence is not None
        on = self._service.day_for(read.cadence)
        subject = self._subject
        proposal = subject if isinstance(subject, RitualAdded) else RitualAdded("", on, read.name, read.cadence)
        added = replace(_written(proposal, draft, read), on=on, cadence=self._begun(read.cadence, read.since))
        drafted = lock_screen.as_taken_up(added, planner_input)
        if not isinstance(subject, Ritual):
            return drafted
        is_renamed = read.name != subject.name
        return replace(
            drafted,
            id=subject.id,
            section=subject.section,
            private=subject.private,
            catalogue=subject.catalogue,
            named_by=drafted.named_by if is_renamed else subject.named_by,
        )

    def save(self, draft: RitualFormFields) -> str:
        """Save the fields and return a confirmation; `FormError` where one can't be read, and then nothing is saved."""
        read = self._read(draft)
        if isinstance(self._subject, Ritual):
            return self._edit(self._subject, draft, read)
        return self._add(self._subject, draft, read)

    def _read(self, draft: RitualFormFields) -> _Read:
        read, problems = self._readable(draft)
        if problems:
            raise FormError(problems)
        return read

    def _readable(self, draft: RitualFormFields) -> tuple[_Read, dict[str, str]]:
        """The fields' values, as if empty where one can't be read, and a sentence for each of those by its name."""
        problems: dict[str, str] = {}

        def attempt(field: str, read: Callable[[], Given], otherwise: Given) -> Given:
            try:
                return read()
            except RitualsError as problem:
                problems[field] = in_app(problem)
                return otherwise

        since = attempt("since", lambda: self._since(draft.since), None)
        read = _Read(
            name=attempt("name", lambda: clean_name(draft.name, of="ritual"), ""),
            cadence=attempt("when", lambda: self._checked(draft.when, since), None),
            minutes=attempt("minutes", lambda: read_length(draft.minutes), 0),
            cue=attempt("cue", lambda: clean_note(draft.cue), ""),
            remind=attempt("remind", lambda: read_reminders(draft.remind), None),
            since=since,
        )
        return read, problems

    def _checked(self, when: str, since: date | None) -> Cadence:
        cadence = self._cadence(when)
        self._begun(cadence, since)
        return cadence

    def _edit(self, ritual: Ritual, draft: RitualFormFields, read: _Read) -> str:
        service = self._service
        wish = RitualEdited(
            ritual.id,
            name=read.name,
            who=draft.who,
            minutes=read.minutes,
            cue=read.cue,
            remind=read.remind,
            discreet=draft.discreet,
            since=read.since or taken_up_on(ritual),
        )
        edits = service.edit(ritual.id, wish, cadence=read.cadence if draft.when.strip() != self.draft.when else None)
        ritual_now = service.state.rituals[ritual.id]
        return edited_words(ritual_now, edits, people=service.everyone, today=self._today)

    def _add(self, proposed: RitualAdded | None, draft: RitualFormFields, read: _Read) -> str:
        service = self._service
        assert read.cadence is not None
        on = service.day_for(read.cadence)
        added = proposed or RitualAdded("", on, read.name, read.cadence)
        ritual = service.add(
            replace(
                _written(added, draft, read),
                ritual=added.ritual or service.new_ritual_id(),
                on=on,
                cadence=read.cadence,
            )
        )
        ritual_now = service.state.rituals[ritual]
        today = service.today_of(ritual_now)
        return added_words(ritual_now, coming(service.state, ritual_now, today, count=1), today=today)


def _written(added: RitualAdded, draft: RitualFormFields, read: _Read) -> RitualAdded:
    """A proposal with what was typed, but for its days."""
    return replace(
        added,
        name=read.name,
        who=draft.who,
        minutes=read.minutes,
        cue=read.cue,
        remind=read.remind,
        discreet=draft.discreet,
        since=read.since,
    )
