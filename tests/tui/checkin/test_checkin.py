"""The check-in's screens: whose it is first, one line at a time, what it comes to, and nothing left behind in sight."""

from __future__ import annotations

import pytest

from rituals.config import Look
from rituals.session import Session
from tests.kit.app import assert_goldens, keep, make_app, make_session, press_at_once
from tests.kit.checkins import a_couple, answers, keys_for, took
from tests.kit.fakes import MemoryLog
from tests.kit.pages import SIZES, body, click_text, line_with, press, size_name, words
from tui.app import RitualsApp

NOT_A_TEST = "conversation starter, not a test"
PAST = {"2026-10-11": "43443", "2026-10-25": "33232", "2026-11-08": "21221"}


def with_past(look: Look | None = None) -> Session:
    """Ana took a few, each a little lower than the one before."""
    session = a_couple(look)
    for day, digits in PAST.items():
        took(session, session.service.couple[0], day, digits)
    return session


# whose it is


async def test_it_asks_whose_it_is_before_anything_can_be_seen() -> None:
    session = with_past()
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await press(pilot, "6")

        assert "Whose check-in is it?" in text
        assert NOT_A_TEST in text
        assert "of 20" not in text


async def test_each_sees_only_their_own() -> None:
    session = with_past()
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        anas = await press(pilot, "6", "enter")
        sams = await press(pilot, "escape", "down", "enter")

    assert "This page is Ana's alone." in anas
    assert anas.count("of 20") == len(PAST)
    assert "This page is Sam's alone." in sams
    assert "of 20" not in sams


async def test_one_person_has_nobody_to_answer_apart_with() -> None:
    async with make_app(make_session()).run_test(size=(80, 24)) as pilot:
        assert "Both of you" not in await press(pilot, "6")


# answering


async def test_digits_the_cursor_and_a_click_choose_enter_goes_on_and_any_line_may_be_passed() -> None:
    session = a_couple()
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await press(pilot, "6", "enter", "enter", "3")
        assert "●  often" in text
        assert "1 of 5" in text
        await press(pilot, "enter", "ctrl+n", "down", "down", "down", "down", "space", "enter")
        await click_text(pilot, "rarely")
        assert "4 of 5" in await press(pilot)
        await press(pilot, "enter", "0", "enter")

    assert [one.answers for one in session.service.private(session.service.seated.id).now.checkins] == [
        answers("3-410")
    ]


async def test_nothing_is_chosen_before_a_person_chooses_and_enter_says_how_and_stays() -> None:
    session = a_couple()
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await press(pilot, "6", "enter", "enter")
        assert "›" in line_with(text, "not at all")
        assert "●" not in body(text)
        text = await press(pilot, "down", "enter")

        assert "1 of 5" in text
        assert "space or a number chooses" in text
        assert "space or a number" not in await press(pilot, "space")
        assert "2 of 5" in await press(pilot, "enter")


async def test_another_number_takes_the_place_of_the_first_and_a_line_can_be_passed_after_all() -> None:
    session = a_couple()
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await press(pilot, "6", "enter", "enter", "3", "1")
        assert body(text).count("●") == 1
        assert "●  rarely" in text
        await press(pilot, "G", "space", "enter", *keys_for("2222"))

    assert [one.answers for one in session.service.private(session.service.seated.id).now.checkins] == [
        answers("-2222")
    ]


@pytest.mark.parametrize("key", ["enter", "space", "3"])
async def test_a_key_that_comes_faster_than_the_next_line_is_no_answer_to_it(key: str) -> None:
    session = a_couple()
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "enter", "enter")
        await press_at_once(pilot, "3", "enter", key, "enter")
        text = await press(pilot)

    assert "2 of 5" in text
    assert "●" not in body(text)


async def test_one_can_go_back_to_what_was_chosen_and_answer_otherwise() -> None:
    session = a_couple()
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await press(pilot, "6", "enter", "enter", "3", "enter", "ctrl+n", "2", "backspace")
        assert "●" in line_with(text, "pass this line")
        text = await press(pilot, "backspace")
        assert "›" in line_with(text, "3  ●  often")
        await press(pilot, "2", "enter", "1", "enter")
        assert "●" in line_with(await press(pilot), "sometimes")
        await press(pilot, "enter", *keys_for("34"))

    assert [one.answers for one in session.service.private(session.service.seated.id).now.checkins] == [
        answers("21234")
    ]


