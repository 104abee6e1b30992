"""Which desktops on Linux start what lies in the autostart folder, and the line that the others need in a file."""

from __future__ import annotations

import json
import os
import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from rituals.core.text import casefolded
from rituals.files import content_of, is_there

LARGEST_FILE, MOST_FILES = 1 << 16, 100
"""How large a window manager's file may be, in bytes, and how many are read: pictures and icons often lie there too."""


class WindowManager(NamedTuple):
    """A window manager that reads no autostart folder; `file` is its own, below the settings folder, or below the home
    where it begins with "~/". Without one, it starts nothing by itself, and the session does."""

    name: str
    file: str
    line: str = "{shell} &"
    """What starts a command from there, given as words for a shell, or as strings in quotes."""
    variable: str = ""
    """A variable that it sets for what it starts."""
    model: str = ""
    """The file that counts as long as there is none, to be copied first."""


_QTILE = "import os, libqtile.hook as hook; hook.subscribe.startup_once(lambda: os.system({background}))"
_SESSION_FILES = ("~/.xinitrc", "~/.xprofile")
"""What begins a session of X that startx starts, where there is one, and that a login screen starts."""
WINDOW_MANAGERS = (
    WindowManager("i3", "i3/config", "exec --no-startup-id {shell}", "I3SOCK", "/etc/i3/config"),
    WindowManager("sway", "sway/config", "exec {shell}", "SWAYSOCK", "/etc/sway/config"),
    WindowManager("Hyprland", "hypr/hyprland.conf", "exec-once = {shell}", "HYPRLAND_INSTANCE_SIGNATURE"),
    WindowManager("niri", "niri/config.kdl", "spawn-at-startup {strings}", "NIRI_SOCKET"),
    WindowManager("river", "river/init"),
    WindowManager("labwc", "labwc/autostart", variable="LABWC_PID"),
    WindowManager("bspwm", "bspwm/bspwmrc", variable="BSPWM_SOCKET"),
    WindowManager("herbstluftwm", "herbstluftwm/autostart", model="/etc/xdg/herbstluftwm/autostart"),
    WindowManager("awesome", "awesome/rc.lua", "awful.spawn.with_shell({quoted})", model="/etc/xdg/awesome/rc.lua"),
    WindowManager("qtile", "qtile/config.py", _QTILE),
    WindowManager("openbox", "openbox/autostart"),
    WindowManager("fluxbox", "~/.fluxbox/startup"),
    WindowManager("icewm", "~/.icewm/startup"),
    *(WindowManager(name, "") for name in ("xmonad", "dwm")),
)
"""By the name that they have as a desktop, and as a process."""
_READERS = {
    *("gnome", "gnome-classic", "gnome-flashback", "unity", "kde", "plasma", "xfce", "mate", "cinnamon", "x-cinnamon"),
    *("lxde", "lxqt", "budgie", "pantheon", "enlightenment", "deepin", "dde", "ukui", "cosmic", "trinity", "tde"),
}
"""The desktops that read the folder, as freedesktop.org registers their names."""
_READERS_RUN = {"xfce4-session", "mate-session", "cinnamon-sessio", "lxsession", "lxqt-session", "gnome-session-b"}
"""The processes that do so for them."""
_STARTERS = ("dex", "dex-autostart", "fbautostart", "lxsession", "lxqt-session")
"""Programs that start what lies in the folder for any window manager."""
_TARGET = "xdg-desktop-autostart.target"
_NO_COMMENT = r"(?m)^(?!\s*(?:#|//|--|;|!)).*"
_WRITTEN = re.compile(rf"{_NO_COMMENT}\brituals\W+nudge\W+run\b")


class LoginLine(NamedTuple):
    """A line for the file of a window manager's own, which starts the nudges at login."""

    desktop: str
    """Its name; empty if it can't be seen which one there is, and whether it needs a line."""
    file: Path
    text: str
    is_written: bool
    model: str = ""
    """What to copy there first; empty where that isn't needed."""


