"""Makers of what people type: cadences, RRULEs, days and times of day, out of every word the readers know."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from rituals.core.cadence.vocabulary import AMBIGUOUS, known_words
from rituals.core.calendar import MONTHS_SHORT, WEEKDAYS_SHORT
from tests.fuzzing.making import happens, mutated_text, some, spoken
from tests.fuzzing.making_events import DAYS, RRULES

CLOCKS = (
    *("07:30", "7:30", "19.30", "19h30", "7pm", "7 pm", "12am", "12:30am", "13pm", "24:00", "00:00", "7 p.m.", "19h"),
    *("noon", "midnight", "7", "25", "19:60", "7:3", "at", "@"),
)
ENDS = ("for 3 days", "for a week", "for 367 days", "for", "until 2026-12-05", "until fri", "until", "till", "from")
NUMBERS = ("0", "1", "2", "3", "7", "12", "14", "15", "31", "32", "53", "366", "367", "9999", "-1", "9" * 12)
GLUE = ("on", "the", "of", "in", "a", "an", "and", ",", "-", "–", "/", "&", "+", ";", "x", "any", "per", "this", "by")
ORDINALS = ("1st", "2nd", "3rd", "5th", "6th", "15th", "31st", "last", "0th", "9999th", "1.", "24.")
EVERY_WORD = (
    *known_words(),
    *AMBIGUOUS,
    *WEEKDAYS_SHORT,
    *MONTHS_SHORT,
    *CLOCKS,
    *ENDS,
    *NUMBERS,
    *GLUE,
    *ORDINALS,
    *("3x", "3 times a week", "every", "every", "every 2 weeks on", "every month on the", "at 19:30", "at 19:30"),
    *DAYS[:12],
    *RRULES,
)
SAID = (
    *("every day", "every 4 days", "daily", "every weekday", "every tue and sun", "every mon-fri", "every other sat"),
    *(
        "every 2 weeks on sat",
        "every month on the 1st sat",
        "every month on the last day",
        "the 1st and 15th",
        "mondays",
    ),
    *(
        "every month on the last weekday",
        "every 3 months on the 3rd sat",
        "every year on 14 feb",
        "on 24 dec",
        "next fri",
    ),
    *("every year on the 5th sun of feb", "3 times a week", "twice a month", "once a week", "7x/week", "in 3 weeks"),
    *("on 2026-12-24", "on 2026-12-24 for 3 days", "tomorrow for a week", "every year on 29 feb", "every 52 weeks"),
)
DAYS_SAID = (
    *("2026-11-20", "yesterday", "-3", "fri", "20 nov", "november 20th, 2027", "the 3rd of march", "3 days ago"),
    *("in 10 days", "next fri", "last sunday", "this sat", "29 feb 2028", "+999999", "−3", "2026-2-29", "31 apr"),
)
DAY_WORDS = (
    *("today", "yesterday", "tomorrow", "last", "next", "this", "on", "days ago", "day ago", "in", "days", "day", "of"),
    *("the", "+", "-", "−3", "-3", "+3", "+999999", "-999999", "3", "29", "feb", "february", "2028", "2027", "1st"),
    *(*WEEKDAYS_SHORT, *MONTHS_SHORT, *DAYS[:14], "2026-2-30", "2026-13-01", "26-11-20", "20.", "nov.", "sept"),
)
_LISTS = ("BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY", "BYSETPOS", "BYHOUR", "BYSECOND")
_LIST_VALUES = (
    *("1", "2", "-1", "5", "12", "30", "31", "-31", "53", "-53", "366", "-366", "367", "0", "+1", "999", "x", ""),
    *("MO", "TU", "WE", "TH", "FR", "SA", "SU", "1MO", "-1SU", "5SA", "-5TU", "53MO", "54MO", "MOO"),
)
_FITTING = {
    "BYMONTH": ("1", "2", "11", "12"),
    "BYWEEKNO": ("1", "52", "53", "-53", "-1"),
    "BYYEARDAY": ("1", "60", "366", "-366", "-1"),
    "BYMONTHDAY": ("1", "29", "30", "31", "-31", "-1"),
    "BYDAY": ("MO", "WE", "SA", "SU"),
    "BYSETPOS": ("1", "2", "5", "31", "366", "-1", "-366"),
}
_ONE_VALUE = ("1", "2", "3", "10", "24", "52", "366", "1000000000", "0", "-1", "9999", "x", "")
_ENDS = ("19700101", "20261205", "22001231", "99991231", "00010101T000000Z", "20261301", "20261122T235959Z")


def rrule(random: Random) -> str:
    """An RRULE of any parts, those that never come to anything among them."""
    parts = [f"FREQ={random.choice(('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY', 'YEARLY', 'HOURLY'))}"]
    for name in some(random, _LISTS[:6] if happens(random, 2) else _LISTS, 4):
        values = _FITTING[name] if name in _FITTING and not happens(random, 8) else _LIST_VALUES
        parts.append(f"{name}={','.join(some(random, values, 3) or [values[0]])}")
    if happens(random, 3):
        parts.append(f"{random.choice(('INTERVAL', 'INTERVAL', 'COUNT'))}={random.choice(_ONE_VALUE)}")
    if happens(random, 5):
        parts.append(random.choice((f"UNTIL={random.choice(_ENDS)}", "WKST=SU", "WKST=X", "X=1", "RRULE:")))
    if happens(random, 5):
        random.shuffle(parts)
    text = ";".join(parts)
    return mutated_text(random, text) if happens(random, 8) else text


def cadence_words(random: Random) -> str:
    """What somebody might say about when, and what nobody would."""
    if happens(random, 8):
        return f"{rrule(random)} {spoken(random, ENDS + CLOCKS, 2)}"
    if happens(random, 3):
        return spoken(random, EVERY_WORD)
    text = " ".join([random.choice(SAID), *some(random, (*CLOCKS, *ENDS[:6], "at 19:30", "at 7pm"), 1)])
    return mutated_text(random, text) if happens(random, 2) else text


def day_words(random: Random) -> str:
    """What somebody might call a day, and what nobody would."""
    text = spoken(random, DAY_WORDS, 3) if happens(random, 2) else random.choice(DAYS_SAID)
    return mutated_text(random, text) if happens(random, 2) else text


def clock_words(random: Random) -> str:
    """What somebody might call a time of day, and what nobody would."""
    return spoken(random, CLOCKS, 2)


def name_words(random: Random, names: Sequence[str]) -> str:
    """A name, a part of one, several run together, or something like it."""
    name = random.choice(names)
    first, last = sorted((random.randint(0, len(name)), random.randint(0, len(name))))
    return random.choice((name, name[first:last], mutated_text(random, name), spoken(random, names, 3)))
