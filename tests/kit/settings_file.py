"""A session whose settings are in a folder of their own, and what stands in the file."""

from __future__ import annotations

from pathlib import Path

from rituals.config import places
from rituals.session import Session
from tests.kit.app import make_session


def session_with_file(folder: Path) -> Session:
    """Ana's session, whose settings are saved below a folder."""
    session = make_session(login="Ana")
    session.places = places(str(folder))
    return session


def in_file(session: Session) -> str:
    """The settings file as it is now."""
    return session.places.settings.read_text(encoding="utf-8")
