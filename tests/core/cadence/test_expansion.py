"""The days of rules: the same ones that dateutil gives from the first day on, whatever the window."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import takewhile
from time import process_time

import pytest
from dateutil.rrule import rrulestr
from hypothesis import example, given, reject, settings
from hypothesis import strategies as st

from rituals.core.cadence.expansion import activated, due_days, next_due_days, planned_per_week
from rituals.core.cadence.rrule import normalised
from rituals.core.cadence.words import parse
from rituals.core.model import Cadence, Once, Quota, Rule
from rituals.errors import UsageError
from tests.kit.cadences import DAYS, RULES, WEEK_STARTS

MONDAY, SUNDAY = 0, 6
A_SUNDAY = date(2026, 11, 22)
WINDOWS = st.tuples(st.integers(-40, 4_000), st.integers(-1, 800))
ENDS = st.sampled_from(["", "", ";COUNT=1", ";COUNT=7", ";COUNT=100", ";UNTIL=20300606"])


def plain_dateutil(rule: Rule, since: date, until: date) -> list[date]:
    """What dateutil says, step by step from the rule's first day."""
    assert rule.start is not None
    recurrence = rrulestr(rule.rrule, dtstart=datetime.combine(rule.start, time()))
    days = takewhile(lambda day: day <= until, (instant.date() for instant in recurrence))
    return [day for day in days if day >= since]


def lived(rule: Rule, on: date, week_starts_on: int) -> Rule | None:
    """The rule from a day on, or None where it never comes."""
    try:
        cadence = activated(rule, on=on, week_starts_on=week_starts_on)
    except UsageError:
        return None
    assert isinstance(cadence, Rule)
    return cadence


