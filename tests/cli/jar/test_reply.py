"""The line under a note: who leaves it, from where its words come, and where it shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rituals.cli.shared.erasing import ON_DISK
from tests.kit.keyboard import Editor, Typed
from tests.kit.runs import Runs
from tests.kit.traces import SECRET, words_on_disk
from tests.kit.two_laptops import Laptop, OneFolder, twelve_words

PUT_DOWN = "The line is under the note now.\n"


@pytest.fixture
def note(shell: Runs) -> str:
    """A note from ana to Sam, who sits there now."""
    shell.done("jar", "add", "Thank you for the tea")
    shell.done("people", "here", "sam")
    return str(document(shell)["id"])


def document(shell: Runs) -> Any:
    return shell("jar", "list", "--json").document["notes"][0]


def test_a_line_stands_under_a_note_wherever_that_is_read(shell: Runs, note: str) -> None:
    assert shell.done("jar", "reply", note[:4], "You", "noticed!") == PUT_DOWN

    assert shell.done("jar", "show", note) == "ana to Sam · today\n\nThank you for the tea\n\nSam: You noticed!\n"
    (heading, row, under) = shell.done("jar", "list").splitlines()
    assert (under.strip(), under.index("Sam")) == ("Sam: You noticed!", row.index("Thank"))
    assert "Sam: You noticed!" in shell.done("jar", "search", "noticed")
    assert document(shell)["reply"] == {
        "by": {"id": document(shell)["to"]["id"], "name": "Sam"},
        "text": "You noticed!",
    }
    assert heading == "November 2026"


@pytest.mark.usefixtures("note")
def test_a_note_that_nobody_answered_says_so_to_programs(shell: Runs) -> None:
    assert document(shell)["reply"] is None


def test_the_words_come_through_a_pipe_and_become_one_line(shell: Runs, note: str, piped: Typed) -> None:
    piped("You noticed!\n\nAnd nobody else did.\n")

    shell.done("jar", "reply", note)

    assert document(shell)["reply"]["text"] == "You noticed! And nobody else did."


def test_an_empty_pipe_takes_nothing_away(shell: Runs, note: str, piped: Typed) -> None:
    shell.done("jar", "reply", note, "You noticed!")
    piped("")

    assert f"rituals jar reply {note} '' takes the line" in shell.refused("jar", "reply", note)
    assert document(shell)["reply"]["text"] == "You noticed!"


def test_the_editor_begins_with_the_line_that_is_there(shell: Runs, note: str, editor: Editor) -> None:
    shell.done("jar", "reply", note, "You noticed!")
    editor("path.write_text(path.read_text() + ' Always.')")

    shell.done("jar", "reply", note)

    assert document(shell)["reply"]["text"] == "You noticed! Always."


def test_words_that_are_refused_in_the_editor_are_offered_again(
    shell: Runs, note: str, editor: Editor, typed: Typed
) -> None:
    editor("path.write_text('You noticed!' + chr(7))")
    refusal = shell.refused("jar", "reply", note)
    editor("path.write_text(path.read_text().replace(chr(7), ''))")
    typed("y\n")

    ran = shell("jar", "reply", note)

    assert ran.out == PUT_DOWN
    assert f"Your words are kept; rituals jar reply {note} offers them again." in refusal
    assert document(shell)["reply"]["text"] == "You noticed!"


def test_an_empty_text_takes_the_line_away_and_its_words_off_the_disk_where_asked(shell: Runs, note: str) -> None:
    shell.done("jar", "reply", note, "the marzipan walrus")

    taken_away = shell.done("jar", "reply", note, "")
    there_before = words_on_disk(shell.home, "marzipan")
    shell.done("erase")

    assert taken_away == f"The line under the note is taken away.\n{ON_DISK}\n"
    assert there_before
    assert not words_on_disk(shell.home, "marzipan")
    assert document(shell)["reply"] is None


def test_undo_takes_a_line_back_and_says_which(shell: Runs, note: str) -> None:
    shell.done("jar", "reply", note, "You noticed!")

    assert "Took back: the line under the note for Sam about today." in shell.done("undo")
    assert document(shell)["reply"] is None


def test_nobody_leaves_a_line_under_their_own_words_or_anothers_note(shell: Runs, note: str) -> None:
    shell.done("people", "add", "Kim", "--not-me")

    assert "Those are your own words." in shell.refused("jar", "reply", note, "me", "--by", "ana", exit_code=1)
    assert "That note is for Sam" in shell.refused("jar", "reply", note, "me", "--by", "Kim", exit_code=1)


def test_a_line_is_hidden_as_long_as_its_note_is(shell: Runs, note: str) -> None:
    shell.done("jar", "reply", note, "the marzipan walrus")
    shell.done("jar", "edit", note, "--sealed-until", "tomorrow", "--by", "ana")

    assert "still sealed" in shell.refused("jar", "reply", note, "more", exit_code=1)
    assert document(shell)["reply"] is None
    for words in (("jar", "show", note), ("jar", "list"), ("jar", "search", "marzipan"), ("export", "--to", "-")):
        assert "walrus" not in shell(*words).out


@pytest.mark.parametrize("name", ["ours.html", "ours.md"])
def test_a_line_is_in_the_booklet_with_its_note(shell: Runs, note: str, tmp_path: Path, name: str) -> None:
    shell.done("jar", "reply", note, "You noticed!")

    shell.done("jar", "export", "--to", str(tmp_path / name))

    booklet = (tmp_path / name).read_text()
    assert booklet.index("Thank you for the tea") < booklet.index("Sam: You noticed!")


def test_a_line_comes_to_the_other_laptop_and_goes_from_both_with_its_note(
    shell: Runs, tmp_path: Path, capsys: pytest.CaptureFixture[str], piped: Typed
) -> None:
    between = OneFolder(
        Laptop(shell, tmp_path / "folder"), Laptop(Runs(tmp_path / "sams", capsys), tmp_path / "folder")
    )
    ana, sam = between.laptops
    ana("jar", "add", "For the otter.")
    ana("jar", "add", "For the tea.")
    piped(twelve_words(ana("pair", "new", str(ana.folder), "--yes")))
    sam("pair", "join", str(sam.folder), "--for", "Sam")
    between.both_look()
    otter, tea = (note["id"] for note in ana.notes())

    for note in (otter, tea):
        sam("jar", "reply", note, f"the {SECRET}")
    between.both_look()
    shown = ana("jar", "list")
    ana("jar", "erase", otter, "--yes")
    sam("jar", "reply", tea, "", "--erase")
    between.both_look()

    assert shown.count(f"Sam: the {SECRET}") == 2
    assert [note["reply"] for note in ana.notes()] == [note["reply"] for note in sam.notes()] == [None]
    assert words_on_disk(tmp_path, SECRET) == []
