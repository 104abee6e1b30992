"""The app: which themes there are, which screen is shown, and how it ends; everything else has a room of its own."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import Protocol

from textual.app import App, SystemCommand
from textual.screen import Screen

from rituals.bootstrap import House, nudger_in_background, open_house
from rituals.core.telling import undone_words
from rituals.errors import RitualsError
from tui.keys import ANYWHERE, SCREENS, bindings
from tui.screens.today import TodayScreen
from tui.themes import DARK, OURS
from tui.widgets.whisper import Whisper

CLOSED_ON_A_BUG = "rituals met a bug and had to close. Everything you put in is saved; this says where it was:"
_NOT_OFFERED = {"Screenshot"}  # a picture of the most private text there is, one key away from a folder


Undelivered = Callable[[str, str, str], None]


class Nudger(Protocol):
    """What nudges while the app is open, on a thread of its own."""

    def start(self) -> None: ...

    def stop(self) -> None: ...


class RitualsApp(App[None]):
    """A switchboard."""

    TITLE = "rituals"
    CSS_PATH = "app.tcss"
    DEFAULT_MODE = "today"
    BINDINGS = bindings(ANYWHERE)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (28, "-tall")]  # noqa: RUF012

    def __init__(self, house: House, make_nudger: Callable[[Undelivered], Nudger] | None = None) -> None:
        super().__init__()
        self._make_nudger = make_nudger
        self._nudger: Nudger | None = None
        self.house = house
        self.last_words = ""
        self.add_mode("today", partial(TodayScreen, house))
        for theme in OURS:
            self.register_theme(theme)
        chosen = house.settings.look.theme
        self.theme = chosen if chosen in self.available_themes else DARK.name
        if not house.settings.look.animations:
            self.animation_level = "none"

    def on_mount(self) -> None:
        loop = asyncio.get_running_loop()
        if self.is_a_terminal_program and sys.platform != "win32":
            for ending in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(ending, self.exit)
        self.call_after_refresh(self._begin_nudging)
        problems = [*self.house.settings.problems, *self.house.shared.problems(), *self.house.local.problems()]
        if problems:
            self.say(f"{problems[0]} rituals doctor says more.", needs_doing=True)

    def _begin_nudging(self) -> None:
        """Nudge from a thread of its own, once the first picture stands."""
        if self._make_nudger is not None:
            self._nudger = self._make_nudger(self._show_undelivered)
            self._nudger.start()

    def _show_undelivered(self, title: str, body: str, why: str) -> None:
        """Show a nudge here that the desktop would not; called on the nudger's thread."""
        del why  # rituals doctor says it; a nudge is no place for trouble
        with suppress(RuntimeError):  # the app may be closing
            self.call_from_thread(self.say, f"{title}: {body}", needs_doing=True)

    def on_unmount(self) -> None:
        if self._nudger is not None:
            self._nudger.stop()

    @property
    def is_a_terminal_program(self) -> bool:
        """Whether a real terminal is at the other end, and not a test."""
        return not self.is_headless

    def say(self, words: str, *, needs_doing: bool = False) -> None:
        """Say something on the screen in front, or the nearest that can."""
        for screen in reversed(self.screen_stack):
            if whispers := screen.query(Whisper):
                whispers.first().say(words, needs_doing=needs_doing)
                return

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        return (command for command in super().get_system_commands(screen) if command.title not in _NOT_OFFERED)

    def action_undo(self) -> None:
        try:
            events = self.house.rituals.undo()
        except RitualsError as error:
            self.say(str(error), needs_doing=True)
            return
        self.say(undone_words(events, self.house.rituals.state, today=self.house.rituals.today()))

    def action_person(self) -> None:
        from tui.screens.people import PeopleScreen  # on first use, as all but Today are

        self.push_screen(PeopleScreen(self.house.rituals), lambda _: self._back_on_today())

    def _back_on_today(self) -> None:
        today = self.screen_stack[0]
        if isinstance(today, TodayScreen):
            today.show_board()

    def action_help(self) -> None:
        from tui.screens.help import HelpScreen

        name = "catalogue" if self.screen.TITLE == "Pick a ritual" else "today"
        self.push_screen(HelpScreen(str(self.screen.TITLE), (*SCREENS[name], *ANYWHERE)))

    def _fatal_error(self) -> None:
        """End on a bug without showing what people wrote, which Textual's traceback would."""
        import traceback

        error = self._exception
        self._close_messages_no_wait()
        where = traceback.format_tb(error.__traceback__) if error else []
        self.last_words = "\n".join([CLOSED_ON_A_BUG, "", *(line.rstrip() for line in where), type(error).__name__])


def run(home: str | None = None) -> int:
    """Open the app on a couple's data; the exit code."""
    app = RitualsApp(open_house(home, whatever_happens=True), partial(nudger_in_background, home))
    app.run()
    if app.last_words:
        print(app.last_words, file=sys.stderr)
    return app.return_code or 0