@settings(max_examples=300)
@given(RULES, ENDS, DAYS, WEEK_STARTS, WINDOWS)
@example(Rule("FREQ=YEARLY;INTERVAL=3;BYMONTH=2;BYMONTHDAY=29"), "", date(2024, 1, 1), MONDAY, (3_900, 800))
@example(Rule("FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=31"), "", date(2024, 1, 1), MONDAY, (1_000, 800))
@example(Rule("FREQ=WEEKLY;BYDAY=TH"), ";UNTIL=20300606", date(2030, 1, 1), MONDAY, (60, 300))
@example(Rule("FREQ=MONTHLY;BYMONTHDAY=6"), ";UNTIL=20300606", date(2030, 1, 1), MONDAY, (60, 300))
@example(Rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU"), "", date(2026, 11, 18), SUNDAY, (100, 60))
@example(Rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU"), "", date(2026, 11, 18), MONDAY, (100, 60))
def test_a_window_holds_what_dateutil_gives_from_the_start(
    rule: Rule, end: str, on: date, week_starts_on: int, window: tuple[int, int]
) -> None:
    lived_rule = lived(Rule(normalised(rule.rrule + end)), on, week_starts_on)
    if lived_rule is None or lived_rule.start is None:
        return
    since = lived_rule.start + timedelta(days=window[0])
    until = since + timedelta(days=window[1])

    days = due_days(lived_rule, since, until)

    assert days == plain_dateutil(lived_rule, since, until)


@given(RULES, DAYS, WEEK_STARTS)
def test_a_rule_starts_on_its_first_matching_day(rule: Rule, on: date, week_starts_on: int) -> None:
    lived_rule = lived(rule, on, week_starts_on)
    if lived_rule is None or lived_rule.start is None:
        return

    assert on <= lived_rule.start
    assert due_days(lived_rule, on, lived_rule.start) == [lived_rule.start]
    assert lived(lived_rule, lived_rule.start, week_starts_on) == lived_rule
    assert next_due_days(rule, after=on, week_starts_on=week_starts_on, count=1) == [lived_rule.start]


def test_every_second_week_counts_from_the_week_it_began_in() -> None:
    rule = activated(Rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SA"), on=date(2026, 11, 18), week_starts_on=MONDAY)

    assert isinstance(rule, Rule)
    assert rule.start == date(2026, 11, 21)
    assert due_days(rule, date(2026, 11, 1), date(2026, 12, 15)) == [
        *(date(2026, 11, 21), date(2026, 11, 30), date(2026, 12, 5), date(2026, 12, 14)),
    ]


def test_the_first_day_of_the_week_is_stamped_only_where_it_matters() -> None:
    stamped = {
        rrule: activated(Rule(rrule), on=A_SUNDAY, week_starts_on=SUNDAY)
        for rrule in ("FREQ=WEEKLY;BYDAY=SU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", "FREQ=MONTHLY;INTERVAL=2;BYDAY=1SU")
    }

    assert [rule.rrule for rule in stamped.values() if isinstance(rule, Rule)] == [
        "FREQ=WEEKLY;BYDAY=SU",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;WKST=SU",
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=1SU",
    ]


@pytest.mark.parametrize("week_starts_on", range(7))
def test_a_week_start_that_a_rule_names_itself_is_kept(week_starts_on: int) -> None:
    from_monday = parse("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TU;WKST=MO", today=A_SUNDAY)
    from_sunday = parse("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TU;WKST=SU", today=A_SUNDAY)

    days = [
        [day.day for day in next_due_days(rule, after=A_SUNDAY, count=3, week_starts_on=week_starts_on)]
        for rule in (from_monday, from_sunday)
    ]

    assert days == [[22, 1, 6], [22, 24, 6]]


def test_quotas_and_one_offs_are_activated_as_they_are() -> None:
    for cadence in (Quota(3, "week"), Once(date(2020, 1, 1), days=2)):
        assert activated(cadence, on=A_SUNDAY, week_starts_on=SUNDAY) is cadence


def test_a_position_in_the_week_counts_the_whole_first_week() -> None:
    rule = activated(Rule("FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2"), on=date(2026, 11, 24), week_starts_on=MONDAY)

    assert isinstance(rule, Rule)
    assert due_days(rule, date(2026, 11, 1), date(2026, 12, 8)) == [date(2026, 11, 25), date(2026, 12, 2)]


def test_a_rule_without_its_days_written_out_has_those_of_its_start() -> None:
    rule = Rule("FREQ=MONTHLY;INTERVAL=2", start=date(2026, 1, 31))

    assert due_days(rule, date(2026, 2, 1), date(2026, 8, 1)) == [
        *(date(2026, 3, 31), date(2026, 5, 31), date(2026, 7, 31)),
    ]


def test_a_rule_that_was_never_activated_has_no_days_to_ask_for() -> None:
    with pytest.raises(ValueError, match="activated"):
        due_days(Rule("FREQ=DAILY"), A_SUNDAY, A_SUNDAY)


@pytest.mark.parametrize(
    "rrule",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYDAY=6SA",
        "FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=5SU",
        "FREQ=YEARLY;BYMONTH=6;BYWEEKNO=53",
        "FREQ=WEEKLY;BYDAY=SA;BYSETPOS=2",
    ],
)
def test_a_rule_that_never_comes_is_refused_at_once(rrule: str) -> None:
    begun = process_time()

    with pytest.raises(UsageError, match="never comes"):
        activated(Rule(rrule), on=A_SUNDAY)
    with pytest.raises(UsageError, match="never comes"):
        parse(rrule, today=A_SUNDAY)

    assert process_time() - begun < 1


@pytest.mark.parametrize(
    ("rrule", "first"),
    [
        ("FREQ=DAILY;BYMONTH=12", "2026-12-03"),
        ("FREQ=DAILY;INTERVAL=2;BYMONTH=1,12", "2026-12-03"),
        ("FREQ=DAILY;BYMONTH=1", "2027-01-01"),
        ("FREQ=DAILY;BYMONTH=12;BYMONTHDAY=2,24", "2026-12-24"),
        ("FREQ=DAILY;BYMONTH=12;BYDAY=SA", "2026-12-05"),
    ],
)
def test_a_rule_that_is_daily_in_some_months_starts_in_the_middle_of_one_too(rrule: str, first: str) -> None:
    rule = activated(Rule(rrule), on=date(2026, 12, 3))

    assert isinstance(rule, Rule)
    assert str(rule.start) == first


def test_a_start_in_the_past_keeps_its_phase_and_its_count() -> None:
    on = date(2026, 11, 30)
    fortnightly = activated(parse("every 14 days from 2026-11-14, 4 times", today=on), on=on)
    since_then = activated(parse("every 14 days from 2026-11-14, 4 times", today=on), on=date(2026, 11, 14))

    assert fortnightly == since_then
    assert [str(day) for day in next_due_days(fortnightly, after=on)] == ["2026-12-12", "2026-12-26"]


@pytest.mark.parametrize("end", ["until 2026-11-28", "3 times in all"])
def test_a_rule_whose_end_has_gone_by_is_refused(end: str) -> None:
    on = date(2026, 12, 13)

    with pytest.raises(UsageError, match=r"That ended on Saturday \d+ .* 2026; none of its days is ahead"):
        activated(parse(f"every 14 days from 2026-11-14 {end}", today=on), on=on)


def test_a_rule_that_ended_before_it_began_is_refused() -> None:
    with pytest.raises(
        UsageError, match="ends on Wednesday 25 November 2026, before its first day, Friday 27 November 2026"
    ):
        activated(Rule("FREQ=WEEKLY;BYDAY=FR;UNTIL=20261125"), on=A_SUNDAY)


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("every 2 weeks on sat", ["2026-11-28", "2026-12-12", "2026-12-26", "2027-01-09", "2027-01-23"]),
        ("every month on the 31st", ["2026-12-31", "2027-01-31", "2027-03-31", "2027-05-31", "2027-07-31"]),
        ("every month on the last weekday", ["2026-11-30", "2026-12-31", "2027-01-29", "2027-02-26", "2027-03-31"]),
        ("every year on 29 feb", ["2028-02-29", "2032-02-29", "2036-02-29", "2040-02-29", "2044-02-29"]),
        ("every 7 years on 29 feb", ["2028-02-29", "2056-02-29", "2084-02-29", "2112-02-29", "2140-02-29"]),
        ("FREQ=WEEKLY;BYMONTH=10;BYDAY=SA;UNTIL=20271012", ["2027-10-02", "2027-10-09"]),
        ("FREQ=DAILY;COUNT=2", ["2026-11-22", "2026-11-23"]),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;COUNT=2", ["2044-02-29", "2072-02-29"]),
        ("FREQ=DAILY;UNTIL=20261123", ["2026-11-22", "2026-11-23"]),
        ("on 2026-11-21 for 3 days", ["2026-11-22", "2026-11-23"]),
        ("3 times a week", []),
    ],
)
def test_a_preview_shows_the_next_days(said: str, days: list[str]) -> None:
    assert [str(day) for day in next_due_days(parse(said, today=A_SUNDAY), after=A_SUNDAY)] == days


