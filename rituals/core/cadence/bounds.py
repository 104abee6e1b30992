"""The phrases that say where a rule begins and ends: a first day, a last day, a number of times in all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from rituals.core.cadence.cursor import Cursor
from rituals.core.cadence.lexer import Token
from rituals.core.cadence.phrases import CadencePhrases, InAll
from rituals.core.cadence.vocabulary import FROM, IN_ALL, PER, TO, UNTIL, WEEKDAY_NAMED
from rituals.errors import UsageError

T = TypeVar("T")


class BoundsParser(Cursor):
    """Reads the first day and the end of a rule into `phrases`."""

    def __init__(self, words: Sequence[Token], today: date) -> None:
        super().__init__(words)
        self._today = today
        self.phrases = CadencePhrases()

    def first_day(self) -> bool:
        """Read the day from which a rule counts: from 2027-01-29, starting tomorrow; not the from of "from mon to
        fri"."""
        word = self.ahead().text
        if not self.skip(FROM):
            return False
        if self.ahead().text in WEEKDAY_NAMED and self.ahead(1).text in TO and self.ahead(2).text in WEEKDAY_NAMED:
            return True
        self.phrases.start = agreed_on("two first days", self.phrases.start, self._day_after(word))
        return True

    def last_day(self) -> bool:
        """Read the last day on which a rule may come: until 2026-12-01, till 1 dec."""
        word = self.ahead().text
        if not self.skip(UNTIL):
            return False
        self.phrases.until = agreed_on("two last days", self.phrases.until, self._day_after(word))
        return True

    def in_all(self) -> bool:
        """Read after how many times a rule ends: 10 times in all, for 10 times; "once" only with "in all"."""
        start, is_for, is_once = self.place, self.skip({"for"}), self.ahead().text == "once"
        times = self.times()
        is_clear = self._says_in_all() or is_for
        if times is None or (not is_clear and (is_once or self.ahead().text in PER)):
            self.place = start
            return False
        self.phrases.in_all = agreed_on("two numbers of times", self.phrases.in_all, InAll(times, is_clear))
        return True

    def _says_in_all(self) -> bool:
        if self.ahead().text == "in" and self.ahead(1).text in IN_ALL:
            self.place += 2
            return True
        return self.skip({"altogether"})

    def _day_after(self, word: str) -> date:
        self.skip({"on"})
        day = self.day_ahead(self._today)
        if day is None:
            following = self.ahead().text
            raise UsageError(f"“{f'{word} {following}'.strip()}” wants a day, such as “{word} {self._today}”.")
        return day


def agreed_on(kind: str, earlier: T | None, value: T) -> T:
    """The value; `UsageError` if the sentence said another one of this kind earlier."""
    if earlier is not None and earlier != value:
        raise UsageError(f"It names {kind}; keep one of them.")
    return value
