"""Finds words that are often heard as blame, each with a gentler suggestion."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple


class BlameMark(NamedTuple):
    """The place of such words in a text, from `start` up to, not including, `end`, and what to say instead."""

    start: int
    end: int
    words: str
    suggestion: str


_SUGGESTIONS: Mapping[str, str] = {
    "always": "One time you remember well may be easier to hear. Which one was it?",
    "never": "What you would like may be easier to hear: “I would love it if …”",
    "you make me": "“I felt …” keeps the feeling yours. What happened just before it?",
    "you are so": "That describes a person. What did they do or say, as a camera would have seen it?",
    "you should": "A wish may be easier to meet than a rule: “Would you be willing to …?”",
    "i feel that you": "What follows is likely a thought. Which feeling is underneath it?",
}
_SAME = {"you made me": "you make me", "you're so": "you are so", "i felt that you": "i feel that you"}
_APART = re.compile(r"[ ']")


def _pattern(words: str) -> str:
    """A pattern for these words with any white space between them and either kind of apostrophe."""
    return _APART.sub(lambda separator: r"\s+" if separator[0] == " " else "['’]", words)


_MARKED = re.compile(rf"\b(?:{'|'.join(_pattern(words) for words in (*_SUGGESTIONS, *_SAME))})\b", re.IGNORECASE)


def blame_marks(text: str) -> tuple[BlameMark, ...]:
    """The words in a text that are often heard as blame, in order."""
    return tuple(
        BlameMark(match.start(), match.end(), match[0], _suggestion_for(match[0])) for match in _MARKED.finditer(text)
    )


def _suggestion_for(words: str) -> str:
    plain = " ".join(words.lower().replace("’", "'").split())
    return _SUGGESTIONS[_SAME.get(plain, plain)]