def test_the_preview_of_a_lived_rule_keeps_its_phase() -> None:
    rule = Rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", start=date(2026, 11, 21))

    assert next_due_days(rule, after=A_SUNDAY, count=2) == [date(2026, 12, 5), date(2026, 12, 19)]


@given(RULES.map(lambda rule: rule.rrule), ENDS, st.integers(-400, 4_000), st.integers(0, 7))
@example("FREQ=DAILY;BYSETPOS=1,1;BYMONTHDAY=30,-1;BYMONTH=2,11,1", ";COUNT=9999", 0, 5)
@example("FREQ=DAILY", ";COUNT=7", 7, 5)
@example("FREQ=DAILY", ";COUNT=7", 5, 5)
def test_the_next_days_of_a_rule_are_the_first_of_all_that_come(text: str, end: str, later: int, count: int) -> None:
    try:
        rule = activated(Rule(normalised(text + end)), on=A_SUNDAY)
    except UsageError:  # it ends before its first day
        reject()
    assert isinstance(rule, Rule)
    after = A_SUNDAY + timedelta(days=later)
    horizon = date(2060, 1, 1)

    following = next_due_days(rule, after=after, count=count)

    assert [day for day in following if day <= horizon] == due_days(rule, after, horizon)[: len(following)][:count]


def test_the_next_days_of_a_long_rule_cost_what_is_past_and_not_what_its_count_says() -> None:
    text = "FREQ=DAILY;BYSETPOS=1,1;BYMONTHDAY=30,-1;BYMONTH=2,11,1;COUNT={}"
    few, many = (activated(Rule(text.format(count)), on=A_SUNDAY) for count in (20, 9_999))
    costs = []
    for rule in (few, many):
        began = process_time()
        for _ in range(20):
            next_due_days(rule, after=A_SUNDAY)
        costs.append(process_time() - began)

    assert costs[1] < 10 * costs[0]


@pytest.mark.parametrize("rrule", ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=YEARLY"])
def test_the_ends_of_the_calendar_break_nothing(rrule: str) -> None:
    rule = Rule(rrule, start=date(9999, 11, 1))

    assert due_days(rule, date.min, date(9999, 10, 31)) == []
    assert due_days(rule, date.min, date.max) == due_days(rule, date(9999, 11, 1), date.max)


@pytest.mark.parametrize(
    ("said", "planned"),
    [
        ("every day", 7),
        ("every 2 days", 3.5),
        ("every mon, wed and fri", 3),
        ("every 2 weeks on mon, wed and fri", 1.5),
        ("every month on the 1st sat and the 3rd sat", 24 / 52),
        ("every 3 months on the 15th", 12 / 156),
        ("3 times a week", 3),
        ("13 times a month", 3),
        ("12 times a month", 144 / 52),
        ("on 2026-12-24 for 3 days", 0),
        ("every year on 14 feb", 7 * 4 / 1461),
        ("every 2 years on 14 feb", 7 * 2 / 1461),
        ("FREQ=DAILY;BYMONTH=1,2", 7 * (4 * 59 + 1) / 1461),
    ],
)
def test_how_often_it_is_planned_is_exact_where_it_can_be(said: str, planned: float) -> None:
    cadence: Cadence = parse(said, today=A_SUNDAY)

    assert planned_per_week(cadence) == planned
    assert planned_per_week(activated(cadence, on=A_SUNDAY, week_starts_on=SUNDAY)) == planned


def test_an_old_rule_costs_no_more_than_a_young_one() -> None:
    young = Rule("FREQ=MONTHLY;BYDAY=1SA", start=date(2026, 1, 3))
    old = Rule("FREQ=MONTHLY;BYDAY=1SA", start=date(1026, 1, 7))

    def cost(rule: Rule) -> float:
        begun = process_time()
        for _ in range(20):
            due_days(rule, date(2026, 11, 1), date(2026, 11, 30))
        return process_time() - begun

    cost(young)
    assert min(cost(old) for _ in range(3)) < 10 * min(cost(young) for _ in range(3))
