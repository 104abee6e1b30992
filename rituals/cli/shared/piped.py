"""Words from a pipe or typed at a prompt, instead of in a command, where the shell's history would keep them."""

from __future__ import annotations

import os
import sys

import click

from rituals.errors import UsageError

PIPE = "-"
"""Stands in a command for words that come through a pipe."""
_BYTES_A_CHARACTER = 4
_TYPING_ENDS = "ctrl+z and Enter" if os.name == "nt" else "ctrl+d"


def piped_words(longest: int) -> str:
    """The text on standard input; `UsageError` where it is no UTF-8, or far longer than `longest` characters."""
    if sys.stdin is None:
        return ""
    if sys.stdin.isatty():
        click.echo(f"Type the words, then Enter and {_TYPING_ENDS}.", err=True)
    most_bytes = _BYTES_A_CHARACTER * longest
    data = sys.stdin.buffer.read(most_bytes + 1)
    if len(data) > most_bytes:
        raise UsageError(f"That is more than a note holds, which is {longest:,} characters. Shorten it.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError("What came through the pipe is not UTF-8 text. Convert it and try again.") from None
