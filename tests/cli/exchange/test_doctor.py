"""Doctor and nudge: what is wrong, how to mend it, and the exit code that says so."""

from __future__ import annotations

import os
import platform
import random
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from rituals.cli.exchange.versions import versions
from rituals.cli.shared.context import CliContext
from rituals.core.nudges.answers import Answerable
from rituals.core.nudges.delivery import Delivery
from rituals.errors import NewerFormatError
from rituals.session import Session
from tests.kit.damages import DAMAGES, Damage, truth
from tests.kit.fakes import FakeNotifier
from tests.kit.runs import Runs


class RingingNotifier(FakeNotifier):
    """One that takes none, as nothing could be shown, and is well."""

    def notify(self, _title: str, _body: str, _answers: Answerable | None = None, /) -> Delivery:
        return Delivery(False, "")

    def check(self) -> Delivery:
        return Delivery(True, "It rings.")


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


def test_a_report_of_a_fault_is_one_paste(private: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("TERM_PROGRAM", "tmux\x1b[2J")
    monkeypatch.setenv("TERM_PROGRAM_VERSION", "3.4")

    said = private.done("doctor")

    assert f"Python {platform.python_version()}, Textual {version('textual')}, TinyDB {version('tinydb')}\n" in said
    assert said.startswith(f"rituals   {version('rituals-tui')}, ")
    assert "3.4 xterm-256color, " in said
    assert platform.release() in said
    assert "\x1b" not in said


def test_a_damaged_line_is_told_with_a_way_to_go_on(private: Runs) -> None:
    (journal,) = (private.home / "data" / "shared").glob("*.jsonl")
    first, _, rest = journal.read_bytes().partition(b"\n")
    journal.write_bytes(first + b"\n" + rest[:9] + b"#" + rest[10:])

    ran = private("doctor")

    assert ran.exit_code == 1
    assert f"! 1 line of {journal.name} could not be read" in ran.out
    assert f"A copy is in {journal.name}.damaged." in ran.out
    assert "rituals backup restore brings back what a backup still has" in ran.out
    assert ran.out.count("could not be read") == 1


@pytest.mark.durability
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_whatever_befell_a_journal_it_says_how_many_lines_of_which_file_and_where_their_copy_lies(
    damage: Damage, private: Runs, full: bool
) -> None:
    chance = random.Random(damage.__name__)
    for evening in range(20):
        private.done("jar", "add", f"Thank you for evening {evening}, ma chérie ♥")
    (journal,) = (private.home / "data" / "shared").glob("*.jsonl")
    content = journal.read_bytes()
    lines: dict[bytes, list[str]] = {line: [] for line in content.splitlines()}

    for _ in range(20 if full else 3):
        copy = journal.with_name(f"{journal.name}.damaged")
        copy.unlink(missing_ok=True)
        journal.write_bytes(damage(content, chance))
        journal.chmod(0o600)
        _, damaged, torn = truth(journal.read_bytes(), lines)
        is_harmed = bool(damaged or torn)
        ran = private("doctor")

        assert ran.exit_code == is_harmed
        assert (journal.name in ran.out) == is_harmed
        assert (copy.name in ran.out) == is_harmed
        assert (f" {len(damaged)} line" in ran.out) == bool(damaged)
        assert set(damaged) == (set(copy.read_bytes().split(b"\n")) - {b""} if damaged else set())


def test_any_verb_points_to_the_doctor_where_something_is_wrong(private: Runs) -> None:
    (private.home / "settings.toml").write_text("[look]\nsigns = 3\n", encoding="utf-8")

    ran = private("today")

    assert ran.exit_code == 0
    assert ran.out
    assert ran.err == "rituals: not all is well with your files; rituals doctor says what, and how to mend it.\n"


@pytest.mark.parametrize(
    "verb", [("today",), ("nudge", "status"), ("add", "Walk", "--every", "day"), ("nudge", "install")], ids=" ".join
)
def test_any_verb_says_that_the_zone_is_none_and_which_one_counts(private: Runs, verb: tuple[str, ...]) -> None:
    private.clock.problem = "RITUALS_TZ is set to 'Nowhere', which is no time zone."

    ran = private(*verb)

    assert ran.exit_code == 0
    assert ran.err == f"rituals: {private.clock.problem}\n"
    assert private.clock.problem in private("doctor").out


def test_a_bad_setting_is_named_by_table_and_key(private: Runs) -> None:
    path = private.home / "settings.toml"
    path.write_text("[look]\nsigns = 3\n", encoding="utf-8")
    path.chmod(0o600)

    ran = private("doctor")

    assert ran.exit_code == 1
    assert "[look] signs" in ran.out
    assert f"Edit {path}." in ran.out
    assert ran.err == ""


def test_a_name_in_the_settings_that_is_nobodys_is_told_and_everyone_lives_here(private: Runs) -> None:
    path = private.home / "settings.toml"
    path.write_text('[together]\nhere = ["Smm"]\n', encoding="utf-8")
    path.chmod(0o600)

    ran = private("doctor")

    assert "settings.toml: [together] here names “Smm”, who is nobody here" in ran.out
    assert f"Edit {path}." in ran.out
    assert "rituals doctor says" in private("today").err
    assert "Everyone lives here" in private("people", "home").out


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_files_that_others_may_read_are_told_with_the_command_that_mends_it(private: Runs) -> None:
    (private.home / "data").chmod(0o755)

    ran = private("doctor")

    assert ran.exit_code == 1
    assert f"chmod -R go-rwx {private.home / 'data'}" in ran.out


def test_a_newer_format_is_told_though_the_house_cannot_be_opened(private: Runs) -> None:
    def too_new(_: str | None) -> Session:
        raise NewerFormatError("shared was written by a later version. Update rituals.")

    ran = private.in_shell(CliContext(too_new, lambda _: private.notifier), "doctor", "--home", str(private.home))

    assert ran.exit_code == 1
    assert "! shared was written by a later version." in ran.out


def test_what_is_in_the_way_of_a_folder_is_told(private: Runs, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")

    ran = private("doctor", "--home", str(in_the_way))

    assert ran.exit_code == 1
    assert f"{in_the_way} is no folder" in ran.out
    assert f"{in_the_way} is no folder" in private("today", "--home", str(in_the_way)).err


@pytest.mark.skipif(sys.platform != "linux", reason="a place where even root can make no folder")
def test_a_folder_that_cannot_be_made_is_told(private: Runs) -> None:
    ran = private("doctor", "--home", "/proc/rituals")

    assert ran.exit_code == 1
    assert "could not be made" in ran.out
    assert "rituals doctor" in private("today", "--home", "/proc/rituals").err


def test_a_desktop_that_cannot_show_nudges_is_a_finding_unless_they_are_off(private: Runs) -> None:
    private.notifier = CheckedNotifier(Delivery(False, "There is no notification service."))

    assert "There is no notification service." in private("doctor").out

    path = private.home / "settings.toml"
    path.write_text("[nudges]\non = false\n", encoding="utf-8")
    path.chmod(0o600)
    assert private.done("doctor").endswith("All is well.\n")


def test_what_fails_beside_what_works_is_a_finding_of_its_own(private: Runs) -> None:
    private.notifier = CheckedNotifier(Delivery(True, "A desktop is there.", "One is gone.\nAnother is stuck."))

    ran = private("doctor")

    assert ran.exit_code == 1
    assert "One is gone." in ran.out
    assert "Another is stuck." in ran.out
    assert "can't be shown" not in ran.out


def test_the_doctors_findings_as_a_document(private: Runs) -> None:
    well = private("doctor", "--json")
    (private.home / "settings.toml").write_text("[looks]\n", encoding="utf-8")
    unwell = private("doctor", "--json")

    assert well.document == {
        "format": 1,
        "well": True,
        "versions": versions(),
        "places": {
            "data": str(private.home / "data"),
            "settings": str(private.home / "settings.toml"),
            "cache": str(private.home / "cache"),
        },
        "mended": [],
        "problems": [],
    }
    assert unwell.exit_code == 1
    assert [set(problem) for problem in unwell.document["problems"]] == [{"what", "mend"}]


def journal_of(home: Path, log: str = "shared") -> Path:
    (journal,) = (home / "data" / log).glob("*.jsonl")
    return journal


def test_repair_takes_damaged_lines_and_a_torn_end_out_and_keeps_a_copy(private: Runs) -> None:
    journal = journal_of(private.home)
    first, _, rest = journal.read_bytes().partition(b"\n")
    damaged = rest[:9] + b"#" + rest[10:].partition(b"\n")[0]
    journal.write_bytes(first + b"\n" + damaged + b"\n" + rest + b"0c1d2e3f [[torn")

    before = private("doctor").out
    said = private.done("doctor", "--repair")

    assert f"! {journal.name} ends in a line that was never finished" in before
    assert f"* 1 line that could not be read went out of {journal.name}; a copy is in {journal.name}.damaged." in said
    assert said.endswith("All is well.\n")
    assert set(journal.with_name(f"{journal.name}.damaged").read_bytes().split(b"\n")) >= {damaged, b"0c1d2e3f [[torn"}
    assert private.done("people") == "ana (at the keyboard)\nSam\n"
    assert private.done("doctor").endswith("All is well.\n")


def test_repair_cuts_a_torn_end_only(private: Runs) -> None:
    journal = journal_of(private.home)
    with journal.open("ab") as file:
        file.write(b"0c1d2e3f [[torn")

    said = private.done("doctor", "--repair")

    assert f"* The line that was never finished went out of {journal.name}" in said
    assert b"torn" not in journal.read_bytes()


def test_another_devices_journal_is_never_repaired(private: Runs) -> None:
    theirs = journal_of(private.home).with_name("ben.jsonl")
    theirs.write_bytes(journal_of(private.home).read_bytes() + b"torn")
    theirs.chmod(0o600)
    before = theirs.read_bytes()

    private.done("doctor", "--repair")

    assert theirs.read_bytes() == before


def test_private_logs_are_looked_at_as_well(private: Runs) -> None:
    private.done("ask", "about", "the dentist")
    journal = next((private.home / "data" / "private").rglob("*.jsonl"))
    with journal.open("ab") as file:
        file.write(b"damaged\n")

    ran = private("doctor")

    assert f"! 1 line of {journal.name} could not be read" in ran.out


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_repair_keeps_everything_to_its_owner(private: Runs) -> None:
    journal = journal_of(private.home)
    (private.home / "data").chmod(0o755)
    journal.chmod(0o444)

    said = private.done("doctor", "--repair")

    assert f"* 2 files and folders in {private.home / 'data'} can be used by you alone now." in said
    assert (private.home / "data").stat().st_mode & 0o777 == 0o700
    assert journal.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_a_file_that_its_owner_may_not_write_is_told_of(private: Runs) -> None:
    journal_of(private.home).chmod(0o400)

    assert f"{journal_of(private.home).name} is closed to you." in private("doctor").out


def test_repair_removes_what_a_stopped_process_left_half_written(private: Runs) -> None:
    data = private.home / "data"
    journal = journal_of(private.home)
    left = [
        journal.with_name(f"{journal.name}.rewrite"),
        data / "device.rewrite",
        data / "backups" / ".5f3ad9b2.new",
        private.home / ".settings.toml.x1",
    ]
    young = data / "backups" / ".0c1d2e3f.new"
    for path in (*left, young):
        path.write_bytes(b"half")
        path.chmod(0o600)
    for path in left[1:]:
        os.utime(path, (0, 0))
    (data / "restoring.new").mkdir(mode=0o700)

    before = private("doctor").out
    said = private.done("doctor", "--repair")

    assert all(f"! {path} was being written when its process was stopped." in before for path in left)
    assert all(f"* {path.name} is removed; what it was to replace is in its place, whole." in said for path in left)
    assert not any(path.exists() for path in (*left, data / "restoring.new"))
    assert young.exists()
    assert private.done("doctor").endswith("All is well.\n")


def test_what_cannot_be_mended_is_told_and_the_rest_is_mended(private: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = journal_of(private.home)
    with journal.open("ab") as file:
        file.write(b"torn")
    (private.home / "data").chmod(0o755)

    def refuse(path: Path, _: int) -> None:
        raise PermissionError(1, "Operation not permitted", str(path))

    monkeypatch.setattr(Path, "chmod", refuse)
    ran = private("doctor", "--repair")

    assert ran.exit_code == 1
    assert f"! {private.home / 'data'} could not be mended (Operation not permitted)." in ran.out
    assert "* The line that was never finished went out" in ran.out


def test_a_restore_that_could_not_be_finished_is_told_and_finished(private: Runs) -> None:
    journal = journal_of(private.home)
    staged = private.home / "data" / "restoring" / "data" / "shared"
    staged.mkdir(mode=0o700, parents=True)
    for folder in (staged.parent, staged.parent.parent):
        folder.chmod(0o700)
    (staged / journal.name).write_bytes(journal.read_bytes())
    (staged / journal.name).chmod(0o600)
    journal.unlink()

    before = private("doctor").out
    said = private.done("doctor", "--repair")

    assert "! A restore has begun and is not finished.\n  rituals doctor --repair finishes it." in before
    assert "* The restore that had begun is finished: 2 events came back." in said
    assert journal.exists()


def test_a_weekly_backup_that_could_not_be_made_is_told(private: Runs) -> None:
    for path in (private.home / "data" / "backups").glob("*.zip"):
        path.unlink()

    ran = private("doctor")

    assert "could not be made." in ran.out
    assert "rituals backup makes one now, or says what is in the way." in ran.out
    private.done("backup")
    assert private.done("doctor").endswith("All is well.\n")


def test_what_was_mended_is_in_the_document(private: Runs) -> None:
    with journal_of(private.home).open("ab") as file:
        file.write(b"torn")

    document = private("doctor", "--repair", "--json").document

    assert (document["well"], len(document["mended"]), document["problems"]) == (True, 1, [])


def test_a_nudge_is_sent_and_its_fate_told(empty: Runs) -> None:
    assert empty.done("nudge", "test") == "Shown.\n"
    assert len(empty.notifier.shown) == 1


def test_a_nudge_that_did_not_arrive_is_a_failure(empty: Runs) -> None:
    empty.notifier.delivery = Delivery(False, "There is no notification service.")

    assert empty.refused("nudge", "test", exit_code=1) == "There is no notification service."


def test_a_nudge_that_arrived_in_one_way_only_is_told_of_both(empty: Runs) -> None:
    empty.notifier.delivery = Delivery(True, "Shown.\nSent.", "The program is gone.")

    ran = empty("nudge", "test")

    assert (ran.exit_code, ran.out, ran.err) == (1, "Shown.\nSent.\n", "rituals: The program is gone.\n")


def test_a_nudge_for_which_the_app_rings_says_so(empty: Runs) -> None:
    empty.notifier = RingingNotifier()

    assert empty.done("nudge", "test") == "It rings.\n"
