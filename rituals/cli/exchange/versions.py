"""What runs here: the versions of the program and of what it stands on, the terminal and the platform."""

from __future__ import annotations

import os
import platform
from importlib import metadata

PACKAGES = {"rituals": "rituals-tui", "textual": "textual", "tinydb": "tinydb"}
TERMINAL = ("TERM_PROGRAM", "TERM_PROGRAM_VERSION", "TERM")


def versions() -> dict[str, str]:
    """What a report of a fault has to say of this machine, read without importing any of it."""
    return {
        **{name: _version(package) for name, package in PACKAGES.items()},
        "python": platform.python_version(),
        "terminal": " ".join(value for name in TERMINAL if (value := os.environ.get(name))) or "none",
        "platform": f"{platform.system()} {platform.release()} {platform.machine()}",
    }


def versions_lines() -> list[str]:
    """The same for people, in two lines."""
    of = versions()
    return [
        f"rituals   {of['rituals']}, Python {of['python']}, Textual {of['textual']}, TinyDB {of['tinydb']}",
        f"terminal  {of['terminal']}, {of['platform']}",
    ]


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"
