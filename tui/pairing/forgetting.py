"""The pages on which another machine is forgotten, as one that is lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Input

from rituals.core.cadence.day_parser import parse_day
from rituals.core.exchange.known_device import KnownDevice, device_words
from rituals.core.exchange.pairing_words import forgetting_words
from rituals.core.model import EventId
from tui.pairing.agreeing import AgreePage
from tui.pairing.step import PairingStep, WayToPair
from tui.pairing.words import ShownWordsPage
from tui.shared.guided.keys import STEP
from tui.shared.guided.question_page import AnswersPage
from tui.shared.guided.step import TypedStep
from tui.shared.keys import bindings


class LostPage(PairingStep, AnswersPage):
    """Asks which of the other machines is lost."""

    KEYS = STEP
    BINDINGS = bindings(STEP)
    PURPOSE = "Which of your other machines is lost."
    QUESTION = "Which machine is lost?"

    def said(self) -> str:
        return (
            "Each goes by what it publishes as, with who wrote there. One that you still have tells its own under "
            "Two machines."
        )

    def choices(self) -> Sequence[tuple[int, str]]:
        return [(at, self._words(device)) for at, device in enumerate(self.way.devices)]

    def present_answer(self) -> int | None:
        """As it was answered; where it is one of several, none is chosen first."""
        if self.way.lost:
            return self.way.devices.index(self.way.lost)
        return None if len(self.way.devices) > 1 else 0

    def put_down(self) -> None:
        """Keep which one it is."""
        self.way.lost = self.way.devices[self.answer]

    def _words(self, device: KnownDevice) -> str:
        return device_words(self.way.devices, device, self.service.state.people)


class SincePage(PairingStep, TypedStep):
    """Asks whether what was written on it since it was lost is to be taken back."""

    PURPOSE = "Whether what was written on a lost machine since some day is taken back."
    QUESTION = "Has anybody else written on it since?"

    def said(self) -> str:
        return "What was written there from that day on can be taken back. Leave it empty to keep all of it."

    def answers(self) -> Iterable[Widget]:
        since = self.way.since.isoformat() if self.way.since else ""
        yield Input(since, placeholder="such as tue, or 2026-11-20", classes="name", select_on_focus=False)

    def work(self) -> None:
        """See how much that would be."""
        assert self.way.lost is not None
        self.way.since = parse_day(self.typed, today=self.service.today()) if self.typed else None
        if self.way.since is None:
            self.go_on()
            return
        look = partial(self.pairing.to_take_back, self.way.lost.id, self.way.since)
        self.read("Looking what was written there", look, self._take)

    def _take(self, ids: Sequence[EventId]) -> None:
        self.way.taken_back = len(ids)
        self.go_on()


class ForgetPage(AgreePage):
    """Forgets the machine, and goes on to the new words."""

    ONWARD: ClassVar[str] = "Forget it"

    @property
    def _lost(self) -> KnownDevice:
        assert self.way.lost is not None
        return self.way.lost

    def question(self) -> str:
        return f"Forget {device_words(self.way.devices, self._lost, self.service.state.people)}?"

    def said(self) -> str:
        return "\n".join(forgetting_words(self.way.taken_back, self.way.since))

    def work(self) -> None:
        """Forget it, on a thread."""
        forget = partial(self.pairing.forget, self._lost.id, self.way.since)
        self.read("Forgetting it", forget, self.show_words)


def forgetting(way: WayToPair) -> Sequence[type[PairingStep]]:
    """The pages of forgetting a machine."""
    del way
    return [LostPage, SincePage, ForgetPage, ShownWordsPage]
