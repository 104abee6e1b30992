"""A socket where a login's bus would listen, which answers nothing and can end."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class DeafBus:
    """A listening socket at a path, or at an abstract name."""

    def __init__(self, name: str) -> None:
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(name)
        self._listening.listen()
        kind = "abstract" if name.startswith("\0") else "path"
        self.address = f"unix:{kind}={name.lstrip(chr(0))},guid=0123"

    @property
    def environment(self) -> dict[str, str]:
        """What tells a process of it."""
        return {"DBUS_SESSION_BUS_ADDRESS": self.address}

    def hang_up(self) -> None:
        """Close the connection that was made first, as a bus does with one that says nothing."""
        self._listening.accept()[0].close()

    def end(self) -> None:
        """Listen no more."""
        self._listening.close()


@contextmanager
def deaf_bus(name: Path | str) -> Iterator[DeafBus]:
    """A bus that ends with the block at the latest."""
    bus = DeafBus(str(name))
    try:
        yield bus
    finally:
        bus.end()
