"""The commands of the check-in, as pure functions: check the answers, share a check-in, withdraw it again."""

from __future__ import annotations

from rituals.core.checkin.scoring import CheckinAnswers, Form
from rituals.core.events import CheckinShared, CheckinTakenBack, WordsErased
from rituals.core.model import EntryId, PersonId
from rituals.core.state.couple_state import State
from rituals.core.state.private_state import PrivateState
from rituals.errors import RuleError, UsageError

SCREEN = "check-in"
"""The `screen` value by which the catalogue's rituals name the check-in as the page that ticks them."""


def checked(form: Form, answers: CheckinAnswers) -> dict[str, int]:
    """The answers as a dict; `RuleError` if there are none, `UsageError` for an unknown item or a value off the
    scale."""
    item_ids = {item.id for item in form.items}
    scale = range(form.checkin.scale_min, form.checkin.scale_max + 1)
    if not answers:
        raise RuleError("Every line was passed, which is fine; there is nothing to keep.")
    if any(item not in item_ids or value not in scale for item, value in answers.items()):
        raise UsageError(f"Each line takes a number from {scale[0]} to {scale[-1]}, or is passed.")
    return dict(answers)


def is_shared(state: State, entry: EntryId) -> bool:
    """Whether a check-in is visible to both."""
    return any(shared.entry == entry for shared in state.shared_checkins)


def share(state: State, private: PrivateState, entry: EntryId, *, by: PersonId) -> list[CheckinShared]:
    """Make one's own check-in visible to the other; no events if it is already."""
    checkin = next((checkin for checkin in private.checkins if checkin.entry == entry), None)
    if checkin is None:
        raise RuleError("That check-in is not there any more, so there is nothing to share.")
    if is_shared(state, entry):
        return []
    return [CheckinShared(entry, by, checkin.on, checkin.answers)]


def take_back(state: State, entry: EntryId, *, by: PersonId) -> list[CheckinTakenBack | WordsErased]:
    """Make one's own shared check-in private again; what the other could read of it is erased."""
    shared = next((checkin for checkin in state.shared_checkins if checkin.entry == entry), None)
    if shared is None:
        raise RuleError("That check-in is not shared, so there is nothing to take back.")
    if shared.by != by:
        raise RuleError("Only the one who shared a check-in takes it back.")
    return [CheckinTakenBack(entry), *erase_shown(state, entry)]


def erase_shown(state: State, entry: EntryId) -> list[WordsErased]:
    """Erase every answer of a check-in that was ever shown; no events if there are none, or no more."""
    shared = {record.id: record.event for record in state.shared_checkin_records if record.id not in state.wordless}
    shown = [name for name, event in shared.items() if isinstance(event, CheckinShared) and event.entry == entry]
    return [WordsErased(tuple(shown))] if shown else []
