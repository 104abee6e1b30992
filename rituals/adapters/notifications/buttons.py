"""Notifications with buttons, on a connection to the session's D-Bus that lives as long as this process.

A notification is known by its service's unique name on the bus and its number there. That the service says it has
closed one means little: awesome says so just before it tells which button was pressed, and GNOME keeps what it moves
out of sight. So a notification counts until it was answered, or many came after it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from typing import NamedTuple

from jeepney import HeaderFields, MatchRule, Message, MessageType

from rituals.adapters.notifications.bus_address import NotShownError, session_address
from rituals.adapters.notifications.dbus import (
    SERVICE_NAME,
    BusConnection,
    NotificationService,
    saying_bus_is_gone,
    service_on,
)
from rituals.adapters.notifications.helper import APP_NAME, Notice
from rituals.adapters.notifications.listening import Hurried, ListeningConnection
from rituals.adapters.notifications.notifier import clean_notice, on_one_line
from rituals.core.nudges.answers import Answerable, NudgeAnswer

MOST_STANDING = 20
"""How many notifications wait for an answer; of more, the oldest are taken off the screen."""
MOMENT = 2.0
"""Seconds for which what became of an answer is shown, if that is short."""
_READ_IN_A_SECOND = 15  # characters, by somebody who takes their time
_SECONDS_TO_LEAVE = 1.0

_PRESSES = MatchRule(type="signal", sender=SERVICE_NAME, interface=SERVICE_NAME, member="ActionInvoked")
_ON_THE_BODY = "default"
"""How the specification calls a click on the notification itself."""
_NOT_KEPT = "That could not be kept; it can be done in the app."


class _Standing(NamedTuple):
    """A notification that waits for its answer."""

    title: str
    answers: Answerable

    @property
    def buttons(self) -> dict[str, NudgeAnswer]:
        """Its answers by the names that the service tells them with."""
        offered = {answer.value: answer for answer in self.answers.offered}
        return {**offered, _ON_THE_BODY: NudgeAnswer.OPEN} if NudgeAnswer.OPEN in self.answers.offered else offered


class AnswerableNotifications:
    """Shows notifications with buttons, and has each answer carried out on a thread of its own, one after the other,
    until the bus has gone."""

    def __init__(self, seconds: float) -> None:
        """Connect within some seconds; `NotShownError` if there is no bus."""
        self._service_owner = ""
        self._standing: dict[tuple[str, int], _Standing] = {}
        self._showing = threading.Lock()  # held until a new one stands, as its answer may be quick
        self._tasks = SimpleQueue[Callable[[], None] | None]()
        until = time.monotonic() + seconds
        address = session_address()
        with saying_bus_is_gone():
            self._connection = ListeningConnection(address, seconds, self._hear, lambda: self._tasks.put(None))
            try:
                self._connection.greet(_PRESSES, until - time.monotonic())
            except BaseException:
                self._connection.close()
                raise
        threading.Thread(target=self._work, name="answers", daemon=True).start()

    @property
    def is_open(self) -> bool:
        """Whether the bus is still there."""
        return self._connection.is_open

    def show(self, notice: Notice, answers: Answerable, seconds: float) -> str | None:
        """Show it within some seconds, and return a sentence on who took it; None where the service has no buttons, and
        so was not handed it. `NotShownError` says why it can't be shown."""
        standing = _Standing(notice.title, answers)
        labels = {name: answer.label for name, answer in standing.buttons.items()}
        with self._showing:
            service = service_on(Hurried(self._connection, time.monotonic() + seconds))
            if not service.has_buttons:
                return None
            self._service_owner = service.owner
            number = service.show(app_name=APP_NAME, title=notice.title, body=notice.body, buttons=labels)
            self._standing[service.owner, number] = standing
            if len(self._standing) > MOST_STANDING:
                oldest = next(iter(self._standing))
                del self._standing[oldest]
                self._tasks.put(partial(self._take_away, *oldest))
        return on_one_line(service.took_it)

    def close(self) -> None:
        """Take off the screen whatever would not be heard any more, and hear no more."""
        in_time = Hurried(self._connection, time.monotonic() + _SECONDS_TO_LEAVE)
        with self._showing:
            for owner, number in self._standing:
                with suppress(NotShownError):
                    self._take_away(owner, number, in_time)
            self._standing.clear()
        self._connection.close()

    def _hear(self, message: Message) -> None:
        fields = message.header.fields
        sender, signature = fields.get(HeaderFields.sender), fields.get(HeaderFields.signature)
        if sender != self._service_owner:
            return
        if message.header.message_type is MessageType.method_return and signature == "u":
            self._tasks.put(partial(self._take_away, sender, *message.body))  # shown too late, and told otherwise since
        elif fields.get(HeaderFields.member) == "ActionInvoked" and signature == "us":
            self._tasks.put(partial(self._answer, sender, *message.body))

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            with suppress(NotShownError):  # what was answered is done; only this can't be shown
                task()

    def _answer(self, owner: str, number: int, button: str) -> None:
        with self._showing:
            standing = self._standing.get((owner, number))
            answer = standing.buttons.get(button) if standing is not None else None
            if standing is None or answer is None:
                return
            del self._standing[owner, number]
        outcome = clean_notice(standing.title, _carried_out(standing.answers, answer))
        if not outcome.body:
            self._take_away(owner, number)
            return
        seconds = max(MOMENT, len(outcome.body) / _READ_IN_A_SECOND)
        number = NotificationService(self._connection, owner).show(
            app_name=APP_NAME,
            title=outcome.title,
            body=outcome.body,
            replaces=number,
            milliseconds=int(seconds * 1000),
        )
        in_a_moment = threading.Timer(seconds, self._tasks.put, [partial(self._take_away, owner, number)])
        in_a_moment.daemon = True
        in_a_moment.start()

    def _take_away(self, owner: str, number: int, connection: BusConnection | None = None) -> None:
        NotificationService(connection or self._connection, owner).close(number)


def _carried_out(answers: Answerable, answer: NudgeAnswer) -> str:
    """What became of an answer, in a sentence; a bug is told to whoever hears of those on threads, and ends none."""
    try:
        return answers.carry_out(answer)
    except Exception as bug:
        thread = threading.current_thread()
        threading.excepthook(threading.ExceptHookArgs((type(bug), bug, bug.__traceback__, thread)))
        return _NOT_KEPT
