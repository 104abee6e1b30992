"""Any cadence a couple lives by: words, months' ends and leap days, changes, two machines, nights and journeys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import permutations, product
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from rituals.content.loader import catalogue
from rituals.core import events as e
from rituals.core.cadence.expansion import activated, due_days
from rituals.core.cadence.rrule import normalised, parts_of
from rituals.core.cadence.words import parse, start_ahead, words, words_to_type
from rituals.core.events import AnyEvent
from rituals.core.events.recorded import Recorded
from rituals.core.model import EACH, TOGETHER, Cadence, Once, Ritual, RitualId, Rule
from rituals.core.nudges.reminders import PlannerInput, reminders
from rituals.core.nudges.settings import NudgeSettings
from rituals.core.occurrences import planned
from rituals.core.occurrences.coming import coming as coming_as_of
from rituals.core.occurrences.matching import OccurrenceResult, Outcome, results_between
from rituals.core.occurrences.planned import occurrences
from rituals.core.occurrences.sign import Sign
from rituals.core.rituals import commands
from rituals.core.rituals.board import board
from rituals.core.rituals.week import week_ahead
from rituals.core.state.couple_state import State
from rituals.errors import RuleError, UsageError
from rituals.service.couple import CoupleService
from tests.kit import worlds
from tests.kit.cadences import DAYS, RULES, WEEK_STARTS
from tests.kit.fakes import FakeClock, MemoryLog, make_rituals
from tests.kit.histories import (
    ANA,
    BEGUN,
    BEN,
    DAILY,
    TUESDAY_AND_SUNDAY,
    WALK,
    Couple,
    march,
    on_march,
    record,
    streak,
)

MONDAY, SUNDAY = 0, 6
ENDS = st.sampled_from(["", ";COUNT=1", ";COUNT=7", ";UNTIL=20300606"])
A_WEDNESDAY = date(2026, 11, 25)
KEPT, OPEN, QUIET = Outcome.KEPT, Outcome.OPEN, Outcome.QUIET


class Traveller(FakeClock):
    """A clock that is carried from zone to zone while time goes on."""

    def fly(self, zone: str, **elapsed: float) -> None:
        self._zone = ZoneInfo(zone)
        self.pass_time(**elapsed)


def taken_up(service: CoupleService, said: str, *, who: str = TOGETHER, minutes: int = 0) -> RitualId:
    """A ritual taken up in words on the day that it is."""
    cadence = parse(said, today=service.today(), zone=service.zone())
    return service.add(e.RitualAdded(WALK, service.day_for(cadence), "Walk", cadence, who, minutes=minutes))


def walk(service: CoupleService) -> Ritual:
    return service.state.rituals[WALK]


def outcomes(service: CoupleService, since: date, until: date) -> dict[date, Outcome]:
    found = results_between(service.state, walk(service), since, until, service.today())
    return {one.occurrence.day: one.outcome for one in found}


def coming(service: CoupleService, count: int = 5) -> list[str]:
    """The next days as "Sat 28 Nov"."""
    days = coming_as_of(service.state, walk(service), service.today(), count=count).days
    return [f"{day:%a} {day.day} {day:%b}" for day in days]


# words and data


@given(RULES, DAYS, st.integers(1, 200) | DAYS)
def test_a_rule_that_ends_is_said_and_read_too(rule: Rule, today: date, end: int | date) -> None:
    ending = f"COUNT={end}" if isinstance(end, int) else f"UNTIL={end:%Y%m%d}"
    rule_without_end = rule.rrule
    rule = Rule(normalised(f"{rule.rrule};{ending}"), at=rule.at)

    try:
        read = parse(words(rule), today=today)
    except UsageError as problem:
        assert "never comes" in str(problem)  # noqa: PT017 - such rules are refused
        return
    assert read == rule
    assert words(rule).startswith("FREQ") == words(Rule(rule_without_end)).startswith("FREQ")


@given(RULES, DAYS, DAYS, WEEK_STARTS, ENDS)
def test_a_first_day_that_lies_ahead_is_said_and_read_and_kept(
    rule: Rule, today: date, first: date, week_starts_on: int, end: str
) -> None:
    rule = Rule(normalised(f"{rule.rrule}{end}"), at=rule.at)
    try:
        chosen = parse(f"{words(rule)} from {first}", today=today)
        begun = activated(chosen, on=today, week_starts_on=week_starts_on)
    except UsageError as problem:
        assert "never comes" in str(problem) or "Give it a later end" in str(problem)  # noqa: PT017
        return

    assert isinstance(chosen, Rule)
    assert chosen.start is not None
    assert chosen.start >= first
    assert isinstance(begun, Rule)
    if parts_of(rule.rrule).week_start_matters:
        return
    assert (begun.start, begun.at) == (chosen.start, rule.at)
    said = words_to_type(begun, today)
    assert activated(parse(said, today=today), on=today, week_starts_on=week_starts_on) == begun or not start_ahead(
        begun, today
    )


@pytest.mark.parametrize("rrule", sorted({entry.rrule for entry in catalogue().ritual}))
def test_every_rule_of_the_catalogue_has_the_days_that_dateutil_gives_it(rrule: str) -> None:
    for on, week_starts_on in product((BEGUN, date(2024, 2, 29), date(2026, 12, 31), A_WEDNESDAY), range(7)):
        rule = activated(Rule(rrule), on=on, week_starts_on=week_starts_on)
        assert isinstance(rule, Rule)
        assert rule.start is not None
        ten_years = on.replace(year=on.year + 10, day=min(on.day, 28))
        begun = datetime.combine(rule.start, time())
        given_by_dateutil = rrulestr(rule.rrule, dtstart=begun).between(
            begun, datetime.combine(ten_years, time()), inc=True
        )

        assert due_days(rule, on, ten_years) == [instant.date() for instant in given_by_dateutil]


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("every month on the last weekday", ["Mon 30 Nov", "Thu 31 Dec", "Fri 29 Jan", "Fri 26 Feb", "Wed 31 Mar"]),
        ("every 4 days", ["Wed 25 Nov", "Sun 29 Nov", "Thu 3 Dec", "Mon 7 Dec", "Fri 11 Dec"]),
        ("every 2 weeks on sat and sun", ["Sat 28 Nov", "Sun 29 Nov", "Sat 12 Dec", "Sun 13 Dec", "Sat 26 Dec"]),
        ("every other weekend", ["Sat 28 Nov", "Sun 29 Nov", "Sat 12 Dec", "Sun 13 Dec", "Sat 26 Dec"]),
        ("every month on the 29th", ["Sun 29 Nov", "Tue 29 Dec", "Fri 29 Jan", "Mon 29 Mar", "Thu 29 Apr"]),
        ("every month on the 31st", ["Thu 31 Dec", "Sun 31 Jan", "Wed 31 Mar", "Mon 31 May", "Sat 31 Jul"]),
        ("every month on the last day", ["Mon 30 Nov", "Thu 31 Dec", "Sun 31 Jan", "Sun 28 Feb", "Wed 31 Mar"]),
        ("every year on 29 feb", ["Tue 29 Feb", "Sun 29 Feb"]),
        ("every year on the last day of feb", ["Sun 28 Feb", "Tue 29 Feb", "Wed 28 Feb", "Thu 28 Feb", "Fri 28 Feb"]),
        ("every 3 months on the 1st sun", ["Sun 6 Dec", "Sun 7 Mar", "Sun 6 Jun", "Sun 5 Sep", "Sun 5 Dec"]),
    ],
)
@pytest.mark.parametrize("week_starts_on", [MONDAY, SUNDAY])
def test_unusual_days_come_as_they_are_said(said: str, days: list[str], week_starts_on: int) -> None:
    service = make_rituals(FakeClock("2026-11-25 12:00"))
    service.edit_household(e.HouseholdEdited(week_starts_on=week_starts_on))

    taken_up(service, said)

    assert coming(service, len(days)) == days
    assert words(walk(service).cadence) == words(parse(said, today=A_WEDNESDAY))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("in 3 days", "on 2026-11-28"),
        ("in two weeks at 7pm", "on 2026-12-09 at 19:00"),
        ("in a week for 2 days", "on 2026-12-02 for 2 days"),
        ("once in 2 weeks", "every 2 weeks on wed"),
        ("on the 1st in every month", "every month on the 1st"),
    ],
)
def test_in_some_days_is_one_day_and_once_in_some_weeks_is_a_beat(said: str, meant: str) -> None:
    assert words(parse(said, today=A_WEDNESDAY)) == meant


@pytest.mark.parametrize("on", range(7))
@pytest.mark.parametrize("week_starts_on", range(7))
def test_every_second_weekend_is_never_torn_apart(on: int, week_starts_on: int) -> None:
    begun = date(2026, 11, 23) + timedelta(days=on)
    rule = activated(parse("every 2 weeks on sat and sun", today=begun), on=begun, week_starts_on=week_starts_on)
    assert isinstance(rule, Rule)

    days = due_days(rule, begun + timedelta(days=7), begun + timedelta(days=100))

    saturdays = [day for day in days if day.weekday() == 5]
    assert len(saturdays) > 5
    assert {day + timedelta(days=1) for day in saturdays} >= {day for day in days[1:] if day.weekday() == 6}


def test_an_edit_that_leaves_every_second_weekend_alone_keeps_its_weekends() -> None:
    clock = FakeClock("2026-11-25 12:00")
    service = make_rituals(clock)
    service.edit_household(e.HouseholdEdited(week_starts_on=SUNDAY))
    taken_up(service, "every 2 weeks on sat and sun")
    clock.set("2026-12-02 12:00")

    service.edit(WALK, e.RitualEdited(WALK), cadence=parse("every other weekend at 10:00", today=service.today()))

    assert coming(service, 3) == ["Sat 12 Dec", "Sun 13 Dec", "Sat 26 Dec"]


EVERY_SECOND_WEEK = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU"


@pytest.mark.parametrize(
    ("taken_up_as", "changed_to", "kept_as"),
    [
        (f"{EVERY_SECOND_WEEK};WKST=MO", "every 2 weeks on tue and sun at 20:00", EVERY_SECOND_WEEK),
        (f"{EVERY_SECOND_WEEK};WKST=WE", "every 2 weeks on tue and sun at 20:00", f"{EVERY_SECOND_WEEK};WKST=WE"),
        (f"{EVERY_SECOND_WEEK};WKST=WE", f"{EVERY_SECOND_WEEK};WKST=MO", EVERY_SECOND_WEEK),
        (f"{EVERY_SECOND_WEEK};WKST=WE", f"{EVERY_SECOND_WEEK};WKST=SU", f"{EVERY_SECOND_WEEK};WKST=SU"),
        ("every 2 weeks on tue and sun", "every 2 weeks on tue and sun at 20:00", f"{EVERY_SECOND_WEEK};WKST=SU"),
    ],
)
def test_the_couples_week_start_is_only_for_rules_that_name_none(
    taken_up_as: str, changed_to: str, kept_as: str
) -> None:
    service = make_rituals(FakeClock("2026-11-25 12:00"))
    service.edit_household(e.HouseholdEdited(week_starts_on=SUNDAY))
    taken_up(service, taken_up_as)

    service.edit(WALK, e.RitualEdited(WALK), cadence=parse(changed_to, today=A_WEDNESDAY))

    cadence = walk(service).cadence
    assert isinstance(cadence, Rule)
    assert cadence.rrule == kept_as


@pytest.mark.parametrize(
    ("changed_to", "days"),
    [
        ("every 14 days at 20:00", ["Fri 29 Jan", "Fri 12 Feb"]),
        ("every 14 days from 2027-01-29 at 20:00", ["Fri 29 Jan", "Fri 12 Feb"]),
        ("every 14 days from today", ["Wed 25 Nov", "Wed 9 Dec"]),
        ("every 14 days from 2027-01-30", ["Sat 30 Jan", "Sat 13 Feb"]),
        ("every 7 days", ["Wed 25 Nov", "Wed 2 Dec"]),
    ],
)
def test_an_edit_that_leaves_the_rule_alone_keeps_its_first_day(changed_to: str, days: list[str]) -> None:
    service = make_rituals(FakeClock("2026-11-25 12:00"))
    taken_up(service, "every 14 days from 2027-01-29")

    service.edit(WALK, e.RitualEdited(WALK), cadence=parse(changed_to, today=A_WEDNESDAY))

    assert coming(service, 2) == days


def test_another_time_of_day_leaves_the_last_day_that_was_pasted_as_it_is() -> None:
    service = make_rituals(FakeClock("2026-11-25 12:00"))
    taken_up(service, "FREQ=DAILY;UNTIL=20261127T151459 at 16:15")
    service.edit(WALK, e.RitualEdited(WALK), cadence=parse(f"{words(walk(service).cadence)[:-5]}15:00", today=BEGUN))

    assert words(walk(service).cadence) == "every day until 2026-11-26 at 15:00"
    assert coming(service) == ["Wed 25 Nov", "Thu 26 Nov"]


def test_a_start_in_the_past_keeps_its_beat_and_is_planned_from_the_day_of_adding() -> None:
    service = make_rituals(FakeClock("2026-11-25 12:00"))
    taken_up(service, "every 4 days from 2026-11-14")

    assert coming(service, 2) == ["Thu 26 Nov", "Mon 30 Nov"]
    assert outcomes(service, date(2026, 11, 1), date(2026, 11, 26)) == {date(2026, 11, 26): OPEN}


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("on 29 feb", "2028-02-29"),
        ("every year on 30 feb", "every month on the 1st sat"),
        ("every hour", "every fri at 19:30"),
        ("FREQ=MINUTELY", "every fri at 19:30"),
    ],
)
def test_what_is_refused_is_answered_with_words_that_do(said: str, instead: str) -> None:
    with pytest.raises(UsageError) as problem:
        parse(said, today=A_WEDNESDAY)

    assert instead in str(problem.value)
    parse(instead if instead.startswith("every") else f"on {instead}", today=A_WEDNESDAY)


# changes, names, and away and back


@settings(max_examples=300)
@given(worlds.lives(), st.sampled_from(["change", "change", "rename", "put away"]), worlds.cadences, st.data())
def test_what_is_decided_stays_as_it_was_whatever_is_changed_later(
    life: list[Recorded], deed: str, cadence: Cadence, data: st.DataObject
) -> None:
    ticked = [one.event.day for one in life if isinstance(one.event, e.RitualTicked)]
    today = data.draw(st.sampled_from(ticked) if ticked else worlds.days, "today")
    state = State(said_by(life, today))
    before = decided(state, today)
    streak_before = streak(state, state.rituals[WALK], today)

    try:
        changes = done_to(state, deed, today, cadence)
    except (RuleError, UsageError):
        return
    state.add(record(event, lamport=900, number=900 + place) for place, event in enumerate(changes))
    later = today + timedelta(days=data.draw(st.integers(0, 60), "days later"))

    assert before.items() <= decided(state, later).items()
    assert streak(state, state.rituals[WALK], today).best >= streak_before.best


def said_by(life: Sequence[Recorded], today: date) -> list[Recorded]:
    """What of a life had been said by a day, as far as the service would have let it: no move that takes no hold or
    leaves the days of its own cadence, and no tick of what is put away."""
    said = [one for one in life if getattr(one.event, "on", today) <= today]
    ritual = State(said).rituals[WALK]
    planned_days = occurrences(ritual, worlds.FIRST, worlds.FIRST + timedelta(days=200), MONDAY)
    in_force = {(one.key, one.day) for one in planned_days if one.day >= one.span.since}
    last = min(today, ritual.archived_on - timedelta(days=1)) if ritual.archived_on else today
    return [
        one
        for one in said
        if not (isinstance(one.event, e.RitualTicked) and one.event.day > last)
        and not (isinstance(one.event, e.OccurrenceMoved) and (one.event.day, one.event.to) not in in_force)
    ]


def decided(state: State, today: date) -> dict[tuple[bool, date], tuple[Outcome, tuple[date, ...]]]:
    """How everything went that is kept or closed by a day."""
    everything = results_between(state, state.rituals[WALK], worlds.FIRST, today + timedelta(days=2), today)
    closed = (one for one in everything if one.outcome is KEPT or (one.outcome is not OPEN and _is_over(one, today)))
    return {(one.occurrence.is_quota, one.occurrence.key): (one.outcome, one.ticked_on[:1]) for one in closed}


def _is_over(one: OccurrenceResult, today: date) -> bool:
    return one.occurrence.last + timedelta(days=0 if one.occurrence.is_quota else 2) < today


def done_to(state: State, deed: str, today: date, cadence: Cadence) -> Sequence[AnyEvent]:
    """A change as it is decided, or the way back for what is put away."""
    ritual = state.rituals[WALK]
    if ritual.is_archived:
        return commands.restore_ritual(state, ritual, today=today)
    match deed:
        case "put away":
            return commands.archive_ritual(state, ritual, today=today, by=ANA)
        case "rename":
            return commands.edit_ritual(state, ritual, e.RitualEdited(WALK, name="Stroll on"), today=today)
        case _:
            return commands.edit_ritual(state, ritual, e.RitualEdited(WALK), today=today, cadence=cadence)


def test_a_tick_of_today_that_made_up_for_yesterday_still_does_after_a_change() -> None:
    clock = FakeClock("2026-11-20 12:00")
    service = make_rituals(clock)
    taken_up(service, "every fri")
    clock.set("2026-11-28 20:00")  # a Saturday
    service.tick(WALK)

    service.edit(WALK, e.RitualEdited(WALK), cadence=parse("every day", today=service.today()))

    assert outcomes(service, date(2026, 11, 27), date(2026, 11, 29)) == {
        date(2026, 11, 27): KEPT,
        date(2026, 11, 29): OPEN,
    }


def test_a_week_that_was_met_on_its_first_day_is_still_there_when_the_ritual_is_put_away_that_day() -> None:
    service = make_rituals(FakeClock("2026-11-23 20:00"))
    taken_up(service, "once a week")
    service.tick(WALK)

    service.archive(WALK)

    assert outcomes(service, date(2026, 11, 23), date(2026, 11, 29)) == {date(2026, 11, 23): KEPT}


@pytest.mark.parametrize("deed", ["archive", "change"])
def test_what_was_brought_forward_and_kept_stays_kept_when_it_ends_before_its_first_day(deed: str) -> None:
    us = Couple()
    us.keep(Rule("FREQ=WEEKLY;BYDAY=FR"))
    us.move(march(27), march(16))
    us.tick(march(16))

    if deed == "archive":
        us.archive(march(21))
    else:
        us.change(Rule("FREQ=WEEKLY;BYDAY=TU"), since=march(21))

    assert us.outcome(march(16)) is KEPT
    assert march(27) not in us.outcomes(march(1), march(31))


def test_what_was_moved_stays_where_it_is_when_a_new_cadence_falls_on_that_day() -> None:
    us = Couple()
    us.keep(Rule("FREQ=DAILY;INTERVAL=2"), since=march(2))
    us.move(march(2), march(5))
    us.tick(march(2))
    before = us.outcomes(march(1), march(4))

    us.change(DAILY, since=march(5))

    assert us.outcomes(march(1), march(4)) == before == {march(4): KEPT}
    assert list(us.outcomes(march(5), march(6))) == [march(5), march(6)]


def test_what_was_brought_forward_and_went_quiet_stays_so_though_the_new_cadence_has_its_first_day() -> None:
    us = Couple()
    us.keep(TUESDAY_AND_SUNDAY)
    us.move(march(22), march(19))
    before = us.outcomes(march(1), march(19), march(22))

    us.change(DAILY, since=march(22))

    assert us.outcomes(march(1), march(19), march(22)) == before
    assert before[march(19)] is QUIET


def test_days_in_a_row_that_were_brought_forward_leave_the_days_they_came_from_to_the_new_cadence() -> None:
    us = Couple()
    us.keep(Once(march(20), 3))
    us.move(march(22), march(23))
    us.move(march(20), march(1))
    us.change(Rule("FREQ=DAILY;INTERVAL=2"), since=march(4))

    days = (1, 4, 6, 8, 10, 12, 14, 16, 18, 23, 24, 26)
    assert tuple(us.outcomes(march(1), march(26))) == on_march(*days)


def test_days_in_a_row_that_were_brought_forward_stay_as_many_when_they_end_before_their_last_day() -> None:
    us = Couple()
    us.keep(Once(march(20), 2))
    us.move(march(20), march(17))
    us.tick(march(20))
    before = us.kept_on(march(1), march(20))

    us.change(DAILY, since=march(21))

    assert us.kept_on(march(1), march(20)) == before == {march(17): on_march(20)}


@pytest.mark.parametrize(
    ("begun", "said", "changed_on", "now", "days"),
    [
        ("2027-01-31", "every month on the 31st", "2027-02-28", "every month on the last day", ["28 Feb", "31 Mar"]),
        ("2028-02-20", "every day", "2028-02-29", "every year on 29 feb", ["29 Feb", "29 Feb"]),
        ("2026-12-01", "every fri", "2026-12-31", "every 2 weeks on fri", ["1 Jan", "15 Jan"]),
        ("2026-12-01", "every week on fri", "2027-01-01", "every month on the 1st", ["1 Jan", "1 Feb"]),
    ],
)
def test_a_change_at_the_end_of_a_month_or_a_year_begins_with_its_first_day(
    begun: str, said: str, changed_on: str, now: str, days: list[str]
) -> None:
    clock = FakeClock(f"{begun} 12:00")
    service = make_rituals(clock)
    taken_up(service, said)
    until = date.fromisoformat(changed_on) - timedelta(days=1)
    before = list(outcomes(service, date.fromisoformat(begun), until))
    clock.set(f"{changed_on} 12:00")

    service.edit(WALK, e.RitualEdited(WALK), cadence=parse(now, today=service.today()))

    assert [day.partition(" ")[2] for day in coming(service, 2)] == days
    assert list(outcomes(service, date.fromisoformat(begun), until)) == before


@pytest.mark.parametrize("week_starts_on", [MONDAY, SUNDAY])
@pytest.mark.parametrize("back_after_days", [0, 1, 7, 10])
def test_a_fortnight_keeps_its_beat_through_being_put_away_in_the_week_between(
    week_starts_on: int, back_after_days: int
) -> None:
    clock = FakeClock("2026-11-21 12:00")
    service = make_rituals(clock)
    service.edit_household(e.HouseholdEdited(week_starts_on=week_starts_on))
    taken_up(service, "every 2 weeks on sat")
    service.tick(WALK)
    clock.set("2026-11-25 12:00")  # in the week between

    service.archive(WALK)
    clock.pass_time(days=back_after_days)
    service.restore(WALK)

    assert coming(service, 3) == ["Sat 5 Dec", "Sat 19 Dec", "Sat 2 Jan"]
    assert outcomes(service, date(2026, 11, 15), date(2026, 11, 24)) == {date(2026, 11, 21): KEPT}


@pytest.mark.parametrize(
    ("week_starts_on", "first_two"),
    [(MONDAY, ["Sun 29 Nov", "Mon 7 Dec"]), (SUNDAY, ["Sun 29 Nov", "Mon 30 Nov"])],
)
def test_a_fortnight_changed_in_its_off_week_begins_anew_with_the_couples_week(
    week_starts_on: int, first_two: list[str]
) -> None:
    clock = FakeClock("2026-11-17 12:00")
    service = make_rituals(clock)
    service.edit_household(e.HouseholdEdited(week_starts_on=week_starts_on))
    taken_up(service, "every 2 weeks on tue")
    service.tick(WALK)
    clock.set("2026-11-25 12:00")  # the week between; the next would be 1 December

    service.edit(WALK, e.RitualEdited(WALK), cadence=parse("every 2 weeks on mon and sun", today=service.today()))

    assert coming(service, 2) == first_two
    assert outcomes(service, date(2026, 11, 15), date(2026, 11, 26)) == {date(2026, 11, 17): KEPT}


def test_another_name_keeps_id_history_and_beat() -> None:
    clock = FakeClock("2026-11-21 12:00")
    service = make_rituals(clock)
    taken_up(service, "every 2 weeks on sat")
    service.tick(WALK)
    clock.set("2026-11-25 12:00")

    service.edit(WALK, e.RitualEdited(WALK, name="Stroll"))

    assert (walk(service).name, coming(service, 1)) == ("Stroll", ["Sat 5 Dec"])
    assert streak(service.state, walk(service), service.today()).current == 1


# each


def two_devices(who: str) -> tuple[Couple, Couple]:
    """One couple's laptop and phone, which both know of the people and the ritual."""
    laptop, phone = Couple(), Couple(device="phone")
    laptop.keep(Rule("FREQ=DAILY"), who=who)
    phone.records, phone.state = list(laptop.records), State(laptop.records)
    return laptop, phone


