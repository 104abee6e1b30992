"""The rituals of the demo, from the catalogue and their own, on weekdays relative to today so that every kind is
visible."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from rituals.content.loader import catalogue
from rituals.core.events import RitualAdded
from rituals.core.model import Cadence, Once, PersonId, Quota, Rule

DAYS_IN_ALL = 364
"""The length of the year in days: whole weeks, so that it begins on the weekday it ends on."""

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class DemoRitual(NamedTuple):
    """A ritual of the demo, and how often out of ten it is done."""

    added: RitualAdded
    of_ten: float


def on_days(today: date, *days_ahead: int) -> str:
    """A weekly RRULE on the weekdays this many days from today."""
    codes = ",".join(_WEEKDAYS[(today.weekday() + ahead) % 7] for ahead in days_ahead)
    return f"FREQ=WEEKLY;BYDAY={codes}"


def what_they_keep(today: date, *, sam: PersonId) -> list[DemoRitual]:
    """Every ritual they take up in the year, in order."""

    def ago(days: int) -> date:
        return today - timedelta(days)

    return [
        DemoRitual(_from_catalogue("long-hug", ago(364)), 9.2),
        DemoRitual(_from_catalogue("walk-and-talk", ago(364), Rule(on_days(today, 0, 3), at=time(17, 30))), 8.4),
        DemoRitual(_from_catalogue("date-night", ago(363)), 8.6),
        DemoRitual(_from_catalogue("appreciation-jar", ago(357)), 9.2),
        DemoRitual(_from_catalogue("cook-together", ago(350), Quota(2, "month")), 8.5),
        DemoRitual(_own_ritual("Salsa class", ago(345), Rule(on_days(today, 2), at=time(19, 30)), minutes=75), 8.0),
        DemoRitual(
            _from_catalogue("open-the-jar", ago(331), Rule(f"{on_days(today, 5)};INTERVAL=4", at=time(20, 30))), 10
        ),
        DemoRitual(_from_catalogue("screens-away-meal", ago(320), Rule(on_days(today, -1, 3), at=time(19))), 8.0),
        DemoRitual(_from_catalogue("shared-hobby", ago(300), Rule(on_days(today, 0), at=time(16))), 8.2),
        DemoRitual(_from_catalogue("something-new", ago(270)), 8.0),
        DemoRitual(_from_catalogue("film-and-talk", ago(268)), 8.0),
        DemoRitual(_from_catalogue("quiet-minutes", ago(230), Rule(on_days(today, 0, 4), at=time(21))), 8.4),
        DemoRitual(_own_ritual("Tea on the balcony", ago(210), Quota(3, "week"), minutes=20), 9.0),
        DemoRitual(_own_ritual("Coffee in bed", ago(196), Rule(on_days(today, 0, 5)), minutes=10, who=sam), 9.0),
        DemoRitual(_from_catalogue("warm-message", ago(180)), 9.0),
        DemoRitual(_own_ritual("Swim before breakfast", ago(150), Rule(on_days(today, 0, 2), at=time(7))), 7.5),
        DemoRitual(_from_catalogue("day-away", ago(149)), 10),
        DemoRitual(_own_ritual("Read aloud", ago(100), Rule(f"{on_days(today, 4)};INTERVAL=2", at=time(20, 30))), 9.0),
        DemoRitual(_own_ritual("The day we met", ago(90), Rule(_yearly(ago(40))), minutes=180), 10),
        DemoRitual(
            _own_ritual("Weekend at the lake", ago(12), Once(_weekend_after(today + timedelta(14)), 2), minutes=0), 10
        ),
    ]


def _from_catalogue(entry_id: str, on: date, cadence: Cadence | None = None) -> RitualAdded:
    entry = catalogue().entry(entry_id)
    if entry is None:
        raise LookupError(entry_id)
    return replace(entry.adopted(on), cadence=cadence or entry.cadence)


def _own_ritual(name: str, on: date, cadence: Cadence, *, minutes: int = 30, who: str = "together") -> RitualAdded:
    """A ritual that is not from the catalogue; its id is made of its name, so that the story can refer to it."""
    ritual = name.lower().replace(" ", "-")
    return RitualAdded(ritual, on, name, cadence, who=who, section="quality-time", minutes=minutes)


def _weekend_after(day: date) -> date:
    """The first Saturday on or after a day."""
    return day + timedelta((_WEEKDAYS.index("SA") - day.weekday()) % 7)


def _yearly(day: date) -> str:
    """An RRULE once a year around a day, on a day of the month that every month has."""
    return f"FREQ=YEARLY;BYMONTH={day.month};BYMONTHDAY={min(day.day, 28)}"
