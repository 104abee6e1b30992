"""What is said while the year is made up, as it takes a moment."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

MAKING = "making up a year for two …"
_WIPE = "\r\033[K"


@contextmanager
def telling_of_the_making() -> Iterator[None]:
    """Say on stderr what goes on until the block ends; at a terminal it is gone then."""
    is_at_terminal = sys.stderr is not None and sys.stderr.isatty()
    _say(MAKING if is_at_terminal else f"{MAKING}\n")
    try:
        yield
    finally:
        _say(_WIPE if is_at_terminal else "")


def _say(words: str) -> None:
    """Write on stderr, if there is one that takes it."""
    with suppress(OSError, ValueError):
        if sys.stderr is not None:
            print(words, end="", file=sys.stderr, flush=True)
