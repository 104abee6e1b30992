"""A page for one pair of eyes, or for two apart from the rest: left behind, nothing of it can be seen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.app import App
from textual.screen import ModalScreen, Screen

from rituals.core.model import Person
from rituals.core.text import shown
from rituals.errors import StorageProblem
from rituals.session import House
from tui.shared.picker import ChooseScreen, Option
from tui.shared.screen import Room
from tui.shared.transient_screen import PassingRoom


class PrivateRoom(PassingRoom):
    """Stays for a dialog over it or a page of its own kind; anything else that comes into sight hides it for good."""

    def stays(self) -> bool:
        return super().stays() and isinstance(self.app.screen, ModalScreen | PrivateRoom)


def open_whose(app: App[None], house: House, page: Callable[[Person], Screen[None]]) -> None:
    """Open somebody's private page, asking first whose it is where there are two."""
    couple = house.rituals.couple
    if len(couple) == 1:
        open_page(app, house, page, couple[0])
        return
    options = [Option(person.id, shown(person.name)) for person in couple]
    asking = ChooseScreen("Whose page is it?", options, "", signs=house.settings.look.signs)
    app.push_screen(asking, partial(_open_chosen, app, house, page))


def open_page(app: App[None], house: House, page: Callable[[Person], Screen[None]], whose: Person) -> None:
    """Open a person's private page, or say why what it shows can't be read."""
    try:
        _ = house.rituals.private(whose.id).now
    except StorageProblem as problem:
        if isinstance(app.screen, Room):
            app.screen.whisper.say(str(problem), needs_doing=True)
        return
    app.push_screen(page(whose))


def _open_chosen(app: App[None], house: House, page: Callable[[Person], Screen[None]], chosen: object) -> None:
    for person in house.rituals.couple:
        if person.id == chosen:
            open_page(app, house, page, person)
