"""One thing at a time that takes a while: on a thread of the app, so that it goes on if the page is left."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from typing import TypeVar

from textual.app import App
from textual.screen import Screen
from textual.timer import Timer

from rituals.core.text import printable
from rituals.errors import RitualsError

Outcome = TypeVar("Outcome")


class AtWork:
    """What a page is at; it says what that is, how long it has been, and how far it is."""

    def __init__(
        self,
        page: Screen[None],
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
        self._page.app.run_worker(partial(self._run, do, then, self._page.app), thread=True, group="at-work")

    def _run(
        self, do: Callable[[], Outcome], then: Callable[[Outcome | RitualsError], Awaitable[None]], app: App[None]
    ) -> None:
        outcome: Outcome | RitualsError
        try:
            outcome = do()
        except RitualsError as problem:
            outcome = problem
        with suppress(RuntimeError):  # the app may have closed
            app.call_later(self._finish, then, outcome)  # waits for nothing, as a closing app waits for its threads

    async def _finish(
        self, then: Callable[[Outcome | RitualsError], Awaitable[None]], outcome: Outcome | RitualsError
    ) -> None:
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
