"""What a ritual's next nudge will show is what it shows when it comes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from rituals.content.loader import catalogue
from rituals.core.cadence.words import parse
from rituals.core.events import RitualAdded
from rituals.core.model import TOGETHER, Who
from rituals.core.nudges.forecast import forecast_nudges
from rituals.core.nudges.lock_screen import NO_NUDGE, as_taken_up, lock_screen_words, next_nudge
from rituals.core.nudges.reminders import PlannerInput
from rituals.core.nudges.residents import asking_residents
from rituals.core.nudges.settings import NudgeSettings
from rituals.service.couple import CoupleService
from rituals.session import nudge_words_of
from tests.kit.fakes import FakeClock, make_rituals

WORDS = nudge_words_of(catalogue())


def a_couple() -> CoupleService:
    """Ana and Sam on a Sunday evening."""
    service = make_rituals(FakeClock("2026-11-22 19:00"))
    service.join("Sam")
    return service


def planner_input(service: CoupleService, here: tuple[str, ...] = (), **chosen: str) -> PlannerInput:
    settings = NudgeSettings(**chosen)  # type: ignore[arg-type]
    given = PlannerInput(service.state, service.device_state, settings, service.now(), service.zone())
    return asking_residents(given, here)


def drafted(service: CoupleService, name: str, when: str, *, minutes: int = 0, who: Who = TOGETHER) -> RitualAdded:
    cadence = parse(when, today=service.today())
    return RitualAdded("", service.day_for(cadence), name, cadence, who=who, minutes=minutes)


@pytest.mark.parametrize("setting", ["always", "intimate", "never"])
@pytest.mark.parametrize("name", ["Tea", "Couples therapy"])
@pytest.mark.parametrize(
    ("when", "minutes"),
    [
        ("every day at 20:30", 20),
        ("every day at 19:30", 90),
        ("every day", 0),
        ("every fri at 07:00", 0),
        ("3 times a week", 30),
        ("every month on the 1st sat at 12:00", 120),
        ("every year on 14 feb", 0),
        ("on 2026-12-24 at 18:00", 0),
    ],
)
def test_what_is_shown_before_it_is_kept_is_what_comes(when: str, minutes: int, name: str, setting: str) -> None:
    service = a_couple()
    service.begin_nudging()
    added = drafted(service, name, when, minutes=minutes)
    service.add(replace(added, ritual="new"))
    (kept,) = service.state.rituals.values()
    given = planner_input(service, discreet=setting)

    shown = next_nudge(given, as_taken_up(replace(added, cadence=kept.cadence), given), WORDS)

    coming = next(iter(forecast_nudges(given, WORDS, given.now + timedelta(days=400))))
    assert shown == coming.nudge


def test_where_somebody_else_lives_nothing_comes_of_what_is_for_one_alone() -> None:
    service = a_couple()
    ana, sam = service.couple
    added = drafted(service, "Run", "every day at 20:30", who=sam.id)
    service.seat(sam.id)
    service.add(replace(added, ritual="new"))
    (kept,) = service.state.rituals.values()

    assert lock_screen_words(planner_input(service, (ana.name,)), kept, WORDS) == NO_NUDGE
    assert lock_screen_words(planner_input(service, (sam.name,)), kept, WORDS) != NO_NUDGE
    assert lock_screen_words(planner_input(service), kept, WORDS) != NO_NUDGE


@pytest.mark.parametrize("fields", [{"remind": ()}, {"private": True}])
def test_without_a_nudge_there_is_nothing_to_show(fields: dict[str, object]) -> None:
    service = a_couple()
    service.add(replace(drafted(service, "Tea", "every day at 20:30"), ritual="new", **fields))
    (kept,) = service.state.rituals.values()

    assert lock_screen_words(planner_input(service), kept, WORDS) == NO_NUDGE
