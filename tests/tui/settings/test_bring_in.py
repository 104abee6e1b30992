"""The page on which another program's file is looked through, answered and brought in."""

from __future__ import annotations

import errno
import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.widgets import Input

from rituals.bootstrap import own_data
from rituals.core.cadence.words import WHEN_WANTED
from rituals.core.events import RitualAdded
from rituals.core.exchange.foreign import MOST_RITUALS, Foreign, ForeignFile, ForeignTick
from rituals.core.exchange.import_plan import Answers, ImportPlan
from rituals.core.exchange.import_words import NOTHING_PICKED, nothing_new_words
from rituals.core.model import EACH, TOGETHER, Rule
from rituals.service.couple import CoupleService
from rituals.service.exchange import bringing_in
from rituals.service.exchange.bringing_in import EMPTY
from rituals.session import Session
from tests.kit.app import assert_goldens, make_app, press_at_once, press_settled, settled, text_of
from tests.kit.bringing_in import TheirFiles, open_file, retype, ritual_called
from tests.kit.fakes import FakeClock
from tests.kit.importing import SAMPLES
from tests.kit.journal_disks import RefusingDisk
from tests.kit.pages import SIZES, click_text, go_to, line_with, size_name, words
from tests.kit.runs import Runs
from tests.kit.saving import found_in, session_in, settle_in
from tests.kit.saving import keys as typed
from tui.settings.bringing_in.screen import BringInPage
from tui.settings.data_page import DataPage
from tui.settings.working_page import ONE_AT_A_TIME
from tui.today.screen import TodayScreen

TODAY = date(2026, 11, 28)
LOOP = SAMPLES / "loop.db"
TEN_DAYS = tuple(ForeignTick(TODAY - timedelta(days)) for days in range(1, 11))
TEA = Foreign("Tea", Rule("FREQ=DAILY"), TEN_DAYS)
HUG = Foreign("Long hug", Rule("FREQ=DAILY"), TEN_DAYS)


@pytest.fixture(autouse=True)
def after_the_samples(session: Session) -> None:
    assert isinstance(session.clock, FakeClock)
    session.clock.set(f"{TODAY} 19:00")


@pytest.fixture
def file_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TheirFiles:
    return TheirFiles(tmp_path, monkeypatch)


async def test_it_shows_what_a_file_would_bring_and_brings_it_in_once_it_is_said_whose_the_days_are(
    session: Session,
) -> None:
    rituals = dict(session.service.state.rituals)
    async with make_app(session).run_test(size=(100, 40)) as pilot:
        text = await open_file(pilot, LOOP)
        assert "8 rituals with 402 days, from 1 June 2026 to 27 November 2026" in words(text)
        assert "Late work is left out" in text
        assert "not said yet" in line_with(text, "Whose days")
        assert "new · every day · 76 days" in line_with(text, "Phones away")
        assert "8 rituals, 402 days" in line_with(text, "Bring this in")
        assert session.service.state.rituals == rituals

        text = await press_settled(pilot, "G", "enter")
        assert "Whose are these days?" in text
        text = await press_settled(pilot, "down", "enter")
        assert "ana" in line_with(text, "Whose days")

        text = await press_settled(pilot, "enter")

    assert "8 rituals, 402 days, 86 notes and 5 rests were brought in from loop.db. u takes it back." in words(text)
    assert nothing_new_words("loop.db") in line_with(text, "Bring this in")
    phones = ritual_called(session, "Phones away: evening")
    assert phones.who == session.service.seated.id
    assert len(session.service.state.ticks(phones.id)) == 76


