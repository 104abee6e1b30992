"""What is said of an import, in both faces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from rituals.core.cadence.words import words
from rituals.core.calendar import month_name
from rituals.core.exchange.import_plan import ImportLine
from rituals.core.exchange.imported import Export
from rituals.core.text import how_many, joined, printable

WHOSE_QUESTION = "There are days in the file of which it doesn't say whose they are."
NOTHING_PICKED = "Nothing of it is picked."


def name_in_file(line: ImportLine) -> str:
    """What a ritual of a file is called there."""
    return printable(line.foreign.name) or "Without a name"


def heading_words(line: ImportLine) -> str:
    """One ritual of a file and what becomes of it: “Tea → Tea, new: every day”."""
    there = name_in_file(line)
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
    ahead = [(line.new_rests, "rest"), (line.new_moves, "move")]
    parts = _counted([(line.days, "day"), (line.notes, "note"), *ahead])
    if line.first and line.last and parts:
        yield f"{parts} {_from_until(line.first, line.last)}."
    if line.is_brought_in and line.kept and parts:
        new_of_it = [(line.new_days, "day"), (line.new_notes, "note"), *ahead]
        new, are = _counted(new_of_it), "is" if sum(count for count, _ in new_of_it) == 1 else "are"
        yield f"{new} of it {are} new here." if new else "All of it is here already."


def summary_words(lines: Iterable[ImportLine], path: str) -> str:
    """What was brought in from a file, in a sentence."""
    counts = _counts(lines)
    verb = "was" if sum(count for count, _ in counts) == 1 else "were"
    return f"{_counted(counts)} {verb} brought in from {path}."


def stayed_out_words(lines: Iterable[ImportLine]) -> list[str]:
    """What was to be brought in and could not be, and why, a sentence each."""
    stayed_out = (line for line in lines if line.is_taken and line.wrong)
    return [f"{name_in_file(line)} stayed out: {line.wrong}" for line in stayed_out]


def to_bring_in_words(lines: Iterable[ImportLine]) -> str:
    """What there is to bring in: “2 rituals, 40 days and 3 notes”."""
    return _counted(_counts(lines))


def _counts(lines: Iterable[ImportLine]) -> Sequence[tuple[int, str]]:
    """How many of each are new here."""
    brought = [line for line in lines if line.is_brought_in]
    new, days = sum(line.kept is None for line in brought), sum(line.new_days for line in brought)
    notes, rests = sum(line.new_notes for line in brought), sum(line.new_rests for line in brought)
    moves = sum(line.new_moves for line in brought)
    return (new, "ritual"), (days, "day"), (notes, "note"), (rests, "rest"), (moves, "move")


def held_in_file_words(lines: Sequence[ImportLine]) -> str:
    """What a file holds, taken or not: “8 rituals with 402 days, from 1 June 2026 to 27 November 2026”."""
    days, rituals = sum(line.days for line in lines), how_many(len(lines), "ritual")
    if not days:
        return rituals
    first = min(line.first for line in lines if line.first)
    last = max(line.last for line in lines if line.last)
    return f"{rituals} with {how_many(days, 'day')}, {_from_until(first, last)}"


def own_export_words(export: Export, new: int, path: str) -> Sequence[str]:
    """What bringing in one of our own exports does, of which so many records are not here yet."""
    if not new:
        return [nothing_new_words(path)]
    records, are = len(export.shared) + len(export.private), "is" if new == 1 else "are"
    return [
        f"An export of rituals, with {how_many(records, 'record')}, of which {new:,} {are} not here yet.",
        "Nothing comes in twice, and what was erased stays gone.",
    ]


def taken_in_words(export: Export, count: int, path: str) -> Sequence[str]:
    """What came in of one of our own exports: so many records."""
    came = f"{how_many(count, 'record')} {'was' if count == 1 else 'were'} brought in from {path}."
    later = "Some of it a later version wrote: it is kept, and shows once this one is updated."
    return [came, later] if export.of_a_later_version else [came]


def nothing_to_bring_in_words(lines: Iterable[ImportLine], path: str) -> str:
    """Why there is nothing to bring in: it is here already, can't come in as it is, or nobody picked it."""
    taken = [line for line in lines if line.is_taken]
    stay_out = [line for line in taken if line.wrong]
    if not taken:
        return NOTHING_PICKED
    if len(stay_out) == len(taken):
        return "Nothing of it can be brought in as it is."
    return "Some of it can't be brought in as it is; the rest is here already." if stay_out else nothing_new_words(path)


def nothing_new_words(path: str) -> str:
    """That all of a file is here already."""
    return f"Everything in {path} is here already."


def _from_until(first: date, last: date) -> str:
    return f"on {_date(first)}" if first == last else f"from {_date(first)} to {_date(last)}"


def _date(day: date) -> str:
    return f"{day.day} {month_name(day.month)} {day.year}"


def _counted(counts: Iterable[tuple[int, str]]) -> str:
    return joined(how_many(count, what) for count, what in counts if count)
