"""Phrases that stand for people, and the names that they leave free."""

from __future__ import annotations

import pytest

from rituals.core.model import WORDS_FOR_PEOPLE
from rituals.core.phrases import clean_person_name
from rituals.errors import UsageError


@pytest.mark.parametrize("word", sorted(WORDS_FOR_PEOPLE))
def test_nobody_goes_by_a_word_that_stands_for_people(word: str) -> None:
    for name in (word, f"  {word.upper()} ", word.title(), word.replace("e", "é").replace("o", "ó")):
        with pytest.raises(UsageError, match="stands for people here already"):
            clean_person_name(name)


@pytest.mark.parametrize("name", ["Bo", "Allie", "Mel", "Both of us", "Gus", "you", "Todos"])
def test_a_name_that_only_resembles_such_a_word_is_a_name(name: str) -> None:
    assert clean_person_name(f" {name} ") == name
