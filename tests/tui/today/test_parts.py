"""The parts of Today: what is due comes first, and what asks for nothing more is folded away."""

from __future__ import annotations

from datetime import time

import pytest

from rituals.content.loader import catalogue
from rituals.core.events import AskAboutAdded, RitualAdded, RitualEdited
from rituals.core.model import Rule
from rituals.session import Session
from tests.kit.app import make_app, make_session, text_of, until
from tests.kit.jars import a_couple
from tests.kit.pages import body, click_on, click_text, line_with, press, size_name
from tui.rituals.catalogue import CatalogueScreen
from tui.shared.screen import MEASURE
from tui.shared.text import TOO_SMALL
from tui.today import kind_word
from tui.today.present import DAY_DONE

NAMES = ("Tea", "Walk", "Music", "Letters")


def day_of_four() -> Session:
    """Sunday at 19:00: tea is to come, the walk is due; the music is done, and the letters rest."""
    session = make_session()
    for name, at in zip(NAMES, (time(21), time(18), None, None), strict=True):
        session.service.add(RitualAdded(name.lower(), session.service.today(), name, Rule("FREQ=DAILY", at=at)))
    session.service.tick("music")
    session.service.rest("letters")
    return session


async def test_what_is_due_comes_first_and_has_the_cursor() -> None:
    app = make_app(day_of_four())
    async with app.run_test(size=(80, 24)) as pilot:
        text = body(await press(pilot))

    order = ("Now", "Walk", "Later today", "Tea", "Done", "Resting")
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert "›" in line_with(text, "Walk")
    assert "Music" in line_with(text, "Done")
    assert "Letters" in line_with(text, "Resting")


async def test_what_is_ticked_stays_under_the_cursor_until_it_moves_on() -> None:
    app = make_app(day_of_four())
    async with app.run_test(size=(80, 24)) as pilot:
        ticked = await press(pilot, "space")
        moved = await press(pilot, "j")

    assert "●" in line_with(ticked, "Walk")
    assert "Now" in ticked
    assert "Now" not in moved
    assert "● Walk" in line_with(moved, "Done")
    assert "›" in line_with(moved, "Tea")


async def test_what_is_put_off_stays_under_the_cursor_until_it_moves_on() -> None:
    session = make_session()
    rule = Rule("FREQ=WEEKLY;BYDAY=SU", at=time(18))
    for name in ("Tea", "Walk"):
        session.service.add(RitualAdded(name.lower(), session.service.today(), name, rule))
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        put_off = body(await press(pilot, "greater_than_sign"))
        moved = body(await press(pilot, "j"))

    assert "tomorrow 18:00" in line_with(put_off, "›")
    assert put_off.index("Tea") < put_off.index("Walk")
    assert moved.index("Walk") < moved.index("Looking forward to") < moved.index("Tea, tomorrow")
    assert "›" in line_with(moved, "Walk")


async def test_done_opens_and_a_tick_is_taken_back_there() -> None:
    session = day_of_four()
    session.service.tick("tea")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        folded = await press(pilot, "j")
        opened = await press(pilot, "enter")
        taken_back = await press(pilot, "j", "j", "space")
        moved = await press(pilot, "k")
        closed = await press(pilot, "k", "space")

    assert "enter open" in folded.splitlines()[-1]
    assert "Music" not in line_with(opened, "Done")
    assert "●" in line_with(opened, "Music")
    assert taken_back.index("○  Music") > taken_back.index("Done")
    assert moved.index("○  Music") < moved.index("Done")
    assert "›" in line_with(moved, "Tea")
    assert "● Tea" in line_with(closed, "Done")
    assert "Music" not in line_with(closed, "Done")


async def test_a_click_opens_what_is_folded() -> None:
    app = make_app(day_of_four())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        await click_text(pilot, "Letters")

        assert "not today" in line_with(text_of(app), "Letters")


async def test_where_nothing_is_left_to_do_what_was_done_stands_there() -> None:
    session = make_session()
    session.service.add(RitualAdded("tea", session.service.today(), "Tea", Rule("FREQ=DAILY")))
    session.service.tick("tea", note="with quince")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "with quince" in await press(pilot)


async def test_twelve_due_things_are_above_the_fold() -> None:
    session = make_session()
    for number in range(12):
        rule = Rule("FREQ=DAILY", at=time(7 + number, 5))
        session.service.add(RitualAdded(f"own-{number}", session.service.today(), f"Ritual {number:02}", rule))
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        text = await press(pilot)

    assert [f"Ritual {number:02}" in text for number in range(12)] == [True] * 12
    assert "›" in line_with(text, "Ritual 00")


