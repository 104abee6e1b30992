"""A position in a tokenised sentence, and the small reads that every phrase of a cadence is made of."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date

from rituals.core.cadence.day_parser import day_named
from rituals.core.cadence.lexer import Token
from rituals.core.cadence.phrases import Anniversary
from rituals.core.cadence.vocabulary import MONTH_NAMED, NUMBER_NAMED, ORDINAL_NAMED, TIMES_NAMED

_TIMES = frozenset(("times", "time", "x", "×"))
_DAYS = frozenset(("days", "day", "nights", "evenings"))
_MOST_WORDS_OF_A_DAY = 6  # the 29th of january, 2027


class Cursor:
    """Reads tokens from front to back; a read that doesn't match leaves the position where it was."""

    def __init__(self, words: Sequence[Token]) -> None:
        self._words = words
        self.place = 0

    @property
    def at_end(self) -> bool:
        return self.place >= len(self._words)

    def ahead(self, steps: int = 0) -> Token:
        """The token `steps` after the current one; an empty one past the end."""
        place = self.place + steps
        return self._words[place] if place < len(self._words) else Token("mark", "")

    def skip(self, words: Container[str]) -> bool:
        is_skipped = self.ahead().text in words
        self.place += is_skipped
        return is_skipped

    def number(self) -> int | None:
        """Read a number, in digits or in words; "a" is 1."""
        word = self.ahead()
        number = word.number if word.kind == "number" else {"a": 1, **NUMBER_NAMED}.get(word.text)
        self.place += number is not None
        return number

    def nth(self) -> int | None:
        """Read an ordinal; after "the", a plain number is one too."""
        start = self.place
        after_the = self.skip({"the"})
        word = self.ahead()
        is_nth = word.kind == "ordinal" or (after_the and word.kind == "number")
        nth = word.number if is_nth else ORDINAL_NAMED.get(word.text)
        self.place = start if nth is None else self.place + 1
        return nth

    def times(self) -> int | None:
        """Read a number of times: twice, 3 times, 3x."""
        word = self.ahead()
        if word.text in TIMES_NAMED or word.kind == "times":
            self.place += 1
            return TIMES_NAMED.get(word.text, word.number)
        return self._number_of(_TIMES)

    def how_often(self) -> int | None:
        """Read a number of times in a period: 3 times, any 3 days."""
        start, times = self.place, self.times()
        if times is None:
            self.skip({"any"})
            times = self._number_of(_TIMES | _DAYS)
        self.place = start if times is None else self.place
        return times

    def _number_of(self, units: Container[str]) -> int | None:
        start, number = self.place, self.number()
        if number is not None and self.skip(units):
            return number
        self.place = start
        return None

    def day_and_month(self) -> Anniversary | None:
        """Read a day of the year: 14 feb, 14th of february, feb 14."""
        start, word, following = self.place, self.ahead(), self.ahead(1)
        if word.text in MONTH_NAMED and following.kind in ("number", "ordinal") and following.number <= 31:
            self.place += 2
            return Anniversary(MONTH_NAMED[word.text], following.number)
        if word.kind in ("number", "ordinal"):
            self.place += 1
            self.skip({"."})
            self.skip({"of"})
            month = self.ahead().text
            if month in MONTH_NAMED:
                self.place += 1
                return Anniversary(MONTH_NAMED[month], word.number)
        self.place = start
        return None

    def day_ahead(self, today: date) -> date | None:
        """Read a day as it is typed anywhere: 2027-01-29, tomorrow, fri, 29 jan, the 29th of january, 2027."""
        for length in range(_MOST_WORDS_OF_A_DAY, 0, -1):
            words = " ".join(self.ahead(steps).text for steps in range(length))
            day = day_named(words.replace(" ,", ",").replace(" .", "."), today=today, ahead=True)
            if day is not None:
                self.place += length
                return day
        return None
