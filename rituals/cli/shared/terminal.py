"""A dialogue on the terminal's alternate screen, of which nothing stays visible afterwards, however it ends."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from shutil import get_terminal_size
from typing import Protocol

from rituals.cli.shared.output import encodable, encoding, fitted_lines, lines, width_of
from rituals.cli.shared.signals import signals_end_it
from rituals.cli.shared.typed_line import TypedLine
from rituals.core.text import printable
from rituals.errors import RitualsError, RuleError

_CLEAR = "\x1b[2J\x1b[H"
_ENTER = f"\x1b[?1049h{_CLEAR}"
_LEAVE = f"{_CLEAR}\x1b[?2004l\x1b[?1049l"
_MARK_PASTES = "\x1b[?2004h"
_UP_AND_OVER = "\x1b[A\r\x1b[K"
_OVER = "\r\x1b[K"
_WIDEST = 76
_DOT = "·"
_STDIN = 0
_IS_ECHOED_BY_SYSTEM = sys.platform == "win32"
_BEGINS = re.compile(r" *(?:\d+  |\d+\. |- |\[ \] )?")


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

    def line(self, within: float | None = None, *, prompt: str = "", is_hidden: bool = False) -> str | None:
        """The line typed, which shows as a dot per sign if it is hidden; None if none came `within` seconds;
        `KeyboardLeftError` at the end of the input."""

    def show(self, *paragraphs: str) -> None:
        """Print a page of its own, and wait for any key."""

    def seconds(self) -> float:
        """Seconds of a clock that only goes forward."""


class OwnTerminal:
    """The dialogue on this process's own terminal; reads without a history of what was typed."""

    def __init__(self) -> None:
        self._typed = TypedLine(os.device_encoding(_STDIN) or "utf-8")
        self._shown = ""
        """What stands of the line that is being typed."""
        self._before = ""
        """What stands before it in its row."""
        self._has_entered = False
        self._hears_keys = False

    def clear(self) -> None:
        """Clear the page, and drop what was typed before the next one could be seen."""
        self._hear_keys()
        for piece in _typed_ahead():
            self._typed.read(piece)
        self._typed.drop()
        _write(_CLEAR)
        self._begin_row("")

    def say(self, *paragraphs: str) -> None:
        width = readable(get_terminal_size().columns)
        for paragraph in paragraphs:
            _write(lines(*(line for part in paragraph.split("\n") for line in wrapped(part, width))) + "\n")
        self._begin_row("")

    def over(self, line: str) -> None:
        row = lines(line)
        _write((_UP_AND_OVER if self._has_entered else _OVER) + row)
        self._begin_row(row)

    def line(self, within: float | None = None, *, prompt: str = "", is_hidden: bool = False) -> str | None:
        self._hear_keys()
        if prompt:
            _write(prompt)
            self._begin_row(prompt)
        if is_hidden and _IS_ECHOED_BY_SYSTEM:
            return _unechoed_line()
        ends = None if within is None else time.monotonic() + within
        while (line := self._finished_line(is_hidden=is_hidden)) is None:
            if ends is not None and not _is_ready(max(0.0, ends - time.monotonic())):
                return None
            self._typed.read(_read())
        self._shown, self._has_entered = "", True
        return line

    def show(self, *paragraphs: str) -> None:
        self.clear()  # which hears single keys from then on, so that one pressed at once counts
        self.say(*paragraphs)
        self._typed.read(_any_key())

    def seconds(self) -> float:
        return time.monotonic()

    def _hear_keys(self) -> None:
        """Hear each key by itself from now on, and pastes apart from it; what was typed until now is dropped."""
        if not self._hears_keys:
            self._hears_keys = True
            _forget_typed_ahead()
            _hear_single_keys()

    def _begin_row(self, before: str) -> None:
        self._before, self._shown, self._has_entered = before, "", False

    def _finished_line(self, *, is_hidden: bool) -> str | None:
        """The line once it has ended; shows what was typed of it, where the system does not."""
        try:
            line = self._typed.finished()
        except EOFError:
            raise KeyboardLeftError from None
        if _IS_ECHOED_BY_SYSTEM:
            return line
        text = printable(self._typed.text if line is None else line)
        text = _DOT * len(text) if is_hidden else text
        if text.startswith(self._shown):
            _write(text[len(self._shown) :])
        else:
            _write(self._to_row_start() + self._before + text)
        self._shown = text
        if line is not None:
            _write("\n")
        return line

    def _to_row_start(self) -> str:
        """Moves to where the row began, and clears from there on; a long line takes several rows of the terminal."""
        rows = max(0, width_of(self._before + self._shown) - 1) // get_terminal_size().columns
        return f"\r\x1b[{rows}A\x1b[J" if rows else "\r\x1b[J"


