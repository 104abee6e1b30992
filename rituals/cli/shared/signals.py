"""Signals while private words are on the screen: they end the process in good order, and none suspends it."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from rituals.exit import ENDINGS, SIGNALLED

_LOOK_UP_SECONDS = 0.5


@contextmanager
def signals_end_it() -> Iterator[None]:
    """Make signals that end the process raise instead, so that the screen is left first; ignore the suspend signal."""
    signals = [getattr(signal, name) for name in ("SIGINT", *ENDINGS) if hasattr(signal, name)]

    def end(number: int, _: FrameType | None) -> None:
        for which in signals:
            signal.signal(which, signal.SIG_IGN)
        raise KeyboardInterrupt if number == signal.SIGINT else SystemExit(SIGNALLED + number)

    previous = {which: signal.signal(which, end) for which in signals}
    if hasattr(signal, "SIGTSTP"):  # suspended, the shell's prompt would come up on top of private words
        previous[signal.SIGTSTP] = signal.signal(signal.SIGTSTP, signal.SIG_IGN)
    with _looking_up():
        try:
            yield
        finally:
            for which, handler in previous.items():
                signal.signal(which, handler)


@contextmanager
def _looking_up() -> Iterator[None]:
    """Interrupt whatever waits now and then: a signal that came just before it began to wait is only heeded then."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    previous = signal.signal(signal.SIGALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, _LOOK_UP_SECONDS, _LOOK_UP_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
