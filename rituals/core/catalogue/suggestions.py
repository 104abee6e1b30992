"""Suggests the one thing to begin with after a check-in."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Literal, NamedTuple

from rituals.core.catalogue.model import Catalogue, Entry
from rituals.core.checkin.scoring import CheckinItem, Needs
from rituals.core.model import EACH
from rituals.core.state.couple_state import State
from rituals.core.talk.steps import Flow
from rituals.core.text import as_sentence, casefolded, titled


class Suggestion(NamedTuple):
    """The one thing that may help: a ritual to take up, a flow to go through, or the flow on outside help."""

    kind: Literal["ritual", "flow", "help"]
    id: str
    name: str
    how: str = ""
    """How it goes for two who live apart."""


def suggested(
    catalogue: Catalogue, needs: Needs, state: State, agreed: Collection[str], *, is_alone: bool
) -> Suggestion | None:
    """Outside help where it comes first, else what serves the first of these check-in items that anything fits which
    they don't keep yet; `agreed` holds the ids that both consented to see."""
    if needs.outside_help == "first":
        return _outside_help(catalogue)
    fitting = _Fitting(catalogue, state, agreed, is_alone=is_alone)
    return next((suggestion for item in needs.low for suggestion in fitting.serving(item)), None)


def suggestion_words(suggestion: Suggestion) -> str:
    """The sentence that proposes a suggestion by its name in the catalogue."""
    if suggestion.kind == "help":
        name = titled(suggestion.name)
        return f"You do not have to sort this out alone: {name} is a first step, together or on your own."
    where = ", in Talk" if suggestion.kind == "flow" else ""
    return f"One small thing that may help: {as_sentence(titled(suggestion.name) + where)} {suggestion.how}".rstrip()


def help_words(catalogue: Catalogue, needs: Needs) -> str:
    """The sentence that mentions outside help beside something small; "" where it has no place, or comes first."""
    if needs.outside_help != "mentioned":
        return ""
    return f"{titled(_outside_help(catalogue).name)}, in Talk, is there too, if and when you want it."


def _outside_help(catalogue: Catalogue) -> Suggestion:
    flow = next(flow for flow in catalogue.flow if flow.id == catalogue.checkin.help_flow)
    return Suggestion("help", flow.id, flow.title)


class _Fitting:
    """What fits how people live, and isn't kept already, a flow that a kept ritual leads to included."""

    def __init__(self, catalogue: Catalogue, state: State, agreed: Collection[str], *, is_alone: bool) -> None:
        kept = [ritual for ritual in state.rituals.values() if not ritual.is_archived]
        names, ids = {casefolded(ritual.name) for ritual in kept}, {ritual.catalogue for ritual in kept}
        entries = [entry for entry in catalogue.ritual if entry.id in ids or casefolded(entry.name) in names]
        self._is_alone = is_alone
        self._live_apart = any(entry.suits == "apart" for entry in entries)
        unsuited = [entry for entry in catalogue.ritual if not self._suits(entry)]
        passed_flows = {entry.flow for entry in [*entries, *unsuited]}
        self._entries = {
            entry.id: entry
            for entry in catalogue.offered(agreed)
            if entry not in entries and self._suits(entry) and (not is_alone or entry.who == EACH)
        }
        self._flows = {flow.id: flow for flow in catalogue.flow if flow.id not in passed_flows and self._is_for(flow)}

    def serving(self, item: CheckinItem) -> Iterator[Suggestion]:
        """The item's own ritual, else its flow, else the other rituals that may help with it, as far as they fit."""
        others = map(self._ritual, item.suggest_also)
        yield from filter(None, [self._ritual(item.suggest_ritual), self._flow(item.suggest_flow), *others])

    def _ritual(self, name: str) -> Suggestion | None:
        entry = self._entries.get(name)
        if entry is None:
            return None
        return Suggestion("ritual", entry.id, entry.name, entry.apart if self._live_apart else "")

    def _flow(self, name: str) -> Suggestion | None:
        flow = self._flows.get(name)
        return Suggestion("flow", flow.id, flow.title) if flow else None

    def _suits(self, entry: Entry) -> bool:
        return entry.suits in ("", "apart" if self._live_apart else "one-home")

    def _is_for(self, flow: Flow) -> bool:
        return not self._is_alone or not flow.takes_two or bool(flow.alone)
