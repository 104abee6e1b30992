"""The twelve words: where they are typed, and where they are shown."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.widget import Widget
from textual.widgets import Static

from rituals.core.exchange.pairing_words import KEEP_THEM
from rituals.service.pairing import Invitation
from tui.pairing.keys import WORDS_SHOWN
from tui.pairing.step import PairingStep
from tui.shared.guided.keys import STEP
from tui.shared.guided.step import WorkingStep
from tui.shared.guided.twelve_words import TwelveWords
from tui.shared.guided.words_area import WordsArea
from tui.shared.keys import bindings

OPENED_ALREADY = "They were right. Go on as they are, or type others."
TO_TYPE = "Whoever began got them; that machine shows them again under Settings, Two machines."
SHOWN_AGAIN = "Settings, Two machines, shows them again."


class TypedWordsPage(PairingStep, WorkingStep):
    """Opens what lies in the folder with the twelve words; they stand in sight while they are typed, and only then."""

    KEYS = STEP
    BINDINGS = bindings(STEP)
    PURPOSE = "The twelve words open what lies in the folder."
    QUESTION = "The twelve words?"

    def said(self) -> str:
        return OPENED_ALREADY if self.way.invitation else TO_TYPE

    def answers(self) -> Iterable[Widget]:
        yield WordsArea("", "twelve words, with blanks between them")

    def on_mount(self) -> None:
        self.query_one(WordsArea).focus()

    def work(self) -> None:
        """Open what lies there."""
        words, place = self.query_one(WordsArea).text, self.way.place
        assert place is not None
        if self.way.invitation and not words.strip():
            self.go_on()
        else:
            self.read("Opening what lies there", partial(self.pairing.invitation, place, words), self._take)

    def _take(self, invitation: Invitation) -> None:
        way = self.way
        way.invitation, way.chosen, way.name, way.residents, way.rituals = invitation, {}, "", {}, {}
        self.go_on()


class ShownWordsPage(PairingStep):
    """Shows the twelve words with what to do with them; nothing of them is left on the screen afterwards."""

    KEYS = WORDS_SHOWN
    BINDINGS = bindings(WORDS_SHOWN)
    PURPOSE = "The twelve words with which another machine joins. They are secret."
    QUESTION = "Your twelve words"
    ONWARD = "Done"

    def said(self) -> str:
        if self.way.lost:
            return "On each other machine: Settings, Two machines, New words. It asks for these."
        return "On the other machine: Settings, Two machines, Join. It asks for the folder there, and for these words."

    def answers(self) -> Iterable[Widget]:
        yield TwelveWords(self.way.words)
        yield Static(" ".join([*KEEP_THEM, SHOWN_AGAIN]), classes="prose", id="keep", markup=False)

    def go_on(self) -> None:
        """Close the page."""
        self.dismiss()
