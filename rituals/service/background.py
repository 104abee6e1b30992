"""Runs something on a thread of its own, beside whatever a person works with."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Protocol, Self


class StopSignal(Protocol):
    """What is waited on by what runs until it is stopped, such as a `threading.Event`: True once it is to stop."""

    def wait(self, timeout: float) -> bool: ...


class BackgroundThread:
    """Runs something until it is stopped; where that hangs, the process ends all the same."""

    def __init__(self, run: Callable[[StopSignal], None], name: str) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=run, args=(self._stop,), name=name, daemon=True)

    def start(self) -> None:
        """Start the thread; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """Ask the thread to end, after what it is at; returns at once."""
        self._stop.set()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def join(self, seconds: float) -> bool:
        """Wait for the thread to end, at most this many seconds; whether it did."""
        self._thread.join(seconds)
        return not self._thread.is_alive()
