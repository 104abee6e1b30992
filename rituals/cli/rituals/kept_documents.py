"""The list, the catalogue and a single ritual as JSON documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType
from msgspec.structs import asdict

from rituals.cli.rituals.documents import ClockTime, ForWhom, clock_text
from rituals.cli.shared.documents import Document, StreakNumbers
from rituals.core.cadence.words import words, words_to_type
from rituals.core.model import Cadence, Once, Pause, Quota, Ritual

if TYPE_CHECKING:
    from rituals.core.catalogue.model import Entry
    from rituals.service.about_ritual import AboutRitual


class CadenceEntry(Struct, frozen=True, kw_only=True):
    """When a ritual is; which other keys there are depends on the kind."""

    words: Annotated[str, Meta(description="As --every takes them.")]
    at: ClockTime | None
    kind: Literal["rule", "quota", "once"]
    rrule: Annotated[str, Meta(description="Of a rule: as in RFC 5545.")] | UnsetType = UNSET
    start: Annotated[date | None, Meta(description="Of a rule: its first day.")] | UnsetType = UNSET
    times: Annotated[int, Meta(description="Of a quota: on how many days.")] | UnsetType = UNSET
    per: Annotated[Literal["week", "month"], Meta(description="Of a quota.")] | UnsetType = UNSET
    day: Annotated[date, Meta(description="Of what is once: its first day.")] | UnsetType = UNSET
    days: Annotated[int, Meta(description="Of what is once: how many days in a row.")] | UnsetType = UNSET


class PauseEntry(Struct, frozen=True, kw_only=True):
    """A pause."""

    until: Annotated[date | None, Meta(description="Its last day; null: until somebody ends it.")]
    reason: str


class RitualEntry(Struct, frozen=True, kw_only=True):
    """A ritual that is kept, or was."""

    id: str
    name: str
    cadence: CadenceEntry
    who: ForWhom
    minutes: int
    remind: Annotated[Sequence[int] | None, Meta(description="Minutes before; null: as usual.")]
    cue: str
    section: str
    private: bool
    discreet: Annotated[bool | None, Meta(description="Nudges leave its name out; null: nobody has chosen.")]
    counted: Annotated[bool, Meta(description="It has a streak.")]
    catalogue: Annotated[str, Meta(description="Its id in the catalogue, or empty.")]
    added_on: date
    archived_on: date | None
    since: Annotated[date | None, Meta(description="The day it counts from, where that is set; null: as added.")]
    paused: Annotated[PauseEntry | None, Meta(description="The pause it is in; null: none.")]


class CatalogueEntry(Struct, frozen=True, kw_only=True):
    """A ritual that can be picked."""

    id: str
    name: str
    section: str
    cadence: CadenceEntry
    who: ForWhom
    minutes: int
    why: str
    tiny: str
    apart: str


class ListDocument(Document, frozen=True, kw_only=True):
    """The rituals that are kept, or with --catalogue those that can be picked."""

    rituals: Sequence[RitualEntry] | UnsetType = UNSET
    catalogue: Sequence[CatalogueEntry] | UnsetType = UNSET


class RitualInFull(RitualEntry, frozen=True, kw_only=True):
    """A ritual as of a day."""

    day: date
    next_days: Annotated[Sequence[date], Meta(description="Past what is paused, rested or done; none for a quota.")]
    silent: Annotated[str, Meta(description="Why no nudge of it goes out that is meant to, or empty.")]
    streak: Annotated[StreakNumbers | None, Meta(description="Null for what is somebody else's alone.")]
    days_kept: Annotated[int | None, Meta(description="Null for what is somebody else's alone.")]
    why: str
    tiny: str
    apart: str
    source: str


class ShowDocument(Document, frozen=True, kw_only=True):
    """One ritual with its next days, texts and numbers."""

    ritual: RitualInFull


def list_document(rituals: Iterable[tuple[Ritual, Pause | None]], day: date) -> ListDocument:
    """All these rituals as of a day, each with the pause it is in."""
    return ListDocument(rituals=[_ritual(ritual, day, pause) for ritual, pause in rituals])


def catalogue_document(entries: Iterable[Entry]) -> ListDocument:
    """The catalogue's entries that can be picked."""
    return ListDocument(
        catalogue=[
            CatalogueEntry(
                id=entry.id,
                name=entry.name,
                section=entry.section,
                cadence=_cadence(entry.cadence, words(entry.cadence)),
                who=entry.who,
                minutes=entry.minutes,
                why=entry.why,
                tiny=entry.tiny,
                apart=entry.apart,
            )
            for entry in entries
        ]
    )


def show_document(about: AboutRitual) -> ShowDocument:
    """One ritual with its next days, texts and, for whom it may show them, its numbers, as of a day."""
    numbers = about.numbers
    ritual = RitualInFull(
        **asdict(_ritual(about.ritual, about.day, about.coming.pause)),
        day=about.day,
        next_days=about.coming.days,
        silent=about.silent,
        streak=StreakNumbers(*numbers.streak) if numbers is not None else None,
        days_kept=numbers.days_kept if numbers is not None else None,
        why=about.texts["why"],
        tiny=about.texts["tiny"],
        apart=about.texts["apart"],
        source=about.texts["source"],
    )
    return ShowDocument(ritual=ritual)


def _ritual(ritual: Ritual, day: date, pause: Pause | None) -> RitualEntry:
    return RitualEntry(
        id=ritual.id,
        name=ritual.name,
        cadence=_cadence(ritual.cadence, words_to_type(ritual.cadence, day)),
        who=ritual.who,
        minutes=ritual.minutes,
        remind=ritual.remind,
        cue=ritual.cue,
        section=ritual.section,
        private=ritual.private,
        discreet=ritual.discreet,
        counted=ritual.streak,
        catalogue=ritual.catalogue,
        added_on=ritual.added_on,
        archived_on=ritual.archived_on,
        since=ritual.since,
        paused=PauseEntry(until=pause.until, reason=pause.reason) if pause is not None else None,
    )


def _cadence(cadence: Cadence, in_words: str) -> CadenceEntry:
    at = clock_text(cadence.at)
    match cadence:
        case Quota(times, per):
            return CadenceEntry(words=in_words, at=at, kind="quota", times=times, per=per)
        case Once(day, days):
            return CadenceEntry(words=in_words, at=at, kind="once", day=day, days=days)
        case _:
            return CadenceEntry(words=in_words, at=at, kind="rule", rrule=cadence.rrule, start=cadence.start)
