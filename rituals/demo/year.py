"""The demo's year as a whole, from its first day to this evening."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from random import Random

from rituals.demo.clock import StoryClock
from rituals.demo.happenings import HAPPENINGS, begin_today
from rituals.demo.jar import spend_on_jar
from rituals.demo.keeping import DAYS_IN_ALL, what_they_keep
from rituals.demo.life import LATELY, SEED, Life
from rituals.service.couple import CoupleService

LOGIN = "Ana"
"""The login of the session: the service names the first person after it."""
DEVICE = "demo"
_MORNING = time(7, 30)


def story_ids() -> Callable[[], str]:
    """Makes ids of the usual form, the same ones in every demo."""
    chance = Random(SEED)
    return lambda: f"{chance.getrandbits(64):016x}"


def live_a_year(service: CoupleService, clock: StoryClock, today: date) -> None:
    """Fill an empty session, whose login is `LOGIN`, with a year that ends this evening, and leave the clock there."""
    began = today - timedelta(days=DAYS_IN_ALL)
    clock.stand_at(began, _MORNING)
    sam = service.join("Sam")
    ana = next(person for person in service.couple if person.id != sam.id)
    service.seat(ana.id)
    life = Life(service, clock, today, ana, sam)
    wishes = what_they_keep(today, sam=sam.id)
    for ago in range(DAYS_IN_ALL, 0, -1):
        day = today - timedelta(days=ago)
        clock.stand_at(day, _MORNING)
        for demo_ritual in wishes:
            if demo_ritual.added.on == day:
                life.take_up(demo_ritual)
        if ago in HAPPENINGS:
            HAPPENINGS[ago](life, day)
        if ago > LATELY:
            life.spend(day)
        else:
            life.spend_lately(day)
        spend_on_jar(life, day)
    begin_today(life)
