"""A carrier in memory, with marks as a WebDAV server gives them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

from rituals.adapters.together.names import LARGEST_FILE, is_written_once, refuse_to_write
from rituals.core.model import DeviceId
from rituals.errors import StorageError


class DavServer:
    """Files with their entity tags, which tell nothing but that a file changed."""

    def __init__(self) -> None:
        self.files: dict[str, tuple[str, bytes]] = {}
        self._tags = count(1)

    def put(self, name: str, content: bytes) -> None:
        """Put a file there, whoever is to write it."""
        self.files[name] = (f'"{next(self._tags):x}"', content)


class DavCarrier:
    """The `Carrier` of one device to such a server."""

    def __init__(self, server: DavServer, device: DeviceId) -> None:
        self.server = server
        self._device = device

    def names(self) -> Mapping[str, str]:
        """Every file with its tag."""
        return {name: tag for name, (tag, _) in self.server.files.items()}

    def read(self, name: str) -> bytes:
        """What is in a file."""
        content = self.server.files.get(name, ("", None))[1]
        if content is None or len(content) > LARGEST_FILE:
            raise StorageError(f"{name} cannot be read.")
        return content

    def write(self, name: str, content: bytes) -> None:
        """Put a file there."""
        refuse_to_write(name, self._device)
        if is_written_once(name) and name in self.server.files:
            raise StorageError(f"{name} is there already.")
        self.server.put(name, content)

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        self.server.files.pop(name, None)

    def carry(self) -> None:
        """Nothing: a server has everything at once."""
