"""Reads the two files of harsh, `habits` and `log`: what is kept, and how each day went.

The lines are those that its own source (internal/storage, `LoadHabitsConfig` and `LoadLog`) reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from rituals.core.calendar import FIRST_DAY, LAST_DAY
from rituals.core.exchange.foreign import Foreign, ForeignFile, ForeignTick, ImportSource
from rituals.core.exchange.frequency import at_frequency
from rituals.core.exchange.reading_words import refuse_too_many, spare_notes_words, unread_words
from rituals.core.phrases import whole_date_words
from rituals.core.text import NAME_LIMIT, text_in, titled
from rituals.errors import UsageError

HABITS, LOG = "habits", "log"
_HABIT = re.compile(
    r"(?P<name>\S.*): +(?P<times>[0-9]{1,6}w?)(?: */ *(?P<days>[0-9]{1,6}w?))? *(?:: *(?P<end>\d{4}-\d\d-\d\d)? *)?"
)
"""A name, how often, and perhaps when it ended; a name may hold a colon, so that it is the last one that counts."""
_LINE_OF_LOG = re.compile(rb"^[0-9]{4}-[0-9]{2}-[0-9]{2} : .+ : [yns]\b", re.MULTILINE)
_LINE_OF_HABITS = re.compile(rb"^[^#!\n].*: +[0-9]+w?(?: */ *[0-9]+w?)? *(?:: *[0-9-]* *)?\r?$", re.MULTILINE)
_ANY_LINE = re.compile(rb"^[^#!\s].*$", re.MULTILINE)
_LOOKED_AT = 1 << 16
_DONE, _NOT_DONE, _SKIPPED = "y", "n", "s"
_WITH_A_NOTE = 4
_WEEK = 7


class _Habit(NamedTuple):
    """A habit as the file of habits has it: `times` in `days` days, without times if it is only noted."""

    times: int
    days: int
    end: date | None


class _Entry(NamedTuple):
    outcome: str
    note: str


def is_harsh(source: ImportSource) -> bool:
    """Whether a file, or what lies in a folder, is one of harsh's two."""
    if source.content:
        return _is_log(source.content) or _is_habits(source.content)
    return _is_log(source.beside.get(LOG, b"")) or _is_habits(source.beside.get(HABITS, b""))


def _is_log(content: bytes) -> bool:
    return _LINE_OF_LOG.search(content, 0, _LOOKED_AT) is not None


def _is_habits(content: bytes) -> bool:
    """Whether most of the first lines are habits."""
    lines = len(_ANY_LINE.findall(content, 0, _LOOKED_AT))
    return 2 * len(_LINE_OF_HABITS.findall(content, 0, _LOOKED_AT)) > lines > 0


def read_harsh(source: ImportSource) -> ForeignFile:
    """The habits in harsh's two files, of which the other one lies beside the one that is given; `UsageError` if they
    are none of harsh's."""
    if not is_harsh(source):
        raise UsageError("These are no files of harsh. Its habits, and the log of its days, come in together.")
    table, log = _both(source)
    habits, unreadable_habits = _habits(table)
    entries, unreadable_days, has_amounts = _entries(log)
    rituals = [_kept(name, habit, entries.get(name, {}), source.today) for name, habit in habits.items() if habit.times]
    rituals += [
        _forgotten(name, days, is_put_away=bool(habits)) for name, days in entries.items() if name not in habits
    ]
    refuse_too_many(rituals=len(rituals))
    noted = [name for name, habit in habits.items() if not habit.times]
    told = (
        *(f"{titled(name[:NAME_LIMIT])} is left out: there it was noted, without being planned." for name in noted),
        *unread_words(unreadable_habits, "line", "the habits"),
        *unread_words(unreadable_days, "line", "the log"),
        *_told_of_files(table, log, has_amounts=has_amounts),
    )
    return ForeignFile(tuple(rituals), told)


def _both(source: ImportSource) -> tuple[bytes, bytes]:
    """The file of habits and the log, each empty where it isn't there."""
    beside = source.beside
    if not source.content:
        return beside.get(HABITS, b""), beside.get(LOG, b"")
    if _is_log(source.content):
        return beside.get(HABITS, b""), source.content
    return source.content, beside.get(LOG, b"")


