"""Splits typed text into tokens: words, numbers, clock times and dates."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time
from typing import Literal, NamedTuple, TypeAlias

from rituals.core.calendar import FIRST_DAY, LAST_DAY
from rituals.errors import UsageError

TokenKind: TypeAlias = Literal["date", "clock", "ordinal", "times", "number", "word", "mark"]


class Token(NamedTuple):
    """One word as it was typed, in lower case; `number` is the value of a number or an ordinal."""

    kind: TokenKind
    text: str
    number: int = 0


_TOKEN = re.compile(
    r"""
      (?P<date>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})(?!\w)
    | (?P<clock>[0-9]{1,2}(?:[:.h][0-9]{2}[ ]?[ap]m|[ ]?[ap]m|[:.h][0-9]{2}|h))(?![\w:])
    | (?P<ordinal>[0-9]{1,4}(?:st|nd|rd|th))(?!\w)
    | (?P<times>[0-9]+[ ]?[x×])(?![a-z])
    | (?P<number>-?[0-9]+)(?![\w:]|[.][0-9])
    | (?P<mark>[,&+/.;–-])
    | (?P<word>\S[^\s,&+/;–-]*)
    """,
    re.VERBOSE,
)
_CLOCK = re.compile(r"([0-9]{1,2})(?:[:.h]([0-9]{2}))?h? ?([ap]m)?")
_DOTTED = re.compile(r"\b([ap])\.m\b\.?")


def tokens(text: str) -> list[Token]:
    """The tokens of a text, in time linear in its length."""
    return [_token(match) for match in _TOKEN.finditer(tidied(text))]


def tidied(text: str) -> str:
    """The text in lower case, with plain digits and single spaces, whatever keyboard it was typed on."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)
    return _DOTTED.sub(r"\1m", " ".join(digits.split()))


def _token(match: re.Match[str]) -> Token:
    text = match[0]
    match match.lastgroup:
        case "date":
            return Token("date", text)
        case "clock":
            return Token("clock", text)
        case "ordinal":
            return Token("ordinal", text, int(text[:-2]))
        case "times":
            return Token("times", text, int(text[:-1]))
        case "number":
            return Token("number", text, int(text))
        case "mark":
            return Token("mark", text)
        case _:
            return Token("word", text.rstrip(".:!?'’\"") or text)


def clock_of(text: str) -> time:
    """The time of day of a clock token: 7:30, 19h30, 7pm; `UsageError` if a day has no such time."""
    match = _CLOCK.fullmatch(text)
    if match is None:
        raise UsageError(f"“{text}” is no time of day; write it like 19:30 or 7pm.")
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if half and not 1 <= hour <= 12:
        raise UsageError(f"“{text}” is no time of day; with am and pm the hours go from 1 to 12.")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise UsageError(f"“{text}” is no time of day; times go from 00:00 to 23:59.")
    return time(hour, minute)


def date_of(text: str) -> date:
    """The day of a date token such as 2026-12-24; `UsageError` if there is no such day."""
    year, month, day = (int(part) for part in text.split("-"))
    try:
        return within_reach(date(year, month, day))
    except ValueError:
        raise UsageError(f"“{text}” is no day of the calendar.") from None


def within_reach(day: date) -> date:
    """The day itself; `UsageError` if it lies outside the years that people may name."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise UsageError(f"“{day}” is too far off; days go from {FIRST_DAY.year} to {LAST_DAY.year}.")
    return day
