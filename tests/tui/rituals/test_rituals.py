"""The list of rituals, the catalogue and the why: walked with keys and with the mouse, read as text."""

from __future__ import annotations

import re

import pytest

from rituals.config import Look
from rituals.core.events import RitualAdded
from rituals.core.model import EACH, Once, Quota, Rule
from rituals.service.couple import CoupleService
from tests.kit.app import assert_goldens, keep, make_app, make_session, text_of
from tests.kit.fakes import FakeClock, MemoryLog
from tests.kit.pages import SIZES, click_on, line_with, press, words
from tui.app import RitualsApp

KEPT = ("walk-and-talk", "date-night", "long-hug", "appreciation-jar")


def own(service: CoupleService, name: str, rrule: str = "FREQ=DAILY", *, who: str = "together") -> None:
    service.add(RitualAdded(service.new_ritual_id(), service.today(), name, Rule(rrule), who=who))


def lived_in() -> RitualsApp:
    """Ana and Sam with a bit of everything on a Sunday evening."""
    session = make_session()
    service = session.service
    service.join("Sam")
    service.rename(service.couple[0].id, "Ana")
    keep(service, *KEPT)
    service.add(RitualAdded("swim", service.today(), "Swim", Quota(3, "week"), who=EACH, minutes=45))
    own(service, "Call Grandma", "FREQ=MONTHLY;BYDAY=-1SU")
    service.add(RitualAdded("tea", service.today(), "Tea on the balcony", Rule("FREQ=DAILY"), cue="after the rain"))
    service.archive("tea")
    service.tick("long-hug")
    service.pause("appreciation-jar", until=service.today().replace(day=29), reason="we're ill")
    return make_app(session)


# the list


async def test_each_ritual_says_what_is_next() -> None:
    app = lived_in()
    async with app.run_test(size=(120, 50)) as pilot:
        await pilot.press("2")

        text = text_of(app)
        assert "today 18:00" in line_with(text, "Walk and talk")
        assert "Friday 19:30" in line_with(text, "Date night")
        assert "kept · again tomorrow" in line_with(text, "Long hug")
        assert "0 of 3 this week" in line_with(text, "Swim")
        assert "paused until Sun 29 Nov" in line_with(text, "One for the jar")
        assert "put away" in line_with(text, "Tea on the balcony")


async def test_a_one_off_of_several_days_is_of_today_until_it_is_over() -> None:
    clock = FakeClock("2026-11-21 12:00")
    session = make_session(clock)
    session.service.add(RitualAdded("away", session.service.today(), "Away", Once(session.service.today(), 3)))
    clock.set("2026-11-22 12:00")
    app = make_app(session)
    async with app.run_test(size=(120, 50)) as pilot:
        await pilot.press("2")

        assert "today" in line_with(text_of(app), "Away")


async def test_the_line_under_the_cursor_tells_more() -> None:
    app = lived_in()
    async with app.run_test(size=(120, 50)) as pilot:
        await pilot.press("2")

        text = text_of(app)
        assert "together · 30 min" in text
        assert "Next: today, Tuesday, Sun 29 Nov, Tue 1, Sun 6 Dec" in text


async def test_a_streak_is_said_in_plain_words_and_none_is_not_said() -> None:
    clock = FakeClock("2026-11-20 19:00")
    session = make_session(clock)
    keep(session.service, "long-hug")
    for day in ("2026-11-20", "2026-11-21", "2026-11-22"):
        clock.set(f"{day} 19:00")
        session.service.tick("long-hug")
    own(session.service, "Tea")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        hug = text_of(app)
        await pilot.press("down")
        tea = text_of(app)

    assert "3 in a row" in hug
    assert "in a row" not in tea


async def test_grouping_and_order_go_round_and_come_back() -> None:
    app = lived_in()
    async with app.run_test(size=(120, 50)) as pilot:
        await pilot.press("2")
        sections = text_of(app)
        await pilot.press("v")
        await pilot.pause()
        by_when = text_of(app)
        await pilot.press("v")
        await pilot.pause()
        by_who = text_of(app)
        await pilot.press(*"v" * 7)
        await pilot.pause()
        again = text_of(app)

    assert "Quality time together" in sections
    assert "In the next days" in by_when
    assert "Each of you" in by_who
    assert again == sections


