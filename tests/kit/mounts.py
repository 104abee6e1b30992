"""Folders mounted in a way that nobody else sees: in a namespace of the process's own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path


@cache
def may_mount() -> bool:
    """Whether this login may mount where nobody else sees it."""
    if shutil.which("unshare") is None:
        return False
    return subprocess.run(["unshare", "--mount", "true"], check=False, capture_output=True).returncode == 0


def read_only(folder: Path) -> list[str]:
    """What to put before a program's words, so that a folder is read-only for it, even to root."""
    mount = 'set -e; mount --bind "$1" "$1"; mount -o remount,bind,ro "$1"; shift; exec "$@"'
    return ["unshare", "--mount", "sh", "-c", mount, "sh", str(folder)]


@cache
def may_hang() -> bool:
    """Whether this login may mount what nobody answers for."""
    return may_mount() and subprocess.run(hung(Path("/mnt")), check=False, capture_output=True).returncode == 0


def hung(folder: Path) -> list[str]:
    """What to put before a program's words, so that whoever looks into a folder waits until the program ends."""
    return ["unshare", "--mount", sys.executable, "-m", "tests.kit.hung_mount", str(folder)]
