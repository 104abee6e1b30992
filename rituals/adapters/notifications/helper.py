"""The process behind `PlyerNotifier`: reads one notice as JSON from stdin, shows it with plyer, prints the `Delivery`.

On Linux plyer's own ways are D-Bus bindings that must be compiled, or `notify-send`, which puts people's words into the
process list and reports success where nothing shows them; there plyer is given a backend that speaks D-Bus by itself.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from typing import TYPE_CHECKING, Any

import msgspec
import plyer
from plyer.facades import Notification

from rituals.adapters.notifications.notifier import Notice
from rituals.errors import RitualsError
from rituals.ports import Delivery

if TYPE_CHECKING:
    from rituals.adapters.notifications.dbus import NotificationService

APP_NAME = "rituals"
BALLOON_SECONDS = 3
"""Windows takes a balloon away with the process that showed it, and the notifier waits for this one."""


class BusNotification(Notification):  # type: ignore[misc]  # plyer carries no types
    """plyer's notification for a service on D-Bus."""

    def __init__(self, service: NotificationService) -> None:
        self._service = service

    def _notify(self, *, title: str, message: str, app_name: str, **_: Any) -> None:
        self._service.show(app_name=app_name, title=title, body=message)


def deliver_over_the_bus(notice: Notice | None) -> Delivery:
    """Let plyer hand the notice to the desktop's service, once it is known that there is one."""
    from plyer.platforms.linux import notification

    from rituals.adapters.notifications.dbus import reach_service  # needs jeepney, which only Linux has

    try:
        with reach_service() as service:
            if notice is None:
                return Delivery(True, f"{service.name} is there to show nudges.")
            notification.instance = lambda: BusNotification(service)
            _show(notice)
    except RitualsError as problem:
        return Delivery(False, str(problem))
    return Delivery(True, f"Shown by {service.name}.")


def deliver_natively(notice: Notice | None) -> Delivery:
    """Let plyer use what macOS or Windows offer; neither tells whether the person gets to see it."""
    if notice is None:
        return Delivery(
            True, "Nudges are handed to the system; `rituals nudge test` shows whether it lets them through."
        )
    try:
        with _threads_awaited() as problems:
            _show(notice)
    except NotImplementedError:
        return Delivery(False, "plyer cannot show notifications here; on a Mac, `pip install pyobjus` mends that.")
    except Exception as problem:  # plyer raises whatever its platform does, bare exceptions included
        problems.append(type(problem).__name__)
    if problems:
        return Delivery(False, f"The system refused the nudge ({problems[0]}); look into its notification settings.")
    return Delivery(True, "Handed to the system's notifications.")


def _show(notice: Notice) -> None:
    plyer.notification.notify(title=notice.title, message=notice.body, app_name=APP_NAME, timeout=BALLOON_SECONDS)


@contextmanager
def _threads_awaited() -> Iterator[list[str]]:
    """What fails in threads begun within the block; Windows' balloon is shown from one, which is waited for."""
    problems: list[str] = []
    usual_hook, others = threading.excepthook, set(threading.enumerate())
    threading.excepthook = lambda failure: problems.append(failure.exc_type.__name__)
    try:
        yield problems
    finally:
        for thread in set(threading.enumerate()) - others:
            thread.join()
        threading.excepthook = usual_hook


def main() -> None:
    """Answer one question; what plyer and its friends print goes the way of stderr, not into the answer."""
    notice = msgspec.json.decode(sys.stdin.buffer.read(), type=Notice | None)
    deliver = deliver_over_the_bus if sys.platform == "linux" else deliver_natively
    with redirect_stdout(sys.stderr):
        delivery = deliver(notice)
    sys.stdout.buffer.write(msgspec.json.encode(delivery))


if __name__ == "__main__":
    main()
