"""Nudges speak to who lives here: the setting, and what the planner makes of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rituals.core.events import NudgeTold, RitualAdded
from rituals.core.model import EACH, TOGETHER, Cadence, Person, Quota, RitualId, Rule, Who
from rituals.core.nudges.forecast import forecast_nudges
from rituals.core.nudges.reminders import PlannerInput
from rituals.core.nudges.residents import asking_residents, residents, unknown_residents
from rituals.core.nudges.settings import NudgeSettings
from rituals.core.nudges.snooze import why_not_snoozed
from rituals.core.nudges.undelivered import waiting_nudges
from rituals.core.nudges.words import NudgeWords
from rituals.service.people import PeopleService
from tests.kit.fakes import FakeClock, make_rituals
from tests.kit.histories import march

WORDS = NudgeWords(plain=("{name}",), discreet=("A small moment.",))
EVERY_DAY = Rule("FREQ=DAILY")
ANA, SAM, KIM = (Person(name.lower() + "-id", name, march(1)) for name in ("Ana", "Sam", "Kim"))


class House:
    """Ana and Sam on a Monday at noon, and who of them lives here."""

    def __init__(self, *here: str) -> None:
        self.clock = FakeClock("1980-01-01 00:00")
        self.service = make_rituals(self.clock, login="Ana")
        self.service.begin_nudging()
        self.clock.set("2026-11-23 12:00")
        self.sam = self.service.join("Sam").id
        self.ana = self.service.couple[0].id
        self.here = here

    def keeps(self, name: str, who: Who, cadence: Cadence = EVERY_DAY) -> RitualId:
        self.service.seat(who if who in (self.ana, self.sam) else self.ana)  # who takes up what is theirs alone
        ritual = self.service.add(RitualAdded(name, self.service.today(), name, cadence, who=who))
        self.service.seat(self.ana)
        return ritual

    @property
    def given(self) -> PlannerInput:
        own = self.service
        everyone = PlannerInput(own.state, own.device_state, NudgeSettings(), self.clock.now(), self.clock.zone())
        return asking_residents(everyone, self.here)

    def asks_for(self) -> list[str]:
        """The rituals that this evening's nudges are about."""
        nudges = forecast_nudges(self.given, WORDS, self.clock.now() + timedelta(hours=11))
        return sorted(subject.ritual.name for nudge in nudges for subject in nudge.about)


@pytest.mark.parametrize(
    ("here", "names"),
    [
        ((), ["Ana", "Sam", "Kim"]),
        (("Ana",), ["Ana"]),
        ((" ana ",), ["Ana"]),
        (("sam-id", "Ana"), ["Ana", "Sam"]),
        (("Ana", "Nobody I know"), ["Ana"]),
        (("Nobody I know",), ["Ana", "Sam", "Kim"]),
    ],
)
def test_the_setting_names_people_by_id_or_name_and_falls_back_to_everyone(
    here: tuple[str, ...], names: list[str]
) -> None:
    assert [person.name for person in residents(here, [ANA, SAM, KIM])] == names


def test_what_means_nobody_who_ever_was_here_is_found() -> None:
    assert unknown_residents(("Ana", "kim-id", "Smm"), [ANA, SAM, KIM]) == ["Smm"]


def test_a_new_name_leaves_who_lives_here_by_id() -> None:
    house = House()
    house.here = (house.sam,)
    house.keeps("Run", house.sam)

    house.service.rename(house.sam, "Samuel")

    assert house.asks_for() == ["Run"]


@pytest.mark.parametrize(
    ("here", "names"), [((), ["Run", "Swim", "Walk"]), (("Ana",), ["Swim", "Walk"]), (("Sam",), ["Run", "Walk"])]
)
def test_a_ritual_of_one_person_nudges_where_that_person_lives(here: tuple[str, ...], names: list[str]) -> None:
    house = House(*here)
    house.keeps("Walk", TOGETHER)
    house.keeps("Run", house.sam)
    house.keeps("Swim", house.ana)

    assert house.asks_for() == names


def test_what_each_keeps_is_silent_once_those_who_live_here_kept_it() -> None:
    house = House("Ana")
    thanks, note = house.keeps("Thanks", EACH), house.keeps("Note", EACH)

    house.service.tick(thanks, by=[house.ana])
    house.service.tick(note, by=[house.sam])

    assert house.asks_for() == ["Note"]
    assert house.service.board().rows[0].sign == "one of two"


@pytest.mark.parametrize(("name", "asked"), [("Kim", []), ("Ana", ["Coffee", "Thanks"])])
def test_who_joins_in_the_evening_is_told_from_the_next_day_on(name: str, asked: list[str]) -> None:
    house = House(name)
    house.keeps("Thanks", EACH)
    house.keeps("Coffee", EACH, Quota(7, "week"))
    house.clock.set("2026-11-30 12:00")
    house.service.join("Kim")

    told = house.asks_for()
    house.clock.set("2026-12-01 12:00")

    assert told == asked
    assert "Thanks" in house.asks_for()


def test_nothing_waits_or_can_be_snoozed_for_who_joined_only_today() -> None:
    house = House("Kim")
    thanks = house.keeps("Thanks", EACH)
    house.clock.set("2026-11-30 12:00")
    house.service.join("Kim")

    assert waiting_nudges(house.given, WORDS) is None
    assert "nothing left to do today" in why_not_snoozed(house.service.state.rituals[thanks], house.given)


def test_a_rest_of_who_lives_here_is_enough_for_silence() -> None:
    house = House("Ana")
    thanks = house.keeps("Thanks", EACH)

    house.service.rest(thanks, by=house.ana)

    assert house.asks_for() == []


def test_what_is_kept_together_is_silent_everywhere_once_either_did() -> None:
    house = House("Ana")
    walk = house.keeps("Walk", TOGETHER)

    house.service.tick(walk, by=[house.sam])

    assert house.asks_for() == []


def test_a_quota_that_each_keeps_asks_for_those_who_live_here() -> None:
    house = House("Ana")
    house.clock.set("2026-11-29 12:00")
    house.keeps("Tea", EACH, Quota(1, "week"))

    asked = house.asks_for()
    house.service.tick("Tea", by=[house.ana])

    assert asked == ["Tea"]
    assert house.asks_for() == []


def test_nothing_waits_in_the_app_for_somebody_who_lives_elsewhere() -> None:
    house = House("Ana")
    run = house.keeps("Run", house.sam, Rule("FREQ=DAILY"))
    house.service.record_locally(lambda *_: [NudgeTold(f"{run}@x", house.service.today(), shown=False)])

    assert waiting_nudges(house.given, WORDS) is None


def test_what_says_nothing_here_cannot_be_snoozed_here() -> None:
    house = House("Ana")
    house.keeps("Run", house.sam)
    ritual = house.service.state.rituals["Run"]

    words = why_not_snoozed(ritual, house.given)
    house.here = ("Sam",)

    assert words == "Nothing is said about Run anyway, so there is nothing to snooze."
    assert why_not_snoozed(ritual, house.given) == ""


def test_whoever_left_is_asked_no_more_though_the_setting_names_them() -> None:
    house = House("Sam")
    house.keeps("Thanks", EACH)

    PeopleService(house.service).leave(house.sam)

    assert house.asks_for() == ["Thanks"]
