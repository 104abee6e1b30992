"""The `rituals` command: the app for a person at a terminal, the command line for everything else."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from rituals.cli.main import COMPLETE_VARIABLE
from rituals.cli.main import main as run_verb
from rituals.cli.shared.plain import write_plainer_where_needed
from rituals.cli.shared.remedies import in_shell
from rituals.exit import guarded

A_VERBS_OBJECTS = 100_000
"""More than a daily verb makes from its start to its end, so that only one that goes on for long looks for garbage."""


def main() -> int:
    """Run the app if there is a terminal and the arguments are at most a home or --demo; else run a command."""
    gc.disable()  # a start makes much, and none of it is garbage
    try:
        return _run()
    finally:
        gc.freeze()  # as the process ends: Python would look through everything once more


def _run() -> int:
    write_plainer_where_needed()
    args = sys.argv[1:]
    if args == ["--demo"] and COMPLETE_VARIABLE not in os.environ and _is_at_a_terminal():
        return guarded(_run_demo, in_shell)
    is_asked, home = app_asked_for(args)
    if not is_asked or COMPLETE_VARIABLE in os.environ or not _is_at_a_terminal():
        gc.set_threshold(A_VERBS_OBJECTS)
        gc.enable()
        return run_verb(args)

    def run_app() -> int:
        from tui.app import run  # a verb must not pay for Textual

        return run(home)

    return guarded(run_app, in_shell)  # before the app opens and after it, errors are read in a shell


def _run_demo() -> int:
    from tui.demo import run_demo  # a verb must not pay for Textual

    return run_demo()


def _is_at_a_terminal() -> bool:
    """Whether a person sits at a terminal that can show more than a line after the other, or at a page in a browser."""
    if os.environ.get("TEXTUAL_DRIVER"):
        return True
    is_capable = os.environ.get("TERM") != "dumb"
    return is_capable and all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def app_asked_for(args: Sequence[str]) -> tuple[bool, str | None]:
    """Whether the words on the command line ask for the app, and the home they name."""
    match list(args):
        case []:
            return True, None
        case ["--home", home] if home:
            return True, home
        case [option] if option.startswith("--home=") and option != "--home=":
            return True, option.removeprefix("--home=")
    return False, None


if __name__ == "__main__":
    sys.exit(main())
