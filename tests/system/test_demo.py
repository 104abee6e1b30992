"""The demo: a year that is told the same way each time, through the service alone, and leaves nothing behind."""

from __future__ import annotations

import ast
import tempfile
from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from rituals import demo
from rituals.bootstrap import demo_session
from rituals.cli.main import main
from rituals.cli.shared.context import CliContext
from rituals.core import events as e
from rituals.core.events.recorded import Recorded
from rituals.core.model import EACH, TOGETHER
from rituals.core.occurrences.matching import Outcome, results_between
from rituals.core.occurrences.sign import Sign
from rituals.core.rituals.board import Group, Row
from rituals.demo.making import MAKING
from rituals.session import Session
from tests.kit.app import text_of
from tests.kit.fakes import FakeClock
from tui.demo import WELCOME, DemoApp

SUNDAY = date(2026, 11, 22)
A_WEEK = [SUNDAY + timedelta(days=days) for days in range(7)]
ODD_DAYS = [
    date(2028, 2, 29),
    date(2027, 1, 1),
    date(2027, 3, 28),
    date(2027, 4, 9),
]  # the day met falls on 28 February
EVENING = "19:00"
FOLDERS = "rituals-demo-*"
SIGNS = {Sign.KEPT, Sign.HALF, Sign.OPEN, Sign.RESTED, Sign.PAUSED, Sign.COMING}
LOG_NAMES = {"Recorded", "EventLog", "Logs"}


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only place for throw-away folders."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def session(scratch: Path) -> Iterator[Session]:
    """The demo on a Sunday."""
    del scratch
    with demo_session(FakeClock(f"{SUNDAY} {EVENING}")) as session:
        yield session


def told(day: date) -> list[Recorded]:
    """Everything that was recorded in the demo of a day, oldest first."""
    with demo_session(FakeClock(f"{day} {EVENING}")) as session:
        return [*reversed([*session.shared.newest_first()]), *session.local.newest_first()]


def events(session: Session) -> list[e.AnyEvent]:
    return [record.event for record in session.shared.newest_first()]


def row_of(session: Session, name: str) -> Row:
    return next(row for row in session.service.board().rows if row.ritual.name == name)


# what it leaves alone


@pytest.mark.usefixtures("scratch")
def test_the_demo_of_a_day_is_the_same_each_time() -> None:
    first, second = told(SUNDAY), told(SUNDAY)

    assert first == second
    assert first != told(A_WEEK[1])


def test_the_demo_leaves_no_folder_behind(scratch: Path) -> None:
    with demo_session(FakeClock()) as session:
        places, folders = session.places, list(scratch.glob(FOLDERS))
        inside = [place.is_relative_to(folders[0]) for place in (places.settings, places.data, places.cache)]

    assert len(folders) == 1
    assert all(inside)
    assert list(scratch.iterdir()) == []


def test_a_demo_that_breaks_leaves_no_folder_either(scratch: Path) -> None:
    with pytest.raises(ZeroDivisionError), demo_session(FakeClock()):
        raise ZeroDivisionError

    assert list(scratch.iterdir()) == []


@pytest.mark.usefixtures("scratch")
def test_the_demo_touches_no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "USERPROFILE", "RITUALS_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home))

    with demo_session(FakeClock()) as session:
        session.service.tick("walk-and-talk")

    assert list(home.rglob("*")) == []


# how it is made


def test_the_demo_knows_no_log_and_stamps_no_event() -> None:
    modules = sorted(Path(demo.__path__[0]).glob("*.py"))
    imported = {
        alias.name if isinstance(node, ast.Import) else f"{node.module}.{alias.name}"
        for module in modules
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }

    assert "rituals.service.couple.CoupleService" in imported
    assert not {name for name in imported if "adapters" in name or name.rpartition(".")[2] in LOG_NAMES}


def test_every_intent_of_the_year_is_one_commit_made_at_its_own_moment(session: Session) -> None:
    records = list(reversed(list(session.shared.newest_first())))

    lamports = [record.lamport for record in records]
    moments = [record.at for record in records]

    assert sorted(set(lamports)) == list(range(1, lamports[-1] + 1))
    assert moments == sorted(moments)
    assert moments[0].date() == SUNDAY - timedelta(days=364)
    assert moments[-1].date() == SUNDAY


# what the year holds


def test_the_year_holds_a_little_of_everything(session: Session) -> None:
    kinds = {type(event) for event in events(session)}

    assert kinds >= {
        e.PersonJoined,
        e.RitualAdded,
        e.RitualEdited,
        e.CadenceChanged,
        e.RitualArchived,
        e.RitualTicked,
        e.OccurrenceRested,
        e.OccurrenceMoved,
        e.PauseBegan,
        e.PauseEnded,
        e.Undone,
    }


def test_dozens_of_notes_lie_beside_the_ticks_and_none_twice(session: Session) -> None:
    ticks = [event for event in events(session) if isinstance(event, e.RitualTicked)]
    notes = [tick.note for tick in ticks if tick.note]

    assert len(notes) >= 50
    assert len(set(notes)) == len(notes)
    assert any(tick.tiny for tick in ticks)


