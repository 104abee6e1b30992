"""Words heard as blame: found where they stand, and answered with a suggestion."""

from __future__ import annotations

import pytest

from rituals.core.talk.blame_words import WORDS_OF_BLAME, blame_marks


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You ALWAYS leave", "ALWAYS"),
        ("it was never so", "never"),
        ("You make  me angry", "You make  me"),
        ("because you are so cold", "you are so"),
        ("You’re so cold", "You’re so"),
        ("you're so cold", "you're so"),
        ("you should call", "you should"),
        ("I feel that you left", "I feel that you"),
        ("I felt that you left", "I felt that you"),
    ],
)
def test_words_heard_as_blame_are_found_where_they_stand(text: str, words: str) -> None:
    (mark,) = blame_marks(text)

    assert (mark.words, text[mark.start : mark.end]) == (words, words)
    assert mark.suggestion


@pytest.mark.parametrize(
    "text",
    ["nevertheless", "I feel that, you know", "youshould", "you are somewhere else", "I felt sad", "sideways", ""],
)
def test_other_words_are_left_alone(text: str) -> None:
    assert blame_marks(text) == ()


@pytest.mark.parametrize("text", ["İf I hurt you", "ıf", "alwayſ"])
def test_letters_that_only_look_alike_in_another_case_are_left_alone(text: str) -> None:
    assert blame_marks(text, "apology") == ()


def test_all_of_them_are_found_in_their_order() -> None:
    found = blame_marks("You never call, and you always leave; you should stay.")

    assert [mark.words for mark in found] == ["never", "always", "you should"]


def test_what_weakens_an_apology_is_found_in_one_alone() -> None:
    text = "I am sorry if you were hurt, but you always shout"

    assert [mark.words for mark in blame_marks(text)] == ["always"]
    assert [mark.words for mark in blame_marks(text, "apology")] == ["if", "but", "always"]


def test_there_are_thirty_or_more_and_of_two_at_one_place_the_longer_one_is_found() -> None:
    assert len(set(WORDS_OF_BLAME)) == len(WORDS_OF_BLAME) >= 30
    for words in WORDS_OF_BLAME:
        assert [mark.words for mark in blame_marks(f"well, {words} …")] == [words]


def test_a_suggestion_is_no_verdict() -> None:
    for text in (*WORDS_OF_BLAME, "if"):
        (mark,) = blame_marks(text, "apology")

        assert not {"wrong", "bad", "not", "don't", "must", "avoid"} & set(mark.suggestion.lower().split())
