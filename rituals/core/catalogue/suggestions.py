"""Suggests the one thing to begin with for a line of the check-in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Literal, NamedTuple

from rituals.core.catalogue.model import Catalogue, Entry
from rituals.core.checkin.scoring import CheckinItem
from rituals.core.state.couple_state import State
from rituals.core.text import casefolded, titled


class Suggestion(NamedTuple):
    """The one thing that may help: a ritual to take up or a flow to go through, by its id in the catalogue."""

    kind: Literal["ritual", "flow"]
    id: str


def suggested(
    catalogue: Catalogue, items: Iterable[CheckinItem], state: State, agreed: Collection[str]
) -> tuple[Suggestion, str] | None:
    """The suggestion for the first of these check-in lines that has one, with its name; `agreed` holds the ids that
    both consented to see."""
    kept = [ritual for ritual in state.rituals.values() if not ritual.is_archived]
    kept_names = {casefolded(ritual.name) for ritual in kept}
    kept_ids = {ritual.catalogue for ritual in kept}
    kept_ids |= {entry.id for entry in catalogue.ritual if casefolded(entry.name) in kept_names}
    offered = catalogue.offered(agreed)
    suggestions = (suggestion_for(item, offered, kept_ids) for item in items)
    suggestion = next(filter(None, suggestions), None)
    if suggestion is None:
        return None
    if suggestion.kind == "flow":
        return suggestion, next(flow.title for flow in catalogue.flow if flow.id == suggestion.id)
    return suggestion, next(entry.name for entry in offered if entry.id == suggestion.id)


def suggestion_for(item: CheckinItem, offered: Sequence[Entry], kept_ids: Collection[str]) -> Suggestion | None:
    """The line's own ritual, else its flow, else another ritual that may help with it.

    `offered` holds the entries that may be shown, `kept_ids` those that the couple keeps already; a flow that one of
    those leads to is kept as well. None if they keep them all.
    """
    fresh = {entry.id for entry in offered if entry.id not in kept_ids}
    kept_flows = {entry.flow for entry in offered if entry.id in kept_ids}
    if item.suggest_ritual in fresh:
        return Suggestion("ritual", item.suggest_ritual)
    if item.suggest_flow and item.suggest_flow not in kept_flows:
        return Suggestion("flow", item.suggest_flow)
    return next((Suggestion("ritual", also) for also in item.suggest_also if also in fresh), None)


def suggestion_words(suggestion: Suggestion, name: str) -> str:
    """The sentence that proposes a suggestion by its name in the catalogue."""
    return f"One small thing that may help: {titled(name)}{', in Talk' if suggestion.kind == 'flow' else ''}."
