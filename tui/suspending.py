"""The app's way to the shell that it was started from, and back."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable

from textual import constants
from textual.driver import Driver

from rituals.errors import RuleError
from tui.erasing import ErasingApp
from tui.shared.guided.in_sight import HeedingApp
from tui.shared.keys import Key

NO_SHELL = "No shell waits behind this; q closes the app."


class SuspendingApp(HeedingApp, ErasingApp):
    """An app that a shell can stop and bring back."""

    def get_driver_class(self) -> type[Driver]:
        if constants.DRIVER:
            return _driver_asked_for(super().get_driver_class)
        if sys.platform == "win32":  # there a terminal may not know what the driver writes, and no program is suspended
            return super().get_driver_class()
        from tui.terminal_driver import TitledDriver  # on Windows it can't be imported

        return TitledDriver

    def on_mount(self) -> None:
        self.app_resume_signal.subscribe(self, self._draw_anew)

    def _draw_anew(self, _: object) -> None:
        """Draw all of the screen, as the terminal was cleared meanwhile; Textual draws what changed alone."""
        self.refresh(layout=True)

    def with_shell(self, keys: Iterable[Key]) -> Iterable[Key]:
        """Keys without the one that leads to the shell, where none waits behind a page in a browser."""
        return (key for key in keys if key.id != "suspend" or not constants.DRIVER)

    def action_suspend_process(self) -> None:
        """Give the terminal back until the shell brings the app back; a key from before is not meant for it then."""
        if not has_shell():
            self.say(NO_SHELL)
            return
        super().action_suspend_process()
        self.heed_from_now_on()


def _driver_asked_for(chosen: Callable[[], type[Driver]]) -> type[Driver]:
    """The driver that the environment names, as where the app is shown on a page in a browser."""
    try:
        driver = chosen()
    except (ImportError, AttributeError, ValueError, RuntimeError):
        raise RuleError(f"TEXTUAL_DRIVER names nothing that shows the app: {constants.DRIVER!r}. Unset it.") from None
    from textual.drivers.web_driver import WebDriver  # already there if it is asked for

    if driver is not WebDriver:
        return driver
    from tui.served_driver import ServedDriver

    return ServedDriver


def has_shell() -> bool:
    """Whether whoever started this process controls jobs, as one that is stopped without it is never brought back."""
    if sys.platform == "win32":
        return False
    parent = os.getppid()
    try:
        return os.getsid(parent) == os.getsid(0) and os.getpgid(parent) != os.getpgrp()
    except OSError:  # it is gone
        return False
