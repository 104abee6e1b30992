"""Where the session's D-Bus is, which carries notifications; its client is slow to import, and is for nothing
without."""

from __future__ import annotations

import os
from pathlib import Path

from rituals.errors import RitualsError


class NotShownError(RitualsError):
    """The desktop cannot show notifications; its sentence says why."""


def session_address() -> str:
    """The address of the session bus: from the environment, else systemd's default (for cron and ssh)."""
    address = os.environ.get("DBUS_SESSION_BUS_ADDRESS")
    if address:
        return address
    usual = Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent"), "bus")
    if usual.exists():
        return f"unix:path={usual}"
    raise NotShownError("There is no desktop session here (no D-Bus address); start rituals from within your desktop.")
