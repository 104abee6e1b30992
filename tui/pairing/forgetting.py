"""The pages on which another machine is forgotten, as one that is lost."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from rituals.core.exchange.known_device import KnownDevice, device_words
from rituals.core.exchange.pairing_words import FORGETTING
from tui.pairing.agreeing import AgreePage
from tui.pairing.keys import STEP
from tui.pairing.step import PairingStep, WayToPair
from tui.pairing.words import ShownWordsPage
from tui.shared.guided.question_page import AnswersPage
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
        return "\n".join(FORGETTING)

    def _do(self) -> None:
        self.read("Forgetting it", partial(self.pairing.forget, self._lost.id), self.show_words)


def forgetting(way: WayToPair) -> Sequence[type[PairingStep]]:
    """The pages of forgetting a machine."""
    del way
    return [LostPage, ForgetPage, ShownWordsPage]
