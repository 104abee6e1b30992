"""The HTML booklet in a real browser: what it shows, how it prints, and that it keeps to itself."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("the browser is started the way Debian does", allow_module_level=True)

from rituals.adapters.formats.booklet_html import booklet_html
from rituals.core.jar.booklet import STILL_BLANK, Booklet, BookletMonth, BookletNote
from tests.kit.booklet_pages import HARD, Page
from tests.kit.browser import Browser

pytestmark = pytest.mark.desktop

PHONE = 320
DESK = 1200
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
ASKED_FOR = "document.defaultView.performance.getEntriesByType('resource').map(entry => entry.name)"
COVER_ONLY = 1

Write = Callable[[Booklet], Path]


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    return Browser(tmp_path)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Puts a booklet where the browser finds it."""

    def written(made: Booklet) -> Path:
        page = tmp_path / "booklet.html"
        page.write_text(booklet_html(made), encoding="utf-8")
        return page

    return written


def booklet_of(*months: tuple[str, ...]) -> Booklet:
    """A booklet with a chapter for each row of notes, from January on."""
    chapters = (
        BookletMonth(f"Month {number}", tuple(BookletNote(date(2026, number, 1), "Ana to Ben", text) for text in texts))
        for number, texts in enumerate(months, start=1)
    )
    return Booklet("A jar of thanks", "Ana and Ben", "2026", tuple(chapters))


def test_the_browser_reads_every_note_as_it_was_typed(browser: Browser, write: Write) -> None:
    page = write(booklet_of(tuple(HARD.values())))

    seen = Page(browser.dom(page), "words")

    assert seen.texts == list(HARD.values())


def test_every_month_begins_on_a_page_of_its_own(browser: Browser, write: Write) -> None:
    page = write(booklet_of(*[("a short note",)] * 12))

    assert browser.count_printed_pages(page) == COVER_ONLY + 12


def test_a_short_note_goes_over_to_the_next_page_in_one_piece(browser: Browser, write: Write) -> None:
    ten_lines = "\n".join(["a line"] * 10)
    page = write(booklet_of((ten_lines,) * 11))

    printed = browser.count_printed_pages(page)

    assert printed == COVER_ONLY + 6  # two on each, for a third does not fit; cut in pieces they would take five


def test_a_long_note_begins_where_there_is_room_and_runs_over(browser: Browser, write: Write) -> None:
    a_page_and_more = "\n".join(["a line"] * 33)
    page = write(booklet_of(("a short note", a_page_and_more)))

    printed = browser.count_printed_pages(page)

    assert printed == COVER_ONLY + 2


def test_the_longest_note_there_can_be_is_printed_too(browser: Browser, write: Write) -> None:
    page = write(booklet_of((HARD["a hundred thousand"],)))

    printed = browser.count_printed_pages(page)

    assert COVER_ONLY + 30 < printed < COVER_ONLY + 90


def test_a_year_without_notes_is_a_cover_and_a_kind_page(browser: Browser, write: Write) -> None:
    page = write(booklet_of())

    assert browser.count_printed_pages(page) == COVER_ONLY + 1
    assert STILL_BLANK in browser.dom(page)


def test_nothing_is_asked_of_the_network(browser: Browser, write: Write, tmp_path: Path) -> None:
    booklet = write(booklet_of(tuple(HARD.values())))
    talkative = tmp_path / "talkative.html"
    talkative.write_text('<img src="http://outside.example/seen.png">', encoding="utf-8")

    assert browser.ask(booklet, ASKED_FOR, width=DESK) == []
    assert browser.ask(talkative, ASKED_FOR, width=DESK) == ["http://outside.example/seen.png"]


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_nothing_sticks_out_on_a_phone_or_a_desk(browser: Browser, write: Write, width: int, tmp_path: Path) -> None:
    made = booklet_of(tuple(HARD.values()))._replace(names="A" * 80 + " and " + "B" * 80)
    booklet = write(made)
    wide = tmp_path / "wide.html"
    wide.write_text(f'<!doctype html><p style="width: {width + 500}px">wide', encoding="utf-8")

    assert browser.ask(booklet, OVERFLOW, width=width) == 0
    assert browser.ask(wide, OVERFLOW, width=width) != 0


def test_each_line_begins_on_the_side_from_which_it_is_read(browser: Browser, write: Write) -> None:
    page = write(booklet_of(("thank you", "תודה", "thank you\nشكراً")))
    sides = """[...document.querySelectorAll('.words')].map(words => {
      const line = document.createRange(), note = words.getBoundingClientRect();
      line.selectNodeContents(words);
      const [first, ...others] = line.getClientRects();
      return [first, others.at(-1) ?? first].map(box => box.left - note.left < 1 ? "left" : "right");
    })"""

    assert browser.ask(page, sides, width=DESK) == [["left", "left"], ["right", "right"], ["left", "right"]]


def test_lines_and_blanks_are_shown_where_they_were_typed(browser: Browser, write: Write) -> None:
    page = write(booklet_of(("one\n\n   three",)))

    shown = browser.ask(page, "document.querySelector('.words').innerText", width=DESK)

    assert shown == "one\n\n   three"
