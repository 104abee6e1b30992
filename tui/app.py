"""The Textual app: its modes and pages, its look, and what it starts and stops."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial

from textual.app import SystemCommand
from textual.screen import Screen
from textual.widget import Widget

from rituals.bootstrap import backups_of, go_on_beside, looker_in_background, nudger_in_background, open_session, upkeep
from rituals.core.model import Person, RitualId
from rituals.core.text import printable
from rituals.errors import BusyError, RitualsError
from rituals.exit import ENDINGS, SIGNALLED, complain
from rituals.problems import gone
from rituals.service.background import BackgroundThread
from rituals.session import Session
from rituals.waiting import AT_ONCE, waiting_with
from tui.auto_lock import AutoLockApp
from tui.crash import run_to_the_end
from tui.navigation import ROOMS, made_screen, show_page, show_ritual
from tui.nudges.bell import NudgeBell
from tui.shared.dispatch.keys_in_turn import KeysInTurn
from tui.shared.keys import ANYWHERE, Key, bindings
from tui.shared.remedies import in_app
from tui.shared.screen import AppScreen, LiveDialog
from tui.shared.toast import Toast
from tui.themes import OURS, apply_look, dress_before_start
from tui.today.screen import TodayScreen

LOOK_SECONDS = 0.5
NOT_MEANWHILE = "The welcome waits until the talk or the check-in is over."

UndeliveredHandler = Callable[[str, str, str], None]


class RitualsApp(KeysInTurn, AutoLockApp):
    """Holds modes, opens pages, applies settings."""

    TITLE = "rituals"
    CSS_PATH = ["app.tcss", "today/today.tcss"]  # noqa: RUF012 - in one reading, and not again when Today opens
    DEFAULT_MODE = "today"
    BINDINGS = bindings(ANYWHERE)
    HORIZONTAL_BREAKPOINTS = [(0, "-cramped"), (60, "-narrow"), (80, "-normal"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-short"), (28, "-tall")]  # noqa: RUF012

    def __init__(
        self,
        session: Session,
        make_nudger: Callable[[UndeliveredHandler], BackgroundThread] | None = None,
        make_looker: Callable[[], BackgroundThread | None] = lambda: None,
        *,
        welcome: bool = True,
    ) -> None:
        super().__init__(session, lambda: backups_of(session.places).finish_erasing())
        self._welcomes = welcome
        self._make_nudger = make_nudger
        self._make_looker = make_looker
        self._nudger: BackgroundThread | None = None
        self._looker: BackgroundThread | None = None
        self._minute = session.service.local().replace(second=0, microsecond=0)
        for name, place in ROOMS.items():
            self.add_mode(name, partial(made_screen, place, session))
        for theme in OURS:
            self.register_theme(theme)
        dress_before_start(self, session.settings.look)

    def get_default_screen(self) -> TodayScreen:
        return TodayScreen(self.session)

    def on_mount(self) -> None:
        self.add_mode(self.DEFAULT_MODE, self.get_default_screen)  # it exists; built by the mode it takes longer
        apply_look(self, self.session.settings.look)  # once more, now that the terminal's colours are known
        loop = asyncio.get_running_loop()
        if self.is_a_terminal_program and sys.platform != "win32":
            for number in (signal.SIGINT, *(getattr(signal, name) for name in ENDINGS)):
                loop.add_signal_handler(number, partial(self.exit, return_code=SIGNALLED + number))
        self.session.service.subscribe(self.show)
        self.set_interval(LOOK_SECONDS, self.look_around)
        self.set_timer(LOOK_SECONDS, self._settle)
        self.call_after_refresh(self._begin_nudging)
        self._welcome_newcomers()  # at once, so that what is typed already is typed there and not on Today below
        self._nudge_bell = NudgeBell(self.session, self.bell)

    def _settle(self) -> None:
        """Turn garbage collection on, without what the start allocated: that stays, and scanning it takes long."""
        if self.is_a_terminal_program:
            gc.freeze()
            gc.enable()

    def look_around(self) -> None:
        """Read what other processes wrote, and show everything anew once the minute has changed."""
        try:
            self.session.service.refresh()
        except RitualsError as error:
            self.say(in_app(error), needs_doing=True)
        self._nudge_bell.ring_for_news()
        self._begin_looking()
        self.erase_from_backups()
        minute = self.session.service.local().replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute = minute
            self.show()

    def show(self) -> None:
        """Show the current state on every screen of the stack."""
        if not self.is_running:
            return  # what a screen records as it closes is shown the next time
        for screen in self.screen_stack:
            if isinstance(screen, AppScreen | LiveDialog) and screen.is_mounted:
                screen.show()
        self.end_offers()

    def _begin_nudging(self) -> None:
        """Start the nudger, if there is one, on its own thread; called once the first frame is shown."""
        if self._make_nudger is not None:
            self._nudger = self._make_nudger(self._show_undelivered)
            self._nudger.start()

    def _begin_looking(self) -> None:
        """Start what looks into the couple's folder on its own thread, once this machine is paired."""
        if self._looker is None and (looker := self._make_looker()) is not None:
            self._looker = looker
            looker.start()

    def _show_undelivered(self, title: str, body: str, why: str) -> None:
        """Show as a toast a nudge that the desktop would not show; called on the nudger's thread."""
        del why  # rituals doctor says it; a nudge is no place for trouble
        with suppress(RuntimeError):  # the app may be closing
            self.call_from_thread(self.say, f"{title}: {body}", needs_doing=True)

    def on_unmount(self) -> None:
        for running in filter(None, (self._nudger, self._looker)):
            running.stop()

    @property
    def is_a_terminal_program(self) -> bool:
        """Whether a real terminal is at the other end, and not a test."""
        return self.is_running and not self.is_headless

    def say(self, words: str, *, needs_doing: bool = False) -> None:
        """Show a toast on the top screen, or on the nearest one below it that has a `Toast`."""
        for screen in reversed(self.screen_stack):
            if toasts := screen.query(Toast):
                toasts.first().show(words, needs_doing=needs_doing)
                return

    @property
    def _is_guided(self) -> bool:
        """Whether a talk or a check-in is open, be it under a page or a dialog."""
        return any(isinstance(screen, AppScreen) and screen.IS_GUIDED for screen in self.screen_stack)

    @property
    def _keys_anywhere(self) -> Iterable[Key]:
        """The keys that do on the current screen what they do anywhere."""
        left_out = {"person", "quit"} if self._is_guided else set()
        return self.with_locks(self.with_shell(key for key in ANYWHERE if key.id not in left_out))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Refuse another person the seat while a talk or a check-in is open, however it is asked for."""
        if action == "person" and self._is_guided:
            return False
        return super().check_action(action, parameters)

    def action_close(self) -> None:
        """Close the app; over a talk or a check-in, do what `esc` does there, as a page may lie on top of it."""
        if self._is_guided:
            self.simulate_key("escape")
        elif self.may_close():
            self.exit()

    async def action_quit(self) -> None:
        """Close the app; where somebody is in a talk, a check-in or writes, do what `esc` does there."""
        if self._esc_first:
            if self._fields and self.focused not in self._fields:  # as after a click elsewhere
                self._fields[-1].focus()
            self.simulate_key("escape")
        elif self.may_close():
            self.exit()

    def action_help_quit(self) -> None:
        """Name the key that closes, at Textual's own `ctrl+c`; what is not saved yet is said first."""
        if self.may_close():
            self.say("esc first; then q closes." if self._esc_first else "q closes the app; everything is saved.")

    @property
    def _esc_first(self) -> bool:
        """Whether somebody is in a talk or a check-in, or writes, so that `esc` comes before what closes the app."""
        return self._is_guided or bool(self._fields)

    @property
    def _fields(self) -> list[Widget]:
        """What is written in on the current screen, where it can be seen."""
        return [field for field in self.screen.query("Input, TextArea") if field.is_on_screen]

    # what works anywhere

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette's commands; none of Textual's own, whose screenshot puts private text into a file at one key."""
        from tui.commands import commands  # on first use, as the palette is

        return commands(self, screen, self._keys_anywhere, is_guided=self._is_guided, seat=self._seat)

    async def action_command_palette(self) -> None:  # type: ignore[override]  # actions may be either
        from tui.palette import Palette

        if isinstance(self.screen, AppScreen) and not any(isinstance(one, Palette) for one in self.screen_stack):
            await self.push_screen(Palette())  # so that the next key of the same read finds its input

    def action_thank(self) -> None:
        from tui.jar.note import JarNoteScreen

        if not isinstance(self.screen, JarNoteScreen):
            self.push_screen(JarNoteScreen(self.session))

    def action_person(self) -> None:
        """Let the other one of two take the seat; of more, or where there is none, ask who it is."""
        from tui.settings.people import PeopleScreen  # on first use, as all but Today are

        service = self.session.service
        others = [person for person in service.couple if person != service.seated]
        if len(others) == 1:
            self._seat(others[0])
        else:
            self.push_screen(PeopleScreen(service), lambda sat: self.action_room("today") if sat else None)

    def _seat(self, person: Person) -> None:
        page = self.screen

        def seat() -> str:
            self.session.service.seat(person.id)
            if self.screen is page:  # else they went on while it waited
                self.action_room("today")
            return f"{printable(person.name)} is at the keyboard now."

        self.run_reporting(seat, about="who sits here")

    def action_room(self, name: str) -> None:
        """Switch to a mode, and close the screens above its first one."""
        self.switch_mode(name)
        while len(self.screen_stack) > 1:
            self.pop_screen()

    async def action_back(self) -> None:
        if len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            self.action_room("today")

    def action_page(self, name: str, *answers: str) -> None:
        if name == "support":  # as nobody knows why it is sought
            self.close_locks()
        show_page(self, self.session, name, *answers)

    def action_ritual(self, ritual: RitualId) -> None:
        show_ritual(self, self.session, ritual)

    def action_welcome(self) -> None:
        from tui.welcome.page import WelcomePage
        from tui.welcome.screens import first_page

        if self._is_guided:
            self.say(NOT_MEANWHILE)
        elif not isinstance(self.screen, WelcomePage):
            self.push_screen(first_page(self.session))

    def _welcome_newcomers(self) -> None:
        """Open the welcome where nothing was recorded yet; not where the data can't be read, as there may be some, nor
        where it is gone."""
        with suppress(RitualsError):  # `look_around` reports it
            self.session.service.refresh()
            if self._welcomes and not self.session.service.has_begun and not any(gone(self.session)):
                self.action_welcome()

    def action_help(self) -> None:
        from tui.shared.frame.help import open_help

        if isinstance(self.screen, AppScreen):
            open_help(self, self.screen, self._keys_anywhere)


def run(home: str | None = None) -> int:
    """Run the app on a couple's data; the exit code."""
    session = open_session(home, tolerate_errors=True)
    app = RitualsApp(session, partial(nudger_in_background, home), partial(looker_in_background, session.places))
    with waiting_with(AT_ONCE), upkeep(session.places):
        exit_code = run_to_the_end(app)
        backups_of(session.places).make_if_due(session.clock.now())
        session.tidy()
    go_on_beside(session, has_written=True)  # what was done a moment before the end
    if app.unsaved:
        complain(app.unsaved)
    return BusyError.exit_code if app.unsaved else exit_code
