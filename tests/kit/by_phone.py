"""What the inbox puts down, as if a phone had written it."""

from __future__ import annotations

from rituals.core.events import AppreciationAdded, OccurrenceRested, RitualTicked
from rituals.core.model import PersonId, RitualId
from rituals.service.couple import CoupleService


def ticked_by_phone(service: CoupleService, ritual: RitualId, by: PersonId | None = None, note: str = "") -> None:
    """A tick of today."""
    tick = RitualTicked(ritual, service.today(), by, note=note, by_phone=True)
    service.record(lambda _: [tick])


def rested_by_phone(service: CoupleService, ritual: RitualId) -> None:
    """A rest of what is planned today."""
    rest = OccurrenceRested(ritual, service.today(), by_phone=True)
    service.record(lambda _: [rest])


def thanked_by_phone(service: CoupleService, by: PersonId, to: PersonId, text: str) -> None:
    """A thank-you from one to the other."""
    note = AppreciationAdded(service.new_id(), by, service.today(), text, to, by_phone=True)
    service.record(lambda _: [note])
