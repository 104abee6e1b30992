"""What a calendar plans from today on, as Google, Apple, Outlook, Thunderbird, Nextcloud and khal write it."""

from __future__ import annotations

from datetime import date, time

import pytest

from rituals.adapters.formats.calendar_reader import is_calendar, read_calendar
from rituals.adapters.formats.readers import FOREIGN_FORMATS
from rituals.core.exchange.appointments import ONLY_AHEAD
from rituals.core.exchange.foreign import Foreign, ForeignFile
from rituals.core.model import Cadence, Move, Once, Rule
from rituals.errors import UsageError
from tests.kit.importing import SAMPLES, TODAY, source

BERLIN = "DTSTART;TZID=Europe/Berlin:"
FROM_JUNE = f"{BERLIN}20260605T193000"
"""A Friday; the samples' today is Saturday 28 November."""


def calendar(*entries: str) -> bytes:
    """A calendar of events, each named X unless it says its name, and of whole components."""
    return "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *map(component, entries), "END:VCALENDAR", "")).encode()


def component(entry: str) -> str:
    lines = entry.strip().splitlines()
    if not entry.startswith("BEGIN:"):
        name = [] if any(line.startswith("SUMMARY") for line in lines) else ["SUMMARY:X"]
        lines = ["BEGIN:VEVENT", *lines, *name, "END:VEVENT"]
    return "\r\n".join(lines)


def read(*entries: str, zone: str = "Europe/Berlin") -> ForeignFile:
    return read_calendar(source(calendar(*entries), zone=zone))


def ritual(*entries: str, zone: str = "Europe/Berlin") -> Foreign:
    (only,) = read(*entries, zone=zone).rituals
    return only


def cadence(*lines: str, zone: str = "Europe/Berlin") -> Cadence | None:
    return ritual("\n".join(lines), zone=zone).cadence


def refusal(*lines: str) -> str:
    """Why an event is left out, as the last sentence on the file says."""
    file = read("\n".join(lines))
    assert file.rituals == ()
    return file.told[-1]


def test_it_is_known_by_its_first_line() -> None:
    assert is_calendar(source(calendar()))
    assert is_calendar(source("\ufeffbegin:vcalendar\n".encode()))
    assert is_calendar(source("BEGIN:VCALENDAR\n".encode("utf-16")))
    assert not is_calendar(source(b"date,ritual\n2026-11-01,Begin: VCALENDAR"))
    assert not is_calendar(source(b""))
    assert [row.id for row in FOREIGN_FORMATS if row.can_read(source(calendar()))] == ["ics"]


def test_a_file_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="is no calendar"):
        read_calendar(source(b"date,ritual"))
    with pytest.raises(UsageError, match="not UTF-8"):
        read_calendar(source(calendar("SUMMARY:Café").decode().encode("latin-1")))


def test_what_google_writes() -> None:
    file = read_calendar(source((SAMPLES / "google.ics").read_bytes()))

    date_night, our_day, walk = file.rituals
    fridays = Rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;WKST=MO", date(2026, 12, 4), time(19, 30))
    assert date_night == Foreign("Date night, just us", fridays, minutes=150, remind=(60,), is_plan=True)
    assert our_day.cadence == Rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=14", date(2027, 2, 14))
    assert walk.cadence == Rule("FREQ=WEEKLY;BYDAY=WE;UNTIL=20261231", date(2026, 12, 2), time(17, 30))
    assert file.told == (ONLY_AHEAD, "1 appointment is over, done or cancelled, and left out.")


def test_what_apple_writes() -> None:
    file = read_calendar(source((SAMPLES / "apple.ics").read_bytes()))

    walk, coffee, letter = file.rituals
    assert walk.cadence == Rule("FREQ=WEEKLY;BYDAY=TU,SU", date(2026, 11, 29), time(16))
    assert walk.remind == (30,)
    assert coffee.cadence == Rule("FREQ=DAILY;UNTIL=20261224", TODAY, time(7, 30))
    assert coffee.minutes == 10
    assert letter.cadence == Rule("FREQ=MONTHLY;BYDAY=1TU", date(2026, 12, 1))
    assert letter.told == ("It is a task: it comes in for the day on which it is due.",)
    assert file.told == (ONLY_AHEAD,)


