"""Machines that were paired as people pair theirs, through a folder that all of them see at once."""

from __future__ import annotations

from rituals.adapters.pairing.pairing import Pairing
from rituals.adapters.together.names import SEGMENT
from rituals.adapters.together.sealed.couple_key import CoupleKey
from rituals.adapters.together.sealed.segments import open_segment
from rituals.core.events import RitualTicked
from tests.kit.couples_folder import Machine, tick


class PairedMachine(Machine):
    """A machine that is paired, or may be."""

    @property
    def pairing(self) -> Pairing:
        return Pairing(self.data, self.disk, self.machine)

    def begin(self) -> CoupleKey:
        """Begin a couple with what is here."""
        key = self.pairing.begin(self.folder)
        self.pairing.look()
        return key

    def join(self, words: str) -> None:
        """Join, or go on with other words, as somebody who knows that nobody is the same."""
        pairing = self.pairing
        key = pairing.key_of(pairing.couple_in(self.folder), words)
        inviter = pairing.records_at(self.folder, key)
        pairing.join(self.folder, key, on=tick().day, inviter=inviter, people={}, rituals={})
        pairing.look()

    def notes(self) -> set[str]:
        """The notes of all ticks that are here."""
        return {event.note for event in self.records().values() if isinstance(event, RitualTicked)}


def opened(machine: Machine, key: CoupleKey) -> bytes:
    """All that a key opens in the folder."""
    carrier = machine.carrier
    matches = [match for match in map(SEGMENT.fullmatch, carrier.names()) if match]
    segments = [open_segment(key, match[1], int(match[2]), carrier.read(match[0])) for match in matches]
    return b"".join(bytes(raw) for segment in segments for line in segment.documents for raw in line or ())
