"""While what came from the other machine can't be read here, it is said that it comes again, not that it is gone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rituals.adapters.together.report import Report, save_report
from rituals.problems import BY_ITSELF, COMES_AGAIN, all_problems, gone
from tests.kit.keyboard import Typed
from tests.kit.pairing import carry, pair
from tests.kit.runs import Runs
from tests.kit.two_laptops import look_around


def overwrite(mirror: Path) -> None:
    """Overwrite some bytes of each line."""
    mirror.write_bytes(b"".join(b"#####" + line[5:] for line in mirror.read_bytes().splitlines(keepends=True)))


def empty_it(mirror: Path) -> None:
    """Leave nothing in it."""
    mirror.write_bytes(b"")


@pytest.fixture
def sams(shell: Runs, tmp_path: Path, capsys: pytest.CaptureFixture[str], piped: Typed) -> Runs:
    """Sam's machine, with all that Ana had put down on hers, and a backup of it."""
    sams = Runs(tmp_path / "sams", capsys)
    shell.done("tick", "walk")
    pair(shell, sams, tmp_path / "carried", piped)
    sams.done("tick", "hug")
    carry(shell, sams)
    sams.done("backup")
    return sams


@pytest.fixture
def mirror(sams: Runs) -> Path:
    """Where Sam's machine keeps what came from Ana's."""
    (taken,) = (sams.home / "data" / "together" / "taken").iterdir()
    return sams.home / "data" / "shared" / f"{taken.stem}.jsonl"


@pytest.mark.parametrize("damage", [overwrite, empty_it, Path.unlink])
def test_what_came_is_never_said_to_be_gone_and_the_next_look_mends_it(
    damage: Callable[[Path], None], sams: Runs, mirror: Path
) -> None:
    before = sams.done("today")
    damage(mirror)

    today = sams("today").out
    doctor = sams("doctor")

    assert today.endswith(f"{COMES_AGAIN}\n{BY_ITSELF}\n")
    assert doctor.out.count("!") == doctor.out.count(f"! {COMES_AGAIN}\n  {BY_ITSELF}\n") == 1
    for said in (today, doctor.out):
        assert " gone" not in said
        assert "backup restore" not in said

    look_around(sams)

    assert sams.done("today") == before
    assert "can't be read" not in sams("doctor").out


def test_while_the_folder_is_away_a_backup_has_it_too(sams: Runs, mirror: Path) -> None:
    overwrite(mirror)
    save_report(sams.home / "data", Report(away_since="2026-11-20"))

    doctor = sams("doctor").out

    assert f"! {COMES_AGAIN}\n  rituals backup restore brings back what a backup still holds. {BY_ITSELF}\n" in doctor


def test_what_was_written_here_is_said_to_be_gone_as_ever(sams: Runs, mirror: Path) -> None:
    device = sams.open_session(None).shared.device
    overwrite(mirror)
    overwrite(mirror.with_name(f"{device}.jsonl"))

    assert f"of {device}.jsonl could not be read" in sams("doctor").out

    shutil.rmtree(mirror.parent)
    assert "Your rituals are gone from" in sams("today").out


def test_the_app_tells_the_same(sams: Runs, mirror: Path) -> None:
    overwrite(mirror)
    session = sams.open_session(None)
    session.service.refresh()

    assert [problem.what for problem in gone(session)] == [COMES_AGAIN]
    assert [problem.what for problem in all_problems(session)] == [COMES_AGAIN]
