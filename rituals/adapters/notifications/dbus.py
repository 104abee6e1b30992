"""Finds the desktop's notification service on D-Bus and sends it notifications.

The protocol is the Desktop Notifications Specification 1.2 of freedesktop.org.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

from jeepney import DBusAddress, DBusErrorResponse, HeaderFields, Message, message_bus, new_method_call
from jeepney.io.blocking import open_dbus_connection
from jeepney.wrappers import unwrap_msg

from rituals.adapters.notifications.bus_address import NotShownError

BUS_SECONDS = 2.0
SERVICE_SECONDS = 3.0
"""How many seconds a service that the bus must start first may take."""

SERVICE_NAME = "org.freedesktop.Notifications"
_HINTS: dict[str, tuple[str, object]] = {"urgency": ("y", 1), "suppress-sound": ("b", True)}
_OF_A_MOMENT = {**_HINTS, "transient": ("b", True)}
_SERVERS_OWN_TIME = -1


class BusConnection(Protocol):
    """A connection to a bus that can be asked."""

    def send_and_get_reply(self, message: Message, *, timeout: float) -> Message:
        """The reply, which may be an error, within `timeout` seconds; `OSError` if there is none."""


class _StrangeReplyError(Exception):
    """What came back is not what was asked for."""


class NotificationService:
    """The notification service of this desktop: the process that has its name now, and none that takes its place."""

    def __init__(self, connection: BusConnection, name: str = SERVICE_NAME) -> None:
        """The service that has this name on the bus, its own or the usual one; `NotShownError` if there is none."""
        self._connection = connection
        self._address = _address(name)
        introduction = self._call("GetServerInformation", "ssss")
        product, _, version, _ = introduction.body
        self.name = f"{product} {version}".strip()
        self.owner = str(introduction.header.fields[HeaderFields.sender])
        """The unique name of its process on the bus, which no other gets."""
        self._address = _address(self.owner)
        (capabilities,) = self._call("GetCapabilities", "as").body
        self._reads_markup = "body-markup" in capabilities
        self.has_buttons = "actions" in capabilities

    @property
    def took_it(self) -> str:
        """A sentence on a notification that was handed over; the name in it is the service's own, so anything."""
        return f"Handed to {self.name}, which shows it unless it was told not to disturb."

    def show(
        self,
        *,
        app_name: str,
        title: str,
        body: str,
        buttons: Mapping[str, str] | None = None,
        replaces: int = 0,
        milliseconds: int | None = None,
    ) -> int:
        """Show plain text without a sound, and return its number; `NotShownError` if the service refuses.

        `buttons` are labels by the names that they are answered with. It stands for as long as the service chooses, and
        with `milliseconds` for those only, and is kept in no list.
        """
        from html import escape  # only to show something

        text = escape(body, quote=False) if self._reads_markup else body
        actions = [part for button in (buttons or {}).items() for part in button]
        hints, expires = (_HINTS, _SERVERS_OWN_TIME) if milliseconds is None else (_OF_A_MOMENT, milliseconds)
        notification: tuple[Any, ...] = (app_name, replaces, "", title, text, actions, hints, expires)
        (number,) = self._call("Notify", "u", "susssasa{sv}i", notification).body
        return int(number)

    def close(self, number: int) -> None:
        """Take a notification off the screen, if it stands there; `NotShownError` if the service refuses."""
        self._call("CloseNotification", "", "u", (number,))

    def _call(self, method: str, reply: str, signature: str | None = None, body: tuple[Any, ...] = ()) -> Message:
        call = new_method_call(self._address, method, signature, body)
        try:
            return _ask(self._connection, call, reply, SERVICE_SECONDS)
        except OSError as silence:
            raise NotShownError(
                "The desktop's notification service does not answer; restart it, or log out and in again."
            ) from silence
        except DBusErrorResponse as refusal:
            raise NotShownError(
                f"The desktop's notification service refused ({refusal.name}); restart it, or log out and in again."
            ) from refusal
        except _StrangeReplyError as nonsense:
            raise NotShownError(
                "The desktop's notification service gave a strange answer; another one, such as dunst or mako, will do."
            ) from nonsense


@contextmanager
def reach_service(address: str) -> Iterator[NotificationService]:
    """The notification service at a bus, which starts it if need be; `NotShownError` if there is none."""
    with saying_bus_is_gone():
        connection = open_dbus_connection(address, auth_timeout=BUS_SECONDS)
    with connection:
        yield service_on(connection)


def service_on(connection: BusConnection) -> NotificationService:
    """The notification service on a connected bus, which starts it if need be; `NotShownError` if there is none."""
    with saying_bus_is_gone():
        (is_running,) = _ask(connection, message_bus.NameHasOwner(SERVICE_NAME), "b", BUS_SECONDS).body
        (startable,) = _ask(connection, message_bus.ListActivatableNames(), "as", BUS_SECONDS).body
    if not is_running and SERVICE_NAME not in startable:
        raise NotShownError(
            "No notification service runs on this desktop; install and start one, such as dunst or mako."
        )
    return NotificationService(connection)


@contextmanager
def saying_bus_is_gone() -> Iterator[None]:
    """Make a `NotShownError` of what is raised where no bus is at an address, or one that says nothing."""
    try:
        yield
    except (OSError, RuntimeError, ValueError, DBusErrorResponse, _StrangeReplyError) as problem:
        raise NotShownError(
            "The session's D-Bus, which carries notifications, cannot be reached; log out and in to start it anew."
        ) from problem


def _address(name: str) -> DBusAddress:
    """Where to reach the notification service that has this name on the bus."""
    return DBusAddress("/org/freedesktop/Notifications", bus_name=name, interface=SERVICE_NAME)


def _ask(connection: BusConnection, question: Message, signature: str, seconds: float) -> Message:
    """A reply that has this signature; `OSError` (timeouts too), `DBusErrorResponse` or `_StrangeReplyError` if there
    is none."""
    reply = connection.send_and_get_reply(question, timeout=seconds)
    unwrap_msg(reply)
    if reply.header.fields.get(HeaderFields.signature, "") != signature:
        raise _StrangeReplyError
    return reply
