"""The pages that people read before they have the app: the README, and the guide that it leads to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
GUIDE = ROOT / ".github" / "guide"
CONTRIBUTING = ROOT / ".github" / "CONTRIBUTING.md"
FOR_PEOPLE = [README, *sorted(GUIDE.glob("*.md"))]


def page_text(page: Path | str) -> str:
    """The text of a page; a mere name is one of the guide's."""
    return (GUIDE / f"{page}.md" if isinstance(page, str) else page).read_text(encoding="utf-8")


def typed_commands(text: str) -> Sequence[str]:
    """The commands that a text shows at a prompt, in order, without what is said beside them."""
    return [line.partition("  #")[0].partition(" # ")[0].strip() for line in re.findall(r"^\$ (.*)", text, re.M)]