def test_what_outlook_writes() -> None:
    file = read_calendar(source((SAMPLES / "outlook.ics").read_bytes(), zone="Europe/Lisbon"))

    dance, concert = file.rituals
    tuesdays = Rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20270630;WKST=SU", date(2026, 12, 8), time(17))
    assert dance == Foreign("Tanzen", tuesdays, rests=(date(2026, 12, 8),), minutes=60, remind=(15,), is_plan=True)
    assert (concert.name, concert.cadence) == ("Konzert", Once(date(2026, 12, 12), at=time(20)))
    assert concert.told == (
        "“Customized Time Zone” is no time zone that is known, so its time stays as it is written.",
    )
    assert file.told == (ONLY_AHEAD,)


def test_what_nextcloud_writes() -> None:
    file = read_calendar(source((SAMPLES / "nextcloud.ics").read_bytes()))

    coffee, hut = file.rituals
    assert coffee == Foreign(
        "Kaffee im Bett ☕",
        Rule("FREQ=WEEKLY;BYDAY=MO,WE", date(2026, 11, 30), time(7)),
        rests=(date(2026, 12, 7),),
        moves=(Move(date(2026, 12, 2), date(2026, 12, 3), time(8, 30)),),
        minutes=15,
        remind=(5,),
        is_plan=True,
    )
    assert (hut.name, hut.cadence, hut.remind) == ("Hütte", Once(date(2026, 12, 19), days=2), None)
    assert hut.told == ("Its reminder is left out, as it has no time of day.",)
    assert file.told == (ONLY_AHEAD, "1 appointment is without a day, and left out.")


def test_what_thunderbird_writes() -> None:
    games, flowers = read_calendar(source((SAMPLES / "thunderbird.ics").read_bytes())).rituals

    last_fridays = Rule("FREQ=MONTHLY;BYDAY=-1FR", date(2026, 12, 25), time(20))
    assert games == Foreign(
        "Spieleabend", last_fridays, rests=(date(2026, 12, 25),), minutes=180, remind=(15,), is_plan=True
    )
    assert flowers.cadence == Rule("FREQ=WEEKLY;BYDAY=FR", date(2026, 12, 4), time(17))
    assert flowers.told == ("It is a task: it comes in for the day on which it begins.",)


def test_what_khal_writes() -> None:
    (cooking,) = read_calendar(source((SAMPLES / "khal.ics").read_bytes())).rituals

    saturdays = Rule("FREQ=WEEKLY;BYDAY=SA;UNTIL=20270606", TODAY, time(18))
    assert cooking == Foreign("Gemeinsam kochen", saturdays, minutes=120, remind=(10,), is_plan=True)


def test_it_is_a_plan_without_ticks_and_begins_from_today_on() -> None:
    walk = ritual(f"{FROM_JUNE}\nRRULE:FREQ=DAILY")

    assert walk.is_plan
    assert walk.ticks == ()
    assert walk.cadence == Rule("FREQ=DAILY", TODAY, time(19, 30))


@pytest.mark.parametrize(
    ("dtstart", "rrule", "canonical", "first"),
    [
        ("20260605", "FREQ=DAILY;INTERVAL=5", "FREQ=DAILY;INTERVAL=5", date(2026, 12, 2)),  # 180 days later
        ("20260605", "FREQ=WEEKLY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=3;BYDAY=FR;WKST=MO", date(2026, 12, 11)),
        ("20260603", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;WKST=MO", date(2026, 11, 30)),
        ("20260731", "FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=31", date(2026, 12, 31)),
        ("20260731", "FREQ=MONTHLY;INTERVAL=2", "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=31", date(2027, 1, 31)),
        ("20160229", "FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", date(2028, 2, 29)),
        ("16040512", "FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=12", date(2027, 5, 12)),  # Apple, without a year
        ("20250101", "FREQ=YEARLY;INTERVAL=3", "FREQ=YEARLY;INTERVAL=3;BYMONTH=1;BYMONTHDAY=1", date(2028, 1, 1)),
        ("20270301", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO", date(2027, 3, 1)),  # all ahead
    ],
)
def test_its_interval_keeps_its_phase(dtstart: str, rrule: str, canonical: str, first: date) -> None:
    assert cadence(f"DTSTART;VALUE=DATE:{dtstart}", f"RRULE:{rrule}") == Rule(canonical, first)


@pytest.mark.parametrize("part", ["BYHOUR=9", "BYMINUTE=30", "BYSECOND=1"])
def test_a_rule_of_the_clock_is_left_out_and_no_other(part: str) -> None:
    file = read(f"SUMMARY:Pills\n{FROM_JUNE}\nRRULE:FREQ=DAILY;{part}", f"{FROM_JUNE}\nRRULE:FREQ=DAILY")

    assert [ritual.name for ritual in file.rituals] == ["X"]
    assert file.told[-1].startswith(f"Pills is left out. “{part.split('=')[0]}” is not for a rule of whole days")


@pytest.mark.parametrize(
    ("rrule", "why"),
    [
        ("FREQ=HOURLY", "“FREQ=HOURLY” is more often than once a day"),
        ("FREQ=DAILY;COUNT=1000000000", "COUNT goes from 1 to 9999"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "That never comes"),
        ("FREQ=DAILY;COUNT=3;UNTIL=20271231", "UNTIL and COUNT cannot both end a rule"),
    ],
)
def test_a_rule_that_can_not_be_lived_by_says_why(rrule: str, why: str) -> None:
    assert why in refusal(FROM_JUNE, f"RRULE:{rrule}")


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20261231T225959Z", "20261231"),  # a minute before midnight in Berlin
        ("20261231T183000Z", "20261231"),  # at its very time
        ("20261231T182959Z", "20261230"),  # just before
        ("20261231T193000", "20261231"),
        ("20261231", "20261231"),
    ],
)
def test_its_end_is_the_last_local_day_on_which_it_begins(until: str, last: str) -> None:
    assert cadence(FROM_JUNE, f"RRULE:FREQ=DAILY;UNTIL={until}") == Rule(
        f"FREQ=DAILY;UNTIL={last}", TODAY, time(19, 30)
    )


