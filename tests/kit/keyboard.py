"""What is typed at a verb's prompt, sent to it through a pipe, or written in its editor."""

from __future__ import annotations

import io
from collections.abc import Callable

Typed = Callable[[str | bytes], None]
Editor = Callable[[str], None]


class AtTerminal(io.TextIOWrapper):
    """A standard input that says it is a terminal."""

    def isatty(self) -> bool:
        return True
