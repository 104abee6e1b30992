"""The way back to each other, section by section: what the app has for each, and what the couple keeps of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, Protocol, TypeAlias

from rituals.core.model import RitualId
from rituals.core.questions.deck import Prompt
from rituals.core.state.couple_state import State
from rituals.core.text import printable

OfferKind: TypeAlias = Literal["ritual", "flow", "screen"]

SCREENS: Mapping[str, Mapping[str, str]] = {
    "warning-signs": {"check-in": "Closeness check-in"},
    "communication": {"jar": "The jar"},
    "affection": {"consent": "What needs you both"},
    "interest": {"questions": "Questions", "ask-about": "Ask about"},
    "professional-help": {"support": "Support"},
}
"""What of the app itself belongs to a section, by an id for the screen, with its name; more hold rituals and flows."""

_NAMED_AT_MOST = 3


class Heading(Protocol):
    """What has to be known of a section."""

    @property
    def id(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def lead(self) -> str: ...


class Pick(Protocol):
    """What has to be known of a ritual in the catalogue."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def section(self) -> str: ...


class Talk(Protocol):
    """What has to be known of a flow."""

    @property
    def id(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def section(self) -> str: ...


class Offer(NamedTuple):
    """One thing the app has for a section; of a ritual, `kept_as` is the couple's own that was made of it, if any."""

    kind: OfferKind
    id: str
    name: str
    kept_as: RitualId | None = None


class SectionOverview(NamedTuple):
    """A section with everything that is there for it, and where the couple stands with it in words."""

    id: str
    title: str
    lead: str
    offers: tuple[Offer, ...]
    questions: tuple[Prompt, ...]
    words: str


def section_overviews(
    sections: Iterable[Heading],
    offered: Sequence[Pick],
    flows: Sequence[Talk],
    deck: Sequence[Prompt],
    state: State,
) -> list[SectionOverview]:
    """Every section in its order; `offered` is what may be seen of the catalogue's rituals."""
    return [_stand(section, offered, flows, deck, state) for section in sections]


def _stand(
    section: Heading, offered: Sequence[Pick], flows: Sequence[Talk], deck: Sequence[Prompt], state: State
) -> SectionOverview:
    kept = [ritual for ritual in state.rituals.values() if ritual.archived_on is None]
    kept_as = {ritual.catalogue: ritual.id for ritual in kept if ritual.catalogue}
    rituals = [Offer("ritual", one.id, one.name, kept_as.get(one.id)) for one in offered if one.section == section.id]
    talks = [Offer("flow", flow.id, flow.title) for flow in flows if flow.section == section.id]
    screens = [Offer("screen", name, title) for name, title in SCREENS.get(section.id, {}).items()]
    return SectionOverview(
        id=section.id,
        title=section.title,
        lead=section.lead,
        offers=(*rituals, *talks, *screens),
        questions=tuple(prompt for prompt in deck if prompt.section == section.id),
        words=stand_words([ritual.name for ritual in kept if ritual.section == section.id], [*rituals, *talks]),
    )


def stand_words(names: Sequence[str], offers: Sequence[Offer]) -> str:
    """What they keep of a section by name, without a number; where that is nothing, what is there for a beginning."""
    if names:
        return f"You keep {_in_a_row(names)}."
    if not offers:
        return "Nothing of it is among what you keep, and nothing has to be."
    return f"None of it has to be; {printable(offers[0].name)} would be a beginning."


def _in_a_row(names: Sequence[str]) -> str:
    listed = [printable(name) for name in names[:_NAMED_AT_MOST]]
    if len(names) > _NAMED_AT_MOST:
        listed.append("more")
    *most, last = listed
    return f"{', '.join(most)} and {last}" if most else last