def test_an_end_beyond_all_calendars_is_none() -> None:
    assert cadence(FROM_JUNE, "RRULE:FREQ=DAILY;UNTIL=99991231T235959Z") == Rule("FREQ=DAILY", TODAY, time(19, 30))


def test_the_end_of_whole_days_is_the_couples_day() -> None:
    rrule = "RRULE:FREQ=DAILY;UNTIL=20261231T225959Z"

    assert cadence("DTSTART;VALUE=DATE:20260605", rrule) == Rule("FREQ=DAILY;UNTIL=20261231", TODAY)
    assert cadence("DTSTART;VALUE=DATE:20260605", rrule, zone="Asia/Tokyo") == Rule("FREQ=DAILY;UNTIL=20270101", TODAY)


def test_a_count_is_counted_from_its_first_day() -> None:
    assert cadence(FROM_JUNE, "RRULE:FREQ=WEEKLY;COUNT=30") == Rule(
        "FREQ=WEEKLY;BYDAY=FR;UNTIL=20261225", date(2026, 12, 4), time(19, 30)
    )
    assert refusal(FROM_JUNE, "RRULE:FREQ=WEEKLY;COUNT=26") == "1 appointment is over, done or cancelled, and left out."
    assert cadence(FROM_JUNE, "RRULE:FREQ=YEARLY;COUNT=9999") == Rule(
        "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=5;UNTIL=22000605", date(2027, 6, 5), time(19, 30)
    )


def test_a_single_day_is_planned_once() -> None:
    assert cadence("DTSTART;TZID=Europe/Berlin:20261224T180000") == Once(date(2026, 12, 24), at=time(18))
    assert cadence("DTSTART;VALUE=DATE:20261224") == Once(date(2026, 12, 24))
    assert cadence(f"DTSTART;VALUE=DATE:{TODAY:%Y%m%d}") == Once(TODAY)


def test_its_last_day_is_the_one_before_its_end() -> None:
    getaway = Once(date(2026, 12, 27), days=3)

    assert cadence("DTSTART;VALUE=DATE:20261227", "DTEND;VALUE=DATE:20261230") == getaway
    assert cadence("DTSTART;VALUE=DATE:20261227", "DURATION:P3D") == getaway
    assert cadence("DTSTART;VALUE=DATE:20261227", "DTEND:20261230T000000Z") == getaway  # against the standard
    assert cadence("DTSTART;VALUE=DATE:20261227", "DTEND;VALUE=DATE:20261227") == Once(date(2026, 12, 27))


