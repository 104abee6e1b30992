"""The README names every verb, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from rituals.cli.group import VERBS

README = Path(__file__).parents[2] / "README.md"


def test_every_verb_stands_in_the_readme() -> None:
    table = README.read_text(encoding="utf-8").partition("| for | verbs |")[2].partition("\n\n")[0]

    assert sorted(re.findall(r"`(\w+)`", table)) == sorted(VERBS)
