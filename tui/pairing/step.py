"""The base of the pages on the way to being paired: one question each, and nothing is changed before the last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Input

from rituals.core.exchange.known_device import KnownDevice
from rituals.core.exchange.pairing_words import NOT_TO_BE_PAIRED
from rituals.core.model import PersonId, RitualId
from rituals.errors import RitualsError, RuleError
from rituals.service.pairing import Agreement, Invitation, PairingService
from rituals.session import Session
from tui.pairing.keys import STEP, STEP_BACK, TYPED
from tui.shared.at_work import AtWork, Outcome
from tui.shared.guided.question_page import QuestionPage
from tui.shared.keys import Key, bindings
from tui.shared.remedies import in_app

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


class PairingStep(QuestionPage):
    """One question; what takes a while is done on a thread, and esc leaves at any time."""

    KEYS: ClassVar[tuple[Key, ...]] = STEP_BACK
    BINDINGS = bindings(STEP_BACK)
    CSS_PATH: ClassVar[list[str | PurePath]] = [*QuestionPage.CSS_PATH, "pairing.tcss"]
    TITLE = "Two machines"

    def __init__(self, session: Session, way: WayToPair, place: int = 0) -> None:
        super().__init__(session)
        self.way = way
        self.place = place
        self.at_work = AtWork(self, self._tell_progress, lambda: self.pairing.arriving())

    @property
    def pairing(self) -> PairingService:
        """What pairs this machine."""
        if self.session.pairing is None:
            raise RuleError(NOT_TO_BE_PAIRED)
        return self.session.pairing()

    def action_onward(self) -> None:
        if not self.at_work:
            super().action_onward()

    def go_on(self) -> None:
        """Turn to the next page."""
        self._turn_to(self.place + 1)

    def action_page_back(self) -> None:
        if self.place > 0 and not self.at_work:
            self._turn_to(self.place - 1)

    def action_scroll(self, step: int) -> None:
        self.query_one("#page").scroll_relative(y=step, animate=False)

    def _turn_to(self, place: int) -> None:
        self.app.switch_screen(self.way.steps(self.way)[place](self.session, self.way, place))

    def read(self, doing: str, do: Callable[[], Outcome], then: Callable[[Outcome], None]) -> None:
        """Read something on a thread, then go on with `then`; not where the page was left meanwhile."""

        async def finish(outcome: Outcome | RitualsError) -> None:
            if self.is_closed:
                return
            if isinstance(outcome, RitualsError):
                self.tell(in_app(outcome))
                return
            self.tell("")
            then(outcome)

        self.at_work.begin(doing, do, finish)

    def attempt(self, do: Callable[[], None]) -> None:
        """Do what says by itself what came of it; why it can't be done is said beside the answer."""
        self.run_reporting(do, lambda _: None, refuse=lambda error: self.tell(in_app(error)))

    def _tell_progress(self, words: str) -> None:
        if not self.is_closed:
            self.tell(words, is_problem=False)


class WorkingStep(PairingStep):
    """A page whose answer is looked into, or done, before it goes on."""

    def action_onward(self) -> None:
        if not self.at_work:
            self.attempt(self.work)

    def work(self) -> None:
        """Look into the answer, or do it, on a thread where that takes a while; raises `RitualsError` where it can't
        be."""
        raise NotImplementedError


class TypedStep(WorkingStep):
    """A page whose answer is typed on one line."""

    KEYS = TYPED
    BINDINGS = bindings(STEP)

    @property
    def typed(self) -> str:
        """What stands on the line."""
        return self.query_one(Input).value.strip()

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_onward()
