"""The README and the changelog name every verb and no other; what the pages say to type can be typed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from rituals.cli.group import VERBS
from tests.kit.handbook import FOR_PEOPLE, README, ROOT, page_text, typed_commands
from tests.kit.keyboard import Typed
from tests.kit.runs import Runs

CHANGELOG = ROOT / "CHANGELOG.md"
PACKAGE = ROOT / ".github" / "PACKAGE.md"
ASKS = {"checkin"}
"""What is typed and then asks one thing after the other."""


def verbs_in(page: Path) -> list[str]:
    """What a page says to type after `rituals`, at a prompt or between the lines."""
    text = page_text(page)
    between = re.findall(r"`([^`]+)`", " ".join(re.sub(r"```.*?```", "", text, flags=re.DOTALL).split()))
    spoken = [words.removeprefix("rituals ") for words in between if words.split()[0] in {"rituals", *VERBS}]
    shown = [command.removeprefix("rituals ") for command in typed_commands(text) if command.startswith("rituals ")]
    return sorted({*spoken, *shown} - {"rituals"})


def test_every_verb_stands_in_the_readme() -> None:
    table = page_text(README).partition("| for | verbs |")[2].partition("\n\n")[0]

    assert sorted(re.findall(r"`(\w+)`", table)) == sorted(VERBS)


def test_every_verb_stands_in_the_changelog() -> None:
    named = page_text(CHANGELOG).partition("- The commands: ")[2].partition(".\n")[0]

    assert sorted(named.replace(",", " ").split()) == sorted(VERBS)


def test_no_command_on_a_page_has_private_words_in_it() -> None:
    commands = {command.removeprefix("rituals ") for page in FOR_PEOPLE for command in typed_commands(page_text(page))}

    assert {"jar add", "jar add < thanks.txt", "ask about - --on tue"} <= commands
    assert not [line for line in commands if re.search(r"(jar (add|edit)|about|--note|--reason) [^-<# ]", line)]


def test_the_page_on_a_package_index_leads_nowhere_into_the_repository() -> None:
    assert re.findall(r"\]\((?!https://)", page_text(PACKAGE)) == []


@pytest.mark.parametrize("page", [*FOR_PEOPLE, PACKAGE], ids=lambda page: page.stem)
def test_every_command_on_a_page_is_one(page: Path, empty: Runs) -> None:
    for command in verbs_in(page):
        words = shlex.split(command.partition(" < ")[0])

        assert empty(*words, "--help").err == "", command


def test_whoever_types_the_readme_from_top_to_bottom_is_refused_nothing(
    empty: Runs, piped: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    commands = [shlex.split(command.partition(" < ")[0])[1:] for command in typed_commands(page_text(README))]

    for words in commands:
        piped("over the bridge\n")
        assert words[0] in ASKS or empty(*words).err == "", words

    assert len(commands) > 20
    assert (tmp_path / "booklet.html").stat().st_size
    assert (tmp_path / "ours.json").stat().st_size
