"""A note drawn from the jar, large and by itself."""

from __future__ import annotations

import random
from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from rituals.core.model import AppreciationId
from rituals.core.state.drawing import ChooseWeighted
from rituals.errors import RitualsError
from rituals.session import Session
from tui.jar import present
from tui.jar.keys import JAR_DRAWN
from tui.jar.reading import JarReading
from tui.shared.dispatch.answered_once import Dialog
from tui.shared.dispatch.held import Intent, holding
from tui.shared.frame.key_line import KeyLine
from tui.shared.keys import bindings
from tui.shared.remedies import in_app
from tui.shared.text import problem_words, signs_of


def by_chance(weights: Sequence[int]) -> int:
    """A random index into a row of weights, the heavier the likelier."""
    return random.choices(range(len(weights)), weights)[0]


class JarDrawScreen(Dialog[None]):
    """Draws a note as it opens; another key draws another."""

    BINDINGS = bindings(JAR_DRAWN)
    CSS_PATH = "draw.tcss"

    def __init__(self, session: Session, choose: ChooseWeighted = by_chance) -> None:
        super().__init__()
        self._service = session.service
        self._signs = signs_of(session)
        self._choose = choose
        self._drawn: AppreciationId = ""

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield JarReading()
            yield Static(classes="problem")
            yield KeyLine(JAR_DRAWN)

    def on_mount(self) -> None:
        self.query_one(JarReading).focus()
        self.action_again()

    def action_again(self) -> None:
        holding(self).do_or_hold(Intent(self._draw, self, self._show, self._refuse))

    def action_favour(self) -> None:
        holding(self).do_or_hold(Intent(self._favour, self, self._show, self._refuse))

    def _draw(self) -> None:
        self._drawn = self._service.jar.draw(self._choose).id

    def _favour(self) -> None:
        note = self._service.state.jar[self._drawn]
        self._service.jar.favour(note.id, favourite=not note.favourite)

    def _refuse(self, error: RitualsError) -> None:
        self._show(in_app(error))

    def _show(self, problem: str) -> None:
        """Show the note as it is now, with a sentence below it."""
        self.query_one(".problem", Static).update(problem_words(problem))
        jar = self._service.state.jar
        if self._drawn in jar:
            note = jar[self._drawn]
            about = present.note_about_words(note, self._service.state.people, signs=self._signs)
            self.query_one(JarReading).show(about, present.words_with_reply(note, self._service.state.people))
