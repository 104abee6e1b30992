"""Who takes part beside the person at the keyboard, in what is for two."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App

from rituals.core.model import Person
from rituals.core.phrases import beside_whom_words
from rituals.core.text import printable
from rituals.session import Session
from tui.shared.picker import Option, PickerScreen
from tui.shared.text import signs_of


def ask_who_is_beside(app: App[None], session: Session, then: Callable[[Person | None], object]) -> None:
    """Call `then` with whoever takes part beside the person at the keyboard, asking where there are several.

    It is called with None where nobody else is here, and not at all where the question is left.
    """
    seated = session.service.seated
    others = [person for person in session.service.couple if person != seated]
    if len(others) < 2:
        then(next(iter(others), None))
        return

    def answered(chosen: object) -> None:
        for person in others:
            if person.id == chosen:
                then(person)

    options = [Option(person.id, printable(person.name)) for person in others]
    signs = signs_of(session)
    app.push_screen(PickerScreen(beside_whom_words(seated), options, "", signs=signs), answered)
