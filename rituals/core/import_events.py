"""What a machine remembers of an import."""

from __future__ import annotations

from rituals.core.fact import LocalEvent
from rituals.core.model import DeviceId


class DevicesImported(LocalEvent, frozen=True, tag="devices_imported"):
    """records that these devices wrote lie in this one's own journal, which therefore erases them too."""

    devices: tuple[DeviceId, ...]
