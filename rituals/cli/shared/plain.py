"""What is written where a terminal's character set lacks a letter or a sign: a plain one that is as wide."""

from __future__ import annotations

import codecs
import sys
import unicodedata
from io import TextIOWrapper

PLAINER = "rituals-plainer"
"""The name by which a stream knows what to write instead."""

_LIKE = {
    "\xad": "",
    **dict(zip("●◐○◌◔◑◕♥✉↑↓←→⇧⌫‹›", "*+o~-=#*=^v<>^<<>", strict=True)),
    **dict(zip("·…–−×√‖“”‘’", "-.--xv|\"\"''", strict=True)),
    **dict.fromkeys("─━┄╌╺", "-"),
    **dict.fromkeys("│┃┆▌", "|"),
    **dict.fromkeys("░▁▂", "."),
    **dict.fromkeys("▒▃▄▅", ":"),
}
_FRAME, _BLOCK = range(0x2500, 0x2580), range(0x2580, 0x25A0)


def write_plainer_where_needed() -> None:
    """Let the streams to the terminal write what is plainer, where they would fail or write an escape."""
    codecs.register_error(PLAINER, _plainer)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and codecs.lookup(stream.encoding).name != "utf-8":
            stream.reconfigure(errors=PLAINER)


def _plainer(problem: UnicodeError) -> tuple[str, int]:
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    return "".join(map(_like, problem.object[problem.start : problem.end])), problem.end


def _like(letter: str) -> str:
    if letter in _LIKE:
        return _LIKE[letter]
    if ord(letter) in _FRAME or ord(letter) in _BLOCK:
        return "+" if ord(letter) in _FRAME else "#"
    if unicodedata.combining(letter):
        return ""
    base = unicodedata.normalize("NFKD", letter)[0]
    return base if base.isascii() else "??" if unicodedata.east_asian_width(letter) in "WF" else "?"
