"""The end of a login, as a process sees it that it started."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("D-Bus is Linux's way", allow_module_level=True)

from rituals.adapters.notifications.login_bus import LoginBus
from tests.kit.deaf_bus import deaf_bus

A_LONG_TIME = 60.0
AN_INSTANT = 0.01


@pytest.fixture
def notice() -> Iterator[socket.socket]:
    """A socket at which nothing comes, until something is sent into its other end."""
    noticed, other_end = socket.socketpair()
    with noticed, other_end:
        yield noticed


@pytest.mark.parametrize("kind", ["path", "abstract"])
def test_a_login_is_over_as_soon_as_its_bus_is(notice: socket.socket, tmp_path: Path, kind: str) -> None:
    with deaf_bus(tmp_path / "bus" if kind == "path" else f"\0{tmp_path}") as bus:
        login = LoginBus(bus.address)
        assert not login.wait(notice, AN_INSTANT)

        ending = threading.Timer(AN_INSTANT, bus.end)
        ending.start()

        assert login.wait(notice, A_LONG_TIME)
        ending.join()


def test_a_bus_that_hangs_up_on_one_who_says_nothing_is_no_end(notice: socket.socket, tmp_path: Path) -> None:
    with deaf_bus(tmp_path / "bus") as bus:
        login = LoginBus(bus.address)
        bus.hang_up()

        hanging_up = threading.Thread(target=bus.hang_up)
        hanging_up.start()

        assert not login.wait(notice, 0.2)
        hanging_up.join()


@pytest.mark.parametrize("address", ["", "nonsense", "tcp:host=localhost,port=1", "unix:path=/nonexistent/bus"])
def test_what_was_never_there_cant_end(notice: socket.socket, address: str) -> None:
    assert not LoginBus(address).wait(notice, AN_INSTANT)


def test_a_notice_comes_through_at_once(tmp_path: Path) -> None:
    noticed, other_end = socket.socketpair()
    with noticed, other_end, deaf_bus(tmp_path / "bus") as bus:
        other_end.send(b"!")

        assert LoginBus(bus.address).wait(noticed, A_LONG_TIME)
