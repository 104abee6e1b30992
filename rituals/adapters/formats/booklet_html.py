"""A booklet as one self-contained HTML page, for the screen and for print."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from rituals.adapters.formats.booklet_style import JAR, STYLE
from rituals.core.jar.booklet import FAVOURITE, STILL_BLANK, Booklet, BookletMonth, BookletNote
from rituals.core.phrases import date_words

_LONG = 900  # characters
_MANY_LINES = 14  # from either on, a note may be split across pages

_HEAD = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">"""


def booklet_html(booklet: Booklet) -> str:
    """The booklet as an HTML page with its style sheet inline; it loads nothing from the network."""
    return "\n".join(_lines(booklet)) + "\n"


def _lines(booklet: Booklet) -> Iterator[str]:
    title = " · ".join(words for words in (booklet.title, booklet.names, booklet.span) if words)
    yield f"{_HEAD}\n<title>{escape(title)}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>"
    yield f'<header class="cover">\n{JAR}<h1>{escape(booklet.title)}</h1>'
    if booklet.names:
        yield f'<p class="names">{escape(booklet.names)}</p>'
    yield f'<p class="span">{escape(booklet.span)}</p>\n</header>\n<main>'
    if not booklet.months:
        yield f'<p class="blank">{escape(STILL_BLANK)}</p>'
    for month in booklet.months:
        yield from _chapter(month)
    yield "</main>\n</body>\n</html>"


def _chapter(month: BookletMonth) -> Iterator[str]:
    yield f"<section>\n<h2>{escape(month.name)}</h2>"
    yield from map(_note, month.entries)
    yield "</section>"


def _note(entry: BookletNote) -> str:
    """A note under its heading; its language is unknown, and each of its lines has its own text direction."""
    length = "long" if len(entry.text) > _LONG or entry.text.count("\n") >= _MANY_LINES else "short"
    heading = [
        f'<time datetime="{entry.day.isoformat()}">{escape(date_words(entry.day, entry.day))}</time>',
        f'<span class="from-to">{escape(entry.from_to)}</span>',
        *([f'<span class="favourite">{escape(FAVOURITE)}</span>'] if entry.favourite else []),
    ]
    return (
        f'<article class="{length}">\n<h3>{" ".join(heading)}</h3>\n'
        f'<p class="words" lang="" dir="auto">{escape(entry.text)}</p>\n</article>'
    )
