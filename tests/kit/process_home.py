"""A home of its own for whole processes: verbs, scripts, and what sends nudges."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

LONGEST_RUN = 120.0
"""Seconds that a process may take on a busy machine."""

VERB = "from rituals.cli.main import main; main({words})"
NUDGES = """
import os, signal, threading, time
from pathlib import Path
from rituals import bootstrap
from rituals.cli.main import main
from rituals.service.nudges import scheduler

bootstrap.{looks}, scheduler.LONGEST_WAIT = 0.05, 0.1

def end():
    ends = time.monotonic() + 60
    while (signal.getsignal(signal.SIGTERM) is signal.SIG_DFL or {waits}) and time.monotonic() < ends:
        time.sleep(0.05)
    os.kill(os.getpid(), signal.SIGTERM)

threading.Thread(target=end, daemon=True).start()
main(["nudge", "run"])
"""
"""Sends nudges as long as `waits` is true; `looks` is the constant of `bootstrap` that says how often something is
looked at."""


class ProcessHome:
    """A home where no desktop is in reach."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.environment = {
            **os.environ,
            "RITUALS_HOME": str(home),
            "RITUALS_TZ": "Europe/Berlin",
            "PYTHONUTF8": "1",
            "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere",
        }

    def run(self, *words: str, before: Sequence[str] = ()) -> str:
        """What a verb prints; `before` is a command that starts it."""
        return self.done(*before, sys.executable, "-m", "rituals", *words)

    def done(self, *argv: str) -> str:
        """What a process prints that has to end well."""
        ran = subprocess.run(
            argv,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=LONGEST_RUN,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def imported_by(self, script: str, names: Sequence[str]) -> str:
        """Which of these modules a script has imported at its end."""
        whole = f"import sys\n{script}\nprint([name for name in {names} if name in sys.modules])"
        return self.done(sys.executable, "-c", whole).splitlines()[-1]