async def test_what_was_brought_in_is_taken_back_as_one_and_comes_in_again_with_other_answers(
    session: Session, file_of: TheirFiles
) -> None:
    sam = session.service.couple[1]
    async with make_app(session).run_test(size=(100, 30)) as pilot:
        await open_file(pilot, file_of(TEA, HUG))
        await press_settled(pilot, "j", "enter", "G", "enter", "G", "enter")  # Sam's, who doesn't sit here
        tea = ritual_called(session, "Tea")
        assert tea.who == EACH
        assert {tick.by for day in session.service.state.ticks(tea.id).values() for tick in day} == {sam.id}

        text = await press_settled(pilot, "u")
        assert "1 ritual and 20 days" in line_with(text, "Bring this in")
        assert "Tea" not in {ritual.name for ritual in session.service.state.rituals.values()}

        await press_settled(pilot, "g", "j", "enter", "g", "enter", "G", "enter")

    assert ritual_called(session, "Tea").who == TOGETHER


async def test_each_ritual_can_be_left_out_renamed_given_another_cadence_or_joined_to_one_that_is_kept(
    session: Session, file_of: TheirFiles
) -> None:
    rituals = [Foreign(name, Rule("FREQ=DAILY"), TEN_DAYS) for name in ("Tea", "Run", "Cuddle", "Chess")]
    async with make_app(session).run_test(size=(100, 40)) as pilot:
        await open_file(pilot, file_of(*rituals))
        await press_settled(pilot, "j", "enter", "enter")  # both of theirs

        text = await press_settled(pilot, "j", "space")
        assert "left out" in line_with(text, "Tea")

        await press_settled(pilot, "j", "enter", "enter")
        text = await retype(pilot, "Run by the lake")
        assert "Run by the lake, new · every day · 10 days" in line_with(text, "Run")

        assert WHEN_WANTED in await press_settled(pilot, "enter", "j", "enter")
        text = await retype(pilot, "every blursday")
        assert "blursday" in text
        assert "every fri at 19:30" in text
        text = await retype(pilot, "3 times a week")
        assert "3 times a week" in line_with(text, "Run by")

        text = await press_settled(pilot, "j", "enter", "j", "j", "enter")
        assert "a new ritual" in text
        text = await press_settled(pilot, "j", "enter")
        assert "goes on as Long hug · 10 days new" in line_with(text, "Cuddle")

        await press_settled(pilot, "G", "enter")

    names = {ritual.name for ritual in session.service.state.rituals.values()}
    assert names == {"Long hug", "Run by the lake", "Chess"}
    assert len(session.service.state.ticks("long-hug")) == 10


async def test_one_that_goes_on_as_a_kept_one_can_be_a_new_one_of_another_name(
    session: Session, file_of: TheirFiles
) -> None:
    async with make_app(session).run_test(size=(100, 40)) as pilot:
        text = await open_file(pilot, file_of(HUG))
        assert "you keep it · 10 days new" in line_with(text, "●  Long")

        text = await press_settled(pilot, "G", "k", "enter", "g", "enter")
        assert "can't be brought in as it is" in text
        assert "Give this one another name." in words(text)
        assert "Nothing of it can be brought in as it is." in line_with(text, "Bring this in")

        await press_settled(pilot, "enter", "enter")
        text = await retype(pilot, "   ")
        assert "needs a name" in text
        text = await retype(pilot, "Hug of old")

    assert "Hug of old, new · every day · 10 days" in text


async def test_it_goes_on_as_none_that_is_anothers_alone(session: Session, file_of: TheirFiles) -> None:
    ana, sam = session.service.couple
    for person in (ana, sam):
        session.service.seat(person.id)
        added = RitualAdded(f"run-{person.name}", TODAY, f"Run of {person.name}", Rule("FREQ=DAILY"), person.id)
        session.service.add(added)
    session.service.seat(ana.id)
    async with make_app(session).run_test(size=(100, 40)) as pilot:
        await open_file(pilot, file_of(TEA))
        asked = ("G", "k", "enter", "j", "j", "enter")
        text = await press_settled(pilot, *asked)
        assert "Run of ana" in text
        assert "Run of Sam" not in text

        text = await press_settled(pilot, "escape", "g", "j", "enter", "j", "j", "enter", *asked)

    assert "Run of Sam" in text
    assert "Run of ana" not in text


