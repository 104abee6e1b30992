"""Phrases that stand for people, and the names that they leave free."""

from __future__ import annotations

import pytest

from rituals.core.model import WORDS_FOR_PEOPLE, Person
from rituals.core.phrases import all_words, both_or_all, clean_person_name, how_many_words
from rituals.errors import UsageError
from tests.kit.histories import march


@pytest.mark.parametrize("word", sorted(WORDS_FOR_PEOPLE))
def test_nobody_goes_by_a_word_that_stands_for_people(word: str) -> None:
    for name in (word, f"  {word.upper()} ", word.title(), word.replace("e", "é").replace("o", "ó")):
        with pytest.raises(UsageError, match="stands for people here already"):
            clean_person_name(name)


@pytest.mark.parametrize("name", ["Bo", "Allie", "Mel", "Both of us", "Gus", "you", "Todos"])
def test_a_name_that_only_resembles_such_a_word_is_a_name(name: str) -> None:
    assert clean_person_name(f" {name} ") == name


@pytest.mark.parametrize(
    ("count", "everyone", "would", "many"),
    [
        (1, "you", "you would look", "1 of you"),
        (2, "both of you", "you would both look", "two of you"),
        (3, "all three of you", "you would all look", "three of you"),
        (9, "all of you", "you would all look", "9 of you"),
    ],
)
def test_words_for_everyone_count_right(count: int, everyone: str, would: str, many: str) -> None:
    people = [Person(f"id-{place}", f"Name {place}", march(1)) for place in range(count)]

    assert all_words(people) == everyone
    assert f"you would{both_or_all(people)} look" == would
    assert how_many_words(people) == many
