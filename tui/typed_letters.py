"""What is typed, read in the terminal's own letters, of which none can end the app."""

from __future__ import annotations

import sys
from codecs import getincrementaldecoder, lookup
from functools import partial


def read_whatever_is_typed() -> None:
    """Let Textual read the terminal's character set, and a sign for a byte that is no letter of it; its own way is
    UTF-8, and an end of the app at any other byte."""
    if sys.platform == "win32":  # there keys do not come as bytes
        return
    from textual.drivers import linux_driver

    charset = lookup(sys.stdin.encoding).name if sys.stdin is not None else "utf-8"

    decoder = getincrementaldecoder("utf-8" if charset == "ascii" else charset)
    linux_driver.getincrementaldecoder = lambda _: partial(decoder, "replace")  # type: ignore