def _told_of_files(table: bytes, log: bytes, *, has_amounts: bool) -> Iterator[str]:
    if not table:
        yield "The file “habits” doesn't lie beside the log, so how often each of them was planned isn't known."
    if not log:
        yield "The file “log” doesn't lie beside the habits, so they come in without their days."
    if has_amounts:
        yield "Amounts are left out; here a day is kept or it isn't."


def _lines(content: bytes, comments: str) -> Iterator[tuple[int, str]]:
    """The lines of a file that are neither empty nor begin with one of these signs, each with its number."""
    for place, line in enumerate(text_in(content, "replace").split("\n"), 1):
        if line.strip() and line[0] not in comments:
            yield place, line.rstrip()


def _habits(content: bytes) -> tuple[dict[str, _Habit], list[int]]:
    """The habits by name, and the numbers of the lines that can't be read."""
    habits: dict[str, _Habit] = {}
    unreadable: list[int] = []
    for place, line in _lines(content, "#!"):
        match = _HABIT.fullmatch(line)
        habit = _habit(match) if match else None
        if match and habit and match["name"] not in habits:
            habits[match["name"]] = habit
        else:
            unreadable.append(place)
    return habits, unreadable


def _habit(match: re.Match[str]) -> _Habit | None:
    """A habit; None where harsh would take the line for a mistake."""
    times, days = _number(match["times"]), _number(match["days"] or match["times"])
    if not match["days"]:
        times, days = min(times, 1), max(days, 1)
    try:
        end = date.fromisoformat(match["end"]) if match["end"] else None
    except ValueError:
        return None
    return _Habit(times, days, end) if times <= days and days else None


def _number(text: str) -> int:
    return int(text.removesuffix("w")) * (_WEEK if text.endswith("w") else 1)


def _entries(content: bytes) -> tuple[dict[str, dict[date, _Entry]], list[int], bool]:
    """How each day went, by habit, the numbers of the lines that can't be read, and whether there are amounts; the last
    line of a day counts."""
    entries: dict[str, dict[date, _Entry]] = {}
    unreadable: list[int] = []
    has_amounts = False
    count = 0
    for place, line in _lines(content, "#"):
        day_text, name, outcome, note, amount = _parts(line)
        day = _day(day_text)
        if day is None or not name or outcome not in (_DONE, _NOT_DONE, _SKIPPED):
            unreadable.append(place)
            continue
        count += 1
        refuse_too_many(days=count)
        entries.setdefault(name, {})[day] = _Entry(outcome, note)
        has_amounts = has_amounts or amount.strip("0.") != ""
    return entries, unreadable, has_amounts


def _parts(line: str) -> Sequence[str]:
    """Day, habit, outcome, note and amount; a note may hold what stands between them."""
    parts = [part.strip() for part in f"{line} ".split(" : ")]
    day, name, outcome = (*parts, "", "")[:3]
    *notes, amount = parts[3:] if len(parts) > _WITH_A_NOTE else (*parts[3:], "")
    return day, name, outcome, " : ".join(notes), amount


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def _kept(name: str, habit: _Habit, days: Mapping[date, _Entry], today: date) -> Foreign:
    """A habit that is planned, put away if it has ended."""
    has_ended = habit.end is not None and habit.end < today
    ritual = _with_days(Foreign(name, is_put_away=has_ended), days)
    if habit.end is not None and not has_ended:
        end = whole_date_words(habit.end)
        ritual = replace(ritual, told=(f"There it ends on {end}; here it goes on until you put it away.", *ritual.told))
    return at_frequency(ritual, habit.times, habit.days)


def _forgotten(name: str, days: Mapping[date, _Entry], *, is_put_away: bool) -> Foreign:
    """A habit of which only the log knows."""
    told = ("It is in the log only, so it comes in as put away.",) if is_put_away else ()
    return _with_days(Foreign(name, is_put_away=is_put_away, told=told), days)


def _with_days(ritual: Foreign, days: Mapping[date, _Entry]) -> Foreign:
    in_order = sorted(days.items())
    spare_notes = sum(1 for _, entry in in_order if entry.note and entry.outcome == _NOT_DONE)
    return replace(
        ritual,
        ticks=tuple(ForeignTick(day, "", False, entry.note) for day, entry in in_order if entry.outcome == _DONE),
        rests=tuple(day for day, entry in in_order if entry.outcome == _SKIPPED),
        reasons={day: entry.note for day, entry in in_order if entry.outcome == _SKIPPED and entry.note},
        told=(*ritual.told, *spare_notes_words(spare_notes)),
    )