def test_on_one_laptop_one_partners_tick_leaves_each_open_for_the_other() -> None:
    clock = FakeClock("2026-11-22 19:00")
    service = make_rituals(clock)
    ben = service.join("Ben").id
    ana = service.couple[0].id
    taken_up(service, "every day", who=EACH)

    service.tick(WALK, by=[ana])
    half = service.board().rows[0].sign
    service.seat(ben)
    service.tick(WALK)

    assert half is Sign.HALF
    assert service.board().rows[0].sign is Sign.KEPT


def test_in_a_merge_of_two_logs_each_is_kept_by_both_or_by_neither_in_any_order_of_arrival() -> None:
    laptop, phone = two_devices(EACH)
    laptop.tick(march(3), march(4), by=ANA)
    phone.tick(march(4), by=BEN)
    phone.tick(march(5), by=BEN)
    common = len(laptop.records) - 2
    apart = [*laptop.records[common:], *phone.records[common:]]

    found = set()
    for order in permutations(apart):
        us = Couple()
        us.records, us.state = [], State(laptop.records[:common])
        us.hear(order)
        found.add(tuple(us.outcomes(march(3), march(5), march(5)).values()))

    assert found == {(OPEN, KEPT, OPEN)}


def test_together_in_a_merge_of_two_logs_is_one_tick() -> None:
    laptop, phone = two_devices(TOGETHER)
    laptop.tick(march(3), by=None, note="rain")
    phone.tick(march(3), by=None, note="stars")

    laptop.hear(phone.records)

    assert laptop.outcome(march(3)) is KEPT
    assert laptop.outcome(march(2), march(3)) is OPEN
    assert {tick.note for tick in laptop.state.ticks(WALK)[march(3)]} == {"rain", "stars"}