async def test_tonights_question_is_there_at_every_size_and_opens() -> None:
    session = a_couple()
    begins = f"    o  “{session.service.questions.tonight(catalogue().prompt).text[:30]}"
    async with make_app(session).run_test(size=(60, 20)) as pilot:
        narrow = await press(pilot)
        await pilot.resize_terminal(80, 24)
        normal = await press(pilot)
        await pilot.resize_terminal(120, 40)
        wide = await press(pilot)

    assert line_with(narrow, "“").startswith(begins)
    assert line_with(normal, "“").startswith(begins)
    assert wide.count("“") == 1


async def test_what_there_is_to_ask_about_is_a_line_that_opens_its_page() -> None:
    session = a_couple()
    day = session.service.today()
    session.service.private(session.service.seated.id).keep(lambda _: [AskAboutAdded("dentist", day, "the dentist")])
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        text = await press(pilot, "g")
        opened = await press(pilot, "enter")

    assert "›" in line_with(text, "Something of yours is waiting.")
    assert "Whose page is it?" in opened


async def test_the_first_step_of_an_empty_day_can_be_clicked() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        await click_on(pilot, app, "Press c")

        assert isinstance(app.screen, CatalogueScreen)


async def test_the_word_on_a_tick_goes_with_the_tick_that_is_undone() -> None:
    app = make_app(day_of_four())
    async with app.run_test(size=(80, 24)) as pilot:
        word = body(await press(pilot, "space")).splitlines()[2].strip()

        undone = await press(pilot, "u")

    assert "Took back" in undone
    assert word not in undone


async def test_the_word_on_a_tick_stands_by_its_row_and_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    app = make_app(day_of_four())
    async with app.run_test(size=(80, 24)) as pilot:
        ticked = body(await press(pilot, "space")).splitlines()
        word = ticked[2].strip()
        monkeypatch.setattr(kind_word, "KIND_WORD_SECONDS", 0.01)
        monkeypatch.setattr(kind_word, "FADING_SECONDS", 0.01)
        await press(pilot, "space", "space")
        await until(pilot, lambda: word not in text_of(app))

    assert "Walk" in ticked[1]
    assert word in {words.text for words in catalogue().rhythm_message if words.state == "kept"}


async def test_the_last_thing_of_the_day_has_a_word_of_its_own() -> None:
    app = make_app(day_of_four())
    async with app.run_test(size=(80, 24)) as pilot:
        first = await press(pilot, "space")
        last = await press(pilot, "j", "space")

    assert DAY_DONE not in first
    assert DAY_DONE in last


@pytest.mark.parametrize("state", ["kept", "quiet"])
def test_what_is_said_often_has_at_least_five_words(state: str) -> None:
    assert sum(words.state == state for words in catalogue().rhythm_message) >= 5


@pytest.mark.parametrize("size", [(80, 24), (100, 24), (112, 30), (200, 60)], ids=size_name)
async def test_names_and_times_are_whole_from_80_columns_on(size: tuple[int, int]) -> None:
    session = make_session()
    name = "Screens-away meal for the two"
    session.service.add(RitualAdded("own", session.service.today(), name, Rule("FREQ=DAILY", at=time(18)), minutes=30))
    async with make_app(session).run_test(size=size) as pilot:
        text = await press(pilot)

    line = line_with(text, "18:00")
    assert name in line
    assert "30 min   since 18:00" in line
    assert abs(line.index(name) - (max(size[0] - MEASURE, 0) // 2 + 7)) <= 1


async def test_it_works_for_as_long_as_a_list_and_a_line_fit() -> None:
    session = day_of_four()
    session.service.edit("walk", RitualEdited("walk", cue="after the plates"))
    app = make_app(session)
    async with app.run_test(size=(40, 12)) as pilot:
        first = await press(pilot)
        ticked = await press(pilot, "space")
        helped = await press(pilot, "question_mark")
        await press(pilot, "escape")
        await pilot.resize_terminal(39, 12)
        too_narrow = await press(pilot)

    assert "since 18:00" in line_with(first, "Walk")
    assert "after the plates" not in first
    assert "●" in line_with(ticked, "Walk")
    assert any(words.text.split(".")[0] in ticked for words in catalogue().rhythm_message)
    assert "space done" in ticked.splitlines()[-1]
    assert "On this row" in helped
    assert TOO_SMALL in " ".join(too_narrow.split())


async def test_an_empty_day_begins_its_keys_with_the_one_to_begin_with() -> None:
    app = make_app()
    async with app.run_test(size=(40, 12)) as pilot:
        assert (await press(pilot)).splitlines()[-1].split()[:2] == ["c", "pick"]


async def test_a_long_name_is_whole_where_there_is_room_and_times_stand_below_each_other() -> None:
    session = make_session()
    names = ("Walk and talk along the river and back", "Tea")
    for name in names:
        session.service.add(RitualAdded(name, session.service.today(), name, Rule("FREQ=DAILY", at=time(18))))
    async with make_app(session).run_test(size=(100, 30)) as pilot:
        text = await press(pilot)

    lines = [line_with(text, name) for name in names]
    assert lines[0].index("since") == lines[1].index("since")
