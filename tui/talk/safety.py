"""The words on safety, which each person reads once for themselves before they take part in a talk that needs it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.talk.route import Participant
from rituals.core.talk.session import TalkSession
from rituals.core.talk.words import reader_words
from rituals.session import Session
from tui.shared.guided.guided_screen import GuidedScreen
from tui.shared.keys import bindings
from tui.shared.text import Link, links_line
from tui.talk import present
from tui.talk.keys import GATE


class SafetyNotice(GuidedScreen):
    """Shows the words to one person, and calls `then` with whether they go on."""

    KEYS = GATE
    BINDINGS = bindings(GATE)
    CSS_PATH = "flow.tcss"
    TITLE = present.GATE_TITLE
    PURPOSE = "Words to read before a talk that is for two who both feel safe."

    def __init__(self, session: Session, run: TalkSession, reader: Participant, then: Callable[[bool], object]) -> None:
        super().__init__(session)
        self._title = run.flow.title
        self._handing_over = reader_words(run, reader)
        self._then = then

    def page_name(self) -> str:
        return self._title

    def contents(self) -> Iterable[Widget]:
        with_links = links_line((Link("go on", "onward"), Link("back", "leave")), indent=0)
        yield VerticalScroll(
            *([Static(Content(self._handing_over), classes="turn")] if self._handing_over else []),
            Static(present.GATE_TITLE, classes="task"),
            Static(Content(self.session.catalogue.safety.gate), classes="intro"),
            Static(present.GATE_HINT, classes="hint"),
            Static(with_links, classes="links"),
            id="said",
        )

    def on_mount(self) -> None:
        self.query_one("#said").focus()

    def action_leave(self) -> None:
        self.dismiss()
        self._then(False)

    def action_onward(self) -> None:
        self.dismiss()
        self._then(True)
