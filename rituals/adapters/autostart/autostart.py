"""Nudges from every login on, without the app: installed, taken away again, and told of in words."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from rituals.adapters.autostart.system import AutostartError, RealSystem, System, remove, write_whole
from rituals.core.text import is_control

_ENV = "/usr/bin/env"
"""Carries what is set here; and systemd starts no program with a quote in its path, while env starts any."""
_PLACES = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
_ZONE = "RITUALS_TZ"
"""What a shell may have been told and a desktop not: without it, another session would be nudged, or at other times."""


class Way(Protocol):
    """One way of starting at login: the file that says so, and the tools that have to know of it."""

    name: str
    path: Path
    leftovers: tuple[Path, ...]
    """What the system's tools may have made of the file."""

    def is_possible(self) -> bool: ...

    def content(self, command: Sequence[str]) -> bytes: ...

    def begin(self, _command: Sequence[str]) -> None: ...

    def end(self) -> None: ...

    def forget(self) -> None: ...


class LoginAutostart:
    """The first way that is possible here; the others are only ever taken away."""

    def __init__(self, ways: Sequence[Way], command: Sequence[str]) -> None:
        self._ways = ways
        self._command = command

    @property
    def is_installed(self) -> bool:
        """Whether nudges start with every login, be it in an outdated way."""
        return any(way.path.exists() for way in self._ways)

    @property
    def is_outdated(self) -> bool:
        """Whether what is installed starts another Python, or for another home."""
        return any(_read(way.path) not in (None, way.content(self._command)) for way in self._ways)

    def state(self) -> str:
        """Whether it is installed, and how, in a sentence."""
        way = next((way for way in self._ways if way.path.exists()), None)
        if way is None:
            return "They don't start at login."
        if self.is_outdated:
            return f"They start at login, but not as from here ({way.path} names another Python, home or zone)."
        return f"They start at every login, from {way.name}."

    def install(self) -> str:
        """Start at every login and now, and say what was done; `AutostartError` where it can't be, with no trace."""
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
        """Stop, leave nothing behind, and say so."""
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
    """What a file holds; None where there is none, and nothing where it can't be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        return b""


def nudge_command(
    home: Path | None, python: str = sys.executable, environ: Mapping[str, str] = os.environ
) -> list[str]:
    """The words that run the nudges of a home (None: the system's own places) as they would be run from here."""
    command = [python, "-P", "-m", "rituals", "nudge", "run", *(["--home", str(home)] if home else [])]
    variables = [_ZONE] if home else [*_PLACES, _ZONE]
    carried = [f"{name}={environ[name]}" for name in variables if environ.get(name)]
    return command if sys.platform == "win32" else [_ENV, *carried, *command]


def autostart_here(home: Path | None, config: Path) -> LoginAutostart:
    """The ways of this system; `config` is the folder of rituals' own settings."""
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
    """The login's own folder; a login without one gets nothing installed, but may ask."""
    try:
        return Path.home()
    except RuntimeError:
        return Path("/nonexistent")
