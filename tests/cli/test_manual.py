"""The pages of the manual say what the commands say."""

from __future__ import annotations

import os
from pathlib import Path

from tests.kit.manual import manual

PAGES = Path(__file__).parents[2] / ".github" / "man"


def test_the_manual_is_what_the_commands_say() -> None:
    """`RITUALS_ACCEPT=1` writes its pages anew."""
    pages = manual()
    if os.environ.get("RITUALS_ACCEPT"):
        PAGES.mkdir(exist_ok=True)
        for former in PAGES.iterdir():
            former.unlink()
        for name, page in pages.items():
            (PAGES / name).write_text(page, encoding="utf-8")

    assert {path.name: path.read_text(encoding="utf-8") for path in PAGES.iterdir()} == pages
