"""The couple's machines, as people tell them apart, and this one's part in their folder."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from rituals.core.model import DeviceId, Person, PersonId
from rituals.core.phrases import day_words, joined_names
from rituals.core.text import joined, ordinal, printable
from rituals.errors import UsageError

_LETTERS = 4
_FIRST = {1: "first", 2: "second", 3: "third"}


class KnownDevice(NamedTuple):
    """Another machine of the couple, and who wrote there."""

    id: DeviceId
    people: Collection[PersonId]


def device_called(devices: Sequence[KnownDevice], beginning: str) -> KnownDevice:
    """The machine whose id begins like this; `UsageError` unless that is one."""
    called = [device for device in devices if beginning and device.id.startswith(beginning.casefold())]
    if not called:
        raise UsageError("No other machine of yours begins like this, as far as is known here.")
    if len(called) > 1:
        raise UsageError("More than one of your machines begins like this. Give more of it.")
    return called[0]


def device_words(devices: Sequence[KnownDevice], device: KnownDevice, people: Sequence[Person]) -> str:
    """A machine as it is told from these: how its id begins, and who wrote there."""
    others = [other.id for other in devices if other != device]
    shown = next((n for n in range(_LETTERS, len(device.id)) if device.id[:n] not in {o[:n] for o in others}), None)
    wrote = [person for person in people if person.id in device.people]
    return f"{device.id[:shown]}{f', where {joined_names(wrote)} wrote' if wrote else ''}"


class PairedHere(NamedTuple):
    """This machine's part in the couple's folder: where that is, of which words the couple's it knows, as what it
    publishes there, for which other devices too, and as the last look has it, since when the folder is away, or what
    else is wrong."""

    place: str
    epoch: int
    device: DeviceId
    speaks_for: Sequence[DeviceId]
    away_since: date | None
    refusal: str


def paired_here_words(here: PairedHere, today: date) -> list[str]:
    """Sentences on it."""
    where = f"This machine is paired through {printable(here.place)}"
    away = f", which has been away since {day_words(here.away_since, today)}" if here.away_since else ""
    return [
        f"{where}{away}.",
        *(["What you do is kept here, and travels once it is back."] if away else []),
        f"It {publishing_words(here)}.",
        f"Its twelve words are the couple's {_FIRST.get(here.epoch, ordinal(here.epoch))}.",
    ]


def publishing_words(here: PairedHere) -> str:
    """As what this machine publishes, by which it is told from the others on theirs."""
    also = joined(device[:_LETTERS] for device in here.speaks_for)
    return f"publishes there as {here.device[:_LETTERS]}{f', and for {also} too' if also else ''}"
