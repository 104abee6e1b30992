"""What a nudge offers, what each answer does, and what the notification says of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

import pytest

from rituals.core import events as e
from rituals.core.events import NudgeSnoozed, RitualAdded, RitualTicked
from rituals.core.model import EACH, TOGETHER, Cadence, Once, PersonId, Quota, RitualId, Rule, Who
from rituals.core.nudges.answering import answers_offered, heard_again_words, snooze_nudged, tick_nudged
from rituals.core.nudges.answers import NudgeAnswer
from rituals.core.nudges.planner import plan_nudge
from rituals.core.nudges.reminders import NudgeSubject, PlannerInput
from rituals.core.nudges.residents import asking_residents
from rituals.core.nudges.settings import NudgeSettings
from rituals.core.nudges.words import NudgeWords
from rituals.core.occurrences.matching import Outcome, results_between
from rituals.errors import RuleError
from tests.kit.fakes import FakeClock, make_rituals

WORDS = NudgeWords(plain=("{name}",), discreet=("A small moment.",))
EVERY_DAY = Rule("FREQ=DAILY")
DONE, LATER, OPEN = NudgeAnswer
EVENING = "2026-11-23 18:00"


class Evening:
    """Ana and Sam on a Monday, who of them lives here, and the nudges that come."""

    def __init__(self, *here: str, **chosen: object) -> None:
        self.clock = FakeClock("1980-01-01 00:00")
        self.service = make_rituals(self.clock, login="Ana")
        self.service.begin_nudging()
        self.clock.set("2026-11-22 12:00")
        self.sam = self.service.join("Sam").id
        self.ana = self.service.couple[0].id
        self.clock.set("2026-11-23 12:00")
        self.here = here
        self.settings = NudgeSettings(**chosen)  # type: ignore[arg-type]

    def keeps(self, name: str, who: Who = TOGETHER, cadence: Cadence = EVERY_DAY, **fields: object) -> RitualId:
        self.service.seat(who if who in (self.ana, self.sam) else self.ana)  # who takes up what is theirs alone
        added = RitualAdded(name, self.service.today(), name, cadence, who=who, **fields)  # type: ignore[arg-type]
        ritual = self.service.add(added)
        self.service.seat(self.ana)
        return ritual

    @property
    def given(self) -> PlannerInput:
        own = self.service
        everyone = PlannerInput(own.state, own.device_state, self.settings, self.clock.now(), self.clock.zone())
        return asking_residents(everyone, self.here)

    def nudged(self, local: str = EVENING) -> Sequence[NudgeSubject]:
        """What the nudge is about that comes at a wall time."""
        self.clock.set(local)
        plan = plan_nudge(self.given, WORDS)
        self.service.record_locally(lambda *_: plan.marks)
        return plan.about

    def offers(self, local: str = EVENING) -> tuple[NudgeAnswer, ...]:
        return answers_offered(self.given, self.nudged(local))

    def done(self, about: Sequence[NudgeSubject]) -> Sequence[RitualTicked]:
        return self.service.record(lambda _: tick_nudged(self.given, about[0]))

    def later(self, about: Sequence[NudgeSubject]) -> Sequence[NudgeSnoozed]:
        snoozes = snooze_nudged(self.given, about)
        self.service.record_locally(lambda *_: snoozes)
        return snoozes

    def outcome(self, ritual: RitualId, day: date) -> Outcome:
        state = self.service.state
        return results_between(state, state.rituals[ritual], day, day, self.service.today())[0].outcome


# what is offered


def test_a_nudge_about_one_thing_offers_done_and_in_an_hour() -> None:
    evening = Evening()
    evening.keeps("Walk")

    assert evening.offers() == (DONE, LATER)


def test_one_about_several_offers_in_an_hour_alone() -> None:
    evening = Evening()
    evening.keeps("Walk")
    evening.keeps("Tea")

    assert evening.offers() == (LATER,)


@pytest.mark.parametrize(("here", "offered"), [((), ()), (("Ana",), (DONE, LATER)), (("Sam",), (DONE, LATER))])
def test_what_each_ticks_is_answered_where_one_of_them_lives(
    here: tuple[str, ...], offered: tuple[NudgeAnswer, ...]
) -> None:
    evening = Evening(*here)
    evening.keeps("Stretch", EACH)

    assert evening.offers() == offered


def test_who_came_only_today_may_press_it_too() -> None:
    evening = Evening()
    evening.keeps("Stretch", EACH)
    evening.service.join("Kim")
    evening.here = ("Ana", "Kim")

    assert evening.offers() == ()


def test_one_about_several_is_only_to_be_opened_where_two_tick_one_of_them_each() -> None:
    evening = Evening(open=("kitty",))
    evening.keeps("Walk")
    evening.keeps("Stretch", EACH)

    assert evening.offers() == (OPEN,)


def test_opening_is_offered_where_the_settings_have_a_command() -> None:
    evening = Evening(open=("kitty", "-e", "rituals"))
    evening.keeps("Walk")

    assert evening.offers() == (DONE, LATER, OPEN)


@pytest.mark.parametrize(("command", "offered"), [((), ()), (("kitty",), (OPEN,))])
def test_what_is_to_ask_or_to_come_back_to_is_only_to_be_opened(
    command: tuple[str, ...], offered: tuple[NudgeAnswer, ...]
) -> None:
    evening = Evening(open=command)

    assert answers_offered(evening.given, ()) == offered


def test_what_comes_only_tomorrow_is_not_done_yet_but_is_heard_of_again() -> None:
    evening = Evening()
    evening.keeps("Run", cadence=Rule("FREQ=DAILY", at=time(7)), remind=(660,))

    about = evening.nudged("2026-11-23 20:00")
    offered = answers_offered(evening.given, about)
    evening.later(about)

    assert [str(subject.day) for subject in about] == ["2026-11-24"]
    assert offered == (LATER,)
    assert [subject.ritual.name for subject in evening.nudged("2026-11-23 21:00")] == ["Run"]


# done


@pytest.mark.parametrize("who", ["together", "own", "each"])
def test_done_ticks_for_whoever_lives_here(who: str) -> None:
    evening = Evening("Sam")
    whose: dict[str, tuple[Who, PersonId | None]] = {
        "together": (TOGETHER, None),
        "own": (evening.sam, None),
        "each": (EACH, evening.sam),
    }
    evening.keeps("Walk", whose[who][0])

    ticks = evening.done(evening.nudged())

    assert ticks == [RitualTicked("Walk", date(2026, 11, 23), whose[who][1])]


def test_done_is_for_the_nudges_own_day_whenever_it_is_pressed() -> None:
    evening = Evening()
    evening.keeps("Walk")
    about = evening.nudged()

    evening.clock.set("2026-11-25 07:00")

    assert [tick.day for tick in evening.done(about)] == [date(2026, 11, 23)]


@pytest.mark.parametrize("digest", ["18:00", "01:00"])
def test_after_midnight_the_evening_nudge_is_still_for_the_day_before(digest: str) -> None:
    evening = Evening(digest_at=time.fromisoformat(digest), quiet_from=time(3), quiet_until=time(4))
    evening.keeps("Walk")
    about = evening.nudged(EVENING if digest == "18:00" else "2026-11-24 01:00")

    evening.clock.set("2026-11-24 02:30")

    assert [tick.day for tick in evening.done(about)] == [date(2026, 11, 23)]


def test_what_lies_before_the_day_starts_is_of_its_calendar_date() -> None:
    evening = Evening(quiet_from=time(3), quiet_until=time(4))
    evening.keeps("Stars", cadence=Rule("FREQ=DAILY", at=time(0, 30)))

    about = evening.nudged("2026-11-24 00:30")

    assert answers_offered(evening.given, about) == (DONE, LATER)
    assert [tick.day for tick in evening.done(about)] == [date(2026, 11, 24)]


def test_a_second_done_does_nothing_and_takes_nothing_back() -> None:
    evening = Evening()
    evening.keeps("Walk")
    about = evening.nudged()
    evening.done(about)

    assert evening.done(about) == []
    assert evening.outcome("Walk", date(2026, 11, 23)) is Outcome.KEPT


def test_done_after_it_was_kept_elsewhere_and_on_another_day_adds_nothing() -> None:
    evening = Evening()
    evening.keeps("Date", cadence=Rule("FREQ=WEEKLY;BYDAY=MO"))
    about = evening.nudged()
    evening.clock.set("2026-11-24 12:00")
    evening.service.tick("Date")

    assert evening.done(about) == []


@pytest.mark.parametrize("taken_back", ["untick", "undo"])
def test_a_late_done_ticks_once_after_the_tick_was_taken_back(taken_back: str) -> None:
    evening = Evening()
    evening.keeps("Walk")
    about = evening.nudged()
    evening.service.tick("Walk")
    if taken_back == "undo":
        evening.service.undo()
    else:
        evening.service.untick("Walk")

    assert [len(evening.done(about)) for _ in range(2)] == [1, 0]


def test_done_keeps_what_rests_as_a_tick_by_hand_does() -> None:
    evening = Evening()
    evening.keeps("Walk")
    about = evening.nudged()
    evening.service.rest("Walk")

    assert len(evening.done(about)) == 1


def test_a_quota_is_ticked_on_the_nudges_day_once() -> None:
    evening = Evening()
    evening.clock.set("2026-11-29 12:00")
    evening.keeps("Cook", cadence=Quota(2, "week"))
    about = evening.nudged("2026-11-29 18:00")
    evening.clock.set("2026-11-30 09:00")

    ticks = [evening.done(about) for _ in range(2)]

    assert ticks == [[RitualTicked("Cook", date(2026, 11, 29), None)], []]


def test_one_of_several_days_is_ticked_on_the_day_of_its_nudge() -> None:
    evening = Evening()
    evening.keeps("Trip", cadence=Once(date(2026, 11, 23), days=3))
    evening.nudged()
    about = evening.nudged("2026-11-24 18:00")

    assert [tick.day for tick in evening.done(about)] == [date(2026, 11, 24)]


def test_a_moved_one_is_ticked_on_its_new_day() -> None:
    evening = Evening()
    evening.keeps("Date", cadence=Rule("FREQ=WEEKLY;BYDAY=MO", at=time(19)))
    evening.service.move("Date", date(2026, 11, 25), at=time(20))

    about = evening.nudged("2026-11-25 20:00")
    evening.done(about)

    assert about[0].occurrence == date(2026, 11, 23)
    assert evening.outcome("Date", date(2026, 11, 25)) is Outcome.KEPT


def test_one_carried_over_that_was_snoozed_is_ticked_on_the_day_of_its_nudge() -> None:
    evening = Evening()
    evening.keeps("Date", cadence=Rule("FREQ=WEEKLY;BYDAY=MO"))
    evening.nudged()
    evening.clock.set("2026-11-24 12:00")
    evening.service.snooze("Date", date(2026, 11, 23), FakeClock("2026-11-24 19:00").now())

    about = evening.nudged("2026-11-24 19:00")
    ticks = evening.done(about)

    assert [tick.day for tick in ticks] == [date(2026, 11, 24)]
    assert evening.outcome("Date", date(2026, 11, 23)) is Outcome.KEPT


def test_a_quota_snoozed_past_midnight_is_ticked_on_the_day_that_still_runs() -> None:
    evening = Evening(quiet_from=time(3), quiet_until=time(4))
    evening.clock.set("2026-11-28 12:00")
    evening.keeps("Cook", cadence=Quota(2, "week"))
    evening.nudged("2026-11-28 23:40")
    evening.service.snooze("Cook", date(2026, 11, 23), FakeClock("2026-11-29 00:30").now())

    about = evening.nudged("2026-11-29 00:30")

    assert answers_offered(evening.given, about) == (DONE, LATER)
    assert [tick.day for tick in evening.done(about)] == [date(2026, 11, 28)]


def test_what_was_put_away_or_taken_back_meanwhile_is_told_without_its_name() -> None:
    evening = Evening()
    evening.keeps("Walk")
    about = evening.nudged()
    evening.service.archive("Walk")

    with pytest.raises(RuleError, match=r"^It has been put away, so nothing was put down\.$"):
        evening.done(about)
    evening.service.undo()
    evening.service.undo()
    with pytest.raises(RuleError, match=r"^It isn't there any more, so nothing was put down\.$"):
        evening.done(about)


def test_what_became_each_ones_own_meanwhile_is_told_without_its_name() -> None:
    evening = Evening()
    evening.keeps("Walk")
    about = evening.nudged()
    evening.service.edit("Walk", e.RitualEdited("Walk", who=EACH))

    with pytest.raises(RuleError, match=r"^It is for each of you to tick, so nothing was put down\.$"):
        evening.done(about)


def test_another_name_does_not_matter() -> None:
    evening = Evening()
    evening.keeps("Walk")
    about = evening.nudged()
    evening.service.edit("Walk", e.RitualEdited("Walk", name="Stroll"))

    assert len(evening.done(about)) == 1


# in an hour


def test_in_an_hour_it_comes_again_about_all_of_it() -> None:
    evening = Evening()
    evening.keeps("Walk")
    evening.keeps("Tea")

    snoozes = evening.later(evening.nudged("2026-11-23 18:05"))

    assert [heard_again_words(snooze.until, evening.given) for snooze in snoozes] == [
        "You hear of it again at 19:05."
    ] * 2
    assert evening.nudged("2026-11-23 19:04") == ()
    assert {subject.ritual.name for subject in evening.nudged("2026-11-23 19:05")} == {"Walk", "Tea"}


def test_what_was_kept_meanwhile_does_not_come_again() -> None:
    evening = Evening()
    evening.keeps("Walk")
    evening.keeps("Tea")
    about = evening.nudged()
    evening.service.tick("Walk")

    assert [snooze.ritual for snooze in evening.later(about)] == ["Tea"]


@pytest.mark.parametrize("ending", ["tick", "rest", "archive"])
def test_where_nothing_is_left_it_says_so(ending: str) -> None:
    evening = Evening()
    evening.keeps("Walk")
    about = evening.nudged()
    getattr(evening.service, ending)("Walk")

    with pytest.raises(RuleError, match=r"^Nothing of it is left to do, so there is nothing to hear of\.$"):
        evening.later(about)


def test_into_the_quiet_hours_it_names_the_next_time_that_works_and_nothing_else() -> None:
    evening = Evening()
    evening.keeps("Walk", cadence=Rule("FREQ=DAILY", at=time(21)))

    with pytest.raises(RuleError) as refusal:
        evening.later(evening.nudged("2026-11-23 21:00"))

    assert str(refusal.value) == (
        "22:00 lies in the quiet hours, from 21:30 until 08:00. The next time that works is 08:00 tomorrow."
    )


def test_after_its_day_it_names_the_latest_time() -> None:
    evening = Evening(quiet_from=time(1), quiet_until=time(1))
    evening.keeps("Walk")
    about = evening.nudged()
    evening.clock.set("2026-11-24 03:30")

    with pytest.raises(RuleError, match=r"^04:30 today is too late: a snooze ends today\."):
        evening.later(about)


def test_past_midnight_it_says_the_day() -> None:
    evening = Evening(quiet_from=time(1), quiet_until=time(1))
    evening.keeps("Walk", cadence=Rule("FREQ=DAILY", at=time(23, 10)))
    about = evening.nudged("2026-11-23 23:10")

    snoozes = evening.later(about)

    assert heard_again_words(snoozes[0].until, evening.given) == "You hear of it again tomorrow at 00:10."
