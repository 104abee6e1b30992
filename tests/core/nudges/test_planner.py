"""What is told when: each rule of the planner, as tables and as laws."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rituals.core.events import NudgeTold, ReturnSet, RitualAdded, RitualEdited
from rituals.core.model import Cadence, Once, Quota, Ritual, RitualId, Rule
from rituals.core.nudges.forecast import ForecastNudge, forecast_nudges
from rituals.core.nudges.planner import Plan, last_told, plan_nudge, ritual_in, told_on
from rituals.core.nudges.reminders import PlannerInput, is_eased_off
from rituals.core.nudges.settings import NudgeSettings
from rituals.core.nudges.snooze import Snooze, snoozed_until
from rituals.core.nudges.times import is_quiet
from rituals.core.nudges.words import NudgeText, NudgeWords
from rituals.core.occurrences.matching import OccurrenceResult, results_between
from rituals.core.state.couple_state import State
from rituals.errors import RuleError, UsageError
from tests.kit.fakes import FakeClock, make_rituals

WORDS = NudgeWords(plain=("{name}, about {minutes} min.", "A good day for {name}."), discreet=("A small moment.",))
DISCREET = NudgeText("rituals", "A small moment.")
DAILY = "FREQ=DAILY"


class Couple:
    """A couple whose planner is asked by hand; nudging began long before, unless said."""

    def __init__(
        self, local: str = "2026-11-22 12:00", zone: str = "Europe/Berlin", *, begun: bool = True, **chosen: object
    ) -> None:
        self.clock = FakeClock("1980-01-01 00:00", zone)
        self.service = make_rituals(self.clock)
        if begun:
            self.service.begin_nudging()
        self.settings = NudgeSettings(**chosen)  # type: ignore[arg-type]
        self.to_ask: set[date] = set()
        self.clock.set(local)

    def keeps(
        self,
        name: str,
        cadence: Cadence | str,
        at: str = "",
        *,
        remind: tuple[int, ...] | None = None,
        **fields: object,
    ) -> RitualId:
        """Take a ritual up today; a text is its rule."""
        cadence = Rule(cadence, at=time.fromisoformat(at) if at else None) if isinstance(cadence, str) else cadence
        added = RitualAdded(name, self.service.today(), name, cadence, remind=remind, **fields)  # type: ignore[arg-type]
        return self.service.add(added)

    @property
    def given(self) -> PlannerInput:
        own = self.service
        now, zone = self.clock.now(), self.clock.zone()
        return PlannerInput(own.state, own.device_state, self.settings, now, zone, frozenset(self.to_ask))

    def plan(self, watched: datetime | None = None) -> Plan:
        return plan_nudge(self.given, WORDS, watched=watched)

    def asked(self, local: str | None = None, *, watched: datetime | None = None) -> Plan:
        """What the planner decides at a wall time, put down as the loop would."""
        if local is not None:
            self.clock.set(local)
        decided = self.plan(watched)
        self.service.record_locally(lambda *_: decided.marks)
        return decided

    def tells(self, local: str | None = None) -> str:
        """The body of what is told at a wall time, and nothing if nothing is."""
        nudge = self.asked(local).nudge
        return nudge.body if nudge is not None else ""

    def wakes(self, until: str) -> Iterator[tuple[str, Plan]]:
        """Every plan with something to tell, asked only when the plan before said so, with its wall time."""
        end = datetime.fromisoformat(until).replace(tzinfo=self.clock.zone())
        while self.clock.now() <= end:
            decided = self.asked()
            if decided.nudge is not None:
                yield f"{self.service.local():%d %H:%M}", decided
            self.clock.pass_time(seconds=(decided.wake - self.clock.now()).total_seconds())

    def foresees(self, *, days: int) -> list[ForecastNudge]:
        return list(forecast_nudges(self.given, WORDS, self.clock.now() + timedelta(days=days)))

    def told_at(self, until: str) -> list[str]:
        return [at for at, _ in self.wakes(until)]


def keys(decided: Plan) -> list[str]:
    return [mark.key for mark in decided.marks if mark.shown]


# when a timed ritual is told


@pytest.mark.parametrize(
    ("minutes", "remind", "told"),
    [
        (0, None, ["22 19:30"]),
        (59, None, ["22 19:30"]),
        (60, None, ["22 18:30"]),
        (60, (0,), ["22 19:30"]),
        (10, (90, 15), ["22 18:00", "22 19:15"]),
        (10, (), []),
    ],
)
def test_a_timed_ritual_is_told_so_many_minutes_before(
    minutes: int, remind: tuple[int, ...] | None, told: list[str]
) -> None:
    couple = Couple()
    couple.keeps("Walk", DAILY, "19:30", minutes=minutes, remind=remind)

    assert couple.told_at("2026-11-22 23:00") == told


def test_its_identity_is_ritual_wall_time_and_reminder() -> None:
    couple = Couple()
    couple.keeps("Walk", DAILY, "19:30", remind=(15,))

    decided = couple.asked("2026-11-22 19:15")

    assert keys(decided) == ["Walk@2026-11-22T19:30-15"]
    assert ritual_in("Walk@2026-11-22T19:30-15") == "Walk"
    assert ritual_in("digest@2026-11-22") is None


def test_what_was_told_is_not_told_again_but_a_moved_occurrence_is() -> None:
    couple = Couple()
    walk = couple.keeps("Walk", DAILY, "19:30")
    first = couple.tells("2026-11-22 19:30")

    again = couple.tells("2026-11-22 19:31")
    couple.service.move(walk, date(2026, 11, 22), day=date(2026, 11, 22), at=time(20))

    assert first
    assert not again
    assert couple.told_at("2026-11-22 22:00") == ["22 20:00"]


def test_a_reminder_may_come_days_ahead() -> None:
    couple = Couple()
    couple.keeps("Trip", Once(date(2026, 11, 26), at=time(10)), remind=(2880,))

    assert couple.told_at("2026-11-27 00:00") == ["24 10:00"]


def test_the_plan_wakes_at_the_next_instant_or_in_a_day() -> None:
    couple = Couple()
    couple.keeps("Walk", "FREQ=WEEKLY;BYDAY=SU", "19:30")

    before = couple.plan()
    after = couple.asked("2026-11-22 19:30")

    assert before.wake == datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
    assert after.wake == couple.clock.now() + timedelta(days=1)


# the digest


def test_untimed_rituals_share_one_digest() -> None:
    couple = Couple()
    couple.keeps("Tea", DAILY)
    couple.keeps("Walk", DAILY)

    assert couple.tells("2026-11-22 18:00") == "Tea and Walk, if you feel like it."
    assert not couple.tells("2026-11-22 18:01")


def test_a_ritual_without_reminders_is_not_in_the_digest() -> None:
    couple = Couple()
    couple.keeps("Tea", DAILY, remind=())

    assert couple.told_at("2026-11-23 23:00") == []


def test_a_private_ritual_is_never_told() -> None:
    couple = Couple()
    couple.keeps("Ours", DAILY, "19:00", private=True)
    couple.keeps("Ours too", DAILY, private=True)

    assert couple.told_at("2026-11-23 23:00") == []


@pytest.mark.parametrize(
    ("times", "ticked", "first_told"),
    [
        (1, [], "28 18:00"),  # Saturday and Sunday left, one time left
        (3, [], "26 18:00"),  # from Thursday on four days are left
        (3, [23, 24], "28 18:00"),
        (7, [], "23 18:00"),
    ],
)
def test_a_quota_joins_the_digest_when_days_get_scarce(times: int, ticked: list[int], first_told: str) -> None:
    couple = Couple("2026-11-23 04:00")
    cook = couple.keeps("Cook", Quota(times, "week"))
    couple.clock.set("2026-11-30 03:00")
    for day in ticked:
        couple.service.tick(cook, date(2026, 11, day))
    couple.clock.set("2026-11-23 12:00")

    assert couple.told_at("2026-11-29 23:00")[0] == first_told


def test_a_quota_is_not_told_on_a_day_that_has_its_tick() -> None:
    couple = Couple("2026-11-29 12:00")
    cook = couple.keeps("Cook", Quota(3, "week"))

    couple.service.tick(cook)

    assert couple.told_at("2026-11-29 23:00") == []


def test_a_quota_with_a_time_is_told_at_that_time_when_days_get_scarce() -> None:
    couple = Couple("2026-11-23 12:00")
    couple.keeps("Cook", Quota(1, "week", at=time(17)))

    assert couple.told_at("2026-11-29 23:00") == ["28 17:00", "29 17:00"]


def test_a_paused_quota_is_silent_snoozed_or_not() -> None:
    couple = Couple("2026-11-29 12:00")
    cook = couple.keeps("Cook", Quota(3, "week"))
    couple.service.snooze(cook, date(2026, 11, 23), FakeClock("2026-11-29 14:00").now())

    couple.service.pause(cook)

    assert couple.told_at("2026-11-29 23:00") == []


def test_a_digest_after_midnight_belongs_to_the_evening_before() -> None:
    couple = Couple(quiet_from=time(4), quiet_until=time(8), digest_at=time(2))
    tea = couple.keeps("Tea", DAILY)

    first = couple.asked("2026-11-23 02:00")
    couple.service.tick(tea, date(2026, 11, 22))

    assert keys(first) == ["digest@2026-11-22"]
    assert couple.told_at("2026-11-24 03:00") == ["24 02:00"]


def test_a_digest_of_no_day_that_some_file_tells_of_keeps_no_other_from_coming() -> None:
    couple = Couple()
    couple.keeps("Tea", DAILY)
    couple.service.record_locally(lambda *_: [NudgeTold("digest@no-day", date(2026, 11, 22))])

    assert keys(couple.asked("2026-11-23 18:00")) == ["digest@2026-11-23"]


def test_a_one_off_of_several_days_is_in_the_digest_until_it_is_kept() -> None:
    couple = Couple()
    away = couple.keeps("Away", Once(date(2026, 11, 23), days=3))

    told = couple.told_at("2026-11-24 12:00")
    couple.service.tick(away)

    assert told == ["23 18:00"]
    assert couple.told_at("2026-11-26 23:00") == []


def test_a_forecast_matches_a_rituals_ticks_once_a_day_however_often_it_plans(monkeypatch: pytest.MonkeyPatch) -> None:
    couple = Couple("2026-11-22 06:30")
    for hour in (9, 12, 15):
        couple.keeps(f"Tea at {hour}", DAILY, f"{hour:02}:00")
    matched: list[tuple[RitualId, date]] = []

    def matching(state: State, ritual: Ritual, since: date, until: date, today: date) -> list[OccurrenceResult]:
        matched.append((ritual.id, today))
        return results_between(state, ritual, since, until, today)

    monkeypatch.setattr("rituals.core.nudges.forecast.results_between", matching)

    foreseen = list(islice(forecast_nudges(couple.given, WORDS, couple.clock.now() + timedelta(days=1)), 3))

    assert len(foreseen) == 3
    assert len(matched) == len(set(matched)) == 3


@pytest.mark.parametrize(
    ("at", "told"),
    [(None, ["24 18:00", "25 18:00"]), (time(19), ["24 19:00"])],
)
def test_a_one_off_of_several_days_is_told_from_its_first_day_that_is_not_paused(
    at: time | None, told: list[str]
) -> None:
    couple = Couple()
    couple.keeps("Away", Once(date(2026, 11, 23), days=3, at=at))
    couple.service.pause(None, since=date(2026, 11, 22), until=date(2026, 11, 23))

    foreseen = [f"{nudge.at.astimezone(couple.clock.zone()):%d %H:%M}" for nudge in couple.foresees(days=6)]

    assert foreseen == told
    assert couple.told_at("2026-11-28 12:00") == told


def left_to_the_app(couple: Couple, until: str) -> list[str]:
    """When nudges were sent that nobody took."""
    left: list[str] = []
    for at, decided in couple.wakes(until):
        nobody_took = [replace(mark, shown=False) for mark in decided.marks]
        couple.service.record_locally(lambda *_, marks=nobody_took: marks)
        left.append(at)
    return left


def test_digests_that_only_a_bell_told_become_fewer_as_well() -> None:
    couple = Couple("2026-11-01 12:00", notifiers=("bell",))
    couple.keeps("Tea", DAILY)

    assert left_to_the_app(couple, "2026-11-08 12:00") == ["01 18:00", "02 18:00", "03 18:00", "05 18:00", "07 18:00"]
    assert is_eased_off(couple.given)
    assert last_told(couple.given) == ("digest@2026-11-07", FakeClock("2026-11-07 18:00").now())


def test_three_digests_with_nothing_ticked_make_it_every_other_day() -> None:
    couple = Couple("2026-11-01 12:00")
    tea = couple.keeps("Tea", DAILY)

    before = couple.told_at("2026-11-08 12:00")
    eased = is_eased_off(couple.given)
    couple.service.tick(tea, date(2026, 11, 7))
    after = couple.told_at("2026-11-10 12:00")

    assert before == ["01 18:00", "02 18:00", "03 18:00", "05 18:00", "07 18:00"]
    assert eased
    assert not is_eased_off(couple.given)
    assert after == ["08 18:00", "09 18:00"]


# silence


@pytest.mark.parametrize("deed", ["tick", "rest", "pause", "archive"])
def test_what_is_kept_rested_paused_or_put_away_is_silent(deed: str) -> None:
    couple = Couple()
    walk, tea = couple.keeps("Walk", DAILY, "19:30"), couple.keeps("Tea", DAILY)

    for ritual in (walk, tea):
        getattr(couple.service, deed)(ritual)

    assert couple.told_at("2026-11-22 23:00") == []


def test_what_each_keeps_is_silent_once_both_did() -> None:
    couple = Couple()
    sam = couple.service.join("Sam")
    couple.keeps("Thanks", DAILY, "19:00", who="each")
    couple.keeps("Note", DAILY, "20:00", who="each")
    ana = couple.service.couple[0]

    couple.service.tick("Thanks", by=[ana.id, sam.id])
    couple.service.tick("Note", by=[ana.id])

    assert couple.told_at("2026-11-22 23:00") == ["22 20:00"]


def test_a_tick_taken_back_after_the_time_does_not_bring_the_nudge() -> None:
    couple = Couple()
    walk = couple.keeps("Walk", DAILY, "19:30")
    couple.service.tick(walk)
    couple.clock.set("2026-11-22 19:45")
    watched = couple.clock.now()
    couple.service.untick(walk)

    decided = couple.asked("2026-11-22 19:46", watched=watched)

    assert decided.nudge is None
    assert decided.marks == (NudgeTold("Walk@2026-11-22T19:30-0", date(2026, 11, 22), shown=False),)


def test_a_first_start_is_silent_about_what_lay_before_it() -> None:
    couple = Couple(begun=False)
    couple.keeps("Walk", DAILY, "11:30")
    couple.keeps("Cook", DAILY, "13:00")

    first = couple.asked()
    couple.service.begin_nudging()

    assert first.nudge is None
    assert couple.told_at("2026-11-22 23:00") == ["22 13:00"]


def test_the_first_start_of_two_copies_is_the_first() -> None:
    couple = Couple(begun=False)
    couple.service.begin_nudging()
    first = couple.clock.now()

    couple.clock.pass_time(seconds=1)
    couple.service.begin_nudging()

    assert couple.service.device_state.nudging_since == first


# quiet hours, lateness, and how many


@pytest.mark.parametrize(
    ("at", "remind", "told"),
    [
        ("21:29", 0, ["22 21:29"]),
        ("21:30", 0, []),
        ("22:15", 60, ["22 21:15"]),
        ("22:45", 60, []),
        ("05:59", 0, []),
        ("06:00", 0, ["23 08:00"]),
        ("07:59", 0, ["23 08:00"]),
        ("08:30", 60, ["23 08:00"]),
        ("08:00", 0, ["23 08:00"]),
    ],
)
def test_what_falls_into_quiet_hours_is_held_if_it_still_matters(at: str, remind: int, told: list[str]) -> None:
    couple = Couple()
    couple.keeps("Walk", DAILY, at, remind=(remind,))

    assert couple.told_at("2026-11-23 08:00") == told


def test_what_slept_into_quiet_hours_waits_for_their_end() -> None:
    couple = Couple()
    couple.keeps("Trip", Once(date(2026, 11, 23), at=time(21, 15)), remind=(1440,))

    assert not couple.tells("2026-11-22 21:40")
    assert couple.plan().wake == datetime(2026, 11, 23, 7, tzinfo=UTC)
    assert couple.tells("2026-11-23 08:00") == "A good day for Trip."


@pytest.mark.parametrize(
    ("woken", "told"),
    [("12:59", False), ("13:00", True), ("14:59", True), ("15:00", True), ("15:01", False)],
)
def test_after_sleep_only_what_is_at_most_grace_late_is_told(woken: str, told: bool) -> None:
    couple = Couple()
    couple.keeps("Walk", DAILY, "13:00")

    assert bool(couple.tells(f"2026-11-22 {woken}")) is told
    assert not couple.tells("2026-11-22 15:02")


def test_what_lies_ahead_is_told_however_late_its_reminder_is() -> None:
    couple = Couple()
    couple.keeps("Trip", Once(date(2026, 11, 26), at=time(10)), remind=(4320,))

    assert couple.tells("2026-11-26 09:50")


def test_after_sleep_there_is_one_merged_nudge_with_only_the_latest_of_each_ritual() -> None:
    couple = Couple()
    couple.keeps("Walk", DAILY, "19:30", remind=(60, 0))
    couple.keeps("Cook", DAILY, "19:00")
    couple.keeps("Old", DAILY, "13:00")
    couple.keeps("Tea", DAILY)

    decided = couple.asked("2026-11-22 19:45")

    assert decided.nudge == ("rituals", "Tea, Cook and Walk, if you feel like it.")
    assert keys(decided) == ["digest@2026-11-22", "Cook@2026-11-22T19:00-0", "Walk@2026-11-22T19:30-0"]
    assert {mark.key for mark in decided.marks if not mark.shown} == {
        "Old@2026-11-22T13:00-0",
        "Walk@2026-11-22T19:30-60",
    }
    assert told_on(couple.given, date(2026, 11, 22)) == 1


def test_beyond_so_many_a_day_it_is_only_in_the_app() -> None:
    couple = Couple(at_most=2)
    for hour in (13, 14, 15):
        couple.keeps(f"At {hour}", DAILY, f"{hour}:00")
    couple.keeps("Tea", DAILY)

    assert couple.told_at("2026-11-23 13:00") == ["22 13:00", "22 14:00", "23 13:00"]


@pytest.mark.parametrize(("ways", "rung"), [(("bell",), 2), (("desktop", "bell"), 2), (("desktop",), 3)])
def test_what_only_a_bell_told_counts_and_what_nobody_heard_of_does_not(ways: tuple[str, ...], rung: int) -> None:
    couple = Couple(at_most=2, notifiers=ways)
    for hour in (13, 14, 15):
        couple.keeps(f"At {hour}", DAILY, f"{hour}:00")

    assert len(left_to_the_app(couple, "2026-11-22 23:00")) == rung


def test_what_somebody_asked_to_hear_then_comes_beyond_as_well() -> None:
    couple = Couple(at_most=2)
    for hour in (13, 14, 15):
        couple.keeps(f"At {hour}", DAILY, f"{hour}:00")
    couple.tells("2026-11-22 13:00")
    couple.tells("2026-11-22 14:00")
    couple.service.snooze("At 14", date(2026, 11, 22), FakeClock("2026-11-22 15:00").now())
    comes_back(couple, "2026-11-22 15:30")

    told = [
        (at, [subject.ritual.name for subject in decided.about]) for at, decided in couple.wakes("2026-11-22 23:00")
    ]

    assert told == [("22 15:00", ["At 14"]), ("22 15:30", [])]


def test_what_comes_up_for_the_digest_once_it_has_gone_out_is_only_in_the_app() -> None:
    couple = Couple()
    couple.keeps("Tea", DAILY)
    told = couple.tells("2026-11-22 18:00")

    couple.keeps("Late", DAILY)

    assert told
    assert couple.told_at("2026-11-22 23:00") == []


def test_a_timed_ritual_keeps_its_nudge_after_the_digest() -> None:
    couple = Couple()
    couple.keeps("Tea", DAILY)
    couple.keeps("Date night", DAILY, "20:00")

    assert couple.told_at("2026-11-22 23:00") == ["22 18:00", "22 20:00"]


# snooze


@pytest.mark.parametrize(
    ("snooze", "now", "until"),
    [
        (Snooze.QUARTER, "19:00", "19:15"),
        (Snooze.HOUR, "19:00", "20:00"),
        (Snooze.EVENING, "12:00", "20:00"),
        (Snooze.EVENING, "20:00", "21:00"),
        (Snooze.EVENING, "20:20", "21:20"),
        ("30m", "19:00", "19:30"),
        ("90 minutes", "19:00", "20:30"),
        ("2H", "19:00", "21:00"),
        ("1h30", "19:00", "20:30"),
        ("1h 5m", "19:00", "20:05"),
        ("20:15", "19:00", "20:15"),
        ("8pm", "19:00", "20:00"),
        ("evening", "19:00", "20:00"),
        (Snooze.AFTER_QUIET, "21:00", "08:00"),
        (Snooze.AFTER_QUIET, "23:00", "08:00"),
        (Snooze.AFTER_QUIET, "02:00", "08:00"),
        ("08:00", "21:00", "08:00"),
    ],
)
def test_a_snooze_lasts_as_long_as_it_says(snooze: str, now: str, until: str) -> None:
    couple = Couple(f"2026-11-22 {now}")

    ends = snoozed_until(snooze, couple.given)

    assert f"{ends.astimezone(couple.clock.zone()):%H:%M}" == until


@pytest.mark.parametrize(
    ("snooze", "now", "sentence"),
    [
        ("15:00", "19:00", "15:00 tomorrow is too late: a snooze ends by 08:00 tomorrow. Choose an earlier time,"),
        ("19:00", "19:00", "19:00 tomorrow is too late"),
        ("999h", "19:00", "too late"),
        ("1h", "21:00", "22:00 lies in the quiet hours, from 21:30 until 08:00. The next time that works is 08:00 tom"),
        ("21:30", "19:00", "21:30 lies in the quiet hours"),
        (Snooze.QUARTER, "21:20", "21:35 lies in the quiet hours"),
        (Snooze.HOUR, "22:00", "The next time that works is 08:00 tomorrow."),
        (Snooze.EVENING, "21:00", "22:00 lies in the quiet hours"),
        (
            "1h",
            "01:00",
            "02:00 lies in the quiet hours, from 21:30 until 08:00. The next time that works is 08:00 today.",
        ),
        (
            "1h",
            "06:00",
            "07:00 lies in the quiet hours, from 21:30 until 08:00. The next time that works is 08:00 today.",
        ),
    ],
)
def test_a_snooze_ends_today_and_when_something_can_be_heard(snooze: str, now: str, sentence: str) -> None:
    with pytest.raises(RuleError, match=re.escape(sentence)):
        snoozed_until(snooze, Couple(f"2026-11-22 {now}").given)


def test_without_quiet_hours_at_night_a_snooze_ends_today() -> None:
    with pytest.raises(RuleError, match=r"06:00 tomorrow is too late: a snooze ends today\."):
        snoozed_until("9h", Couple("2026-11-22 21:00", quiet_from=time(13), quiet_until=time(15)).given)


def test_a_quota_is_not_snoozed_past_its_last_day() -> None:
    couple = Couple("2026-11-22 21:00")  # a Sunday
    couple.keeps("Cook", Quota(1, "week"))
    (row,) = couple.service.board().rows
    assert row.result is not None

    with pytest.raises(RuleError, match=r"22:00 lies in the quiet hours, from 21:30 until 08:00, and its week ends"):
        snoozed_until("1h", couple.given, row.result.occurrence)
    with pytest.raises(RuleError, match=r"08:00 tomorrow is too late: a snooze ends today\."):
        snoozed_until("08:00", couple.given, row.result.occurrence)


@given(
    now=st.times(),
    minutes=st.integers(1, 1500),
    first=st.integers(0, 23).map(time),
    end=st.integers(0, 23).map(time),
)
def test_the_time_that_is_offered_for_a_refused_snooze_is_taken(
    now: time, minutes: int, first: time, end: time
) -> None:
    couple = Couple(f"2026-11-22 {now:%H:%M}", quiet_from=first, quiet_until=end)

    try:
        until = snoozed_until(f"{minutes}m", couple.given)
    except RuleError as refusal:
        offer = str(refusal).partition("The next time that works is ")[2]
        if not offer:
            return
        until = snoozed_until(offer[:5], couple.given)

    assert not is_quiet(until, couple.settings, couple.clock.zone())


@pytest.mark.parametrize(
    "snooze", ["", "30", "0m", "0h0", "3 weeks", "-5m", "1.5h", "25:00", "1h30h", "m", "soon", "\x1b"]
)
def test_what_is_no_snooze_gets_some_that_are(snooze: str) -> None:
    with pytest.raises(UsageError, match="30m, 1h30, 20:15 or evening"):
        snoozed_until(snooze, Couple().given)


def snoozed(couple: Couple, ritual: RitualId, local: str, snooze: Snooze = Snooze.QUARTER) -> None:
    """Let it be told at a wall time, and put off at once."""
    assert couple.tells(local)
    couple.service.snooze(ritual, date(2026, 11, 22), snoozed_until(snooze, couple.given))


def test_a_snoozed_nudge_comes_again_and_once() -> None:
    couple = Couple()
    walk = couple.keeps("Walk", DAILY, "19:30")

    snoozed(couple, walk, "2026-11-22 19:30")

    assert couple.told_at("2026-11-23 12:00") == ["22 19:45"]


def test_a_snooze_stands_for_every_reminder_before_its_end() -> None:
    couple = Couple()
    walk = couple.keeps("Walk", DAILY, "19:30", remind=(20, 10, 0))

    snoozed(couple, walk, "2026-11-22 19:10")

    assert couple.told_at("2026-11-23 12:00") == ["22 19:25", "22 19:30"]


def test_a_ritual_snoozed_from_the_digest_comes_alone() -> None:
    couple = Couple()
    tea = couple.keeps("Tea", DAILY)
    couple.keeps("Walk", DAILY)

    snoozed(couple, tea, "2026-11-22 18:00", Snooze.EVENING)

    assert couple.tells("2026-11-22 20:00") == "A good day for Tea."


def test_what_is_snoozed_past_the_digest_is_not_in_it() -> None:
    couple = Couple()
    tea = couple.keeps("Tea", DAILY)
    couple.keeps("Walk", DAILY)

    couple.service.snooze(tea, date(2026, 11, 22), FakeClock("2026-11-22 20:00").now())

    assert couple.tells("2026-11-22 18:00") == "A good day for Walk."
    assert couple.tells("2026-11-22 20:00") == "A good day for Tea."


def test_a_snooze_may_end_long_after_the_time_it_put_off() -> None:
    couple = Couple("2026-11-20 12:00")
    walk = couple.keeps("Walk", "FREQ=WEEKLY;BYDAY=FR", "14:00")

    couple.service.snooze(walk, date(2026, 11, 20), FakeClock("2026-11-22 13:00").now())

    assert couple.told_at("2026-11-22 23:00") == ["22 13:00"]


def test_a_snooze_survives_an_edit() -> None:
    couple = Couple()
    walk = couple.keeps("Walk", DAILY, "19:30")
    snoozed(couple, walk, "2026-11-22 19:30")

    couple.service.edit(walk, RitualEdited(walk, name="Stroll"), cadence=Rule(DAILY, at=time(19, 20)))

    assert couple.tells("2026-11-22 19:45") == "A good day for Stroll."
    assert couple.told_at("2026-11-22 23:00") == []


def test_a_snooze_ends_where_the_occurrence_moves_to_another_day() -> None:
    couple = Couple()
    walk = couple.keeps("Walk", "FREQ=WEEKLY;BYDAY=SU", "19:30")
    snoozed(couple, walk, "2026-11-22 19:30")

    couple.service.move(walk, date(2026, 11, 23), day=date(2026, 11, 22))

    assert couple.told_at("2026-11-24 12:00") == ["23 19:30"]


@pytest.mark.parametrize("deed", ["tick", "rest"])
def test_a_snooze_ends_with_a_tick_or_a_rest_even_if_they_are_taken_back(deed: str) -> None:
    couple = Couple()
    walk = couple.keeps("Walk", DAILY, "19:30")
    snoozed(couple, walk, "2026-11-22 19:30")

    getattr(couple.service, deed)(walk)
    couple.asked()
    couple.service.undo()

    assert couple.told_at("2026-11-22 23:00") == []


@pytest.mark.parametrize("ticked", [False, True])
def test_a_snooze_until_the_quiet_hours_end_comes_then_unless_it_is_done_by_then(*, ticked: bool) -> None:
    couple = Couple()
    walk = couple.keeps("Walk", DAILY, "21:20")

    snoozed(couple, walk, "2026-11-22 21:20", Snooze.AFTER_QUIET)
    if ticked:
        couple.clock.set("2026-11-23 07:30")
        couple.service.tick(walk)

    assert couple.told_at("2026-11-23 12:00") == ([] if ticked else ["23 08:00"])


def test_a_snooze_that_ends_at_night_is_left_to_the_app() -> None:
    couple = Couple()
    walk = couple.keeps("Walk", DAILY, "21:20")

    assert couple.tells("2026-11-22 21:20")
    couple.service.snooze(walk, date(2026, 11, 22), couple.clock.now() + timedelta(minutes=15))

    assert couple.told_at("2026-11-23 12:00") == []


# zones and clock changes


@pytest.mark.parametrize(
    ("zone", "day", "at", "told"),
    [
        ("Europe/Berlin", date(2026, 3, 29), "02:30", "01:30"),  # skipped: 03:30 in summer time
        ("Europe/Berlin", date(2026, 3, 29), "03:00", "01:00"),
        ("Europe/Berlin", date(2026, 10, 25), "02:30", "00:30"),  # doubled: the first pass
        ("Australia/Lord_Howe", date(2026, 10, 4), "02:10", "15:40"),  # skipped by half an hour: 02:40
        ("America/New_York", date(2026, 11, 1), "01:30", "05:30"),
    ],
)
def test_clock_changes_are_read_as_rfc_5545_says(zone: str, day: date, at: str, told: str) -> None:
    couple = Couple(f"{day - timedelta(days=1)} 12:00", zone, quiet_from=time(0), quiet_until=time(0))
    couple.keeps("Walk", Once(day, at=time.fromisoformat(at)))

    wake = couple.plan().wake

    assert f"{wake:%H:%M}" == told


def test_lead_is_elapsed_time_across_a_clock_change() -> None:
    couple = Couple("2026-03-28 12:00", quiet_from=time(0), quiet_until=time(0))
    couple.keeps("Walk", Once(date(2026, 3, 29), at=time(4)), remind=(120,))

    assert couple.told_at("2026-03-29 12:00") == ["29 01:00"]


def test_a_day_that_a_zone_left_out_has_no_nudge() -> None:
    couple = Couple("2011-12-28 12:00", "Pacific/Apia")
    couple.keeps("Walk", DAILY, "12:30")
    couple.keeps("Tea", DAILY)

    told = couple.told_at("2011-12-31 23:00")

    assert told == ["28 12:30", "28 18:00", "29 12:30", "29 18:00", "31 12:30", "31 18:00"]


def test_quiet_hours_that_end_twice_end_the_second_time_for_what_comes_in_between() -> None:
    couple = Couple("2026-10-24 12:00", quiet_from=time(21), quiet_until=time(2, 30))
    couple.keeps("Walk", Once(date(2026, 10, 25), at=time(4, 10)), remind=(120,))

    told_at = [one.at for one in couple.foresees(days=1)]

    assert told_at == [datetime(2026, 10, 25, 1, 30, tzinfo=UTC)]


def test_quiet_hours_whose_end_is_skipped_end_where_that_time_is_read() -> None:
    couple = Couple("2026-03-28 12:00", quiet_from=time(21), quiet_until=time(2, 30))
    couple.keeps("Walk", Once(date(2026, 3, 29), at=time(4)), remind=(180,))
    settings, zone = couple.settings, couple.clock.zone()

    told_at = [one.at for one in couple.foresees(days=1)]

    assert told_at == [datetime(2026, 3, 29, 1, 30, tzinfo=UTC)]
    assert is_quiet(told_at[0] - timedelta(minutes=1), settings, zone)
    assert not is_quiet(told_at[0], settings, zone)


def test_travelling_tells_the_same_wall_time_once() -> None:
    couple = Couple()
    couple.keeps("Walk", DAILY, "19:30")
    at_home = couple.tells("2026-11-22 19:30")
    travelled = Couple("2026-11-22 19:30", "America/New_York")
    travelled.service = couple.service

    assert at_home
    assert not travelled.tells()


@pytest.mark.parametrize("change", ["2026-03-26", "2026-10-22"])
def test_a_week_of_clock_change_tells_each_evening_once(change: str) -> None:
    couple = Couple(f"{change} 12:00")
    couple.keeps("Walk", DAILY, "20:00", minutes=60)

    told = couple.told_at(str(date.fromisoformat(change) + timedelta(days=6)))

    assert [at[3:] for at in told] == ["19:00"] * 6


# seeing ahead and back


def test_what_comes_is_foreseen_as_it_will_be_told() -> None:
    couple = Couple(at_most=2)
    couple.keeps("Walk", DAILY, "19:30")
    couple.keeps("Tea", DAILY, "18:00")
    couple.keeps("Late", DAILY, "23:00")
    couple.keeps("Cook", DAILY)

    ahead = couple.foresees(days=2)

    assert [f"{one.at.astimezone(couple.clock.zone()):%d %H:%M} {one.nudge.body}" for one in ahead] == [
        "22 18:00 Tea and Cook, if you feel like it.",
        "22 19:30 A good day for Walk.",
        "23 18:00 Tea and Cook, if you feel like it.",
        "23 19:30 A good day for Walk.",
    ]
    assert [subject.ritual.name for subject in ahead[0].about] == ["Tea", "Cook"]


def test_what_is_foreseen_is_what_comes_and_looking_changes_nothing() -> None:
    couple = Couple("2026-03-26 12:00")
    couple.keeps("Walk", DAILY, "19:30")
    couple.keeps("Tea", "FREQ=WEEKLY;BYDAY=SU")
    couple.keeps("Cook", Quota(3, "week"))

    ahead = [f"{one.at.astimezone(couple.clock.zone()):%d %H:%M}" for one in couple.foresees(days=20)]

    assert couple.told_at("2026-04-15 12:00") == ahead


def test_what_lies_behind_is_not_to_come() -> None:
    couple = Couple()
    couple.keeps("Walk", DAILY, "11:30")

    ahead = couple.foresees(days=1)

    assert [f"{one.at:%d %H:%M}" for one in ahead] == ["23 10:30"]


def test_where_nudges_are_off_none_is_foreseen() -> None:
    couple = Couple(on=False)
    couple.keeps("Walk", DAILY, "19:30")

    assert couple.foresees(days=2) == []


def test_last_told_is_the_one_sent_last() -> None:
    couple = Couple()
    couple.keeps("Walk", DAILY, "13:00")
    couple.keeps("Tea", DAILY, "14:00")

    nothing = last_told(couple.given)
    couple.tells("2026-11-22 13:00")
    couple.tells("2026-11-22 14:00")

    assert nothing is None
    assert last_told(couple.given) == ("Tea@2026-11-22T14:00-0", couple.clock.now())


# laws

wall_times = st.builds(time, st.integers(0, 23), st.integers(0, 11).map(lambda fives: 5 * fives))
cadences = st.one_of(
    st.builds(
        Rule,
        st.sampled_from([DAILY, "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=DAILY;INTERVAL=3"]),
        st.none(),
        st.one_of(st.none(), wall_times),
    ),
    st.builds(Quota, st.integers(1, 5), st.sampled_from(["week", "month"]), st.none()),
    st.builds(Once, st.dates(date(2026, 3, 26), date(2026, 4, 2)), st.integers(1, 3), st.one_of(st.none(), wall_times)),
)
chosen_settings = st.builds(
    NudgeSettings,
    quiet_from=st.sampled_from([time(21, 30), time(2), time(12)]),
    quiet_until=st.sampled_from([time(8), time(2, 30), time(12)]),
    at_most=st.integers(1, 4),
    digest_at=st.sampled_from([time(18), time(2, 30), time(22)]),
    grace_minutes=st.sampled_from([0, 120, 1440]),
)
zones = st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"])
some_rituals = st.lists(
    st.tuples(cadences, st.sampled_from([0, 90]), st.sampled_from([None, (0,), (1440, 30)])), min_size=1, max_size=4
)
deeds = st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["tick", "rest"]), st.integers(0, 6)), max_size=6)
START, END = "2026-03-26 12:00", "2026-04-01 12:00"


def a_couple(
    rituals: list[tuple[Cadence, int, tuple[int, ...] | None]],
    chosen: NudgeSettings,
    zone: str,
    done: list[tuple[int, str, int]],
) -> Couple:
    """A couple at the start of a week with a clock change, some of whose week is ticked or rested already."""
    couple = Couple(START, zone)
    couple.settings = chosen
    names = [couple.keeps(f"r{i}", cadence, minutes=m, remind=r) for i, (cadence, m, r) in enumerate(rituals)]
    for place, deed, days in done:
        if place >= len(names):
            continue
        if deed == "tick":
            couple.service.tick(names[place])
            continue
        with suppress(RuleError):  # nothing is planned that day
            couple.service.rest(names[place], date(2026, 3, 26) + timedelta(days=days))
    return couple


def is_ticked(couple: Couple, key: str) -> bool:
    """Whether what a timed nudge is about was done on its very day."""
    ritual, _, rest = key.rpartition("@")
    day = date.fromisoformat(rest[:10])
    return ritual != "digest" and bool(couple.service.state.ticks(ritual, day, day))


@settings(max_examples=150)
@given(some_rituals, chosen_settings, zones, deeds)
def test_nothing_is_told_twice_nor_when_done_nor_in_quiet_hours_nor_too_often(
    rituals: list[tuple[Cadence, int, tuple[int, ...] | None]],
    chosen: NudgeSettings,
    zone: str,
    done: list[tuple[int, str, int]],
) -> None:
    couple = a_couple(rituals, chosen, zone, done)
    seen: list[str] = []

    for _, decided in couple.wakes(END):
        now = couple.clock.now()
        seen += keys(decided)
        assert not is_quiet(now, chosen, couple.clock.zone())
        assert not any(is_ticked(couple, key) for key in keys(decided))
        assert decided.wake > now

    assert len(seen) == len(set(seen))
    for day in {told.on for told in couple.service.device_state.told.values()}:
        assert told_on(couple.given, day) <= chosen.at_most


@settings(max_examples=12)
@given(some_rituals, chosen_settings, zones, deeds)
@example(  # the digest spared on the 28th still had its grace when that of the 29th was told
    [(Quota(3, "month", None), 90, None), (Quota(5, "week", None), 90, (1440, 30))],
    NudgeSettings(quiet_from=time(2), quiet_until=time(12), at_most=2, digest_at=time(22), grace_minutes=1440),
    "Europe/Berlin",
    [],
)
def test_asking_every_five_minutes_tells_what_asking_at_planned_wakes_does(
    rituals: list[tuple[Cadence, int, tuple[int, ...] | None]],
    chosen: NudgeSettings,
    zone: str,
    done: list[tuple[int, str, int]],
) -> None:
    planned, patient = a_couple(rituals, chosen, zone, done), a_couple(rituals, chosen, zone, done)
    end = datetime.fromisoformat("2026-03-30 12:00").replace(tzinfo=planned.clock.zone())
    every_five = []

    while patient.clock.now() <= end:
        decided = patient.asked()
        if decided.nudge is not None:
            every_five.append((f"{patient.service.local():%d %H:%M}", keys(decided)))
        patient.clock.pass_time(minutes=5)

    at_wakes = [(at, keys(decided)) for at, decided in planned.wakes("2026-03-30 12:00")]
    assert every_five == at_wakes


# a talk to come back to


def comes_back(couple: Couple, local: str | None) -> None:
    """Say when somebody comes back; None takes that back."""
    at = datetime.fromisoformat(local).replace(tzinfo=couple.clock.zone()).astimezone(UTC) if local else None
    couple.service.record_locally(lambda *_: [ReturnSet(at)])


def test_who_said_when_they_come_back_is_told_then_without_a_word_of_what_it_is() -> None:
    us = Couple("2026-03-10 20:20")
    comes_back(us, "2026-03-10 20:40")

    told = list(us.wakes("2026-03-12 12:00"))

    assert [(at, decided.nudge) for at, decided in told] == [
        ("10 20:40", NudgeText("rituals", "It is the time that was set. Have a look when it suits you."))
    ]
    assert us.foresees(days=2) == []


def test_it_is_foreseen() -> None:
    us = Couple("2026-03-10 20:20")
    comes_back(us, "2026-03-11 20:20")

    assert [foreseen.about for foreseen in us.foresees(days=2)] == [()]


@pytest.mark.parametrize(("later", "told"), [(None, []), ("2026-03-11 19:00", ["11 19:00"])])
def test_the_latest_word_on_coming_back_holds(later: str | None, told: list[str]) -> None:
    us = Couple("2026-03-10 20:20")
    comes_back(us, "2026-03-10 20:40")
    us.plan()
    comes_back(us, later)

    assert us.told_at("2026-03-13 12:00") == told


def test_a_time_to_come_back_within_the_quiet_hours_is_only_in_the_app() -> None:
    us = Couple("2026-03-10 22:20")
    comes_back(us, "2026-03-10 22:40")

    assert us.told_at("2026-03-12 12:00") == []


# what there is to ask about


def test_the_evening_after_there_is_a_word_that_could_be_of_any_discreet_ritual() -> None:
    us = Couple("2026-03-10 12:00")
    us.to_ask = {date(2026, 3, 10), date(2026, 3, 14)}

    told = list(us.wakes("2026-03-13 12:00"))

    assert [(at, decided.nudge) for at, decided in told] == [("11 18:00", DISCREET)]
    assert keys(told[0][1]) == ["ask@2026-03-10"]


def test_what_was_asked_already_needs_no_word() -> None:
    us = Couple("2026-03-10 12:00")
    us.to_ask = {date(2026, 3, 10)}
    us.plan()
    us.to_ask = set()

    assert us.told_at("2026-03-13 12:00") == []


def test_an_old_note_is_not_brought_up_by_a_nudge() -> None:
    us = Couple("2026-03-10 12:00")
    us.to_ask = {date(2026, 3, 2)}

    assert us.told_at("2026-03-13 12:00") == []


def test_with_a_ritual_to_tell_of_it_is_one_nudge() -> None:
    us = Couple("2026-03-10 12:00")
    us.keeps("tea", DAILY)
    us.to_ask = {date(2026, 3, 10)}

    told = list(us.wakes("2026-03-11 20:00"))

    assert [at for at, _ in told] == ["10 18:00", "11 18:00"]
    assert set(keys(told[1][1])) == {"ask@2026-03-10", "digest@2026-03-11"}
