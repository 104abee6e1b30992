"""A year in Markdown: readable as it is, and what people typed stays as they typed it."""

from __future__ import annotations

from datetime import date

import pytest
from markdown_it import MarkdownIt

from rituals.adapters.formats.year_markdown import STILL_EMPTY, year_markdown
from rituals.core.exchange.foreign import EVERYONE
from rituals.core.exchange.kept_days import KeptDay, KeptMonth, KeptYear
from tests.kit.booklet_pages import HARD, Page

A_DAY = date(2026, 6, 1)


def test_a_year_reads_like_a_page() -> None:
    noted = KeptDay(A_DAY, "Walk", EVERYONE, note="rain,\n\nand home")
    june = KeptMonth("June", (("Walk", "1–3 and 9"), ("Tea", "8")), (noted,))

    assert year_markdown(KeptYear(2026, "What Ana kept", (june,))) == (
        "# 2026\n\n"
        "What Ana kept\n\n"
        "## June\n\n"
        "- Walk · 1–3 and 9\n"
        "- Tea · 8\n\n"
        "**Monday 1 June** · Walk\n\n"
        "> rain,  \n"
        "> \u00a0  \n"
        "> and home\n"
    )


def test_a_year_without_days_says_so_kindly() -> None:
    assert year_markdown(KeptYear(2026, "What Ana kept", ())).endswith(f"\n\n{STILL_EMPTY}\n")


@pytest.mark.parametrize("text", HARD.values(), ids=HARD.keys())
def test_a_note_comes_out_as_it_was_and_a_name_is_never_markup(text: str) -> None:
    line = " ".join(text.split())
    month = KeptMonth("June", ((line, "1"),), (KeptDay(A_DAY, line, note=text),))
    plain = KeptMonth("June", (("x", "1"),), (KeptDay(A_DAY, "x", note="x"),))

    page, plain_page = (
        Page(MarkdownIt("commonmark").render(year_markdown(KeptYear(2026, "", (shown,)))), "li")
        for shown in (month, plain)
    )

    assert page.texts[0].replace("\u00a0", " ").split() == f"{line} · 1".split()
    assert [tag for tag in page.tags if tag != "br"] == plain_page.tags
