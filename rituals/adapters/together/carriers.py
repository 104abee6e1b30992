"""What carries the couple's files, one row each, and what holds of every one."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from rituals.adapters.together.carrier import Carrier
from rituals.adapters.together.folder_carrier import FolderCarrier
from rituals.core.model import DeviceId


class CarrierRow(NamedTuple):
    """A kind of carrier: whether it carries to a place that somebody named, and what makes it for a device."""

    fits: Callable[[str], bool]
    make: Callable[[str, DeviceId], Carrier]


CARRIERS = (CarrierRow(fits=lambda place: "://" not in place, make=FolderCarrier),)


def carrier_to(place: str, device: DeviceId) -> Carrier | None:
    """The carrier to a place; None if there is none for it yet."""
    return next((row.make(place, device) for row in CARRIERS if row.fits(place)), None)
