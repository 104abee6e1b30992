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
        "I was only",
        "I was just",
        "it wasn't only me",
        "you also",
        "you too",
    )
}
_GOOD = (
    "dear|kind|patient|good|gentle|warm|warm-hearted|brave|strong|generous|important|lovely|beautiful|funny|welcome|"
    "loved|thoughtful|tender|clever|helpful|sweet|precious|great|wonderful|fair|honest|much|comfort|help|joy|gift|friend"
)
_BURDENED = "tired|exhausted|worn out|worried|sad|lonely|hungry|proud|glad|happy|hurt|afraid|scared|nervous|relieved"
_LIGHT = "safe|loved|at home|seen|heard|welcome|better|happy|happier|calm|calmer|proud|brave|glad|lighter|laugh|smile"
_KIND = (
    "(?:I|we)(?:'ll| will|'d| would) (?:always|never)",
    "always (?:loved?|liked?|enjoy(?:ed)?|admired?|trust(?:ed)?|look(?:ed)? forward|glad|grateful|happy|welcome)",
    "always (?:been )?(?:there for (?:me|us)|know how to|find (?:a|our) way|on my side)",
    "always (?:been )?(?:listen(?:ed|ing)? to me|try|tried)",
    f"always (?:so )?(?:{_GOOD})",
    f"always ma(?:ke|de) me (?:feel )?(?:so )?(?:{_LIGHT})",
    "never (?:told you|forget|forgot(?:ten)?|tire of|regret(?:ted)?|doubted|complain(?:ed)?|(?:been|felt) (?:so|as))",
    "never (?:your fault|meant (?:to|it)|wanted to hurt)",
    "(?:understand|see|know) that you (?:have|need) to",
    "every time (?:I (?:see|hear|think of)|you (?:smile|laugh|hum|sing|hold))",
    "all the time (?:you (?:need|gave|give)|in the world|it takes)",
    "not once (?:did|have) (?:you|I) (?:complain(?:ed)?|doubt(?:ed)?|regret(?:ted)?)",
    f"you (?:make|made) me (?:feel )?(?:so )?(?:{_LIGHT})",
    "you ma(?:ke|de) me (?:tea|coffee|breakfast|dinner|soup|a|the)",
    "you drive me (?:home|there|everywhere|to (?:the|work|my))",
    f"(?:{_LIGHT}|easier|laughed|smiled) because of you",
    "because of you,? (?:I|we) (?:laughed|smiled|slept|dared|feel safe|felt safe)",
    f"you(?: are|'re) so (?:very )?(?:{_GOOD}|{_BURDENED})",
    f"you(?: are|'re) such a (?:{_GOOD})",
    "(?:that is |that's )?(?:typical of|just like) you,? to (?:think of|notice|remember|help|share|bring|care|laugh)",
    "you (?:should|ought to) (?:be proud|know how|know that I|have seen|have heard)",
    "you(?: have to|'d better| need to| must) (?:know how|know that|see (?:the|this|how)|taste|hear how)",
    f"you must (?:be|feel|have been|have felt) (?:so |very |really |quite )?(?:{_BURDENED}|under)",
    "(?:as long as|as much as|as often as|whatever|what|whenever|when|if) you (?:have|need) to",
    "I (?:feel|felt) (?:that|like|as if) you (?:really |truly )?(?:underst(?:an|oo)d|heard?|listened|saw|see me)",
    "I (?:feel|felt) (?:that|like|as if) you (?:were|are) (?:there|here|with me|on my side|listening|close|near)",
    f"(?:everyone|everybody) (?:says|thinks) (?:how|you(?: are|'re) (?:so )?(?:{_GOOD}))",
    "you just want (?:me|us) to be",
    "you don't even (?:know|realise|notice) how (?:glad|kind|good|dear|much (?:I|it (?:helped|means|meant)))",
    "constantly (?:think of|thinking of|on my mind)",
)
"""Patterns of what people say kindly with the same words."""
_KIND_IN_APOLOGIES = (
    "if (?:you (?:like|want|wish|would (?:like|rather)|agree)|(?:that|it) (?:helps|would help|suits))",
    "(?:as|even|no) if",
    "(?:ask|asked|asking|see|tell me|know) if",
    "if I (?:notice|will be|run|get|see)",
    "nothing but",
    "however (?:long|much|late|often|small|slowly)",
    "I was (?:only|just) thinking of (?:me|myself)",
    "(?:hurt|love|miss(?:ed)?|scared|cost|tired|worried|for|to|with|from|of) you too",
)
"""The same of the words that weaken an apology where they stand alone."""
WORDS_OF_BLAME = tuple(words for all_words in _BLAME.values() for words in all_words)
"""What is marked in any sentence to the other."""
_APART = re.compile(r"[ ']")


def blame_marks(text: str, marked: Marked = "blame") -> tuple[BlameMark, ...]:
    """The words to mark in a text, in order; where two overlap, the one that begins first, and the longer one."""
    pattern, suggestions = _marking(marked)
    return tuple(
        BlameMark(match.start(), match.end(), match[0], suggestions[words])
        for match in pattern.finditer(text)
        if match["kind"] is None
        if (words := _plain(match[0])) in suggestions  # which "ıf" is not, though it matches where case is ignored
    )


@cache
def _marking(marked: Marked) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What finds the words to mark, and as its group "kind" what is passed over with all that is in it, and the
    suggestion for each; made late, as every verb with the catalogue would pay for it."""
    groups, kind = (_BLAME, _KIND) if marked == "blame" else (_BLAME | _IN_APOLOGIES, (*_KIND, *_KIND_IN_APOLOGIES))
    suggestions = {_plain(words): suggestion for suggestion, all_words in groups.items() for words in all_words}
    longest_first = sorted(suggestions, key=len, reverse=True)
    passed_over, to_mark = ("|".join(map(_pattern, words)) for words in (kind, longest_first))
    return re.compile(rf"\b(?:(?P<kind>{passed_over})|{to_mark})\b", re.IGNORECASE), suggestions


def _plain(words: str) -> str:
    return " ".join(words.lower().replace("’", "'").split())


def _pattern(words: str) -> str:
    """A pattern for these words with any white space between them and either kind of apostrophe."""
    return _APART.sub(lambda separator: r"\s+" if separator[0] == " " else "['’]", words)
