"""What a couple adds to the catalogue in a file of their own: rituals to pick from and questions.

    [[ritual]]
    name = "Pancakes"
    every = "every sun at 10:00"

    [[prompt]]
    text = "Which street of ours do you like best?"

That is enough; a question may say its `depth`, from 1 to 4. `rrule` and `time` may stand in place of `every`, as in the
shipped file, and the keys of `_ritual_readers` may join them. What cannot be read gets a sentence that names the file,
the table and the key; the rest is in use.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from typing import Any, TypeAlias
from zlib import crc32

from msgspec.structs import replace

from rituals.core.cadence.lexer import clock_of, tidied
from rituals.core.cadence.rrule import normalised
from rituals.core.cadence.words import parse
from rituals.core.catalogue.model import Catalogue, Entry, Section
from rituals.core.model import EACH, LONGEST_MINUTES, TOGETHER, Cadence
from rituals.core.questions.deck import OWN_PREFIX, Prompt
from rituals.core.text import capital, casefolded, clean_name, clean_note, is_unseen, printable
from rituals.errors import UsageError

FieldReader: TypeAlias = Callable[[object], Any]
Problem: TypeAlias = tuple[str, str]
"""A key, and a sentence on what is wrong with it."""

OWN = Section(id="", order=0, title="Your own", lead="What you wrote down for yourselves.", discreet=False)
_RITUALS = "ritual"
_QUESTIONS = "prompt"
_ID = re.compile(r"[\w-]{1,60}")
_TWO_DAYS = (date(2024, 1, 1), date(2025, 11, 19))  # apart in year, month, day and weekday
_LONGEST_QUOTE = 60
LONGEST_QUESTION = 300
_CURIOUS = "interest"  # the section of a question that names none
_OWN_IDEA = "own"  # no source of the catalogue
_DEFAULTS = {"section": OWN.id, "who": TOGETHER, "minutes": 0, "why": "", "tiny": "", "apart": "", "source": ""}


def with_tables(shipped: Catalogue, tables: Mapping[str, object], file: str) -> Catalogue:
    """The shipped catalogue with the entries and questions of a couple's tables, and a sentence for each problem in
    them."""
    problems = [
        f"{file}: there is no table {_quoted(name)} here. Put each ritual under [[{_RITUALS}]]. "
        f"A question goes under [[{_QUESTIONS}]]."
        for name in tables
        if name not in (_RITUALS, _QUESTIONS)
    ]
    problems += [
        f"{file}: [{name}] is for one only. Write [[{name}]] above each."
        for name in (_RITUALS, _QUESTIONS)
        if not isinstance(tables.get(name, []), list)
    ]
    own: list[Entry] = []
    readers = _ritual_readers(shipped.section)
    for number, row in enumerate(_rows(tables, _RITUALS), 1):
        entry, row_problems = _entry(row, readers, (*shipped.ritual, *own))
        own += [entry] if entry is not None else []
        problems += [f"{file}: [[{_RITUALS}]] {number}, {key}: {sentence}" for key, sentence in row_problems]
    questions: list[Prompt] = []
    readers = _question_readers([depth.level for depth in shipped.depth], shipped.section)
    for number, row in enumerate(_rows(tables, _QUESTIONS), 1):
        prompt, row_problems = _prompt(row, readers, (*shipped.prompt, *questions))
        questions += [prompt] if prompt is not None else []
        problems += [f"{file}: [[{_QUESTIONS}]] {number}, {key}: {sentence}" for key, sentence in row_problems]
    headed = any(entry.section == OWN.id for entry in own)
    return replace(
        shipped,
        section=(OWN, *shipped.section) if headed else shipped.section,
        ritual=(*shipped.ritual, *own),
        prompt=(*shipped.prompt, *questions),
        problems=tuple(problems),
    )


def own_question(catalogue: Catalogue, text: str, depth: int) -> Prompt:
    """A question of a couple's own as it joins their deck; `UsageError` where it says nothing, is too long, is there
    already, or is as deep as no other."""
    readers = _question_readers([level.level for level in catalogue.depth], catalogue.section)
    prompt, problems = _prompt({"text": text, "depth": depth}, readers, catalogue.prompt)
    if prompt is None or problems:
        raise UsageError(capital(problems[0][1]))
    return prompt


def _rows(tables: Mapping[str, object], name: str) -> Sequence[object]:
    rows = tables.get(name, [])
    return rows if isinstance(rows, list) else []


def _entry(
    row: object, readers: Mapping[str, FieldReader], others: Sequence[Entry]
) -> tuple[Entry | None, list[Problem]]:
    """One ritual, or None if its name or cadence is missing or invalid; other invalid keys keep their defaults."""
    if not isinstance(row, Mapping):
        return None, [("name", f"{_quoted(row)} is no table. Write name = and every = under [[{_RITUALS}]].")]
    fields, problems = _read(row, readers)
    try:
        cadence = _cadence(fields, [key for key, _ in problems])
        name, own_id = _name_and_id(fields, [key for key, _ in problems], others)
    except _LackingError as lacking:
        return None, [*problems, *lacking.problems]
    texts = {key: fields.get(key, default) for key, default in _DEFAULTS.items()}
    switches = {key: fields[key] for key in ("streak", "private") if key in fields}
    return Entry(id=own_id, name=name, rrule="", every=cadence, **texts, **switches), problems


def _prompt(
    row: object, readers: Mapping[str, FieldReader], others: Sequence[Prompt]
) -> tuple[Prompt | None, list[Problem]]:
    """One question, or None if its text is missing or invalid; other invalid keys keep their defaults."""
    if not isinstance(row, Mapping):
        return None, [("text", f"{_quoted(row)} is no table. Write text = under [[{_QUESTIONS}]].")]
    fields, problems = _read(row, readers)
    if "text" not in fields:
        is_told = any(key == "text" for key, _ in problems)
        return None, problems if is_told else [*problems, ("text", "it is missing. Write the question.")]
    own_id = f"{OWN_PREFIX}{crc32(casefolded(fields['text']).encode()):08x}"
    if any(casefolded(other.text) == casefolded(fields["text"]) for other in others):
        return None, [*problems, ("text", f"{_quoted(fields['text'])} is in the deck already. Write another.")]
    return Prompt(own_id, fields.get("depth", 1), fields.get("section", _CURIOUS), fields["text"], _OWN_IDEA), problems


class _LackingError(Exception):
    """An entry cannot be used because of these problems; none if they were reported already."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__()
        self.problems = problems


