"""A booklet as Markdown that is readable as plain text, and renders everything that people typed literally."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rituals.core.jar.booklet import (
    FAVOURITE,
    FIRSTS,
    KEPT_CLOSE,
    PICTURE,
    STILL_BLANK,
    Booklet,
    BookletNote,
    PictureMonth,
)
from rituals.core.phrases import date_words

_HARD_BREAK = "  \n"
_NO_BREAK_SPACE = "\u00a0"  # the only blank that Markdown neither strips nor collapses
_MEANS_SOMETHING = re.compile(
    r"[\\`*_\[~|$]"  # emphasis, code, links, and what GitHub adds: struck words, tables and formulas
    r"|<(?=[a-z/!?]|[^\s<>]*@)"  # a tag or an address, but not <3
    r"|&(?=#?\w+;)"  # an HTML entity
    r"|:(?=//)|(?<=\bwww)\.",  # a bare link, in which GitHub would show backslash escapes
    re.IGNORECASE,
)
_MEANS_SOMETHING_AT_THE_START = re.compile(r"^(\d{1,9}(?=[.)](?:\s|$))|(?=[#>+=-]|:-))")
_BLANKS = re.compile(r"^[ \t]+|[ \t]{2,}|\t")
_TAB_WIDTH = 4
_DAY_SIGNS = {None: " ", 0: "·", 1: "▪", 2: "█"}


def booklet_markdown(booklet: Booklet) -> str:
    """The whole booklet as CommonMark, ending with a line break."""
    return "\n\n".join(_blocks(booklet)) + "\n"


def _blocks(booklet: Booklet) -> Iterator[str]:
    yield f"# {markdown_line(booklet.title)}"
    yield markdown_line(" · ".join(words for words in (booklet.names, booklet.span) if words))
    if not booklet.months:
        yield STILL_BLANK
    if booklet.picture:
        yield f"## {PICTURE}"
        yield "\n".join(["```", *_picture_rows(booklet.picture), "```"])
    if booklet.firsts:
        yield f"## {FIRSTS}"
        for first in booklet.firsts:
            yield f"**{date_words(first.day, first.day)}** · {markdown_line(first.what)}"
            yield markdown_quote(first.text)
    if booklet.favourites:
        yield f"## {KEPT_CLOSE}"
        for entry in booklet.favourites:
            yield from _note(entry._replace(favourite=False))
    for month in booklet.months:
        yield f"## {month.name}"
        for entry in month.entries:
            yield from _note(entry)


def _picture_rows(months: Sequence[PictureMonth]) -> Iterator[str]:
    """A row for each month: a sign for each of its days."""
    width = max(len(month.name) for month in months)
    for month in months:
        yield f"{month.name:<{width}}  {''.join(_DAY_SIGNS[day] for day in month.days)}".rstrip()


def _note(entry: BookletNote) -> Iterator[str]:
    yield _heading(entry)
    yield markdown_quote(entry.text)
    if entry.reply:
        yield markdown_line(entry.reply)


def _heading(entry: BookletNote) -> str:
    parts = [f"**{date_words(entry.day, entry.day)}**", markdown_line(entry.from_to)]
    return " · ".join([*parts, FAVOURITE] if entry.favourite else parts)


def markdown_quote(text: str) -> str:
    """A note as a block quote of one paragraph, which keeps every line break and empty line."""
    lines = _HARD_BREAK.join(markdown_line(line.rstrip()) or _NO_BREAK_SPACE for line in text.split("\n"))
    return "\n".join(f"> {line}" for line in lines.split("\n"))


def markdown_line(line: str) -> str:
    """One line with all Markdown characters escaped."""
    spaced = _BLANKS.sub(lambda blanks: _NO_BREAK_SPACE * len(blanks[0].expandtabs(_TAB_WIDTH)), line)
    escaped = _MEANS_SOMETHING.sub(lambda sign: f"\\{sign[0]}", spaced)
    return _MEANS_SOMETHING_AT_THE_START.sub(r"\1\\", escaped)
