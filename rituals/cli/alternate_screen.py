"""A terminal's other screen: what is said and typed on it is gone afterwards and was never in the scrollback."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TextIO

from rituals.cli.output import encoding, lines, printable
from rituals.errors import RuleBroken

_ENTER = "\x1b[?1049h"
_CLEAR = "\x1b[H\x1b[2J"
_LEAVE = f"{_CLEAR}\x1b[?1049l"


def _end(number: int, _: FrameType | None) -> None:
    raise SystemExit(128 + number)


_SIGNALS: Mapping[str, signal.Handlers | Callable[[int, FrameType | None], None]] = {
    "SIGTERM": _end,
    "SIGHUP": _end,
    "SIGQUIT": _end,  # else it leaves a core file with every word in it
    "SIGTSTP": signal.SIG_IGN,  # ctrl+z would leave the page to whoever sits at the shell
}
"""What becomes of each signal while the page is shown; some systems lack some of them."""


class Page:
    """Where a verb that talks says and hears things."""

    def __init__(self, out: TextIO, keyboard: TextIO) -> None:
        self.keyboard = keyboard
        self._out = out

    def turn(self, *said: str) -> None:
        """Begin on an empty page with these lines."""
        self._write(_CLEAR)
        self.say(*said)

    def say(self, *said: str) -> None:
        """Write more lines, each made safe."""
        self._write(lines(*said) + "\n")

    def ask(self, prompt: str = "> ") -> str | None:
        """A typed line, without the spaces around it; None where the keyboard was left with ctrl+d."""
        self._write(f"\n{prompt}")
        line = self.keyboard.readline()
        return line.strip() if line else None

    def _write(self, text: str) -> None:
        self._out.write(printable(text, encoding()))
        self._out.flush()


@contextmanager
def alternate_screen(what: str) -> Iterator[Page]:
    """Talk on the other screen and leave it whatever ends the talk; `what` says what needs it, as in "a check-in".

    `RuleBroken` where there is no terminal, or one that has no other screen and would keep every word.
    """
    if not _has_other_screen():
        needs = f"{what[:1].upper()}{what[1:]} needs a terminal"
        raise RuleBroken(f"{needs}, where nothing of it stays behind. Open one and try there.")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # a stray byte is no reason to end
    with _not_left_standing():
        try:
            sys.stdout.write(_ENTER)
            yield Page(sys.stdout, sys.stdin)
        finally:
            with suppress(OSError):  # a terminal that was closed has nothing left to clear
                sys.stdout.write(_LEAVE)
                sys.stdout.flush()


def _has_other_screen() -> bool:
    streams = (sys.stdin, sys.stdout)
    if any(stream is None or not stream.isatty() for stream in streams):
        return False
    return os.name == "nt" or os.environ.get("TERM", "dumb") != "dumb"


@contextmanager
def _not_left_standing() -> Iterator[None]:
    """Let signals that would end the process at once end it by way of every `finally`, and none stop it midway."""
    there = {getattr(signal, name): handler for name, handler in _SIGNALS.items() if hasattr(signal, name)}
    before = {number: signal.signal(number, handler) for number, handler in there.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
