"""Reads tables of days (CSV): long, with a line for each day of a ritual, or wide, with a column for each ritual."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from io import StringIO
from itertools import islice
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
    day_in,
    days_in,
    lines_words,
    mark_of,
    plain_cell,
    quoted_cell,
    unguarded_cell,
)
from rituals.core.exchange.foreign import (
    EVERYONE,
    MOST_DAYS,
    Foreign,
    ForeignFile,
    ForeignTick,
    ImportSource,
)
from rituals.core.exchange.reading_words import refuse_too_many
from rituals.core.text import text_in
from rituals.errors import UsageError

_BETWEEN_CELLS = ",;\t|"
_NAMES_WHAT_IS_BETWEEN = "sep="  # in a first line that Excel writes and reads
_ENOUGH = 65_536
_MOST_BROKEN = 100  # after each it is read anew from the next line on
_LIKE_THIS = "Its first line names the columns, as in: date,ritual,note."
NO_TABLE = f"The file is no table with a column of days. {_LIKE_THIS}"
NO_HEADER = "The first line of the table is a day already. Write one above it that names the columns: date,ritual."
TOO_BROKEN = f"The quotation marks of the table don't match in more than {_MOST_BROKEN} lines. Save it anew as CSV."
NOTHING_DONE = "The table has no day on which something was done."
IN_NO_UTF = "The file is not in UTF-8; it is read as Windows-1252, so see whether letters such as ä and é are right."
UNREADABLE_DAY = "Passed over, as no day can be read there"
UNNAMED = "Passed over, as no ritual is named there"
UNKNOWN_MARK = "Passed over, as the mark there is none that is understood"
BROKEN = "Passed over, as the quotation marks there don't match"
TOO_MANY_CELLS = "Left out at the end, as there are more cells than columns"


class _Table(Struct):
    """The rows of a table that are not empty, and the lines in which they begin; the header is the first."""

    rows: list[list[str]]
    lines: list[int]
    broken: list[int]

    @property
    def header(self) -> Sequence[str]:
        return self.rows[0]

    def column(self, place: int | None) -> Sequence[str]:
        """The cells of a column below the header, empty ones where a row is too short or there is no such column."""
        if place is None:
            return [""] * (len(self.rows) - 1)
        return [row[place] if len(row) > place else "" for row in islice(self.rows, 1, None)]

    def lines_where(self, is_meant: Iterable[bool]) -> list[int]:
        """The lines of those rows below the header that are meant."""
        return [line for line, meant in zip(self.lines[1:], is_meant, strict=True) if meant]


def is_csv_table(source: ImportSource) -> bool:
    """Whether a file is a table with a column of days."""
    return _between_cells(text_in(source.content[:_ENOUGH], "replace")) is not None


def read_csv_table(source: ImportSource, *, day_first: bool | None = None) -> ForeignFile:
    """The rituals and days of a table; `day_first` says how 3/4/2026 is meant, if somebody chose that.

    `UsageError` if that can't be told, or the table is too large or has no day on which something was done.
    """
    text, told = _decoded(source.content)
    table = _table_in(text)
    named = columns_named(table.header)
    dates = table.column(named.get(DATE, 0))
    day_of = days_in(dates, day_first=day_first)
    days = [day_of[cell] for cell in dates]
    held = _long(table, days, named) if _is_long(table, named) else _wide(table, days, named.get(DATE, 0))
    told = (
        *told,
        *_told(BROKEN, table.broken),
        *_told(TOO_MANY_CELLS, table.lines_where(len(row) > len(table.header) for row in table.rows[1:])),
        *_told(UNREADABLE_DAY, table.lines_where(day is None for day in days)),
        *held.told,
    )
    if not held.rituals:
        raise UsageError(" ".join((NOTHING_DONE, *told)))
    return ForeignFile(held.rituals, told)


def _told(what: str, lines: Sequence[int], shown: str = "") -> tuple[str, ...]:
    return (f"{what}: {lines_words(lines)}{shown}.",) if lines else ()


# its text, as rows


def _decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        return text_in(content), ()
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), (IN_NO_UTF,)


def _table_in(text: str) -> _Table:
    from csv import Error, reader  # only for those who bring in a table

    between = _between_cells(text[:_ENOUGH])
    if between is None:
        raise UsageError(NO_TABLE)
    lines, table, line = _lines(text), _Table([], [], []), 1
    while len(table.broken) <= _MOST_BROKEN:
        begun = line - 1
        rows = reader(islice(lines, begun, None), delimiter=between, strict=True)
        try:
            for row in rows:
                if any(row):
                    table.rows.append(row)
                    table.lines.append(line)
                    if len(table.rows) > MOST_DAYS + 1:
                        refuse_too_many(days=len(table.rows) - 1)
                line = begun + rows.line_num + 1
        except Error:
            table.broken.append(line)
            line += 1
        else:
            return _checked(table)
    raise UsageError(TOO_BROKEN)


def _checked(table: _Table) -> _Table:
    if not table.rows:
        raise UsageError(NO_TABLE)
    if DATE not in columns_named(table.header) and day_in(table.header[0]):
        raise UsageError(NO_HEADER)
    refuse_too_many(rituals=len(table.header) - 1)
    return table


def _lines(text: str) -> Sequence[str]:
    """The lines with their ends; that which names what is between the cells is empty."""
    lines = StringIO(text, newline=None).readlines()
    return ["\n", *lines[1:]] if text.casefold().startswith(_NAMES_WHAT_IS_BETWEEN) else lines


def _between_cells(text: str) -> str | None:
    """The sign between the cells, by which the table has a column of days and the most others."""
    widths: dict[str, int] = {}
    for sign in _BETWEEN_CELLS:
        header, first = [*islice(_rows_between(text, sign), 2), [""], [""]][:2]
        if len(header) > 1 and (DATE in columns_named(header) or day_in(header[0]) or day_in(first[0])):
            widths[sign] = len(header)
    return max(widths, key=widths.__getitem__, default=None)


def _rows_between(text: str, sign: str) -> Iterator[list[str]]:
    from csv import Error, reader  # as above

    try:
        yield from filter(any, reader(_lines(text), delimiter=sign))
    except Error:
        return


# its rows, as rituals


class _Kept(Struct):
    """What the table holds of one ritual; `unknown` are the lines with a mark that is not understood, and the first
    of these."""

    ticks: list[ForeignTick] = []
    rests: list[date] = []
    reasons: dict[date, str] = {}
    unknown: list[int] = []
    sign: str = ""

    def add(self, tick: ForeignTick, mark: Mark | None, sign: str, line: int) -> None:
        """Add a day, as its mark says."""
        if mark is Mark.TICK:
            self.ticks.append(tick)
        elif mark is Mark.REST:
            self.rests.append(tick.day)
            if tick.note:
                self.reasons[tick.day] = tick.note
        elif mark is None:
            self.unknown.append(line)
            self.sign = self.sign or sign


def _is_long(table: _Table, named: Mapping[str, int]) -> bool:
    """Whether a column names the rituals; if nothing else is named and it holds marks only, it is a ritual itself."""
    is_only_one = named.keys() <= {DATE, RITUAL}
    return RITUAL in named and not (is_only_one and all(map(mark_of, set(table.column(named[RITUAL])))))


def _long(table: _Table, days: Sequence[date | None], named: Mapping[str, int]) -> ForeignFile:
    """A row is a day of a ritual; without a column of marks, it was done on each."""
    names = _each(unguarded_cell, table.column(named.get(RITUAL)))
    by = _each(_by, table.column(named.get(BY)))
    tiny = _each(_is_tick, table.column(named.get(TINY)))
    notes = _each(unguarded_cell, table.column(named.get(NOTE)))
    signs = table.column(named.get(MARK))
    marks = _each(mark_of, signs) if MARK in named else [Mark.TICK] * len(days)
    rituals = {name: _Kept() for name in dict.fromkeys(names) if name}
    cells = zip(table.lines[1:], days, names, signs, marks, by, tiny, notes, strict=True)
    for line, day, name, sign, mark, who, is_tiny, note in cells:
        if day is not None and name:
            rituals[name].add(ForeignTick(day, who, is_tiny, note), mark, sign, line)
    unnamed = (day is not None and not name for day, name in zip(days, names, strict=True))
    return _file(rituals, _told(UNNAMED, table.lines_where(unnamed)))


def _wide(table: _Table, days: Sequence[date | None], date_place: int) -> ForeignFile:
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
        for day, sign, mark, line in zip(days, signs, _each(mark_of, signs), table.lines[1:], strict=True):
            if day is not None:
                kept.add(ForeignTick(day), mark, sign, line)
        count += len(kept.ticks) + len(kept.rests)
        refuse_too_many(days=count)
    return _file(rituals, told)


def _file(rituals: Mapping[str, _Kept], told: Sequence[str]) -> ForeignFile:
    refuse_too_many(rituals=len(rituals))
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
            told=_told(UNKNOWN_MARK, kept.unknown, f" ({quoted_cell(kept.sign)})"),
        )
        for name, kept in rituals.items()
        if name not in empty
    )
    return ForeignFile(tuple(foreign), (*told, *left_out))


Meaning = TypeVar("Meaning")


def _each(meaning_of: Callable[[str], Meaning], cells: Sequence[str]) -> Sequence[Meaning]:
    """What each cell means, asked once for those that are the same."""
    meanings = {cell: meaning_of(cell) for cell in set(cells)}
    return [meanings[cell] for cell in cells]


def _is_tick(cell: str) -> bool:
    return mark_of(cell) is Mark.TICK


def _by(cell: str) -> str:
    return EVERYONE if plain_cell(cell) in EVERYONE_NAMED else unguarded_cell(cell)