def test_each_of_a_single_person_is_theirs_alone() -> None:
    service = make_rituals(FakeClock("2026-11-22 19:00"))
    taken_up(service, "every day", who=EACH)

    service.tick(WALK)

    assert service.board().rows[0].sign is Sign.KEPT


def test_a_partner_who_joins_is_asked_from_the_next_day_and_one_who_left_until_then() -> None:
    clock, log = FakeClock("2026-11-20 19:00"), MemoryLog()
    service = make_rituals(clock, log)
    taken_up(service, "every day", who=EACH)
    for day in (20, 21):
        clock.set(f"2026-11-{day} 19:00")
        service.tick(WALK)
    ana, ben = service.couple[0].id, service.join("Ben").id
    clock.set("2026-11-22 12:00")
    service.tick(WALK, by=[ana])
    log.append([Recorded("left", "laptop", 99, clock.now(), e.PersonLeft(ben, date(2026, 11, 23)))])
    service.refresh()
    clock.set("2026-11-23 19:00")
    service.tick(WALK)

    assert list(outcomes(service, date(2026, 11, 20), date(2026, 11, 23)).values()) == [KEPT, KEPT, OPEN, KEPT]
    assert [person.id for person in service.couple] == [ana]


# nights, journeys and clock changes


def test_a_date_night_past_midnight_belongs_to_the_evening_it_began() -> None:
    clock = FakeClock("2026-11-20 12:00")
    service = make_rituals(clock)
    taken_up(service, "every fri at 22:00", minutes=240)

    clock.set("2026-11-21 01:30")
    service.tick(WALK)

    assert list(service.state.ticks(WALK)) == [date(2026, 11, 20)]
    week = week_ahead(service.state, date(2026, 11, 20), service.local())
    assert [one.minutes for one in week.days] == [240, 0, 0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("ticked", "day"), [("2026-11-25 00:31", 25), ("2026-11-25 23:59", 25), ("2026-11-26 00:10", 26)]
)
def test_a_ritual_at_half_past_midnight_owns_its_date_from_midnight_on(ticked: str, day: int) -> None:
    clock = FakeClock("2026-11-24 12:00")
    service = make_rituals(clock)
    taken_up(service, "every day at 00:30")

    clock.set(ticked)
    service.tick(WALK)

    assert list(service.state.ticks(WALK)) == [date(2026, 11, day)]
    assert outcomes(service, date(2026, 11, day), date(2026, 11, day)) == {date(2026, 11, day): KEPT}


