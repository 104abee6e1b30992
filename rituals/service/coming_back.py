"""The service's part for a talk that was paused: when somebody comes back to it, known to this machine alone."""

from __future__ import annotations

from rituals.core.events import ReturnSet
from rituals.core.nudges.coming_back import coming_back_words, return_at
from rituals.service.couple import CoupleService


def coming_back_today(service: CoupleService) -> str:
    """The line that says when somebody comes back to a talk; "" if nobody does today."""
    at, day_starts_at = service.device_state.comes_back_at, service.state.household.day_starts_at
    return coming_back_words(at, service.now(), service.zone(), day_starts_at)


def come_back_in(service: CoupleService, minutes: int) -> None:
    """Record that somebody comes back in so many minutes, or with 0 that nobody is to come back any more;
    `StorageError` if the disk refuses."""
    at = return_at(service.now(), minutes, service.zone()) if minutes else None
    service.record_locally(lambda _, device_state: [ReturnSet(at)] if at != device_state.comes_back_at else [])