async def test_a_calendars_entries_are_brought_in_only_if_they_are_picked(
    session: Session, file_of: TheirFiles
) -> None:
    plan = Foreign("Pottery", Rule("FREQ=WEEKLY;BYDAY=WE"), is_plan=True)
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await open_file(pilot, file_of(plan))
        assert "not picked · every wed" in line_with(text, "Pottery")
        assert NOTHING_PICKED in line_with(text, "Bring this in")
        text = await press_settled(pilot, "G", "enter")
        assert text.count(NOTHING_PICKED) == 2

        text = await press_settled(pilot, "k", "space")
        assert "new · every wed" in line_with(text, "Pottery")
        await press_settled(pilot, "G", "enter")

    assert ritual_called(session, "Pottery")


async def test_it_goes_by_mouse_alone(session: Session, file_of: TheirFiles) -> None:
    async with make_app(session).run_test(size=(100, 40)) as pilot:
        await open_file(pilot, file_of(TEA, Foreign("Chess", Rule("FREQ=DAILY"), TEN_DAYS)))

        await click_text(pilot, "●")
        assert "left out" in line_with(await settled(pilot), "Tea")
        await click_text(pilot, "Chess")
        await click_text(pilot, "Chess")
        await click_text(pilot, "When it is")
        await retype(pilot, "every fri")
        await click_text(pilot, "Whose days")
        await click_text(pilot, "not said yet")
        await click_text(pilot, "both of yours")
        await settled(pilot)
        await click_text(pilot, "Bring this in")
        await click_text(pilot, "1 ritual")

        assert "1 ritual and 10 days were brought in from their.days." in words(await settled(pilot))


async def test_what_cant_be_read_is_told_and_another_one_can_be_named(
    session: Session, file_of: TheirFiles, tmp_path: Path
) -> None:
    other = tmp_path / "letter.odt"
    other.write_text("Dear all,")
    async with make_app(session).run_test(size=(100, 30)) as pilot:
        text = words(await open_file(pilot, other))
        assert "The file is nothing that can be brought in. What can be: a JSON export of rituals" in text
        assert "Loop Habit Tracker" in text

        assert "can't be read (No such file or directory)" in words(await retype(pilot, str(tmp_path / "no file")))
        (tmp_path / "empty").mkdir()
        assert "is a folder in which nothing can be brought in" in words(await retype(pilot, str(tmp_path / "empty")))
        (tmp_path / "torn.db").write_bytes(LOOP.read_bytes()[:20_000])
        assert "Which file" in await retype(pilot, str(tmp_path / "torn.db"))
        text = words(await retype(pilot, str(file_of(told=("A chore is left out.",)))))
        assert f"{EMPTY} A chore is left out." in text

        assert "Tea" in await retype(pilot, str(file_of(TEA)))
        assert not pilot.app.screen.query(Input)