def test_a_flight_across_the_date_line_and_back_loses_nothing() -> None:
    clock = Traveller("2026-11-20 21:00", "America/Los_Angeles")
    service = make_rituals(clock)
    taken_up(service, "every day")
    service.tick(WALK)

    clock.fly("Pacific/Auckland", hours=13)
    in_auckland = service.today()
    service.board()
    service.tick(WALK)
    clock.fly("America/Los_Angeles", hours=14)
    back = service.today()
    service.board()
    week_ahead(service.state, back, service.local())
    service.tick(WALK)

    assert (in_auckland, back) == (date(2026, 11, 22), date(2026, 11, 21))
    assert sorted(service.state.ticks(WALK)) == [date(2026, 11, day) for day in (20, 21, 22)]
    assert set(outcomes(service, date(2026, 11, 20), date(2026, 11, 22)).values()) == {KEPT}


def test_a_flight_that_meets_the_same_evening_twice_ticks_it_once() -> None:
    clock = Traveller("2026-11-22 20:00", "Pacific/Auckland")
    service = make_rituals(clock)
    taken_up(service, "every sun at 19:00")
    service.tick(WALK)

    clock.fly("America/Los_Angeles", hours=20)

    assert service.local() == datetime.fromisoformat("2026-11-22 19:00")
    assert not service.tick(WALK)
    assert service.board().rows[0].is_done


