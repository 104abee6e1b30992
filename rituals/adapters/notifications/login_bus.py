"""Notices that the login is over in which a process began: the bus that would carry its notifications has gone."""

from __future__ import annotations

import select
import socket
import time
from contextlib import closing
from urllib.parse import unquote


class LoginBus:
    """The session bus that a process began with; `address` is its D-Bus address, empty where there is none.

    A window manager leaves what it started running as it ends, and a bus of the next login has another name: such a
    process would keep the place of one that can still show something.
    """

    def __init__(self, address: str) -> None:
        self._name = _socket_name(address)
        if self._is_gone():
            self._name = ""  # what was never there can't end

    def wait(self, notice: socket.socket, seconds: float) -> bool:
        """Wait until there is something to read at a socket, or the login is over; False if neither came in time."""
        until = time.monotonic() + seconds
        if not self._name:
            return _is_readable([notice], seconds)
        with closing(socket.socket(socket.AF_UNIX)) as held:  # a bus closes it as it ends, or as nobody says who it is
            if _connects(held, self._name):
                _is_readable([notice, held], seconds)
        return self._is_gone() or _is_readable([notice], max(until - time.monotonic(), 0))

    def _is_gone(self) -> bool:
        if not self._name:
            return False
        with closing(socket.socket(socket.AF_UNIX)) as attempt:
            return not _connects(attempt, self._name)


def _connects(end: socket.socket, name: str) -> bool:
    """Whether somebody listens there, or it can't be told."""
    end.settimeout(0)
    try:
        end.connect(name)
    except (ConnectionRefusedError, FileNotFoundError):
        return False
    except OSError:  # busy, or no more files for this process
        return True
    return True


def _is_readable(ends: list[socket.socket], seconds: float) -> bool:
    return bool(select.select(ends, [], [], seconds)[0])


def _socket_name(address: str) -> str:
    """The name of the first Unix socket in a D-Bus address (D-Bus Specification, "Server Addresses"); empty if none."""
    for part in address.split(";"):
        transport, _, pairs = part.partition(":")
        values = dict(pair.partition("=")[::2] for pair in pairs.split(","))
        if transport == "unix" and ("path" in values or "abstract" in values):
            return unquote(values.get("path") or f"\0{values['abstract']}")
    return ""
