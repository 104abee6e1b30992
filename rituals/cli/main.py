"""Runs one command and gives its exit code."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rituals.cli.shared.context import CliContext
    from rituals.errors import RitualsError


COMPLETE_VARIABLE = "_RITUALS_COMPLETE"
"""The environment variable that a shell sets when it asks for completions."""


def main(args: Sequence[str] | None = None, *, context: CliContext | None = None) -> int:
    """Run one command, print its output, and return the exit code; `args` are the process's own unless given."""
    from rituals.exit import complain, guarded  # the app starts without click, so that it paints sooner

    def run() -> int:
        from rituals.cli.group import verb_output
        from rituals.cli.shared.context import CliContext
        from rituals.cli.shared.plain import write_plainer_where_needed

        write_plainer_where_needed()
        run_context = context or _completing_context() or CliContext()
        output = verb_output(args, run_context)
        run_context.finish_erasing()
        exit_code = output.put_out(has_colour=run_context.has_colour)
        for words in run_context.troubles():
            complain(words)
        run_context.back_up_after_change()
        run_context.tidy()
        run_context.go_on_beside()
        return exit_code

    def in_words(error: RitualsError) -> str:
        from rituals.cli.shared.remedies import in_shell  # only for what went wrong

        return in_shell(error)

    return guarded(run, in_words)


def _completing_context() -> CliContext | None:
    """What a shell that completes reads from; None where nobody completes."""
    if COMPLETE_VARIABLE not in os.environ:
        return None
    from rituals.cli.shared.completing import open_if_there  # both only for a shell that completes
    from rituals.cli.shared.context import CliContext
    from rituals.cli.shells import register_shells

    register_shells()
    return CliContext(open_if_there)