def test_a_day_that_a_zone_left_out_is_made_up_for_the_day_after() -> None:
    clock = FakeClock("2011-12-29 20:00", "Pacific/Apia")
    service = make_rituals(clock)
    taken_up(service, "every day at 19:00")
    service.tick(WALK)

    clock.pass_time(hours=24)
    service.tick(WALK)

    assert service.today() == date(2011, 12, 31)
    assert outcomes(service, date(2011, 12, 29), date(2011, 12, 31)) == {
        date(2011, 12, 29): KEPT,
        date(2011, 12, 30): OPEN,
        date(2011, 12, 31): KEPT,
    }


@pytest.mark.parametrize(
    ("said", "day"), [("every day at 19:00", date(2026, 10, 24)), ("every day at 02:30", date(2026, 10, 25))]
)
def test_half_past_two_comes_twice_and_is_one_tick(said: str, day: date) -> None:
    clock = FakeClock("2026-10-24 12:00")
    service = make_rituals(clock)
    taken_up(service, said)
    clock.set("2026-10-25 02:30")

    first = service.tick(WALK)
    clock.pass_time(hours=1)
    second = service.tick(WALK)

    assert service.local() == datetime.fromisoformat("2026-10-25 02:30")
    assert (first, second) == (True, False)
    assert list(service.state.ticks(WALK)) == [day]


