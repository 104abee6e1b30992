"""What the jar's screens are made of: the picture, the months, whose notes are seen."""

from __future__ import annotations

from datetime import date

import pytest

from rituals.core.model import Appreciation, Person
from tui.jar.filter import by_month, next_whose
from tui.jar.present import filled, first_line, folded_words, jar_picture, note_line, words_of

ANA, SAM = Person("ana", "Ana", date(2026, 1, 1)), Person("sam", "Sam", date(2026, 1, 1))


def note(text: str = "Tea.", day: date = date(2026, 11, 22)) -> Appreciation:
    return Appreciation("one", "ana", day, text, "sam")


def test_the_jar_fills_with_what_is_in_it_and_never_overflows() -> None:
    levels = [filled(notes) for notes in range(1000)]

    assert levels == sorted(levels)
    assert (levels[0], levels[365], filled(20_000)) == (0, 18, 18)
    assert levels[1] > 0
    assert levels[364] > levels[100] > levels[20] > levels[5] > levels[1]


@pytest.mark.parametrize("signs", ["unicode", "ascii"])
@pytest.mark.parametrize("notes", [0, 1, 42, 20_000])
def test_the_jar_is_five_rows_of_eight_cells(notes: int, signs: str) -> None:
    rows = jar_picture(notes, signs)

    assert [row.cell_length for row in rows] == [8] * 5
    assert signs == "unicode" or all(row.plain.isascii() for row in rows)


@pytest.mark.parametrize("signs", ["unicode", "ascii"])
def test_a_folded_note_says_from_whom_it_is_and_none_of_its_words(signs: str) -> None:
    about, words = folded_words(note("The marzipan walrus."), [ANA, SAM], "Sam reads this one aloud.", signs)

    assert about.plain == "Ana to Sam"
    assert words.plain.endswith("\n\nSam reads this one aloud.")
    assert "walrus" not in words.plain
    assert signs == "unicode" or words.plain.isascii()


def test_the_notes_heap_up_from_the_floor() -> None:
    papers = [sum(cell in "░▒" for cell in row.plain) for row in jar_picture(10, "unicode")[1:4]]

    assert papers == [0, 2, 6]


def test_months_have_a_heading_and_a_line_between_them() -> None:
    notes = [note(day=date(2026, 11, 2)), note(day=date(2026, 11, 1)), note(day=date(2025, 11, 30))]

    assert by_month(notes) == ["November 2026", notes[0], notes[1], "", "November 2025", notes[2]]
    assert by_month([]) == []


def test_whose_notes_goes_round_and_ends_with_everyone() -> None:
    people = (ANA, SAM)

    assert [next_whose(whose, people) for whose in ("", "ana", "sam", "gone")] == ["ana", "sam", "", ""]
    assert next_whose("", people[:1]) == ""


def test_a_note_on_its_line_is_its_first_line_with_words() -> None:
    assert first_line("\n\n  Soup.\nMore.") == "Soup."
    assert first_line("x\x1b[2Jy") == "x [2Jy"


def test_a_line_is_exactly_as_wide_as_it_may_be() -> None:
    for width in (40, 56, 63, 64, 120):
        for text in ("Soup.", "w" * 500, "🥣" * 200, "汤" * 200):
            line = note_line(note(), (ANA, SAM), width, signs="unicode", words=text, sealed=False, is_current=False)

            assert line.cell_length == width


def test_a_note_in_full_keeps_its_lines_and_loses_what_could_harm_a_terminal() -> None:
    assert words_of(note("one\n\n\ttwo\x07\u202e")) == "one\n\n    two  "
