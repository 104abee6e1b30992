"""Two people and check-ins of theirs."""

from __future__ import annotations

from datetime import date

from rituals.config import Look
from rituals.core.events import CheckinTaken
from rituals.core.model import EntryId, Person
from rituals.session import Session
from tests.kit.app import make_session


def a_couple(look: Look | None = None) -> Session:
    """Ana, at the keyboard, and Sam."""
    session = make_session(look=look, login="Ana")
    session.service.join("Sam")
    return session


def answers(digits: str) -> dict[str, int]:
    """Answers by line, "-" where one was passed."""
    return {f"c{place}": int(digit) for place, digit in enumerate(digits, 1) if digit != "-"}


def keys_for(digits: str) -> tuple[str, ...]:
    """The keys that answer line by line, "-" to pass one."""
    return tuple(key for digit in digits for key in (("ctrl+n",) if digit == "-" else (digit, "enter")))


def took(session: Session, person: Person, day: str, digits: str) -> EntryId:
    """A check-in of some day in the past."""
    entry = session.service.new_id()
    taken = CheckinTaken(entry, date.fromisoformat(day), answers(digits))
    session.service.private(person.id).keep(lambda _: [taken])
    return entry
