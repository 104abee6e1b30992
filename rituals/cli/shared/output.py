"""Plain-text output: lines aligned by terminal columns, safe to print on any terminal."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from rituals.core.text import is_control, printable
from rituals.errors import StorageError

UNLIMITED = 100_000
_PLAIN = str.maketrans({"·": "-", "…": "...", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "×": "x"})
_NARROWEST = 8
_FIRST_WIDE_OR_NARROW, _SOFT_HYPHEN = "\u0300", "\u00ad"


class Output(NamedTuple):
    """What a command prints, and its exit code."""

    text: str
    exit_code: int = 0

    def put_out(self) -> int:
        """Print the text and return the exit code; raises `StorageError` where stdout can't be written."""
        if self.text and sys.stdout is not None:
            try:
                sys.stdout.write(encodable(self.text + "\n", encoding()))
                sys.stdout.flush()
            except OSError as problem:
                _let_go_of_stdout()
                if isinstance(problem, BrokenPipeError):
                    raise
                raise StorageError(f"The answer could not be printed ({problem.strerror}); the rest is done.") from None
        return self.exit_code


def encoding() -> str:
    """The encoding of stdout; UTF-8 where there is no stdout."""
    return (sys.stdout.encoding or "ascii") if sys.stdout is not None else "utf-8"


def _let_go_of_stdout() -> None:
    """Point stdout at the null device, or the interpreter would report the failed write once more at exit."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return


def lines(*texts: str) -> str:
    """Texts as lines, each made safe to print."""
    return "\n".join(printable(line).rstrip() for line in texts)


def encodable(text: str, charset: str) -> str:
    """The text as a character set can encode it: unchanged if possible, else with plainer signs."""
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        return text.translate(_PLAIN).encode(charset, "replace").decode(charset)
    return text


def escaped(document: str, charset: str) -> str:
    """An equal JSON text with control characters, and letters that the character set lacks, escaped."""
    try:
        document.encode(charset)
        letters = True
    except UnicodeEncodeError:
        letters = False
    plain = str.isprintable if letters else lambda line: line.isascii() and line.isprintable()
    return "\n".join(line if plain(line) else _escaped_line(line, letters=letters) for line in document.split("\n"))


def _escaped_line(line: str, *, letters: bool) -> str:
    return "".join(c if (letters or c.isascii()) and not is_control(c) else _escape(c) for c in line)


def _escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[place : place + 2].hex()}" for place in range(0, len(units), 2))


def width_of(text: str) -> int:
    """How many terminal columns a line takes: wide characters two, combining ones none."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(character: str) -> int:
    if character < _FIRST_WIDE_OR_NARROW and character != _SOFT_HYPHEN:
        return 1
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cut(text: str, width: int) -> str:
    """The text, cut with an ellipsis where it is wider than `width` columns."""
    if width_of(text) <= width:
        return text
    room, fitting = width - 1, []
    for character in text:
        room -= _columns(character)
        if room < 0:
            break
        fitting.append(character)
    return "".join(fitting).rstrip() + "…"


def padded(text: str, width: int, *, right: bool = False) -> str:
    """The text padded with spaces to `width` columns, on the left with `right`."""
    spaces = " " * (width - width_of(text))
    return spaces + text if right else text + spaces


def table(rows: Sequence[Sequence[str]], *, room: int, gives_way: int, right: Sequence[int] = ()) -> list[str]:
    """Rows as aligned lines, safe to print; cells of column `gives_way` are cut to keep lines within `room` columns."""
    safe = [[printable(cell) for cell in row] for row in rows]
    widths = [max(map(width_of, column)) for column in zip(*safe, strict=True)]
    too_much = sum(widths) + 2 * (len(widths) - 1) - room
    if too_much > 0:
        widths[gives_way] = max(_NARROWEST, widths[gives_way] - too_much)
    return [
        "  ".join(
            padded(cut(cell, width), width, right=place in right)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in safe
    ]