async def test_the_order_is_by_next_day_by_name_or_as_added() -> None:
    session = make_session()
    for name, rrule in (("Zoo", "FREQ=DAILY"), ("Álbum", "FREQ=WEEKLY;BYDAY=SA"), ("Movie", "FREQ=WEEKLY;BYDAY=WE")):
        own(session.service, name, rrule)
    app = make_app(session)
    orders = []
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("2")
        for _ in range(3):
            rows = text_of(app).splitlines()
            orders.append(sorted(("Zoo", "Álbum", "Movie"), key=lambda name: [name in row for row in rows].index(True)))
            await pilot.press("v", "v", "v")
            await pilot.pause()

    assert orders[:2] == [["Zoo", "Movie", "Álbum"], ["Álbum", "Movie", "Zoo"]]


async def test_grouping_is_remembered_while_the_app_is_open() -> None:
    app = lived_in()
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("2", "v", "1", "2")
        await pilot.pause()

        assert "by when" in text_of(app)


async def test_finding_looks_past_case_and_accents_and_escape_shows_all_again() -> None:
    session = make_session()
    for name in ("Café à deux", "Walk", "Quiet tea"):
        own(session.service, name)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "slash", *"CAFE")
        await pilot.pause()
        found = text_of(app)
        await pilot.press("escape")
        await pilot.pause()
        everything = text_of(app)

    assert "Café à deux" in found
    assert "Quiet tea" not in found
    assert "Quiet tea" in everything


async def test_what_is_found_can_be_walked_through_and_escape_comes_back_to_all() -> None:
    app = lived_in()
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("2", "slash", *"hug", "enter", "x")
        await pilot.pause()
        away = text_of(app)
        await pilot.press("escape")
        await pilot.pause()

        assert "Long hug is put away" in away
        assert "Walk and talk" in text_of(app)


async def test_nothing_found_says_so_and_keys_do_nothing() -> None:
    app = lived_in()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "slash", *"zzz", "enter", "e", "m", "s", "x", "i")
        await pilot.pause()

        assert "Nothing here goes by that name" in text_of(app)


async def test_an_empty_list_says_what_will_live_there() -> None:
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("2", "e", "m", "s", "x", "i")

        assert "Press c to pick one" in text_of(app)


# putting away, pausing, moving


async def test_putting_away_is_undone_and_brought_back() -> None:
    app = lived_in()
    async with app.run_test(size=(100, 50)) as pilot:
        await pilot.press("2", "x")
        await pilot.pause()
        away = text_of(app)
        await pilot.press("u")
        await pilot.pause()
        undone = text_of(app)
        await pilot.press("x", "x")
        await pilot.pause()

        assert "Walk and talk is put away; its history stays." in away
        assert "Took back: Walk and talk, put away." in undone
        assert "Walk and talk is back" in text_of(app)


async def test_what_is_put_away_does_not_come_back_beside_another_of_its_name() -> None:
    app = lived_in()
    service = app.session.service
    service.archive("swim")
    own(service, "swim")
    async with app.run_test(size=(100, 50)) as pilot:
        await pilot.press("2")
        await click_on(pilot, app, "Swim")
        await pilot.press("x")
        await pilot.pause()

        assert "You keep swim already. e on Rituals gives that one another name." in text_of(app)
        assert service.state.rituals["swim"].is_archived


async def test_a_ritual_is_paused_with_a_reason_and_resumed_with_the_same_key() -> None:
    app = lived_in()
    async with app.run_test(size=(100, 50)) as pilot:
        await pilot.press("2", "s", *"travel", "enter", *"sat", "enter")
        await pilot.pause()
        paused = text_of(app)
        await pilot.press("s")
        await pilot.pause()

        assert "paused until Saturday" in line_with(paused, "› ‖")
        assert "Paused: travel" in paused
        assert "Next: Sun 29 Nov, Tue 1, Sun 6" in paused
        assert "Walk and talk goes on from today" in text_of(app)


async def test_everything_is_paused_with_an_open_end_and_goes_on() -> None:
    app = lived_in()
    async with app.run_test(size=(100, 50)) as pilot:
        await pilot.press("2", "S", "ctrl+n", "enter", "enter")
        await pilot.pause()
        paused = text_of(app)
        await pilot.press("s")
        await pilot.pause()
        one = text_of(app)
        await pilot.press("S")
        await pilot.pause()

        assert paused.count("paused until you resume") >= 4
        assert "we're ill" in paused
        assert "has no pause of its own; everything is paused. S on Rituals goes on with" in words(one)
        assert "Everything goes on from today" in text_of(app)


