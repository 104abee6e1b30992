"""What the command palette finds beside Textual's own commands: what each key does, and pages that have none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from textual.app import SystemCommand
from textual.screen import Screen

from tui.erasing import ErasingApp
from tui.shared.keys import Key, once_each, said_to
from tui.shared.screen import AppScreen


def commands(app: ErasingApp, screen: Screen[object], keys_anywhere: Iterable[Key]) -> Iterator[SystemCommand]:
    """The commands over a screen; the help comes first, as some terminals keep its F1 for themselves."""
    keys = screen.KEYS if isinstance(screen, AppScreen) else ()
    for key in said_to(app.session.service.couple, once_each((*keys, *keys_anywhere))):
        if key.id != "palette":
            yield SystemCommand(
                key.label.capitalize(), f"{key.tip} ({key.face})", partial(screen.run_action, key.action)
            )
    yield SystemCommand("Welcome", "Have the welcome again.", partial(app.run_action, "app.welcome"))
    yield SystemCommand(
        "People", "Who is one of you, and who lives here.", partial(app.run_action, "app.page('people')")
    )
