"""How long a thread waits for what another process holds, and whom it tells meanwhile; nobody waits without a limit."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ClassVar, TypeVar

from msgspec import Struct

Result = TypeVar("Result")

TOLD_AFTER, GIVEN_UP_AFTER = 2.0, 10.0
_SHORTEST, _LONGEST = 0.001, 0.02


class Patience(Struct, frozen=True):
    """Seconds after which it is told whom one waits for, and after which one gives up."""

    tell: Callable[[str], object] = str
    told_after: float = TOLD_AFTER
    given_up_after: float = GIVEN_UP_AFTER
    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep

    def wait_until(self, is_done: Callable[[], bool], whom: Callable[[], str]) -> bool:
        """Ask again and again until it is done; False if it never was. Tells once for `whom` one waits."""
        begun, pause, has_told = self.now(), _SHORTEST, False
        while not is_done():
            waited = self.now() - begun
            if waited >= self.given_up_after:
                if _THREADS.patience is self is not _THREADS.by_default:
                    _THREADS.patience = AT_ONCE  # a command that needs several things does not wait as long for each
                return False
            if waited >= self.told_after and not has_told:
                self.tell(f"Waiting for {whom()}, which is using your files.")
                has_told = True
            self.sleep(pause)
            pause = min(2 * pause, _LONGEST)
        return True


AT_ONCE = Patience(given_up_after=0)
"""That of a thread that may not stand still, as nothing is drawn meanwhile."""


class _Threads(threading.local):
    by_default: ClassVar = Patience()
    patience = by_default


_THREADS = _Threads()


def patience() -> Patience:
    """That of this thread."""
    return _THREADS.patience


@contextmanager
def waiting_with(patience: Patience) -> Iterator[None]:
    """Let this thread wait so."""
    previous, _THREADS.patience = _THREADS.patience, patience
    try:
        yield
    finally:
        _THREADS.patience = previous


def at_once(do: Callable[[], Result]) -> Result:
    """Do something that nobody asked for, or that keeps the app from closing, without waiting."""
    with waiting_with(AT_ONCE):
        return do()
