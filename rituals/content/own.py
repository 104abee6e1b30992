"""A couple's own catalogue: rituals to pick from and questions, in a file of theirs that is read beside ours.

    [[ritual]]
    name = "Pancakes"
    every = "every sun at 10:00"

    [[prompt]]
    text = "Which street of ours do you like best?"

That is enough; a question may say its `depth`, from 1 to 4. `rrule` and `time` may stand in place of `every`, as in the
shipped file, and the keys of `_readers` may join them. What cannot be read gets a sentence that names the file, the
table and the key; the rest is in use.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from pathlib import Path
from typing import Any, TypeAlias
from zlib import crc32

from msgspec.structs import replace

from rituals.core.cadence.lexer import clock_of, tidied
from rituals.core.cadence.rrule import normalised
from rituals.core.cadence.words import parse
from rituals.core.catalogue.model import Catalogue, Entry, Section
from rituals.core.model import EACH, LONGEST_MINUTES, TOGETHER, Cadence
from rituals.core.questions.deck import Prompt
from rituals.core.text import casefolded, clean_name, clean_note, is_unseen, printable
from rituals.errors import UsageError

FieldReader: TypeAlias = Callable[[object], Any]
Problem: TypeAlias = tuple[str, str]
"""A key, and what is wrong with it."""

OWN = Section(id="", order=0, title="Your own", lead="What you wrote down for yourselves.")
_TABLE = "ritual"
_QUESTIONS = "prompt"
_PREFIX = "own-"  # so that a later version of the app may ship any id without meeting one of these
_ID = re.compile(r"[\w-]{1,60}")
_TWO_DAYS = (date(2024, 1, 1), date(2025, 11, 19))  # apart in year, month, day and weekday
_LONGEST_QUOTE = 60
LONGEST_QUESTION = 300
_CURIOUS = "interest"  # the section of a question that names none
_OWN_IDEA = "own"  # no source of the catalogue
_DEFAULTS = {"section": OWN.id, "who": TOGETHER, "minutes": 0, "why": "", "tiny": "", "apart": "", "source": ""}


def with_own(shipped: Catalogue, path: Path) -> Catalogue:
    """The shipped catalogue and what a couple's own file adds to it, with a sentence for all that is wrong there."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return shipped
    except OSError as refusal:
        return replace(shipped, problems=(f"{path.name} could not be read ({refusal.strerror}). Check who owns it.",))
    except UnicodeDecodeError:
        return replace(shipped, problems=(f"{path.name} is not UTF-8 text. Save it as that.",))
    except (ValueError, RecursionError) as error:  # tomllib lets through what int() and deep nesting raise
        return replace(shipped, problems=(f"{path.name} is not TOML: {printable(str(error))}. Mend that line.",))
    return with_tables(shipped, tables, path.name)


def with_tables(shipped: Catalogue, tables: Mapping[str, object], file: str) -> Catalogue:
    """The shipped catalogue and the entries of a file's tables."""
    problems = [
        f"{file}: there is no table {_quoted(name)} here. Put each ritual under [[{_TABLE}]]. "
        f"A question goes under [[{_QUESTIONS}]]."
        for name in tables
        if name not in (_TABLE, _QUESTIONS)
    ]
    problems += [
        f"{file}: [{name}] is for one only. Write [[{name}]] above each."
        for name in (_TABLE, _QUESTIONS)
        if not isinstance(tables.get(name, []), list)
    ]
    own: list[Entry] = []
    readers = _readers(shipped.section)
    for number, row in enumerate(_rows(tables, _TABLE), 1):
        entry, wrong = _entry(row, readers, (*shipped.ritual, *own))
        own += [entry] if entry is not None else []
        problems += [f"{file}: [[{_TABLE}]] {number}, {key}: {sentence}" for key, sentence in wrong]
    asked: list[Prompt] = []
    readers = _question_readers([depth.level for depth in shipped.depth], shipped.section)
    for number, row in enumerate(_rows(tables, _QUESTIONS), 1):
        prompt, wrong = _prompt(row, readers, (*shipped.prompt, *asked))
        asked += [prompt] if prompt is not None else []
        problems += [f"{file}: [[{_QUESTIONS}]] {number}, {key}: {sentence}" for key, sentence in wrong]
    headed = any(entry.section == OWN.id for entry in own)
    return replace(
        shipped,
        section=(OWN, *shipped.section) if headed else shipped.section,
        ritual=(*shipped.ritual, *own),
        prompt=(*shipped.prompt, *asked),
        problems=tuple(problems),
    )


