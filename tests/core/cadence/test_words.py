"""Cadences in words: what people type, what they read back, and what is said when it can't be read."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from contextlib import suppress
from datetime import date, time, timedelta
from importlib.resources import files
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rituals.core.cadence.expansion import activated, due_days
from rituals.core.cadence.rrule import Parts, normalised, parts_of, text_of
from rituals.core.cadence.words import parse, skipping_words, words, words_to_type
from rituals.core.model import Cadence, Once, Quota, Rule
from rituals.errors import UsageError
from tests.kit.cadences import CADENCES, DAYS, RULES, SAYABLE, WEEK_STARTS

A_SUNDAY = date(2026, 11, 22)
HALF_PAST_SEVEN = time(19, 30)
WORDS_IN_USE = (
    *("every", "each", "other", "2", "3", "0", "-1", "99", "day", "days", "weeks", "month", "year", "fri", "mondays"),
    *("at", "on", "the", "1st", "2nd", "last", "31st", "of", "feb", "december", "14", "29", "30", "2026", "2026-12-24"),
    *("19:30", "7pm", "noon", "7", "twice", "times", "a", "week", "and", ",", "-", "/", "for", "today", "next", "once"),
    *("from", "until", "in all", "times", "10", "starting", "tomorrow", "hours", "for"),
    *("weekday", "weekends", "daily", "monthly", "in", "to", "FREQ=DAILY", "FREQ=MONTHLY;BYDAY=6SA", "biweekly"),
)

TABLE: list[tuple[str, Cadence]] = [
    ("every day at 07:30", Rule("FREQ=DAILY", at=time(7, 30))),
    ("every 4 days", Rule("FREQ=DAILY;INTERVAL=4")),
    ("every weekday", Rule("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")),
    ("every tue and sun at 16:00", Rule("FREQ=WEEKLY;BYDAY=TU,SU", at=time(16))),
    ("every 2 weeks on sat at 19:30", Rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", at=HALF_PAST_SEVEN)),
    ("every month on the 1st sat", Rule("FREQ=MONTHLY;BYDAY=1SA")),
    ("every month on the last sun", Rule("FREQ=MONTHLY;BYDAY=-1SU")),
    ("every month on the 15th", Rule("FREQ=MONTHLY;BYMONTHDAY=15")),
    ("every month on the last day", Rule("FREQ=MONTHLY;BYMONTHDAY=-1")),
    ("every month on the last weekday", Rule("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1")),
    ("every 3 months on the 3rd sat", Rule("FREQ=MONTHLY;INTERVAL=3;BYDAY=3SA")),
    ("every year on 14 feb", Rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=14")),
    ("every day until 2026-12-05 at 07:30", Rule("FREQ=DAILY;UNTIL=20261205", at=time(7, 30))),
    ("every tue and sun until 2026-12-05", Rule("FREQ=WEEKLY;BYDAY=TU,SU;UNTIL=20261205")),
    ("every fri at 19:30, 10 times in all", Rule("FREQ=WEEKLY;BYDAY=FR;COUNT=10", at=HALF_PAST_SEVEN)),
    ("every 4 days, once in all", Rule("FREQ=DAILY;INTERVAL=4;COUNT=1")),
    ("every year on the 3rd sat of january", Rule("FREQ=YEARLY;BYMONTH=1;BYDAY=3SA")),
    ("FREQ=DAILY;BYMONTH=12 at 18:00", Rule("FREQ=DAILY;BYMONTH=12", at=time(18))),
    ("3 times a week", Quota(3, "week")),
    ("twice a month", Quota(2, "month")),
    ("once a week", Quota(1, "week")),
    ("on 2026-12-24 at 18:00", Once(date(2026, 12, 24), at=time(18))),
    ("on 2026-12-24 for 3 days", Once(date(2026, 12, 24), days=3)),
]


@pytest.mark.parametrize(
    ("cadence", "said"),
    [
        (Once(date(2026, 12, 24), at=time(18)), "on Thu 24 Dec at 18:00"),
        (Once(date(2027, 1, 2), days=3), "on Sat 2 Jan 2027 for 3 days"),
        (Once(date(2026, 11, 22), at=time(19)), "today at 19:00"),
        (Once(date(2026, 11, 21), days=3), "yesterday for 3 days"),
        (Once(date(2026, 11, 20), days=3), "on Fri 20 Nov for 3 days"),
        (Rule("FREQ=DAILY;UNTIL=20261205", at=time(7, 30)), "every day until Sat 5 Dec at 07:30"),
        (Rule("FREQ=DAILY;UNTIL=20261127"), "every day until Friday"),
        (Rule("FREQ=DAILY;UNTIL=20261120"), "every day until Fri 20 Nov"),
        (Rule("FREQ=DAILY;INTERVAL=14", date(2027, 1, 29)), "every 14 days from Fri 29 Jan 2027"),
        (Rule("FREQ=DAILY;COUNT=10", date(2026, 11, 23), time(7)), "every day from tomorrow at 07:00, 10 times in all"),
    ],
)
def test_days_in_a_sentence_are_called_as_people_call_them(cadence: Cadence, said: str) -> None:
    assert words(cadence, date(2026, 11, 22)) == said


@pytest.mark.parametrize(("said", "cadence"), TABLE)
def test_the_table_of_the_design_reads_and_shows(said: str, cadence: Cadence) -> None:
    assert parse(said, today=A_SUNDAY) == cadence
    assert words(cadence) == said


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("Every OTHER Sat", "every 2 weeks on sat"),
        ("at 19:30 every fri", "every fri at 19:30"),
        ("fridays at 19:30", "every fri at 19:30"),
        ("on fri every 2 weeks", "every 2 weeks on fri"),
        ("fri", "every fri"),
        ("mo & we, fr", "every mon, wed and fri"),
        ("every Monday and every thurs.", "every mon and thu"),
        ("mon-fri 7.30 pm", "every weekday at 19:30"),
        ("sat to mon", "every mon, sat and sun"),
        ("at the weekend", "every sat and sun"),
        ("daily at noon", "every day at 12:00"),
        ("every day at midnight", "every day at 00:00"),
        ("every night 19h30", "every day at 19:30"),
        ("every day 7 p.m.", "every day at 19:00"),
        ("each day at 12am", "every day at 00:00"),
        ("every two weeks on sun", "every 2 weeks on sun"),
        ("every fortnight on sun", "every 2 weeks on sun"),
        ("every third week on sun", "every 3 weeks on sun"),
        ("weekly", "every sun"),
        ("every 2 weeks", "every 2 weeks on sun"),
        ("monthly", "every month on the 22nd"),
        ("yearly", "every year on 22 nov"),
        ("1st and 3rd sat of the month", "every month on the 1st sat and the 3rd sat"),
        ("every second and fourth tue", "every month on the 2nd tue and the 4th tue"),
        ("every last fri of the month at 6pm", "every month on the last fri at 18:00"),
        ("the last day of every month", "every month on the last day"),
        ("every month on 2th", "every month on the 2nd"),
        ("14th of aug and feb every year", "every year on the 14th of february and august"),
        ("every 24 dec", "every year on 24 dec"),
        ("feb 14 every year", "every year on 14 feb"),
        ("3x/week", "3 times a week"),
        ("any three days a week", "3 times a week"),
        ("twice weekly", "twice a week"),
        ("once every month", "once a month"),
        ("once a day", "every day"),
        ("today at 7pm", "on 2026-11-22 at 19:00"),
        ("tomorrow", "on 2026-11-23"),
        ("next sun", "on 2026-11-29"),
        ("on 24 dec", "on 2026-12-24"),
        ("the 3rd of jan for a week", "on 2027-01-03 for 7 days"),
        ("dec 24th 2027", "on 2027-12-24"),
        ("RRULE:FREQ=WEEKLY;INTERVAL=2", "every 2 weeks on sun"),
        ("at 18:00 freq=weekly;byday=fr", "every fri at 18:00"),
        ("３ times a week", "3 times a week"),
        ("every fri 10 times", "every fri, 10 times in all"),
        ("10 times in all every fri at 7pm", "every fri at 19:00, 10 times in all"),
        ("every 4 days 10x", "every 4 days, 10 times in all"),
        ("every fri for 3 times", "every fri, 3 times in all"),
        ("every day, once in all", "every day, once in all"),
        ("every day, 2 times in total", "every day, twice in all"),
        ("every fri till 18 dec", "every fri until 2026-12-18"),
        ("until dec 18, 2026 every fri at 7pm", "every fri until 2026-12-18 at 19:00"),
        ("FREQ=WEEKLY;COUNT=3;BYDAY=FR at 19:00", "every fri at 19:00, 3 times in all"),
        ("every day from mon to fri", "every weekday"),
        ("every\u00a0fri\u2003at\t19:30", "every fri at 19:30"),
        ("٣ times a week", "3 times a week"),
    ],
)
def test_what_people_type_is_read_forgivingly(typed: str, canonical: str) -> None:
    assert words(parse(typed, today=A_SUNDAY)) == canonical


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("every 14 days from 2027-01-29", "every 14 days from 2027-01-29"),
        ("from 29 jan every 14 days at 7pm", "every 14 days from 2027-01-29 at 19:00"),
        ("every 14 days starting on the 29th of january, 2027", "every 14 days from 2027-01-29"),
        ("every 2 weeks on fri from 2027-01-30", "every 2 weeks on fri from 2027-02-05"),
        ("every 2 weeks from 29. jan", "every 2 weeks on fri from 2027-01-29"),
        ("every month beginning 2027-01-15", "every month on the 15th from 2027-01-15"),
        ("every 14 days from tomorrow", "every 14 days from 2026-11-23"),
        ("every 14 days from next fri", "every 14 days from 2026-11-27"),
        ("every fri from 2026-12-04, 3 times", "every fri from 2026-12-04, 3 times in all"),
        ("every fri from 2026-12-04 until 2027-03-05 at 7pm", "every fri from 2026-12-04 until 2027-03-05 at 19:00"),
        ("FREQ=DAILY;BYMONTH=12 from 2026-12-03 at 18:00", "FREQ=DAILY;BYMONTH=12 from 2026-12-03 at 18:00"),
    ],
)
def test_the_first_day_of_a_rule_is_read_and_shown_as_long_as_it_lies_ahead(typed: str, canonical: str) -> None:
    rule = parse(typed, today=A_SUNDAY)

    assert isinstance(rule, Rule)
    assert rule.start is not None
    assert words_to_type(rule, A_SUNDAY) == canonical
    assert parse(canonical, today=A_SUNDAY) == rule
    assert " from " not in words_to_type(rule, rule.start)


def test_a_first_day_that_nobody_had_to_choose_is_not_shown() -> None:
    natural = activated(parse("every 2 weeks on fri", today=A_SUNDAY), on=A_SUNDAY)

    assert words(natural, A_SUNDAY) == "every 2 weeks on fri"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "does not say on which days"),
        ("every", "every what"),
        ("every fryday", "“fryday” is not understood there. Did you mean “friday”?"),
        ("evry day", "Did you mean “every”?"),
        ("every day at dawn", "“at dawn” wants a time"),
        ("every 0 days", "“Every 0 days” does not work; days go from 1 to 366"),
        ("every -3 days", "“Every -3 days”"),
        (f"every {'9' * 300} days", "does not work"),
        ("every 1.5 weeks", "“1.5” is not understood"),
        ("0 times a week", "a week takes 1 to 7"),
        ("9 times a week", "a week takes 1 to 7"),
        ("40 times a month", "a month takes 1 to 28"),
        ("3 times a day", "Once a day is the most"),
        ("3 times a year", "every year on 14 feb"),
        ("3 times", "as in “3 times a week”"),
        ("3 times every 2 weeks", "“3 times” goes with a week, a month or “in all”"),
        ("every 8 hours", "“hours” is less than a day; once a day is the most, as in “every day at 19:30”"),
        ("every 90 minutes", "“minutes” is less than a day"),
        ("every 30min", "“30min” is less than a day"),
        ("every half hour", "“hour” is less than a day"),
        ("every second hour", "“hour” is less than a day"),
        ("twice hourly", "“hourly” is less than a day"),
        ("in 3 hours", "“hours” is less than a day"),
        ("every 2 wekks", "“wekks” is not understood there. Did you mean “weeks”?"),
        ("every 3rd foo", "“foo” is not understood"),
        ("every 5 business days", "“business” is not understood"),
        ("every night at", "“at” wants a time"),
        ("every fri for 2 hours", "“for 2 hours” is no number of days, such as “for 3 days”"),
        ("on 24 dec until 26 dec", "several days in a row are “on 2026-12-24 for 3 days”"),
        ("24 dec from 20 dec", "goes with days that come again"),
        ("every fri until dawn", "“until dawn” wants a day, such as “until 2026-11-22”"),
        ("every fri from", "“from” wants a day"),
        ("every fri until 31 nov", "November has no day 31"),
        ("every fri until 2500-01-01", "days go from 1970 to 2200"),
        ("every year on 29 feb from 2199-01-01", "days go from 1970 to 2200"),
        ("every fri from 2026-12-04 from 2026-12-11", "names two first days"),
        ("every fri until 2026-12-04 until 2026-12-11", "names two last days"),
        ("every fri until 2026-12-18, 3 times in all", "It ends twice"),
        ("every fri, 0 times in all", "“0 times” does not work; times in all go from 1 to 9999"),
        ("every day 3 times", "say “3 times in all”"),
        ("every week 3 times", "say “3 times a week” or “3 times in all”"),
        ("3 times a week until 2026-12-05", "as in “every fri until 2026-12-18”"),
        ("on 2026-12-24 from 2026-12-01", "as in “every fri until 2026-12-18”"),
        ("biweekly", "“every 2 weeks” or “twice a week”"),
        ("every second sat", "“every other sat” or “every month on the second sat”"),
        ("every fri at 7", "“at 7am” or “at 7pm”"),
        ("every fri at 25:00", "times go from 00:00 to 23:59"),
        ("every fri at 13pm", "the hours go from 1 to 12"),
        ("every fri at 19:30 at 20:00", "names two times"),
        ("every 2 days every 3 weeks", "says two things"),
        ("every fri and 3 times a week", "how many times a week and on which days"),
        ("every 3 days on mon", "every 3 days and on which weekdays"),
        ("every 31 days on the 1st", "does not go with those days"),
        ("every 2 weeks on 14 feb", "does not go with those days"),
        ("every month on sat", "every month on the 1st sat"),
        ("every month on the last", "the last what"),
        ("every month on the 6th sat", "“6th” does not work"),
        ("every month on the 0th", "“0th” does not work"),
        ("every month on the 15th and the 1st sat", "“15th” does not work"),
        ("every year on the 1st sat", "does not say in which month"),
        ("every year on 30 feb", "February has no day 30; that never comes"),
        ("every month on the 20th weekend", "never comes"),
        ("FREQ=YEARLY;BYMONTH=4,6;BYMONTHDAY=31", "never comes"),
        ("on 31 nov", "November has no day 31"),
        ("on 29 feb", "name the year"),
        ("on 2026-13-45", "no day of the calendar"),
        ("on 2500-01-01", "days go from 1970 to 2200"),
        ("on 2026-12-24 for 0 days", "days in a row go from 1 to 366"),
        ("on 2026-12-24 every fri", "comes only once"),
        ("on 2200-12-31 for 9 days", "days go from 1970 to 2200"),
        ("for 3 days", "goes with one day"),
        ("FREQ=HOURLY", "more often than once a day"),
        ("FREQ=DAILY;BYHOUR=7", "say the time after it"),
        ("FREQ=DAILY every fri", "room for a time and a first day only"),
        ("x" * 10_000, "10,000 characters long"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence_that_helps(typed: str, reason: str) -> None:
    with pytest.raises(UsageError) as problem:
        parse(typed, today=A_SUNDAY)

    message = str(problem.value)
    assert reason in message
    assert message.startswith(f"“{typed[:60]}")
    assert len(message) < 1_000


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("every month on the 31st", "It skips months without a 31st; “on the last day” skips none."),
        ("every month on the 29th", "It skips months without a 29th; “on the last day” skips none."),
        (
            "every month on the 1st, 30th and 31st",
            "It skips months without a 30th or a 31st; “on the last day” skips none.",
        ),
        ("every month on the 5th sat", "It skips months without a 5th sat; “on the last sat” skips none."),
        ("every month on the 31st, 3 times in all", "It skips months without a 31st; “on the last day” skips none."),
        ("every month on the 31st until 2030-01-01", "It skips months without a 31st; “on the last day” skips none."),
        ("every 5 months on the 31st", "It skips months without a 31st; “on the last day” skips none."),
        ("FREQ=DAILY;BYMONTHDAY=30", "It skips months without a 30th; “on the last day” skips none."),
        ("FREQ=YEARLY;BYMONTHDAY=31", "It skips months without a 31st; “on the last day” skips none."),
        (
            "every year on 29 feb",
            "It skips years without a 29th of February; “on the last day of February” skips none.",
        ),
        (
            "every year on the 5th sat of may",
            "It skips years without a 5th sat of May; “on the last sat of May” skips none.",
        ),
        ("every year on the 31st of april and may", "It skips months without a 31st; “on the last day” skips none."),
        ("every 6 months on the 31st from 2027-01-31", ""),
        ("every 12 months on the 30th from 2027-04-30", ""),
        ("every year on 31 jan", ""),
        ("every year on the 30th of april and may", ""),
        ("every month on the 28th", ""),
        ("every month on the last day", ""),
        ("every month on the 4th sat", ""),
        ("every month on the 20th weekday", ""),
        ("every 31 days", ""),
        ("every fri", ""),
        ("FREQ=YEARLY;BYDAY=5SA", ""),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", ""),
        ("3 times a month", ""),
        ("on 2027-01-31", ""),
    ],
)
def test_a_rule_that_skips_months_or_years_says_so_and_says_the_way_out(said: str, sentence: str) -> None:
    cadence = parse(said, today=A_SUNDAY)

    assert skipping_words(cadence) == sentence
    if sentence:
        instead = sentence.partition("“")[2].partition("”")[0]
        assert (
            skipping_words(parse(f"every {'year' if ' of ' in instead else 'month'} {instead}", today=A_SUNDAY)) == ""
        )


@pytest.mark.parametrize("interval", [1, 2, 3, 5, 6, 12])
@pytest.mark.parametrize("day", [*(f"BYMONTHDAY={day}" for day in (28, 29, 30, 31, -1)), "BYDAY=4SA", "BYDAY=5SA"])
def test_it_says_that_it_skips_exactly_where_it_does(day: str, interval: int) -> None:
    says, skips = [], []
    for month in range(1, 13):
        rule = activated(Rule(f"FREQ=MONTHLY;INTERVAL={interval};{day}"), on=date(2026, month, 1))
        assert isinstance(rule, Rule)
        assert rule.start is not None
        begun = rule.start.replace(day=1)
        months = len(range(0, 12 * 12, interval))
        says.append(bool(skipping_words(rule)))
        skips.append(len(due_days(rule, begun, begun.replace(year=begun.year + 12) - timedelta(days=1))) < months)

    assert says == skips


def test_the_three_words_that_an_error_shows_all_work() -> None:
    with pytest.raises(UsageError) as problem:
        parse("hello", today=A_SUNDAY)

    shown = str(problem.value).partition("These work: ")[2].split("“")[1:]
    assert len([parse(words_.partition("”")[0], today=A_SUNDAY) for words_ in shown]) == 3


def test_the_words_of_an_error_are_safe_on_a_terminal() -> None:
    with pytest.raises(UsageError) as problem:
        parse("every\x1b[31m \x00 fri\u202e", today=A_SUNDAY)

    assert all(character.isprintable() for character in str(problem.value))


@given(CADENCES, DAYS)
def test_what_words_say_parse_reads(cadence: Cadence, today: date) -> None:
    said = words(cadence)

    try:
        read = parse(said, today=today)
    except UsageError as problem:
        assert "never comes" in str(problem)  # noqa: PT017 - such rules are refused
        return
    assert read == cadence


@given(RULES, DAYS, WEEK_STARTS)
def test_words_do_not_change_when_a_rule_is_activated(rule: Rule, today: date, week_starts_on: int) -> None:
    try:
        lived = activated(rule, on=today, week_starts_on=week_starts_on)
    except UsageError:
        return

    if not words(rule).startswith("FREQ"):
        assert words(lived) == words(rule)


@given(SAYABLE.filter(lambda parts: parts.freq == "DAILY" or bool(parts.weekdays)))
def test_the_usual_rules_never_show_as_rrule_text(parts: Parts) -> None:
    if not (parts.positions and len(parts.months) > 1):
        assert words(Rule(text_of(parts))).startswith("every ")


@settings(max_examples=300)
@given(st.text(max_size=500) | st.lists(st.sampled_from(WORDS_IN_USE), max_size=9).map(" ".join), st.dates())
@example("for 99999999 weeks today", date.max)
@example("tomorrow", date.max)
@example("yearly", date.max)
@example("1 jan", date.min)
@example("next mon", date.max)
def test_any_text_is_read_or_refused_with_a_sentence(text: str, today: date) -> None:
    try:
        cadence = parse(text, today=today)
    except UsageError as problem:
        assert "These work" in str(problem)  # noqa: PT017 - either outcome is right
        return
    read_again = parse(words(cadence), today=today)
    assert read_again == (replace(cadence, start=None) if isinstance(cadence, Rule) else cadence)


@pytest.mark.parametrize("piece", ["1", "9x ", "every ", "-", "; ", "\x00", "1st and ", "a:", "FREQ=", "p.m", "ﷺ", "٣"])
def test_long_text_is_answered_at_once(piece: str) -> None:
    text = (piece * 10_000)[:400]
    begun = process_time()

    for long in (text, piece * 10_000):
        with suppress(UsageError):
            parse(long, today=A_SUNDAY)

    assert process_time() - begun < 1


def test_every_rule_of_the_catalogue_has_words() -> None:
    catalogue = tomllib.loads(files("rituals.content").joinpath("catalogue.toml").read_text("utf-8"))
    rules = {ritual["rrule"] for ritual in catalogue["ritual"] if "rrule" in ritual}

    said = {rrule: words(Rule(rrule)) for rrule in rules}

    assert len(rules) > 20
    assert all(text.startswith("every ") for text in said.values())
    assert all(parse(text, today=A_SUNDAY) == Rule(normalised(rrule)) for rrule, text in said.items())


def test_a_rule_of_a_later_version_is_shown_as_it_is() -> None:
    assert words(Rule("FREQ=LUNAR;BYMOON=FULL", at=HALF_PAST_SEVEN)) == "FREQ=LUNAR;BYMOON=FULL at 19:30"


def test_an_end_in_utc_becomes_a_local_date() -> None:
    cadence = parse("FREQ=DAILY;UNTIL=20261224T030000Z", today=A_SUNDAY, zone=ZoneInfo("America/New_York"))

    assert cadence == Rule("FREQ=DAILY;UNTIL=20261223")
    assert parts_of("FREQ=DAILY;UNTIL=20261223").until == date(2026, 12, 23)


@pytest.mark.parametrize(
    ("said", "last_day"),
    [
        ("FREQ=DAILY;UNTIL=20261201T151459Z at 16:15", date(2026, 11, 30)),
        ("FREQ=DAILY;UNTIL=20261201T151459Z at 16:14", date(2026, 12, 1)),
        ("FREQ=DAILY;UNTIL=20261201T151500Z at 16:15", date(2026, 12, 1)),
        ("FREQ=DAILY;UNTIL=20261201T161459 at 16:15", date(2026, 11, 30)),
        ("FREQ=DAILY;UNTIL=20261201T161500 at 16:15", date(2026, 12, 1)),
        ("FREQ=DAILY;UNTIL=20261201T233000Z at 00:15", date(2026, 12, 2)),
        ("FREQ=DAILY;UNTIL=20261201T231459Z at 00:15", date(2026, 12, 1)),
        ("FREQ=DAILY;UNTIL=20270328T011500Z at 02:30", date(2027, 3, 27)),
        ("FREQ=DAILY;UNTIL=20270328T013000Z at 02:30", date(2027, 3, 28)),
        ("FREQ=DAILY;UNTIL=20261201T151459Z", date(2026, 12, 1)),
        ("FREQ=DAILY;UNTIL=20261201 at 23:59", date(2026, 12, 1)),
    ],
)
def test_an_end_with_a_time_of_day_keeps_what_comes_up_to_that_moment(said: str, last_day: date) -> None:
    cadence = parse(said, today=A_SUNDAY, zone=ZoneInfo("Europe/Berlin"))

    assert isinstance(cadence, Rule)
    assert parts_of(cadence.rrule).until == last_day


def test_reading_the_usual_words_does_not_load_dateutil() -> None:
    script = (
        "import sys; from datetime import date; from rituals.core.cadence.words import parse; "
        "parse('every 2 weeks on sat at 19:30', today=date(2026, 11, 22)); "
        "sys.exit(sum(name in sys.modules for name in ('dateutil', 'difflib')))"
    )

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
