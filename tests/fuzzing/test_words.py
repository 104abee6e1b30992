"""Whatever somebody types: it means one thing, or a sentence says what to type instead."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from random import Random
from zoneinfo import ZoneInfo

import pytest

from rituals.cli.shared import lookup
from rituals.core.cadence.day_parser import parse_day
from rituals.core.cadence.expansion import activated, due_days, next_due_days, planned_per_week
from rituals.core.cadence.lexer import clock_of, tidied
from rituals.core.cadence.rrule import normalised
from rituals.core.cadence.words import parse, words
from rituals.core.calendar import FIRST_DAY, LAST_DAY, add_days
from rituals.core.model import Rule
from rituals.core.rhythm.strength import pace_of
from rituals.core.text import clean_name, clean_note, quoted
from rituals.errors import RitualsError
from tests.fuzzing.conftest import Fuzz
from tests.fuzzing.making_words import cadence_words, clock_words, day_words, name_words, rrule
from tests.kit.fakes import MemoryLog, make_rituals
from tests.kit.histories import DAILY, Couple

pytestmark = pytest.mark.fuzzing

TODAY = date(2026, 11, 22)
ZONE = ZoneInfo("Europe/Berlin")
NAMES = ("Evening walk", "Long hug", "long-hug-1f3a", "Kaffee & Küche", "ıspanak", "walk", "both", "Ana", "together")


def test_a_cadence_is_read_and_said_again(fuzz: Fuzz) -> None:
    def read(text: str) -> None:
        cadence = parse(text, today=TODAY, zone=ZONE)
        said = words(cadence)
        assert words(parse(said, today=TODAY)) == said
        next_due_days(cadence, after=TODAY)

    fuzz("cadence words", cadence_words, read, ordinary="every 2 weeks on sat at 19:30")


def test_an_rrule_is_lived_by_for_years(fuzz: Fuzz) -> None:
    def read(text: str) -> None:
        canonical = normalised(text, zone=ZONE)
        assert normalised(canonical) == canonical
        rule = activated(Rule(canonical), on=TODAY, week_starts_on=6)
        assert isinstance(rule, Rule)
        days = next_due_days(rule, after=TODAY)
        assert days == sorted(set(days))
        assert due_days(rule, TODAY, add_days(TODAY, 400))[:5] == [day for day in days if day <= add_days(TODAY, 400)]
        planned_per_week(rule)
        pace_of(rule)

    fuzz("RRULE texts", rrule, read, ordinary="FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1")


def test_a_day_is_one_within_reach(fuzz: Fuzz) -> None:
    def read(text: str) -> None:
        back, ahead = (parse_day(text, today=TODAY, ahead=ahead) for ahead in (False, True))
        assert FIRST_DAY <= back <= ahead <= LAST_DAY

    fuzz("days", day_words, read, ordinary="fri")


def test_a_time_of_day_is_one_without_seconds(fuzz: Fuzz) -> None:
    def read(text: str) -> None:
        assert clock_of(tidied(text)).second == 0

    fuzz("times of day", clock_words, read, ordinary="19:30")


def test_a_name_means_one_ritual_and_one_person(fuzz: Fuzz) -> None:
    couple = Couple("ana", "ben")
    for number, name in enumerate(NAMES):
        couple.keep(DAILY, name=f"{name}-{number}")
    service = make_rituals(shared=MemoryLog(records=couple.records))

    def make(random: Random) -> str:
        return name_words(random, NAMES)

    def read(text: str) -> None:
        clean_note(text)
        clean_name(text, of="ritual")
        quoted(text)
        lookup.persons("both", service)
        with suppress(RitualsError):
            assert lookup.whom(text, service) in ("together", "each", "ana", "ben")
        assert lookup.any_ritual(service.state, text).id in service.state.rituals

    fuzz("names", make, read, ordinary="Evening walk-0")