def _rows(tables: Mapping[str, object], name: str) -> Sequence[object]:
    rows = tables.get(name, [])
    return rows if isinstance(rows, list) else []


def _entry(
    row: object, readers: Mapping[str, FieldReader], taken: Sequence[Entry]
) -> tuple[Entry | None, list[Problem]]:
    """One ritual, or None without a name or a day; what else is wrong with it stays at its default."""
    if not isinstance(row, Mapping):
        return None, [("name", f"{_quoted(row)} is no table. Write name = and every = under [[{_TABLE}]].")]
    said, wrong = _read(row, readers)
    try:
        cadence = _cadence(said, [key for key, _ in wrong])
        name, known_by = _name_and_id(said, [key for key, _ in wrong], taken)
    except _LackingError as lacking:
        return None, [*wrong, *lacking.problems]
    fields = {key: said.get(key, default) for key, default in _DEFAULTS.items()}
    chosen = {key: said[key] for key in ("streak", "private") if key in said}
    return Entry(id=known_by, name=name, rrule="", every=cadence, **fields, **chosen), wrong


def _prompt(
    row: object, readers: Mapping[str, FieldReader], taken: Sequence[Prompt]
) -> tuple[Prompt | None, list[Problem]]:
    """One question, or None without its words; what else is wrong with it stays at its default."""
    if not isinstance(row, Mapping):
        return None, [("text", f"{_quoted(row)} is no table. Write text = under [[{_QUESTIONS}]].")]
    said, wrong = _read(row, readers)
    if "text" not in said:
        is_told = any(key == "text" for key, _ in wrong)
        return None, wrong if is_told else [*wrong, ("text", "it is missing. Write the question.")]
    known_by = f"{_PREFIX}{crc32(casefolded(said['text']).encode()):08x}"
    if any(casefolded(other.text) == casefolded(said["text"]) for other in taken):
        return None, [*wrong, ("text", f"{_quoted(said['text'])} is in the deck already. Write another.")]
    return Prompt(known_by, said.get("depth", 1), said.get("section", _CURIOUS), said["text"], _OWN_IDEA), wrong


