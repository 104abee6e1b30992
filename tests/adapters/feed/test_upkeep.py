"""Keeping a calendar file up to date: when anything is due, what is made anew, and what becomes of a refusal."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from rituals.adapters.feed import calendar_file
from rituals.adapters.feed.upkeep import TRY_AGAIN, CalendarUpkeep
from rituals.errors import RitualsError, StorageError, UsageError
from rituals.ports import FeedReport, PlannedCalendar
from tests.kit.fakes import FakeClock

CALENDAR = "BEGIN:VCALENDAR\r\nPRODID:-//rituals//EN\r\nX-WR-CALNAME:{}\r\nEND:VCALENDAR\r\n"


class Machine:
    """A machine with a journal, whose calendar says what was planned last."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.clock = FakeClock("2026-11-22 19:00")
        self.file = home / "us.ics"
        self.planned = "tea"
        self.texts_made = 0
        (home / "data" / "shared").mkdir(parents=True)
        self.journal = home / "data" / "shared" / "0011223344556677.jsonl"
        self.write("{}")

    def upkeep(self) -> CalendarUpkeep:
        settings = (self.home / "settings.toml", self.home / "catalogue.toml")
        return CalendarUpkeep(self.home / "data", self.home / "cache", settings, self.clock, {})

    def write(self, line: str) -> None:
        with self.journal.open("a", encoding="utf-8") as journal:
            journal.write(f"{line}\n")

    def plan(self) -> tuple[str, PlannedCalendar]:
        planned = self.planned

        def text() -> str:
            self.texts_made += 1
            return CALENDAR.format(planned)

        return str(self.file), PlannedCalendar((planned,), text)

    def keep(self) -> FeedReport | None:
        upkeep = self.upkeep()
        upkeep.keep_while_due(self.plan)
        return upkeep.report

    def is_due(self) -> bool:
        return self.upkeep().is_due


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_what_is_planned_is_in_the_file_and_nothing_is_due_after_that(machine: Machine) -> None:
    report = machine.keep()

    assert machine.file.read_text(encoding="utf-8") == CALENDAR.format("tea").replace("\r\n", "\n")
    assert report == FeedReport(str(machine.file), machine.clock.now())
    assert not machine.is_due()


def test_whatever_is_written_or_set_is_due_and_so_is_another_day(machine: Machine) -> None:
    machine.keep()

    for change in (
        lambda: machine.write("{}"),
        lambda: (machine.home / "settings.toml").write_text("[calendar]\n", encoding="utf-8"),
        lambda: (machine.home / "data" / "shared" / "another.jsonl").write_text("{}\n", encoding="utf-8"),
        lambda: machine.clock.pass_time(hours=9),
        lambda: setattr(machine, "clock", FakeClock("2026-11-23 08:00", "Asia/Kathmandu")),
    ):
        change()
        assert machine.is_due()
        machine.keep()
        assert not machine.is_due()


def test_what_changes_nothing_of_it_makes_no_calendar_and_writes_nothing(machine: Machine) -> None:
    first = machine.keep()
    inode = machine.file.stat().st_ino
    machine.clock.pass_time(hours=1)
    machine.write("{}")

    assert machine.keep() == first
    assert (machine.texts_made, machine.file.stat().st_ino) == (1, inode)


def test_another_plan_that_gives_the_same_text_is_not_written_again(machine: Machine) -> None:
    machine.keep()
    (machine.home / "cache" / "calendar-feed.json").unlink()
    inode = machine.file.stat().st_ino
    machine.clock.pass_time(hours=1)

    report = machine.keep()

    assert (machine.texts_made, machine.file.stat().st_ino) == (2, inode)
    assert report == FeedReport(str(machine.file), datetime.fromtimestamp(machine.file.stat().st_mtime, UTC))


