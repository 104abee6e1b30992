"""Finds words that are often heard as blame, or that weaken an apology, each with a gentler suggestion."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal, NamedTuple

Marked = Literal["blame", "apology"]
"""What is marked: words heard as blame, or with those what weakens an apology."""


class BlameMark(NamedTuple):
    """The place of such words in a text, from `start` up to, not including, `end`, and what to say instead."""

    start: int
    end: int
    words: str
    suggestion: str


_ONE_TIME = "One time you remember well may be easier to hear. Which one was it?"
_A_WISH = "What you would like may be easier to hear: “I would love it if …”"
_YOURS = "“I felt …” keeps the feeling yours. What happened just before it?"
_SEEN = "That describes a person. What did they do or say, as a camera would have seen it?"
_A_REQUEST = "A wish may be easier to meet than a rule: “Would you be willing to …?”"
_BENEATH = "What follows is likely a thought. Which feeling is underneath it?"
_INSIDE = "Nobody sees inside another. What did you see or hear, and what did you make of it?"
_ONLY_YOU_TWO = "Others make it two against one. What is it to you, here, between the two of you?"
_OPEN = "A question that is open may bring more of an answer: “What happened for you when …?”"
_WHOLE = "An apology is lighter to take without it. What happened, and what was yours in it?"

_BLAME: dict[str, Sequence[str]] = {
    _ONE_TIME: ("always", "every time", "every single time", "all the time", "constantly", "as usual", "yet again"),
    _A_WISH: (
        "never",
        "not once",
        "you can't even",
        "you couldn't even",
        "at least you could",
        "the least you could do",
    ),
    _YOURS: ("you make me", "you made me", "you're making me", "you drive me", "because of you", "it's your fault"),
    _SEEN: ("you are so", "you're so", "you are such a", "you're such a", "typical of you", "that's just like you"),
    _A_REQUEST: (
        "you should",
        "you shouldn't",
        "you ought to",
        "you have to",
        "you need to",
        "you'd better",
        "you must",
    ),
    _BENEATH: ("i feel that you", "i felt that you", "i feel like you", "i felt like you", "i feel as if you"),
    _INSIDE: (
        *("you don't care", "you didn't care", "you couldn't care less", "you only care about", "you just want"),
        *("you only think of", "you did it on purpose", "you don't love me", "you don't even"),
    ),
    _ONLY_YOU_TWO: (
        "everyone says",
        "everybody says",
        "everyone thinks",
        "everybody thinks",
        "even my mother",
        "unlike you",
    ),
    _OPEN: (
        "why can't you",
        "why don't you ever",
        "why do you have to",
        "what's wrong with you",
        "what is wrong with you",
    ),
}
_IN_APOLOGIES: dict[str, Sequence[str]] = {
    _WHOLE: (
        "if",
        "but",
        "however",
        "you made me",
        "i was only",
        "i was just",
        "it wasn't only me",
        "you also",
        "you too",
    )
}
WORDS_OF_BLAME = tuple(words for all_words in _BLAME.values() for words in all_words)
"""What is marked in any sentence to the other."""
_APART = re.compile(r"[ ']")


def blame_marks(text: str, marked: Marked = "blame") -> tuple[BlameMark, ...]:
    """The words to mark in a text, in order; where two overlap, the one that begins first, and the longer one."""
    pattern, suggestions = _marking(marked)
    return tuple(
        BlameMark(match.start(), match.end(), match[0], suggestions[words])
        for match in pattern.finditer(text)
        if (words := _plain(match[0])) in suggestions  # which "ıf" is not, though it matches where case is ignored
    )


@cache
def _marking(marked: Marked) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What finds the words to mark, and the suggestion for each; made late, as every verb with the catalogue would pay
    for it."""
    groups = _BLAME | (_IN_APOLOGIES if marked == "apology" else {})
    suggestions = {words: suggestion for suggestion, all_words in groups.items() for words in all_words}
    longest_first = sorted(suggestions, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(_pattern, longest_first))})\b", re.IGNORECASE), suggestions


def _plain(words: str) -> str:
    return " ".join(words.lower().replace("’", "'").split())


def _pattern(words: str) -> str:
    """A pattern for these words with any white space between them and either kind of apostrophe."""
    return _APART.sub(lambda separator: r"\s+" if separator[0] == " " else "['’]", words)
