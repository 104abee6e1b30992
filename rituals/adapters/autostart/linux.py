"""Autostart on Linux desktops: a systemd user service, or an autostart entry if systemd does not manage the desktop
session."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rituals.adapters.autostart.system import AutostartError, System, must

SERVICE = "rituals-nudges.service"
SESSION = "graphical-session.target"
ENTRY = "rituals-nudges.desktop"

_PROGRAM_IS_GONE = "126 127"
"""How env ends where it can't start the program, as after the app was removed; no further start helps."""
# Five starts, 20 seconds apart, are well within ten minutes: then it rests until the next login.
_UNIT = f"""\
[Unit]
Description=Nudges from rituals
PartOf={SESSION}
After={SESSION}
StartLimitIntervalSec=600
StartLimitBurst=5

[Service]
Type=exec
ExecStart={{command}}
Restart=on-failure
RestartSec=20
RestartPreventExitStatus={_PROGRAM_IS_GONE}

[Install]
WantedBy={SESSION}
"""
_DESKTOP_ENTRY = """\
[Desktop Entry]
Type=Application
Version=1.0
Name=Nudges from rituals
Comment=A gentle word when a ritual is due
Exec={command}
Terminal=false
NoDisplay=true
X-GNOME-Autostart-enabled=true
"""


class SystemdService:
    """A systemd user service that starts and stops with the desktop session."""

    name = "a systemd user service"
    is_sure = True

    def __init__(self, config: Path, system: System) -> None:
        units = config / "systemd" / "user"
        self.path = units / SERVICE
        self.leftovers: tuple[Path, ...] = (units / f"{SESSION}.wants" / SERVICE,)
        self._system = system

    def is_possible(self) -> bool:
        """Whether systemd knows of the desktop session; some desktops never tell it."""
        return self._systemctl("is-active", "--quiet", SESSION)

    def content(self, command: Sequence[str]) -> bytes:
        """The unit file; the `:` keeps systemd from expanding `$` in the arguments, systemd.service(5)."""
        first, *others = command
        return _UNIT.format(command=" ".join(map(_unit_word, [f":{first}", *others]))).encode()

    def begin(self, _command: Sequence[str]) -> None:
        """Enable it, and start it now; restart it if it runs already."""
        for words in (["daemon-reload"], ["enable", SERVICE]):
            must(self._system, "systemctl", "--user", *words)
        self._systemctl("reset-failed", SERVICE)  # it may rest after too many starts; nothing to forget is no matter
        must(self._system, "systemctl", "--user", "restart", SERVICE)

    def end(self) -> None:
        """Disable and stop it; if no systemd answers, it isn't running either."""
        self._systemctl("disable", "--now", SERVICE)

    def forget(self) -> None:
        """Let systemd notice that the file is gone."""
        self._systemctl("daemon-reload")
        self._systemctl("reset-failed", SERVICE)

    def _systemctl(self, *words: str) -> bool:
        return self._system.run("systemctl", "--user", *words).ok


class DesktopEntry:
    """An entry in the autostart folder, which desktops run at login (freedesktop.org's Autostart 0.5), and most window
    managers don't."""

    name = "an autostart entry"
    is_sure = False

    def __init__(self, config: Path, system: System) -> None:
        self.path = config / "autostart" / ENTRY
        self.leftovers: tuple[Path, ...] = ()
        self._system = system

    def is_possible(self) -> bool:
        return True

    def content(self, command: Sequence[str]) -> bytes:
        return _DESKTOP_ENTRY.format(command=" ".join(map(_entry_word, self._while_installed(command)))).encode()

    def begin(self, command: Sequence[str]) -> None:
        """Start the command for this login; if one runs already, the new one ends by itself."""
        try:
            self._system.start(*self._while_installed(command))
        except OSError as refusal:
            raise AutostartError(
                f"{command[0]} could not be started ({refusal.strerror}); reinstalling rituals usually mends that."
            ) from refusal

    def end(self) -> None:
        """Nothing to do: the running command looks for its entry at each wake, and ends without it."""

    def forget(self) -> None:
        """Nothing to do: desktops read the folder at each login."""

    def _while_installed(self, command: Sequence[str]) -> list[str]:
        return [*command, "--while", str(self.path)]


def _unit_word(word: str) -> str:
    """One argument of a unit's command line: quoted, without specifiers; systemd.syntax(7)."""
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%") + '"'


def _entry_word(word: str) -> str:
    """One argument of an Exec key: quoted, escaped again as any string in the file, without field codes (Desktop Entry
    Specification)."""
    quoted = "".join(f"\\{sign}" if sign in '"`$\\' else sign for sign in word)
    return '"' + quoted.replace("\\", "\\\\").replace("%", "%%") + '"'