def test_times_over_several_days_take_all_of_these() -> None:
    getaway = ritual("DTSTART:20261227T100000\nDTEND:20261229T160000")
    party = ritual("DTSTART:20261231T200000\nDTEND:20270101T020000")
    until_midnight = ritual("DTSTART:20261227T100000\nDTEND:20261229T000000")

    assert (getaway.cadence, getaway.minutes) == (Once(date(2026, 12, 27), days=3, at=time(10)), 0)
    assert (party.cadence, party.minutes) == (Once(date(2026, 12, 31), at=time(20)), 360)
    assert until_midnight.cadence == Once(date(2026, 12, 27), days=2, at=time(10))


def test_what_has_begun_and_goes_on_is_ahead() -> None:
    begun = "DTSTART;VALUE=DATE:20261127\nDTEND;VALUE=DATE:2026112"

    assert cadence(f"{begun}9") == Once(date(2026, 11, 27), days=2)
    assert read(f"{begun}8").rituals == ()


def test_what_is_over_is_left_out_and_counted() -> None:
    over = "DTSTART;VALUE=DATE:20261127"

    assert read(over, over, f"{over}\nRRULE:FREQ=DAILY;UNTIL=20261127").told == (
        ONLY_AHEAD,
        "3 appointments are over, done or cancelled, and left out.",
    )


def test_more_than_a_year_in_a_row_is_left_out() -> None:
    assert "more than a year" in refusal("DTSTART;VALUE=DATE:20261227", "DTEND;VALUE=DATE:20280101")
    assert "after the year 2200" in refusal("DTSTART;VALUE=DATE:22010101")


def test_each_of_a_series_takes_its_first_day() -> None:
    camp = ritual("DTSTART;VALUE=DATE:20260703\nDTEND;VALUE=DATE:20260706\nRRULE:FREQ=YEARLY")

    assert camp.told == ("It takes more than a day each time; only the first one comes in.",)


SERIES = f"UID:s\n{FROM_JUNE}\nRRULE:FREQ=WEEKLY"


@pytest.mark.parametrize(
    "exdate",
    [
        "EXDATE;TZID=Europe/Berlin:20261204T193000,20261218T193000",
        "EXDATE:20261204T183000Z,20261218T183000Z",
        "EXDATE:20261204T193000,20261218T193000",
        "EXDATE;VALUE=DATE:20261204,20261218",
        "EXDATE;TZID=Europe/Berlin:20261204T193000\nEXDATE;TZID=Europe/Berlin:20261218T193000",
        "EXDATE;TZID=America/New_York:20261204T133000\nEXDATE;TZID=America/New_York:20261218T133000",
        "EXDATE;TZID=Europe/Berlin:20261120T193000,20261204T193000,20261205T193000,20261218T193000",
        "EXDATE:\nEXDATE;TZID=Europe/Berlin:20261218T193000,20261204T193000",
    ],
)
def test_days_that_are_taken_out_ahead_rest(exdate: str) -> None:
    assert ritual(f"{SERIES}\n{exdate}").rests == (date(2026, 12, 4), date(2026, 12, 18))


def test_whole_days_that_are_taken_out_rest() -> None:
    daily = "DTSTART;VALUE=DATE:20260605\nRRULE:FREQ=DAILY"

    assert ritual(f"{daily}\nEXDATE;VALUE=DATE:20261204").rests == (date(2026, 12, 4),)


def test_a_midnight_among_whole_days_is_a_day_in_any_zone() -> None:
    daily = "DTSTART;VALUE=DATE:20260605\nRRULE:FREQ=DAILY;UNTIL=20261231T000000Z\nEXDATE:20261204T000000Z"

    for zone in ("America/New_York", "Asia/Tokyo"):
        own = ritual(daily, zone=zone)
        assert own.cadence == Rule("FREQ=DAILY;UNTIL=20261231", TODAY)
        assert own.rests == (date(2026, 12, 4),)


def test_days_beside_the_rule_are_told_of() -> None:
    assert ritual(f"{SERIES}\nRDATE;TZID=Europe/Berlin:20261205T193000").told == (
        "The days that it has beside its rule are left out.",
    )
    assert ritual(f"{SERIES}\nRDATE;VALUE=PERIOD:20261205T193000Z/PT1H").told != ()
    assert ritual(f"{SERIES}\nRDATE:20261107T193000Z").told == ()
    assert ritual(f"{SERIES}\nEXRULE:FREQ=MONTHLY;BYDAY=1SA").told == (
        "The days that a rule of its own takes out stay in it.",
    )


def changed(day: str, *lines: str) -> str:
    return "\n".join(("UID:s", f"RECURRENCE-ID;TZID=Europe/Berlin:{day}", *lines))


