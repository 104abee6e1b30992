"""The app, which says at SIGUSR1 where each of its threads stands, and what its tasks wait for.

Run as `python -m tests.kit.standing`, in the place of `python -m tui`.
"""

from __future__ import annotations

import asyncio
import faulthandler
import signal
import sys
from collections.abc import Iterator
from types import FrameType

from tui.__main__ import main

IDLE = "Queue.get"


def say_what_tasks_wait_for(*_: object) -> None:
    """Print where each task stands that does not just wait for its next message."""
    for task in list(asyncio.tasks._all_tasks):  # type: ignore[attr-defined]  # those of a loop that is over, too
        stack = list(_stack(task.get_coro()))
        if IDLE not in str(stack):
            print(task.get_name(), *stack, sep="\n  ", file=sys.__stderr__)


def _stack(coroutine: object) -> Iterator[str]:
    """Where a coroutine stands, then the one that it waits for, and so on."""
    while coroutine is not None:
        frame: FrameType | None = getattr(coroutine, "cr_frame", None)
        code = frame.f_code if frame is not None else None
        yield f"{code.co_qualname}, {code.co_filename}:{frame.f_lineno}" if frame and code else repr(coroutine)
        coroutine = getattr(coroutine, "cr_await", None)


if __name__ == "__main__":
    signal.signal(signal.SIGUSR1, say_what_tasks_wait_for)
    faulthandler.register(signal.SIGUSR1, chain=True)  # at once, whatever the main thread is in
    sys.exit(main())
