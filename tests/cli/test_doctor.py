"""Doctor and nudge: what is wrong, how to mend it, and the exit code that says so."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rituals.bootstrap import House
from rituals.cli.shell import Shell
from rituals.errors import NewerFormat
from rituals.ports import Delivery
from tests.cli.runs import Runs
from tests.fakes import FakeNotifier


class CheckedNotifier(FakeNotifier):
    """A notifier that can say how it is."""

    def check(self) -> Delivery:
        return self.delivery


@pytest.fixture
def private(empty: Runs) -> Runs:
    """A home that nobody else may look into."""
    empty.done("people", "add", "Sam")
    for path in (empty.home, *empty.home.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return empty


def test_all_is_well_and_it_says_where_things_lie(private: Runs) -> None:
    said = private.done("doctor")

    assert str(private.home / "data") in said
    assert f"{private.home / 'settings.toml'} (not there yet)" in said
    assert said.endswith("All is well.\n")


def test_a_damaged_line_is_told_with_a_way_to_go_on(private: Runs) -> None:
    (journal,) = (private.home / "data" / "shared").glob("*.jsonl")
    first, _, rest = journal.read_bytes().partition(b"\n")
    journal.write_bytes(first + b"\n" + rest[:9] + b"#" + rest[10:])

    ran = private("doctor")

    assert ran.exit_code == 1
    assert "could not be read" in ran.out


def test_any_verb_points_to_the_doctor_where_something_is_wrong(private: Runs) -> None:
    (private.home / "settings.toml").write_text("[look]\nsigns = 3\n", encoding="utf-8")

    ran = private("today")

    assert ran.exit_code == 0
    assert ran.out
    assert ran.err == "rituals: not all is well with your files; rituals doctor says what, and how to mend it.\n"


def test_a_bad_setting_is_named_by_table_and_key(private: Runs) -> None:
    path = private.home / "settings.toml"
    path.write_text("[look]\nsigns = 3\n", encoding="utf-8")
    path.chmod(0o600)

    ran = private("doctor")

    assert ran.exit_code == 1
    assert "[look] signs" in ran.out
    assert f"Edit {path}." in ran.out
    assert ran.err == ""


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_files_that_others_may_read_are_told_with_the_command_that_mends_it(private: Runs) -> None:
    (private.home / "data").chmod(0o755)

    ran = private("doctor")

    assert ran.exit_code == 1
    assert f"chmod -R go-rwx {private.home / 'data'}" in ran.out


def test_a_newer_format_is_told_though_the_house_cannot_be_opened(private: Runs) -> None:
    def too_new(_: str | None) -> House:
        raise NewerFormat("shared was written by a later version. Update rituals.")

    ran = private.in_shell(Shell(too_new, lambda: private.notifier), "doctor", "--home", str(private.home))

    assert ran.exit_code == 1
    assert "! shared was written by a later version." in ran.out


def test_a_folder_that_cannot_be_made_is_told(private: Runs, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")

    ran = private("doctor", "--home", str(in_the_way))

    assert ran.exit_code == 1
    assert "could not be made" in ran.out
    assert "rituals doctor" in private("today", "--home", str(in_the_way)).err


def test_a_desktop_that_cannot_show_nudges_is_a_finding_unless_they_are_off(private: Runs) -> None:
    private.notifier = CheckedNotifier(Delivery(False, "There is no notification service."))

    assert "There is no notification service." in private("doctor").out

    path = private.home / "settings.toml"
    path.write_text("[nudges]\non = false\n", encoding="utf-8")
    path.chmod(0o600)
    assert private.done("doctor").endswith("All is well.\n")


def test_the_doctors_findings_as_a_document(private: Runs) -> None:
    well = private("doctor", "--json")
    (private.home / "settings.toml").write_text("[looks]\n", encoding="utf-8")
    unwell = private("doctor", "--json")

    assert well.document == {
        "format": 1,
        "well": True,
        "places": {
            "data": str(private.home / "data"),
            "settings": str(private.home / "settings.toml"),
            "cache": str(private.home / "cache"),
        },
        "problems": [],
    }
    assert unwell.exit_code == 1
    assert [set(problem) for problem in unwell.document["problems"]] == [{"what", "mend"}]


def test_a_nudge_is_sent_and_its_fate_told(empty: Runs) -> None:
    assert empty.done("nudge", "test") == "Shown.\n"
    assert len(empty.notifier.shown) == 1


def test_a_nudge_that_did_not_arrive_is_a_failure(empty: Runs) -> None:
    empty.notifier.delivery = Delivery(False, "There is no notification service.")

    assert empty.refused("nudge", "test", exit_code=1) == "There is no notification service."
