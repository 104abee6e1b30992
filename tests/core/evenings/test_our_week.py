"""Our week: its days, its minutes, its newest thanks, and the next one."""

from __future__ import annotations

from datetime import date, datetime, time

from rituals.core import events as e
from rituals.core.cadence.expansion import activated
from rituals.core.calendar import add_days
from rituals.core.evenings.our_week import OurWeek, ends_a_week, our_week
from rituals.core.model import TOGETHER, Once, Quota, Rule, Seal, Who
from tests.kit.histories import ANA, BEN, Couple

BEGUN, MONDAY, SUNDAY = date(2026, 1, 1), date(2026, 11, 16), date(2026, 11, 22)


def keep(
    couple: Couple, name: str, cadence: Rule | Quota | Once, *, minutes: int = 0, section: str = "", who: Who = TOGETHER
) -> None:
    couple.say(e.RitualAdded(name, BEGUN, name.title(), activated(cadence, on=BEGUN), who, section, minutes))


def seen(couple: Couple, today: date = SUNDAY) -> OurWeek:
    return our_week(couple.state, datetime.combine(today, time(20)), today, seated=ANA)


def tick(couple: Couple, name: str, *days: date, by: str | None = None) -> None:
    for day in days:
        couple.say(e.RitualTicked(name, day, by))


def test_it_tells_what_was_day_by_day_and_how_long_it_took() -> None:
    couple = Couple(joined=BEGUN)
    keep(couple, "walk", Rule("FREQ=DAILY", BEGUN), minutes=30, section="quality-time")
    keep(couple, "hug", Rule("FREQ=DAILY", BEGUN), minutes=1, section="affection")
    keep(couple, "tea", Quota(2, "week"))
    tick(couple, "walk", add_days(MONDAY, -1), MONDAY, SUNDAY)
    tick(couple, "hug", SUNDAY)
    tick(couple, "tea", SUNDAY)
    couple.say(e.RitualTicked("walk", add_days(MONDAY, 1), tiny=True))

    week = seen(couple)

    assert [(day.day, day.names) for day in week.days] == [
        (MONDAY, ["Walk"]),
        (add_days(MONDAY, 1), ["Walk"]),
        (SUNDAY, ["Hug", "Tea", "Walk"]),
    ]
    assert week.minutes == {"quality-time": 62, "affection": 1}


def test_it_tells_the_newest_open_thanks_and_not_what_is_sealed() -> None:
    couple = Couple(joined=BEGUN)
    for number, day in enumerate((add_days(MONDAY, -1), MONDAY, MONDAY, SUNDAY, SUNDAY)):
        couple.say(e.AppreciationAdded(f"n{number}", BEN, day, f"n{number}", ANA, Seal() if number == 4 else None))

    assert [note.text for note in seen(couple).thanks] == ["n3", "n2", "n1"]


def test_of_the_next_week_it_tells_what_is_not_there_every_day() -> None:
    couple = Couple(joined=BEGUN)
    keep(couple, "walk", Rule("FREQ=DAILY", BEGUN))
    keep(couple, "cinema", Rule("FREQ=WEEKLY;BYDAY=FR", BEGUN))
    keep(couple, "lake", Once(add_days(SUNDAY, 7)))
    keep(couple, "far away", Once(add_days(SUNDAY, 8)))

    couple.say(e.SomedayAdded("pie", ANA, "A pie from scratch", add_days(SUNDAY, 5)))
    couple.say(e.SomedayAdded("island", ANA, "An island", add_days(SUNDAY, 9)))

    assert [(day.day, day.names) for day in seen(couple).coming] == [
        (add_days(SUNDAY, 5), ["Cinema", "A pie from scratch"]),
        (add_days(SUNDAY, 7), ["Lake"]),
    ]


def test_what_is_for_the_other_alone_is_theirs() -> None:
    couple = Couple(joined=BEGUN)
    keep(couple, "swim", Rule("FREQ=WEEKLY;BYDAY=FR", BEGUN), minutes=40, who=BEN)
    tick(couple, "swim", add_days(MONDAY, 4), by=BEN)

    week = seen(couple)

    assert (list(week.days), dict(week.minutes), list(week.coming)) == ([], {}, [])


def test_a_week_ends_on_its_last_day_where_there_is_something_to_look_back_on() -> None:
    couple = Couple(joined=BEGUN)
    keep(couple, "walk", Rule("FREQ=DAILY", BEGUN))

    def ends(*days: date) -> list[bool]:
        return [ends_a_week(couple.state, day, seated=ANA) for day in days]

    assert ends(SUNDAY) == [False]
    tick(couple, "walk", add_days(SUNDAY, -1))
    assert ends(SUNDAY, MONDAY, add_days(SUNDAY, -1)) == [True, False, False]
    couple.say(e.HouseholdEdited(week_starts_on=6))
    assert ends(SUNDAY, add_days(SUNDAY, -1)) == [False, True]
