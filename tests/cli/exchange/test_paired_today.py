"""What a shell tells of the folder between two machines: a line on today, and all of it in the doctor."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rituals.adapters.half_done import finish_what_began
from rituals.adapters.journal.device import begin_new_device
from rituals.adapters.together.problems import JOINING
from rituals.adapters.together.report import Report, save_report
from rituals.config import places
from tests.kit.every_verb import every_verb
from tests.kit.runs import Runs
from tests.kit.touching import touched_below

AWAY = "The couple's folder has been away since Friday; what you do is kept here."


@pytest.fixture
def paired(shell: Runs, tmp_path: Path) -> Runs:
    """A machine that is paired, from which nobody has taken anything yet."""
    (tmp_path / "carried").mkdir()
    shell.done("tick", "walk")
    shell.done("pair", "new", str(tmp_path / "carried"), "--yes")
    return shell


def met(runs: Runs, report: Report) -> None:
    """What the last look met."""
    save_report(runs.home / "data", report)


def test_where_all_is_well_today_and_the_doctor_say_nothing_of_it(paired: Runs) -> None:
    met(paired, Report(away_since="2026-11-22"))

    assert "folder" not in paired.done("today")
    assert paired.done("doctor").endswith("All is well.\n")


def test_today_ends_in_one_line_on_what_needs_a_person(paired: Runs) -> None:
    met(paired, Report(away_since="2026-11-20", too_long=2, arriving=(40, 300)))

    today = paired("today")

    assert today.out.splitlines()[-3:] == [
        "",
        "Bringing in what another machine has: 40 of 300.",
        f"{AWAY} rituals doctor says more.",
    ]
    assert today.err == ""
    assert "folder" not in paired.done("today", "--on", "fri")
    assert paired("tick", "walk").err == ""


def test_the_doctor_tells_all_of_it_with_what_helps(paired: Runs, tmp_path: Path) -> None:
    met(paired, Report(away_since="2026-11-20", too_long=2))

    doctor = paired("doctor").out

    assert f"! {AWAY}\n  It travels once {tmp_path / 'carried'} is back.\n" in doctor
    assert "! 2 records here are too long to travel.\n  What else you put down travels.\n" in doctor
    told = json.loads(paired("doctor", "--json").out)
    assert told["problems"][0]["what"] == AWAY


def test_no_verb_touches_the_folder_but_those_that_are_for_it(
    paired: Runs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touched = touched_below(tmp_path / "carried", monkeypatch)
    for_it = {("pair", "new"), ("pair", "join"), ("pair", "forget"), ("pair", "leave"), ("inbox", "on")}

    for words in every_verb("walk"):
        if words[:2] not in for_it:
            paired(*(word.format(home=paired.home) for word in words))
            assert not touched, words
    paired.done("pair", "leave")
    assert not touched

    paired.done("pair", "leave", "--remove")
    assert touched


def test_the_status_tells_of_this_machine_alone(paired: Runs, tmp_path: Path) -> None:
    device = paired.open_session(None).shared.device
    place = tmp_path / "carried"

    assert paired.done("pair", "status").splitlines() == [
        f"This machine is paired through {place}.",
        f"It publishes there as {device[:4]}.",
        "Its twelve words are the couple's first.",
    ]
    document = paired("pair", "status", "--json").document
    assert document == {
        "format": 1,
        "paired": True,
        "place": str(place),
        "epoch": 1,
        "device": device,
        "speaks_for": [],
        "away_since": None,
        "refusal": "",
        "others": [],
    }

    met(paired, Report(away_since="2026-11-20"))
    assert paired.done("pair", "status").splitlines()[:2] == [
        f"This machine is paired through {place}, which has been away since Friday.",
        "What you do is kept here, and travels once it is back.",
    ]
    met(paired, Report(refusal="The folder is full."))
    told = paired.done("pair", "status")
    assert told.splitlines()[-1] == "The folder is full. Until then, what you do does not travel."
    assert told.count("full") == 1


def test_the_doctor_tells_of_a_machine_that_was_set_back(paired: Runs) -> None:
    begin_new_device(paired.home / "data", paired.open_session(None).shared.device)

    doctor = paired.done("doctor")

    assert "was set back to an earlier day, or copied, and writes under a new name" in doctor
    assert "was on another machine before" not in doctor
    assert doctor.endswith("All is well.\n")


def test_why_a_joining_cannot_go_on_is_told_where_somebody_asks(shell: Runs) -> None:
    shell.done("tick", "walk")
    joining = shell.home / "data" / "together" / "joining.json"
    joining.parent.mkdir(mode=0o700)
    joining.write_bytes(b"{}")
    joining.chmod(0o600)

    finish_what_began(places(str(shell.home)), lambda _: None)

    (line,) = [line for line in shell("doctor").out.splitlines() if JOINING in line]
    assert "joining.json" in line
    assert shell.done("today").splitlines()[-1].startswith(JOINING)
