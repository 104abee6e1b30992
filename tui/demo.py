"""The app on a made-up year: nothing is kept and no nudge is sent, and the app says so."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from textual import constants

from rituals.bootstrap import demo_session
from rituals.exit import ENDINGS, SIGNALLED
from tui.app import RitualsApp
from tui.crash import run_to_the_end

WELCOME = "A made-up year of Ana and Sam's. Try anything; nothing is kept."
GOODBYE = "That was a demo, and nothing of it was kept. rituals, without --demo, opens a place of your own."


class DemoApp(RitualsApp):
    """The app, saying that it is a demo."""

    TITLE = "rituals · a demo"

    def on_mount(self) -> None:
        self.call_after_refresh(self.say, WELCOME)


def run_demo() -> int:
    """Open the app on the demo and leave nothing behind; the exit code."""
    with _leaving_when_told(), demo_session() as session:
        exit_code = run_to_the_end(DemoApp(session))
    if not constants.DRIVER:  # a page takes no more once the app has ended
        print(GOODBYE)
    return exit_code


@contextmanager
def _leaving_when_told() -> Iterator[None]:
    """Make the signals that end a program raise `SystemExit`, so that the demo's folder is deleted too."""
    endings = [getattr(signal, name) for name in ENDINGS if hasattr(signal, name)]
    handlers = [(ending, signal.signal(ending, _leave)) for ending in endings]
    try:
        yield
    finally:
        for ending, handler in handlers:
            signal.signal(ending, handler)


def _leave(number: int, _: FrameType | None) -> None:
    raise SystemExit(SIGNALLED + number)
