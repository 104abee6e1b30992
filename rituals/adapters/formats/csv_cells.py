"""What the cells of a table say: which columns it has, which days, and which marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import Enum, auto

from rituals.core.calendar import FIRST_DAY, LAST_DAY
from rituals.core.phrases import short_date_words
from rituals.core.text import joined, printable
from rituals.errors import AmbiguousFileError

DAY_FIRST, MONTH_FIRST = "csv-day-first", "csv-month-first"
"""The ids of the formats by which somebody says how the days of a table are written."""

DATE, RITUAL, BY, TINY, NOTE = WRITTEN_COLUMNS = ("date", "ritual", "by", "tiny", "note")
"""The columns of the long form, in the order in which they are written."""
MARK = "mark"
"""The one that may say besides what became of the day."""

_ALIASES: Mapping[str, Sequence[str]] = {
    DATE: (DATE, "datum", "day", "tag", "fecha", "jour", "dag"),
    RITUAL: (RITUAL, "habit", "gewohnheit", "task", "aufgabe", "activity", "aktivität", "name", "was", "what"),
    BY: (BY, "who", "person", "wer", "von"),
    TINY: (TINY, "small", "mini", "klein"),
    NOTE: (NOTE, "notes", "comment", "notiz", "notizen", "kommentar", "bemerkung"),
    MARK: (MARK, "done", "value", "status", "completed", "erledigt", "wert"),
}
EVERYONE_NAMED = frozenset({"both", "all", "everyone", "us", "beide", "wir"})
"""The words for everyone where somebody could be named, case-folded."""

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "'", "\t", "\r")
_OTHER_PLACES = 3


def columns_named(header: Sequence[str]) -> Mapping[str, int]:
    """The columns of the long form that a header names, in whatever words, and their places."""
    names = [plain_cell(cell) for cell in header]
    found = {
        column: next((names.index(alias) for alias in aliases if alias in names), -1)
        for column, aliases in _ALIASES.items()
    }
    return {column: place for column, place in found.items() if place >= 0}


# cells


class Mark(Enum):
    """What a mark says of a day."""

    TICK = auto()
    REST = auto()
    NOTHING = auto()


_MARKS = {
    **dict.fromkeys(("1", "1.0", "x", "y", "yes", "true", "done", "✓", "✔", "✅", "☑"), Mark.TICK),
    **dict.fromkeys(("j", "ja", "wahr", "erledigt"), Mark.TICK),
    **dict.fromkeys(("s", "skip", "skipped", "rest", "ruhe", "pause"), Mark.REST),
    **dict.fromkeys(("", "0", "0.0", "n", "no", "false", "-", "–", "—", "✗", "✘", "❌"), Mark.NOTHING),
    **dict.fromkeys(("nein", "falsch"), Mark.NOTHING),
}


def plain_cell(cell: str) -> str:
    """A cell for comparing."""
    return cell.replace("\ufe0f", "").strip().casefold()


def mark_of(cell: str) -> Mark | None:
    """What a mark says; None if it is none that is understood."""
    return _MARKS.get(plain_cell(cell))


def guarded_cell(text: str) -> str:
    """A text as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_BEGINS_A_FORMULA) else text


def unguarded_cell(cell: str) -> str:
    """The text in a cell, without the sign that `guarded_cell` puts before it."""
    text = cell.strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(_BEGINS_A_FORMULA) else text


def quoted_cell(cell: str) -> str:
    """The beginning of a cell, to be shown in a sentence."""
    text = printable(cell.strip())
    return f"“{text if len(text) <= 30 else text[:29].rstrip() + '…'}”"


def lines_words(lines: Sequence[int]) -> str:
    """Where something is: "line 4", "lines 4 and 9", "lines 4, 9, 12 and 31 more"."""
    if len(lines) == 1:
        return f"line {lines[0]}"
    shown = [f"{line:,}" for line in lines[:_OTHER_PLACES]]
    rest = len(lines) - len(shown)
    return f"lines {joined([*shown, f'{rest:,} more'] if rest else shown)}"


# days