def test_a_day_that_was_moved_ahead_is_moved() -> None:
    moved = ritual(SERIES, changed("20261204T193000", f"{BERLIN}20261205T200000"))
    in_utc = ritual(SERIES, "UID:s\nRECURRENCE-ID:20261204T183000Z\nDTSTART:20261205T183000Z")
    at_another_time = ritual(SERIES, changed("20261204T193000", f"{BERLIN}20261204T180000"))

    assert moved.moves == (Move(date(2026, 12, 4), date(2026, 12, 5), time(20)),)
    assert in_utc.moves == (Move(date(2026, 12, 4), date(2026, 12, 5)),)
    assert at_another_time.moves == (Move(date(2026, 12, 4), date(2026, 12, 4), time(18)),)
    assert moved.rests == ()


def test_only_its_name_changed_leaves_a_day_where_it_is() -> None:
    assert ritual(SERIES, changed("20261204T193000", f"{BERLIN}20261204T193000", "SUMMARY:Y")).moves == ()


def test_a_day_that_was_moved_may_stand_before_its_series() -> None:
    assert ritual(changed("20261204T193000", f"{BERLIN}20261205T193000"), SERIES).moves != ()


def test_a_cancelled_day_rests() -> None:
    cancelled = changed("20261204T193000", f"{BERLIN}20261204T193000", "STATUS:CANCELLED")

    assert ritual(SERIES, cancelled).rests == (date(2026, 12, 4),)


def test_a_day_that_was_brought_forward_into_the_past_rests() -> None:
    assert ritual(SERIES, changed("20261204T193000", f"{BERLIN}20261126T193000")).rests == (date(2026, 12, 4),)


def test_moves_of_the_past_change_nothing_and_those_that_reach_ahead_are_told_of() -> None:
    past = changed("20260717T193000", f"{BERLIN}20260718T193000")
    reaching = changed("20261127T193000", f"{BERLIN}20261130T193000")

    assert ritual(SERIES, past) == ritual(SERIES)
    assert ritual(SERIES, reaching).told == (
        "Mon 30 Nov is left out, as it takes the place of a day that is not ahead.",
    )


def test_a_day_that_was_moved_onto_another_of_its_days_rests() -> None:
    onto = changed("20261204T193000", f"{BERLIN}20261211T180000")
    series = ritual(SERIES, onto)
    after_all = ritual(f"{SERIES}\nEXDATE:20261211T183000Z", onto)

    for one in (series, after_all):
        assert one.rests == (date(2026, 12, 4),)
        assert one.moves == (Move(date(2026, 12, 11), date(2026, 12, 11), time(18)),)


def moved(*days: tuple[int, int]) -> Foreign:
    """A walk on each day, some of whose days in December were moved."""
    daily = "UID:s\nDTSTART;VALUE=DATE:20260605\nRRULE:FREQ=DAILY;INTERVAL=2"  # on even days in December
    return ritual(
        daily,
        *(f"UID:s\nRECURRENCE-ID;VALUE=DATE:202612{day:02}\nDTSTART;VALUE=DATE:202612{to:02}" for day, to in days),
    )


def test_days_that_make_room_for_each_other_go_in_that_order() -> None:
    def days(foreign: Foreign) -> list[tuple[int, int]]:
        return [(move.day.day, move.to.day) for move in foreign.moves]

    assert days(moved((2, 4), (4, 6), (6, 9))) == [(6, 9), (4, 6), (2, 4)]
    assert days(moved((6, 4), (4, 1))) == [(4, 1), (6, 4)]
    assert days(moved((2, 4), (4, 1))) == [(4, 1), (2, 4)]


def test_days_that_change_places_stay() -> None:
    assert moved((2, 4), (4, 2)) == moved()
    assert moved((2, 4), (4, 6), (6, 2)) == moved()


def test_the_first_of_days_that_push_each_other_onto_a_planned_one_rests() -> None:
    pushed = moved((2, 4), (4, 6))

    assert pushed.moves == ()
    assert pushed.rests == (date(2026, 12, 2),)


def test_of_two_that_are_moved_onto_one_day_one_rests() -> None:
    together = moved((2, 5), (4, 5))

    assert [move.day.day for move in together.moves] == [2]
    assert together.rests == (date(2026, 12, 4),)


