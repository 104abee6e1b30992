"""Parses a sentence about a cadence into phrases, in any order; `interpreter` turns them into a `Cadence`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, time
from typing import TypeAlias

from rituals.core.cadence.bounds import BoundsParser, agreed_on
from rituals.core.cadence.day_parser import day_of_year, days_from, weekday_near
from rituals.core.cadence.lexer import Token, clock_of, date_of
from rituals.core.cadence.phrases import CadencePhrases, NthOfMonth, Quotient
from rituals.core.cadence.refusal import not_understood
from rituals.core.cadence.vocabulary import (
    AND,
    CLOCK_NAMED,
    EVERY_NAMED,
    FILLER,
    IN_ALL,
    MONTH_NAMED,
    ORDINAL_NAMED,
    PER,
    TO,
    UNITS,
    WEEKDAY_GROUPS,
    WEEKDAY_NAMED,
    Every,
)
from rituals.core.text import LAST
from rituals.errors import UsageError

_EVERY = {"every", "each", "ev"}
_HALF_DAY = 12


class CadenceParser(BoundsParser):
    """Goes through the tokens once: each phrase method consumes the tokens it matches and says whether it did."""

    def read(self) -> CadencePhrases:
        """All phrases of the sentence; `UsageError` names the first word that belongs to none."""
        while not self.at_end:
            if not any(phrase(self) for phrase in PHRASES) and not self.skip(FILLER):
                raise not_understood(self._words[self.place :])
        return self.phrases

    def clock(self) -> bool:
        """Read a time: at 19:30, 7pm, noon; a bare hour only after "at"."""
        start = self.place
        after_at = self.skip({"at", "@"})
        word = self.ahead()
        if word.kind == "clock":
            at = clock_of(word.text)
        elif word.text in CLOCK_NAMED:
            at = CLOCK_NAMED[word.text]
        elif after_at and word.text not in {"the", *WEEKDAY_GROUPS}:
            at = _bare_hour(word)
        else:
            self.place = start
            return False
        self.place += 1
        self.phrases.at = agreed_on("two times", self.phrases.at, at)
        return True

    def quota(self) -> bool:
        """Read a quota: 3 times a week, twice a month, 3x/week, any 3 days a week."""
        start = self.place
        times = self.how_often()
        if times is None:
            return False
        unit, is_joined = EVERY_NAMED.get(self.ahead().text), False
        if unit is None and self.skip(PER):
            is_joined = not self.skip(IN_ALL)
            self.skip({"the"})
            unit = UNITS.get(self.ahead().text)
        if unit is None or unit.unit is None or unit.number != 1:
            if times > 1 and is_joined:
                raise UsageError(f"“{times} times” goes with a week, a month or “in all”, as in “3 times a week”.")
            self.place = start
            return False
        self.place += 1
        self.phrases.quota = agreed_on("two numbers of times", self.phrases.quota, Quotient(times, unit.unit))
        return True

    def length(self) -> bool:
        """Read a length: for 3 days, for a week."""
        days = self._stretch("for")
        if days is None:
            return False
        self.phrases.length = agreed_on("two lengths", self.phrases.length, days)
        return True

    def day(self) -> bool:
        """Read a single day: 2026-12-24, today, next fri, 24 dec 2026, in 3 days; not where "in" joins two phrases, as
        in "once in"."""
        days = self._stretch("in") if self.place == 0 else None
        if days is not None:
            return self._noted_day(days_from(self._today, days), 0)
        word, following = self.ahead(), self.ahead(1)
        if word.kind == "date":
            return self._noted_day(date_of(word.text), 1)
        if word.text == "today":
            return self._noted_day(self._today, 1)
        if word.text == "tomorrow":
            return self._noted_day(days_from(self._today, 1), 1)
        if word.text in ("next", "this") and following.text in WEEKDAY_NAMED:
            strictly = word.text == "next"
            near = weekday_near(WEEKDAY_NAMED[following.text], today=self._today, ahead=True, strictly=strictly)
            return self._noted_day(near, 2)
        return False

    def anniversary(self) -> bool:
        """Read a day of the year: 14 feb, february 14th. With a year, as in the 24th of dec 2026, it is a single
        day."""
        start = self.place
        self.skip({"the"})
        anniversary = self.day_and_month()
        another_month = self.ahead().text in AND and self.ahead(1).text in MONTH_NAMED
        if anniversary is None or another_month:
            self.place = start
            return False
        year = self.ahead()
        if year.kind == "number" and len(year.text) == 4:
            day = day_of_year(anniversary.month, anniversary.day, today=self._today, ahead=True, year=year.number)
            return self._noted_day(day, 1)
        self.phrases.anniversary = agreed_on("two days of the year", self.phrases.anniversary, anniversary)
        return True

    def every(self) -> bool:
        """Read an interval: every 2 weeks, every other sat, daily; "every" itself may be left out before a unit."""
        word = self.ahead().text
        if word in EVERY_NAMED:
            self.place += 1
            return self._noted_every(EVERY_NAMED[word])
        start = self.place
        said_every = self.skip(_EVERY)
        after_every = self.place
        number = self._every_how_many(said_every)
        unit = UNITS.get(self.ahead().text)
        if unit is not None:
            self.place += 1
            return self._noted_every(Every((1 if number is None else number) * unit.number, unit.unit))
        if number is not None and self._is_weekday(self.ahead().text):
            return self._noted_every(self._every_nth_weekday(number))
        self.place = after_every if said_every else start
        return said_every and self._noted_every(Every(1))

    def of_the_month(self) -> bool:
        """Read "of the month" or "in each month"."""
        start = self.place
        if self.skip({"of", "in"}) and self.skip({"the", "a", "each", "every"}) and self.skip({"month"}):
            earlier = self.phrases.every
            return (earlier is not None and earlier.unit == "month") or self._noted_every(Every(1, "month"))
        self.place = start
        return False

    def picks(self) -> bool:
        """Read days of a month: the 1st sat, the last day, the 1st and 15th, the last weekday."""
        start, nths = self.place, [self.nth()]
        while nths[-1] is not None:
            resume = self.place
            nths.append(self.nth() if self.skip(AND) else None)
            if nths[-1] is None:
                self.place = resume
        ordinals = [nth for nth in nths if nth is not None]
        if not ordinals:
            self.place = start
            return False
        self.phrases.picks += tuple(
            NthOfMonth(nth, among) for among in self._picked_among(ordinals) for nth in ordinals
        )
        return True

    def weekdays(self) -> bool:
        """Read weekdays: tue, fridays, mon-fri, weekdays; several add up."""
        word = self.ahead().text
        if word in WEEKDAY_GROUPS:
            self.place += 1
            self.phrases.weekdays += WEEKDAY_GROUPS[word]
            return True
        if word not in WEEKDAY_NAMED:
            return False
        first = last = WEEKDAY_NAMED[word]
        if self.ahead(1).text in TO and self.ahead(2).text in WEEKDAY_NAMED:
            last = WEEKDAY_NAMED[self.ahead(2).text]
            self.place += 2
        self.place += 1
        self.phrases.weekdays += tuple((first + step) % 7 for step in range((last - first) % 7 + 1))
        return True

    def months(self) -> bool:
        """Read months: of january; several add up."""
        if self.ahead().text not in MONTH_NAMED:
            return False
        self.phrases.months += (MONTH_NAMED[self.ahead().text],)
        self.place += 1
        return True

    def _stretch(self, after: str) -> int | None:
        """Read `after` and a number of days: "3 days", "a week"."""
        start = self.place
        number = self.number() if self.skip({after}) else None
        unit = UNITS.get(self.ahead().text)
        if number is None or unit is None or unit.unit not in ("day", "week"):
            self.place = start
            return None
        self.place += 1
        return number * unit.number * (7 if unit.unit == "week" else 1)

    def _every_how_many(self, said_every: bool) -> int | None:
        """Read the 2 of "every 2 weeks", "every other week" and "every second week"."""
        if self.skip({"other"}):
            return 2
        ordinal = self.ahead()
        if said_every and (ordinal.kind == "ordinal" or ORDINAL_NAMED.get(ordinal.text, LAST) != LAST):
            following = self.ahead(1).text
            number = ordinal.number or ORDINAL_NAMED.get(ordinal.text, 0)
            if following in UNITS or (number == 2 and self._is_weekday(following)):
                self.place += 1
                return number
            return None
        return self.number()

    def _every_nth_weekday(self, number: int) -> Every:
        """An interval of weekdays: "every other sat"; "every second sat" might mean a day of the month instead."""
        nth, word = self._words[self.place - 1].text, self.ahead().text
        if nth in ("second", "2nd"):
            other, monthly = f"every other {word}", f"every month on the {nth} {word}"
            raise UsageError(f"“{nth} {word}” can mean two things; say “{other}” or “{monthly}”.")
        return Every(number)

    def _is_weekday(self, word: str) -> bool:
        return word in WEEKDAY_NAMED or word in WEEKDAY_GROUPS

    def _picked_among(self, nths: Sequence[int]) -> list[tuple[int, ...]]:
        """Read what the ordinals count: weekdays, any of a group of them, or days of the month."""
        word = self.ahead().text
        if word in WEEKDAY_NAMED:
            self.place += 1
            return [(WEEKDAY_NAMED[word],)]
        if word in WEEKDAY_GROUPS:
            self.place += 1
            return [WEEKDAY_GROUPS[word]]
        if not self.skip({"day", "days"}) and -1 in nths:
            raise UsageError("“last” wants to know the last what, as in “the last sun” or “the last day”.")
        return [()]

    def _noted_day(self, day: date, length: int) -> bool:
        self.place += length
        self.phrases.day = agreed_on("two days", self.phrases.day, day)
        return True

    def _noted_every(self, every: Every) -> bool:
        earlier = self.phrases.every
        self.phrases.every = every if earlier is None or earlier == Every(1) else earlier
        if every not in (self.phrases.every, Every(1)):
            raise UsageError(
                f"“every” says two things there, every {earlier and earlier.unit} and every {every.unit}; keep one."
            )
        return True


Phrase: TypeAlias = Callable[[CadenceParser], bool]
PHRASES: tuple[Phrase, ...] = (
    CadenceParser.clock,
    CadenceParser.quota,
    CadenceParser.first_day,
    CadenceParser.last_day,
    CadenceParser.in_all,
    CadenceParser.length,
    CadenceParser.day,
    CadenceParser.anniversary,
    CadenceParser.every,
    CadenceParser.of_the_month,
    CadenceParser.picks,
    CadenceParser.weekdays,
    CadenceParser.months,
)


def _bare_hour(word: Token) -> time:
    """The time of a bare hour after "at", such as 19; `UsageError` up to 12, which could be morning or evening."""
    if word.kind != "number" or not 0 <= word.number <= 23:
        raise UsageError(f"“at{' ' + word.text if word.text else ''}” wants a time of day, such as “at 19:30”.")
    if 1 <= word.number <= _HALF_DAY:
        raise UsageError(f"“at {word.text}” can mean two times; say “at {word.text}am” or “at {word.text}pm”.")
    return time(word.number)
