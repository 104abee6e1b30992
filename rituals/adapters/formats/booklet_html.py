"""A booklet as one self-contained HTML page, for the screen and for print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape

from rituals.adapters.formats.booklet_style import JAR, STYLE
from rituals.core.jar.booklet import (
    FAVOURITE,
    FIRSTS,
    KEPT_CLOSE,
    PICTURE,
    STILL_BLANK,
    Booklet,
    BookletFirst,
    BookletNote,
    PictureMonth,
)
from rituals.core.phrases import date_words

_LONG = 900  # characters
_MANY_LINES = 14  # from either on, a note may be split across pages
_STEP, _LABEL = 12, 36  # between two days, and before the first
_RADII = {0: "1.2", 1: "3", 2: "4.6"}

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
    if booklet.picture:
        yield _picture(booklet.picture)
    if booklet.firsts:
        yield from _chapter(FIRSTS, map(_first, booklet.firsts))
    if booklet.favourites:
        yield from _chapter(KEPT_CLOSE, (_note(entry._replace(favourite=False)) for entry in booklet.favourites))
    for month in booklet.months:
        yield from _chapter(month.name, map(_note, month.entries))
    yield "</main>\n</body>\n</html>"


def _chapter(title: str, articles: Iterable[str]) -> Iterator[str]:
    yield f"<section>\n<h2>{escape(title)}</h2>"
    yield from articles
    yield "</section>"


def _note(entry: BookletNote) -> str:
    favourite = [f'<span class="favourite">{escape(FAVOURITE)}</span>'] if entry.favourite else []
    return _article(entry.day, entry.from_to, entry.text, favourite, entry.reply)


def _first(first: BookletFirst) -> str:
    return _article(first.day, first.what, first.text, [])


def _article(day: date, about: str, text: str, more: Sequence[str], reply: str = "") -> str:
    """Words under their heading; their language is unknown, and each of their lines has its own text direction."""
    length = "long" if len(text) > _LONG or text.count("\n") >= _MANY_LINES else "short"
    heading = [
        f'<time datetime="{day.isoformat()}">{escape(date_words(day, day))}</time>',
        f'<span class="from-to">{escape(about)}</span>',
        *more,
    ]
    under = f'<p class="reply" lang="" dir="auto">{escape(reply)}</p>\n' if reply else ""
    return (
        f'<article class="{length}">\n<h3>{" ".join(heading)}</h3>\n'
        f'<p class="words" lang="" dir="auto">{escape(text)}</p>\n{under}</article>'
    )


def _picture(months: Sequence[PictureMonth]) -> str:
    """The year as a drawing: a row for each month, a dot for each day, larger and darker the more was done."""
    rows: list[str] = []
    for row, month in enumerate(months):
        y = row * _STEP + _STEP
        rows.append(f'<text x="0" y="{y + 3}">{escape(month.name[:3])}</text>')
        rows += [
            f'<circle class="d{day}" cx="{_LABEL + column * _STEP}" cy="{y}" r="{_RADII[day]}"/>'
            for column, day in enumerate(month.days)
            if day is not None
        ]
    width, height = _LABEL + 31 * _STEP, len(months) * _STEP + _STEP
    drawing = f'<svg class="picture" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(PICTURE)}">'
    return "\n".join([f"<section>\n<h2>{escape(PICTURE)}</h2>\n{drawing}", *rows, "</svg>\n</section>"])
