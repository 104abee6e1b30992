"""What became of a nudge; told by a process that starts for each one, which is why nothing else is imported here."""

from typing import NamedTuple


class Delivery(NamedTuple):
    """Whether somebody took a notification, which a desktop may keep back all the same, and a sentence for people, or
    one for each who was asked, on a line of its own; empty where there is nothing to say."""

    delivered: bool
    words: str
    trouble: str = ""
    """The sentences on those who failed, where another one took it."""

    @property
    def problem(self) -> str:
        """What to say of what failed, if anything did."""
        return self.trouble if self.delivered else self.words

    @property
    def problems(self) -> tuple[str, ...]:
        """The sentences on what keeps nudges from being shown, or from going one of the ways that were chosen."""
        start = "" if self.delivered else "Nudges can't be shown now: "
        return tuple(f"{start}{sentence}" for sentence in self.problem.splitlines())
