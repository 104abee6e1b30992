"""The README and the changelog name every verb, and no other; a package index is shown what works there."""

from __future__ import annotations

import re
from pathlib import Path

from rituals.cli.group import VERBS

README = Path(__file__).parents[2] / "README.md"
CHANGELOG = README.with_name("CHANGELOG.md")
PACKAGE = README.with_name(".github") / "PACKAGE.md"


def test_every_verb_stands_in_the_readme() -> None:
    table = README.read_text(encoding="utf-8").partition("| for | verbs |")[2].partition("\n\n")[0]

    assert sorted(re.findall(r"`(\w+)`", table)) == sorted(VERBS)


def test_every_verb_stands_in_the_changelog() -> None:
    named = CHANGELOG.read_text(encoding="utf-8").partition("- The commands: ")[2].partition(".\n")[0]

    assert sorted(named.replace(",", " ").split()) == sorted(VERBS)


def test_no_command_in_the_readme_has_private_words_in_it() -> None:
    commands = re.findall(r"^\$ rituals (.*)", README.read_text(encoding="utf-8"), re.MULTILINE)

    assert {"jar add", "jar add < thanks.txt", "ask about - --on tue"} <= {line.partition("  ")[0] for line in commands}
    assert not [line for line in commands if re.search(r"(jar (add|edit)|about|--note|--reason) [^-<# ]", line)]


def test_the_page_on_a_package_index_leads_nowhere_into_the_repository_and_its_commands_are_there() -> None:
    page = PACKAGE.read_text(encoding="utf-8")

    assert re.findall(r"\]\((?!https://)", page) == []
    assert {line.split()[0] for line in re.findall(r"`rituals ([^`]+)`", page)} - {"--demo", "--help"} <= set(VERBS)
