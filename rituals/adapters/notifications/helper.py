"""The helper process of `PlyerNotifier`: reads one notice as JSON from stdin, shows it with plyer, prints the
`Delivery`.

On Linux, plyer itself uses D-Bus bindings that must be compiled, or `notify-send`, which puts people's text into the
process list and reports success even if nothing is shown; so there plyer gets a backend on our own D-Bus client.

Whoever asks waits for its start, so it imports what a question needs, and plyer only to show something.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from typing import NamedTuple

from rituals.adapters.notifications.bus_address import session_address
from rituals.core.nudges.delivery import Delivery
from rituals.errors import RitualsError

APP_NAME = "rituals"
BALLOON_SECONDS = 3
"""Seconds; Windows removes a balloon together with the process that showed it, so the helper, and the notifier with it,
waits."""


class Notice(NamedTuple):
    """The notification that the helper shows: plain text without markup, cleaned and cut to length."""

    title: str
    body: str


def deliver_over_the_bus(notice: Notice | None) -> Delivery:
    """Let plyer send the notice to the desktop's service, if there is one; without a notice, only check."""
    try:
        address = session_address()
        from rituals.adapters.notifications.dbus import reach_service  # jeepney is for nothing without a bus

        with reach_service(address) as service:
            if notice is None:
                return Delivery(True, f"{service.name} is there to take nudges.")
            from rituals.adapters.notifications.bus_backend import use_service  # only to show something

            use_service(service)
            _show(notice)
            return Delivery(True, service.took_it)
    except RitualsError as problem:
        return Delivery(False, str(problem))


def deliver_natively(notice: Notice | None) -> Delivery:
    """Let plyer use macOS' or Windows' notifications; neither reports whether the person sees it."""
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
    return Delivery(True, "Handed to the system's notifications, which show it unless they were told not to disturb.")


def _show(notice: Notice) -> None:
    import plyer

    plyer.notification.notify(title=notice.title, message=notice.body, app_name=APP_NAME, timeout=BALLOON_SECONDS)


@contextmanager
def _threads_awaited() -> Iterator[list[str]]:
    """Wait for the threads that start within the block, as Windows' balloon has one; yields the types of their
    exceptions."""
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
    """Answer one request; what plyer and its dependencies print goes to stderr, not into the answer."""
    asked = json.load(sys.stdin.buffer)
    deliver = deliver_over_the_bus if sys.platform == "linux" else deliver_natively
    with redirect_stdout(sys.stderr):
        delivery = deliver(Notice(*asked) if asked else None)
    sys.stdout.buffer.write(json.dumps(delivery).encode())


if __name__ == "__main__":
    main()
