"""The form for a ritual: words for when, a preview of its days, and nothing lost by accident."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from textual.pilot import Pilot

from rituals.core.events import RitualAdded, RitualEdited
from rituals.core.model import EACH, TOGETHER, Quota, Rule
from rituals.core.nudges.forecast import forecast_nudges
from rituals.errors import UsageError
from rituals.service.couple import CoupleService
from tests.kit.app import assert_goldens, keep, make_app, make_session, text_of
from tests.kit.fakes import FakeClock, MemoryLog
from tests.kit.pages import SIZES, line_with
from tui.app import RitualsApp
from tui.rituals.form_model import (
    FormError,
    RitualFormFields,
    RitualFormModel,
    draft_of,
)
from tui.rituals.lengths import read_minutes, read_reminders, reminder_words

TOMORROW = datetime(2026, 11, 24, tzinfo=UTC)


def for_two() -> RitualsApp:
    """Ana and Sam with two rituals on a Sunday evening."""
    session = make_session()
    session.service.join("Sam")
    session.service.rename(session.service.couple[0].id, "Ana")
    keep(session.service, "walk-and-talk", "date-night")
    return make_app(session)


async def type_in(pilot: Pilot[None], words: str) -> None:
    await pilot.press(*("space" if letter == " " else letter for letter in words))
    await pilot.pause()


async def type_when(pilot: Pilot[None], words: str) -> None:
    """Open a new form and type words for when."""
    await pilot.press("2", "+", "down")
    await type_in(pilot, words)


async def save(pilot: Pilot[None]) -> None:
    await pilot.press("ctrl+s")
    await pilot.pause()


async def click_on(pilot: Pilot[None], app: RitualsApp, words: str) -> None:
    rows = text_of(app).splitlines()
    row = next(place for place, line in enumerate(rows) if words in line)
    await pilot.click(offset=(rows[row].index(words) + 1, row))
    await pilot.pause()


def ritual_named(service: CoupleService, name: str) -> str:
    return next(one.id for one in service.state.rituals.values() if one.name == name)


# walking through it


async def test_a_ritual_of_ones_own_is_written_down() -> None:
    app = for_two()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "+")
        await type_in(pilot, "Tea on the balcony")
        await pilot.press("enter")
        await type_in(pilot, "every sat at 16:00")
        await pilot.press("enter", "right", "down")
        await type_in(pilot, "20")
        await pilot.press("enter")
        await type_in(pilot, "after the rain")
        await pilot.press("enter", "ctrl+u")
        await type_in(pilot, "15")
        await pilot.press("enter")
        await pilot.pause()

        service = app.session.service
        tea = service.state.rituals[ritual_named(service, "Tea on the balcony")]
        assert (tea.who, tea.minutes, tea.cue, tea.remind) == (EACH, 20, "after the rain", (15,))
        assert isinstance(tea.cadence, Rule)
        assert tea.cadence.at == time(16)
        assert "Tea on the balcony is yours now: every sat at 16:00, first on Saturday." in text_of(app)


async def test_what_was_before_counts_where_a_day_is_typed_for_it() -> None:
    app = for_two()
    async with app.run_test(size=(60, 20)) as pilot:
        await type_when(pilot, "every day")
        await pilot.press("up")
        await type_in(pilot, "Tea")
        await pilot.press("shift+tab", "shift+tab")
        await type_in(pilot, "soon")
        await save(pilot)
        assert "not understood as a day" in text_of(app)
        await pilot.press("ctrl+u")
        await type_in(pilot, "mon")
        await pilot.press("enter")
        await pilot.pause()

        service = app.session.service
        assert service.state.rituals[ritual_named(service, "Tea")].since == date(2026, 11, 16)
        assert "counted since 16 November" in " ".join(text_of(app).split())


async def test_the_next_five_days_show_while_typing() -> None:
    app = for_two()
    async with app.run_test(size=(100, 30)) as pilot:
        await type_when(pilot, "every 2 weeks on sat")

        assert "Next: Sat 28 Nov · Sat 12 · Sat 26 Dec · Sat 9 · Sat 23 Jan 2027" in text_of(app)


async def test_a_rule_that_skips_short_months_says_so_while_typing() -> None:
    app = for_two()
    async with app.run_test(size=(60, 20)) as pilot:
        await type_when(pilot, "every month on the 31st")

        text = " ".join(text_of(app).split())
        assert "It skips months without a 31st; “on the last day” skips none." in text


async def test_the_first_day_that_was_chosen_stands_on_the_form_and_stays() -> None:
    app = for_two()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("2", "+")
        await type_in(pilot, "Tea")
        await pilot.press("down")
        await type_in(pilot, "every 14 days from 29 jan")
        assert "Next: Fri 29 Jan 2027 · Fri 12 · Fri 26 Feb 2027" in text_of(app)
        await save(pilot)
        assert "Tea is yours now: every 14 days from Fri 29 Jan 2027." in text_of(app)

        tea = app.session.service.state.rituals[ritual_named(app.session.service, "Tea")]
        desk = RitualFormModel(app.session.service, tea)
        assert desk.draft.when == "every 14 days from 2027-01-29"
        desk.save(desk.draft._replace(name="Green tea"))
        desk.save(desk.draft._replace(when="every 14 days from 2027-01-29 at 20:00"))

        cadence = app.session.service.state.rituals[tea.id].cadence
        assert cadence == Rule("FREQ=DAILY;INTERVAL=14", date(2027, 1, 29), time(20))


async def test_what_cannot_be_read_says_which_word_and_what_works() -> None:
    app = for_two()
    async with app.run_test(size=(100, 30)) as pilot:
        await type_when(pilot, "every firday")

        text = text_of(app)
        assert "“firday”" in text
        assert "friday" in text
        assert "every fri at 19:30" in text


async def test_suggestions_follow_the_words_even_past_a_typo() -> None:
    app = for_two()
    async with app.run_test(size=(100, 30)) as pilot:
        await type_when(pilot, "every fry")
        await pilot.press("ctrl+n")
        await pilot.pause()

        assert "every fri at 19:30" in next(line for line in text_of(app).splitlines() if "when   " in line)
        assert "Next: Fri 27 Nov" in text_of(app)


async def test_the_right_arrow_takes_the_suggestion_in_grey() -> None:
    app = for_two()
    async with app.run_test(size=(100, 30)) as pilot:
        await type_when(pilot, "every fri")
        await pilot.press("right")
        await pilot.pause()

        assert "Next: Fri 27 Nov" in text_of(app)
        await pilot.press("up")
        await type_in(pilot, "Film")
        await save(pilot)
        assert "Film is yours now: every fri at 19:30" in text_of(app)


async def test_an_edit_changes_only_what_was_changed() -> None:
    app = for_two()
    before = app.session.service.state.rituals["walk-and-talk"]
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "e", "end")
        await type_in(pilot, " a while")
        await save(pilot)

        after = app.session.service.state.rituals["walk-and-talk"]
        assert after.name == "Walk and talk a while"
        assert (after.spans, after.who, after.minutes, after.remind) == (
            before.spans,
            before.who,
            before.minutes,
            before.remind,
        )
        assert "is changed" in text_of(app)


async def test_an_edit_is_undone_with_one_key() -> None:
    app = for_two()
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press("2", "e", "down", "ctrl+u")
        await type_in(pilot, "twice a week")
        await pilot.press("ctrl+s", "u")
        await pilot.pause()

        assert isinstance(app.session.service.state.rituals["walk-and-talk"].cadence, Rule)
        assert "Took back: the change to when Walk and talk is." in text_of(app)


async def test_mistakes_stand_beside_their_fields_and_nothing_is_lost() -> None:
    app = for_two()
    async with app.run_test(size=(100, 40)) as pilot:
        await type_when(pilot, "every blue moon")
        await pilot.press("down", "down")
        await type_in(pilot, "long")
        await save(pilot)

        text = text_of(app)
        assert "A ritual needs a name." in text
        assert "“blue”" in text
        assert "“long” is no length of time" in text
        assert "every blue moon" in text
        assert len(app.session.service.state.rituals) == 2


async def test_a_name_that_is_taken_says_so_beside_the_name() -> None:
    app = for_two()
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("2", "+")
        await type_in(pilot, "date NIGHT")
        await pilot.press("down")
        await type_in(pilot, "every day")
        await save(pilot)

        text = " ".join(text_of(app).split())
        assert "You keep Date night already. Choose another name, or change that one with e on Rituals." in text
        assert "rituals edit" not in text


async def test_a_ritual_is_not_renamed_to_what_another_is_called() -> None:
    app = for_two()
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("2", "slash", *"date", "enter", "e")
        await pilot.press(*["backspace"] * len("Date night"))
        await type_in(pilot, "walk AND talk")
        await save(pilot)

        text = " ".join(text_of(app).split())
        assert "You keep Walk and talk already. Choose another name, or change that one with e on Rituals." in text
        assert ritual_named(app.session.service, "Date night") == "date-night"


async def test_escape_asks_once_before_words_are_let_go() -> None:
    app = for_two()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "+", "q", "escape")
        await pilot.pause()
        warned = text_of(app)
        await pilot.press("escape")
        await pilot.pause()

        assert "esc once more throws it away" in warned
        assert "by section" in text_of(app)


async def test_typing_on_after_the_warning_warns_again() -> None:
    app = for_two()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "+", "q", "escape", "u", "escape")
        await pilot.pause()

        assert "A new ritual" in text_of(app)


async def test_an_untouched_form_closes_at_once() -> None:
    app = for_two()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "e", "escape")
        await pilot.pause()

        assert "by section" in text_of(app)


async def test_no_key_leaks_from_the_choice_of_who() -> None:
    app = for_two()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "+")
        await type_in(pilot, "Tea")
        await pilot.press("down", "down", "1", "q", "u", "j")
        await pilot.pause()

        text = text_of(app)
        assert app.is_running
        assert "A new ritual" in text
        assert "› just me" in text


async def test_where_the_form_is_higher_than_the_screen_the_arrows_still_go_from_line_to_line() -> None:
    app = for_two()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("2", "+", "down", "down", "j", "down")
        await type_in(pilot, "20")

        text = text_of(app)
        assert "› just me" in text
        assert "minutes   20" in text


async def test_the_lock_screens_very_sentence_stands_under_the_form() -> None:
    app = for_two()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "+")
        await type_in(pilot, "Tea?")
        unfinished = text_of(app)
        await pilot.press("down")
        await type_in(pilot, "every day at 20:00")
        tea = text_of(app)
        await save(pilot)
        session = app.session
        ritual = session.service.state.rituals[ritual_named(session.service, "Tea?")]
        first = next(
            nudge
            for _, nudge, about in forecast_nudges(session.planner_input(), session.nudge_words(), TOMORROW)
            if [subject.ritual.id for subject in about] == [ritual.id]
        )

        assert "What a nudge would say stands here once there is a name and a when." in unfinished
        assert "› its name" in line_with(tea, "On the lock screen")
        assert first.title == "Tea?"
        assert first.quoted in " ".join(tea.split())
        assert ritual.discreet is None


async def test_a_discreet_word_is_suggested_to_stay_unsaid_and_each_may_choose_otherwise() -> None:
    app = for_two()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "+")
        await type_in(pilot, "Couples therapy with Dr Berg")
        await pilot.press("down")
        await type_in(pilot, "every day at 20:00")
        suggested = text_of(app)
        await pilot.press(*["down"] * 6, "left")
        await pilot.pause()
        chosen = text_of(app)
        await save(pilot)
        service = app.session.service
        ritual = service.state.rituals[ritual_named(service, "Couples therapy with Dr Berg")]

        assert "› no name" in line_with(suggested, "On the lock screen")
        assert "“rituals: " in suggested
        assert "› its name" in line_with(chosen, "On the lock screen")
        assert "“Couples therapy with Dr Berg: " in chosen
        assert ritual.discreet is False


async def test_what_was_chosen_stands_on_the_form_again() -> None:
    app = for_two()
    service = app.session.service
    service.edit("walk-and-talk", RitualEdited("walk-and-talk", discreet=True))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "e", "end", "x", "ctrl+s")
        await pilot.press("e")
        await pilot.pause()

        assert "› no name" in line_with(text_of(app), "On the lock screen")
        assert service.state.rituals["walk-and-talk"].discreet is True


@pytest.mark.parametrize("field", ["minutes", "remind", "since"])
async def test_the_lock_screens_sentence_needs_only_a_name_and_a_when(field: str) -> None:
    app = for_two()
    async with app.run_test(size=(80, 24)) as pilot:
        await type_when(pilot, "every fri at 19:30")
        await pilot.press("up")
        await type_in(pilot, "Tea")
        app.screen.query_one(f"#{field}-field Input").focus()

        await type_in(pilot, "soon")

        assert "A good day for Tea" in text_of(app)


async def test_a_click_chooses_what_the_lock_screen_shows() -> None:
    app = for_two()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "e")
        await click_on(pilot, app, "no name")
        await click_on(pilot, app, "save")

        assert app.session.service.state.rituals["walk-and-talk"].discreet is True


async def test_without_a_nudge_the_lock_screen_shows_nothing() -> None:
    app = for_two()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "e", *["down"] * 5, "ctrl+u")
        await type_in(pilot, "none")

        assert "Nothing of it: no nudge comes." in text_of(app)


async def test_someone_alone_is_not_asked_who() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "+")
        await pilot.pause()

        assert "each of you" not in text_of(app)


async def test_a_full_disk_is_told_and_the_words_stay() -> None:
    log = MemoryLog()
    session = make_session(shared=log)
    keep(session.service, "date-night")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        log.refuses = "The disk is full."
        await pilot.press("2", "e", "x", "ctrl+s")
        await pilot.pause()

        assert "The disk is full." in text_of(app)
        assert "Date nightx" in text_of(app)


async def test_a_ritual_that_went_away_meanwhile_is_told() -> None:
    app = for_two()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("2", "down", "e", "x")
        app.session.service.undo()
        await save(pilot)

        assert "That ritual isn't there any more." in text_of(app)


async def test_whom_it_is_for_changes_from_today_on_and_what_was_lived_stays() -> None:
    clock = FakeClock("2026-11-21 19:00")
    session = make_session(clock)
    service, today = session.service, session.service.today()
    service.join("Sam")
    service.add(RitualAdded("hug", today, "Hug", Rule("FREQ=DAILY"), who=EACH))
    service.tick("hug")
    clock.set("2026-11-22 19:00")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "e", "down", "down", "left")
        await save(pilot)
        hug = service.state.rituals["hug"]

        assert "Hug is changed: every day, together" in text_of(app)
        assert (hug.who_on(today), hug.who) == (EACH, TOGETHER)
        assert service.board_on(today).rows[0].sign == "one of two"


async def test_the_whole_form_works_by_mouse_but_for_the_name() -> None:
    app = for_two()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await click_on(pilot, app, "+ your own")
        await type_in(pilot, "Swim")
        await click_on(pilot, app, "every fri at 19:30")
        await click_on(pilot, app, "3 times a week")
        await click_on(pilot, app, "each of you")
        await click_on(pilot, app, "save")

        swim = app.session.service.state.rituals[ritual_named(app.session.service, "Swim")]
        assert (swim.cadence, swim.who) == (Quota(3, "week"), EACH)


async def test_names_are_never_markup_on_the_form() -> None:
    session = make_session()
    session.service.add(RitualAdded("own", session.service.today(), "[/b] 抱きしめる時間 👩‍❤️‍👨", Rule("FREQ=DAILY")))
    app = make_app(session)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("2", "e", "end", "x", "ctrl+s")
        await pilot.pause()

        assert "[/b] 抱きしめる時間" in text_of(app)
        assert all(len(line) <= 60 for line in text_of(app).splitlines())


async def test_the_form_looks_as_it_was_last_read() -> None:
    app = for_two()
    async with app.run_test(size=SIZES[0]) as pilot:
        await pilot.press("2", "e", "down")
        await pilot.pause()

        await assert_goldens(pilot, "form", SIZES)


async def test_the_form_with_mistakes_looks_as_it_was_last_read() -> None:
    app = for_two()
    async with app.run_test(size=SIZES[0]) as pilot:
        await type_when(pilot, "every firday")
        await save(pilot)

        await assert_goldens(pilot, "form-mistakes", SIZES)


# how it is read


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("", 0), ("30", 30), ("45 min", 45), ("1 h", 60), ("1 h 30 min", 90), ("2h", 120), (" 90 Min ", 90)],
)
def test_lengths_are_read_as_people_write_them(text: str, minutes: int) -> None:
    assert read_minutes(text) == minutes


@pytest.mark.parametrize("text", ["soon", "1:30", "-5", "٣", "30 30", "h", "99999999"])
def test_what_is_no_length_is_refused_with_ones_that_work(text: str) -> None:
    with pytest.raises(UsageError, match="Try “30”"):
        read_minutes(text)


@pytest.mark.parametrize(
    ("text", "remind"),
    [("usual", None), ("", None), ("None", ()), ("never", ()), ("60, 15", (60, 15)), ("15 min and 1 h", (60, 15))],
)
def test_reminders_are_read_as_people_write_them(text: str, remind: tuple[int, ...] | None) -> None:
    assert read_reminders(text) == remind


@pytest.mark.parametrize("remind", [None, (), (0,), (60, 15), (10_080, 90, 0)])
def test_reminders_are_read_as_they_are_shown(remind: tuple[int, ...] | None) -> None:
    assert read_reminders(reminder_words(remind)) == remind


def a_desk(words: str = "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", *, clock: FakeClock | None = None) -> RitualFormModel:
    service = make_session(clock).service
    service.add(RitualAdded("tea", service.today(), "Tea", Rule(words)))
    return RitualFormModel(service, service.state.rituals["tea"])


def test_a_new_time_keeps_the_weeks_in_the_preview() -> None:
    clock = FakeClock("2026-11-22 19:00")
    service = make_session(clock).service
    service.add(RitualAdded("tea", service.today(), "Tea", Rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=SA")))
    clock.set("2026-12-01 19:00")
    desk = RitualFormModel(service, service.state.rituals["tea"])

    assert desk.preview("every 2 weeks on sat at 16:00").startswith("Next: Sat 12")


def test_a_day_gone_by_is_refused_where_it_is_written() -> None:
    desk = RitualFormModel(make_session().service, None)

    with pytest.raises(FormError) as refused:
        desk.save(RitualFormFields(name="Trip", when="on 2026-11-01"))

    assert "has gone by" in refused.value.by_field["when"]


def test_a_day_gone_by_is_fine_where_it_counts_since_then() -> None:
    desk = RitualFormModel(make_session().service, None)

    assert desk.preview("on 2026-11-01", "1 nov") == "It has been; what comes after is up to you."
    assert "counted since 1 November" in desk.save(RitualFormFields(name="Trip", when="on 2026-11-01", since="1 nov"))


@pytest.mark.parametrize(("since", "words"), [("tomorrow", "is still ahead"), ("soon", "not understood as a day")])
def test_a_day_that_it_cannot_count_from_is_said_beside_its_field(since: str, words: str) -> None:
    desk = RitualFormModel(make_session().service, None)

    with pytest.raises(FormError) as refused:
        desk.save(RitualFormFields(name="Tea", when="every day", since=since))

    assert words in refused.value.by_field["since"]
    assert "Next:" in desk.preview("every day", since)


def test_a_ritual_counts_since_the_day_that_is_typed_until_the_field_is_empty_again() -> None:
    service = make_session().service
    service.add(RitualAdded("tea", service.today(), "Tea", Rule("FREQ=DAILY")))
    desk = RitualFormModel(service, service.state.rituals["tea"])

    assert "counted since 16 November" in desk.save(desk.draft._replace(since="16 nov"))

    desk = RitualFormModel(service, service.state.rituals["tea"])
    assert desk.draft.since == "16 November 2026"
    assert "nothing had to change" in desk.save(desk.draft)
    assert "counted since" not in desk.save(desk.draft._replace(since=""))
    assert service.state.rituals["tea"].since is None


def test_without_words_for_when_it_asks_for_some() -> None:
    desk = RitualFormModel(make_session().service, None)

    with pytest.raises(FormError) as refused:
        desk.save(RitualFormFields(name="Trip"))

    assert refused.value.by_field == {
        "when": "When would it be? In your own words, such as “every fri at 19:30” or “3 times a week”."
    }


def test_a_quota_is_previewed_in_words() -> None:
    assert a_desk().preview("3 times a week") == "On any 3 days of each week, as you like."


def test_a_rule_without_words_of_its_own_is_left_as_it_is() -> None:
    desk = a_desk("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO")

    assert desk.save(desk.draft._replace(name="May tea")).startswith("May tea is changed")


def test_an_empty_form_has_usual_reminders() -> None:
    assert draft_of(None, date(2026, 11, 22)) == RitualFormFields(remind="")
