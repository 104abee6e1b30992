"""How a command ends after an error: one sentence on stderr and an exit code, and nothing that people wrote."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from msgspec.structs import replace

from rituals.core.text import printable
from rituals.errors import RitualsError
from rituals.waiting import patience, waiting_with

SIGNALLED = 128  # plus the signal's number, as shells have it
INTERRUPTED = 130  # 128 + SIGINT
PIPE_CLOSED = 141  # 128 + SIGPIPE
BUG = 1

PLEASE_REPORT = "Please send these lines, and what rituals doctor prints, to whoever you have this program from:"

ENDS_WITH = (
    ("0", "It is done."),
    ("1", "It makes no sense now, the disk refused, the doctor found something, or something broke inside the app."),
    ("2", "It can't be understood: a verb, an option, a name, a word or a day that isn't one."),
    ("3", "Another rituals was busy for too long, or something is locked or sealed and has to be opened first."),
    (f"{SIGNALLED} + n", "It was ended by signal n, or the editor it asked was; with ctrl+c it is 130, with kill 143."),
    (f"{PIPE_CLOSED}", "Whoever read what it printed had enough."),
)
"""Every exit code of a command, and what it means; `RitualsError` and its kinds have theirs from 1 to 3."""

ENDINGS = ("SIGTERM", "SIGHUP", "SIGQUIT")
"""The signals that end a program, those that this system has; what was typed is put away first."""


def guarded(run: Callable[[], int], in_words: Callable[[RitualsError], str]) -> int:
    """The exit code of `run`, or that of its error, whose sentence goes to stderr as `in_words` phrases it. Any other
    exception is reported as a bug, without its message, also that of another thread. Whatever ends it, no core file
    with words is written."""
    _write_no_core()
    try:
        with waiting_with(replace(patience(), tell=complain)), _telling_of_threads():
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


@contextmanager
def _telling_of_threads() -> Iterator[None]:
    """Report what ends another thread as any bug is, which Python itself would do with its message."""
    previous = threading.excepthook
    threading.excepthook = lambda bug: _tell_of_bug(bug.exc_value) if bug.exc_value else None
    try:
        yield
    finally:
        threading.excepthook = previous


def _write_no_core() -> None:
    """Forbid core files, as one would hold every word that the process and the editor it starts have in hand."""
    if sys.platform == "win32":
        return
    import resource  # Windows has none, and writes no such files

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def complain(sentence: str) -> None:
    """Print what went wrong on stderr, if there is one."""
    if sys.stderr is None:
        return
    try:
        print(f"rituals: {printable(sentence)}", file=sys.stderr, flush=True)
    except (OSError, ValueError):
        return


def _tell_of_bug(bug: BaseException) -> None:
    """Print where a bug happened and the type of its exception; the message may quote people's text, so it is left
    out."""
    import traceback  # only for bugs

    complain(f"something broke inside the app; nothing you wrote is shown here. {PLEASE_REPORT}")
    if sys.stderr is None:
        return
    for line in (*traceback.format_tb(bug.__traceback__), f"{type(bug).__name__}\n"):
        print(line, end="", file=sys.stderr)
