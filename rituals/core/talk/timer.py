"""A countdown that can be paused; its methods take the time `now`, in seconds of any monotonic clock."""

from __future__ import annotations

from typing import NamedTuple


class Timer(NamedTuple):
    """A countdown of `seconds`; it has run for `spent` seconds, and since the time `since`, if it is running."""

    seconds: float
    spent: float = 0.0
    since: float | None = None

    @property
    def is_running(self) -> bool:
        return self.since is not None

    def left(self, now: float) -> float:
        """The seconds left, never below 0."""
        return max(0.0, self.seconds - self._spent(now))

    def breath(self, now: float, pace: tuple[int, int] | None) -> str:
        """Whether a breath of so many seconds in and out goes in or out now; "" where none is led."""
        if pace is None or not self.is_running or not self.left(now):
            return ""
        return "in" if self._spent(now) % sum(pace) < pace[0] else "out"

    def running(self, now: float) -> Timer:
        """The timer, running from `now` on."""
        return self if self.is_running else self._replace(since=now)

    def paused(self, now: float) -> Timer:
        """The timer, paused at `now`."""
        return self._replace(spent=self._spent(now), since=None)

    def _spent(self, now: float) -> float:
        return self.spent if self.since is None else self.spent + max(0.0, now - self.since)


def time_left_words(seconds: float) -> str:
    """The seconds as minutes and seconds, rounded up: 2:59."""
    whole = -int(-seconds // 1)
    return f"{whole // 60}:{whole % 60:02}"
