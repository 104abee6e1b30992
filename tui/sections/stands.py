"""The sections of the catalogue with what they offer now."""

from __future__ import annotations

from collections.abc import Sequence

from rituals.core.catalogue.sections import SectionOverview, section_overviews
from rituals.session import Session


def current_overviews(session: Session) -> Sequence[SectionOverview]:
    """Each section with its offers, and whether the couple uses them now."""
    return section_overviews(session.catalogue, session.offered(), session.service.state)
