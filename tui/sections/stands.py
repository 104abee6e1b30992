"""Each section of the catalogue with what it offers now."""

from __future__ import annotations

from collections.abc import Sequence

from rituals.core.catalogue.sections import SectionOverview, section_overviews
from rituals.session import Session


def current_overviews(session: Session) -> Sequence[SectionOverview]:
    """Every part of the way, as it stands."""
    return section_overviews(session.catalogue, session.offered(), session.service.state)