def _read(row: Mapping[str, object], readers: Mapping[str, FieldReader]) -> tuple[dict[str, Any], list[Problem]]:
    """The valid keys with their values, and the problems with the others."""
    fields: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, value in row.items():
        if key not in readers:
            problems.append((_cut(key), f"there is no such key. The keys are {', '.join(readers)}."))
            continue
        try:
            fields[key] = readers[key](value)
        except UsageError as problem:
            problems.append((key, printable(str(problem))))
    return fields, problems


def _cadence(fields: Mapping[str, Any], bad_keys: Sequence[str]) -> Cadence:
    """The cadence of `every` or `rrule`, with its own time or that of `time`; `_LackingError` if there is none, or two
    that conflict."""
    if {"every", "rrule", "time"} & set(bad_keys):
        raise _LackingError
    if "every" in fields and "rrule" in fields:
        raise _LackingError(("rrule", "every says when already. Keep one of them."))
    cadence: Cadence | None = fields.get("every", fields.get("rrule"))
    if cadence is None:
        raise _LackingError(("every", "it is missing. Say when, as in every = “every fri at 19:30”."))
    if "time" not in fields:
        return cadence
    if cadence.at is not None:
        raise _LackingError(("time", f"every says {cadence.at:%H:%M} already. Keep one of them."))
    return replace(cadence, at=fields["time"])


def _name_and_id(fields: Mapping[str, Any], bad_keys: Sequence[str], others: Sequence[Entry]) -> tuple[str, str]:
    """The name and the id; `_LackingError` if either is missing or belongs to another entry."""
    if {"name", "id"} & set(bad_keys):
        raise _LackingError
    if "name" not in fields:
        raise _LackingError(("name", "it is missing. Give it one of a few words."))
    name = fields["name"]
    own_id = fields.get("id") or _id_of(name)
    if not own_id:
        raise _LackingError(("id", f"{_quoted(name)} makes none. Write one, as in id = “pancakes”."))
    for other in others:
        if casefolded(other.name) == casefolded(name):
            raise _LackingError(("name", f"{_quoted(name)} is in the catalogue already. Choose another."))
        if other.id == own_id:
            raise _LackingError(("id", f"{_quoted(own_id)} is that of {_quoted(other.name)}. Choose another."))
    return name, own_id


def _id_of(name: str) -> str:
    """A readable id from the letters and digits of a name, in any script; empty if it has none."""
    words = "".join(c if c.isalnum() else " " for c in casefolded(name)).split()
    return f"{OWN_PREFIX}{'-'.join(words)}" if words else ""


def _ritual_readers(sections: Sequence[Section]) -> dict[str, FieldReader]:
    """A reader for each key of a ritual; it raises `UsageError` with what is expected."""
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
    """A reader for each key of a question; it raises `UsageError` with what is expected."""
    return {"text": _question, "depth": _one_of(*depths), "section": _one_of(*(section.id for section in sections))}


def _lasting(text: str) -> Cadence:
    """A cadence that means the same whenever the file is read; `UsageError` for one that depends on today."""
    earlier, later = (parse(text, today=day) for day in _TWO_DAYS)
    if earlier != later:
        raise UsageError(f"{_quoted(text)} depends on the day it is read. Name the days, as in “every 2 weeks on sat”.")
    return earlier


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise UsageError(f"{_quoted(value)} is no text. Put it in quotes.")
    return value


def _note(value: object) -> str:
    return clean_note(_text(value))


def _question(value: object) -> str:
    text = " ".join(clean_note(_text(value), LONGEST_QUESTION, of="question").split())
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


def _one_of(*choices: str | int) -> FieldReader:
    def read(value: object) -> str | int:
        for choice in choices:
            if value == choice and type(value) is type(choice):  # true is no 1
                return choice
        raise UsageError(f"{_quoted(value)} is none of {', '.join(map(str, choices))}. Write one of them.")

    return read


def _quoted(value: object) -> str:
    return f"“{_cut(value)}”"


def _cut(value: object) -> str:
    """A value that somebody wrote, printable and short enough to quote."""
    try:
        text = str(value)
    except (ValueError, RecursionError):  # a number of thousands of digits has no text
        text = "…"
    return printable(text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "…")