class LoginSession:
    """The desktop that somebody is logged in to, as far as it can be seen from a process."""

    def __init__(
        self, config: Path, home: Path, environ: Mapping[str, str] = os.environ, root: Path = Path("/")
    ) -> None:
        self._config = config
        self._home = home
        self._environ = environ
        self._root = root

    def own_line(self, command: Sequence[str]) -> LoginLine | None:
        """The line that this desktop needs to start a command at login; None where it reads the autostart folder."""
        manager = self._manager
        if manager is None:
            return None
        file = self._file_of(manager)
        model = self._root / manager.model.lstrip("/")
        has_model = bool(manager.model) and not is_there(file) and is_there(model)
        texts = list(self._texts(model if has_model else file))
        if any(map(_starts_the_folder, texts)):
            return None
        shell = shlex.join(command)
        forms = {
            "shell": shell,
            "quoted": _quoted(shell),
            "background": _quoted(f"{shell} &"),
            "strings": " ".join(map(_quoted, command)),
        }
        is_written = any(_WRITTEN.search(text) for text in texts)
        return LoginLine(
            manager.name, file, manager.line.format(**forms), is_written, manager.model if has_model else ""
        )

    @cached_property
    def _manager(self) -> WindowManager | None:
        """The window manager here, unless it reads the folder; a nameless one where it can't be seen which it is."""
        named = {casefolded(manager.name): manager for manager in WINDOW_MANAGERS}
        for name in self._names():
            if name in _READERS:
                return None
            if name in named:
                return named[name]
        for candidate in WINDOW_MANAGERS:
            if candidate.variable and self._environ.get(candidate.variable):
                return candidate
        running = {casefolded(name) for name in self._running()}
        if running & _READERS_RUN:
            return None
        manager = next((manager for name, manager in named.items() if name in running), None)
        return manager or WindowManager("", "")

    def _file_of(self, manager: WindowManager) -> Path:
        names = [manager.file] if manager.file else _SESSION_FILES
        files = [self._home / name[2:] if name.startswith("~/") else self._config / name for name in names]
        return next((file for file in files if is_there(file)), files[-1])

    def _names(self) -> Iterator[str]:
        """What the login calls the desktop, the most specific name first."""
        for variable in ("XDG_CURRENT_DESKTOP", "XDG_SESSION_DESKTOP", "DESKTOP_SESSION"):
            for name in self._environ.get(variable, "").split(":"):
                yield casefolded(name.rpartition("/")[2].strip())

    def _running(self) -> Iterator[str]:
        """The names of this user's processes, where the system lists them; proc(5)."""
        for process in self._root.glob("proc/[0-9]*"):
            with suppress(OSError):
                if process.stat().st_uid == os.getuid():
                    yield content_of(process / "comm").decode("utf-8", "replace").strip()

    def _texts(self, file: Path) -> Iterator[str]:
        """What is in a file, and in those beside and below it that it may include."""
        beside = [] if file.parent == self._home else [*file.parent.glob("*"), *file.parent.glob("*/*")]
        for path in list(dict.fromkeys([file, *sorted(beside)]))[:MOST_FILES]:
            with suppress(OSError):
                content = content_of(path, LARGEST_FILE + 1)
                if len(content) <= LARGEST_FILE and b"\0" not in content:
                    yield content.decode("utf-8", "replace")


def _quoted(text: str) -> str:
    """A text as Lua, Python and KDL alike quote it."""
    return json.dumps(text, ensure_ascii=False)


def _starts_the_folder(text: str) -> bool:
    """Whether a window manager's file has another program start what lies in the autostart folder."""
    from shutil import which  # it imports the archive formats too

    programs = "|".join(name for name in _STARTERS if which(name))
    words = rf"\b(?:{programs})\b|{re.escape(_TARGET)}" if programs else re.escape(_TARGET)
    return re.search(rf"{_NO_COMMENT}(?:{words})", text) is not None
