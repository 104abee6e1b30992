"""Desktops of the tests' own, and none of whoever runs them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kit.desktop import Bus, Desktop


@pytest.fixture(autouse=True)
def no_desktop(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Hide the desktop of whoever runs the tests."""
    for name in ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))


@pytest.fixture
def enter(monkeypatch: pytest.MonkeyPatch) -> Callable[[Mapping[str, str]], None]:
    """Be on another desktop from now on."""

    def set_all(environment: Mapping[str, str]) -> None:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)

    return set_all


@pytest.fixture
def bus(enter: Callable[[Mapping[str, str]], None]) -> Iterator[Bus]:
    from tests.kit.desktop import private_bus  # jeepney is only where D-Bus is

    with private_bus() as own:
        enter(own.environment)
        yield own


@pytest.fixture
def dunst(enter: Callable[[Mapping[str, str]], None]) -> Iterator[Desktop]:
    from tests.kit.desktop import desktop  # jeepney is only where D-Bus is

    with desktop() as own:
        enter(own.environment)
        yield own
