"""A place of its own for a program that people type private words into, and what it leaves of them there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

RITUALS = (sys.executable, "-m", "rituals")
ON, OFF = b"\x1b[?1049h", b"\x1b[?1049l"
SECRET = "quincewhisper"
"""A word that stands nowhere else."""


def machine(folder: Path) -> dict[str, str]:
    """An environment with a home and a place for throw-away files of its own, and nothing of the real ones."""
    for name in ("home", "scratch", "user"):
        (folder / name).mkdir()
    kept = {name: os.environ[name] for name in ("PATH", "VIRTUAL_ENV") if name in os.environ}
    return {
        **kept,
        "HOME": str(folder / "user"),
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
        "RITUALS_HOME": str(folder / "home"),
        "RITUALS_TZ": "Europe/Berlin",
        "TMPDIR": str(folder / "scratch"),
    }


def in_shell(environment: Mapping[str, str], *words: str) -> str:
    """What a verb prints."""
    return subprocess.run([*RITUALS, *words], env=environment, capture_output=True, text=True, check=True).stdout


def words_on_disk(folder: Path, *words: str) -> list[Path]:
    """Every file that holds one of some words."""
    files = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return [path for path, held in files.items() if any(word.encode() in held for word in words)]


def after_leaving(output: bytes) -> bytes:
    """What a program wrote once it had left the alternate screen."""
    _, left, after = output.rpartition(OFF)
    assert left, "the alternate screen was never left"
    return after


def what_stays(output: bytes) -> bytes:
    """What a program wrote that was not on the alternate screen."""
    return output.partition(ON)[0] + after_leaving(output)
