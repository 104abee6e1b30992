"""The catalogue: what a couple can choose from, and texts for several places."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, time
from typing import Literal, TypeAlias

from msgspec import Struct

from rituals.core.checkin.scoring import Checkin, CheckinBand, CheckinItem, Form
from rituals.core.events import RitualAdded
from rituals.core.model import Cadence, Ritual, Rule
from rituals.core.phrases import TINY_WORDS, TWO_MINUTES_WORDS
from rituals.core.questions.deck import Depth, Prompt
from rituals.core.talk.steps import Flow

NEEDS_BOTH = "both"


class SectionPage(Struct, frozen=True):
    """A page of the app that belongs to a section, by the id under which the app and the command line look it up."""

    id: str
    title: str


class Section(Struct, frozen=True):
    """A theme that entries, flows, questions and check-in lines are grouped by."""

    id: str
    order: int
    title: str
    lead: str
    discreet: bool
    """Whether a nudge leaves out the names of its rituals, unless somebody chose otherwise."""
    pages: tuple[SectionPage, ...] = ()


class Entry(Struct, frozen=True):
    """A ritual as the catalogue proposes it; in a couple's own file, `every` stands in place of `rrule` and `time`."""

    id: str
    name: str
    section: str
    rrule: str
    who: str
    minutes: int
    why: str
    tiny: str
    apart: str
    source: str
    time: str = ""
    starter: bool = False
    streak: bool = True
    consent: str = ""
    private: bool = False
    flow: str = ""
    screen: str = ""
    suits: Literal["", "one-home", "apart"] = ""
    """Suggested only to those who share a home, or only to those who live apart, as whoever keeps such a one does."""
    every: Cadence | None = None
    ideas: bool = False
    """Where it is due, something of the couple's list for someday is offered for it."""

    @property
    def needs_both(self) -> bool:
        """Whether it is hidden until both people said that they want to see it."""
        return self.consent == NEEDS_BOTH

    @property
    def cadence(self) -> Cadence:
        return self.every or Rule(self.rrule, at=_wall_time(self.time))

    def adopted(self, on: date) -> RitualAdded:
        """The event that takes up this entry unchanged, from a day on."""
        return RitualAdded(
            ritual=self.id,
            on=on,
            name=self.name,
            cadence=self.cadence,
            who=self.who,
            section=self.section,
            minutes=self.minutes,
            private=self.private,
            streak=self.streak,
            catalogue=self.id,
            needs_both=self.needs_both,
        )


def _wall_time(text: str) -> time | None:
    return time.fromisoformat(text) if text else None


class Source(Struct, frozen=True):
    """Where an idea comes from, and what kind of study supports it."""

    id: str
    cite: str
    kind: str
    checked: str


Sourced: TypeAlias = Entry | Flow | Prompt | CheckinItem
"""Everything in the catalogue that names a source."""


class Words(Struct, frozen=True):
    """A sentence for a state or a style."""

    text: str
    state: str = ""
    style: str = ""


class Cue(Struct, frozen=True):
    """A moment of the day that a ritual can follow."""

    id: str
    text: str


class SentenceStem(Struct, frozen=True):
    """The beginning of a thank-you, with "..." where the writer's own words go."""

    id: str
    text: str


class Catalogue(Struct, frozen=True, kw_only=True):
    """The tables of the catalogue that the app uses, and the problems in what a couple added to them."""

    section: tuple[Section, ...]
    source: tuple[Source, ...]
    ritual: tuple[Entry, ...]
    cue: tuple[Cue, ...]
    nudge: tuple[Words, ...]
    rhythm_message: tuple[Words, ...]
    appreciation: tuple[SentenceStem, ...]
    depth: tuple[Depth, ...]
    prompt: tuple[Prompt, ...]
    checkin: Checkin
    checkin_item: tuple[CheckinItem, ...]
    checkin_band: tuple[CheckinBand, ...]
    flow: tuple[Flow, ...]
    safety: Safety
    help: tuple[Help, ...]
    help_directory: str
    """Where lines of many countries are listed."""
    discreet_words: tuple[str, ...] = ()
    """Words of names that a nudge leaves out: "word" whole, "word*" its beginning, "*word*" any part."""
    problems: tuple[str, ...] = ()

    def entry(self, name: str) -> Entry | None:
        """The entry with this id, or with this name in any case."""
        folded = name.casefold()
        return next((entry for entry in self.ritual if folded in (entry.id, entry.name.casefold())), None)

    def draws(self, ritual: Ritual) -> bool:
        """Whether a ritual offers something of the couple's list for someday: one from such an entry, or of its
        name."""
        entry = self.entry(ritual.catalogue or ritual.name)
        return entry is not None and entry.ideas

    def tiny_words(self, ritual: Ritual) -> str:
        """What a ritual's tiny version is called: a ritual of one's own has none that was thought of as two minutes."""
        has_one = any(entry.tiny for entry in self.ritual if entry.id == ritual.catalogue)
        return TWO_MINUTES_WORDS if has_one else TINY_WORDS

    def flow_called(self, name: str) -> Flow | None:
        """The flow with this id, or with this title in any case."""
        folded = name.casefold()
        return next((flow for flow in self.flow if folded in (flow.id, flow.title.casefold())), None)

    def kept_by(self, flow: Flow) -> tuple[str, ...]:
        """The ids of the rituals that completing a flow ticks."""
        return tuple(entry.id for entry in self.ritual if entry.flow == flow.id)

    @property
    def form(self) -> Form:
        """The check-in with its items and bands."""
        return Form(self.checkin, self.checkin_item, self.checkin_band)

    def source_of(self, sourced: Sourced) -> Source | None:
        """The source of the idea behind a ritual, a flow, a question or a check-in line."""
        name = sourced.source
        if isinstance(sourced, Prompt) and not name:
            name = next((depth.source for depth in self.depth if depth.level == sourced.depth), "")
        return next((source for source in self.source if source.id == name), None)

    def evidence(self, sourced_id: str) -> Source | None:
        """The source of the ritual, flow, question or check-in line with this id; a ritual and the flow it names share
        theirs."""
        everything: tuple[Sourced, ...] = (*self.ritual, *self.flow, *self.prompt, *self.checkin_item)
        sources = (self.source_of(sourced) for sourced in everything if sourced.id == sourced_id)
        return next(sources, None)

    def offered(self, both_consent: Collection[str] = ()) -> tuple[Entry, ...]:
        """The entries that can be chosen; those that need both people's consent only if `both_consent` has their id."""
        return tuple(entry for entry in self.ritual if not entry.needs_both or entry.id in both_consent)


class Safety(Struct, frozen=True):
    """The text shown before a flow that assumes both feel safe, and the text of the page with helplines."""

    gate: str
    key_hint: str
    device_hint: str
    emergency: str


class Help(Struct, frozen=True):
    """A helpline of a country (ISO 3166-1, two letters), or of a part of it, and whom it is for."""

    country: str
    name: str
    contact: str
    serves: str
    part: str = ""
    hours: str = ""
    """When somebody answers; empty if that is not known."""
    checked: date | None = None
    """The day on which somebody last read it on the service's own page or a government's; None if nobody has."""
