"""Starts a process that goes on by itself, whatever becomes of the one that starts it."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from subprocess import Popen


def start_detached(module: str, *words: str, **environment: str) -> Popen[bytes]:
    """Start a module of this program with these words, and with these variables beside the ones there are."""
    return start_program_detached([sys.executable, "-P", "-m", module, *words], **environment)


def start_program_detached(command: Sequence[str], **environment: str) -> Popen[bytes]:
    """Start any program so, without a shell; `OSError` if it can't be."""
    import subprocess  # it costs more than all the rest, and most verbs start nobody

    return subprocess.Popen(
        command,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        creationflags=getattr(subprocess, "DETACHED_PROCESS", 0),
    )


def await_aside(process: Popen[bytes]) -> None:
    """Let a thread take note of a process's end, where the one that started it goes on for days: else each stays in
    the system's list until then."""
    threading.Thread(target=process.wait, name="awaiting", daemon=True).start()


def go_by_itself(process: Popen[bytes]) -> None:
    """Let nobody wait for a process, where the one that started it ends soon."""
    process.returncode = 0