async def test_a_number_off_the_scale_is_told_and_leads_to_no_other_room() -> None:
    async with make_app(a_couple()).run_test(size=(80, 24)) as pilot:
        text = await press(pilot, "6", "enter", "enter", "5")

        assert "a number from 0 to 4" in text
        assert "1 of 5" in text


@pytest.mark.parametrize("keys", [("3", "escape"), (*keys_for("3120"), "2", "escape"), keys_for("-----")])
async def test_leaving_midway_or_passing_every_line_keeps_nothing(keys: tuple[str, ...]) -> None:
    session = a_couple()
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await press(pilot, "6", "enter", "enter", *keys)

    assert "This page is Ana's alone." in text
    assert not session.service.private(session.service.seated.id).now.checkins


async def test_what_the_disk_refuses_is_told_and_can_be_tried_again() -> None:
    session = a_couple()
    log = session.service.logs.private[session.service.seated.id]
    assert isinstance(log, MemoryLog)
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        log.refuses = "The disk is full."
        text = await press(pilot, "6", "enter", "enter", *keys_for("01234"))
        assert "The disk is full." in text
        assert "5 of 5" in text
        log.refuses = ""
        await press(pilot, "enter")

    assert [one.answers for one in session.service.private(session.service.seated.id).now.checkins] == [
        answers("01234")
    ]


async def test_a_second_try_keeps_nobodys_twice() -> None:
    session = a_couple()
    ana, sam = session.service.couple
    log = session.service.logs.private[sam.id]
    assert isinstance(log, MemoryLog)
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        log.refuses = "The disk is full."
        await press(pilot, "6", "G", "enter", "enter", *keys_for("01234"), "enter", "enter", *keys_for("43210"))
        assert "The disk is full." in await press(pilot, "enter")
        log.refuses = ""
        assert "Now both of you." in await press(pilot, "enter")

    assert [len(session.service.private(person.id).now.checkins) for person in (ana, sam)] == [1, 1]


async def test_the_disclaimer_is_on_every_page() -> None:
    async with make_app(with_past()).run_test(size=(60, 20)) as pilot:
        for keys in (("6",), ("enter",), ("enter",), keys_for("10101"), ("escape", "down", "enter")):
            assert NOT_A_TEST in words(await press(pilot, *keys))


# what it comes to


async def test_the_bars_come_first_then_the_sum_and_the_change_in_words() -> None:
    async with make_app(with_past()).run_test(size=(80, 24)) as pilot:
        lines = (await press(pilot, "6", "enter", "enter", *keys_for("43-40"))).splitlines()

    shown = [line.split("  ")[-1].strip() for line in lines[3:8]]
    assert shown == ["nearly always", "often", "passed", "nearly always", "not at all"]
    assert [line.count("━") for line in lines[3:8]] == [20, 15, 0, 20, 0]
    assert lines[9].strip() == "11 of 16, for the last two weeks. Closer than last time."


async def test_a_low_line_brings_one_suggestion_that_begins_with_one_key() -> None:
    session = a_couple()
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await press(pilot, "6", "enter", "enter", *keys_for("03344"))
        assert "One small thing that may help: Date night." in text
        text = await press(pilot, "plus")

    assert "Date night is yours now" in text
    assert "One small thing" not in text
    assert "date-night" in session.service.state.rituals


async def test_a_suggestion_that_was_put_away_is_brought_back() -> None:
    session = a_couple()
    keep(session.service, "date-night")
    session.service.archive("date-night")
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "enter", "enter", *keys_for("03344"), "plus")

    assert not session.service.state.rituals["date-night"].is_archived


async def test_a_suggested_talk_begins_and_hides_the_answers() -> None:
    session = a_couple()
    keep(session.service, "one-thing-today")
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await press(pilot, "6", "enter", "enter", *keys_for("40444"))
        assert "Tell me the good part, in Talk" in words(text)
        text = await press(pilot, "plus")
        assert "On your own, or both of you?" in text
        assert "not at all" not in text
        text = await press(pilot, "down", "enter")
        assert "Tell me the good part" in text
        assert "not at all" not in text

        assert isinstance(pilot.app, RitualsApp)
        pilot.app.action_room("today")

        assert "Whose check-in is it?" in await press(pilot, "6")


