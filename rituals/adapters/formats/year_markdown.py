"""Writes a year of what was kept as Markdown that is readable as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from rituals.adapters.formats.booklet_markdown import markdown_line, markdown_quote
from rituals.core.exchange.kept_days import KeptYear
from rituals.core.phrases import date_words

STILL_EMPTY = "This page is still blank. It is kept for what is to come."


def year_markdown(kept: KeptYear) -> str:
    """The whole year as CommonMark, ending with a line break."""
    return "\n\n".join(_paragraphs(kept)) + "\n"


def _paragraphs(kept: KeptYear) -> Iterator[str]:
    yield f"# {kept.year}"
    yield markdown_line(kept.whose)
    if not kept.months:
        yield STILL_EMPTY
    for month in kept.months:
        yield f"## {month.name}"
        yield "\n".join(f"- {markdown_line(name)} · {days}" for name, days in month.rituals)
        for noted in month.notes:
            yield f"**{date_words(noted.day, noted.day)}** · {markdown_line(noted.ritual)}"
            yield markdown_quote(noted.note)
