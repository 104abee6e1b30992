"""The README is short, its links lead somewhere, and how it says to install is how this is installed."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from rituals.adapters.formats.csv_cells import DAY_FIRST, MONTH_FIRST
from rituals.adapters.formats.readers import FOREIGN_FORMATS
from rituals.config import Settings
from rituals.content.loader import catalogue
from rituals.core.cadence.words import parse
from rituals.core.model import Once, Quota, Rule
from tests.kit.handbook import CONTRIBUTING, FOR_PEOPLE, README, ROOT, page_text

FEWER_LINES_THAN = 220
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OPEN, WORK = re.findall(r"^python3 -m venv .*", page_text(README), re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """What a link may name within a page: its headings, as GitHub writes them."""
    headings = re.findall(r"^#+ (.*)", page_text(page), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def test_the_readme_is_short() -> None:
    assert len(page_text(README).splitlines()) < FEWER_LINES_THAN


@pytest.mark.parametrize("page", [*FOR_PEOPLE, CONTRIBUTING], ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", page_text(page)):
        path, _, anchor = target.partition("#")
        if path.startswith("https://"):
            continue
        there = (page.parent / path).resolve() if path else page
        assert there.is_file(), target
        assert not anchor or anchor in anchors(there), target


@pytest.mark.parametrize("page", FOR_PEOPLE, ids=lambda page: page.name)
def test_every_path_on_a_page_is_there(page: Path) -> None:
    paths = re.findall(r"(?<![\w./])(?:rituals|tui|tests|\.ci|\.github)/[\w./-]*\w", page_text(page))

    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_every_page_of_the_guide_is_led_to() -> None:
    readme = page_text(README)

    assert [page for page in FOR_PEOPLE[1:] if f"({page.relative_to(ROOT).as_posix()})" not in readme] == []


def test_the_pages_name_each_format_that_can_be_brought_in() -> None:
    in_readme = {
        **dict.fromkeys(("loop", "loop-csv"), "Loop Habit Tracker"),
        "harsh": "harsh",
        "ics": "a calendar (.ics)",
        **dict.fromkeys(("csv", DAY_FIRST, MONTH_FIRST), "a table (CSV)"),
    }
    coming_from = page_text(README).partition("**[Coming from]")[2].partition(":")[0]
    rows = re.findall(r"^\| ([^|]+?) \|", page_text("coming-from"), re.MULTILINE)

    assert {row.id for row in FOREIGN_FORMATS} == in_readme.keys()
    assert all(name in coming_from for name in in_readme.values())
    assert {row.name for row in FOREIGN_FORMATS if row.id not in (DAY_FIRST, MONTH_FIRST)} == set(rows[1:])


def test_what_is_installed_goes_by_the_name_in_the_readme() -> None:
    readme = page_text(README)

    assert set(re.findall(r"uninstall (rituals-\w+)", readme)) == {PROJECT["name"]}
    assert f"Python {PROJECT['requires-python'].removeprefix('>=')} or later" in readme
    assert all(extra in PROJECT["optional-dependencies"] for extra in re.findall(r"'\.\[(\w+)\]'", readme))


def test_the_commands_for_windows_are_the_first_of_the_two() -> None:
    steps = page_text(README).partition("```bat\n")[2].partition("```")[0].splitlines()

    translated = [step.replace("py -m venv", "python3 -m venv").replace("\\Scripts\\", "/bin/") for step in steps]
    assert " && ".join(translated) == OPEN


def test_the_gate_finds_the_one_command_that_installs_and_tests() -> None:
    assert [line for line in page_text(README).splitlines() if "-m pytest" in line] == [WORK]
    assert WORK.rpartition(" && ")[0] in page_text(CONTRIBUTING)


def test_the_map_names_what_is_there() -> None:
    block = page_text(README).rpartition("## Working on it")[2].partition("\n```\nrituals/")[2].partition("```")[0]
    folder = ROOT / "rituals"

    paths = re.findall(r"^( *)([\w./]+)", block, re.MULTILINE)
    assert len(paths) > 6
    for indent, path in paths[1:]:
        assert ((folder if indent else ROOT) / path).exists(), path


def test_what_the_readme_counts_is_so() -> None:
    words = " ".join(page_text(README).split())

    assert "fifteen conversations" in words
    assert "five lines about the last two weeks" in words
    assert "at most three a day" in words
    assert (len(catalogue().flow), len(catalogue().checkin_item), Settings().nudges.at_most) == (15, 5, 3)


def test_every_way_to_say_when_is_understood() -> None:
    sentence = " ".join(page_text(README).split()).partition("When is said in words: ")[2].partition(". Tab")[0]
    ways = re.findall("`([^`]+)`", sentence)

    assert len(ways) == 6
    assert len({parse(way, today=date(2026, 11, 22)) for way in ways}) == 6


def test_every_way_of_the_guide_to_say_when_is_understood() -> None:
    rows = [line.split("|")[1] for line in page_text("when").splitlines() if line.startswith("| `")]
    ways = re.findall("`([^`]+)`", " ".join(rows))

    cadences = [parse(way, today=date(2026, 11, 22)) for way in ways]

    assert len(set(cadences)) == len(ways) > 15
    assert {type(cadence) for cadence in cadences} == {Once, Quota, Rule}
