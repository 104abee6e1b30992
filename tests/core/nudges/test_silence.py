"""A ritual of which no nudge can be heard says so, and what would let one come."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.core.events import HouseholdEdited, RitualAdded
from rituals.core.model import Cadence, Once, Quota, Ritual, Rule
from rituals.core.nudges.forecast import forecast_nudges
from rituals.core.nudges.lock_screen import lock_screen_words
from rituals.core.nudges.reminders import PlannerInput
from rituals.core.nudges.residents import asking_residents
from rituals.core.nudges.settings import NudgeSettings
from rituals.core.nudges.silence import silence, silenced, silences
from rituals.core.nudges.words import NudgeWords
from tests.kit.fakes import FakeClock, make_rituals

WORDS = NudgeWords(plain=("{name}, if you like.",), discreet=("A small moment.",))
DAILY = "FREQ=DAILY"


class Evening:
    """One person at noon, with rituals; nudging began long before."""

    def __init__(self, **chosen: object) -> None:
        self.clock = FakeClock("1980-01-01 00:00", "UTC")
        self.service = make_rituals(self.clock)
        self.service.begin_nudging()
        self.clock.set("2026-11-22 12:00")
        self.settings = NudgeSettings(**chosen)  # type: ignore[arg-type]

    def keeps(
        self,
        at: str = "",
        *,
        cadence: Cadence | None = None,
        remind: tuple[int, ...] | None = None,
        name: str = "Walk",
        **fields: object,
    ) -> Ritual:
        when = cadence or Rule(DAILY, at=time.fromisoformat(at) if at else None)
        added = RitualAdded(name, self.service.today(), name, when, remind=remind, **fields)  # type: ignore[arg-type]
        self.service.add(added)
        return self.service.state.rituals[name]

    @property
    def given(self) -> PlannerInput:
        own = self.service
        return PlannerInput(own.state, own.device_state, self.settings, own.now(), own.zone())

    def words(self, ritual: Ritual, moved_to: str = "") -> str:
        problem = silence(self.given, ritual, time.fromisoformat(moved_to) if moved_to else None)
        return problem.what if problem else ""


def test_a_ritual_in_the_quiet_hours_says_so_with_both_ways_out() -> None:
    evening = Evening()
    walk = evening.keeps("22:30")

    assert evening.words(walk) == (
        "No nudge of Walk comes, as 22:30 lies in the quiet hours, from 21:30 until 08:00. "
        "A reminder 70 min before, at 21:20, would come; or choose other quiet hours."
    )
    assert lock_screen_words(evening.given, walk, WORDS) == evening.words(walk)


@pytest.mark.parametrize(
    ("at", "remind", "offered"),
    [
        ("21:30", None, "21:30 lies in the quiet hours, from 21:30 until 08:00. A reminder 10 min before, at 21:20,"),
        ("23:30", (60, 30), "22:30 and 23:00 lie in the quiet hours, from 21:30 until 08:00. A reminder 130 min"),
        (
            "00:15",
            (15,),
            "00:00 lies in the quiet hours, from 21:30 until 08:00. A reminder 170 min before, at 21:25 the day",
        ),
        ("05:00", None, "A reminder 460 min before, at 21:20 the day before, would come;"),
        ("03:00", (60,), "02:00 lies in"),
    ],
)
def test_the_smallest_round_reminder_is_offered(at: str, remind: tuple[int, ...] | None, offered: str) -> None:
    evening = Evening()

    assert offered in evening.words(evening.keeps(at, remind=remind))


@pytest.mark.parametrize(
    ("at", "remind", "chosen"),
    [
        ("21:29", None, {}),
        ("22:30", (70,), {}),
        ("22:30", (0, 70), {}),
        ("06:00", None, {}),  # two hours late is still in time
        ("08:00", (30,), {}),  # held until it begins
        ("08:10", (120,), {}),
        ("22:30", None, {"quiet_from": time(23)}),
        ("22:30", None, {"quiet_from": time(8)}),  # no quiet hours at all
        ("22:30", None, {"grace_minutes": 600}),
        ("22:30", (), {}),
        ("22:30", None, {"on": False}),
        ("", None, {}),
        ("", (), {"digest_at": time(22)}),
    ],
)
def test_what_is_heard_or_not_meant_to_be_says_nothing(
    at: str, remind: tuple[int, ...] | None, chosen: dict[str, object]
) -> None:
    evening = Evening(**chosen)

    assert evening.words(evening.keeps(at, remind=remind)) == ""


def test_quiet_hours_of_all_day_but_a_minute_leave_that_minute() -> None:
    evening = Evening(quiet_from=time(0), quiet_until=time(23, 59), grace_minutes=0)

    assert "A reminder 751 min before, at 23:59 the day before, would come" in evening.words(evening.keeps("12:30"))


def test_what_is_private_gone_by_or_put_away_says_nothing() -> None:
    evening = Evening()
    private = evening.keeps("22:30", name="Mine", private=True)
    past = evening.keeps(name="Trip", cadence=Once(date(2026, 11, 22), at=time(22, 30)))
    away = evening.keeps("22:30")
    evening.service.archive(away.id)
    evening.clock.set("2026-12-24 12:00")

    assert not silences(evening.given)
    assert not any(map(evening.words, (private, past, evening.service.state.rituals[away.id])))


def test_it_is_said_only_where_somebody_lives_who_would_be_nudged() -> None:
    evening = Evening()
    sam = evening.service.join("Sam")
    ana = evening.service.couple[0]
    evening.service.seat(sam.id)
    run = evening.keeps("22:30", who=sam.id)

    assert silence(asking_residents(evening.given, [sam.name]), run) is not None
    assert silence(asking_residents(evening.given, [ana.name]), run) is None


@pytest.mark.parametrize("cadence", [Quota(3, "week"), Rule(DAILY), Once(date(2026, 12, 24))])
def test_an_evening_nudge_in_the_quiet_hours_is_said_once_for_all_that_have_no_time(cadence: Cadence) -> None:
    evening = Evening(digest_at=time(22))
    tea = evening.keeps(cadence=cadence, name="Tea")
    evening.keeps(cadence=cadence)

    assert evening.words(tea) == (
        "What has no time of its own gets no nudge, as the evening nudge at 22:00 lies in the quiet hours, from 21:30 "
        "until 08:00. One at 21:20 would come; or choose other quiet hours."
    )
    assert len(silences(evening.given)) == 1


def test_one_moved_into_the_quiet_hours_says_so() -> None:
    evening = Evening()
    walk = evening.keeps("19:30")

    assert evening.words(walk) == evening.words(walk, "20:00") == ""
    assert evening.words(walk, "22:30").startswith("No nudge of Walk comes then, as 22:30 lies in the quiet hours")


def test_other_quiet_hours_name_what_no_nudge_comes_of_any_more() -> None:
    evening = Evening(quiet_from=time(20))
    for place, name in enumerate(("Walk", "Tea", "Talk", "Read", "Stretch")):
        evening.keeps(f"20:{place}0", name=name)
    evening.keeps("22:00", name="Sleep")
    only = Evening(quiet_from=time(20))
    only.keeps("20:30")

    several, alone = silenced(evening.given, NudgeSettings()), silenced(only.given, NudgeSettings())

    assert several is not None
    assert several.what.startswith("No nudge of Read, Stretch, Talk, Tea and others comes in these quiet hours.")
    assert alone is not None
    assert alone.what.startswith("No nudge of Walk comes, as 20:30 lies in the quiet hours, from 20:00 until 08:00.")
    assert silenced(only.given, only.settings) is None


clocks = st.integers(0, 287).map(lambda fives: time(fives // 12, fives % 12 * 5))


@given(
    at=st.none() | clocks,
    digest=clocks,
    first=clocks,
    end=clocks,
    day_starts_at=st.sampled_from([time(4), time(0), time(12)]),
    remind=st.none() | st.sets(st.integers(0, 3000), min_size=1, max_size=3).map(tuple),
    grace=st.sampled_from([0, 30, 120, 900]),
)
def test_it_is_said_exactly_where_none_ever_comes_and_what_is_offered_comes(
    *,
    at: time | None,
    digest: time,
    first: time,
    end: time,
    day_starts_at: time,
    remind: tuple[int, ...] | None,
    grace: int,
) -> None:
    evening = Evening(digest_at=digest, quiet_from=first, quiet_until=end, grace_minutes=grace, at_most=9)
    evening.service.edit_household(HouseholdEdited(day_starts_at=day_starts_at))
    walk = evening.keeps(remind=remind, cadence=Rule(DAILY, at=at))

    def comes(given: PlannerInput) -> bool:
        return any(forecast_nudges(given, WORDS, given.now + timedelta(days=5)))

    said = evening.words(walk)

    assert bool(said) == (not comes(evening.given))
    if said and at is not None:
        offered = Evening(digest_at=digest, quiet_from=first, quiet_until=end, grace_minutes=grace, at_most=9)
        lead = int(said.partition("A reminder ")[2].partition(" min")[0])
        offered.keeps(remind=(lead,), cadence=Rule(DAILY, at=at))
        assert comes(offered.given)
