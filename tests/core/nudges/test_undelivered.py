"""What the desktop did not show is said in the app: today, for as long as it is to do, and until it was seen."""

from __future__ import annotations

from datetime import date, time

import pytest

from rituals.core.events import NudgeTold, RitualAdded
from rituals.core.model import Cadence, Quota, RitualId, Rule
from rituals.core.nudges.reminders import PlannerInput
from rituals.core.nudges.settings import NudgeSettings
from rituals.core.nudges.undelivered import Undelivered, mark_nudges_seen, waiting_nudges
from rituals.core.nudges.words import NudgeWords
from tests.kit.fakes import FakeClock, make_rituals

WORDS = NudgeWords(plain=("For {name}.",), discreet=("A moment.",))
TODAY = date(2026, 11, 23)  # a Monday
DIGEST = f"digest@{TODAY}"
WALK_AT_SIX = f"Walk@{TODAY}T18:00-0"


class Couple:
    """A couple whose machine remembers what was told, by hand."""

    def __init__(self, local: str = f"{TODAY} 19:00") -> None:
        self.clock = FakeClock(local)
        self.service = make_rituals(self.clock)

    def keeps(self, name: str, at: str = "", cadence: Cadence | None = None) -> RitualId:
        rule = Rule("FREQ=DAILY", at=time.fromisoformat(at) if at else None)
        return self.service.add(RitualAdded(name, TODAY, name, cadence or rule))

    def remembers(self, key: str, *, shown: bool = False, on: date = TODAY) -> None:
        self.service.record_locally(lambda *_: [NudgeTold(key, on, shown)])

    @property
    def waiting(self) -> Undelivered | None:
        own = self.service
        given = PlannerInput(own.state, own.device_state, NudgeSettings(), self.clock.now(), self.clock.zone())
        return waiting_nudges(given, WORDS)

    @property
    def names(self) -> list[str]:
        return [row.ritual.name for row in self.waiting.rows] if self.waiting else []


@pytest.fixture
def couple() -> Couple:
    """Two rituals of today, of which neither was told of."""
    couple = Couple()
    couple.keeps("Walk", "18:00")
    couple.keeps("Tea")
    return couple


def test_nothing_waits_where_nothing_was_set_aside(couple: Couple) -> None:
    couple.remembers(WALK_AT_SIX, shown=True)

    assert couple.waiting is None
    assert mark_nudges_seen(couple.service.device_state) == []


def test_what_was_not_delivered_waits_with_its_words(couple: Couple) -> None:
    couple.remembers(WALK_AT_SIX)

    assert couple.names == ["Walk"]
    assert couple.waiting is not None
    assert couple.waiting.nudge == ("Walk", "For Walk.")


def test_a_digest_waits_for_what_has_no_time_of_its_own(couple: Couple) -> None:
    couple.keeps("Cook", cadence=Quota(2, "week"))  # with six days left, it is not spoken of
    couple.remembers(DIGEST)

    assert couple.names == ["Tea"]


def test_what_waits_together_is_one_nudge(couple: Couple) -> None:
    couple.remembers(WALK_AT_SIX)
    couple.remembers(DIGEST)

    assert couple.waiting is not None
    assert couple.waiting.nudge == ("rituals", "Walk and Tea, if you feel like it.")


@pytest.mark.parametrize("deed", ["tick", "rest", "pause", "archive"])
def test_what_is_done_or_put_off_waits_no_more(couple: Couple, deed: str) -> None:
    couple.remembers(WALK_AT_SIX)

    getattr(couple.service, deed)("Walk")

    assert couple.waiting is None


def test_what_was_seen_is_not_brought_up_again_but_what_comes_after_is(couple: Couple) -> None:
    couple.remembers(WALK_AT_SIX)
    couple.service.record_locally(lambda _, device_state: mark_nudges_seen(device_state))
    once_seen = couple.names

    couple.remembers(DIGEST)

    assert once_seen == []
    assert couple.names == ["Tea"]
    assert len(mark_nudges_seen(couple.service.device_state)) == 1


def test_a_time_to_come_back_waits_for_nobody_as_today_has_a_row_for_it(couple: Couple) -> None:
    couple.remembers(DIGEST)
    couple.remembers("return@2026-11-22T18:00:00+00:00", shown=True)
    couple.remembers("return@2026-11-22T19:00:00+00:00")

    assert couple.names == ["Tea"]


def test_a_day_later_it_is_over(couple: Couple) -> None:
    couple.remembers(WALK_AT_SIX)

    couple.clock.set("2026-11-24 19:00")

    assert couple.waiting is None


def test_after_midnight_it_is_still_that_evening(couple: Couple) -> None:
    couple.remembers(WALK_AT_SIX)

    couple.clock.set("2026-11-24 01:00")

    assert couple.names == ["Walk"]


def test_a_later_nudge_that_was_shown_stands_for_an_earlier_one(couple: Couple) -> None:
    couple.remembers(f"Walk@{TODAY}T18:00-60")
    couple.remembers(WALK_AT_SIX, shown=True)

    assert couple.waiting is None


def test_a_snooze_that_could_not_be_shown_waits_although_the_nudge_before_was_shown(couple: Couple) -> None:
    couple.remembers(WALK_AT_SIX, shown=True)
    couple.remembers(f"Walk@{TODAY}~2026-11-23T18:30:00+00:00")

    assert couple.names == ["Walk"]