class _LackingError(Exception):
    """An entry cannot be without what is wrong here; nothing new to tell where that was told already."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__()
        self.problems = problems


def _read(row: Mapping[str, object], readers: Mapping[str, FieldReader]) -> tuple[dict[str, Any], list[Problem]]:
    """Each key that can be read, and what is wrong with the others."""
    said: dict[str, Any] = {}
    wrong: list[Problem] = []
    for key, value in row.items():
        if key not in readers:
            wrong.append((_cut(key), f"there is no such key. The keys are {', '.join(readers)}."))
            continue
        try:
            said[key] = readers[key](value)
        except UsageError as problem:
            wrong.append((key, printable(str(problem))))
    return said, wrong


def _cadence(said: Mapping[str, Any], told: Sequence[str]) -> Cadence:
    """When it is, in words or as a rule, each with a time of its own or beside it."""
    if {"every", "rrule", "time"} & set(told):
        raise _LackingError
    if "every" in said and "rrule" in said:
        raise _LackingError(("rrule", "every says when already. Keep one of them."))
    cadence: Cadence | None = said.get("every", said.get("rrule"))
    if cadence is None:
        raise _LackingError(("every", "it is missing. Say when, as in every = “every fri at 19:30”."))
    if "time" not in said:
        return cadence
    if cadence.at is not None:
        raise _LackingError(("time", f"every says {cadence.at:%H:%M} already. Keep one of them."))
    return replace(cadence, at=said["time"])


def _name_and_id(said: Mapping[str, Any], told: Sequence[str], taken: Sequence[Entry]) -> tuple[str, str]:
    """A name and an id that no other entry has."""
    if {"name", "id"} & set(told):
        raise _LackingError
    if "name" not in said:
        raise _LackingError(("name", "it is missing. Give it one of a few words."))
    name = said["name"]
    known_by = said.get("id") or _id_of(name)
    if not known_by:
        raise _LackingError(("id", f"{_quoted(name)} makes none. Write one, as in id = “pancakes”."))
    for other in taken:
        if casefolded(other.name) == casefolded(name):
            raise _LackingError(("name", f"{_quoted(name)} is in the catalogue already. Choose another."))
        if other.id == known_by:
            raise _LackingError(("id", f"{_quoted(known_by)} is that of {_quoted(other.name)}. Choose another."))
    return name, known_by


def _id_of(name: str) -> str:
    """A readable id out of the letters and digits of a name, in any script; nothing where it has none."""
    words = "".join(c if c.isalnum() else " " for c in casefolded(name)).split()
    return f"{_PREFIX}{'-'.join(words)}" if words else ""


def _readers(sections: Sequence[Section]) -> dict[str, FieldReader]:
    """What may be said of a ritual, and how each is read; `UsageError` says what was wanted."""
    return {
        "name": lambda value: clean_name(_text(value), of="ritual"),
        "every": lambda value: _lasting(_text(value)),
        "rrule": lambda value: _lasting(normalised(_text(value))),
        "time": _clock,
        "who": _one_of(TOGETHER, EACH),
        "minutes": _minutes,
        "section": _one_of(*(section.id for section in sections)),
        "why": _note,
        "tiny": _note,
        "apart": _note,
        "source": _note,
        "streak": _yes_or_no,
        "private": _yes_or_no,
        "id": _id,
    }


def _question_readers(depths: Sequence[int], sections: Sequence[Section]) -> dict[str, FieldReader]:
    """What may be said of a question, and how each is read; `UsageError` says what was wanted."""
    return {"text": _question, "depth": _one_of(*depths), "section": _one_of(*(section.id for section in sections))}


def _lasting(text: str) -> Cadence:
    """A cadence that means the same on whatever day the file is read."""
    one, another = (parse(text, today=day) for day in _TWO_DAYS)
    if one != another:
        raise UsageError(f"{_quoted(text)} depends on the day it is read. Name the days, as in “every 2 weeks on sat”.")
    return one


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise UsageError(f"{_quoted(value)} is no text. Put it in quotes.")
    return value


def _note(value: object) -> str:
    return clean_note(_text(value))


def _question(value: object) -> str:
    text = " ".join(clean_note(_text(value), LONGEST_QUESTION).split())
    if is_unseen(text):
        raise UsageError("there is nothing in it. Write the question.")
    return text


def _clock(value: object) -> time:
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    return clock_of(tidied(_text(value)))


def _minutes(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LONGEST_MINUTES:
        raise UsageError(f"{_quoted(value)} is no whole number from 0 to {LONGEST_MINUTES}. Leave it out or mend it.")
    return value


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise UsageError(f"{_quoted(value)} is neither true nor false. Write one of them, without quotes.")
    return value


def _id(value: object) -> str:
    if not _ID.fullmatch(_text(value)):
        raise UsageError(f"{_quoted(value)} is no id. Use letters, digits and hyphens, 60 at most.")
    return _text(value)


def _one_of(*known: str | int) -> FieldReader:
    def read(value: object) -> str | int:
        for one in known:
            if value == one and type(value) is type(one):  # true is no 1
                return one
        raise UsageError(f"{_quoted(value)} is none of {', '.join(map(str, known))}. Write one of them.")

    return read


def _quoted(value: object) -> str:
    return f"“{_cut(value)}”"


def _cut(value: object) -> str:
    """What somebody wrote, safe and short enough to say back."""
    try:
        text = str(value)
    except (ValueError, RecursionError):  # a number of thousands of digits has no text
        text = "…"
    return printable(text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "…")
