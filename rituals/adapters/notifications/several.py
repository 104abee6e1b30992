"""Several notifiers as one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from rituals.core.nudges.answers import Answerable
from rituals.core.nudges.delivery import Delivery
from rituals.ports import Notifier

_SHOWN_IN_THE_APP = "No way is chosen for nudges to come, so only the app shows them."


class SeveralNotifiers:
    """Hands each notification to those that are chosen at that moment, in turn; none keeps it from the others.

    They are made when they are first asked, by `makers`, whose order is theirs.
    """

    def __init__(self, makers: Mapping[str, Callable[[], Notifier]], chosen: Callable[[], Collection[str]]) -> None:
        self._makers = makers
        self._chosen = chosen
        self._made: dict[str, Notifier] = {}

    def notify(self, title: str, body: str, answers: Answerable | None = None, /) -> Delivery:
        """Have each take it; it is delivered if any did."""
        return self._ask_all(lambda notifier: notifier.notify(title, body, answers)) or Delivery(False, "")

    def check(self) -> Delivery:
        """Whether any would take one now, and what keeps the others from it."""
        return self._ask_all(lambda notifier: notifier.check()) or Delivery(True, _SHOWN_IN_THE_APP)

    def _ask_all(self, ask: Callable[[Notifier], Delivery]) -> Delivery | None:
        chosen = self._chosen()
        deliveries = [self._ask(name, ask) for name in self._makers if name in chosen]
        if not deliveries:
            return None
        problems = _lines(delivery.problem for delivery in deliveries)
        if not any(delivery.delivered for delivery in deliveries):
            return Delivery(False, problems)
        return Delivery(True, _lines(delivery.words for delivery in deliveries if delivery.delivered), problems)

    def _ask(self, name: str, ask: Callable[[Notifier], Delivery]) -> Delivery:
        try:
            if name not in self._made:
                self._made[name] = self._makers[name]()
            return ask(self._made[name])
        except Exception as bug:  # the exception of one keeps no nudge from the others
            return Delivery(False, f"The nudge could not be handed over ({name}: {type(bug).__name__}).")


def _lines(sentences: Iterable[str]) -> str:
    return "\n".join(filter(None, sentences))