def with_a_planned_pause() -> RitualsApp:
    app = lived_in()
    service = app.session.service
    service.pause("walk-and-talk", until=service.today().replace(day=25))
    december = service.today().replace(month=12)
    service.pause("walk-and-talk", since=december.replace(day=20), until=december.replace(day=27))
    return app


async def test_going_on_names_what_is_still_planned_and_the_same_key_ends_that_too() -> None:
    app = with_a_planned_pause()
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "2", "down", "s")
        resumed = words(text_of(app))
        await press(pilot, "s")
        asked = words(text_of(app))
        await press(pilot, "down", "enter")
        ended = words(text_of(app))
        await press(pilot, "u")
        back = words(text_of(app))

    planned = "The pause of Walk and talk from Sun 20 Dec until Sun 27 Dec is"
    assert f"Walk and talk goes on from today. {planned} still planned. s once more offers to end that too." in resumed
    assert f"{planned} planned." in asked
    assert f"{planned} not planned any more." in ended
    assert "Took back: the end of the pause of Walk and talk from Sun 20 Dec" in back


async def test_a_pause_that_is_planned_does_not_keep_one_from_pausing_now() -> None:
    app = with_a_planned_pause()
    async with app.run_test(size=(100, 50)) as pilot:
        await press(pilot, "2", "down", "s", "s")
        await press(pilot, "enter", "enter", *"sat", "enter")

        assert "Walk and talk is paused from today until Saturday." in words(text_of(app))
        pauses = app.session.service.state.pauses_of("walk-and-talk")
        assert len([pause for pause in pauses if pause.since > app.session.service.today()]) == 1


async def test_leaving_the_question_about_a_planned_pause_changes_nothing() -> None:
    app = with_a_planned_pause()
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "2", "down", "s")
        pauses = app.session.service.state.pauses
        await press(pilot, "s", "escape")

        assert app.session.service.state.pauses == pauses


async def test_what_is_kept_today_is_put_away_from_tomorrow_on() -> None:
    app = lived_in()
    async with app.run_test(size=(100, 50)) as pilot:
        await press(pilot, "2", "space", "x")
        away = words(text_of(app))
        await press(pilot, "space")

        assert "Walk and talk is put away from tomorrow on" in away
        assert "It is put away from tomorrow on. x brings it back." in words(text_of(app))


async def test_undoing_a_note_leaves_the_tick_and_says_so() -> None:
    app = lived_in()
    async with app.run_test(size=(100, 50)) as pilot:
        await press(pilot, "2", "space", "n", *"river", "enter", "u")

        assert "Took back: the note with Walk and talk today; its tick stays." in words(text_of(app))
        assert "kept" in line_with(text_of(app), "Walk and talk")


async def test_what_is_taken_up_while_everything_is_paused_says_so() -> None:
    app = lived_in()
    app.session.service.pause(until=app.session.service.today().replace(day=27))
    async with app.run_test(size=(100, 50)) as pilot:
        await press(pilot, "2", "+", *"Tea", "tab", *"every day", "ctrl+s")

        assert "Tea is yours now: every day, paused until Friday, first on Saturday." in words(text_of(app))


async def test_what_is_done_today_is_next_another_day() -> None:
    app = lived_in()
    async with app.run_test(size=(100, 50)) as pilot:
        await pilot.press("2", "space")
        await pilot.pause()

        assert "Next: Tuesday, Sun 29 Nov" in text_of(app)


async def test_a_day_that_cannot_be_read_stays_to_be_mended() -> None:
    app = lived_in()
    async with app.run_test(size=(100, 50)) as pilot:
        await pilot.press("2", "s", "enter", *"satirday", "enter")
        await pilot.pause()

        text = text_of(app)
        assert "satirday" in line_with(text, "until   ")
        assert "Did you mean “saturday”?" in text


