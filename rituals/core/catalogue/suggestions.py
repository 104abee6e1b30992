"""The one thing to begin for a line of the check-in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal, NamedTuple, Protocol

from rituals.core.catalogue.model import Catalogue
from rituals.core.checkin.scoring import CheckinItem
from rituals.core.state.couple_state import State
from rituals.core.text import printable


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


class Startable(Protocol):
    """What has to be known of a ritual in the catalogue to suggest it."""

    @property
    def id(self) -> str: ...

    @property
    def section(self) -> str: ...


class Suggestion(NamedTuple):
    """The one thing that may help: a ritual to take up or a flow to go through, by its id in the catalogue."""

    kind: Literal["ritual", "flow"]
    id: str


def suggestion(item: CheckinItem, offered: Sequence[Startable], kept: Collection[str]) -> Suggestion | None:
    """What to begin for a line: its ritual, else its flow, else another ritual of its section.

    `offered` is what may be seen of the catalogue, `kept` the entries that the couple keeps already. None where they
    keep all of it.
    """
    fresh = [one for one in offered if one.id not in kept]
    if any(one.id == item.suggest_ritual for one in fresh):
        return Suggestion("ritual", item.suggest_ritual)
    if item.suggest_flow:
        return Suggestion("flow", item.suggest_flow)
    return next((Suggestion("ritual", one.id) for one in fresh if one.section == item.suggest_section), None)


def suggestion_words(suggestion: Suggestion, name: str) -> str:
    """What to begin, by the name it has in the catalogue."""
    return f"One small thing that may help: {printable(name)}{', in Talk' if suggestion.kind == 'flow' else ''}."
