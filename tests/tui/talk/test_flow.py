"""A talk on the screen: walked to its end, gone back through, stopped half-way, by one and by two at one keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from rituals.config import Look, Settings
from rituals.content.loader import catalogue
from rituals.core.talk.route import Participant, StepAnswer
from rituals.core.talk.session import SideBySide
from rituals.session import Session
from tests.kit import talking
from tests.kit.app import make_app, press_at_once, screen_of, text_of, until
from tests.kit.pages import body, click_text, line_with
from tests.kit.talking import (
    a_couple,
    answer,
    begin,
    flow_screen,
    here,
    one_alone,
    pass_gate,
    press,
    settled,
    talk_of_two,
)
from tui.app import RitualsApp
from tui.talk.begin import begin_flow
from tui.talk.flow import FlowScreen
from tui.talk.flow_done import FlowDoneScreen
from tui.talk.flow_end import FlowEndScreen
from tui.talk.present import side_by_side_lines

FLOWS = [flow.id for flow in catalogue().flow]
FLOW = next(flow for flow in catalogue().flow if flow.id == "coming-home-talk")


@pytest.mark.parametrize("flow", FLOWS)
@pytest.mark.parametrize(
    ("session_of", "alone"),
    [(a_couple, False), (one_alone, False), (a_couple, True)],
    ids=["two", "one", "one of two"],
)
async def test_every_talk_is_walked_to_its_end_with_a_step_back_at_each_stop(
    flow: str, session_of: Callable[[], Session], alone: bool
) -> None:
    session = session_of()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, session, flow, alone=alone)
        seen = 0
        while (stop := here(app)) is not None:
            title = flow_screen(app)._run.text
            assert title.split()[0] in text_of(app)
            await answer(pilot)
            if here(app) is not None and flow_screen(app)._run.can_go_back:
                await press(pilot, "ctrl+b")
                back = here(app)
                assert back is not None
                assert back.key == stop.key
                await press(pilot, "enter")  # with what was chosen or written there before
            seen += 1
            assert seen < 60
        if isinstance(app.screen, FlowEndScreen):
            await press(pilot, "escape")
        assert isinstance(app.screen, FlowDoneScreen)
        await press(pilot, "escape")

        assert app.screen.TITLE == "Talk"
    assert all(not session.service.private(person.id).now.kept for person in session.service.couple)


@pytest.mark.parametrize("flow", FLOWS)
async def test_every_talk_can_be_stopped_half_way_and_nothing_of_it_stays(flow: str) -> None:
    session = a_couple()
    logs = session.service.logs
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, session, flow)
        for _ in range(2):
            await answer(pilot, "plumword")
        assert here(app) is not None
        await press(pilot, "escape", "y")

        assert app.screen.TITLE == "Talk"
        assert "plumword" not in text_of(app)
    for log in (logs.shared, logs.local, logs.drafts, *(logs.private[person.id] for person in session.service.couple)):
        assert "plumword" not in repr(list(log.newest_first()))


async def shown_now(pilot: Pilot[None]) -> str:
    await talking.settled(pilot)
    app = pilot.app
    assert isinstance(app, RitualsApp)
    return text_of(app)


async def test_two_people_have_a_listening_round_at_one_keyboard() -> None:
    async with talk_of_two("reflective-listening") as (app, pilot):
        await press(pilot, *"Bins", "enter")
        assert "1  ○  Ana speaks first" in text_of(app)
        await press(pilot, "2", "enter")
        assert "Sam speaks, Ana listens." in text_of(app)
        assert "3:00   space starts it" in text_of(app)
        await press(pilot, "enter")
        assert "Ana, as the one who listens." in text_of(app)
        await press(pilot, "enter")
        assert "Hand the keyboard to Sam." in text_of(app)
        await press(pilot, "3", "enter")
        assert "3:00   space starts it" in text_of(app)
        await press(pilot, "enter", "enter")
        await press(pilot, "1", "enter")
        assert "Find the part that makes sense" in text_of(app)
        await press(pilot, "enter")
        await press(pilot, "enter")
        assert "the same steps, with Ana as the one who speaks" in " ".join(text_of(app).split())
        await press(pilot, "enter")
        assert "Ana speaks, Sam listens." in text_of(app)
        for keys in ("enter", "enter", "1", "enter", "enter", "enter"):
            await press(pilot, keys)
        assert "Something I understand better now is" in text_of(app)
        await press(pilot, *"hers", "enter")
        assert "Hand the keyboard to Sam." in text_of(app)
        await press(pilot, *"his", "enter")

        assert "What follows is for Ana to see." in text_of(app)
        assert "hers" not in text_of(app)
        await press(pilot, "enter")
        assert "hers" in text_of(app)
        assert "his" not in text_of(app).split()
        await press(pilot, "space", "enter")
        assert "What follows is for Sam to see." in text_of(app)
        await press(pilot, "enter")
        assert "his" in text_of(app).split()
        await press(pilot, "enter")
        assert "Kept in your own notes, Ana." in text_of(app)
    ana, sam = app.session.service.couple
    assert [answer.text for kept in app.session.service.private(ana.id).now.kept for answer in kept.answers] == ["hers"]
    assert app.session.service.private(sam.id).now.kept == []


async def test_what_is_answered_apart_is_seen_by_nobody_else_until_it_is_shown() -> None:
    async with talk_of_two("root-cause-reflection") as (app, pilot):
        assert "Sam, look away for a while, please." in text_of(app)
        await press(pilot, *"anafar", "enter")
        await press(pilot, "1", "enter")
        for words in ("anaunsaid", "analoop"):
            await press(pilot, *words, "enter")
        assert "What may Sam see?" in text_of(app)
        assert "What I have not been saying" not in text_of(app)
        await press(pilot, "1", "enter")
        assert "Hand the keyboard to Sam." in text_of(app)
        await press(pilot, "ctrl+b")
        assert "There is no way back from here." in text_of(app)
        seen = [text_of(app)]
        await press(pilot, "enter")
        seen.append(text_of(app))
        await press(pilot, *"samfar", "enter")
        await press(pilot, "2", "enter")
        for words in ("samunsaid", "samloop"):
            seen.append(text_of(app))
            await press(pilot, *words, "enter")
        assert not [page for page in seen if "ana" in page]
        await press(pilot, "1", "2", "enter")

        page = text_of(app)
        assert "anafar" in page
        assert "samfar" in page
        assert "keeps it for now" in page
        assert not [words for words in ("unsaid", "loop", "anasince") if words in page]


# choosing


def given_in(screen: FlowScreen) -> list[StepAnswer | None]:
    """What was answered so far, step by step."""
    return [given for _, given in screen._run.trail]


async def test_no_choice_is_made_before_a_person_makes_it_and_enter_says_how_and_stays() -> None:
    async with talk_of_two("forgiveness") as (app, pilot):
        screen = flow_screen(app)
        assert "›" in line_with(text_of(app), "it is over and I want to set it down")
        assert "●" not in body(text_of(app))
        await press(pilot, "enter", "down", "enter")
        assert "space or a number chooses, ctrl+n passes this step." in text_of(app)
        assert screen._run.trail == ()
        await press(pilot, "space")
        assert "space or a number" not in text_of(app)
        assert "●" in line_with(text_of(app), "it is still going on")
        await press(pilot, "3")
        assert body(text_of(app)).count("●") == 1
        await press(pilot, "enter")

        assert given_in(screen) == ["I am not sure"]


async def test_a_step_can_be_passed_with_nothing_chosen_by_its_key_alone() -> None:
    async with talk_of_two("getting-help") as (app, pilot):
        screen = flow_screen(app)
        await press(pilot, "ctrl+n")

        assert given_in(screen) == [None]


async def test_a_list_may_be_left_without_a_choice_and_nothing_is_shown_to_the_other() -> None:
    async with talk_of_two("getting-help") as (app, pilot):
        screen = flow_screen(app)
        await press(pilot, "1", "enter", "1", "enter")
        assert "What may Sam see?" in text_of(app)
        assert "●" not in body(text_of(app))
        await press(pilot, "enter")
        assert "Hand the keyboard to Sam." in text_of(app)
        await press(pilot, "enter", "1", "enter", "enter")

        assert "You each keep yours for now" in text_of(app)
        assert [given for key, given in screen._run.trail if key.kind == "step"][-1] == ()


async def test_what_was_chosen_is_there_after_going_back_also_where_it_was_not_settled_yet() -> None:
    async with talk_of_two("pause-and-return") as (app, pilot):
        screen = flow_screen(app)
        await press(pilot, "2", "enter", "enter", "3", "ctrl+b", "ctrl+b")
        assert "●" in line_with(text_of(app), "1 hour")
        await press(pilot, "enter", "enter")
        assert "●" in line_with(text_of(app), "let this one rest")

        assert given_in(screen) == ["1 hour", ""]


async def test_what_was_said_in_ones_own_words_is_there_after_going_back() -> None:
    async with talk_of_two("ask-do-not-guess") as (app, pilot):
        await press(pilot, "5", *"tea", "enter")
        assert "What would they say on “tea”?" in " ".join(text_of(app).split())
        await press(pilot, "ctrl+b")

        assert "●" in line_with(text_of(app), "something else")
        assert "tea" in text_of(app)


@pytest.mark.parametrize("keys", [("space", "enter"), ("space", "space", "1", "enter"), ("enter", "y")])
async def test_keys_that_come_in_one_read_answer_one_step_once(keys: tuple[str, ...]) -> None:
    async with talk_of_two("coming-home-talk") as (app, pilot):
        screen = flow_screen(app)
        await press_at_once(pilot, "space", "enter", *keys, *keys)

        assert given_in(screen) == ["just listen"]
        assert "space starts it" in text_of(app)


async def test_keys_that_come_in_one_read_pass_no_text_and_no_hand_over() -> None:
    async with talk_of_two("good-news") as (app, pilot):
        screen = flow_screen(app)
        await press_at_once(pilot, "2", *("enter",) * 6)
        assert given_in(screen) == ["Sam brings the news"]
        await press(pilot, "ctrl+n", "ctrl+n", "ctrl+n")
        await press_at_once(pilot, "o", *("enter",) * 6)

        assert "Keep any of it?" in text_of(app)


async def test_words_of_ones_own_are_settled_once_with_one_enter() -> None:
    async with talk_of_two("ask-do-not-guess") as (app, pilot):
        screen = flow_screen(app)
        await press(pilot, "5", *"te")
        await press_at_once(pilot, "a", "enter", "enter", "enter")

        assert given_in(screen) == ["tea"]


async def test_where_help_is_comes_up_and_stays_however_fast_the_keys_come() -> None:
    async with talk_of_two("coming-home-talk") as (app, pilot):
        await press_at_once(pilot, "1", "enter", "f2", "enter")
        await settled(pilot)

        assert "findahelpline.com" in text_of(app)


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_what_is_chosen_stands_there_without_colour(size: tuple[int, int]) -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=size) as pilot:
        await begin(pilot, session, "forgiveness")
        await press(pilot, "3", "up", "up")

        chosen = [line for line in body(text_of(app)).splitlines() if "●" in line]
        assert [line.split("●")[1].strip() for line in chosen] == ["I am not sure"]


async def test_with_three_it_asks_who_takes_part() -> None:
    session = a_couple()
    session.service.join("Kim")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5")
        begin_flow(app, session, FLOW)
        await settled(pilot)
        assert "On your own, or with somebody?" in text_of(app)
        await press(pilot, "down", "down", "enter")

        assert "Say what you would like from Kim today." in text_of(app)


async def test_with_three_what_is_for_one_begins_without_asking_who_takes_part() -> None:
    session = a_couple()
    session.service.join("Kim")
    pass_gate(session)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, session, "outside-view")

        assert "Think of a recent disagreement." in text_of(app)


async def test_where_the_question_who_takes_part_is_left_nothing_begins() -> None:
    session = a_couple()
    session.service.join("Kim")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5")
        begin_flow(app, session, FLOW)
        await settled(pilot)
        await press(pilot, "escape")

        assert app.screen.TITLE == "Talk"


async def test_a_talk_that_was_stopped_half_way_is_asked_about_and_forgotten() -> None:
    async with talk_of_two("outside-view") as (app, pilot):
        await press(pilot, *"plumword", "enter", "escape")
        assert "Stop here?" in text_of(app)
        await press(pilot, "escape")
        assert "2 of 4" in text_of(app)
        await press(pilot, "escape", "y")
        assert app.screen.TITLE == "Talk"
        await begin(pilot, app.session, "outside-view")

        assert "1 of 4" in text_of(app)
        assert "plumword" not in text_of(app)


async def test_a_yes_that_comes_before_the_question_stops_nothing() -> None:
    async with talk_of_two("outside-view") as (app, pilot):
        await press(pilot, *"plumword", "enter")
        await press_at_once(pilot, "escape", "y", "y")
        assert "Stop here?" in text_of(app)
        await press(pilot, "enter")

        assert "2 of 4" in text_of(app)


async def test_escape_before_anything_was_said_leaves_without_a_question() -> None:
    async with talk_of_two("outside-view") as (app, pilot):
        await press(pilot, "escape")

        assert app.screen.TITLE == "Talk"


async def test_what_stood_unfinished_is_there_again_after_a_step_back() -> None:
    async with talk_of_two("outside-view") as (app, pilot):
        await press(pilot, *"first", "enter", *"half", "ctrl+b")
        assert "first" in text_of(app)
        await press(pilot, "enter")

        assert "half" in text_of(app)


async def test_a_talk_left_by_way_of_another_room_is_gone() -> None:
    async with talk_of_two("coming-home-talk") as (app, pilot):
        await press(pilot, "1", "enter")
        assert "Tell what was heavy" in text_of(app)
        app.action_room("today")
        await pilot.pause()
        assert app.screen.TITLE == "Today"
        await press(pilot, "5")

        assert app.screen.TITLE == "Talk"


async def test_settings_looked_at_in_between_leave_what_is_written_as_it_was() -> None:
    async with talk_of_two("outside-view") as (app, pilot):
        await press(pilot, *"halfword")
        app.action_page("settings")
        await pilot.pause()
        await screen_of(app).apply(Settings(look=Look(theme="rituals-light", animations=False)))
        await press(pilot, "escape")

        assert "halfword" in text_of(app)


async def test_a_timer_is_started_paused_and_ends_gently() -> None:
    session = a_couple()
    app = make_app(session)
    seconds = talking.Stopwatch()
    flow = session.catalogue.flow_called("coming-home-talk")
    assert flow is not None
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(FlowScreen(session, flow, seconds=seconds))
        await talking.settled(pilot)
        await press(pilot, "1", "enter", "space")
        seconds.now = 61
        await until(pilot, lambda: "8:59   space pauses it" in text_of(app))
        await press(pilot, "space")
        seconds.now = 300
        assert "8:59   paused; space goes on" in text_of(app)
        await press(pilot, "space")
        seconds.now = 2000
        await until(pilot, lambda: "0:00   That was the time. Finish your thought." in text_of(app))
        await press(pilot, "enter")

        assert "3 of" in text_of(app)


async def test_a_question_is_read_whole_above_a_few_choices_also_with_long_names() -> None:
    session = a_couple()
    ana, sam = session.service.couple
    session.service.rename(ana.id, "Maximiliane-Alexandra Hohenfel")
    session.service.rename(sam.id, "Bartholomaeus Sebastian Luft")
    app = make_app(session)
    async with app.run_test(size=(60, 20)) as pilot:
        await talking.begin(pilot, session, "getting-help")

        assert app.screen.query_one("#said").max_scroll_y == 0
        assert "not the place to start." in text_of(app)
        assert "I am not sure" in text_of(app)


async def test_the_line_for_own_words_is_in_sight_below_many_choices() -> None:
    session = talking.one_alone()
    app = make_app(session)
    async with app.run_test(size=(60, 20)) as pilot:
        await talking.begin(pilot, session, "root-cause-reflection")
        await press(pilot, "ctrl+n", "G", "space", *"calm")

        assert "In your own words: calm" in " ".join(text_of(app).split())
        assert "something else" in text_of(app)


def test_names_and_answers_side_by_side_keep_to_their_columns() -> None:
    people = (Participant("ana", "Maximiliane-Alexandra Hohenfel"), Participant("sam", "Sam"))
    shown = SideBySide("Thanks", ((people[0], "for tea"), (people[1], None)))

    lines = [line.plain.rstrip() for line in side_by_side_lines([shown], 43)]

    assert lines == [
        "Thanks",
        "Maximiliane-Alexandr   Sam",
        "a Hohenfel",
        "for tea                keeps it for now",
        "",
    ]


async def test_a_breath_is_led_below_its_timer_and_below_no_other() -> None:
    session = talking.one_alone()
    app = make_app(session)
    seconds = talking.Stopwatch()
    flow = session.catalogue.flow_called("quiet-breath")
    assert flow is not None
    async with app.run_test(size=(60, 20)) as pilot:
        app.push_screen(FlowScreen(session, flow, seconds=seconds))
        await talking.settled(pilot)
        await press(pilot, "space")
        assert _below_the_bar(app) == ""
        await press(pilot, "enter")
        assert _below_the_bar(app) == ""
        await press(pilot, "space")
        assert _below_the_bar(app) == "in"
        seconds.now = 4
        await until(pilot, lambda: _below_the_bar(app) == "out")
        seconds.now = 10
        await until(pilot, lambda: _below_the_bar(app) == "in")
        await press(pilot, "space")

        assert _below_the_bar(app) == ""


def _below_the_bar(app: RitualsApp) -> str:
    lines = [line.strip() for line in text_of(app).splitlines()]
    bar = next(place for place, line in enumerate(lines) if line.startswith(("━", "╌")))
    return lines[bar + 1]


async def test_words_that_may_be_heard_as_blame_get_a_suggestion_and_the_sentence_can_be_copied() -> None:
    async with talk_of_two("i-statement") as (app, pilot):
        await press(pilot, *"you")
        assert "“" not in text_of(app)
        await press(pilot, "space", *"never", "space", *"ask")
        assert "“never”" in text_of(app)
        assert "I would love it" in text_of(app)
        await press(pilot, "enter", *"it", "enter", "9")
        assert "In your own words:" in text_of(app)
        await press(pilot, *"grey", "enter")
        await press(pilot, *"rest", "enter", *"sit", "enter")
        assert "I felt grey" in text_of(app)
        await press(pilot, "c")

        assert app.clipboard == (
            "I understand that you never ask. When it, I felt grey, because rest is important to me. "
            "Would you be willing to sit?"
        )


async def test_enter_goes_on_and_another_key_begins_a_new_line() -> None:
    async with talk_of_two("outside-view") as (app, pilot):
        screen = flow_screen(app)
        await press(pilot, *"one", "ctrl+j", *"two", "enter")

        assert given_in(screen) == ["one\ntwo"]


async def test_more_than_may_be_chosen_is_told_and_nothing_is_lost() -> None:
    session = one_alone()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, session, "root-cause-reflection")
        await press(pilot, "enter", "1", "2", "3", "4", "enter")
        assert "Choose up to 3 here." in text_of(app)
        await press(pilot, "4", "enter")

        assert "What have you not been saying" in text_of(app)


async def test_what_is_still_going_on_leads_to_where_help_is() -> None:
    async with talk_of_two("forgiveness") as (app, pilot):
        await press(pilot, "2", "enter")
        assert "findahelpline.com" in text_of(app)
        await press(pilot, "escape")

        assert app.screen.TITLE == "Today"


async def test_the_planning_step_opens_the_week_and_comes_back() -> None:
    session = one_alone()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, session, "weekly-us-meeting")
        while "Look at the coming week" not in text_of(app):
            await press(pilot, "ctrl+n")
        await press(pilot, "w")
        assert app.screen.TITLE == "Week"
        await press(pilot, "escape")

        assert "Look at the coming week" in text_of(app)


async def test_questions_for_a_first_session_can_be_copied() -> None:
    session = one_alone()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, session, "getting-help")
        while "Good questions for a first session" not in text_of(app):
            await press(pilot, "ctrl+n")
        await press(pilot, "c")

        assert app.clipboard.startswith("How do you work with couples?\n")


async def test_a_round_goes_by_mouse_alone() -> None:
    session = a_couple()
    app = make_app(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await begin(pilot, session, "good-news")
        await click_text(pilot, "Sam brings the news")
        assert "●  Sam brings the news" in await shown_now(pilot)
        await click_text(pilot, "go on")
        assert "Sam speaks, Ana listens." in await shown_now(pilot)
        await click_text(pilot, "go on")
        await talking.settled(pilot)
        await click_text(pilot, "ctrl+b back")
        assert "Sam speaks, Ana listens." in await shown_now(pilot)
        await click_text(pilot, "esc stop")
        await click_text(pilot, "stop and forget")

        assert app.screen.TITLE == "Talk"