@pytest.mark.parametrize("way", ["enter", "click"])
async def test_where_it_was_middling_getting_help_is_one_key_or_one_click_away(way: str) -> None:
    session = a_couple()
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await press(pilot, "6", "enter", "enter", *keys_for("22222"))
        assert "One small thing that may help: Date night." in text
        assert "Getting help, in Talk, is there too, if and when you want it." in words(text)
        if way == "click":
            await click_text(pilot, "getting help")
        else:
            assert "enter  getting help" in text
            assert "See a first step to help from outside." in await press(pilot, "question_mark")
            await press(pilot, "escape", way)
        assert "you need not be in crisis" in words(await press(pilot, "down", "enter", "enter", "enter")).lower()


async def test_where_help_is_not_mentioned_a_further_enter_begins_nothing() -> None:
    async with make_app(a_couple()).run_test(size=(80, 24)) as pilot:
        assert "20 of 20" in await press(pilot, "6", "enter", "enter", *keys_for("44444"), "enter")
        assert "help from outside" not in await press(pilot, "question_mark")


@pytest.mark.parametrize("size", SIZES, ids=size_name)
async def test_no_end_of_a_line_falls_into_a_link_or_between_a_bar_and_its_answer(size: tuple[int, int]) -> None:
    session = make_session(login="Maximiliane-Alexandra von Hohenberg")
    session.service.join("Bartholomäus Christopherson")
    keep(session.service, "closeness-checkin")
    shown = (*keys_for("24222"), "1", "2", "3", "4", "5", "enter", "enter")
    async with make_app(session).run_test(size=size) as pilot:
        await press(pilot, "6", "enter", "enter", *keys_for("22222"))
        links = await press(pilot, "end")
        bars = await press(pilot, "escape", "escape", "6", "G", "enter", "enter", *shown, *shown)

    for label in (
        "space  tick Closeness check-in",
        "enter  getting help",
        "ctrl+s  show it once both do",
        "x  erase it",
    ):
        assert label in links
    assert len([line for line in bars.splitlines() if "…  " in line and line.rstrip().endswith(("always", "mes"))]) >= 8


async def test_side_by_side_getting_help_is_one_key_away() -> None:
    shown = (*keys_for("22222"), "1", "2", "3", "4", "5", "enter", "enter")
    async with make_app(a_couple()).run_test(size=(80, 24)) as pilot:
        assert "enter  getting help" in await press(pilot, "6", "G", "enter", "enter", *shown, *shown)

        text = words(await press(pilot, "enter", "down", "enter", "enter", "enter"))
        assert "you need not be in crisis" in text.lower()


@pytest.mark.parametrize("digits", ["00000", "11111", "41000", "--000"])
async def test_where_it_was_far_getting_help_is_the_one_thing_that_is_suggested(digits: str) -> None:
    async with make_app(a_couple()).run_test(size=(80, 24)) as pilot:
        text = words(await press(pilot, "6", "enter", "enter", *keys_for(digits)))
        assert "You do not have to sort this out alone: Getting help is a first step" in text
        assert "+ begin Getting help" in text
        assert "Date night" not in text
        assert "Getting help" in await press(pilot, "plus", "down", "enter")


async def test_one_alone_is_suggested_nothing_that_takes_two() -> None:
    async with make_app(make_session()).run_test(size=(80, 24)) as pilot:
        text = words(await press(pilot, "6", "enter", "enter", *keys_for("22222")))

    assert "One small thing that may help: One honest sentence." in text


async def test_who_live_apart_are_suggested_what_goes_apart() -> None:
    session = a_couple()
    keep(session.service, "date-across-distance")
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = words(await press(pilot, "6", "enter", "enter", *keys_for("44404")))

    assert "One small thing that may help: Listening round. Works well on a call" in text


async def test_high_answers_suggest_nothing() -> None:
    async with make_app(a_couple()).run_test(size=(80, 24)) as pilot:
        text = await press(pilot, "6", "enter", "enter", *keys_for("44444"))
        assert "may help" not in text

        assert "begin that" not in await press(pilot, "plus")


