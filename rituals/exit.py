"""How a command ends when it doesn't end well: one sentence on stderr and an exit code, never people's words."""

from __future__ import annotations

import sys
from collections.abc import Callable

from rituals.core.text import printable
from rituals.errors import RitualsError

INTERRUPTED = 130  # 128 + SIGINT, as shells have it
PIPE_CLOSED = 141  # 128 + SIGPIPE
BUG = 1


def guarded(run: Callable[[], int], in_words: Callable[[RitualsError], str]) -> int:
    """What `run` gives, or what its error asks for, told in a face's words; an unknown error is told as a bug, without
    anybody's words."""
    try:
        return run()
    except RitualsError as problem:
        complain(in_words(problem))
        return problem.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return PIPE_CLOSED
    except Exception as bug:
        _tell_of_bug(bug)
        return BUG


def complain(sentence: str) -> None:
    """Say on stderr what went wrong; where stderr is gone too, keep quiet."""
    if sys.stderr is None:
        return
    try:
        print(f"rituals: {printable(sentence)}", file=sys.stderr, flush=True)
    except (OSError, ValueError):
        return


def _tell_of_bug(bug: Exception) -> None:
    """Where it happened and of what kind it is; its message may quote a diary, so that stays out."""
    import traceback  # only for bugs

    complain("something broke inside the app; nothing you wrote is shown here. Please report these lines:")
    if sys.stderr is None:
        return
    for line in (*traceback.format_tb(bug.__traceback__), f"{type(bug).__name__}\n"):
        print(line, end="", file=sys.stderr)