@pytest.mark.parametrize(
    ("begun", "told"),
    [
        ("2026-10-24 12:00", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # the first of two
        ("2027-03-27 12:00", datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),  # which the clock shows as 03:30
    ],
)
def test_a_nudge_at_half_past_two_comes_once_in_the_night_of_a_clock_change(begun: str, told: datetime) -> None:
    clock = FakeClock("2026-10-01 12:00")
    service = make_rituals(clock)
    service.begin_nudging()
    clock.set(begun)
    taken_up(service, "every day at 02:30")
    given_now = PlannerInput(service.state, service.device_state, NudgeSettings(), clock.now(), clock.zone())

    planned_now = reminders(given_now, clock.now() + timedelta(hours=20))

    assert [one.due for one in planned_now if one.due > clock.now()] == [told]


def test_in_the_night_of_the_skipped_hour_a_tick_belongs_to_its_date() -> None:
    clock = FakeClock("2027-03-27 12:00")
    service = make_rituals(clock)
    taken_up(service, "every day at 02:30")
    clock.set("2027-03-28 01:59")

    clock.pass_time(minutes=2)
    service.tick(WALK)

    assert service.local() == datetime.fromisoformat("2027-03-28 03:01")
    assert list(service.state.ticks(WALK)) == [date(2027, 3, 28)]


# only its own window


def fifty_rituals(years: int) -> State:
    """Fifty rituals of every kind, kept faithfully up to one day for so many years."""
    today = date(2026, 11, 22)
    since = today.replace(year=today.year - years)
    said = ("every day", "every 3 days", "every 2 weeks on sat", "every month on the last weekday", "3 times a week")
    records = [record(e.PersonJoined(ANA, "Ana", since), lamport=1, number=0)]
    for number in range(50):
        cadence = activated(parse(said[number % len(said)], today=since), on=since)
        name = f"ritual-{number}"
        records.append(record(e.RitualAdded(name, since, name, cadence), lamport=1, number=len(records)))
        kept = next_days_of(cadence, since, today) if isinstance(cadence, Rule) else []
        records += [
            record(e.RitualTicked(name, day), lamport=2, number=len(records) + place) for place, day in enumerate(kept)
        ]
    return State(records)


def next_days_of(rule: Rule, since: date, today: date) -> list[date]:
    """Every third of a rule's days, so that a test stays quick."""
    return due_days(rule, since, today)[::3]


@pytest.mark.parametrize("look", ["today", "week ahead"])
def test_today_and_the_week_ahead_ask_for_as_many_days_after_ten_years_as_after_one(
    look: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def counted(rule: Rule, since: date, until: date) -> list[date]:
        asked.append((until - max(since, rule.start or since)).days)
        return due_days(rule, since, until)

    monkeypatch.setattr(planned, "due_days", counted)
    now = datetime.fromisoformat("2026-11-22 19:00")
    totals = {}
    for years in (1, 10):
        asked.clear()
        state = fifty_rituals(years)
        board(state, now) if look == "today" else week_ahead(state, now.date(), now)
        totals[years] = (len(asked), max(asked), sum(asked))

    assert totals[1] == totals[10]
    assert totals[10][1] <= 100
