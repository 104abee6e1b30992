"""Installs, removes and describes the autostart entry that sends nudges after every login, without the app."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from rituals.adapters.autostart.system import AutostartError, RealSystem, System, remove, write_whole
from rituals.core.text import is_control
from rituals.files import content_of, is_there

_ENV = "/usr/bin/env"
"""Sets the variables of the command; and since systemd runs no program with a quote in its path, it also starts
those."""
_PLACES = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
_ZONE = "RITUALS_TZ"
"""A variable that a shell may have and a desktop session not: without it, nudges would come at other times."""


class Way(Protocol):
    """One kind of autostart entry: its file, and the tools that must be told of it."""

    name: str
    path: Path
    leftovers: tuple[Path, ...]
    """Files that the system's tools may have created for it."""

    def is_possible(self) -> bool: ...

    def content(self, command: Sequence[str]) -> bytes: ...

    def begin(self, _command: Sequence[str]) -> None: ...

    def end(self) -> None: ...

    def forget(self) -> None: ...


class LoginAutostart:
    """Installs the first way that works on this machine, and removes all others."""

    def __init__(self, ways: Sequence[Way], command: Sequence[str]) -> None:
        self._ways = ways
        self._command = command

    @property
    def is_installed(self) -> bool:
        """Whether nudges start at login, even if the entry is outdated."""
        return any(is_there(way.path) for way in self._ways)

    @property
    def is_outdated(self) -> bool:
        """Whether an installed entry starts another Python, or for another data folder."""
        return any(_read(way.path) not in (None, way.content(self._command)) for way in self._ways)

    def state(self) -> str:
        """A sentence on whether and how it is installed."""
        way = next((way for way in self._ways if is_there(way.path)), None)
        if way is None:
            return "They don't start at login."
        if self.is_outdated:
            return f"They start at login, but not as from here ({way.path} names another Python, home or zone)."
        return f"They start at every login, from {way.name}."

    def install(self) -> str:
        """Start nudges now and at every login, and say so in a sentence; `AutostartError` if that fails, and then
        nothing is left."""
        if any(is_control(sign) for word in self._command for sign in word):
            raise AutostartError("A path here holds a control character; nudges can't start at login from there.")
        way = next(way for way in self._ways if way.is_possible())
        for other in self._ways:
            if other is not way:
                _take_away(other)
        write_whole(way.path, way.content(self._command))
        try:
            way.begin(self._command)
        except AutostartError:
            _take_away(way)
            raise
        return f"Nudges come without the app from now on, and after every login: {way.name} starts them ({way.path})."

    def uninstall(self) -> str:
        """Stop and remove all entries, and say so in a sentence."""
        was_installed = self.is_installed
        for way in self._ways:
            _take_away(way)
        if not was_installed:
            return "Nothing is installed; nudges come while the app is open."
        return "Taken away; what still runs ends within 20 seconds. Nudges come while the app is open."


def _take_away(way: Way) -> None:
    if not any(os.path.lexists(path) for path in (way.path, *way.leftovers)):
        return
    way.end()
    remove([way.path, *way.leftovers])
    way.forget()


def _read(path: Path) -> bytes | None:
    """The content of a file; None if there is no file, empty if it can't be read."""
    try:
        return content_of(path)
    except FileNotFoundError:
        return None
    except OSError:
        return b""


def nudge_command(
    home: Path | None, python: str = sys.executable, environ: Mapping[str, str] = os.environ
) -> list[str]:
    """The command line that sends the nudges of a home folder (None: the system's standard folders), with this
    process's Python and environment."""
    command = [python, "-P", "-m", "rituals", "nudge", "run", *(["--home", str(home)] if home else [])]
    variables = [_ZONE] if home else [*_PLACES, _ZONE]
    carried = [f"{name}={environ[name]}" for name in variables if environ.get(name)]
    return command if sys.platform == "win32" else [_ENV, *carried, *command]


def autostart_here(home: Path | None, config: Path) -> LoginAutostart:
    """The autostart for this system; `config` is the app's settings folder."""
    system: System = RealSystem()
    if sys.platform == "win32":
        from getpass import getuser

        from rituals.adapters.autostart.windows import LogonTask

        windowless = Path(sys.executable).with_name("pythonw.exe")
        python = str(windowless) if windowless.exists() else sys.executable
        return LoginAutostart([LogonTask(config, getuser(), system)], nudge_command(home, python))
    if sys.platform == "darwin":
        from rituals.adapters.autostart.mac import LaunchAgent

        return LoginAutostart([LaunchAgent(_login_home(), os.getuid(), system)], nudge_command(home))
    from rituals.adapters.autostart.linux import DesktopEntry, SystemdService

    own = os.environ.get("XDG_CONFIG_HOME", "")
    settings = Path(own) if Path(own).is_absolute() else _login_home() / ".config"
    return LoginAutostart([SystemdService(settings, system), DesktopEntry(settings, system)], nudge_command(home))


def _login_home() -> Path:
    """The user's home folder; without one, a path that doesn't exist, so that nothing can be installed but questions
    can be answered."""
    try:
        return Path.home()
    except RuntimeError:
        return Path("/nonexistent")
