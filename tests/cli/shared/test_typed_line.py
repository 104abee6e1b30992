"""A line of keys: typed and mended, pasted at once, and dropped."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.cli.shared.typed_line import TypedLine

PASTE, ENDS = "\x1b[200~", "\x1b[201~"


def typed(*pieces: str | bytes) -> list[str]:
    """The lines that have ended, and what stands of the next."""
    line = TypedLine("utf-8")
    ended = list[str]()
    for piece in pieces:
        line.read(piece if isinstance(piece, bytes) else piece.encode())
        while (done := line.finished()) is not None:
            ended.append(done)
    return [*ended, line.text]


@pytest.mark.parametrize(
    ("keys", "lines"),
    [
        ("so\n", ["so", ""]),
        ("one\ntwo\nth", ["one", "two", "th"]),
        ("son\x7f\x7fo", ["so"]),
        ("\x7f\b", [""]),
        ("cafe\u0301\x7f", ["caf"]),
        ("one two \x17three", ["one three"]),
        ("one two\x15three", ["three"]),
        ("a\tb\x04\x00\x9bc", ["a bc"]),
        ("\x1b[A\x1bOHs\x1b[1;5Do\x1bx", ["sox"]),
        ("a\x1b[\n", ["a", ""]),
        (f"{PASTE}one\ntwo\r\n\n  three\n{ENDS}!", ["one two three !"]),
        (f"{PASTE}\n\none\x1b[A{ENDS}\n", ["one", ""]),
        (f"Dear {PASTE}you{ENDS}, {PASTE}and\nme{ENDS}\n", ["Dear you, and me", ""]),
    ],
)
def test_keys_make_lines(keys: str, lines: Sequence[str]) -> None:
    assert typed(keys) == lines


@given(st.text(alphabet=f"ab é抱\n\x7f\x15{PASTE}"), st.booleans())
def test_it_makes_no_difference_in_how_many_pieces_keys_come(keys: str, is_pasted: bool) -> None:
    coming = f"{PASTE}{keys}{ENDS}\n" if is_pasted else keys

    assert typed(*(bytes([byte]) for byte in coming.encode())) == typed(coming)


def test_the_end_of_the_input_is_typed_on_an_empty_line() -> None:
    line = TypedLine("utf-8")
    line.read(b"\x04")

    with pytest.raises(EOFError):
        line.finished()


def test_what_is_dropped_is_no_part_of_the_next_line_and_neither_is_the_rest_of_its_paste() -> None:
    line = TypedLine("utf-8")
    line.read(f"one\n{PASTE}two\nth".encode())
    line.drop()
    line.read(f"ree\n{ENDS}four\n".encode())

    assert line.finished() == "four"