async def test_the_next_one_moves_to_a_day_in_words() -> None:
    app = lived_in()
    async with app.run_test(size=(100, 50)) as pilot:
        await pilot.press("2", "m", *"thu")
        await pilot.pause()
        read = text_of(app)
        await pilot.press("enter")
        await pilot.pause()

        assert "Thursday 26 November" in read
        assert "Walk and talk is on Thursday now." in text_of(app)
        assert "Next: Tuesday, Thursday" in text_of(app)


async def test_arrows_move_day_by_day_and_never_into_the_past() -> None:
    app = lived_in()
    async with app.run_test(size=(100, 50)) as pilot:
        await pilot.press("2", "m", "up", "up")
        await pilot.pause()
        first = text_of(app)
        await pilot.press("down")
        await pilot.pause()

        assert "Sunday 22 November" in first
        assert "Monday 23 November" in text_of(app)


async def test_a_day_that_is_taken_says_so_and_the_question_stays() -> None:
    app = lived_in()
    async with app.run_test(size=(100, 50)) as pilot:
        await pilot.press("2", "m", *"tue", "enter")
        await pilot.pause()

        assert "is planned on Tuesday 24 November already" in text_of(app)
        assert "Move Walk and talk to" in text_of(app)


async def test_what_has_no_days_says_why_it_cannot_be_moved() -> None:
    app = lived_in()
    async with app.run_test(size=(100, 50)) as pilot:
        await pilot.press("2", "slash", *"swim", "enter", "m")
        await pilot.pause()

        assert "nothing to move" in text_of(app)


async def test_what_is_paused_without_an_end_says_so_when_it_is_to_be_moved() -> None:
    app = lived_in()
    async with app.run_test(size=(100, 50)) as pilot:
        await pilot.press("2", "s", "enter", "enter", "m")
        await pilot.pause()

        assert "It is paused. s goes on with it." in text_of(app)


async def test_letters_typed_into_a_question_are_letters() -> None:
    app = lived_in()
    async with app.run_test(size=(100, 50)) as pilot:
        await pilot.press("2", "s", *"q1u?", "escape")
        await pilot.pause()

        assert app.is_running
        assert "by section" in text_of(app)
        assert "Pause Walk" not in text_of(app)


async def test_what_cannot_be_saved_is_told_and_the_question_stays() -> None:
    log = MemoryLog()
    session = make_session(shared=log)
    keep(session.service, "long-hug")
    app = make_app(session)
    async with app.run_test(size=(100, 30)) as pilot:
        log.refuses = "The disk is full."
        await pilot.press("2", "s", *"travel", "enter", "enter")
        await pilot.pause()

        assert "The disk is full." in text_of(app)
        assert "travel" in line_with(text_of(app), "why ")


# why


async def test_the_why_is_shown_in_full_with_source_and_kind() -> None:
    app = lived_in()
    async with app.run_test(size=(100, 50)) as pilot:
        await pilot.press("2", "i")
        await pilot.pause()

        text = text_of(app)
        assert "Webb, Rossignac-Milon & Higgins (2017)" in text
        assert "A theory that brings other studies together." in text
        assert "Its abstract, or its authors' own page" in text
        assert "no promise" in text


async def test_an_own_ritual_has_its_own_why() -> None:
    app = lived_in()
    async with app.run_test(size=(100, 50)) as pilot:
        await pilot.press("2", "G", "i")
        await pilot.pause()

        assert "the why is yours" in text_of(app)


# the catalogue


async def test_the_catalogue_is_found_in_as_one_types() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "c", "slash", *"hug", "enter", "space")
        await pilot.pause()

        text = text_of(app)
        assert "Long hug is yours now" in text
        assert "Date night" not in text


async def test_an_entry_opens_to_its_apart_version_and_its_why() -> None:
    app = make_app()
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("c", "i")
        await pilot.pause()
        why = text_of(app)
        await pilot.press("escape")
        await pilot.pause()

        assert "When you are apart" in why
        assert "Apart: " in text_of(app)


async def test_an_entry_is_taken_up_changed_through_the_form() -> None:
    app = make_app()
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("c", "e", "ctrl+u", *"every", "space", *"sat", "ctrl+s")
        await pilot.pause()

        assert "Date night is yours now: every sat, first on Saturday." in text_of(app)
        assert app.session.service.state.rituals["date-night"].catalogue == "date-night"


