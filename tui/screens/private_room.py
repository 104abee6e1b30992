"""A page for one pair of eyes, or for two apart from the rest: left behind, nothing of it can be seen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.app import App, ComposeResult
from textual.screen import ModalScreen, Screen

from rituals.bootstrap import House
from rituals.core.model import Person
from rituals.core.text import shown
from tui.choices import Option
from tui.screens.choose import ChooseScreen
from tui.screens.room import Room
from tui.widgets.key_line import KeyLine


class PrivateRoom(Room):
    """Stays for a dialog over it or a page of its own kind; anything else that comes into sight hides it for good."""

    _is_left = False

    def compose(self) -> ComposeResult:
        for widget in super().compose():  # a calm page: only the keys that belong to it
            yield KeyLine(self.KEYS) if isinstance(widget, KeyLine) else widget

    def on_screen_suspend(self) -> None:
        stays = self in self.app.screen_stack and isinstance(self.app.screen, ModalScreen | PrivateRoom)
        if not stays:
            self._is_left = True
            for widget in self.children:
                widget.display = False

    def on_screen_resume(self) -> None:
        while self._is_left and isinstance(self.app.screen, PrivateRoom):
            self.app.pop_screen()


def open_whose(app: App[None], house: House, page: Callable[[Person], Screen[None]]) -> None:
    """Open somebody's private page, asking first whose it is where there are two."""
    couple = house.rituals.couple
    if len(couple) == 1:
        app.push_screen(page(couple[0]))
        return
    options = [Option(person.id, shown(person.name)) for person in couple]
    asking = ChooseScreen("Whose page is it?", options, "", signs=house.settings.look.signs)
    app.push_screen(asking, partial(_open_chosen, app, {person.id: person for person in couple}, page))


def _open_chosen(
    app: App[None], couple: dict[str, Person], page: Callable[[Person], Screen[None]], chosen: object
) -> None:
    if isinstance(chosen, str):
        app.push_screen(page(couple[chosen]))
