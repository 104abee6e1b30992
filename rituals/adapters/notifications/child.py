"""Runs another program for a moment, and ends it, with all it started, where that takes too long."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)


class EndedChild(NamedTuple):
    """The exit code of a program, negative for the signal that ended it, and what it printed."""

    exit_code: int
    output: bytes


def run_child(
    command: Sequence[str],
    deadline: float,
    *,
    folder: Path,
    question: bytes | None = None,
    environment: Mapping[str, str] | None = None,
) -> EndedChild:
    """Run a program in a folder, without a shell, and wait for its end; it is killed, children included, after
    `deadline` seconds, which raises `subprocess.TimeoutExpired`. `OSError` if it can't be started.

    It reads the `question`; without one nothing, and what it prints is dropped.
    """
    pipe = subprocess.DEVNULL if question is None else subprocess.PIPE
    with subprocess.Popen(
        command,
        stdin=pipe,
        stdout=pipe,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=environment,
        start_new_session=True,
        creationflags=_NO_WINDOW,
    ) as child:
        try:
            output, _ = child.communicate(question, timeout=deadline)
        except BaseException:
            _kill_group(child)
            raise
    return EndedChild(child.returncode, output or b"")


def _kill_group(child: subprocess.Popen[bytes]) -> None:
    """Kill the program and all its children: its process group, where those exist."""
    if sys.platform == "win32":
        child.kill()
        return
    with suppress(ProcessLookupError):  # it ended by itself just now
        os.killpg(child.pid, signal.SIGKILL)
