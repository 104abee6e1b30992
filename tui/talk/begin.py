"""How a talk begins, wherever it is begun from."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.app import App

from rituals.core.model import Person
from rituals.core.talk.steps import Flow
from rituals.core.talk.words import offers_to_take_part, who_question
from rituals.session import Session
from tui.shared.guided.beside import ask_who_is_beside
from tui.shared.guided.in_sight import HeedsOnSight
from tui.shared.picker import Option, PickerScreen
from tui.shared.text import signs_of


class WhoTakesPart(HeedsOnSight, PickerScreen):
    """Asks whether somebody goes through a talk alone; a key that was meant for the list of talks answers nothing, and
    the page below, which may be private, is out of sight when the other one comes."""

    CSS_PATH = "../shared/picker.tcss"


def open_kept(app: App[None], session: Session) -> None:
    """Open what somebody kept of talks, asking first whose it is."""
    from tui.shared.private_screen import open_whose  # both only for those who look
    from tui.talk.kept import KeptScreen

    open_whose(app, session, partial(KeptScreen, session))


def begin_flow(app: App[None], session: Session, flow: Flow, *, at: str = "", is_opened: bool = False) -> None:
    """Push the talk's screen, for the person at the keyboard and, where it takes two and they say so, another; `at` is
    the step to begin with if it is not the first. The page that a talk opens with comes before, unless it was shown
    already."""
    if flow.opens_with and not at and not is_opened:
        app.call_later(app.run_action, f"app.page('{flow.opens_with}')")
        return

    def begin(beside: Person | None = None, *, apart: bool = False) -> None:
        from tui.talk.flow import FlowScreen  # it imports a text area and an input

        app.push_screen(FlowScreen(session, flow, beside, apart=apart, at=at))

    if not flow.takes_two:
        begin()
    elif flow.fits_one and len(session.service.couple) > 1:
        _ask_who_takes_part(app, session, lambda beside: begin(beside, apart=beside is None))
    else:
        ask_who_is_beside(app, session, begin)


def _ask_who_takes_part(app: App[None], session: Session, then: Callable[[Person | None], object]) -> None:
    """Call `then` with whoever takes part beside the person at the keyboard, or with None for nobody; not at all where
    the question is left."""
    seated = session.service.seated
    others = [person for person in session.service.couple if person != seated]
    offered = offers_to_take_part(others)

    def answered(chosen: object) -> None:
        if isinstance(chosen, int):
            then(offered[chosen].beside)

    options = [Option(place, offer.label, offer.means) for place, offer in enumerate(offered)]
    app.push_screen(WhoTakesPart(who_question(others), options, "", signs=signs_of(session)), answered)
