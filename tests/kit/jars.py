"""Two people and notes in their jar."""

from __future__ import annotations

from datetime import date

from rituals.config import Look
from rituals.core.model import Appreciation, PersonId, Seal
from rituals.service.couple import CoupleService
from rituals.session import Session
from tests.kit.app import keep, make_session
from tests.kit.fakes import MemoryLog
from tests.kit.notes import put_in_jar

LONG = "\n".join(f"Line {place} of a long letter to you." for place in range(1, 81))


def a_couple(look: Look | None = None, shared: MemoryLog | None = None) -> Session:
    """Ana, at the keyboard, and Sam, on a Sunday evening in November."""
    session = make_session(look=look, shared=shared)
    session.service.join("Sam")
    session.service.rename(ana_of(session.service), "Ana")
    return session


def ana_of(service: CoupleService) -> PersonId:
    return service.couple[0].id


def sam_of(service: CoupleService) -> PersonId:
    return service.couple[1].id


def put_in(
    session: Session, text: str, day: str = "2026-11-22", *, by_sam: bool = False, seal: Seal | None = None
) -> Appreciation:
    service = session.service
    by = sam_of(service) if by_sam else ana_of(service)
    return put_in_jar(service, text, by=by, day=date.fromisoformat(day), seal=seal)


def a_jar(look: Look | None = None) -> Session:
    """A jar with a bit of everything."""
    session = a_couple(look)
    keep(session.service, "open-the-jar")
    put_in(session, "You brought soup when I could not cook.", "2026-09-30")
    put_in(session, "Danke für die schöne Überraschung!", "2026-10-02", by_sam=True)
    put_in(session, "A secret until Christmas.", "2026-10-18", seal=Seal(date(2026, 12, 24)))
    put_in(session, "A secret until we open it.", "2026-11-01", by_sam=True, seal=Seal())
    put_in(session, "You called my mother back.\n\nIt made my whole week lighter.", "2026-11-20", by_sam=True)
    heart = put_in(session, "The way you laughed at the market.", "2026-11-21")
    session.service.jar.favour(heart.id)
    put_in(session, "You made tea before I knew I wanted some.")
    return session