async def test_a_table_that_can_be_read_in_two_ways_asks_which(session: Session, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("date,ritual\n3/4/2026,Tea\n3/5/2026,Tea\n")
    async with make_app(session).run_test(size=(100, 30)) as pilot:
        text = await open_file(pilot, tmp_path / "table.csv")
        assert "“3/4/2026” is 3 April" in text
        assert "“3/4/2026” is 4 March" in text

        text = await press_settled(pilot, "down", "enter")
        assert "from 4 March 2026 to 5 March 2026" in words(text)

        await press_settled(pilot, "enter", "enter")
        text = await press_settled(pilot, "enter")
        assert "from 3 April 2026 to 3 May 2026" in words(text)


async def test_an_export_of_ours_says_how_much_is_new_and_comes_in(
    session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    away = Runs(tmp_path / "away", capsys)
    assert session.own_data is not None
    session.own_data().export(session.service.seated.id, tmp_path / "ours.json")
    away.done("import", str(tmp_path / "ours.json"), "--yes")
    away.done("add", "Chess", "--every", "every day")
    away.done("export", "--to", str(tmp_path / "more.json"))
    async with make_app(session).run_test(size=(100, 30)) as pilot:
        text = await open_file(pilot, tmp_path / "more.json")
        assert "of which 1 is not here yet." in words(text)
        assert "1 record" in line_with(text, "Bring this in")

        text = await press_settled(pilot, "G", "enter")

    assert "1 record was brought in from more.json." in text
    assert nothing_new_words("more.json") in line_with(text, "Bring this in")
    assert ritual_called(session, "Chess")


async def test_an_export_of_others_is_refused_with_what_helps(
    session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    others = Runs(tmp_path / "others", capsys)
    others.done("add", "Chess", "--every", "every day")
    others.done("export", "--to", str(tmp_path / "theirs.json"))
    async with make_app(session).run_test(size=(100, 30)) as pilot:
        text = await open_file(pilot, tmp_path / "theirs.json")

    assert "The file is of other people than ana and Sam. rituals import, in a shell," in words(text)


@pytest.mark.parametrize(("number", "advice"), [(errno.ENOSPC, "Free some room"), (errno.EROFS, "is read-only")])
async def test_a_disk_that_refuses_is_told_and_what_was_answered_stays(
    tmp_path: Path, file_of: TheirFiles, number: int, advice: str
) -> None:
    disk = RefusingDisk()
    session = session_in(tmp_path, disk)
    settle_in(session, people=2)
    session.own_data = lambda: own_data(session.places, lambda: session_in(tmp_path, disk).service)
    async with make_app(session).run_test(size=(100, 30)) as pilot:
        await open_file(pilot, file_of(TEA, Foreign("Chess", Rule("FREQ=DAILY"), TEN_DAYS)))
        await press_settled(pilot, "j", "enter", "enter", "j", "space")
        before = found_in(tmp_path)
        disk.refusals = {"open": number, "write": number}
        text = await press_settled(pilot, "G", "enter")
        assert advice in words(text)
        assert "left out" in line_with(text, "Tea")
        assert found_in(tmp_path) == before

        disk.relent()
        text = await press_settled(pilot, "enter")

    assert "1 ritual and 5 days were brought in from their.days." in text


async def test_keys_that_come_fast_are_all_heeded_and_it_is_brought_in_once(
    session: Session, file_of: TheirFiles
) -> None:
    async with make_app(session).run_test(size=(100, 30)) as pilot:
        await open_file(pilot, file_of(TEA, HUG, Foreign("Chess", Rule("FREQ=DAILY"), TEN_DAYS)))
        await press_settled(pilot, "j", "enter", "enter")
        await press_at_once(pilot, "j", "space", "space", "j", "j", "space", "G", "enter", "enter")
        text = await settled(pilot)

    assert "1 ritual and 20 days were brought in from their.days." in text
    assert {ritual.name for ritual in session.service.state.rituals.values()} == {"Long hug", "Tea"}
    assert len(session.service.state.ticks("long-hug")) == 10


async def test_while_it_is_brought_in_it_says_so_and_on_a_page_left_meanwhile_the_next_one_does(
    session: Session, file_of: TheirFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on = threading.Event()

    def slowly(service: CoupleService, file: ForeignFile, answers: Answers) -> ImportPlan:
        goes_on.wait(20)
        return bringing_in.bring_in(service, file, answers)

    monkeypatch.setattr("tui.settings.bringing_in.desks.bring_in", slowly)
    app = make_app(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await open_file(pilot, file_of(TEA))
        await press_settled(pilot, "j", "enter", "enter")
        await pilot.press("G", "enter")
        await pilot.pause()
        assert "Bringing in 1 ritual and 10 days …" in text_of(app)
        await pilot.press("k", "space")
        await pilot.pause()
        assert ONE_AT_A_TIME in text_of(app)

        await pilot.press("escape")
        await pilot.pause()
        goes_on.set()

        assert "1 ritual and 10 days were brought in from their.days. u takes it back." in await settled(pilot)
        assert isinstance(app.screen, TodayScreen)


async def test_what_comes_in_by_another_program_meanwhile_is_new_no_more(session: Session, file_of: TheirFiles) -> None:
    assert session.own_data is not None
    app = make_app(session)
    async with app.run_test(size=(100, 30)) as pilot:
        path = file_of(HUG)
        await open_file(pilot, path)
        elsewhere = session.own_data().read_import(path)
        assert isinstance(elsewhere.content, ForeignFile)
        bringing_in.bring_in(elsewhere.service, elsewhere.content, Answers(TOGETHER))
        app.look_around()

        text = await settled(pilot)

    assert "you keep it · nothing new" in text
    assert nothing_new_words("their.days") in text


async def test_another_file_can_be_named_and_a_change_of_the_look_leaves_it_all(
    session: Session, file_of: TheirFiles
) -> None:
    async with make_app(session).run_test(size=(100, 40)) as pilot:
        await open_file(pilot, LOOP)
        await press_settled(pilot, "j", "j", "space")
        await pilot.app.screen.recompose()
        text = await settled(pilot)
        assert "left out" in line_with(text, "Date night")
        assert "7 rituals" in line_with(text, "Bring this in")

        await press_settled(pilot, "g", "enter")
        text = await retype(pilot, str(file_of(TEA)))

    assert "Date night" not in text
    assert "new · every day · 10 days" in line_with(text, "●  Tea")


async def test_who_lives_alone_is_not_asked_whose_the_days_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], file_of: TheirFiles
) -> None:
    session = Runs(tmp_path / "alone", capsys).open_session(None)
    async with make_app(session).run_test(size=(100, 30)) as pilot:
        text = await open_file(pilot, file_of(TEA))
        assert "Whose days" not in text
        text = await press_settled(pilot, "G", "enter")

    assert "1 ritual and 5 days were brought in from their.days." in text


@pytest.mark.parametrize("size", SIZES, ids=size_name)
async def test_hundreds_of_rituals_are_walked_through(
    session: Session, file_of: TheirFiles, size: tuple[int, int]
) -> None:
    names = [f"{number} of the things that we did every day or at least meant to do" for number in range(MOST_RITUALS)]
    async with make_app(session).run_test(size=size) as pilot:
        text = await open_file(pilot, file_of(*(Foreign(name, None, TEN_DAYS[:2]) for name in names)))
        assert "500 rituals and 1,000 days" in line_with(text, "Bring this in")

        text = await press_settled(pilot, "G", "k", "space")

    assert "499 of the things that we did every day or at least meant to" in words(text)
    assert "499 rituals and 998 days" in line_with(text, "Bring this in")


async def test_your_data_and_the_palette_lead_to_it_and_esc_leaves_it_at_once(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 30)) as pilot:
        app.action_page("data")
        await pilot.pause()
        await go_to(pilot, app, "Bring in a file")
        assert "It can be: a JSON export of rituals" in words(text_of(app))
        await press_settled(pilot, "enter")
        assert isinstance(app.screen, BringInPage)
        await press_settled(pilot, "escape")
        assert isinstance(app.screen, DataPage)

        await press_settled(pilot, "ctrl+p", *typed("file of another"), "enter")

        assert isinstance(app.screen, BringInPage)


@pytest.mark.parametrize("signs", ["unicode", "ascii"])
async def test_a_file_looks_as_it_was_last_read(session: Session, signs: str, file_of: TheirFiles) -> None:
    session.settings = replace(session.settings, look=replace(session.settings.look, signs=signs))
    sauna = Foreign("Sauna, with everybody from the house", Rule("FREQ=WEEKLY;BYDAY=FR"), TEN_DAYS, is_put_away=True)
    tea = Foreign("Tea", None, TEN_DAYS, told=("There it was once in any 7 days; here it is once a week.",))
    path = file_of(tea, HUG, sauna, Foreign("Pottery", Rule("FREQ=DAILY"), is_plan=True), told=("One is left out.",))
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        await open_file(pilot, path)
        await assert_goldens(pilot, f"bring-in-{signs}", SIZES)
        await press_settled(pilot, "j", "j")
        await assert_goldens(pilot, f"bring-in-ritual-{signs}", SIZES)
