"""What all autostart ways need of the system: running tools, and writing and removing files."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from rituals.errors import Remedy, RitualsError

_SECONDS = 30.0


class AutostartError(RitualsError):
    """The system does not allow nudges to start at login."""


class ToolResult(NamedTuple):
    """Whether a tool succeeded, and the last line it printed."""

    ok: bool
    last_line: str


class System(Protocol):
    """The system's tools; commands are argument lists and never pass through a shell."""

    def run(self, *command: str) -> ToolResult:
        """Run a tool to its end; one that is missing or takes too long has failed."""

    def start(self, *command: str) -> None:
        """Start a program that outlives this one; `OSError` if it can't be started."""


class RealSystem:
    """The tools of the system that this process runs on."""

    def run(self, *command: str) -> ToolResult:
        """Run a tool to its end; one that is missing or takes too long has failed."""
        try:
            ended = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return ToolResult(False, f"no answer within {_SECONDS:g} seconds")
        except OSError as problem:
            return ToolResult(False, problem.strerror or type(problem).__name__)
        lines = ended.stdout.decode("utf-8", "replace").split("\n")
        return ToolResult(ended.returncode == 0, next((line.strip() for line in reversed(lines) if line.strip()), ""))

    def start(self, *command: str) -> None:
        """Start a program in a session of its own, with stdin, stdout and stderr on the null device."""
        nothing = [
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDWR, 0),
            (os.POSIX_SPAWN_DUP2, 0, 1),
            (os.POSIX_SPAWN_DUP2, 0, 2),
        ]
        os.posix_spawnp(command[0], command, os.environ, file_actions=nothing, setsid=True)


def must(system: System, *command: str) -> None:
    """Run a tool; `AutostartError` with its last line if it fails."""
    ran = system.run(*command)
    if not ran.ok:
        raise AutostartError(
            f"{command[0]} refused ({ran.last_line or 'without a word'}), so nothing was installed.",
            Remedy.NUDGE_MEANWHILE,
        )


def write_whole(path: Path, content: bytes) -> None:
    """Write a file atomically, in a folder for its owner only; `AutostartError` if that fails."""
    draft = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as refusal:
        raise AutostartError(
            f"{path} could not be written ({refusal.strerror}); check who may write there and try again."
        ) from refusal


def remove(paths: Sequence[Path]) -> None:
    """Remove files and links that may be missing; `AutostartError` if that fails."""
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError as refusal:
            raise AutostartError(
                f"{path} could not be removed ({refusal.strerror}); remove it by hand and nothing is left."
            ) from refusal
