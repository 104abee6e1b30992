"""The sentence on a ritual of which no nudge goes out, as they all fall into the quiet hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rituals.core.model import Ritual, RitualId
from rituals.core.nudges.silence import silence
from rituals.core.rituals.confirmations import taken_up_words
from rituals.session import Session
from tui.shared.remedies import in_app

if TYPE_CHECKING:
    from rituals.core.catalogue.model import Entry


def silence_words(session: Session, ritual: Ritual) -> str:
    """Why no nudge of a ritual goes out, and what would let one come; "" where one does, or none is meant to."""
    problem = silence(session.planner_input(), ritual)
    return in_app(problem) if problem is not None else ""


def with_silence(words: str, session: Session, ritual: RitualId) -> str:
    """A sentence on a ritual, followed by why no nudge of it goes out, if none does."""
    return f"{words} {silence_words(session, session.service.state.rituals[ritual])}".rstrip()


def take_up(session: Session, entry: Entry) -> str:
    """Take up an entry of the catalogue, and confirm it."""
    events = session.service.take_up(entry)
    return with_silence(taken_up_words(events, session.service.state), session, entry.id)
