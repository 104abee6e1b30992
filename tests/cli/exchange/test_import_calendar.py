"""The verb import, with a calendar: what is picked of it is planned from today on, its moved days and rests too."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kit.importing import SAMPLES
from tests.kit.runs import Runs

NEXTCLOUD = str(SAMPLES / "nextcloud.ics")


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Runs:
    """Ana and Sam's empty home in Berlin, on the day after the samples end."""
    monkeypatch.setenv("RITUALS_TZ", "Europe/Berlin")
    shell = Runs(tmp_path / "home", capsys)
    shell.clock.set("2026-11-28 19:00")
    shell.done("people", "add", "Sam")
    return shell


def test_nothing_of_a_calendar_comes_in_unless_it_is_picked(shell: Runs) -> None:
    told = shell.done("import", NEXTCLOUD, "--yes")

    assert "Kaffee im Bett ☕, every mon and wed at 07:00: not picked" in told
    assert "Hütte, on 2026-12-19 for 2 days: not picked" in told
    assert "Only what is still ahead comes in." in told
    assert "1 appointment is without a day, and left out." in told
    assert "Kaffee" not in shell.done("list")


def test_what_is_picked_is_planned_with_its_moved_days_and_rests(shell: Runs) -> None:
    shell.done("import", NEXTCLOUD, "--map", "Kaffee im Bett ☕=Coffee in bed", "--yes")

    listed, week = shell.done("list"), shell.done("week")
    assert "Coffee in bed  every mon and wed at 07:00  together  15 min" in listed
    assert "Hütte" not in listed
    assert "08:30 · moved from Wednesday" in week.split("Thursday 3 December")[1].split("Friday")[0]

    shell.clock.set("2026-12-07 06:00")

    assert "not this time" in shell.done("week").split("Tuesday")[0]


def test_what_is_picked_once_is_kept_when_the_calendar_is_brought_in_again(shell: Runs) -> None:
    pick = ("import", NEXTCLOUD, "--map", "Kaffee im Bett ☕", "--yes")
    shell.done(*pick)
    listed = shell.done("list")

    assert "is here already" in shell.done(*pick)
    assert shell.done("list") == listed


def test_a_calendar_picked_and_taken_back_leaves_nothing_planned(shell: Runs) -> None:
    shell.done("import", NEXTCLOUD, "--map", "Kaffee im Bett ☕", "--yes")

    shell.done("undo")

    assert "Kaffee" not in shell.done("week")


@pytest.fixture
def earlier(tmp_path: Path) -> str:
    """The same calendar before one of its days was moved."""
    newer = Path(NEXTCLOUD).read_text(encoding="utf-8")
    moved_day = newer.index("BEGIN:VEVENT", newer.index("BEGIN:VEVENT") + 1)
    path = tmp_path / "earlier.ics"
    path.write_text(newer[:moved_day] + newer[newer.index("BEGIN:VEVENT", moved_day + 1) :], encoding="utf-8")
    return str(path)


def test_a_day_that_was_moved_there_meanwhile_is_moved_here_when_it_is_brought_in_again(
    shell: Runs, earlier: str
) -> None:
    shell.done("import", earlier, "--map", "Kaffee im Bett ☕", "--yes")
    assert "moved from" not in shell.done("week")

    told = shell.done("import", NEXTCLOUD, "--map", "Kaffee im Bett ☕", "--yes")

    assert told == f"1 move was brought in from {NEXTCLOUD}.\n"
    assert "moved from Wednesday" in shell.done("week")


def test_a_day_that_was_moved_here_stays_where_it_is(shell: Runs, earlier: str) -> None:
    shell.done("import", earlier, "--map", "Kaffee im Bett ☕", "--yes")
    shell.done("move", "Kaffee im Bett ☕", "2026-12-01", "--on", "2026-12-02")

    told = shell.done("import", NEXTCLOUD, "--map", "Kaffee im Bett ☕", "--yes")

    assert "is here already" in told
    assert "moved from Wednesday" in shell.done("week").split("Tuesday 1 December")[1].split("Wednesday 2")[0]
