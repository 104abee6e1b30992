"""The two ways of Linux desktops: a systemd user service, and an autostart entry where systemd does not lead."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rituals.adapters.autostart.system import AutostartError, System, must

SERVICE = "rituals-nudges.service"
SESSION = "graphical-session.target"
ENTRY = "rituals-nudges.desktop"

_UNIT = f"""\
[Unit]
Description=Nudges from rituals
PartOf={SESSION}
After={SESSION}

[Service]
Type=exec
ExecStart={{command}}
Restart=on-failure
RestartSec=20

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
    """A service of the login's own systemd, which begins and ends with the desktop."""

    name = "a systemd user service"

    def __init__(self, config: Path, system: System) -> None:
        units = config / "systemd" / "user"
        self.path = units / SERVICE
        self.leftovers: tuple[Path, ...] = (units / f"{SESSION}.wants" / SERVICE,)
        self._system = system

    def is_possible(self) -> bool:
        """Whether systemd knows when this desktop is there: some desktops never tell it."""
        return self._systemctl("is-active", "--quiet", SESSION)

    def content(self, command: Sequence[str]) -> bytes:
        """The unit; `:` keeps systemd from reading `$` in the words, systemd.service(5)."""
        first, *others = command
        return _UNIT.format(command=" ".join(map(_unit_word, [f":{first}", *others]))).encode()

    def begin(self, _command: Sequence[str]) -> None:
        """Let systemd start it with the desktop, and now; one that runs already starts anew."""
        for words in (["daemon-reload"], ["enable", SERVICE], ["restart", SERVICE]):
            must(self._system, "systemctl", "--user", *words)

    def end(self) -> None:
        """Stop it; where no systemd answers, none runs it."""
        self._systemctl("disable", "--now", SERVICE)

    def forget(self) -> None:
        """Let systemd see that the file is gone."""
        self._systemctl("daemon-reload")
        self._systemctl("reset-failed", SERVICE)

    def _systemctl(self, *words: str) -> bool:
        return self._system.run("systemctl", "--user", *words).ok


class DesktopEntry:
    """An entry in the autostart folder, which every desktop runs at login (freedesktop.org's Autostart 0.5)."""

    name = "an autostart entry"

    def __init__(self, config: Path, system: System) -> None:
        self.path = config / "autostart" / ENTRY
        self.leftovers: tuple[Path, ...] = ()
        self._system = system

    def is_possible(self) -> bool:
        return True

    def content(self, command: Sequence[str]) -> bytes:
        return _DESKTOP_ENTRY.format(command=" ".join(map(_entry_word, self._while_installed(command)))).encode()

    def begin(self, command: Sequence[str]) -> None:
        """Start it for this login; where one runs already, the new one ends by itself."""
        try:
            self._system.start(*self._while_installed(command))
        except OSError as refusal:
            raise AutostartError(
                f"{command[0]} could not be started ({refusal.strerror}); reinstalling rituals usually mends that."
            ) from refusal

    def end(self) -> None:
        """Nothing to do: what runs looks for its entry at each wake, and ends without it."""

    def forget(self) -> None:
        """Nothing to do: desktops read the folder at each login."""

    def _while_installed(self, command: Sequence[str]) -> list[str]:
        return [*command, "--while", str(self.path)]


def _unit_word(word: str) -> str:
    """One word of a unit's command line: quoted, and no specifier; systemd.syntax(7)."""
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%") + '"'


def _entry_word(word: str) -> str:
    """One word of an Exec key: quoted, then escaped once more as any string in the file is; no field code."""
    quoted = "".join(f"\\{sign}" if sign in '"`$\\' else sign for sign in word)
    return '"' + quoted.replace("\\", "\\\\").replace("%", "%%") + '"'
