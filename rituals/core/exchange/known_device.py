"""The couple's other machines, as people tell them apart."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from rituals.core.model import DeviceId, Person, PersonId
from rituals.core.phrases import joined_names
from rituals.errors import UsageError

_LETTERS = 4


class KnownDevice(NamedTuple):
    """Another machine of the couple, and who wrote there."""

    id: DeviceId
    people: Collection[PersonId]


def device_called(devices: Sequence[KnownDevice], beginning: str) -> KnownDevice:
    """The machine whose id begins like this; `UsageError` unless that is one."""
    called = [device for device in devices if beginning and device.id.startswith(beginning.casefold())]
    if not called:
        raise UsageError("No machine of yours begins like this, as far as is known here.")
    if len(called) > 1:
        raise UsageError("More than one of your machines begins like this. Give more of it.")
    return called[0]


def device_words(devices: Sequence[KnownDevice], device: KnownDevice, people: Sequence[Person]) -> str:
    """A machine as it is told from these: how its id begins, and who wrote there."""
    others = [other.id for other in devices if other != device]
    shown = next((n for n in range(_LETTERS, len(device.id)) if device.id[:n] not in {o[:n] for o in others}), None)
    wrote = [person for person in people if person.id in device.people]
    return f"{device.id[:shown]}{f', where {joined_names(wrote)} wrote' if wrote else ''}"
