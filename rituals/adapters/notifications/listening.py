"""A connection to the session's D-Bus that hears what comes by itself, while others ask."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from queue import Empty, SimpleQueue
from typing import NamedTuple

from jeepney import HeaderFields, MatchRule, Message, Parser, message_bus
from jeepney.bus import get_bus
from jeepney.io.blocking import prep_socket
from jeepney.wrappers import unwrap_msg

from rituals.adapters.notifications.dbus import BusConnection


class ListeningConnection:
    """Reads on a thread of its own, for as long as the bus is there; it may be asked on any thread.

    On that thread `hear` gets what is no reply that somebody waits for, and `on_end` is called at last; both must be
    fast, and must not ask.
    """

    def __init__(
        self, address: str, seconds: float, hear: Callable[[Message], None], on_end: Callable[[], None]
    ) -> None:
        """Connect within some seconds; `OSError`, `RuntimeError` or `ValueError` where no bus is at this address."""
        self._hear, self._on_end = hear, on_end
        self._socket = prep_socket(get_bus(address), timeout=seconds)
        self._sending = threading.Lock()
        self._serials = count(1)
        self._awaited: dict[int, SimpleQueue[Message | None]] = {}
        self.is_open = True
        threading.Thread(target=self._read, name="notifications", daemon=True).start()

    def greet(self, signals: MatchRule, seconds: float) -> None:
        """Say hello to the bus, and which signals are wanted; `OSError` or `DBusErrorResponse` if it won't have it."""
        until = time.monotonic() + seconds
        for greeting in (message_bus.Hello(), message_bus.AddMatch(signals)):
            unwrap_msg(self.send_and_get_reply(greeting, timeout=until - time.monotonic()))

    def send_and_get_reply(self, message: Message, *, timeout: float) -> Message:
        """The reply, which may be an error, within `timeout` seconds; `OSError` if there is none."""
        reply = SimpleQueue[Message | None]()
        with self._sending:
            serial = next(self._serials)
            self._awaited[serial] = reply
            try:
                self._socket.sendall(message.serialise(serial))
            except OSError:
                self.close()
        try:
            answer = reply.get(timeout=max(timeout, 0)) if self.is_open else None
        except Empty:
            raise TimeoutError from None
        finally:
            with self._sending:
                del self._awaited[serial]
        if answer is None:
            raise ConnectionResetError
        return answer

    def close(self) -> None:
        """Read no more; whoever waits for a reply gets none."""
        with suppress(OSError):  # closed already, or the bus has gone
            self._socket.shutdown(socket.SHUT_RDWR)

    def _read(self) -> None:
        parser = Parser()
        with self._socket, suppress(OSError, ValueError):  # the latter for what is no message
            while data := self._socket.recv(4096):
                for message in parser.feed(data):
                    self._pass_on(message)
        self.is_open = False
        with self._sending:
            for reply in self._awaited.values():
                reply.put(None)
        self._on_end()

    def _pass_on(self, message: Message) -> None:
        reply = self._awaited.get(message.header.fields.get(HeaderFields.reply_serial, 0))
        if reply is None:
            self._hear(message)
        else:
            reply.put(message)


class Hurried(NamedTuple):
    """A connection that replies until an instant of the monotonic clock."""

    connection: BusConnection
    until: float

    def send_and_get_reply(self, message: Message, *, timeout: float) -> Message:
        """The reply, within `timeout` seconds and before that instant; `OSError` if there is none."""
        return self.connection.send_and_get_reply(message, timeout=min(timeout, self.until - time.monotonic()))
