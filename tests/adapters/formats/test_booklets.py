"""Booklets in every format: what people typed comes out of them as it was, and nothing else does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from rituals.adapters.formats.booklet_html import booklet_html
from rituals.adapters.formats.booklet_markdown import booklet_markdown
from rituals.bootstrap import booklet_formats
from rituals.core.jar.booklet import STILL_BLANK, Booklet, BookletFirst, BookletMonth, BookletNote, PictureMonth
from rituals.core.text import clean_note, printable
from rituals.errors import UsageError
from tests.kit.booklet_pages import HARD, Page

A_DAY = date(2026, 11, 22)


def booklet_of(*texts: str, names: str = "Ana and Ben") -> Booklet:
    """One chapter of these notes."""
    entries = tuple(BookletNote(A_DAY, "Ana to Ben", text) for text in texts)
    return Booklet("A jar of thanks", names, "2026", (BookletMonth("November", entries),) if entries else ())


def in_html(*texts: str) -> Page:
    return Page(booklet_html(booklet_of(*texts)), "words")


def in_markdown(text: str, flavour: str = "commonmark") -> Page:
    """A note of a Markdown booklet, the way an independent reader shows it."""
    return Page(MarkdownIt(flavour).render(booklet_markdown(booklet_of(text))), "blockquote")


def as_read(page: Page) -> str:
    """A note that was rendered from Markdown, with ordinary blanks."""
    (text,) = page.texts
    return text.strip("\n").replace("\u00a0", " ")


def as_typed(text: str) -> str:
    """What a reader can see of a note: all of it but the blanks at the ends of lines."""
    return "\n".join(line.rstrip() or " " for line in text.replace("\u00a0", " ").split("\n"))


def cleaned(text: str) -> str:
    """A text the way the jar keeps it, if it would."""
    try:
        note = clean_note(text, 100_000)
    except UsageError:
        note = ""
    assume(note)
    return note


@pytest.mark.parametrize("text", HARD.values(), ids=HARD.keys())
def test_a_note_comes_out_of_html_as_it_was(text: str) -> None:
    page = in_html(text, "and another")

    assert page.texts == [text, "and another"]


@given(st.text(max_size=60).map(cleaned))
def test_whatever_may_be_typed_comes_out_of_html_as_it_was(text: str) -> None:
    page = in_html(text)

    assert page.texts == [text]
    assert page.tags == in_html("x").tags


@given(st.text(max_size=60).map(cleaned).map(printable))
def test_whatever_line_is_left_under_a_note_comes_out_as_it_was(line: str) -> None:
    reply = f"Ben: {' '.join(line.split())}"
    entry = BookletNote(A_DAY, "Ana to Ben", "soup", reply=reply)
    answered = Booklet("A jar of thanks", "", "2026", (BookletMonth("November", (entry,)),))

    html = Page(booklet_html(answered), "reply")
    markdown = Page(MarkdownIt().render(booklet_markdown(answered)), "blockquote")

    assert html.texts == [reply]
    assert markdown.texts == ["\nsoup\n"]


@pytest.mark.parametrize("flavour", ["commonmark", "gfm-like"])
@pytest.mark.parametrize("text", HARD.values(), ids=HARD.keys())
def test_a_note_shows_in_markdown_as_it_was_typed(text: str, flavour: str) -> None:
    page = in_markdown(text, flavour)

    assert as_read(page) == as_typed(text)
    assert page.tags_within <= ({"p", "br", "a"} if flavour == "gfm-like" else {"p", "br"})


@given(st.text("ab1.)(*_`#>+-=~|<&;!?:[]\\ \n/@$\"'é💛", max_size=40).map(cleaned))
def test_whatever_may_be_typed_shows_in_markdown_as_it_was(text: str) -> None:
    page = in_markdown(text)

    assert as_read(page) == as_typed(text)
    assert page.tags_within <= {"p", "br"}


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("$a$", r"\$a\$"),
        (":-:", r"\:-:"),
        ("https://a.example/b_c", r"https\://a.example/b\_c"),
        ("www.a.example/b_c", r"www\.a.example/b\_c"),
        ("one  two", "one\u00a0\u00a0two"),
        ("one\n two", "one  \n> \u00a0two"),
    ],
)
def test_what_only_some_readers_take_for_themselves_is_kept_from_them(typed: str, written: str) -> None:
    assert f"\n> {written}\n" in booklet_markdown(booklet_of(typed))


def test_tabs_become_blanks_in_markdown_for_it_would_drop_them() -> None:
    assert as_read(in_markdown("patience\n\twith\tme")) == "patience\n    with    me"


def test_markdown_reads_well_as_plain_text() -> None:
    months = (
        BookletMonth(
            "March",
            (
                BookletNote(date(2026, 3, 4), "Ana to Ben", "You left the hall light on.\nI <3 you!"),
                BookletNote(date(2026, 3, 9), "from Ben", "The soup - and the silence.", favourite=True),
            ),
        ),
        BookletMonth("April", (BookletNote(date(2026, 4, 2), "Ben to Ana", "1 umbrella"),)),
    )

    text = booklet_markdown(Booklet("A jar of thanks", "Ana and Ben", "2026", months))

    assert text.replace("  \n", "⏎\n").splitlines() == [
        "# A jar of thanks",
        "",
        "Ana and Ben · 2026",
        "",
        "## March",
        "",
        "**Wednesday 4 March** · Ana to Ben",
        "",
        "> You left the hall light on.⏎",
        "> I <3 you!",
        "",
        "**Monday 9 March** · from Ben · ♥ favourite",
        "",
        "> The soup - and the silence.",
        "",
        "## April",
        "",
        "**Thursday 2 April** · Ben to Ana",
        "",
        "> 1 umbrella",
    ]


@pytest.mark.parametrize("name", ["# <b>Ana</b>", "*Ana* & [Ben](x)", "1. Ana_Ben_"])
def test_names_are_no_markup_either(name: str) -> None:
    made = booklet_of(names=name)

    (names, _) = Page(MarkdownIt().render(booklet_markdown(made)), "p").texts
    on_page = Page(booklet_html(made), "names").texts

    assert names == f"{name} · 2026"
    assert on_page == [name]


def test_an_html_page_asks_for_nothing_and_runs_nothing() -> None:
    html = booklet_html(booklet_of("a note"))
    page = Page(html, "words")

    assert not {name for name, _ in page.attributes} & {"src", "href", "srcset", "action", "style"}
    assert not set(page.tags) & {"script", "link", "img", "iframe", "base", "object", "form"}
    assert not [word for word in ("://", "url(", "@import", "javascript") if word in html]
    assert "default-src 'none'" in html


def test_a_note_in_html_claims_no_language_and_finds_its_own_direction() -> None:
    attributes = in_html("שלום").attributes

    assert ("lang", "en") in attributes
    assert attributes[-3:] == [("class", "words"), ("lang", ""), ("dir", "auto")]


@pytest.mark.parametrize(("favourite", "signs"), [(True, ["♥ favourite"]), (False, [])])
def test_favourites_have_a_sign_and_a_word(favourite: bool, signs: Sequence[str]) -> None:
    made = booklet_of()._replace(months=(BookletMonth("May", (BookletNote(A_DAY, "from Ana", "x", favourite),)),))

    assert Page(booklet_html(made), "favourite").texts == signs
    assert ("♥ favourite" in booklet_markdown(made)) is favourite


@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_a_year_without_notes_has_a_kind_page(suffix: str) -> None:
    text = booklet_formats()[suffix](booklet_of())

    assert STILL_BLANK in text
    assert text.endswith("\n")


@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_a_booklet_without_names_still_has_a_cover(suffix: str) -> None:
    text = booklet_formats()[suffix](booklet_of("to the morning", names=""))

    assert "A jar of thanks" in text
    assert " ·  · " not in text
    assert "to the morning" in text


@pytest.mark.parametrize("form", [booklet_html, booklet_markdown])
def test_favourites_firsts_and_the_picture_stand_before_the_months(form: Callable[[Booklet], str]) -> None:
    note = BookletNote(date(2026, 3, 4), "Ana to Ben", "the *umbrella* & <b>", favourite=True)
    month = BookletMonth("March", (note,))
    first = BookletFirst(date(2026, 3, 5), "Walk <i>", "in the rain")
    picture = (PictureMonth("March", (0, 1, 2, None)),)

    text = form(Booklet("A jar of thanks", "Ana and Ben", "2026", (month,), (note,), (first,), picture))

    titles = ("The year, day by day", "For the first time", "Kept close")
    places = [text.index(words) for words in titles]
    assert places == sorted(places)
    assert text.count("umbrella") == 2
    assert "in the rain" in text
    assert "<i>" not in text.replace("\\<i>", "")
    assert text.count("circle") in (0, 3)
