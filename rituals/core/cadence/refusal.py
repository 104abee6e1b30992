"""What is said of words that belong to no phrase of a cadence."""

from __future__ import annotations

from collections.abc import Sequence

from rituals.core.cadence.lexer import Token
from rituals.core.cadence.vocabulary import AMBIGUOUS, FILLER, PER, TO, TOO_OFTEN, known_words
from rituals.core.text import likely
from rituals.errors import UsageError

_DIGITS = "0123456789"


def not_understood(rest: Sequence[Token]) -> UsageError:
    """The error for a sentence that is understood up to `rest`; it names the first word there that means nothing, which
    may come after a number or an ordinal that does."""
    if rest[0].text == "for":
        length = " ".join(word.text for word in rest[:3])
        return UsageError(
            f"“{length}” is no number of days, such as “for 3 days”; how long it takes has its own place."
        )
    meant = {*known_words(), *PER, *TO, *FILLER}
    unknown = next((place for place, word in enumerate(rest) if word.kind == "word" and word.text not in meant), 0)
    too_often = [word.text for word in rest[: unknown + 2] if word.text.lstrip(_DIGITS) in TOO_OFTEN]
    if too_often:
        return UsageError(f"“{too_often[0]}” is less than a day; once a day is the most, as in “every day at 19:30”.")
    word = rest[unknown].text
    if word in AMBIGUOUS:
        return UsageError(f"“{word}” can mean two things; say {AMBIGUOUS[word]}.")
    guess = likely(word, known_words())
    hint = f" Did you mean “{guess}”?" if guess and guess != word else ""
    return UsageError(f"The word “{word}” is not understood there.{hint}")
