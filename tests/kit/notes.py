"""Notes in the jar, for tests that go on with one."""

from __future__ import annotations

from datetime import date

from rituals.core.events import AppreciationAdded
from rituals.core.model import Appreciation, PersonId, Seal
from rituals.service.couple import CoupleService


def put_in_jar(
    service: CoupleService,
    text: str,
    *,
    by: PersonId | None = None,
    to: PersonId | None = None,
    day: date | None = None,
    seal: Seal | None = None,
) -> Appreciation:
    """Put a note in, and give it as it lies in the jar."""
    (added,) = (
        event
        for event in service.jar.put_in(text, by=by, to=to, day=day, seal=seal)
        if isinstance(event, AppreciationAdded)
    )
    return service.state.jar[added.appreciation]
