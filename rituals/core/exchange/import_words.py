"""What is said of an import, in both faces."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rituals.core.cadence.words import words
from rituals.core.calendar import month_name
from rituals.core.exchange.import_plan import ImportLine
from rituals.core.exchange.left_out_words import how_many
from rituals.core.text import joined, printable

WHOSE_QUESTION = "There are days in the file of which it doesn't say whose they are."


def heading_words(line: ImportLine) -> str:
    """One ritual of a file and what becomes of it: “Tea → Tea, new: every day”."""
    there = printable(line.foreign.name) or "Without a name"
    if not line.is_taken:
        return f"{there}, {words(line.cadence)}: {'not picked' if line.foreign.is_plan else 'left out'}"
    if line.wrong:
        return f"{there}: can't be brought in"
    if line.kept:
        return f"{there} → {printable(line.name)}, which you keep"
    away = ", put away" if line.foreign.is_put_away else ""
    return f"{there} → {printable(line.name)}, new{away}: {words(line.cadence)}"


def detail_words(line: ImportLine) -> list[str]:
    """The sentences under a ritual of a file: what it holds, what of it is new, and what is left out, and why."""
    return [*_held_words(line), *([line.wrong] if line.wrong else []), *line.told]


def _held_words(line: ImportLine) -> Iterable[str]:
    parts = [
        how_many(count, what)
        for count, what in ((line.days, "day"), (line.notes, "note"), (line.new_rests, "rest"))
        if count
    ]
    if line.first and line.last and parts:
        when = _from_until(line.first, line.last)
        yield f"{joined(parts)} {when}."
    if line.is_brought_in and line.kept and parts:
        new = [how_many(c, w) for c, w in ((line.new_days, "day"), (line.new_notes, "note")) if c]
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
    parts = [how_many(count, what) for count, what in counts if count]
    verb = "was" if sum(count for count, _ in counts) == 1 else "were"
    return f"{joined(parts)} {verb} brought in from {path}."


def _from_until(first: date, last: date) -> str:
    if first == last:
        return f"on {_date(first)}"
    return f"from {_date(first)} to {_date(last)}"


def _date(day: date) -> str:
    return f"{day.day} {month_name(day.month)} {day.year}"