async def test_a_ritual_that_was_put_away_is_brought_back_rather_than_doubled() -> None:
    session = make_session()
    keep(session.service, "date-night")
    session.service.archive("date-night")
    app = make_app(session)
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("c", "e")
        await pilot.pause()
        told = text_of(app)
        await pilot.press("space")
        await pilot.pause()

        assert "space brings it back" in told
        assert not session.service.state.rituals["date-night"].is_archived


# mouse, names, sizes


async def test_everything_on_a_line_can_be_clicked() -> None:
    app = lived_in()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("2")
        await click_on(pilot, app, "Date night")
        await click_on(pilot, app, "pause   put away")
        await click_on(pilot, app, "travel")
        await click_on(pilot, app, "pause · let it be")
        paused = text_of(app)
        await click_on(pilot, app, "resume   put")
        await click_on(pilot, app, "move   ")
        await click_on(pilot, app, "tomorrow · fri")
        await click_on(pilot, app, "move · let it be")
        moved = text_of(app)
        await click_on(pilot, app, "why")
        why = text_of(app)
        await click_on(pilot, app, "Date night")

        assert "Date night is paused" in paused
        assert "Date night is tomorrow now" in moved
        assert "Why" in why


@pytest.mark.parametrize(
    ("words", "expected"), [("by section", "by when"), ("next day first", "by name"), ("find", "all again")]
)
async def test_the_list_is_arranged_and_searched_by_mouse(words: str, expected: str) -> None:
    app = lived_in()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("2")
        await click_on(pilot, app, words)
        await pilot.pause()

        assert expected in text_of(app)


async def test_fifty_rituals_with_long_and_wide_names_stay_in_line() -> None:
    session = make_session()
    for number in range(50):
        name = ("[/b] very long indeed " * 3, "抱きしめる時間をゆっくり取るための夜の儀式と", "👩‍❤️‍👨 عناق")[number % 3]
        own(session.service, f"{number} {name}", ("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=WE")[number % 2])
    app = make_app(session)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("2", *["pagedown"] * 6, *"vvvv", "G")
        await pilot.pause()

        text = text_of(app)
        assert "›" in text
        assert all(len(line) <= 60 for line in text.splitlines())
        assert "50 rituals" in text


async def test_ascii_signs_show_nothing_else_here_too() -> None:
    session = make_session(look=Look(signs="ascii"))
    keep(session.service, "long-hug", "walk-and-talk")
    session.service.tick("long-hug")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")

        assert "*" in line_with(text_of(app), "Long hug")
        assert not set(text_of(app)) & set("●○◐◌‖")


async def test_a_change_from_elsewhere_shows_by_itself() -> None:
    app = lived_in()
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("2")
        app.session.service.tick("walk-and-talk")
        await pilot.pause()

        assert "kept · again Tuesday" in line_with(text_of(app), "Walk and talk")


async def test_the_rituals_look_as_they_were_last_read() -> None:
    app = lived_in()
    async with app.run_test(size=SIZES[0]) as pilot:
        await pilot.press("2", "down")
        await pilot.pause()

        await assert_goldens(pilot, "rituals", SIZES)


async def test_the_pause_looks_as_it_was_last_read() -> None:
    app = lived_in()
    async with app.run_test(size=SIZES[0]) as pilot:
        await pilot.press("2", "s")
        await pilot.pause()

        await assert_goldens(pilot, "rituals-pause", SIZES)


async def test_the_why_looks_as_it_was_last_read() -> None:
    app = lived_in()
    async with app.run_test(size=SIZES[0]) as pilot:
        await pilot.press("2", "i")
        await pilot.pause()

        await assert_goldens(pilot, "why", SIZES)


@pytest.mark.parametrize("keys", ["x", "s", "m", "n", "z", "space", "t", "r"])
@pytest.mark.parametrize("name", ["Would outside help help?", "Home."])
async def test_a_name_that_ends_as_a_sentence_does_breaks_no_sentence(name: str, keys: str) -> None:
    session = make_session()
    session.service.join("Sam")
    own(session.service, name)
    app = make_app(session)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2", keys)
        await pilot.pause()
        asked = text_of(app)
        await pilot.press("escape", "u")
        await pilot.pause()

        for text in (asked, text_of(app)):
            assert not re.findall(rf"{re.escape(name)}[.,:;?!]", text)
            assert not re.findall(rf"{re.escape(name)} (?!·)\w", text)
