"""What became of a nudge; told by a process that starts for each one, which is why nothing else is imported here."""

from typing import NamedTuple


class Delivery(NamedTuple):
    """Whether the desktop took a notification, which it may keep back all the same, and a sentence for people."""

    delivered: bool
    words: str
    trouble: str = ""
    """A sentence on a way that failed, where another one took it."""
