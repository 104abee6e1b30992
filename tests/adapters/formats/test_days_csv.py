"""Days taken out as a table come back in, losing nothing that the table holds."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.adapters.formats.csv_table import is_csv_table, read_csv_table
from rituals.adapters.formats.days_csv import days_csv
from rituals.core import events as e
from rituals.core.events.recorded import Recorded
from rituals.core.exchange.foreign import EVERYONE
from rituals.core.exchange.import_plan import Answers, Couple, import_plan
from rituals.core.exchange.kept_days import KeptDay, kept_days
from rituals.core.model import Person
from rituals.core.state.couple_state import State
from rituals.core.text import clean_name, clean_note
from rituals.errors import UsageError
from tests.kit.histories import ANA, BEGUN, BEN, record
from tests.kit.importing import source
from tests.kit.worlds import SHORT, SHORTER, logs

A_DAY = date(2026, 6, 1)


def brought_back(days: Sequence[KeptDay]) -> list[KeptDay]:
    """What a table of these days holds when it is read."""
    table = source(days_csv(days).encode())
    assert is_csv_table(table)
    held = read_csv_table(table)
    assert held.told == ()
    return [KeptDay(tick.day, each.name, tick.by, tick.tiny, tick.note) for each in held.rituals for tick in each.ticks]


def cleaned(text: str, *, is_name: bool) -> str:
    """A text as the app keeps it; a plain one where it wouldn't."""
    try:
        return clean_name(text, of="ritual").strip() if is_name else clean_note(text)
    except UsageError:
        return "Walk"


hard = st.text(st.sampled_from("äß🫂散=+-@'\",;\t\n| x1"), max_size=12) | st.text(max_size=20)
names = hard.map(lambda text: cleaned(text, is_name=True))
notes = hard.map(lambda text: cleaned(text, is_name=False))
ticks = st.builds(
    KeptDay,
    st.dates(date(1970, 1, 1), date(2200, 12, 31)),
    names,
    names | st.just(EVERYONE),
    st.booleans(),
    notes,
)


@SHORT
@given(st.lists(ticks, min_size=1, max_size=12))
def test_whatever_days_are_taken_out_come_back_as_they_were(days: list[KeptDay]) -> None:
    assert sorted(brought_back(days)) == sorted(days)


@SHORTER
@given(logs())
def test_whatever_was_lived_comes_back_as_it_was(records: list[Recorded]) -> None:
    days = kept_days(State(records), Person(ANA, "Ana", BEGUN))
    named = [kept for kept in days if kept.ritual]  # its name may be erased, and no other be there

    assert not named or sorted(brought_back(named)) == sorted(named)


@SHORTER
@given(logs())
def test_brought_into_another_home_it_is_all_there(records: list[Recorded]) -> None:
    ana = Person(ANA, "Ana", BEGUN)
    days = [kept for kept in kept_days(State(records), ana) if kept.ritual]
    people = [
        record(e.PersonJoined(ANA, "Ana", BEGUN), lamport=1, number=0),
        record(e.PersonJoined(BEN, "Ben", BEGUN), lamport=2, number=1),
    ]
    couple = Couple({ANA: "Ana", BEN: "Ben"}, ANA, date(2299, 1, 1), 0)
    if not days:
        return

    file = read_csv_table(source(days_csv(days).encode()))
    plan = import_plan(State(people), file, Answers(), couple, lambda: "another")

    there = State([*people, *(record(event, lamport=n + 1, number=n) for n, event in enumerate(plan.events, 2))])
    assert not plan.asks_whose
    assert held(kept_days(there, ana)) == held(days)


def held(days: Sequence[KeptDay]) -> tuple[set[tuple[date, str, str, bool]], set[tuple[date, str, str]]]:
    """Whose days of which rituals there are, kept in full or not, and which notes each day has."""
    rows: dict[tuple[date, str, str], bool] = {}
    for kept in days:
        whose = kept.day, kept.ritual, kept.by
        rows[whose] = rows.get(whose, False) or not kept.tiny
    for day, ritual, by in [*rows]:
        if by != EVERYONE and (day, ritual, EVERYONE) in rows:  # who is one of everyone did it too
            rows[day, ritual, EVERYONE] |= rows.pop((day, ritual, by))
    return {(*whose, is_full) for whose, is_full in rows.items()}, {
        (kept.day, kept.ritual, kept.note) for kept in days if kept.note
    }


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "'", "\t"])
def test_no_cell_begins_like_a_formula(begins: str) -> None:
    days = [KeptDay(A_DAY, f"{begins}Walk", f"{begins}Ana", note=f"{begins}1+1")]

    _, row = csv.reader(StringIO(days_csv(days), newline=""))

    assert row == ["2026-06-01", f"'{begins}Walk", f"'{begins}Ana", "", f"'{begins}1+1"]


def test_the_table_is_the_long_form() -> None:
    days = [
        KeptDay(A_DAY, "Walk, and talk", EVERYONE, note='rain, "again"\nand home'),
        KeptDay(A_DAY, "Tea", "Ana", tiny=True),
    ]

    assert days_csv(days) == (
        "date,ritual,by,tiny,note\n"
        '2026-06-01,"Walk, and talk",both,,"rain, ""again""\nand home"\n'
        "2026-06-01,Tea,Ana,yes,\n"
    )