def test_a_change_for_good_is_told_of() -> None:
    for_good = "UID:s\nRECURRENCE-ID;RANGE=THISANDFUTURE:20261204T193000\nDTSTART:20261205T193000"

    assert ritual(SERIES, for_good).told == ("It changes for good from a day on; only that day is changed.",)


def test_a_changed_day_without_its_series_is_planned_once() -> None:
    alone = changed("20261204T193000", f"{BERLIN}20261205T193000")

    assert cadence(alone) == Once(date(2026, 12, 5), at=time(19, 30))
    assert cadence(f"{alone}\nRRULE:FREQ=WEEKLY") == Once(date(2026, 12, 5), at=time(19, 30))


def test_the_later_version_of_an_appointment_holds() -> None:
    later, earlier = f"{SERIES};BYDAY=SU\nSEQUENCE:2", f"{SERIES}\nSEQUENCE:1"

    for entries in ((later, earlier), (earlier, later)):
        assert cadence_days(ritual(*entries)) == "FREQ=WEEKLY;BYDAY=SU"


def cadence_days(foreign: Foreign) -> str:
    assert isinstance(foreign.cadence, Rule)
    return foreign.cadence.rrule


def test_what_was_cancelled_is_left_out() -> None:
    assert read(f"{SERIES}\nSTATUS:CANCELLED").rituals == ()


def test_times_in_utc_become_the_couples() -> None:
    assert cadence("DTSTART:20261224T170000Z") == Once(date(2026, 12, 24), at=time(18))
    assert cadence("DTSTART:20261224T233000Z") == Once(date(2026, 12, 25), at=time(0, 30))
    assert cadence("DTSTART:20261224T033000Z", zone="America/New_York") == Once(date(2026, 12, 23), at=time(22, 30))


def test_a_series_in_another_zone_has_the_couples_time_of_its_first_day_ahead() -> None:
    in_utc = ritual("DTSTART:20260603T163000Z\nRRULE:FREQ=WEEKLY;BYDAY=WE")

    assert in_utc.cadence == Rule("FREQ=WEEKLY;BYDAY=WE", date(2026, 12, 2), time(17, 30))
    assert in_utc.told == ("It goes by the clocks of UTC; it comes in at 17:30 all year round.",)
    assert ritual("DTSTART;TZID=Europe/Paris:20260603T163000\nRRULE:FREQ=WEEKLY").told == ()


def test_days_that_are_others_on_the_couples_clock_are_those() -> None:
    late = "DTSTART;TZID=America/New_York:20260605T200000"  # 2 in the morning in Berlin, on Saturdays
    weekly = ritual(f"{late}\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=FR,SU;UNTIL=20271231T235959Z\nEXDATE:20261206T010000Z")

    assert weekly.cadence == Rule(
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SA;UNTIL=20271231;WKST=TU", date(2026, 12, 5), time(2)
    )
    assert cadence(late, "RRULE:FREQ=DAILY") == Rule("FREQ=DAILY", TODAY, time(2))
    assert "another time zone" in refusal(late, "RRULE:FREQ=MONTHLY;BYMONTHDAY=31")


def test_floating_times_stay_whatever_the_zone_of_the_calendar() -> None:
    for zone in ("Europe/Berlin", "Asia/Tokyo"):
        _, coffee, _ = read_calendar(source((SAMPLES / "apple.ics").read_bytes(), zone=zone)).rituals
        assert cadence("DTSTART:20261224T180000", zone=zone) == Once(date(2026, 12, 24), at=time(18))
        assert coffee.cadence == Rule("FREQ=DAILY;UNTIL=20261224", TODAY, time(7, 30))


def test_windows_names_of_zones_are_known() -> None:
    outlook = 'DTSTART;TZID="W. Europe Standard Time":20261224T180000'
    assert cadence(outlook, zone="UTC") == Once(date(2026, 12, 24), at=time(17))


@pytest.mark.parametrize("name", ["Customized Time Zone", "../../etc/passwd", "/etc/passwd", "Mars/Olympus"])
def test_a_zone_that_is_not_known_leaves_the_time_as_it_is_written(name: str) -> None:
    own = ritual(f"DTSTART;TZID={name}:20261224T180000", zone="UTC")

    assert own.cadence == Once(date(2026, 12, 24), at=time(18))
    assert own.told == (f"“{name}” is no time zone that is known, so its time stays as it is written.",)


