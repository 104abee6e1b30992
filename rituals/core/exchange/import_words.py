"""What is said of an import, in both faces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from rituals.core.cadence.words import words
from rituals.core.calendar import month_name
from rituals.core.text import NAME_LIMIT, joined, printable, titled

if TYPE_CHECKING:
    from rituals.core.exchange.import_plan import ImportLine

NO_NAME = "It has no name. Give it one."
GONE = "What it was to go on as isn't there any more. Choose another one, or let it be a new one."
TWICE = "Another one of the file goes on as that already. Choose another one, or let it be a new one."
WHOSE_QUESTION = "The file doesn't say whose these days are. Whose are they?"
A_PLAN = "A calendar says what is planned, not what was done: it is brought in only if you pick it."


def name_taken_words(name: str) -> str:
    """Why a new ritual can't be called so."""
    return f"There is {titled(name)} already, and it is not the same. Give this one another name."


def shortened_words(name: str, original: str) -> Iterable[str]:
    """That a name is longer than one can be here."""
    if len(original) > NAME_LIMIT and name:
        yield f"Its name is cut to {NAME_LIMIT} characters."


def same_days_words(name: str) -> str:
    """Why it is taken for a ritual of another name."""
    return f"It has every day that was brought in as {titled(name)} before, so it goes on as that."


def stays_put_away_words(*, is_put_away: bool) -> Iterable[str]:
    """That a ritual isn't brought back by days that come into it."""
    if is_put_away:
        yield "It is put away here, and stays so."


def ahead_words(count: int) -> Iterable[str]:
    """That days ahead are left out."""
    if count:
        yield f"{_count(count, 'day')} still ahead {_is(count)} left out."


def rests_left_out_words(count: int, *, is_quota: bool) -> Iterable[str]:
    """That rests are left out, and why."""
    if count and is_quota:
        yield f"{_count(count, 'rest')} {_is(count)} left out: on any day one would rest the whole week or month."
    elif count:
        yield f"{_count(count, 'rest')} {_is(count)} left out, on days for which nothing was planned."


def strangers_words(strangers: Mapping[str, int]) -> Iterable[str]:
    """That the file names people whom nobody knows here."""
    if strangers:
        names = joined(f"“{printable(name)}”" for name in sorted(strangers))
        days, are = sum(strangers.values()), "is nobody" if len(strangers) == 1 else "are nobody"
        count = "counts" if days == 1 else "count"
        yield f"{names} {are} here: {_count(days, 'day')} of theirs {count} as those of which the file says nothing."


def heading_words(line: ImportLine) -> str:
    """One ritual of a file and what becomes of it: “Tea → Tea, new: every day”."""
    there = printable(line.foreign.name) or "Without a name"
    if not line.is_taken:
        return f"{there}: left out"
    if line.wrong:
        return f"{there}: can't be brought in"
    if line.kept:
        return f"{there} → {printable(line.name)}, which you keep"
    away = ", put away" if line.foreign.is_put_away else ""
    return f"{there} → {printable(line.name)}, new{away}: {words(line.cadence)}"


def detail_words(line: ImportLine) -> list[str]:
    """The sentences under a ritual of a file: what it holds, what of it is new, and what is left out, and why."""
    sentences = [*_held_words(line), *([line.wrong] if line.wrong else []), *line.told]
    return sentences if line.is_taken or not line.foreign.is_plan else [*sentences, A_PLAN]


def _held_words(line: ImportLine) -> Iterable[str]:
    parts = [
        _count(count, what)
        for count, what in ((line.days, "day"), (line.notes, "note"), (line.new_rests, "rest"))
        if count
    ]
    if line.first and line.last and parts:
        when = _from_until(line.first, line.last)
        yield f"{joined(parts)} {when}."
    if line.is_brought_in and line.kept and parts:
        new = [_count(c, w) for c, w in ((line.new_days, "day"), (line.new_notes, "note")) if c]
        yield (
            f"{joined(new)} of it {'is' if line.new_days + line.new_notes == 1 else 'are'} new here."
            if new
            else ("All of it is here already.")
        )


def summary_words(lines: Iterable[ImportLine], path: str) -> str:
    """What was brought in from a file, in a sentence."""
    brought = [line for line in lines if line.is_brought_in]
    new, days = sum(line.kept is None for line in brought), sum(line.new_days for line in brought)
    notes, rests = sum(line.new_notes for line in brought), sum(line.new_rests for line in brought)
    counts = ((new, "ritual"), (days, "day"), (notes, "note"), (rests, "rest"))
    parts = [_count(count, what) for count, what in counts if count]
    verb = "was" if sum(count for count, _ in counts) == 1 else "were"
    return f"{joined(parts)} {verb} brought in from {path}."


def _from_until(first: date, last: date) -> str:
    if first == last:
        return f"on {_date(first)}"
    return f"from {_date(first)} to {_date(last)}"


def _date(day: date) -> str:
    return f"{day.day} {month_name(day.month)} {day.year}"


def _count(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
