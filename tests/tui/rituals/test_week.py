"""The week ahead: seen, planned with one key each, and lived through."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

from textual.content import Content
from textual.pilot import Pilot

from rituals.config import Look, places
from rituals.core.events import RitualAdded, RitualEdited
from rituals.core.model import EACH, TOGETHER, Cadence, Once, Quota, Rule
from rituals.core.occurrences.matching import Outcome
from rituals.core.occurrences.sign import Sign
from rituals.core.rhythm.weeks import rhythm_of, tallies
from rituals.session import Session
from tests.kit.app import assert_goldens, keep, make_app, make_session, text_of
from tests.kit.fakes import FakeClock
from tests.kit.histories import all_results, streak
from tests.kit.pages import SIZES, click_on, line_with
from tui.app import RitualsApp
from tui.rituals.week import WeekScreen
from tui.rituals.week_lines import DayLine, PlannedLine

SUNDAY_AFTERNOON = "2026-11-22 15:00"
TODAY = 22
"""A Sunday; days here are days of November 2026."""


def november(day: int) -> date:
    return date(2026, 11, day)


def take_up(
    session: Session, name: str, cadence: Cadence, *, who: str = TOGETHER, minutes: int = 0, cue: str = ""
) -> None:
    """Take up a ritual under its name, in small letters, as its id."""
    service = session.service
    service.add(
        RitualAdded(name.lower().replace(" ", "-"), service.today(), name, cadence, who=who, minutes=minutes, cue=cue)
    )


def planned_session(clock: FakeClock | None = None, look: Look | None = None) -> Session:
    """Ana and Sam on a Sunday afternoon, with rituals of both kinds of who and of each kind of cadence."""
    session = make_session(clock or FakeClock(SUNDAY_AFTERNOON), look=look)
    session.service.join("Sam")
    session.service.rename(session.service.couple[0].id, "Ana")
    take_up(session, "Walk", Rule("FREQ=WEEKLY;BYDAY=TU,SU", at=time(18)), minutes=30, cue="after the plates")
    take_up(session, "Date night", Rule("FREQ=WEEKLY;BYDAY=FR", at=time(19, 30)), minutes=120)
    take_up(session, "Stretch", Rule("FREQ=WEEKLY;BYDAY=MO,WE"), who=EACH, minutes=15)
    take_up(session, "Swim", Quota(2, "week"), who=EACH, minutes=45)
    take_up(session, "Tea", Rule("FREQ=WEEKLY;BYDAY=SA"), minutes=20)
    return session


def week_of(app: RitualsApp) -> WeekScreen:
    assert isinstance(app.screen, WeekScreen)
    return app.screen


def line_of(app: RitualsApp) -> DayLine:
    """The line under the cursor."""
    line = week_of(app).lines.current
    assert isinstance(line, DayLine)
    return line


def standing(app: RitualsApp) -> list[tuple[str, int, Sign]]:
    """What stands on the week, in the order of the lines: its name, its day and its sign."""
    lines = [line for line in week_of(app).lines.lines if isinstance(line, PlannedLine)]
    return [(line.planned.ritual.name, line.day.day, line.planned.sign) for line in lines]


async def go_to(pilot: Pilot[None], app: RitualsApp, name: str, day: int) -> None:
    """Put the cursor on a ritual under a day, or with no name on a day that has nothing."""
    wanted = [
        place
        for place, line in enumerate(week_of(app).lines.lines)
        if isinstance(line, DayLine)
        and line.day == november(day)
        and (line.planned.ritual.name if isinstance(line, PlannedLine) else "") == name
    ]
    await pilot.press("g", *["down"] * wanted[0])
    await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


# seeing


async def test_seven_days_say_what_is_planned_when_and_how_long_it_takes() -> None:
    app = make_app(planned_session())
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "2", "w")

        text = text_of(app)
        assert "Sunday 22 November to Saturday 28 November" in text
        assert "3 h 50 min planned" in text
        assert "Sunday 22 November · today · 30 min" in text
        assert "19:30" in line_with(text, "Date night")
        assert "Thursday 26 November · nothing planned" in text


async def test_a_day_that_takes_more_has_the_longer_bar() -> None:
    app = make_app(planned_session())
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "2", "w")

        text = text_of(app)
        assert line_with(text, "Monday 23").count("━") == 1
        assert line_with(text, "Friday 27").count("━") == 8


async def test_quotas_stand_beside_the_days_for_both_weeks_with_how_far_they_have_come() -> None:
    session = planned_session()
    session.service.tick("swim", by=[person.id for person in session.service.couple])
    app = make_app(session)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "2", "w")

        text = text_of(app)
        assert "Any day" in line_with(text, "Sunday 22 November · today")
        assert "1 of 2 this week, any day" in text
        assert "0 of 2 next week, any days" in text
        assert [sign for name, _, sign in standing(app) if name == "Swim"] == [Sign.MIDWAY, Sign.OPEN]


async def test_the_cursor_begins_at_what_is_open_today() -> None:
    app = make_app(planned_session())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2", "w")

        text = text_of(app)
        assert "Walk" in line_with(text, "› ")
        assert "open · together · every tue and sun at 18:00" in text
        assert "after the plates" in text


async def test_arrows_turn_to_the_weeks_before_and_after_and_w_comes_back() -> None:
    app = make_app(planned_session())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2", "w", "right")
        after = text_of(app)
        await press(pilot, "left", "left")
        before = text_of(app)
        await press(pilot, "w")

        assert "Sunday 29 November to Saturday 5 December" in after
        assert "today" not in after.splitlines()[4]
        assert "Sunday 15 November to Saturday 21 November" in before
        assert "Nothing planned" in before
        assert "Sunday 22 November to Saturday 28 November" in text_of(app)
        assert line_of(app).day == november(TODAY)


async def test_escape_and_the_palette_lead_where_they_should() -> None:
    app = make_app(planned_session())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2", "w", "escape")

        assert "by section" in text_of(app)
        titles = {command.title for command in app.get_system_commands(app.screen)}
        assert "See the week ahead" in titles


async def test_another_screen_can_lay_it_over_itself() -> None:
    session = planned_session()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(WeekScreen(session))
        await press(pilot, "escape")

        assert "Any time this week" in text_of(app)


# planning


async def test_m_moves_the_very_one_under_the_cursor() -> None:
    app = make_app(planned_session())
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "2", "w", "right")
        await go_to(pilot, app, "Walk", 29)
        await press(pilot, "m", *"30", "space", *"nov", "enter")

        assert ("Walk", 30, Sign.COMING) in standing(app)
        assert "any time" not in line_with(text_of(app), "Walk")
        assert "18:00 · moved from Sun 29 Nov" in text_of(app)
        assert "Walk is on Mon 30 Nov now." in text_of(app)
        await press(pilot, "w")
        assert ("Walk", TODAY, Sign.OPEN) in standing(app)


async def test_angle_brackets_move_it_day_by_day_and_the_cursor_goes_along() -> None:
    app = make_app(planned_session())
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "2", "w")
        await go_to(pilot, app, "Date night", 27)
        await press(pilot, "less_than_sign")
        await press(pilot, "shift+left")
        sooner = line_of(app).day
        await press(pilot, "greater_than_sign")

        assert sooner == november(25)
        assert line_of(app).day == november(26)
        assert "Date night is on Thursday now." in text_of(app)


async def test_nothing_moves_into_the_past_onto_itself_or_without_a_day_of_its_own() -> None:
    app = make_app(planned_session())
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "2", "w", "less_than_sign")
        past = text_of(app)
        await press(pilot, "greater_than_sign", "greater_than_sign")
        taken = text_of(app)
        await press(pilot, "G", "m")
        quota = text_of(app)
        await press(pilot, "greater_than_sign")

        assert "Saturday 21 November has gone by" in past
        assert "is planned on Tuesday 24 November already" in taken
        assert "nothing to move" in quota
        assert "nothing to move" in text_of(app)


async def test_r_rests_ahead_of_the_day_frees_its_time_and_plans_it_again() -> None:
    app = make_app(planned_session())
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "2", "w")
        await go_to(pilot, app, "Date night", 27)
        await press(pilot, "r")
        rested = text_of(app)
        await press(pilot, "r")

        assert "not this time" in line_with(rested, "Date night  ")
        assert "Friday 27 November\n" in rested
        assert "plan again" in rested
        assert "Date night is planned again on Friday." in text_of(app)


async def test_a_quota_rests_for_its_own_week() -> None:
    app = make_app(planned_session())
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "2", "w", "G", "r", "p", "2", "w", "G", "r")

        assert [sign for name, _, sign in standing(app) if name == "Swim"] == [Sign.OPEN, Sign.RESTED]
        assert "not next week" in text_of(app)


async def test_plus_writes_down_something_for_the_day_the_cursor_is_on() -> None:
    app = make_app(planned_session())
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "2", "w")
        await go_to(pilot, app, "", 26)
        await press(pilot, "plus")
        form = text_of(app)
        await press(pilot, *"Film", "down")
        await press(pilot, "space", *"at", "space", *"20:00", "ctrl+s")

        assert "on 2026-11-26" in form
        assert "Thursday 26 November · tomorrow" not in text_of(app)
        assert ("Film", 26, Sign.COMING) in standing(app)
        added = next(one for one in app.session.service.state.rituals.values() if one.name == "Film")
        assert added.cadence == Once(november(26), 1, time(20))


async def test_plus_beside_a_quota_or_on_a_day_gone_by_asks_when() -> None:
    app = make_app(planned_session())
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "2", "w", "G", "plus")
        quota = text_of(app)
        await press(pilot, "escape", "left", "plus")

        assert "on 2026" not in quota
        assert "A new ritual" in quota
        assert "A new ritual" in text_of(app)
        assert "on 2026" not in text_of(app)


async def test_x_drops_a_ritual_and_undo_brings_it_back() -> None:
    app = make_app(planned_session())
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "2", "w")
        await go_to(pilot, app, "Tea", 28)
        await press(pilot, "x")
        dropped, names = text_of(app), [name for name, *_ in standing(app)]
        await press(pilot, "u")

        assert "Tea is put away; its history stays. u brings it back." in dropped
        assert "Tea" not in names
        assert ("Tea", 28, Sign.COMING) in standing(app)


async def test_a_day_ahead_takes_no_tick_and_a_day_gone_by_does() -> None:
    clock = FakeClock(SUNDAY_AFTERNOON)
    app = make_app(planned_session(clock))
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "2", "w")
        await go_to(pilot, app, "Date night", 27)
        await press(pilot, "space")
        ahead = text_of(app)
        clock.set("2026-11-23 20:00")
        app.look_around()
        await press(pilot, "left")
        await go_to(pilot, app, "Walk", TODAY)
        await press(pilot, "space")
        kept = standing(app)
        await press(pilot, "space")

        assert "Friday 27 November is still ahead" in ahead
        assert ("Walk", TODAY, Sign.KEPT) in kept
        assert ("Walk", TODAY, Sign.OPEN) in standing(app)


async def test_what_was_kept_on_another_day_is_taken_back_there() -> None:
    clock = FakeClock(SUNDAY_AFTERNOON)
    session = planned_session(clock)
    clock.set("2026-11-28 20:00")
    session.service.tick("date-night")
    app = make_app(session)
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "2", "w", "left")
        await go_to(pilot, app, "Date night", 27)
        kept = line_with(text_of(app), "Date night")
        await press(pilot, "space")

        assert "held on Saturday · you both" in kept
        assert not session.service.state.ticks("date-night")


async def test_a_quota_of_another_week_takes_no_tick_and_this_weeks_does() -> None:
    app = make_app(planned_session())
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "2", "w", "G", "space")
        other = text_of(app)
        await press(pilot, "up", "b")

        assert "ticked on the day you do it" in other
        assert [sign for name, _, sign in standing(app) if name == "Swim"] == [Sign.MIDWAY, Sign.OPEN]


async def test_everything_can_be_done_by_mouse() -> None:
    app = make_app(planned_session())
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "2")
        await click_on(pilot, app, "week")
        await click_on(pilot, app, "later  rest")
        moved = text_of(app)
        await click_on(pilot, app, "rest  edit")
        rested = text_of(app)
        await click_on(pilot, app, "after →")
        after = text_of(app)
        await click_on(pilot, app, "today")
        await click_on(pilot, app, "Thursday 26")
        await click_on(pilot, app, "plan something")

        assert "Walk is tomorrow now" in moved
        assert "not this time" in rested
        assert "Sunday 29 November to" in after
        assert "A new ritual" in text_of(app)


async def test_a_change_from_elsewhere_shows_by_itself_and_the_cursor_stays() -> None:
    session = planned_session()
    app = make_app(session)
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "2", "w")
        await go_to(pilot, app, "Tea", 28)
        session.service.tick("walk")
        take_up(session, "Hug", Rule("FREQ=DAILY"))
        await pilot.pause()

        assert ("Walk", TODAY, Sign.KEPT) in standing(app)
        assert "Tea" in line_with(text_of(app), "› ")


async def test_at_the_turn_of_the_day_the_week_goes_along() -> None:
    clock = FakeClock(SUNDAY_AFTERNOON)
    app = make_app(planned_session(clock))
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "2", "w")
        clock.set("2026-11-23 04:00")
        app.look_around()
        await pilot.pause()

        assert "Monday 23 November · today" in text_of(app)


# a week, planned and lived through


async def test_a_week_is_planned_on_a_sunday_afternoon_and_lived_through() -> None:
    clock = FakeClock(SUNDAY_AFTERNOON)
    session = planned_session(clock)
    service = session.service
    ana, sam = (person.id for person in service.couple)
    app = make_app(session)

    async def evening(day: int) -> None:
        clock.set(f"2026-11-{day} 20:00")
        app.look_around()
        await pilot.pause()

    async with app.run_test(size=(120, 50)) as pilot:
        await press(pilot, "2", "w")
        await press(pilot, "space")  # Sunday's walk
        await go_to(pilot, app, "Date night", 27)
        await press(pilot, "m", *"thu", "enter")
        await go_to(pilot, app, "Walk", 24)
        await press(pilot, "r")
        await go_to(pilot, app, "", 27)
        await press(pilot, "plus", *"Film", "ctrl+s")
        await go_to(pilot, app, "Tea", 28)
        await press(pilot, "x")
        await go_to(pilot, app, "Stretch", 25)
        await press(pilot, "greater_than_sign")
        await press(pilot, "u")  # no, Wednesday suits them after all
        took_back = text_of(app)

        await evening(23)
        await press(pilot, "w", "space")
        service.tick("stretch", by=[sam])
        service.tick("swim", by=[ana])
        await evening(24)
        service.tick("swim", by=[sam])
        await evening(25)
        await go_to(pilot, app, "Stretch", 25)
        await press(pilot, "space")
        await evening(26)
        service.tick("stretch", by=[sam])  # a day later, which serves Wednesday's
        await go_to(pilot, app, "Date night", 26)
        await press(pilot, "space")
        service.tick("swim", by=[ana, sam])
        await evening(27)
        await go_to(pilot, app, "Film", 27)
        await press(pilot, "space")
        await evening(28)
        await go_to(pilot, app, "Walk", 29)
        await press(pilot, "s", *"travel", "enter", *"29", "space", *"nov", "enter")
        await evening(30)
        await press(pilot, "left")
        lived = standing(app)

    assert "Took back: Stretch, moved to Thursday; it is" in took_back
    assert lived == [
        *[("Stretch", 23, Sign.KEPT), ("Walk", 24, Sign.RESTED), ("Stretch", 25, Sign.KEPT)],
        *[("Date night", 26, Sign.KEPT), ("Film", 27, Sign.KEPT), ("Walk", 29, Sign.PAUSED), ("Swim", 23, Sign.KEPT)],
    ]
    on = november(30)
    state = service.state
    by_name = {one.name: one for one in state.rituals.values()}
    outcomes = {
        name: [one.outcome for one in all_results(state, ritual, on) if one.occurrence.last < on]
        for name, ritual in by_name.items()
    }
    assert outcomes == {
        "Walk": [Outcome.KEPT, Outcome.RESTED, Outcome.PAUSED],
        "Date night": [Outcome.KEPT],
        "Stretch": [Outcome.KEPT, Outcome.KEPT],
        "Swim": [Outcome.RESTED, Outcome.KEPT],
        "Tea": [],
        "Film": [Outcome.KEPT],
    }
    assert {name: streak(state, ritual, on).current for name, ritual in by_name.items()} == dict(
        zip(by_name, (1, 1, 2, 1, 0, 1), strict=True)
    )
    held = next(one for one in all_results(state, by_name["Date night"], on) if one.outcome is Outcome.KEPT)
    assert (held.occurrence.key, held.occurrence.day, held.ticked_on) == (
        *(november(27), november(26)),
        (november(26),),
    )
    starts_on = state.household.week_starts_on
    weeks = rhythm_of([tallies(all_results(state, one, on), starts_on) for one in by_name.values()], on, starts_on)
    assert weeks.current == 2


# the catalogue of their own


async def test_a_couples_own_entries_are_offered_under_a_heading_of_their_own(tmp_path: Path) -> None:
    where = places(str(tmp_path))
    where.catalogue.parent.mkdir(parents=True, exist_ok=True)
    where.catalogue.write_text('[[ritual]]\nname = "Pancakes"\nevery = "every sun at 10:00"\n', encoding="utf-8")
    session = make_session()
    session.places = where
    app = make_app(session)
    async with app.run_test(size=(100, 60)) as pilot:
        await press(pilot, "c", "slash", *"pancakes", "enter")
        found = text_of(app)
        await press(pilot, "i")
        why = text_of(app)
        await press(pilot, "space", "2")

        assert "Your own" in found
        assert "What you wrote down for yourselves." in found
        assert "Tiny:" not in found
        assert "Apart:" not in found
        assert "the why is yours" in why
        assert "Your own" in text_of(app)
        assert "today 10:00" in line_with(text_of(app), "Pancakes")


# looks


async def test_an_empty_week_says_what_will_live_there() -> None:
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "2", "w", "m", "r", "x", "e", "i", "space", "less_than_sign")

        assert "This is where your week will stand" in text_of(app)


async def test_fifty_rituals_with_long_and_wide_names_stay_in_line() -> None:
    session = make_session()
    for number in range(50):
        name = ("[/b] very long indeed " * 2, "抱きしめる時間をゆっくり取るための夜の儀式と", "👩‍❤️‍👨 عناق")[number % 3]
        take_up(session, f"{number} {name}", (Rule("FREQ=DAILY"), Quota(3, "week"))[number % 2], minutes=200)
    app = make_app(session)
    async with app.run_test(size=SIZES[0]) as pilot:
        await press(pilot, "2", "w", *["pagedown"] * 8)
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await pilot.pause()

            text = text_of(app)
            assert "›" in text, "the cursor stays in view when the window shrinks"
            assert all(Content(line).cell_length <= size[0] for line in text.splitlines())


async def test_ascii_signs_show_nothing_else_here_too() -> None:
    app = make_app(planned_session(look=Look(signs="ascii")))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2", "w")

        assert "========" in line_with(text_of(app), "Friday 27")
        assert not set(text_of(app)) & set("●◐○◌‖◔◑◕━")


async def test_the_week_looks_as_it_was_last_read() -> None:
    session = planned_session()
    session.service.tick("walk")
    session.service.move("date-night", november(26), at=time(20))
    session.service.rest("walk", november(24))
    session.service.tick("swim", by=[person.id for person in session.service.couple])
    app = make_app(session)
    async with app.run_test(size=SIZES[0]) as pilot:
        await press(pilot, "2", "w")
        await go_to(pilot, app, "Stretch", 23)

        await assert_goldens(pilot, "week", SIZES)


async def test_an_empty_week_looks_as_it_was_last_read() -> None:
    app = make_app()
    async with app.run_test(size=SIZES[0]) as pilot:
        await press(pilot, "2", "w")

        await assert_goldens(pilot, "week-empty", SIZES)


async def test_what_was_held_on_another_day_stands_there_and_takes_its_time_there() -> None:
    session = make_session()
    keep(session.service, "date-night")
    session.service.edit("date-night", RitualEdited("date-night", since=november(16)))
    session.service.tick("date-night")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "w")

        assert "for Friday" in line_with(text_of(app), "●  Date night")
        assert "today · 2 h" in text_of(app)