@pytest.mark.parametrize("name", ["Europe", "a" * 600])
def test_a_zone_that_no_file_can_be_named_costs_no_other_entry(name: str) -> None:
    file = read("DTSTART:20261224T180000", f"SUMMARY:Tea\nDTSTART;TZID={name}:20261224T180000")

    assert file.rituals[0].name == "X"
    assert len(file.rituals) == 2 or "Tea" in file.told[-1]


def test_a_zone_beside_a_whole_day_changes_nothing() -> None:
    assert cadence("DTSTART;VALUE=DATE;TZID=Asia/Tokyo:20261224") == Once(date(2026, 12, 24))


def alarm(trigger: str, action: str = "DISPLAY") -> str:
    return f"BEGIN:VALARM\nACTION:{action}\nTRIGGER{trigger}\nEND:VALARM"


@pytest.mark.parametrize(
    ("triggers", "remind"),
    [
        ([":-PT30M"], (30,)),
        ([";RELATED=START:-P1D"], (1440,)),
        ([":-P0DT1H0M0S"], (60,)),  # Google
        ([":PT0S"], (0,)),
        ([";VALUE=DURATION:-PT15M", ":-PT1H"], (15, 60)),
        ([":-P1W"], (10080,)),
    ],
)
def test_alarms_before_it_remind(triggers: list[str], remind: tuple[int, ...]) -> None:
    reminded = ritual("\n".join((SERIES, *map(alarm, triggers))))

    assert (reminded.remind, reminded.told) == (remind, ())


@pytest.mark.parametrize("trigger", [":PT10M", ";RELATED=END:-PT10M", ";VALUE=DATE-TIME:20261204T100000Z", ":-P8D"])
def test_other_alarms_are_told_of(trigger: str) -> None:
    reminded = ritual(f"{SERIES}\n{alarm(':-PT30M')}\n{alarm(trigger)}")

    assert reminded.remind == (30,)
    assert reminded.told == ("One of its reminders is left out: they come at its time or up to a week before.",)


def test_a_task_reminds_before_it_is_due() -> None:
    due = ritual(task("DUE:20261205T180000", alarm(";RELATED=END:-PT10M")))  # Tasks.org
    begins = ritual(
        task("DTSTART:20261205T180000", "DUE:20261206T180000", "RRULE:FREQ=DAILY", alarm(";RELATED=END:PT0S"))
    )

    assert due.remind == (10,)
    assert begins.remind is None


def test_apples_alarm_for_none_is_none() -> None:
    none = ritual(f"{SERIES}\n{alarm(';VALUE=DATE-TIME:19760401T005545Z', 'NONE')}")

    assert (none.remind, none.told) == (None, ())


def test_a_whole_day_has_no_time_to_be_reminded_before() -> None:
    reminded = ritual(f"DTSTART;VALUE=DATE:20261224\n{alarm(':-PT15H')}")

    assert reminded.remind is None
    assert reminded.told == ("Its reminder is left out, as it has no time of day.",)


@pytest.mark.parametrize(
    ("end", "minutes"),
    [
        ("DTEND;TZID=Europe/Berlin:20260605T220000", 150),
        ("DTEND:20260605T200000Z", 150),
        ("DURATION:PT45M", 45),
        ("DTEND:20260605T203000", 60),  # against the standard: without the zone of its start
        ("DURATION:P1D", 1440),
        ("DURATION:P2D", 0),
        ("DTEND;TZID=Europe/Berlin:20260605T180000", 0),
        ("", 0),
    ],
)
def test_its_length_in_minutes(end: str, minutes: int) -> None:
    assert ritual(f"{SERIES}\n{end}").minutes == minutes


def task(*lines: str) -> str:
    return "\n".join(("BEGIN:VTODO", "SUMMARY:Letter", *lines, "END:VTODO"))


def test_a_task_is_planned_for_the_day_on_which_it_is_due() -> None:
    due = ritual(task("DTSTART;VALUE=DATE:20261201", "DUE;VALUE=DATE:20261205", "STATUS:NEEDS-ACTION"))

    assert due.cadence == Once(date(2026, 12, 5))
    assert due.told == ("It is a task: it comes in for the day on which it is due.",)


def test_a_task_that_is_done_or_has_no_day_is_left_out() -> None:
    due = "DUE;VALUE=DATE:20261205"
    file = read(task(due, "STATUS:COMPLETED"), task(due, "COMPLETED:20261120T100000Z"), task("STATUS:NEEDS-ACTION"))

    assert file.rituals == ()
    assert file.told[1:] == (
        "2 appointments are over, done or cancelled, and left out.",
        "1 appointment is without a day, and left out.",
    )


