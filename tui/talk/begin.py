"""How a talk begins, wherever it is begun from."""

from __future__ import annotations

from textual.app import App

from rituals.core.model import Person
from rituals.core.talk.steps import Flow
from rituals.session import Session
from tui.shared.guided.beside import ask_who_is_beside


def begin_flow(app: App[None], session: Session, flow: Flow) -> None:
    """Push the talk's screen, for the person at the keyboard and, where it takes two, the one beside them."""

    def begin(beside: Person | None = None) -> None:
        from tui.talk.flow import FlowScreen  # it imports a text area and an input

        app.push_screen(FlowScreen(session, flow, beside))

    if flow.takes_two:
        ask_who_is_beside(app, session, begin)
    else:
        begin()
