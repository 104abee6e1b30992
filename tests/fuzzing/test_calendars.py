"""Whatever calendar somebody brings: what is read of it can be planned, or a sentence says why it is left out."""

from __future__ import annotations

import pytest

from rituals.adapters.formats.calendar_reader import read_calendar
from rituals.core.cadence.expansion import activated, next_due_days
from rituals.core.cadence.words import words
from rituals.core.model import LONGEST_MINUTES, YEARS
from rituals.core.text import clean_note
from tests.fuzzing.conftest import Fuzz
from tests.fuzzing.making_calendars import ORDINARY, calendar
from tests.kit.importing import TODAY, source

pytestmark = pytest.mark.fuzzing


def test_a_calendar_is_read_or_a_sentence_says_why_not(fuzz: Fuzz) -> None:
    def read(content: bytes) -> None:
        file = read_calendar(source(content))
        for ritual in file.rituals:
            assert ritual.cadence is not None
            assert ritual.name.strip() == clean_note(ritual.name) != ""
            assert words(ritual.cadence)
            days = next_due_days(ritual.cadence, after=TODAY)
            assert days
            assert days == next_due_days(activated(ritual.cadence, on=TODAY, week_starts_on=6), after=TODAY)
            assert 0 <= ritual.minutes <= LONGEST_MINUTES
            assert {*ritual.rests}.isdisjoint(move.day for move in ritual.moves)
            assert all(move.to.year in YEARS and move.to >= TODAY for move in ritual.moves)
            assert all(sentence.endswith(".") for sentence in ritual.told)
        assert all(sentence.endswith(".") for sentence in file.told)

    fuzz("calendars", calendar, read, ordinary=ORDINARY)
