"""Words from a pipe or typed at a prompt, instead of in a command, where the shell's history would keep them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import click

from rituals.cli.shared.output import Output, lines
from rituals.cli.shared.remedies import in_shell
from rituals.core.text import printable
from rituals.errors import RitualsError, UsageError

PIPE = "-"
"""Stands in a command for words that come through a pipe."""
_BYTES_A_CHARACTER = 4
_TYPING_ENDS = "ctrl+z and Enter" if os.name == "nt" else "ctrl+d"


def piped_words(longest: int) -> str:
    """The text on standard input; `UsageError` where it is no UTF-8, or far longer than `longest` characters."""
    if sys.stdin is None:
        return ""
    is_typed = sys.stdin.isatty()
    if is_typed:
        click.echo(f"Type the words, then Enter and {_TYPING_ENDS}.", err=True)
    most_bytes = _BYTES_A_CHARACTER * longest
    data = sys.stdin.buffer.read(-1 if is_typed else most_bytes + 1)
    if not is_typed and len(data) > most_bytes:
        raise UsageError(f"That is more than a note holds, which is {longest:,} characters. Shorten it.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError("What came through the pipe is not UTF-8 text. Convert it and try again.") from None


@contextmanager
def private_words(longest: int) -> Iterator[str]:
    """As `piped_words`, for the block to store; what is typed stays on no screen unless the block fails."""
    from rituals.cli.shared.terminal import alternate_screen, is_a_terminal  # only for words of one's own

    is_on_other_screen = is_a_terminal()
    with alternate_screen() if is_on_other_screen else nullcontext():
        words = piped_words(longest)
    try:
        yield words
    except RitualsError as problem:
        if not is_on_other_screen or not words.strip():
            raise
        Output(lines(*map(printable, words.split("\n")))).put_out()
        raise type(problem)(f"{in_shell(problem)} Your words are printed above.") from None
