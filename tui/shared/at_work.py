"""One thing at a time that takes a while: on a thread of its own, so that it goes on if the page is left, and does not
keep the app from closing if it hangs."""

from __future__ import annotations

import threading
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from contextvars import copy_context
from typing import TypeVar

from textual.app import App
from textual.timer import Timer
from textual.widget import Widget

from rituals.core.text import printable
from rituals.errors import RitualsError

Outcome = TypeVar("Outcome")

AT_WORK = "at-work"
"""The name of each such thread."""
CLOSING_SECONDS = 2.0
"""How long each may keep the app from closing."""


class AtWork:
    """What a page is at; it says what that is, how long it has been, and how far it is."""

    def __init__(
        self,
        page: Widget,
        tell: Callable[[str], None],
        how_far: Callable[[], tuple[int, int] | None] = lambda: None,
    ) -> None:
        """`tell` shows a sentence on the page; `how_far` is how many files of how many were looked through by now, if
        any are."""
        self._page = page
        self._tell = tell
        self._doing = ""
        self._how_far = how_far
        self._seconds = 0
        self._ticking: Timer | None = None

    def __bool__(self) -> bool:
        """Whether something is being done."""
        return bool(self._doing)

    def begin(
        self, doing: str, do: Callable[[], Outcome], then: Callable[[Outcome | RitualsError], Awaitable[None]]
    ) -> None:
        """Do it on a thread, then call `then` where the screens are, with what came of it or why nothing did."""
        self._doing, self._seconds = doing, 0
        self._show()
        self._ticking = self._page.set_interval(1, self._count)
        words = self._run, do, then, self._page.app
        threading.Thread(target=copy_context().run, args=words, name=AT_WORK, daemon=True).start()

    def _run(
        self, do: Callable[[], Outcome], then: Callable[[Outcome | RitualsError], Awaitable[None]], app: App[None]
    ) -> None:
        outcome: Outcome | Exception
        try:
            outcome = do()
        except Exception as problem:
            outcome = problem
        with suppress(RuntimeError):  # the app may have closed
            app.call_later(self._finish, then, outcome)

    async def _finish(
        self, then: Callable[[Outcome | RitualsError], Awaitable[None]], outcome: Outcome | Exception
    ) -> None:
        if isinstance(outcome, Exception) and not isinstance(outcome, RitualsError):
            raise outcome  # a bug ends the app, as anywhere
        self._doing = ""
        if self._ticking is not None:
            self._ticking.stop()
        await then(outcome)

    def _count(self) -> None:
        self._seconds += 1
        self._show()

    def _show(self) -> None:
        far = self._how_far() if self._seconds else None
        since = [f"{self._seconds} s"] if self._seconds else []
        files = [f"{far[0]} of {far[1]} files"] if far and far[1] > 1 else []
        self._tell(f"{printable(self._doing)} … {' · '.join([*since, *files])}".rstrip())


def threads_at_work() -> Sequence[threading.Thread]:
    """Those on which something is being done, also for pages that were left."""
    return [thread for thread in threading.enumerate() if thread.name == AT_WORK]


def wait_for_work() -> None:
    """Let what is being done come to its end if that is soon; what is cut off goes on when the data is next opened."""
    for thread in threads_at_work():
        thread.join(CLOSING_SECONDS)
