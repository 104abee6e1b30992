"""The text of a table (CSV), as rows of cells: whatever is between them, and whatever is broken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import accumulate, islice

from msgspec import Struct

from rituals.adapters.formats.csv_cells import DATE, columns_named, day_in
from rituals.core.exchange.foreign import MOST_DAYS
from rituals.core.exchange.reading_words import refuse_too_many
from rituals.core.text import text_in
from rituals.errors import UsageError

_BETWEEN_CELLS = ",;\t|"
_NAMES_WHAT_IS_BETWEEN = re.compile(r"sep=[^\r\n]*", re.IGNORECASE)  # in a first line that Excel writes and reads
_ENOUGH = 65_536
_MOST_LINES = 10 * MOST_DAYS  # of notes with many lines, and empty ones as spreadsheets leave them
_MOST_BROKEN = 100  # after each it is read anew from the next line on
NO_TABLE = "The file is no table with a column of days. Its first line names the columns, as in: date,ritual,note."
NO_HEADER = "The first line of the table is a day already. Write one above it that names the columns: date,ritual."
TOO_BROKEN = f"The quotation marks of the table don't match in more than {_MOST_BROKEN} lines. Save it anew as CSV."


class Table(Struct):
    """The rows of a table, empty ones too, so that their lines can be told: all of them, those below the header, and
    the places of those that can't be read, which are empty as well."""

    rows: list[list[str]]
    header: list[str] = []
    body: list[list[str]] = []
    broken: list[int] = []

    def column(self, place: int | None) -> Sequence[str]:
        """The cells of a column below the header, empty ones where a row is too short or there is no such column."""
        if place is None:
            return [""] * len(self.body)
        try:
            return [row[place] for row in self.body]
        except IndexError:
            return [row[place] if len(row) > place else "" for row in self.body]

    def lines_of(self, places: Sequence[int]) -> Sequence[int]:
        """The lines in which rows begin, by their places below the header."""
        above = len(self.rows) - len(self.body)
        return self.lines_of_all([place + above for place in places])

    def lines_of_all(self, places: Sequence[int]) -> Sequence[int]:
        """The same by their places in the whole table."""
        if not places:
            return ()
        heights = (1 + sum(cell.count("\n") for cell in row) for row in self.rows)
        lines = [*accumulate(heights, initial=1)]
        return [lines[place] for place in places]


def is_table(content: bytes) -> bool:
    """Whether a file begins like a table with a column of days."""
    return _between_cells(text_in(content[:_ENOUGH], "replace")) is not None


def table_in(text: str) -> Table:
    """The table in a text; `RitualsError` if there is none, or it is too long or too broken."""
    from csv import Error, reader  # only for those who bring in a table

    between = _between_cells(text[:_ENOUGH])
    if between is None:
        raise UsageError(NO_TABLE)
    if (count := text.count("\n")) > _MOST_LINES:
        refuse_too_many(days=count)
    table, begun = Table([]), 0
    lines: Iterable[str] = _lines(text)
    while len(table.broken) <= _MOST_BROKEN:
        rows, line = reader(lines, delimiter=between, strict=True), 0
        try:
            for row in rows:
                table.rows.append(row)
                line = rows.line_num
        except Error:
            begun += line + 1
            lines = islice(_lines(text), begun, None)
            table.broken.append(len(table.rows))
            table.rows.append([])
        else:
            return _with_header(table)
    raise UsageError(TOO_BROKEN)


def _with_header(table: Table) -> Table:
    begins = next((place for place, row in enumerate(table.rows) if any(row)), None)
    if begins is None:
        raise UsageError(NO_TABLE)
    table.header, table.body = table.rows[begins], table.rows[begins + 1 :]
    if DATE not in columns_named(table.header) and day_in(table.header[0]):
        raise UsageError(NO_HEADER)
    refuse_too_many(rituals=len(table.header) - 1)
    return table


def _lines(text: str) -> StringIO:
    """The lines with their ends; that which names what is between the cells is empty."""
    begins = _NAMES_WHAT_IS_BETWEEN.match(text)
    return StringIO(text[begins.end() :] if begins else text, newline=None)


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