def test_journals_and_the_busy_are_none_of_it() -> None:
    journal = "BEGIN:VJOURNAL\nDTSTART;VALUE=DATE:20261224\nSUMMARY:Dear diary\nEND:VJOURNAL"
    assert read(journal, "BEGIN:VFREEBUSY\nDTSTART:20261224T000000Z\nEND:VFREEBUSY") == ForeignFile((), (ONLY_AHEAD,))


def test_names_are_read_as_they_were_meant() -> None:
    escaped = ritual(f"{SERIES}\nSUMMARY:Tea\\, cake\\; and a \\\\ 🫖\\nfor two")
    folded = ritual(f"{SERIES}\nSUMMARY;LANGUAGE=de:Spazier\r\n gang am \r\n\tSee")

    assert escaped.name == "Tea, cake; and a \\ 🫖 for two"
    assert folded.name == "Spaziergang am See"


def test_lines_are_folded_amid_a_letter_too() -> None:
    whole = calendar(f"{SERIES}\nSUMMARY:Umarmung 🫂")
    hug = "🫂".encode()

    (only,) = read_calendar(source(whole.replace(hug, hug[:2] + b"\r\n " + hug[2:]))).rituals

    assert only.name == "Umarmung 🫂"


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "\\n"])
def test_without_a_name_it_is_left_out_and_counted(name: str) -> None:
    unnamed = f"{FROM_JUNE}\nSUMMARY:{name}"

    assert read(unnamed, unnamed) == ForeignFile((), (ONLY_AHEAD, "2 appointments are without a name, and left out."))


def test_two_with_the_same_name_are_both_there() -> None:
    assert [own.name for own in read("DTSTART:20261224T180000", "DTSTART:20261225T180000").rituals] == ["X", "X"]


@pytest.mark.parametrize(
    "broken",
    [
        "DTSTART:tomorrow",
        "DTSTART:20261301",
        "DTSTART:PT5M",
        "DTSTART:00010101T000000Z",
        f"{FROM_JUNE}\nRRULE:FREQ=SOMETIMES",
        f"{FROM_JUNE}\nRRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY",
        f"{FROM_JUNE}\nDTEND;VALUE=DATE:20260606",
        f"{FROM_JUNE}\nSEQUENCE:x",
        f"{SERIES}\nEXDATE:never",
        f"{SERIES}\nSUMMARY:Cake{'!' * 2**20}",
    ],
)
def test_what_is_broken_is_passed_over_with_its_name(broken: str) -> None:
    file = read("DTSTART:20261224T180000", f"SUMMARY:Tea\n{broken}", "DTSTART:20261225T180000")

    assert len(file.rituals) == 2
    assert file.told[-1] == "Appointment “Tea” can't be read and is passed over."


def test_broken_lines_that_are_not_asked_for_cost_nothing() -> None:
    assert ritual(f"{SERIES}\nATTENDEE;CN=;:nobody\nnonsense\nGEO:here\nLOCATION\nX-A;=:\n: :").name == "X"


def test_a_file_that_was_cut_off_keeps_what_is_whole() -> None:
    whole = calendar("DTSTART:20261224T180000", "SUMMARY:Tea\nDTSTART:20261225T180000")

    file = read_calendar(source(whole[: whole.index(b"END:VEVENT", -40)]))

    assert [own.name for own in file.rituals] == ["X"]
    assert file.told[-1] == "Appointment “Tea” can't be read and is passed over."


def test_a_few_are_named_and_the_rest_counted() -> None:
    nameless = "BEGIN:VEVENT\nDTSTART:never\nEND:VEVENT"

    assert read(nameless).told[-1] == "Appointment 1 can't be read and is passed over."
    assert read(*["DTSTART:never"] * 30).told[-1] == (
        "30 appointments can't be read and are passed over: “X” and others."
    )


def test_line_ends_and_small_letters_are_all_the_same() -> None:
    whole = calendar(SERIES).decode()
    for written in (whole.replace("\r\n", "\n"), whole.replace("\r\n", "\r"), whole.replace("EVENT", "event")):
        assert read_calendar(source(written.encode())).rituals == (ritual(SERIES),)


def test_several_calendars_may_stand_in_one_file() -> None:
    assert len(read_calendar(source(calendar(SERIES) + calendar("DTSTART:20261224T180000"))).rituals) == 2
