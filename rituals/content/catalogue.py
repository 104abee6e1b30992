"""Reads the starter content: what a couple can pick from, and words for several places."""

from __future__ import annotations

import tomllib
from datetime import date, time
from functools import cache
from importlib.resources import files
from typing import Any

from msgspec import Struct, convert

from rituals.core.events import RitualAdded
from rituals.core.model import Rule


class Section(Struct, frozen=True):
    """One of the nine headings of the way back to each other."""

    id: str
    order: int
    title: str
    lead: str


class Entry(Struct, frozen=True):
    """A ritual as the catalogue proposes it."""

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

    @property
    def cadence(self) -> Rule:
        return Rule(self.rrule, at=_wall_time(self.time))

    def adopted(self, on: date) -> RitualAdded:
        """The entry taken up as it is, from a day on."""
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
        )


def _wall_time(text: str) -> time | None:
    return time.fromisoformat(text) if text else None


class Source(Struct, frozen=True):
    """Where an idea comes from, and what kind of study it was."""

    id: str
    cite: str
    kind: str
    checked: str


class Words(Struct, frozen=True):
    """A sentence for a state or a style."""

    text: str
    state: str = ""
    style: str = ""


class Cue(Struct, frozen=True):
    """A moment of the day that a ritual can follow."""

    id: str
    text: str


class Catalogue(Struct, frozen=True):
    """The tables of the starter content that the app uses."""

    section: tuple[Section, ...]
    source: tuple[Source, ...]
    ritual: tuple[Entry, ...]
    cue: tuple[Cue, ...]
    nudge: tuple[Words, ...]
    rhythm_message: tuple[Words, ...]

    def entry(self, name: str) -> Entry | None:
        """The entry with an id, or with a name whatever its case."""
        wanted = name.casefold()
        return next((one for one in self.ritual if wanted in (one.id, one.name.casefold())), None)

    def source_of(self, entry: Entry) -> Source | None:
        """Where an entry's idea comes from."""
        return next((one for one in self.source if one.id == entry.source), None)

    def offered(self) -> tuple[Entry, ...]:
        """What can be picked; what needs both people's consent is not shown before it is given."""
        return tuple(one for one in self.ritual if one.consent != "both")


@cache
def catalogue() -> Catalogue:
    """The content that ships with the app, read once."""
    text = files("rituals.content").joinpath("catalogue.toml").read_text(encoding="utf-8")
    tables: dict[str, Any] = tomllib.loads(text)
    return convert(tables, Catalogue)
