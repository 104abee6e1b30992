"""What is typed for a setting, read: times of day, days, whole numbers, yes and no."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time

from rituals.core.cadence.day_parser import parse_day
from rituals.core.cadence.lexer import clock_of, tokens
from rituals.core.cadence.vocabulary import CLOCK_NAMED, NUMBER_NAMED
from rituals.core.calendar import LAST_DAY
from rituals.core.text import printable
from rituals.errors import UsageError

_NOTHING = ("", '""', "none")
_HALF_DAY = 12
_LONGEST_DIGITS = 4
_YES_OR_NO = {**dict.fromkeys(("true", "on", "yes"), True), **dict.fromkeys(("false", "off", "no"), False)}


def read_time(text: str) -> time:
    """A time of day from "7:30", "19h30", "7pm", "1930", "noon" and the like."""
    words = [token for token in tokens(text) if token.text != "at"]
    if len(words) == 1:
        token = words[0]
        if token.kind == "clock":
            return clock_of(token.text)
        if token.text in CLOCK_NAMED:
            return CLOCK_NAMED[token.text]
        if token.kind == "number" and token.text.isdecimal() and len(token.text) <= _LONGEST_DIGITS:
            return _time_in_digits(token.text)
    raise UsageError(f"“{printable(text)}” is no time of day; write it like 19:30, 19h30 or 7pm.")


def _time_in_digits(digits: str) -> time:
    if len(digits) > 2:
        return clock_of(f"{digits[:-2]}:{digits[-2:]}")
    if 1 <= int(digits) <= _HALF_DAY:
        raise UsageError(f"“{digits}” can mean two times; write {digits}am or {digits}pm.")
    return clock_of(f"{digits}:00")


def read_count(text: str) -> int:
    """A whole number from digits or a word."""
    word = text.strip().casefold()
    if word.isdecimal():
        return int(word)
    if word in NUMBER_NAMED:
        return NUMBER_NAMED[word]
    raise UsageError(f"“{printable(text)}” is no whole number; write it like 3.")


def read_command(text: str) -> tuple[str, ...]:
    """A program and its arguments, as a shell would tell them apart; () from nothing, or "none"."""
    import shlex  # only for who sets one

    if text.strip().casefold() in _NOTHING:
        return ()
    try:
        return tuple(shlex.split(text))
    except ValueError:
        raise UsageError("A quotation mark is open at the end; close it.") from None


def command_line(command: Sequence[str]) -> str:
    """A program and its arguments on one line, as they can be typed."""
    import shlex  # only where there is one

    return shlex.join(command)


def read_date(text: str) -> date | None:
    """A day with its year, from "2019-10-24", "24 oct 2019" and the like; None from nothing, or "none"."""
    if text.strip().casefold() in _NOTHING:
        return None
    if not re.search(r"\d{4}", text):
        raise UsageError(f"“{printable(text)}” has no year; write it like 2019-10-24, or none.")
    return parse_day(text, today=LAST_DAY)


def read_words(text: str) -> Sequence[str]:
    """The words of a list, between commas or blanks; () from nothing, or "none"."""
    return () if text.strip().casefold() in _NOTHING else text.replace(",", " ").split()


def read_yes_or_no(text: str) -> bool:
    """True or false from such a word, or from "on", "off", "yes" or "no"."""
    word = text.strip().casefold()
    if word not in _YES_OR_NO:
        raise UsageError(f"“{printable(text)}” is neither true nor false; write one of them.")
    return _YES_OR_NO[word]