async def test_two_low_ones_in_a_row_put_getting_help_first() -> None:
    session = a_couple()
    took(session, session.service.couple[0], "2026-11-08", "22211")
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        first = await press(pilot, "6", "enter", "down", "enter")
        second = await press(pilot, "escape", "up", "enter", *keys_for("22211"))

    assert "You do not have to sort this out alone" not in words(first)
    assert "It has been like this for a while now. You do not have to sort this out alone" in words(second)
    assert "+ begin Getting help" in words(second)


async def test_the_period_stands_over_each_line_while_it_is_answered() -> None:
    for size in SIZES:
        async with make_app(a_couple()).run_test(size=size) as pilot:
            text = await press(pilot, "6", "enter", "enter")
            for _ in range(5):
                assert "In the last two weeks" in text
                text = await press(pilot, "2", "enter")
            assert "for the last two weeks" in text


async def test_finishing_offers_to_tick_its_ritual() -> None:
    session = a_couple()
    keep(session.service, "closeness-checkin")
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await press(pilot, "6", "down", "enter", "enter", *keys_for("44444"))
        assert "tick Closeness check-in" in text
        text = await press(pilot, "space")

    assert "tick Closeness check-in" not in text
    ticks = session.service.state.ticks("closeness-checkin")
    assert [tick.by for on_day in ticks.values() for tick in on_day] == [session.service.couple[1].id]


async def test_one_from_before_ticks_nothing_today() -> None:
    session = with_past()
    keep(session.service, "closeness-checkin")
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        assert "tick Closeness check-in" not in await press(pilot, "6", "enter", "down", "enter")
        await press(pilot, "space")

    assert not session.service.state.ticks("closeness-checkin")


async def test_without_the_ritual_there_is_nothing_to_tick() -> None:
    async with make_app(a_couple()).run_test(size=(80, 24)) as pilot:
        text = await press(pilot, "6", "enter", "enter", *keys_for("44444"), "space")

        assert "There is no check-in among your rituals" in text


# showing it to the other, and letting go


async def test_one_result_is_shown_to_the_other_on_purpose_and_taken_back_by_the_same_key_alone() -> None:
    session = with_past()
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        assert "Shown to both of you from now on. o takes that back." in await press(pilot, "6", "enter", "down", "o")
        assert "8 of 20" in line_with(await press(pilot), "shown to both of you")

        sams = await press(pilot, "escape", "down", "enter", "down")
        assert "Ana showed these to you both" in sams
        assert "sometimes" in sams
        await press(pilot, "u")
        assert "Ana showed" in await press(pilot)

        await press(pilot, "escape", "up", "enter", "down", "o")
        assert not session.service.state.shared_checkins
        await press(pilot, "u")
    assert not session.service.state.shared_checkins


async def test_one_who_is_alone_has_nobody_to_show_it_to() -> None:
    session = make_session()
    session.service.welcome_somebody()
    took(session, session.service.couple[0], "2026-11-08", "11111")
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await press(pilot, "6", "enter", "down", "o")

    assert "nobody else here" in text


async def test_a_check_in_is_let_go_of_for_good_once_they_are_sure() -> None:
    session = with_past()
    ana = session.service.couple[0]
    session.service.checkin.share(session.service.private(ana.id).now.checkins[-1].entry, by=ana.id)
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "enter", "down", "x", "n")
        assert len(session.service.private(ana.id).now.checkins) == len(PAST)
        await press(pilot, "enter", "x", "y")
        text = await press(pilot)

    assert "This page is Ana's alone." in text
    assert "It is gone for good, from every file here." in text
    assert len(session.service.private(ana.id).now.checkins) == len(PAST) - 1
    assert not session.service.state.shared_checkins


# leaving hides it


@pytest.mark.parametrize(("away", "back"), [("1", "6"), ("2", "6"), ("comma", "escape"), ("a", "escape")])
@pytest.mark.parametrize("page", [("enter",), ("enter", "down", "enter"), ("G", "enter")])
async def test_leaving_hides_it(page: tuple[str, ...], away: str, back: str) -> None:
    async with make_app(with_past()).run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", *page)
        await press(pilot, away)
        await press(pilot, back)
        text = await press(pilot)

        assert "Whose check-in is it?" in text
        assert "of 20" not in text


