"""A dialogue on the terminal's alternate screen, of which nothing stays visible afterwards, however it ends."""

from __future__ import annotations

import os
import re
import signal
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from shutil import get_terminal_size
from types import FrameType
from typing import Protocol

from rituals.cli.shared.output import encodable, encoding, lines
from rituals.errors import RuleError
from rituals.exit import ENDINGS, SIGNALLED

_CLEAR = "\x1b[2J\x1b[H"
_ENTER = f"\x1b[?1049h{_CLEAR}"
_LEAVE = f"{_CLEAR}\x1b[?1049l"
_UP_AND_OVER = "\x1b[A\r\x1b[K"
_OVER = "\r\x1b[K"
_WIDEST = 76
_STDIN = 0
_LOOK_UP_SECONDS = 0.5
_BEGINS = re.compile(r" *(?:\d+  |- )?")


class KeyboardLeftError(Exception):
    """Nobody types any more: the input ended or the window was closed."""


class TerminalDialogue(Protocol):
    """A place to print pages and read lines from, such as a terminal."""

    def clear(self) -> None:
        """Clear the page."""

    def say(self, *paragraphs: str) -> None:
        """Print paragraphs, wrapped."""

    def over(self, line: str) -> None:
        """Print a line in place of the one that the last call printed."""

    def line(self, within: float | None = None, *, prompt: str = "") -> str | None:
        """The line typed; None if none came `within` seconds; `KeyboardLeftError` at the end of the input."""

    def show(self, *paragraphs: str) -> None:
        """Print a page of its own, and wait for any key."""

    def seconds(self) -> float:
        """Seconds of a clock that only goes forward."""


class OwnTerminal:
    """The dialogue on this process's own terminal; reads without a history of what was typed."""

    def __init__(self) -> None:
        self._typed = b""
        self._has_entered = False

    def clear(self) -> None:
        """Clear the page, and drop what was typed before the next one could be seen."""
        self._typed = b""
        _forget_typed_ahead()
        _write(_CLEAR)
        self._has_entered = False

    def say(self, *paragraphs: str) -> None:
        width = readable(get_terminal_size().columns)
        for paragraph in paragraphs:
            _write(lines(*(line for part in paragraph.split("\n") for line in wrapped(part, width))) + "\n")
        self._has_entered = False

    def over(self, line: str) -> None:
        _write((_UP_AND_OVER if self._has_entered else _OVER) + lines(line))
        self._has_entered = False

    def line(self, within: float | None = None, *, prompt: str = "") -> str | None:
        _write(prompt)
        while b"\n" not in self._typed:
            if within is not None and not _is_ready(within):
                return None
            self._typed += _read()
        first, _, self._typed = self._typed.partition(b"\n")
        self._has_entered = True
        return first.decode(os.device_encoding(_STDIN) or "utf-8", "replace").rstrip("\r")

    def show(self, *paragraphs: str) -> None:
        with _single_keys():  # set before the page is printed, so that a key pressed at once counts
            self.clear()
            self.say(*paragraphs)
            _wait_for_key()

    def seconds(self) -> float:
        return time.monotonic()


def is_a_terminal() -> bool:
    """Whether stdin and stdout are a terminal with an alternate screen; a dumb one would keep every word in sight."""
    has_other_screen = os.name == "nt" or os.environ.get("TERM", "dumb") != "dumb"
    return has_other_screen and all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def readable(columns: int) -> int:
    """The longest line, in columns, on a terminal of so many: at most `_WIDEST`, as the eye loses longer ones."""
    return min(columns, _WIDEST) - 1


def wrapped(line: str, width: int) -> list[str]:
    """A line wrapped to a width in columns; the following lines are indented to where its text begins."""
    begins = _BEGINS.match(line)
    return textwrap.wrap(line, width, subsequent_indent=" " * (begins.end() if begins else 0)) or [""]


def private_terminal(what: str) -> AbstractContextManager[OwnTerminal]:
    """The alternate screen, for something private that is called `what`; `RuleError` where there is no terminal."""
    if not is_a_terminal():
        raise RuleError(f"{what} needs a terminal, where nothing of it stays behind. Open one and try there.")
    return alternate_screen()


@contextmanager
def alternate_screen() -> Iterator[OwnTerminal]:
    """A dialogue on the alternate screen, which is left at the end, be it a signal, a bug, or a closed window."""
    with _signals_end_it():
        try:
            _write(_ENTER)
            yield OwnTerminal()
        finally:
            with suppress(OSError):  # the window may be gone
                _write(_LEAVE)
            _forget_typed_ahead()


@contextmanager
def _signals_end_it() -> Iterator[None]:
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


def _write(text: str) -> None:
    sys.stdout.write(encodable(text, encoding()))
    sys.stdout.flush()


def _read() -> bytes:
    try:
        piece = os.read(_STDIN, 4096)
    except OSError:  # Linux says EIO once the window is closed
        piece = b""
    if not piece:
        raise KeyboardLeftError
    return piece


if sys.platform == "win32":
    import msvcrt

    def _is_ready(seconds: float) -> bool:
        ends = time.monotonic() + seconds
        while not msvcrt.kbhit():
            if time.monotonic() >= ends:
                return False
            time.sleep(0.1)  # Windows can't wait for its console and a time at once
        return True

    def _single_keys() -> AbstractContextManager[None]:
        return nullcontext()

    def _wait_for_key() -> None:
        msvcrt.getwch()

    def _forget_typed_ahead() -> None:
        while msvcrt.kbhit():
            msvcrt.getwch()

else:
    import select
    import termios
    import tty

    def _is_ready(seconds: float) -> bool:
        return bool(select.select([_STDIN], [], [], seconds)[0])

    @contextmanager
    def _single_keys() -> Iterator[None]:
        """Read each key at once, without waiting for Enter, while the block runs."""
        previous = termios.tcgetattr(_STDIN)
        try:
            tty.setcbreak(_STDIN)
            yield
        finally:
            termios.tcsetattr(_STDIN, termios.TCSAFLUSH, previous)

    def _wait_for_key() -> None:
        _read()

    def _forget_typed_ahead() -> None:
        """Drop what was typed and not read yet; it would go to the shell, and into its history."""
        with suppress(OSError, termios.error):
            termios.tcflush(_STDIN, termios.TCIFLUSH)
