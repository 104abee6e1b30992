"""The base of the pages on the way to being paired, and what was answered there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

from rituals.core.exchange.known_device import KnownDevice
from rituals.core.exchange.pairing_words import NOT_TO_BE_PAIRED
from rituals.core.model import PersonId, RitualId
from rituals.errors import RuleError
from rituals.service.pairing import Agreement, Invitation, PairingService
from rituals.session import Session
from tui.shared.guided.step import StepPage

if TYPE_CHECKING:
    Steps = Callable[["WayToPair"], Sequence[type["PairingStep"]]]


@dataclass
class WayToPair:
    """What was answered so far, and the pages that ask; nothing of it is kept before the last page."""

    steps: Steps
    known_as: str = ""
    """The name that whoever sits here gave before, as in the welcome."""
    place: Path | None = None
    typed_place: str = ""
    preview: Sequence[str] = ()
    """What beginning does, in sentences."""
    words: str = ""
    """The twelve words that are shown."""
    devices: Sequence[KnownDevice] = ()
    """The couple's other machines, where one is to be forgotten."""
    lost: KnownDevice | None = None
    """That one, once it was said."""
    since: date | None = None
    """The day from which on what was written there is taken back, and how much that is."""
    taken_back: int = 0
    invitation: Invitation | None = None
    """What lies in the folder; known once the twelve words were right."""
    chosen: dict[PersonId, PersonId | None] = field(default_factory=dict)
    """Who here is who there, None for somebody new, as far as it was asked."""
    name: str = ""
    """Of who sits here, where nobody did before."""
    residents: dict[PersonId, bool] = field(default_factory=dict)
    """Who lives here, by the ids after joining, as far as it was said."""
    rituals: dict[RitualId, RitualId | None] = field(default_factory=dict)
    """Which ritual here is which there, None for another one, as far as it was said."""

    @property
    def opened(self) -> Invitation:
        """What lies in the folder, on the pages after the twelve words."""
        assert self.invitation is not None
        return self.invitation

    def agreement(self) -> Agreement:
        """What is agreed so far."""
        people = self.opened.people(self.chosen)
        proposed = {own: other for own, other in self.opened.rituals(people).items() if own not in self.rituals}
        taken = {*self.rituals.values()}
        same = {own: other for own, other in proposed.items() if other not in taken}
        said = {own: other for own, other in self.rituals.items() if other is not None}
        return Agreement(people, same | said, self.name)


class PairingStep(StepPage):
    """One question on the way."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [*StepPage.CSS_PATH, "pairing.tcss"]
    TITLE = "Two machines"

    def __init__(self, session: Session, way: WayToPair, place: int = 0) -> None:
        super().__init__(session, place)
        self.way = way

    def page_at(self, place: int) -> PairingStep:
        return self.way.steps(self.way)[place](self.session, self.way, place)

    def how_far(self) -> tuple[int, int] | None:
        return self.pairing.arriving()

    @property
    def pairing(self) -> PairingService:
        """What pairs this machine."""
        if self.session.pairing is None:
            raise RuleError(NOT_TO_BE_PAIRED)
        return self.session.pairing()
