"""What the terminal's window is called while the app is open: its name, and never a private word."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_RITUALS = "\x1b[22;2t\x1b]2;rituals\x07"
"""Keeps the title that the window has, and sets this one, as xterm and most others understand it."""
_AS_BEFORE = "\x1b[23;2t"


@contextmanager
def titled_terminal() -> Iterator[None]:
    """Call the terminal's window by the app's name, and then again as it was called before."""
    terminal = sys.__stderr__  # where the app is drawn, too
    if terminal is None or not terminal.isatty() or sys.platform == "win32":  # there it may not know the sequences
        yield
        return
    terminal.write(_RITUALS)
    terminal.flush()
    try:
        yield
    finally:
        with suppress(OSError):  # it may be closed meanwhile
            terminal.write(_AS_BEFORE)
            terminal.flush()
