"""Each of the nine sections with what it offers now."""

from __future__ import annotations

from collections.abc import Sequence

from rituals.core.catalogue.sections import Stand, way_back
from rituals.session import House


def stands(house: House) -> Sequence[Stand]:
    """Every part of the way, as it stands."""
    content = house.catalogue
    return way_back(content.section, house.offered(), content.flow, content.prompt, house.rituals.state)