def test_a_pause_says_why(session: Session) -> None:
    reasons = {pause.reason for pause in session.service.state.pauses}

    assert reasons == {"we had the flu", "ten days on the road", "the pool is being mended"}


def test_each_of_the_two_ticked_for_themselves(session: Session) -> None:
    service = session.service
    each = {ritual.id for ritual in service.state.rituals.values() if ritual.who == EACH}

    by = {event.by for event in events(session) if isinstance(event, e.RitualTicked) and event.ritual in each}

    assert len(each) == 2
    assert by == {person.id for person in service.couple}
    assert [person.name for person in service.couple] == ["Ana", "Sam"]


def test_somebody_keeps_one_alone_one_was_renamed_and_one_put_away(session: Session) -> None:
    rituals = session.service.state.rituals

    assert [ritual.name for ritual in rituals.values() if ritual.who not in (EACH, TOGETHER)] == ["Coffee in bed"]
    assert rituals["shared-hobby"].name == "Pottery hour"
    assert [ritual.name for ritual in rituals.values() if ritual.is_archived] == ["Salsa class"]


def test_most_of_what_was_planned_was_kept_and_not_all(session: Session) -> None:
    state = session.service.state
    walks = results_between(state, state.rituals["walk-and-talk"], SUNDAY - timedelta(days=364), SUNDAY, SUNDAY)

    kept = sum(one.outcome is Outcome.KEPT for one in walks) / len(walks)

    assert 0.6 < kept < 0.98
    assert {one.outcome for one in walks} == set(Outcome)


# Today


@pytest.mark.usefixtures("scratch")
@pytest.mark.parametrize("day", [*A_WEEK, *ODD_DAYS], ids=str)
def test_today_has_something_of_everything_whatever_day_it_is(day: date) -> None:
    with demo_session(FakeClock(f"{day} {EVENING}")) as session:
        board = session.service.board()

    rows = {row.ritual.name: row for row in board.rows}
    assert board.day == day
    assert {row.sign for row in board.rows} >= SIGNS
    assert rows["Walk and talk"].is_due
    assert rows["Quiet minutes together"].at == time(21)
    assert not rows["Quiet minutes together"].is_due
    assert [row.ritual.name for row in board.rows if row.is_from_before] == ["Screens-away meal"]
    assert rows["Tea on the balcony"].sign in {Sign.QUARTER, Sign.MIDWAY}
    assert "Cook together" in [row.ritual.name for row in board.rows if row.group is Group.TOMORROW]


def test_one_is_done_by_both_and_one_by_one(session: Session) -> None:
    both, one = row_of(session, "A warm message"), row_of(session, "One for the jar")

    sam = session.service.couple[1]
    assert len(both.ticked_by) == 2
    assert one.ticked_by == {sam.id}
    assert session.service.seated.name == "Ana"


@pytest.mark.usefixtures("scratch")
@pytest.mark.parametrize("outside", ["04:00", "12:00", "23:59", "03:59"])
def test_it_is_evening_in_the_demo_whatever_the_hour_outside(outside: str) -> None:
    with demo_session(FakeClock(f"2026-11-22 {outside}")) as session:
        local = session.service.local()

    assert local.time() == time(18, 40)
    assert local.date() == (date(2026, 11, 21) if outside == "03:59" else SUNDAY)


@pytest.mark.usefixtures("scratch")
def test_time_goes_on_in_the_demo() -> None:
    clock = FakeClock(f"{SUNDAY} {EVENING}")
    with demo_session(clock) as session:
        clock.pass_time(hours=3)
        now = session.service.local()

    assert now.time() == time(21, 40)


def test_the_demo_can_be_ticked_and_undone_like_any_other_session(session: Session) -> None:
    session.service.tick("walk-and-talk")
    ticked = row_of(session, "Walk and talk")
    session.service.undo()

    assert ticked.sign is Sign.KEPT
    assert row_of(session, "Walk and talk").sign is Sign.OPEN


# the command and the app


def shell() -> CliContext:
    return CliContext(open_demo=lambda: demo_session(FakeClock(f"{SUNDAY} {EVENING}")))


def test_without_a_terminal_the_demos_list_is_printed(scratch: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exit_code = main(["--demo"], context=shell())

    out, err = capsys.readouterr()
    assert (exit_code, err) == (0, f"{MAKING}\n")
    assert out.startswith("Sunday 22 November · Ana, Sam\n")
    assert "Walk and talk" in out
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("words", [["--demo", "today"], ["--demo", "--home", "elsewhere"], ["--home=x", "--demo"]])
def test_the_demo_goes_alone(words: list[str], scratch: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exit_code = main(words, context=shell())

    out, err = capsys.readouterr()
    assert (exit_code, out) == (2, "")
    assert err.startswith("rituals: --demo goes alone")
    assert list(scratch.iterdir()) == []


async def test_the_app_says_that_it_is_a_demo(session: Session) -> None:
    app = DemoApp(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()

        assert WELCOME in text_of(app)
