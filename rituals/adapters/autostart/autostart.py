"""Installs, removes and describes the autostart entry that sends nudges after every login, without the app."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from rituals.adapters.autostart.desktops import LoginLine, LoginSession
from rituals.adapters.autostart.system import AutostartError, RealSystem, System, remove, write_whole
from rituals.adapters.clock import OVERRIDE, zone_named
from rituals.adapters.notifications.sender_lock import remove_free_locks
from rituals.core.text import is_control
from rituals.files import content_of, is_there

_ENV = "/usr/bin/env"
"""Sets the variables of the command; and since systemd runs no program with a quote in its path, it also starts
those."""
_PLACES = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")


class Way(Protocol):
    """One kind of autostart entry: its file, and the tools that must be told of it."""

    name: str
    is_sure: bool
    """Whether the system starts it at login, whatever desktop that is."""
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

    def __init__(
        self,
        ways: Sequence[Way],
        command: Sequence[str],
        own_line: Callable[[], LoginLine | None] = lambda: None,
        sweep: Callable[[], None] = lambda: None,
    ) -> None:
        self._ways = ways
        self._command = command
        self._own_line = own_line
        self._sweep = sweep

    @property
    def is_installed(self) -> bool:
        """Whether something is there to start nudges at login, even if it is outdated, or lacks its line."""
        line = self._line()
        return self._way is not None or (line is not None and line.is_written)

    @property
    def lacks_line(self) -> bool:
        """Whether it is installed, and the desktop needs a line in its own file that isn't there."""
        line = self._line()
        return self._way is not None and line is not None and bool(line.desktop) and not line.is_written

    @property
    def is_outdated(self) -> bool:
        """Whether an installed entry starts another Python, or for another data folder."""
        return any(_read(way.path) not in (None, way.content(self._command)) for way in self._ways)

    def state(self) -> str:
        """A sentence on whether and how it is installed."""
        way, line = self._way, self._line()
        if line is not None and line.is_written:
            return f"They start at every login, from {line.file}."
        if way is None:
            return "They don't start at login."
        if line is not None and line.desktop:
            return f"They don't start at login: {_needed(line)}"
        if self.is_outdated:
            return (
                f"They start at login, but not as they would from here ({way.path} is of another version, or names "
                "another Python, home or zone)."
            )
        if line is not None:
            return f"They start at every login where the desktop reads {way.path}. {_perhaps_needed(line)}"
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
        line = self._line()
        if line is None:
            return (
                f"Nudges come without the app from now on, and after every login: {way.name} starts them ({way.path})."
            )
        if line.is_written:
            return f"Nudges come without the app from now on, and after every login, from {line.file}."
        if line.desktop:
            return f"Nudges come without the app until you log out: {_needed(line)}"
        return (
            f"Nudges come without the app from now on, and after every login where the desktop reads {way.path}. "
            f"{_perhaps_needed(line)}"
        )

    def uninstall(self) -> str:
        """Stop and remove all entries, and say so in a sentence."""
        line, was_there = self._line(), self._way is not None
        for way in self._ways:
            _take_away(way)
        self._sweep()
        if line is not None and line.is_written:
            return f"Nudges start at login until you take their line out of {line.file}, and run until you log out."
        if not was_there:
            return "Nothing is installed; nudges come while the app is open."
        return "Taken away; what still runs ends within 20 seconds. Nudges come while the app is open."

    @property
    def _way(self) -> Way | None:
        return next((way for way in self._ways if is_there(way.path)), None)

    def _line(self) -> LoginLine | None:
        way = self._way
        return None if way is not None and way.is_sure else self._own_line()


def _needed(line: LoginLine) -> str:
    first = f"First copy {line.model} to {line.file}, which isn't there yet. " if line.model else ""
    return (
        f"{line.desktop} reads no autostart folder. {first}This line in {line.file} has them start at every login:\n"
        f"{line.text}"
    )


def _perhaps_needed(line: LoginLine) -> str:
    return f"Where yours doesn't, this line in {line.file} has them start:\n{line.text}"


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
    command = [python, "-P", "-m", "rituals", *_run_words(home)]
    return command if sys.platform == "win32" else [_ENV, *_carried(home, environ), *command]


def line_command(home: Path | None, python: str = sys.executable, environ: Mapping[str, str] = os.environ) -> list[str]:
    """The same in as few words as a person may copy; it starts nothing where one runs in the background already, as
    window managers run some files again and again."""
    from shutil import which  # it imports the archive formats too

    script, carried = Path(python).with_name("rituals"), _carried(home, environ)
    on_path = which("rituals", path=environ.get("PATH", os.defpath))
    if on_path is not None and Path(os.path.realpath(on_path)) == Path(os.path.realpath(script)):
        script = Path(on_path)
    program = [str(script)] if is_there(script) else [python, "-P", "-m", "rituals"]
    return [*(["env", *carried] if carried else []), *program, *_run_words(home), "--unless-running"]


def _run_words(home: Path | None) -> list[str]:
    return ["nudge", "run", *(["--home", str(home)] if home else [])]


def _carried(home: Path | None, environ: Mapping[str, str]) -> list[str]:
    """What a shell may have and a desktop session not: without its zone, for example, nudges would come at other
    times."""
    names = [] if home else [name for name in _PLACES if environ.get(name)]
    if zone_named(environ.get(OVERRIDE, "")) is not None:
        names.append(OVERRIDE)
    return [f"{name}={environ[name]}" for name in names]


def autostart_here(home: Path | None, config: Path, data: Path) -> LoginAutostart:
    """The autostart for this system; `config` is the folder of settings, and `data` the one with its locks."""
    sweep = partial(remove_free_locks, data)
    system: System = RealSystem()
    if sys.platform == "win32":
        from getpass import getuser

        from rituals.adapters.autostart.windows import LogonTask

        windowless = Path(sys.executable).with_name("pythonw.exe")
        python = str(windowless) if windowless.exists() else sys.executable
        return LoginAutostart([LogonTask(config, getuser(), system)], nudge_command(home, python), sweep=sweep)
    if sys.platform == "darwin":
        from rituals.adapters.autostart.mac import LaunchAgent

        return LoginAutostart([LaunchAgent(_login_home(), os.getuid(), system)], nudge_command(home), sweep=sweep)
    from rituals.adapters.autostart.linux import DesktopEntry, SystemdService

    own = os.environ.get("XDG_CONFIG_HOME", "")
    settings = Path(own) if Path(own).is_absolute() else _login_home() / ".config"
    session = LoginSession(settings, _login_home())
    ways: list[Way] = [SystemdService(settings, system), DesktopEntry(settings, system)]
    return LoginAutostart(ways, nudge_command(home), lambda: session.own_line(line_command(home)), sweep)


def _login_home() -> Path:
    """The user's home folder; without one, a path that doesn't exist, so that nothing can be installed but questions
    can be answered."""
    try:
        return Path.home()
    except RuntimeError:
        return Path("/nonexistent")