def is_a_terminal() -> bool:
    """Whether stdin and stdout are a terminal with an alternate screen; a dumb one would keep every word in sight."""
    has_other_screen = os.name == "nt" or os.environ.get("TERM", "dumb") != "dumb"
    return has_other_screen and all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def readable(columns: int | None) -> int:
    """The longest line, in columns, on a terminal of so many: at most `_WIDEST`, as the eye loses longer ones, which is
    also what it is where there is no terminal."""
    return min(columns or _WIDEST, _WIDEST) - 1


def wrapped(line: str, width: int) -> list[str]:
    """A line wrapped to a width in columns; the following lines are indented to where its text begins."""
    begins = _BEGINS.match(line)
    return fitted_lines(line, width, hangs=begins.end() if begins else 0)


def private_terminal(what: str, refusal: type[RitualsError] = RuleError) -> AbstractContextManager[OwnTerminal]:
    """The alternate screen, for something private that is called `what`; a `refusal` where there is no terminal."""
    if not is_a_terminal():
        raise refusal(f"{what} needs a terminal, where nothing of it stays behind. Open one and try there.")
    return alternate_screen()


@contextmanager
def alternate_screen() -> Iterator[OwnTerminal]:
    """A dialogue on the alternate screen, which is left at the end, be it a signal, a bug, or a closed window."""
    with signals_end_it(), _keys_as_before():
        try:
            _write(_ENTER)
            yield OwnTerminal()
        finally:
            with suppress(OSError):  # the window may be gone
                _write(_LEAVE)
            _forget_typed_ahead()


def _unechoed_line() -> str:
    """A line that the system's console does not show."""
    from getpass import getpass  # only where the console echoes by itself

    return getpass("")


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

    def _hear_single_keys() -> None:
        """Nothing to do: the console hands over whole lines, and shows them."""

    def _keys_as_before() -> AbstractContextManager[None]:
        return nullcontext()

    def _any_key() -> bytes:
        msvcrt.getwch()
        return b""

    def _typed_ahead() -> Iterator[bytes]:
        _forget_typed_ahead()
        return iter(())

    def _forget_typed_ahead() -> None:
        while msvcrt.kbhit():
            msvcrt.getwch()

else:
    import select
    import termios

    _LOCAL_FLAGS = 3

    def _is_ready(seconds: float) -> bool:
        return bool(select.select([_STDIN], [], [], seconds)[0])

    def _hear_single_keys() -> None:
        """Get each key at once, without waiting for Enter and without showing it, until `_keys_as_before` ends."""
        mode = termios.tcgetattr(_STDIN)
        mode[_LOCAL_FLAGS] &= ~(termios.ICANON | termios.ECHO)
        termios.tcsetattr(_STDIN, termios.TCSADRAIN, mode)
        _write(_MARK_PASTES)

    @contextmanager
    def _keys_as_before() -> Iterator[None]:
        """Let the terminal be as it was once the block is left."""
        mode = termios.tcgetattr(_STDIN)
        try:
            yield
        finally:
            with suppress(OSError, termios.error):  # the window may be gone
                termios.tcsetattr(_STDIN, termios.TCSAFLUSH, mode)

    def _any_key() -> bytes:
        return _read()

    def _typed_ahead() -> Iterator[bytes]:
        """What was typed and not read yet."""
        with suppress(KeyboardLeftError):
            while _is_ready(0):
                yield _read()

    def _forget_typed_ahead() -> None:
        """Drop what was typed and not read yet; it would go to the shell, and into its history."""
        with suppress(OSError, termios.error):
            termios.tcflush(_STDIN, termios.TCIFLUSH)
