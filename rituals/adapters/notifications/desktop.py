"""Desktop notifications that can be answered, where the desktop has buttons; elsewhere they are only to be read."""

from __future__ import annotations

import atexit
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from rituals.adapters.notifications.bus_address import NotShownError
from rituals.adapters.notifications.notifier import PlyerNotifier, clean_notice
from rituals.core.nudges.answers import Answerable
from rituals.core.nudges.delivery import Delivery
from rituals.ports import Notifier

if TYPE_CHECKING:
    from rituals.adapters.notifications.buttons import AnswerableNotifications


class DesktopNotifier:
    """Hands notifications over within `deadline` seconds or not at all: those with answers over a connection of this
    process's own, and whatever that can't show, or is only to be read, by `make_reader`'s notifier."""

    def __init__(self, deadline: float = 5.0, make_reader: Callable[[float], Notifier] = PlyerNotifier) -> None:
        self._deadline = deadline
        self._make_reader = make_reader
        self._answerable: AnswerableNotifications | None = None

    def notify(self, title: str, body: str, answers: Answerable | None = None, /) -> Delivery:
        """Hand over plain text, cut as every desktop can show it, and return what happened; never raises because of the
        desktop."""
        if sys.platform != "linux" or answers is None or not answers.offered:
            return self._make_reader(self._deadline).notify(title, body)
        began = time.monotonic()
        trouble = ""
        try:
            # a hung service may keep the reader waiting as well, and both have to be done in time
            handed = self._show(title, body, answers, self._deadline * 2 / 5)
            if handed is not None:
                return Delivery(True, handed)
        except NotShownError as problem:
            trouble = str(problem)
        left = round(self._deadline - (time.monotonic() - began), 1)
        delivery = self._make_reader(left).notify(title, body)
        return delivery._replace(trouble=trouble) if delivery.delivered else delivery

    def check(self) -> Delivery:
        """Whether the desktop would take one now, without handing it one."""
        return self._make_reader(self._deadline).check()

    def close(self) -> None:
        """Take off the screen whatever would not be heard any more; also done as the process ends."""
        atexit.unregister(self.close)
        if self._answerable is not None:
            self._answerable.close()
            self._answerable = None

    def _show(self, title: str, body: str, answers: Answerable, seconds: float) -> str | None:
        """A sentence on who took it with its buttons; None where there are none."""
        from rituals.adapters.notifications.buttons import AnswerableNotifications  # jeepney is slow to import

        until = time.monotonic() + seconds
        if self._answerable is None or not self._answerable.is_open:
            self._answerable = AnswerableNotifications(seconds)
            atexit.register(self.close)
        return self._answerable.show(clean_notice(title, body), answers, until - time.monotonic())
