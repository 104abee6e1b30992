"""The week ahead: seven days with what is planned on each, how long that takes, and what fits on any day."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import example, given

from rituals.core import events as e
from rituals.core.cadence.expansion import activated
from rituals.core.events.recorded import Recorded
from rituals.core.model import EACH, TOGETHER, Cadence, Once, Quota, RitualId, Rule, Who
from rituals.core.occurrences.sign import Sign
from rituals.core.rituals.audience import Audience
from rituals.core.rituals.week import Planned, WeekAhead, calendar_week, week_ahead
from rituals.core.rituals.week_words import day_heading, planned_words, sign_words, week_heading
from rituals.core.state.couple_state import State
from tests.kit import worlds
from tests.kit.histories import ANA, BEGUN, BEN, EVERY_FRIDAY, WALK, Couple, march, on_march

NOON = "2026-03-09 12:00"  # a Monday
FRIDAY_EVENING = Rule("FREQ=WEEKLY;BYDAY=FR", at=time(19, 30))


def keep(us: Couple, name: RitualId, cadence: Cadence, *, minutes: int = 0, who: Who = TOGETHER) -> None:
    us.say(e.RitualAdded(name, BEGUN, name.title(), activated(cadence, on=BEGUN), who, minutes=minutes))


def week(us: Couple, local: str = NOON, first: date | None = None) -> WeekAhead:
    """The seven days from the local day on, or from `first`."""
    now = datetime.fromisoformat(local)
    return week_ahead(us.state, first or now.date(), now)


def by_day(shown: WeekAhead) -> dict[date, list[str]]:
    """The names that stand under each day that has any."""
    return {one.day: [planned.ritual.name for planned in one.planned] for one in shown.days if one.planned}


def only(shown: WeekAhead) -> Planned:
    """The one thing that is planned in the whole week."""
    (planned,) = [*(one for day in shown.days for one in day.planned), *shown.any_day]
    return planned


def words_of(us: Couple, shown: WeekAhead) -> str:
    return planned_words(only(shown), audience_of(us.state, shown.today), shown.today)


def words_of_any_day(us: Couple, shown: WeekAhead) -> list[str]:
    return [planned_words(one, audience_of(us.state, shown.today), shown.today) for one in shown.any_day]


def audience_of(state: State, today: date) -> Audience:
    """The couple of a day, with Ana at the keyboard."""
    return Audience(state.couple(today), ANA, today)


def test_seven_days_begin_with_any_day_and_hold_what_is_planned_on_each() -> None:
    us = Couple()
    keep(us, "date", FRIDAY_EVENING, minutes=120)
    keep(us, "hug", Rule("FREQ=DAILY;INTERVAL=3"), minutes=1)

    shown = week(us)

    assert (shown.first, shown.last) == (march(9), march(15))
    assert by_day(shown) == {march(10): ["Hug"], march(13): ["Date", "Hug"]}
    assert [one.minutes for one in shown.days] == [0, 1, 0, 0, 121, 0, 0]


def test_a_day_goes_by_the_clock_and_half_past_midnight_comes_first() -> None:
    us = Couple()
    for name, at in (("any", None), ("evening", time(19)), ("films", time(0, 30)), ("morning", time(7))):
        keep(us, name, Rule("FREQ=WEEKLY;BYDAY=FR", at=at))

    assert by_day(week(us)) == {march(13): ["Films", "Morning", "Evening", "Any"]}


def test_what_rests_or_is_paused_stands_there_and_takes_no_time() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.say(e.RitualEdited(WALK, minutes=45))
    taken = [day.minutes for day in week(us).days]

    us.rest(march(13))
    resting = only(week(us))
    us.pause(march(12), march(14))
    us.rest(march(13), rested=False)

    assert sum(taken) == 45
    assert (resting.sign, resting.minutes_taken) == (Sign.RESTED, 0)
    assert (only(week(us)).sign, only(week(us)).minutes_taken) == (Sign.PAUSED, 0)


def test_a_one_off_of_several_days_takes_its_time_on_the_first_that_is_not_paused() -> None:
    us = Couple()
    keep(us, "away", Once(march(10), 3), minutes=90)
    us.pause(march(10), march(10), ritual="away")

    shown = week(us)

    assert [one.minutes for one in shown.days[:5]] == [0, 0, 90, 0, 0]
    assert [one.sign for day in shown.days for one in day.planned] == [Sign.PAUSED, Sign.COMING, Sign.COMING]
    assert sum(one.minutes for one in week(us, first=march(12)).days) == 0


def test_a_moved_date_stands_where_it_is_now_with_its_new_time_and_says_where_it_was() -> None:
    us = Couple()
    us.keep(FRIDAY_EVENING)
    us.move(march(13), march(10), time(20))

    moved = only(week(us))

    assert (moved.day, moved.at, moved.moved_from) == (march(10), time(20), march(13))
    assert words_of(us, week(us)) == "20:00 · moved from Friday"


def test_what_was_moved_out_of_the_week_is_gone_from_it() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.move(march(13), march(17))

    assert by_day(week(us)) == {}
    assert by_day(week(us, first=march(16))) == {march(17): ["Walk"], march(20): ["Walk"]}


def test_days_away_stand_under_each_day_and_take_their_time_once() -> None:
    us = Couple()
    us.keep(Once(march(13), 3))
    us.say(e.RitualEdited(WALK, minutes=600))

    shown = week(us)

    assert list(by_day(shown)) == list(on_march(13, 14, 15))
    assert [day.minutes for day in shown.days] == [0, 0, 0, 0, 600, 0, 0]


def test_a_quota_stands_beside_the_days_and_takes_time_of_none() -> None:
    us = Couple()
    keep(us, WALK, Quota(3, "week"), minutes=30)
    us.tick(march(9))

    shown = week(us)

    assert sum(day.minutes for day in shown.days) == 0
    assert words_of(us, shown) == "1 of 3 this week, any days"


def test_the_sign_of_a_quota_says_how_far_it_has_come() -> None:
    us = Couple()
    us.keep(Quota(4, "week"))
    signs = []
    for day in on_march(9, 10, 11, 12):
        signs.append(only(week(us, "2026-03-12 12:00", march(9))).sign)
        us.tick(day)

    assert signs == [Sign.OPEN, Sign.QUARTER, Sign.MIDWAY, Sign.NEARLY]
    assert only(week(us, "2026-03-12 12:00", march(9))).sign is Sign.KEPT


def test_seven_days_across_two_weeks_show_the_periods_of_both() -> None:
    us = Couple()
    us.keep(Quota(2, "week"))
    us.tick(march(10), march(11))

    shown = week(us, "2026-03-13 12:00")

    assert words_of_any_day(us, shown) == ["2 of 2 this week", "0 of 2 next week, any days"]
    assert [(one.day, one.sign) for one in shown.any_day] == [(march(13), Sign.KEPT), (march(16), Sign.OPEN)]


@pytest.mark.parametrize(
    ("local", "words"),
    [("2026-03-09 12:00", "0 of 1 this month, any day"), ("2026-02-27 12:00", "0 of 1 next month, any day")],
)
def test_a_monthly_quota_belongs_to_its_month(local: str, words: str) -> None:
    us = Couple()
    us.keep(Quota(1, "month"))

    assert words_of(us, week(us, local)) == words


def test_a_quota_that_rests_or_is_paused_says_so() -> None:
    us = Couple()
    us.keep(Quota(2, "week"))

    us.pause(march(8), march(20))
    paused = words_of(us, week(us))
    us.say(e.PauseEnded("p", march(8)))
    us.rest(march(11))

    assert paused == "paused"
    assert words_of(us, week(us)) == "not this week"


def test_what_is_put_away_is_planned_no_more() -> None:
    us = Couple()
    us.keep(Quota(2, "week"))
    keep(us, "date", EVERY_FRIDAY)
    us.archive(march(9))
    us.say(e.RitualArchived("date", march(9)))

    shown = week(us)

    assert (by_day(shown), shown.any_day) == ({}, ())


def test_each_shows_who_did_it_and_stays_open_for_the_other() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY, who=EACH)

    us.tick(march(12), by=BEN)
    ahead = words_of(us, week(us, "2026-03-12 20:00"))
    half = only(week(us, "2026-03-13 18:00"))
    half_words = words_of(us, week(us, "2026-03-13 18:00"))
    us.tick(march(13), by=ANA)

    assert (half.sign, half_words) == (Sign.HALF, "any time · Ben")
    assert ahead == "any time"
    assert words_of(us, week(us, "2026-03-13 20:00", march(9))) == "you both"


def test_what_was_kept_on_another_day_says_on_which() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.tick(march(12))

    assert words_of(us, week(us, "2026-03-13 20:00", march(13))) == "held on Thursday · you both"


def test_what_was_held_on_another_day_is_listed_there_and_takes_its_time_there_alone() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.say(e.RitualEdited(WALK, minutes=90))
    us.tick(march(15))

    ahead = week(us, "2026-03-15 20:00", march(13))

    assert [(day.day, day.minutes, [entry.sign for entry in day.planned]) for day in ahead.days if day.planned] == [
        (march(13), 0, [Sign.HELD]),
        (march(15), 90, [Sign.KEPT]),
    ]
    audience = audience_of(us.state, march(15))
    assert [planned_words(entry, audience, march(15)) for day in ahead.days for entry in day.planned] == [
        "held on Sunday · you both",
        "you both · for Friday",
    ]
    assert week(us, "2026-03-15 20:00", march(14)).days[1].planned[0].sign is Sign.KEPT


def test_what_is_for_one_of_you_says_for_whom() -> None:
    us = Couple()
    us.keep(FRIDAY_EVENING, who=BEN)

    assert words_of(us, week(us)) == "19:30 · Ben"


def test_today_is_open_and_what_is_ahead_is_not_yet() -> None:
    us = Couple()
    us.keep(Rule("FREQ=DAILY"))

    signs = [day.planned[0].sign for day in week(us).days]

    assert signs == [Sign.OPEN, *[Sign.COMING] * 6]


def test_the_small_hours_still_belong_to_the_day_before() -> None:
    us = Couple()
    us.keep(Rule("FREQ=DAILY"))

    shown = week(us, "2026-03-10 01:30", march(9))

    assert shown.today == march(9)
    assert shown.days[0].planned[0].sign is Sign.OPEN


@pytest.mark.parametrize(("week_starts_on", "first"), [(0, march(9)), (6, march(8)), (5, march(14))])
def test_a_calendar_week_begins_where_the_couples_does(week_starts_on: int, first: date) -> None:
    us = Couple()
    us.say(e.HouseholdEdited(week_starts_on=week_starts_on))

    shown = calendar_week(us.state, march(14), datetime.fromisoformat(NOON))

    assert shown.first == first


def test_a_week_that_is_over_stands_as_its_last_evening_left_it() -> None:
    us = Couple()
    keep(us, WALK, Rule("FREQ=WEEKLY;BYDAY=TU,SU"))
    keep(us, "cook", Quota(2, "week"))
    us.tick(march(16))  # for Sunday, but on the Monday after

    shown = calendar_week(us.state, march(11), datetime.fromisoformat("2026-03-20 12:00"))
    tuesday, sunday = (one for day in shown.days for one in day.planned)

    assert (tuesday.sign, sign_words(tuesday)) == (Sign.COMING, "quiet")
    assert (sunday.sign, sign_words(sunday)) == (Sign.OPEN, "open")
    assert words_of_any_day(us, shown) == ["0 of 2 this week, any days"]


def test_headings_say_the_days_and_how_much_of_each_is_spoken_for() -> None:
    us = Couple()
    keep(us, WALK, Rule("FREQ=WEEKLY;BYDAY=MO,WE"), minutes=90)
    keep(us, "hug", Rule("FREQ=WEEKLY;BYDAY=FR"))

    shown = week(us)

    assert week_heading(shown) == "Monday 9 March to Sunday 15 March"
    assert [day_heading(one, shown.today) for one in shown.days][:5] == [
        "Monday 9 March · today · 1 h 30 min",
        "Tuesday 10 March · tomorrow · nothing planned",
        "Wednesday 11 March · 1 h 30 min",
        "Thursday 12 March · nothing planned",
        "Friday 13 March",
    ]


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar_break_nothing(day: date) -> None:
    us = Couple()
    us.keep(Rule("FREQ=DAILY"))
    us.say(e.RitualAdded("cook", BEGUN, "Cook", Quota(1, "month")))

    shown = calendar_week(us.state, day, datetime.fromisoformat(NOON))

    assert day in [one.day for one in shown.days]
    assert week_heading(shown)


def nobodys_walk() -> list[Recorded]:
    """A walk of every Monday, ticked by two people whose coming was taken back afterwards."""
    us = Couple(joined=worlds.FIRST)
    us.keep(Rule("FREQ=WEEKLY;BYDAY=MO"), since=worlds.FIRST)
    us.tick(worlds.FIRST)
    us.undo(us.records[0].id, us.records[1].id)
    return us.records


def test_what_nobody_who_is_here_kept_says_when_it_was_planned() -> None:
    state, monday = State(nobodys_walk()), worlds.FIRST

    shown = week_ahead(state, monday, datetime.combine(monday, time(12)))

    assert (only(shown).sign, planned_words(only(shown), audience_of(state, monday), monday)) == (Sign.KEPT, "any time")


@worlds.SHORT
@given(worlds.logs(), worlds.days, worlds.days)
@example(nobodys_walk(), worlds.FIRST, worlds.FIRST)
def test_any_log_has_a_week_and_words_for_all_of_it(log: list[Recorded], first: date, today: date) -> None:
    state = State(log)

    shown = week_ahead(state, first, datetime.combine(today, time(12)))

    everything = [*(one for day in shown.days for one in day.planned), *shown.any_day]
    assert all(shown.first <= one.day <= shown.last for one in everything)
    assert all(planned_words(one, audience_of(state, today), today) for one in everything)
    on_days = [(one.ritual.id, one.day) for day in shown.days for one in day.planned]
    assert len(set(on_days)) == len(on_days)