_WEEKDAY = r"(?:[^\W\d]+\.?,? +)?"
_TIME = r"(?:[T ]\d\d?:\d\d.*)?"
_YEAR_FIRST = re.compile(rf"{_WEEKDAY}(\d{{4}})([-/.])(\d\d?)\2(\d\d?){_TIME}")
_DIGITS = re.compile(r"(\d{4})()(\d\d)(\d\d)")
_DOTTED = re.compile(rf"{_WEEKDAY}(\d\d?)\. ?(\d\d?)\. ?(\d{{4}}|\d\d){_TIME}")
_EITHER_WAY = re.compile(rf"{_WEEKDAY}(\d\d?)([/-])(\d\d?)\2(\d{{4}}|(?<=/)\d\d){_TIME}")
_CENTURY = 2000
_MONTHS = 12


def days_in(cells: Iterable[str], *, day_first: bool | None = None) -> Mapping[str, date | None]:
    """The day that each of these cells names, None where it names none.

    Where 3/4/2026 is written, a number above 12 in any cell decides what comes first, if `day_first` doesn't say it;
    `AmbiguousFileError` where nothing does.
    """
    different = set(cells)
    days: dict[str, date | None] = {cell: day for cell in different if (day := _plain_day(cell))}
    others = sorted(different - days.keys())
    if day_first is None:
        day_first = _is_day_first(others)
    return days | {cell: day_in(cell, day_first=day_first) for cell in others}


def _plain_day(cell: str) -> date | None:
    """The day of a cell as most programs write it, read many times as fast as any other."""
    try:
        day = date.fromisoformat(cell) if len(cell) == len("2026-06-01") and cell[4] == "-" else None
    except ValueError:
        return None
    return day if day and FIRST_DAY <= day <= LAST_DAY else None


def day_in(cell: str, *, day_first: bool = True) -> date | None:
    """The day that a cell names, or None."""
    text = cell.strip()
    if match := _YEAR_FIRST.fullmatch(text) or _DIGITS.fullmatch(text):
        year, month, day = match[1], match[3], match[4]
    elif match := _DOTTED.fullmatch(text):
        day, month, year = match[1], match[2], match[3]
    elif match := _EITHER_WAY.fullmatch(text):
        day, month, year = match[1], match[3], match[4]
        day, month = (day, month) if day_first else (month, day)
    else:
        return None
    try:
        named = date(int(year) + (_CENTURY if len(year) == len("26") else 0), int(month), int(day))
    except ValueError:
        return None
    return named if FIRST_DAY <= named <= LAST_DAY else None


def _is_day_first(cells: Iterable[str]) -> bool:
    """Whether the day comes before the month; `AmbiguousFileError` names a cell that can be read both ways."""
    matches = [match for cell in cells if (match := _EITHER_WAY.fullmatch(cell.strip()))]
    days_first = [match for match in matches if int(match[1]) > _MONTHS >= int(match[3])]
    months_first = [match for match in matches if int(match[3]) > _MONTHS >= int(match[1])]
    if days_first and months_first:
        day_cell, month_cell = (quoted_cell(firsts[0].string) for firsts in (days_first, months_first))
        raise AmbiguousFileError(
            f"{day_cell} has the day first and {month_cell} the month. Choose the format {DAY_FIRST} or {MONTH_FIRST}; "
            "the lines that don't fit are passed over then.",
            {DAY_FIRST: f"The day is first, as in {day_cell}", MONTH_FIRST: f"The month is first, as in {month_cell}"},
        )
    either = [match.string for match in matches if day_in(match.string) != day_in(match.string, day_first=False)]
    if either and not days_first and not months_first:
        cell = quoted_cell(either[0])
        readings = {
            chosen: short_date_words(day, day)
            for chosen, is_first in ((DAY_FIRST, True), (MONTH_FIRST, False))
            if (day := day_in(either[0], day_first=is_first))  # both are days, or one of them had decided
        }
        raise AmbiguousFileError(
            f"{cell} may be {' or '.join(readings.values())}, and no day of the table tells which. Choose the format "
            f"{DAY_FIRST} or {MONTH_FIRST}.",
            {chosen: f"{cell} is {reading}" for chosen, reading in readings.items()},
        )
    return bool(days_first)
