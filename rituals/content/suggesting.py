"""What the catalogue has for a line of the check-in, by the name it goes by there."""

from __future__ import annotations

from collections.abc import Collection

from rituals.content.catalogue import Catalogue
from rituals.core.checkin import CheckinItem, Suggestion, suggestion
from rituals.core.state import State


def suggested(
    catalogue: Catalogue, item: CheckinItem | None, state: State, agreed: Collection[str]
) -> tuple[Suggestion, str] | None:
    """The one thing to begin for a line, with its name; `agreed` has what both want to see of what needs them both."""
    if item is None:
        return None
    kept = {ritual.catalogue for ritual in state.rituals.values() if ritual.archived_on is None}
    offered = catalogue.offered(agreed)
    found = suggestion(item, offered, kept)
    if found is None:
        return None
    if found.kind == "flow":
        return found, next(flow.title for flow in catalogue.flow if flow.id == found.id)
    return found, next(entry.name for entry in offered if entry.id == found.id)
