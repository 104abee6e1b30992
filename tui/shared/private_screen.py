"""A screen with private data, of one person or of both, that shows nothing of it once it was left."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.app import App
from textual.screen import ModalScreen, Screen

from rituals.core.model import Person
from rituals.core.text import printable
from rituals.errors import StorageError
from rituals.session import Session
from tui.shared.picker import Option, PickerScreen
from tui.shared.remedies import in_app
from tui.shared.screen import AppScreen, LiveDialog
from tui.shared.text import signs_of
from tui.shared.transient_screen import TransientScreen


class PrivateScreen(TransientScreen):
    """Keeps its content under a dialog or another private screen; any other screen over it hides it for good."""

    def stays(self) -> bool:
        return super().stays() and isinstance(self.app.screen, ModalScreen | PrivateScreen)


class WhosePicker(PickerScreen, LiveDialog):
    """Asks whose page to open, or else `question`, with the cursor on who sits here, also once somebody else does."""

    def __init__(self, session: Session, question: str = "Whose page is it?") -> None:
        self._service = session.service
        self._seated = self._service.seated.id
        options = [Option(person.id, printable(person.name)) for person in self._service.couple]
        signs = signs_of(session)
        super().__init__(question, options, "", signs=signs, begins_on=self._seated)

    def show(self) -> None:
        seated = self._service.seated.id
        if seated != self._seated:
            self._seated = seated
            self.point_at(seated)


def open_whose(app: App[None], session: Session, page: Callable[[Person], Screen[None]]) -> None:
    """Open somebody's private page, asking first whose it is where there are two, with the cursor on who sits here."""
    couple = session.service.couple
    if len(couple) == 1:
        open_page(app, session, page, couple[0])
        return
    app.push_screen(WhosePicker(session), partial(_open_chosen, app, session, page))


def open_page(app: App[None], session: Session, page: Callable[[Person], Screen[None]], whose: Person) -> None:
    """Open a person's private page, which asks by itself where it is locked, or say why what it shows can't be read."""
    private = session.service.private(whose.id)
    try:
        _ = private.is_locked or private.now
    except StorageError as problem:
        if isinstance(app.screen, AppScreen):
            app.screen.toast.show(in_app(problem), needs_doing=True)
        return
    app.push_screen(page(whose))


def _open_chosen(app: App[None], session: Session, page: Callable[[Person], Screen[None]], chosen: object) -> None:
    for person in session.service.couple:
        if person.id == chosen:
            open_page(app, session, page, person)
