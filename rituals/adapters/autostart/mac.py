"""Autostart on macOS: a launchd agent."""

from __future__ import annotations

import plistlib
from collections.abc import Sequence
from pathlib import Path

from rituals.adapters.autostart.system import System, must

LABEL = "org.rituals-tui.nudges"


class LaunchAgent:
    """A launchd agent of the user, which runs during desktop sessions."""

    name = "a launchd agent"
    is_sure = True

    def __init__(self, home: Path, user: int, system: System) -> None:
        self.path = home / "Library" / "LaunchAgents" / f"{LABEL}.plist"
        self.leftovers: tuple[Path, ...] = ()
        self._domain = f"gui/{user}"
        self._system = system

    def is_possible(self) -> bool:
        return True

    def content(self, command: Sequence[str]) -> bytes:
        """The agent's property list, launchd.plist(5)."""
        return plistlib.dumps(
            {
                "Label": LABEL,
                "ProgramArguments": list(command),
                "RunAtLoad": True,
                "KeepAlive": {"SuccessfulExit": False},
                "LimitLoadToSessionType": "Aqua",
                "ProcessType": "Background",
            },
            sort_keys=False,
        )

    def begin(self, _command: Sequence[str]) -> None:
        """Load it, which starts it; one that is loaded already is unloaded first."""
        self.end()
        must(self._system, "launchctl", "bootstrap", self._domain, str(self.path))

    def end(self) -> None:
        self._system.run("launchctl", "bootout", f"{self._domain}/{LABEL}")

    def forget(self) -> None:
        """Nothing to do: launchd only knows what is loaded."""
