"""Suggests the one thing to begin with for a line of the check-in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal, NamedTuple

from rituals.core.catalogue.model import Catalogue, Entry
from rituals.core.checkin.scoring import CheckinItem
from rituals.core.state.couple_state import State
from rituals.core.text import titled


class Suggestion(NamedTuple):
    """The one thing that may help: a ritual to take up or a flow to go through, by its id in the catalogue."""

    kind: Literal["ritual", "flow"]
    id: str


def suggested(
    catalogue: Catalogue, item: CheckinItem | None, state: State, agreed: Collection[str]
) -> tuple[Suggestion, str] | None:
    """The suggestion for a check-in line, with its name; `agreed` holds the ids that both consented to see."""
    if item is None:
        return None
    kept_ids = {ritual.catalogue for ritual in state.rituals.values() if not ritual.is_archived}
    offered = catalogue.offered(agreed)
    suggestion = suggestion_for(item, offered, kept_ids)
    if suggestion is None:
        return None
    if suggestion.kind == "flow":
        return suggestion, next(flow.title for flow in catalogue.flow if flow.id == suggestion.id)
    return suggestion, next(entry.name for entry in offered if entry.id == suggestion.id)


def suggestion_for(item: CheckinItem, offered: Sequence[Entry], kept_ids: Collection[str]) -> Suggestion | None:
    """The line's own ritual, else its flow, else another ritual of its section.

    `offered` holds the entries that may be shown, `kept_ids` those that the couple keeps already. None if they keep
    them all.
    """
    fresh = [entry for entry in offered if entry.id not in kept_ids]
    if any(entry.id == item.suggest_ritual for entry in fresh):
        return Suggestion("ritual", item.suggest_ritual)
    if item.suggest_flow:
        return Suggestion("flow", item.suggest_flow)
    return next((Suggestion("ritual", entry.id) for entry in fresh if entry.section == item.suggest_section), None)


def suggestion_words(suggestion: Suggestion, name: str) -> str:
    """The sentence that proposes a suggestion by its name in the catalogue."""
    return f"One small thing that may help: {titled(name)}{', in Talk' if suggestion.kind == 'flow' else ''}."
