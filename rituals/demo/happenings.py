"""Single events of the demo's year: pauses, moves, edits, an undo, and the beginning of today."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time, timedelta

from rituals.core.calendar import week_of
from rituals.core.events import RitualEdited
from rituals.core.model import Rule
from rituals.demo.clock import EVENING
from rituals.demo.keeping import on_days
from rituals.demo.life import Life

StoryEvent = Callable[[Life, date], None]
_FRIDAY = 4


def _flu(life: Life, day: date) -> None:
    life.service.pause(until=day + timedelta(days=5), reason="we had the flu")


def _on_the_road(life: Life, _: date) -> None:
    life.service.pause(reason="ten days on the road")


def _home_again(life: Life, _: date) -> None:
    life.service.resume()


def _pool_closed(life: Life, _: date) -> None:
    life.service.pause("swim-before-breakfast", reason="the pool is being mended")


def _date_on_saturday(life: Life, day: date) -> None:
    friday = day + timedelta(days=(_FRIDAY - day.weekday()) % 7)
    life.service.move("date-night", friday + timedelta(days=1), day=friday)


def _walk_after_the_plates(life: Life, _: date) -> None:
    life.service.edit("walk-and-talk", RitualEdited("walk-and-talk", cue="after the plates are in the sink"))


def _walk_later(life: Life, _: date) -> None:
    rule = Rule(on_days(life.today, 0, 3), at=time(18))
    life.service.edit("walk-and-talk", RitualEdited("walk-and-talk"), cadence=rule)


def _cook_every_week(life: Life, _: date) -> None:
    wish = RitualEdited("cook-together", cue="whoever is home first puts the music on")
    life.service.edit("cook-together", wish, cadence=Rule(on_days(life.today, 1), at=time(18, 30)))


def _pottery(life: Life, _: date) -> None:
    life.service.edit("shared-hobby", RitualEdited("shared-hobby", name="Pottery hour"))


def _tea_cue(life: Life, _: date) -> None:
    life.service.edit("tea-on-the-balcony", RitualEdited("tea-on-the-balcony", cue="when the kettle clicks"))


def _salsa_ends(life: Life, _: date) -> None:
    life.service.archive("salsa-class")


def _wrong_row(life: Life, _: date) -> None:
    life.service.tick("long-hug", note="oh, the wrong row")
    life.service.undo()


HAPPENINGS: Mapping[int, StoryEvent] = {
    340: _walk_after_the_plates,
    310: _date_on_saturday,
    251: _flu,
    205: _date_on_saturday,
    200: _cook_every_week,
    190: _tea_cue,
    160: _salsa_ends,
    140: _on_the_road,
    130: _home_again,
    120: _pottery,
    77: _date_on_saturday,
    60: _walk_later,
    33: _wrong_row,
    19: _pool_closed,
}
"""By how many days before today: what happens that morning."""


def begin_today(life: Life) -> None:
    """Play today until the evening, so that Today shows some rituals done, some due and some resting."""
    service, ana, sam = life.service, life.ana.id, life.sam.id

    def at(hour: int, minute: int) -> None:
        life.clock.stand_at(life.today, time(hour, minute))

    at(7, 40)
    service.tick("coffee-in-bed", by=[sam], note="cinnamon on top")
    service.tick("warm-message", by=[ana])
    at(12, 30)
    service.tick("warm-message", by=[sam], note="the one with the otter")
    service.jar.put_in("The line before your train. I read it on the stairs, twice.", by=sam)
    at(16, 5)
    service.rest("shared-hobby", reason="the sofa won")
    if week_of(life.today, service.state.household.week_starts_on).first == life.today:
        at(16, 30)
        service.tick("tea-on-the-balcony")  # otherwise a tick of an earlier day is in this week
    at(17, 55)
    service.tick("long-hug", by=[ana], note="in the hallway, coats still on")
    life.clock.stand_at(life.today, EVENING)
