"""How a talk begins; where it assumes that both feel safe, each person sees a safety notice once before."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from textual.app import App
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.talk.steps import Flow
from rituals.errors import StorageError
from rituals.service.talk import TalkService
from rituals.session import Session
from tui.shared.keys import bindings
from tui.shared.text import Link, links_line
from tui.shared.transient_screen import TransientScreen
from tui.talk import present
from tui.talk.keys import GATE


def begin_flow(app: App[None], session: Session, flow: Flow) -> None:
    """Push the talk's first screen, for the person at the keyboard."""
    gate_stands = TalkService(session.service).gate_stands(flow)
    app.push_screen(SafetyNotice(session, flow) if gate_stands else flow_screen(session, flow))


def flow_screen(session: Session, flow: Flow) -> Screen[None]:
    """The screen that goes through a talk."""
    from tui.talk.flow import FlowScreen  # it imports a text area and an input

    return FlowScreen(session, flow)


class SafetyNotice(TransientScreen):
    """Shows the safety text, and switches to the talk from it."""

    KEYS = GATE
    BINDINGS = bindings(GATE)
    CSS_PATH = "flow.tcss"
    TITLE = present.GATE_TITLE
    IS_GUIDED = True

    def __init__(self, session: Session, flow: Flow) -> None:
        super().__init__(session)
        self._flow = flow

    def headline(self) -> str:
        return self._flow.title

    def contents(self) -> Iterable[Widget]:
        with_links = links_line((Link("go on", "onward"), Link("back", "leave")), indent=0)
        yield VerticalScroll(
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

    def action_onward(self) -> None:
        with suppress(StorageError):  # then the notice is shown again the next time
            TalkService(self.service).pass_gate()
        self.app.switch_screen(flow_screen(self.session, self._flow))
