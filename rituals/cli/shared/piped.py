"""Words from a pipe or typed at a prompt, instead of in a command, where the shell's history would keep them."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext

import click

from rituals.cli.shared.context import CliContext
from rituals.cli.shared.output import Output, lines
from rituals.cli.shared.remedies import in_shell
from rituals.core.text import SAVE_AS_UTF_8, printable, text_in
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
        return _decoded(data, is_typed=is_typed)
    except UnicodeDecodeError:
        raise UsageError(f"What came through the pipe is not UTF-8 text. {SAVE_AS_UTF_8}") from None


def _decoded(data: bytes, *, is_typed: bool) -> str:
    """The text; a terminal may have an older encoding, which is known then."""
    try:
        return text_in(data)
    except UnicodeDecodeError:
        if is_typed:
            return data.decode(sys.stdin.encoding)
        raise


def words_apart(context: CliContext, longest: int, beginning: str = "") -> str:
    """As `piped_words`; what is typed stays on no screen, under `beginning`, and is put aside in case the command
    fails."""
    from rituals.cli.shared.terminal import alternate_screen, is_a_terminal  # only for words of one's own

    is_on_other_screen = is_a_terminal()
    with alternate_screen() if is_on_other_screen else nullcontext():
        if beginning and is_on_other_screen:
            click.echo(beginning)
        words = piped_words(longest)
    context.typed_apart = words if is_on_other_screen else ""
    return words


def given_back(context: CliContext, problem: RitualsError) -> RitualsError:
    """The error of a command; words that were typed on the other screen are printed first, as they are lost else."""
    if not context.typed_apart.strip():
        return problem
    Output(lines(*map(printable, context.typed_apart.split("\n")))).put_out()
    return problem.reworded(f"{in_shell(problem)} Your words are printed above.")
