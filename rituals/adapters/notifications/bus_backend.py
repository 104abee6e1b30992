"""plyer's backend for a notification service on D-Bus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plyer.facades import Notification
from plyer.platforms.linux import notification

if TYPE_CHECKING:
    from rituals.adapters.notifications.dbus import NotificationService


class BusNotification(Notification):  # type: ignore[misc]  # plyer carries no types
    """Hands what plyer is to show to such a service."""

    def __init__(self, service: NotificationService) -> None:
        self._service = service

    def _notify(self, *, title: str, message: str, app_name: str, **_: Any) -> None:
        self._service.show(app_name=app_name, title=title, body=message)


def use_service(service: NotificationService) -> None:
    """Have plyer show notifications by this service."""
    notification.instance = lambda: BusNotification(service)