async def test_leaving_between_two_lines_forgets_the_answers() -> None:
    async with make_app(with_past()).run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "enter", "enter", "3", "enter", "comma")
        await press(pilot, "escape")

        assert "Whose check-in is it?" in await press(pilot)


async def test_a_dialog_over_it_is_no_leaving() -> None:
    async with make_app(with_past()).run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "enter", "down", "enter", "i")
        text = await press(pilot, "escape")

        assert "8 of 20" in text


async def test_changing_the_person_returns_to_today() -> None:
    async with make_app(with_past()).run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "enter", "p")
        assert pilot.app.screen.TITLE == "Today"

        assert "Whose check-in is it?" in await press(pilot, "6")


# both at one keyboard


ANAS_PART = ("6", "G", "enter", "enter", *keys_for("01234"))
SAMS_PART = ("enter", *keys_for("4321-"))


async def test_both_answer_apart_and_see_only_what_each_chose_to_show() -> None:
    session = a_couple()
    keep(session.service, "closeness-checkin")
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await press(pilot, "6", "G", "enter")
        assert "Ana answers now." in text
        assert "Sam, look away" in text
        assert "Afterwards Ana chooses which answers Sam may see. Nothing else is shown." in words(text)
        text = await press(pilot, "enter", *keys_for("01234"))
        assert "What may Sam see? What you leave out stays with you." in text
        assert "●" not in body(text)
        text = await press(pilot, "1", "2", "2", "5", "enter")
        assert "Sam answers now." in text
        assert "often" not in text
        text = await press(pilot, *SAMS_PART)
        assert "What may Ana see?" in text
        assert "Being understood" not in text
        text = await press(pilot, "space", "enter")
        assert "Now both of you." in text
        assert "often" not in text
        text = await press(pilot, "enter")

        rows = [row.split() for row in text.splitlines()[4:8]]
        assert rows[0][:5] == ["Time", "that", "was", "ours", "Ana"]
        assert rows[0][-3:] == ["not", "at", "all"]
        assert (rows[1][0], rows[1][-1]) == ("Sam", "always")
        assert rows[2][:3] == ["Being", "understood", "Ana"]
        assert rows[3] == ["Sam", "keeps", "it", "for", "now"]
        assert not [told for told in ("Feeling near", "rarely", "passed", "of 20") if told in text]
        await press(pilot, "space")

    ana, sam = session.service.couple
    assert [one.answers for one in session.service.private(ana.id).now.checkins] == [answers("01234")]
    assert [one.answers for one in session.service.private(sam.id).now.checkins] == [answers("4321-")]
    ticks = session.service.state.ticks("closeness-checkin")
    assert {tick.by for on_day in ticks.values() for tick in on_day} == {ana.id, sam.id}
    assert not session.service.state.shared_checkins


async def test_enter_shows_nothing_to_the_other_and_what_is_kept_back_suggests_nothing() -> None:
    async with make_app(a_couple()).run_test(size=(80, 24)) as pilot:
        text = await press(pilot, *ANAS_PART, "enter", *SAMS_PART, "enter", "enter")

        assert "You each keep yours for now, and that is fine." in text
        assert not [told for told in ("Time that was ours", "Ana", "may help") if told in body(text)]


async def test_a_key_that_comes_faster_than_a_page_hands_nothing_over_and_shows_nothing() -> None:
    async with make_app(a_couple()).run_test(size=(80, 24)) as pilot:
        await press(pilot, *ANAS_PART[:-1])
        await press_at_once(pilot, *("enter",) * 4)
        assert "What may Sam see?" in await press(pilot)
        await press_at_once(pilot, *("enter",) * 4)
        assert "Sam answers now." in await press(pilot)
        await press_at_once(pilot, *("enter", "0") * 4)
        text = await press(pilot)

    assert "1 of 5" in text
    assert "●" not in body(text)


