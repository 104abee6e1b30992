"""The section overview: for each section, what the app offers and what the couple keeps of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

from rituals.core.catalogue.model import Catalogue, Entry, Section
from rituals.core.model import RitualId
from rituals.core.questions.deck import Prompt
from rituals.core.state.couple_state import State
from rituals.core.text import joined, titled

OfferKind: TypeAlias = Literal["ritual", "flow", "screen"]

_NAMED_AT_MOST = 3


class Offer(NamedTuple):
    """One thing that a section offers; for a ritual, `kept_as` is the couple's own one taken from it, if any."""

    kind: OfferKind
    id: str
    name: str
    kept_as: RitualId | None = None


class SectionOverview(NamedTuple):
    """A section with all its offers, and a sentence on what the couple keeps of it."""

    id: str
    title: str
    lead: str
    offers: tuple[Offer, ...]
    questions: tuple[Prompt, ...]
    words: str


def section_overviews(catalogue: Catalogue, offered: Sequence[Entry], state: State) -> list[SectionOverview]:
    """An overview of every section, in order; `offered` holds the catalogue's rituals that may be shown."""
    return [_overview(section, catalogue, offered, state) for section in catalogue.section]


def _overview(section: Section, catalogue: Catalogue, offered: Sequence[Entry], state: State) -> SectionOverview:
    kept_rituals = [ritual for ritual in state.rituals.values() if not ritual.is_archived]
    kept_as = {ritual.catalogue: ritual.id for ritual in kept_rituals if ritual.catalogue}
    rituals = [
        Offer("ritual", entry.id, entry.name, kept_as.get(entry.id)) for entry in offered if entry.section == section.id
    ]
    talks = [Offer("flow", flow.id, flow.title) for flow in catalogue.flow if flow.section == section.id]
    return SectionOverview(
        id=section.id,
        title=section.title,
        lead=section.lead,
        offers=(*rituals, *talks, *(Offer("screen", page.id, page.title) for page in section.pages)),
        questions=tuple(prompt for prompt in catalogue.prompt if prompt.section == section.id),
        words=stand_words([ritual.name for ritual in kept_rituals if ritual.section == section.id], [*rituals, *talks]),
    )


def stand_words(names: Sequence[str], offers: Sequence[Offer]) -> str:
    """The names of what the couple keeps in a section, without counts; if nothing, what there is to begin with."""
    if names:
        return f"You keep {_in_a_row(names)}."
    if not offers:
        return "Nothing of it is among what you keep, and nothing has to be."
    return f"Nothing yet. {titled(offers[0].name)} is a good place to start."


def _in_a_row(names: Sequence[str]) -> str:
    listed = [titled(name) for name in names[:_NAMED_AT_MOST]]
    if len(names) > _NAMED_AT_MOST:
        listed.append("more")
    return joined(listed)
