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


@pytest.mark.parametrize(
    "text",
    [
        "I will always love this",
        "I'll never forget that evening",
        "I always look forward to your message",
        "You are always there for me",
        "You always make me laugh, and you always listen to me",
        "I have never been so glad",
        "I never told you how much it helped",
        "It was never your fault",
        "We always find a way",
        "Every time you hum, I feel at home",
        "Take all the time you need",
        "Not once did you complain",
        "You make me laugh",
        "You made me feel safe, and you made me tea",
        "You drive me home when I am tired",
        "I laughed because of you",
        "Because of you I slept",
        "You are so patient with my mother",
        "You’re such a good listener",
        "You're so tired these days, and I would like to help",
        "That’s just like you, to think of the neighbours",
        "You should be proud of it",
        "You should know how glad I was",
        "You need to know how glad I was",
        "You have to see the garden",
        "You must be tired",
        "I understand that you have to work late, and that you always try",
        "I know you never meant to hurt me",
        "You must have been so worried",
        "Rest as long as you need to",
        "I miss you when you have to work late",
        "I felt that you understood me",
        "I feel like you are on my side",
        "Everyone says how kind you were",
        "You just want me to be well",
        "You don't even know how much it helped",
    ],
)
def test_the_same_words_said_kindly_are_left_alone(text: str) -> None:
    assert blame_marks(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "If you like, I will cook",
        "I would like to mend it, if that helps",
        "I will ask if you have room for it",
        "From now on I will write if I notice that I am late",
        "Take however long you need",
        "I can see that it hurt you too",
        "I was only thinking of myself",
        "I am nothing but sorry, even if it took me a week",
    ],
)
def test_an_apology_may_offer_and_wait(text: str) -> None:
    assert blame_marks(text, "apology") == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("you should know better", "you should"),
        ("You make me angry, you are so cold", "You make me"),
        ("we never talk", "never"),
        ("I always have to ask", "always"),
        ("you must be told twice", "you must"),
        ("you have to calm down", "you have to"),
        ("you don't even know how much it hurt", "you don't even"),
        ("I feel like you do not listen", "I feel like you"),
    ],
)
def test_what_is_no_kinder_for_its_neighbours_is_found(text: str, words: str) -> None:
    assert blame_marks(text)[0].words == words


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