def test_a_file_that_was_taken_away_or_changed_is_written_again(machine: Machine) -> None:
    machine.keep()
    written = machine.file.read_bytes()

    machine.file.unlink()
    machine.write("{}")
    machine.keep()
    assert machine.file.read_bytes() == written

    machine.file.write_bytes(written.replace(b"tea", b"tee"))
    machine.write("{}")
    machine.keep()
    assert machine.file.read_bytes() == written


def test_what_another_version_wrote_is_made_anew(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.keep()
    monkeypatch.setattr("importlib.metadata.version", lambda _: "99")
    machine.write("{}")

    machine.keep()

    assert machine.texts_made == 2


def test_a_refusal_is_in_the_report_until_it_is_over_and_is_tried_again_later(machine: Machine) -> None:
    machine.keep()
    folder = machine.file.parent / "stick"
    machine.file = folder / "us.ics"
    machine.write("{}")

    report = machine.keep()
    assert report is not None
    assert report.problem.startswith("There is no folder for")
    assert not machine.is_due()

    machine.clock.pass_time(seconds=TRY_AGAIN + 1)
    assert machine.is_due()
    folder.mkdir()
    report = machine.keep()
    assert report == FeedReport(str(machine.file), machine.clock.now())
    assert not machine.is_due()


def test_whoever_asks_has_it_tried_again_at_once(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.file = machine.home / "stick" / "us.ics"
    machine.keep()
    machine.file.parent.mkdir()
    upkeep = machine.upkeep()
    monkeypatch.setattr(upkeep, "start", lambda: upkeep.keep_while_due(machine.plan))

    upkeep.try_again()

    assert upkeep.report == FeedReport(str(machine.file), machine.clock.now())


def test_at_once_it_is_refused_with_the_sentence(machine: Machine) -> None:
    machine.file.write_text("dear diary", encoding="utf-8")

    with pytest.raises(UsageError, match="not a calendar from here"):
        machine.upkeep().keep_now(*machine.plan())

    assert machine.file.read_text(encoding="utf-8") == "dear diary"


def test_what_is_written_meanwhile_is_in_it_as_well(machine: Machine) -> None:
    planned = iter(["tea", "walk", "walk"])

    def plan() -> tuple[str, PlannedCalendar]:
        machine.planned = next(planned)
        if machine.planned == "tea":
            machine.write("{}")  # as another verb does, while this is at it
        return machine.plan()

    machine.upkeep().keep_while_due(plan)

    assert "walk" in machine.file.read_text(encoding="utf-8")
    assert not machine.is_due()


def test_two_at_once_are_one(machine: Machine) -> None:
    def plan() -> tuple[str, PlannedCalendar]:
        machine.upkeep().keep_while_due(lambda: pytest.fail("somebody is at it"))
        assert machine.upkeep().start() is None
        return machine.plan()

    machine.upkeep().keep_while_due(plan)

    assert machine.texts_made == 1


def test_data_that_cannot_be_read_ends_it_and_leaves_the_file(machine: Machine) -> None:
    machine.keep()
    written = machine.file.read_bytes()
    machine.write("{}")

    def plan() -> tuple[str, PlannedCalendar]:
        raise StorageError("It can't be read.")

    with pytest.raises(RitualsError):
        machine.upkeep().keep_while_due(plan)

    assert machine.file.read_bytes() == written
    assert machine.is_due()


def test_a_file_that_does_not_answer_is_told(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    upkeep = machine.upkeep()

    told: list[str] = []

    def hang(path: Path) -> bytes:
        upkeep.tell_if_it_hangs()  # as the thread does that waits
        told.append(upkeep.report.problem if upkeep.report else "")
        raise StorageError(f"{path} goes on to hang")

    monkeypatch.setattr(calendar_file, "replace_calendar", lambda path, _: hang(path))
    upkeep.keep_while_due(machine.plan)

    assert ["does not answer" in problem for problem in told] == [True]


def test_a_record_that_is_torn_is_made_anew(machine: Machine) -> None:
    machine.keep()
    (machine.home / "cache" / "calendar-feed.json").write_bytes(b'{"report":')

    assert machine.is_due()
    machine.keep()
    assert not machine.is_due()
