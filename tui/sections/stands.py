"""Each of the nine sections with what it offers now."""

from __future__ import annotations

from collections.abc import Sequence

from rituals.core.catalogue.sections import SectionOverview, section_overviews
from rituals.session import Session


def current_overviews(session: Session) -> Sequence[SectionOverview]:
    """Every part of the way, as it stands."""
    content = session.catalogue
    return section_overviews(content.section, session.offered(), content.flow, content.prompt, session.service.state)
