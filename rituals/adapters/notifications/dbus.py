"""Finds the desktop's notification service on D-Bus and sends it notifications.

The protocol is the Desktop Notifications Specification 1.2 of freedesktop.org.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from jeepney import DBusAddress, DBusErrorResponse, HeaderFields, Message, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import unwrap_msg

from rituals.adapters.notifications.bus_address import NotShownError

BUS_SECONDS = 2.0
SERVICE_SECONDS = 3.0
"""How many seconds a service that the bus must start first may take."""

_NAME = "org.freedesktop.Notifications"
_SERVICE = DBusAddress("/org/freedesktop/Notifications", bus_name=_NAME, interface=_NAME)
_HINTS: dict[str, tuple[str, object]] = {"urgency": ("y", 1), "suppress-sound": ("b", True)}
_SERVERS_OWN_TIME = -1

_NO_BUS = "The session's D-Bus, which carries notifications, cannot be reached; log out and in to start it anew."


class _StrangeReplyError(Exception):
    """What came back is not what was asked for."""


class NotificationService:
    """The notification service of this desktop."""

    def __init__(self, connection: DBusConnection) -> None:
        self._connection = connection
        product, _, version, _ = self._call("GetServerInformation", "ssss")
        self.name = f"{product} {version}".strip()
        (capabilities,) = self._call("GetCapabilities", "as")
        self._reads_markup = "body-markup" in capabilities

    def show(self, *, app_name: str, title: str, body: str) -> None:
        """Show plain text without a sound, for as long as the service chooses; `NotShownError` if it refuses."""
        from html import escape  # only to show something

        text = escape(body, quote=False) if self._reads_markup else body
        notification: tuple[Any, ...] = (app_name, 0, "", title, text, [], _HINTS, _SERVERS_OWN_TIME)
        self._call("Notify", "u", "susssasa{sv}i", notification)

    def _call(
        self, method: str, reply: str, signature: str | None = None, body: tuple[Any, ...] = ()
    ) -> tuple[Any, ...]:
        call = new_method_call(_SERVICE, method, signature, body)
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
    with _connect(address) as connection:
        if not _is_served(connection):
            raise NotShownError(
                "No notification service runs on this desktop; install and start one, such as dunst or mako."
            )
        yield NotificationService(connection)


def _connect(address: str) -> DBusConnection:
    try:
        return open_dbus_connection(address, auth_timeout=BUS_SECONDS)
    except (OSError, RuntimeError, ValueError) as problem:
        raise NotShownError(_NO_BUS) from problem


def _is_served(connection: DBusConnection) -> bool:
    """Whether a notification service is running, or one that the bus can start is installed."""
    try:
        (is_running,) = _ask(connection, message_bus.NameHasOwner(_NAME), "b", BUS_SECONDS)
        (startable,) = _ask(connection, message_bus.ListActivatableNames(), "as", BUS_SECONDS)
    except (OSError, DBusErrorResponse, _StrangeReplyError) as problem:
        raise NotShownError(_NO_BUS) from problem
    return is_running or _NAME in startable


def _ask(connection: DBusConnection, question: Message, signature: str, seconds: float) -> tuple[Any, ...]:
    """The values of a reply that has this signature; `OSError` (timeouts too), `DBusErrorResponse` or
    `_StrangeReplyError` if there is none."""
    reply = connection.send_and_get_reply(question, timeout=seconds)
    values: tuple[Any, ...] = unwrap_msg(reply)
    if reply.header.fields.get(HeaderFields.signature) != signature:
        raise _StrangeReplyError
    return values
