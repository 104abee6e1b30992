"""Every line that the guide shows is understood, and does what the page says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from rituals.core.inbox.file_lines import MOST_LINES
from rituals.core.inbox.wishes import MeantHere, Wish, WishedRest, WishedThanks, WishedTick, wish_in
from rituals.core.model import Person, Ritual, Rule, Span
from tests.kit.handbook import page_text

SUNDAY = date(2026, 11, 22)
ANA, SAM = Person("ana-id", "Ana", SUNDAY), Person("sam-id", "Sam", SUNDAY)
BLOCKS = re.findall(r"^```text\n(.*?)^```", page_text("inbox"), re.MULTILINE | re.DOTALL)
UNNAMED, NAMED = (block.splitlines() for block in BLOCKS)
ECHOED = re.findall(r'^\$ echo "(.*)" >', page_text("inbox"), re.MULTILINE)


def ritual(name: str, who: str = "together") -> Ritual:
    return Ritual(name.lower(), name, SUNDAY, (Span(SUNDAY, None, Rule("FREQ=DAILY")),), who)


RITUALS = [ritual("Evening walk"), ritual("Date night"), ritual("Long hug", "each")]


def wish(line: str, *, residents: Sequence[Person] = (ANA, SAM)) -> Wish:
    return wish_in(line, MeantHere(RITUALS, [ANA, SAM], residents, SUNDAY, lambda _: SUNDAY))


@pytest.mark.parametrize("line", [*UNNAMED, *ECHOED])
def test_a_line_without_a_name_is_understood_where_one_lives(line: str) -> None:
    wished = wish(line, residents=[ANA])

    match line.split()[0]:
        case "rest":
            assert isinstance(wished, WishedRest)
        case "thank" | "Thank":
            assert wished == WishedThanks(ANA.id, line.removeprefix("thank "))
        case _:
            assert isinstance(wished, WishedTick)
            assert wished.ritual.name == "Evening walk"
            assert wished.tiny is ("tiny" in line)


@pytest.mark.parametrize("line", NAMED)
def test_a_line_with_a_name_is_understood_where_both_live(line: str) -> None:
    wished = wish(line)

    assert wished.by == (ANA.id if line.startswith("Ana") else SAM.id)


def test_days_and_notes_are_read_as_the_page_says() -> None:
    noted, earlier = (wish(line) for line in ("tick walk fri: along the canal, it rained", "Sam: hug yesterday"))

    assert isinstance(noted, WishedTick)
    assert isinstance(earlier, WishedTick)
    assert (noted.day, noted.note) == (SUNDAY - timedelta(2), "along the canal, it rained")
    assert earlier.day == SUNDAY - timedelta(1)


def test_the_page_names_the_limits_that_hold() -> None:
    assert f"up to {MOST_LINES} lines and 64 KiB" in page_text("inbox")
