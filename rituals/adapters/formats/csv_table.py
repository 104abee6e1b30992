"""Reads tables of days (CSV): long, with a line for each day of a ritual, or wide, with a column for each ritual."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from msgspec import Struct

from rituals.adapters.formats.csv_cells import (
    BY,
    DATE,
    EVERYONE_NAMED,
    MARK,
    NOTE,
    RITUAL,
    TINY,
    Mark,
    columns_named,
    days_in,
    lines_words,
    mark_of,
    plain_cell,
    quoted_cell,
    unguarded_cell,
)
from rituals.adapters.formats.csv_rows import Table, is_table, table_in
from rituals.core.exchange.foreign import (
    EVERYONE,
    Foreign,
    ForeignFile,
    ForeignTick,
    ImportSource,
)
from rituals.core.exchange.reading_words import refuse_too_many
from rituals.core.text import text_in
from rituals.errors import UsageError

NOTHING_DONE = "The table has no day on which something was done."
IN_NO_UTF = "The file is not in UTF-8; it is read as Windows-1252, so see whether letters such as ä and é are right."
UNREADABLE_DAY = "Passed over, as no day can be read there"
UNNAMED = "Passed over, as no ritual is named there"
UNKNOWN_MARK = "Passed over, as the mark there is none that is understood"
BROKEN = "Passed over, as the quotation marks there don't match"
TOO_MANY_CELLS = "Left out at the end, as there are more cells than columns"


def is_csv_table(source: ImportSource) -> bool:
    """Whether a file is a table with a column of days."""
    return is_table(source.content)


def read_csv_table(source: ImportSource, *, day_first: bool | None = None) -> ForeignFile:
    """The rituals and days of a table; `day_first` says how 3/4/2026 is meant, if somebody chose that.

    `UsageError` if that can't be told, or the table is too large or has no day on which something was done.
    """
    text, told = _decoded(source.content)
    table = table_in(text)
    named = columns_named(table.header)
    dates = table.column(named.get(DATE, 0))
    day_of = days_in(dates, day_first=day_first)
    days = [*map(day_of.__getitem__, dates)]
    held = _long(table, days, named) if _is_long(table, named) else _wide(table, days, named.get(DATE, 0))
    width = len(table.header)
    too_wide = [place for place, row in enumerate(table.body) if len(row) > width and any(row[width:])]
    unreadable = [place for place, day in enumerate(days) if day is None and any(table.body[place])]
    told = (
        *told,
        *_told(BROKEN, table.lines_of_all(table.broken)),
        *_told(TOO_MANY_CELLS, table.lines_of(too_wide)),
        *_told(UNREADABLE_DAY, table.lines_of(unreadable)),
        *held.told,
    )
    if not held.rituals:
        raise UsageError(" ".join((NOTHING_DONE, *told)))
    return ForeignFile(held.rituals, told)


def _told(what: str, lines: Sequence[int], shown: str = "") -> tuple[str, ...]:
    return (f"{what}: {lines_words(lines)}{shown}.",) if lines else ()


def _decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        return text_in(content), ()
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), (IN_NO_UTF,)


# its rows, as rituals


class _Kept(Struct):
    """What the table holds of one ritual; `unknown` are the places of the rows with a mark that is not understood, and
    `sign` is the first of these."""

    ticks: list[ForeignTick] = []
    rests: list[date] = []
    reasons: dict[date, str] = {}
    unknown: list[int] = []
    sign: str = ""

    def add_other(self, day: date, mark: Mark | None, sign: str, place: int, note: str = "") -> None:
        """Add a day that is no tick, as its mark says."""
        if mark is Mark.REST:
            self.rests.append(day)
            if note:
                self.reasons[day] = note
        elif mark is None:
            self.unknown.append(place)
            self.sign = self.sign or sign


def _is_long(table: Table, named: Mapping[str, int]) -> bool:
    """Whether a column names the rituals; if nothing else is named and it holds marks only, it is a ritual itself."""
    is_only_one = named.keys() <= {DATE, RITUAL}
    return RITUAL in named and not (is_only_one and all(map(mark_of, set(table.column(named[RITUAL])))))


def _long(table: Table, days: Sequence[date | None], named: Mapping[str, int]) -> ForeignFile:
    """A row is a day of a ritual; without a column of marks, it was done on each."""
    names = _each(unguarded_cell, table.column(named.get(RITUAL)))
    by = _each(_by, table.column(named.get(BY)))
    tiny = _each(_is_tick, table.column(named.get(TINY)))
    notes = _each(unguarded_cell, table.column(named.get(NOTE)))
    signs = table.column(named.get(MARK))
    marks = _each(mark_of, signs) if MARK in named else [Mark.TICK] * len(days)
    rituals = {name: _Kept() for name in dict.fromkeys(names) if name}
    tick, unnamed = Mark.TICK, list[int]()
    for place, (day, name, mark) in enumerate(zip(days, names, marks, strict=True)):
        if day is None or not name:
            if day is not None:
                unnamed.append(place)
        elif mark is tick:
            rituals[name].ticks.append(ForeignTick(day, by[place], tiny[place], notes[place]))
        else:
            rituals[name].add_other(day, mark, signs[place], place, notes[place])
    return _file(table, rituals, _told(UNNAMED, table.lines_of(unnamed)))


def _wide(table: Table, days: Sequence[date | None], date_place: int) -> ForeignFile:
    """A row is a day, and each other column a ritual with its marks."""
    rituals: dict[str, _Kept] = {}
    count, told = 0, list[str]()
    for place, name in enumerate(map(unguarded_cell, table.header)):
        signs = table.column(place)
        if place == date_place or not (name or any(signs)):
            continue
        if not name:
            told.append(f"Column {place + 1} has no name, so it is left out.")
            continue
        kept = rituals.setdefault(name, _Kept())
        for row, (day, sign, mark) in enumerate(zip(days, signs, _each(mark_of, signs), strict=True)):
            if day is not None and mark is Mark.TICK:
                kept.ticks.append(ForeignTick(day))
            elif day is not None:
                kept.add_other(day, mark, sign, row)
        count += len(kept.ticks) + len(kept.rests)
        refuse_too_many(days=count)
    return _file(table, rituals, told)


def _file(table: Table, rituals: Mapping[str, _Kept], told: Sequence[str]) -> ForeignFile:
    days = sum(len(kept.ticks) + len(kept.rests) for kept in rituals.values())
    refuse_too_many(rituals=len(rituals), days=days)
    empty = {name: kept for name, kept in rituals.items() if not (kept.ticks or kept.rests)}
    left_out = (
        f"{quoted_cell(name)} is left out, as "
        + ("none of its marks is understood." if kept.unknown else "the table has no day of it.")
        for name, kept in empty.items()
    )
    foreign = (
        Foreign(
            name,
            ticks=tuple(kept.ticks),
            rests=tuple(kept.rests),
            reasons=kept.reasons,
            told=_told(UNKNOWN_MARK, table.lines_of(kept.unknown), f" ({quoted_cell(kept.sign)})"),
        )
        for name, kept in rituals.items()
        if name not in empty
    )
    return ForeignFile(tuple(foreign), (*told, *left_out))


Meaning = TypeVar("Meaning")


def _each(meaning_of: Callable[[str], Meaning], cells: Sequence[str]) -> Sequence[Meaning]:
    """What each cell means, asked once for those that are the same."""
    meanings = {cell: meaning_of(cell) for cell in set(cells)}
    return [*map(meanings.__getitem__, cells)]


def _is_tick(cell: str) -> bool:
    return mark_of(cell) is Mark.TICK


def _by(cell: str) -> str:
    return EVERYONE if plain_cell(cell) in EVERYONE_NAMED else unguarded_cell(cell)
