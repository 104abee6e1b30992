"""A timer that counts down and can be paused; it is told the time, in seconds of any clock that only goes forward."""

from __future__ import annotations

from typing import NamedTuple


class Timer(NamedTuple):
    """`seconds` to count down from; `spent` were counted before it last began to run, at `since`, if it runs."""

    seconds: float
    spent: float = 0.0
    since: float | None = None

    @property
    def is_running(self) -> bool:
        return self.since is not None

    def left(self, now: float) -> float:
        """Seconds still to go, never below nothing."""
        return max(0.0, self.seconds - self._spent(now))

    def running(self, now: float) -> Timer:
        """Go on counting."""
        return self if self.is_running else self._replace(since=now)

    def paused(self, now: float) -> Timer:
        """Stand still."""
        return self._replace(spent=self._spent(now), since=None)

    def _spent(self, now: float) -> float:
        return self.spent if self.since is None else self.spent + max(0.0, now - self.since)


def time_left_words(seconds: float) -> str:
    """Minutes and seconds, a begun second counting as a whole one: 2:59."""
    whole = -int(-seconds // 1)
    return f"{whole // 60}:{whole % 60:02}"
