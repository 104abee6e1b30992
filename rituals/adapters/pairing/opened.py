"""A couple in a folder, opened with its twelve words: what it has, to be looked at before joining."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from rituals.adapters.pairing.pairing import Pairing
from rituals.core.model import PersonId, RitualId


class CoupleInFolder:
    """Reading it takes a while, and takes nothing in; `RitualsError` says why it can't be joined."""

    def __init__(self, pairing: Pairing, place: Path, words: str) -> None:
        self._pairing = pairing
        self._place = place
        self._key = pairing.key_of(pairing.couple_in(place), words)
        self.records = pairing.records_at(place, self._key)
        self.is_joined_before = pairing.was_in(self._key)

    @property
    def is_joined_now(self) -> bool:
        """Whether this machine is paired in it, under these words."""
        return self._pairing.key == self._key

    def join(self, *, on: date, people: Mapping[PersonId, PersonId], rituals: Mapping[RitualId, RitualId]) -> None:
        """Join it: what is here becomes the couple's own, once and for all."""
        self._pairing.join(self._place, self._key, on=on, inviter=self.records, people=people, rituals=rituals)