async def test_from_what_the_other_may_see_one_can_go_back_to_ones_lines() -> None:
    session = a_couple()
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await press(pilot, *ANAS_PART, "backspace")
        assert "●" in line_with(text, "nearly always")
        text = await press(pilot, "1", "enter")

        assert "Being understood: rarely" in text


async def test_it_is_for_who_sits_here_and_whoever_they_choose_where_there_are_three() -> None:
    session = a_couple()
    session.service.join("Kim")
    session.service.seat(session.service.couple[1].id)
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await press(pilot, "6", "G")
        assert "Two of you" in text
        text = await press(pilot, "enter")
        assert "Who takes part beside Sam?" in text
        text = await press(pilot, "down", "enter")

    assert "Sam answers now." in text
    assert "Kim, look away" in text


async def test_what_was_answered_apart_can_stay_apart() -> None:
    session = a_couple()
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await press(pilot, *ANAS_PART, "1", "enter", *SAMS_PART, "1", "enter", "escape")

    assert "Whose check-in is it?" in text
    assert all(session.service.private(person.id).now.checkins for person in session.service.couple)


async def test_where_both_passed_every_line_there_is_nothing_to_look_at() -> None:
    session = a_couple()
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await press(pilot, "6", "G", "enter", "enter", *keys_for("-----"), "enter", *keys_for("-----"))

    assert "Nothing was kept" in text
    assert not any(session.service.private(person.id).now.checkins for person in session.service.couple)


@pytest.mark.parametrize("keys", [(), ("enter",), ("enter", *SAMS_PART)], ids=["may see", "between", "at the end"])
async def test_leaving_before_both_have_chosen_keeps_nothing(keys: tuple[str, ...]) -> None:
    session = a_couple()
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await press(pilot, *ANAS_PART, *keys, "escape")

    assert "Whose check-in is it?" in text
    assert not any(session.service.private(person.id).now.checkins for person in session.service.couple)


# where it comes from


async def test_why_tells_the_source_of_the_line_in_sight() -> None:
    async with make_app(a_couple()).run_test(size=(80, 40)) as pilot:
        text = await press(pilot, "6", "enter", "enter", "3", "enter", "i")

    assert "Increased distance and disconnection" in text
    assert "What kind of study" in text


# by mouse


async def test_a_check_in_by_mouse_alone() -> None:
    session = a_couple()
    async with make_app(session).run_test(size=(100, 30)) as pilot:
        await press(pilot, "6")
        await click_text(pilot, "Sam")
        await click_text(pilot, "Begin a check-in")
        for label in ("not at all", "often", "often", "pass this line", "nearly always"):
            await click_text(pilot, label)
            await click_text(pilot, "go on")
        await click_text(pilot, "take up Date night")

    assert "date-night" in session.service.state.rituals
    assert session.service.private(session.service.couple[1].id).now.checkins


# how it looks

PAGES = {
    "door": (),
    "own": ("enter",),
    "line": ("enter", "enter", "3", "enter", "2"),
    "result": ("enter", "enter", *keys_for("1203-")),
    "hand-over": ("G", "enter"),
    "may-see": ("G", "enter", "enter", *keys_for("1203-"), "2"),
    "both": (
        "G",
        "enter",
        "enter",
        *keys_for("1203-"),
        "1",
        "3",
        "enter",
        "enter",
        *keys_for("42134"),
        "1",
        "2",
        "enter",
        "enter",
    ),
}


@pytest.mark.parametrize("page", PAGES)
async def test_it_looks_as_it_was_last_read(page: str) -> None:
    session = with_past()
    keep(session.service, "closeness-checkin")
    sam = session.service.couple[1]
    session.service.checkin.share(took(session, sam, "2026-11-20", "3-241"), by=sam.id)
    async with make_app(session).run_test(size=SIZES[0]) as pilot:
        await press(pilot, "6", *PAGES[page])
        await assert_goldens(pilot, f"checkin-{page}", SIZES)


async def test_it_can_be_drawn_in_plain_letters() -> None:
    async with make_app(with_past(Look(signs="ascii"))).run_test(size=(80, 24)) as pilot:
        text = await press(pilot, "6", "enter")
        text += await press(pilot, "enter", *keys_for("12340"))

    assert not set("━╌█▁▂▃▄▅▆▇") & set(text)
    assert "=====" in text
