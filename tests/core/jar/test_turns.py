"""Who reads which note aloud: in turns, and never only one's own words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rituals.core.jar.turns import reading_turns, reads_aloud_words
from rituals.core.model import Appreciation, Person
from tests.kit.histories import ANA, BEGUN, BEN, march

COUPLE = (Person(ANA, "Ana", BEGUN), Person(BEN, "Ben", BEGUN))


def readers(writers: Sequence[str], couple: Sequence[Person] = COUPLE) -> list[str]:
    notes = [Appreciation(f"n{place}", by, march(1), "thanks") for place, by in enumerate(writers)]
    return [reader.id for reader in reading_turns(notes, couple)]


@pytest.mark.parametrize(
    ("writers", "read_by"),
    [
        ([], []),
        ([ANA], [BEN]),
        ([BEN], [ANA]),
        ([ANA, BEN, ANA, BEN], [BEN, ANA, BEN, ANA]),
        ([ANA, ANA, BEN], [ANA, BEN, ANA]),
        ([ANA, ANA], [BEN, ANA]),
        (["kim", BEN, ANA], [BEN, ANA, BEN]),
    ],
)
def test_turns_begin_so_that_as_few_as_can_be_read_their_own_words(writers: list[str], read_by: list[str]) -> None:
    assert readers(writers) == read_by


@given(st.lists(st.sampled_from([ANA, BEN, "who left"]), max_size=40))
@example([ANA, ANA, "who left"])
def test_of_two_nobody_reads_only_their_own_words_unless_the_other_put_none_in(writers: list[str]) -> None:
    turns = readers(writers)

    assert all(one != other for one, other in pairwise(turns))
    for person in (ANA, BEN):
        read = [writer for writer, reader in zip(writers, turns, strict=True) if reader == person]
        if len(writers) > 1 and set(read) == {person}:
            assert set(writers) == {person}


def test_alone_there_are_no_turns() -> None:
    assert readers([ANA, ANA], COUPLE[:1]) == []


def test_three_take_turns_as_well() -> None:
    three = (*COUPLE, Person("kim", "Kim", BEGUN))

    assert readers([ANA, BEN, "kim", ANA], three) == [BEN, "kim", ANA, BEN]


def test_it_is_said_whose_turn_it_is() -> None:
    assert reads_aloud_words(COUPLE[1]) == "Ben reads this one aloud."
