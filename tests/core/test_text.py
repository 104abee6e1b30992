"""What people type, made safe."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.core.text import (
    NAME_LIMIT,
    NOTE_LIMIT,
    as_sentence,
    casefolded,
    clean_name,
    clean_note,
    is_control,
    printable,
    text_in,
    titled,
    words_in,
)
from rituals.errors import UsageError


@pytest.mark.parametrize("name", ["Walk", "[x] walk [/b]", "Tête-à-tête", "散歩", "👩‍❤️‍👨 hug", "-n", "a & b <c>"])
def test_an_ordinary_name_stays_as_it_is(name: str) -> None:
    assert clean_name(name, of="ritual") == name


def test_spaces_around_and_runs_of_them_within_a_name_are_tidied() -> None:
    assert clean_name("  Date   night ", of="ritual") == "Date night"


@pytest.mark.parametrize("name", ["", "   ", "\n", "\u200b\u200b", "\u2060", "\u00a0\u200b"])
def test_a_name_that_nobody_could_see_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="A ritual needs a name"):
        clean_name(name, of="ritual")


@pytest.mark.parametrize(
    "name", ["two\nlines", "bell\a", "\x1b[31mred", "tab\tbed", "\u202eevil", "half \ud800", "nul\0"]
)
def test_a_name_that_could_play_tricks_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="one line of plain text"):
        clean_name(name, of="person")


def test_a_name_is_as_long_as_the_limit_and_no_longer() -> None:
    assert clean_name("x" * NAME_LIMIT, of="ritual") == "x" * NAME_LIMIT
    with pytest.raises(UsageError, match="81 characters"):
        clean_name("x" * (NAME_LIMIT + 1), of="ritual")


def test_a_note_keeps_its_lines_and_tabs() -> None:
    assert clean_note(" by the river\r\n\tand back \n") == "by the river\n\tand back"


def test_a_note_is_as_long_as_the_limit_and_no_longer() -> None:
    assert len(clean_note("x" * NOTE_LIMIT)) == NOTE_LIMIT
    with pytest.raises(UsageError, match="2,001 characters"):
        clean_note("x" * (NOTE_LIMIT + 1))


@pytest.mark.parametrize("note", ["\x1b]0;title\a", "lone \udfff", "back\rwards", "\u2066hidden"])
def test_a_note_that_could_play_tricks_is_refused(note: str) -> None:
    with pytest.raises(UsageError, match="plain text"):
        clean_note(note)


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=NAME_LIMIT))
def test_what_is_shown_is_one_line_of_the_same_length_that_steers_no_terminal(text: str) -> None:
    line = printable(text)

    assert len(line) == len(text)
    assert not any(is_control(character) for character in line)
    assert len(line.splitlines()) <= 1
    line.encode()


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=NAME_LIMIT + 5))
def test_a_cleaned_name_is_clean(text: str) -> None:
    try:
        name = clean_name(text, of="ritual")
    except UsageError:
        return

    assert clean_name(name, of="ritual") == name
    assert printable(name) == name


@pytest.mark.parametrize(("one", "other"), [("CAFÉ", "cafe"), ("Straße", "STRASSE"), ("Zoë", "zoe"), ("ﬁlm", "FILM")])
def test_names_are_compared_without_case_or_accents(one: str, other: str) -> None:
    assert casefolded(one) == casefolded(other)


def test_different_names_stay_different() -> None:
    assert casefolded("walk") != casefolded("talk")


@pytest.mark.parametrize(
    "name", ["Would outside help help?", "Home.", "Again!", "And then …", "Us:", "Tea –", "本当に？"]
)
def test_a_name_that_ends_as_a_sentence_does_stands_in_quotes(name: str) -> None:
    assert titled(name) == f"“{name}”"
    assert as_sentence(f"It is {name}") == f"It is {name}"


@pytest.mark.parametrize("name", ["Tea", "Date night (ours)", "抱きしめる時間", "Coffee ☕"])
def test_any_other_name_stands_as_it_is(name: str) -> None:
    assert titled(name) == name
    assert as_sentence(f"It is {name}") == f"It is {name}."


def test_a_name_is_safe_to_print_in_a_sentence() -> None:
    assert titled("a\x1b[2Jb?") == "“a [2Jb?”"


SAVED_AS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]


@pytest.mark.parametrize("encoding", SAVED_AS)
def test_a_file_is_read_however_an_editor_saved_it(encoding: str) -> None:
    assert text_in("[look]\r\n# für uns 🫂\r\n".encode(encoding)) == "[look]\r\n# für uns 🫂\r\n"
    assert text_in("".encode(encoding)) == ""


@given(text=st.text(st.characters(exclude_characters="\0\ufeff", exclude_categories=["Cs"])), mark=st.booleans())
def test_no_text_in_utf_8_is_taken_for_another(text: str, mark: bool) -> None:
    assert text_in(text.encode("utf-8-sig" if mark else "utf-8")) == text


@given(content=st.binary())
def test_what_is_no_text_is_refused_in_one_way_and_never_guessed(content: bytes) -> None:
    try:
        assert "\ufffd" not in text_in(content) or b"\xfd" in content
    except UnicodeDecodeError:
        assert text_in(content, "replace")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_lines_of_a_note_end_alike_however_they_were_saved(end: str) -> None:
    assert words_in(f"  für dich{end}und mich{end}{end}".encode("utf-16")) == "für dich\nund mich"
