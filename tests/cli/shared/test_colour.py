"""Colour at a terminal: quiet, never where somebody said no, and never what a line means by itself."""

from __future__ import annotations

import re

import pytest

from rituals.cli.shared.context import CliContext
from rituals.cli.shared.output import SafeText, Shade, Shaded, coloured, lines, table
from tests.kit.fakes import FakeClock
from tests.kit.runs import Runs

_KEPT, _NOW, _ENDS = "\x1b[32m", "\x1b[33m", "\x1b[0m"


@pytest.fixture
def at_terminal(shell: Runs, monkeypatch: pytest.MonkeyPatch) -> Runs:
    """The shell at a terminal of 80 columns that has colours."""
    monkeypatch.setattr(CliContext, "room", 80)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return shell


def test_signs_and_what_is_due_have_a_colour(at_terminal: Runs) -> None:
    at_terminal.done("tick", "cook")

    today = at_terminal.done("today")

    assert f"{_NOW}○{_ENDS}  open" in today
    assert f"{_NOW}since 18:00{_ENDS}" in today
    assert f"{_KEPT}◑{_ENDS}" in today
    assert f"{_NOW}any time" not in today
    week = at_terminal.done("week")
    assert f"{_NOW}○{_ENDS}  open" in week
    assert f"{_NOW}18:00{_ENDS}" in week
    assert f"{_NOW}any time" not in week
    assert _NOW not in at_terminal.done("week", "--next")


@pytest.mark.parametrize("words", ["today", "week", "list", "streaks", "history", "jar list", "talk"])
def test_without_colour_every_line_is_the_same(shell: Runs, words: str) -> None:
    shell.done("tick", "hug", "--by", "both")
    shell.clock = FakeClock("2026-11-24 19:00")
    shell.done("jar", "add", "The porch light.")

    coloured_out = shell.done(*words.split(), "--color", "always")

    assert "\x1b[" in coloured_out
    assert re.sub("\x1b\\[[0-9]+m", "", coloured_out) == shell.done(*words.split())
    assert set(re.findall("\x1b.*?m", coloured_out)) <= {f"\x1b[{shade}m" for shade in (*Shade, 0)}


@pytest.mark.parametrize(
    ("name", "text", "has_colour"),
    [("NO_COLOR", "1", False), ("NO_COLOR", "", True), ("TERM", "dumb", False), ("TERM", "linux", True)],
)
def test_a_terminal_has_colour_unless_somebody_said_no(
    at_terminal: Runs, monkeypatch: pytest.MonkeyPatch, name: str, text: str, has_colour: bool
) -> None:
    monkeypatch.setenv(name, text)

    assert ("\x1b" in at_terminal.done("today")) is has_colour
    assert "\x1b" in at_terminal.done("today", "--color", "always")
    assert "\x1b" not in at_terminal.done("--color", "never", "today")


def test_a_document_has_no_colour(shell: Runs) -> None:
    assert "\x1b" not in shell.done("today", "--json", "--color", "always")


def test_people_bring_no_escapes_of_their_own() -> None:
    theirs = "\x1b[31mTea\x1b[0m"

    assert lines(theirs) == coloured(theirs) == " [31mTea [0m"
    assert table([(theirs, "")]) == [" [31mTea [0m"]
    assert coloured(Shaded(theirs, Shade.NOW)) == f"{_NOW} [31mTea [0m{_ENDS}"
    assert lines(SafeText(f"{_NOW}Tea{_ENDS}")) == f"{_NOW}Tea{_ENDS}"
