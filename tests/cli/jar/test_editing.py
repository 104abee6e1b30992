"""Notes from the editor: what is stored is nowhere else, and what is not is offered to whoever wrote it."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest

from rituals.content.loader import catalogue
from rituals.core.events import DraftKept
from rituals.core.events.recorded import Recorded
from rituals.errors import StorageError
from rituals.session import Session
from tests.kit.keyboard import Editor, Typed
from tests.kit.runs import Ran, Runs
from tests.kit.traces import words_on_disk

ADD_AGAIN = "Your words are kept; rituals jar add offers them again."
NOTHING_SAVED = (
    "The editor saved nothing, so nothing went in. To put the words in as they are, save them there once. " + ADD_AGAIN
)
SAVE_AS_IT_IS = "path.write_text(path.read_text())"


def texts(shell: Runs) -> list[str]:
    return [note["text"] for note in shell("jar", "list", "--json").document["notes"]]


def first_id(shell: Runs) -> str:
    name = shell("jar", "list", "--json").document["notes"][0]["id"]
    assert isinstance(name, str)
    return name


def folders(shell: Runs) -> list[Path]:
    return list((shell.home / "data" / "drafts" / "editor").iterdir())


def answering(shell: Runs, typed: Typed, editor: Editor, program: str, answers: str, *call: str) -> Ran:
    """Run a verb with an editor, and answer what it asks."""
    editor(program)
    typed(answers)
    return shell(*call)


def no_room(shell: Runs, monkeypatch: pytest.MonkeyPatch, *call: str) -> Ran:
    """Run a verb on a disk that takes no more events."""

    def refusing(home: str | None) -> Session:
        session = shell.open_session(home)

        def refuse(_: Sequence[Recorded]) -> None:
            raise StorageError("The disk is full. Make room.")

        for log in (session.service.logs.shared, session.service.logs.drafts):
            monkeypatch.setattr(log, "append", refuse)
        return session

    return shell.in_shell(shell.shell(refusing), *call)


# putting in


def test_a_note_is_written_in_the_editor_and_its_folder_goes(shell: Runs, editor: Editor, scratch: Path) -> None:
    editor("path.write_text('Dear you,\\nthank you\\n')\n(path.parent / 'note.txt~').write_text('Dear')")

    shell.done("jar", "add", "--sealed-until", "fri")

    assert texts(shell) == [None]
    assert folders(shell) == []
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("dash", [(), ("-",)])
def test_at_a_terminal_the_words_are_written_in_the_editor(
    shell: Runs, editor: Editor, typed: Typed, dash: tuple[str, ...]
) -> None:
    typed("")
    editor("path.write_text('thank you')")

    shell.done("jar", "add", *dash)
    editor("path.write_text('thanks')")
    shell.done("jar", "edit", first_id(shell), *dash)

    assert texts(shell) == ["thanks"]


def test_an_empty_note_is_told_and_nothing_goes_in(shell: Runs, editor: Editor) -> None:
    editor("pass")

    assert "nothing on the note yet" in shell.refused("jar", "add")
    assert texts(shell) == []
    assert folders(shell) == []


def test_a_starter_is_there_to_lean_on_and_is_no_note_by_itself(shell: Runs, editor: Editor) -> None:
    editor("pass")
    refusal = shell.refused("jar", "add", "--starter")
    editor("path.write_text(path.read_text().replace('...', 'sang'))")

    shell.done("jar", "add", "--starter")

    assert "Only the starter" in refusal
    assert texts(shell)[0] in {one.text.replace("...", "sang") for one in catalogue().appreciation}


def test_a_draft_from_the_app_is_begun_with_and_not_touched_by_an_editor_that_left_nothing(
    shell: Runs, editor: Editor
) -> None:
    service = shell.open_session(None).service
    service.jar.keep_draft(DraftKept(service.seated.id, "half a letter"))
    editor("path.write_text('')")
    refusal = shell.refused("jar", "add")
    editor("path.write_text(path.read_text() + '!')")

    shell.done("jar", "add")

    assert "kept" not in refusal
    assert texts(shell) == ["half a letter\n!"]
    assert shell.open_session(None).service.jar.draft(service.seated.id) is None


def test_a_draft_that_the_editor_did_not_save_stays_a_draft_until_it_does(shell: Runs, editor: Editor) -> None:
    service = shell.open_session(None).service
    service.jar.keep_draft(DraftKept(service.seated.id, "half a letter"))
    editor("pass")
    refusal = shell.refused("jar", "add", exit_code=1)
    draft = shell.open_session(None).service.jar.draft(service.seated.id)
    editor(SAVE_AS_IT_IS)

    said = shell.done("jar", "add")

    assert NOTHING_SAVED in refusal
    assert draft == DraftKept(service.seated.id, "half a letter")
    assert "half a letter" not in said
    assert texts(shell) == ["half a letter"]
    assert shell.open_session(None).service.jar.draft(service.seated.id) is None


def test_nobody_begins_with_the_draft_of_another(shell: Runs, editor: Editor) -> None:
    service = shell.open_session(None).service
    sam = service.couple[1].id
    service.jar.keep_draft(DraftKept(sam, "for ana's birthday"))
    editor("path.write_text('[' + path.read_text() + ']')")

    shell.done("jar", "add", "--by", "Sam")

    assert texts(shell) == ["[]"]
    assert shell.open_session(None).service.jar.draft(sam) == DraftKept(sam, "for ana's birthday")


# what could not go in


def test_refused_words_are_kept_and_gone_on_with_as_they_were_meant(shell: Runs, editor: Editor, typed: Typed) -> None:
    editor("path.write_text('A long letter ' + chr(7))")
    refusal = shell.refused("jar", "add", "--sealed")

    gone_on = answering(
        shell, typed, editor, "path.write_text(path.read_text().replace(chr(7), 'to you'))", "y\n", "jar", "add"
    )
    editor("path.write_text('[' + path.read_text() + ']')")
    shell.done("jar", "add")

    assert "control characters" in refusal
    assert refusal.endswith(ADD_AGAIN)
    assert gone_on.err.startswith("There are words from ")
    assert "not put in yet; go on with them?" in gone_on.err
    assert "long letter" not in gone_on.err
    assert "sealed until the jar is opened" in gone_on.out
    shell.done("jar", "open")
    assert texts(shell) == ["A long letter to you", "[]"]
    assert folders(shell) == []


@pytest.mark.parametrize(("end", "exit_code"), [("sys.exit(1)", 1), ("sys.exit(130)", 130)])
def test_words_of_an_editor_that_ended_badly_are_kept(
    shell: Runs, editor: Editor, typed: Typed, end: str, exit_code: int
) -> None:
    editor(f"path.write_text('half a letter')\n{end}")
    refusal = shell.refused("jar", "add", exit_code=exit_code)

    answering(shell, typed, editor, "path.write_text(path.read_text().replace('half a', 'a'))", "\n", "jar", "add")

    assert refusal.endswith(ADD_AGAIN)
    assert texts(shell) == ["a letter"]


def test_words_that_somebody_does_not_go_on_with_stay_or_go_as_they_say(
    shell: Runs, editor: Editor, typed: Typed
) -> None:
    editor("path.write_text('half a letter')\nsys.exit(1)")
    shell.refused("jar", "add", exit_code=1)

    answering(shell, typed, editor, "path.write_text('another')", "n\nn\n", "jar", "add")
    kept = words_on_disk(shell.home, "half a letter")
    answering(shell, typed, editor, "path.write_text('a third')", "n\ny\n", "jar", "add")

    assert len(kept) == 1
    assert texts(shell) == ["another", "a third"]
    assert words_on_disk(shell.home, "half a letter") == []
    assert folders(shell) == []


def test_whoever_empties_the_note_lets_go_of_it(shell: Runs, editor: Editor, typed: Typed) -> None:
    editor("path.write_text('half a letter')\nsys.exit(1)")
    shell.refused("jar", "add", exit_code=1)

    answering(
        shell, typed, editor, "path.write_text('')\n(path.parent / 'note.txt~').write_text('half')", "y\n", "jar", "add"
    )

    assert folders(shell) == []


def test_ctrl_d_at_the_question_changes_nothing(shell: Runs, editor: Editor, typed: Typed) -> None:
    editor("path.write_text('half a letter')\nsys.exit(1)")
    shell.refused("jar", "add", exit_code=1)

    interrupted = answering(shell, typed, editor, "path.write_text('another')", "", "jar", "add")
    answering(shell, typed, editor, SAVE_AS_IT_IS, "y\n", "jar", "add")

    assert interrupted.exit_code == 130
    assert texts(shell) == ["half a letter"]


@pytest.mark.parametrize("call", ["add", "edit"])
def test_words_gone_on_with_and_not_saved_are_kept_for_the_next_time(
    shell: Runs, editor: Editor, typed: Typed, call: str
) -> None:
    shell.done("jar", "add", "before")
    (note,) = shell.open_session(None).service.state.jar.notes
    verb = ("jar", "add") if call == "add" else ("jar", "edit", note.id)
    editor("path.write_text('half a letter')\nsys.exit(1)")
    shell.refused(*verb, exit_code=1)

    left = answering(shell, typed, editor, "pass", "y\n", *verb)
    unchanged = texts(shell)
    answering(shell, typed, editor, SAVE_AS_IT_IS, "y\n", *verb)

    assert left.exit_code == 1
    assert "saved nothing" in left.err
    assert "are kept" in left.err
    assert unchanged == ["before"]
    assert texts(shell) == (["before", "half a letter"] if call == "add" else ["half a letter"])


def test_words_are_offered_to_nobody_but_whoever_sat_there(shell: Runs, editor: Editor, typed: Typed) -> None:
    editor("path.write_text('half a letter')\nsys.exit(1)")
    shell.refused("jar", "add", exit_code=1)
    shell.done("people", "here", "sam")

    editor("path.write_text('[' + path.read_text() + ']')")
    shell.done("jar", "add")
    shell.done("jar", "add", "--by", "ana")
    shell.done("people", "here", "ana")
    answering(shell, typed, editor, SAVE_AS_IT_IS, "y\n", "jar", "add")

    assert texts(shell) == ["[]", "[]", "half a letter"]


def test_where_the_disk_refuses_the_words_are_kept_for_ones_own_eyes(
    shell: Runs, editor: Editor, typed: Typed, monkeypatch: pytest.MonkeyPatch, scratch: Path
) -> None:
    editor("path.write_text('a letter')")

    ran = no_room(shell, monkeypatch, "jar", "add")

    (path,) = words_on_disk(shell.home, "a letter")
    assert (ran.exit_code, ran.out) == (1, "")
    assert ran.err == f"rituals: The disk is full. Make room. {ADD_AGAIN}\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(scratch.iterdir()) == []
    answering(shell, typed, editor, SAVE_AS_IT_IS, "y\n", "jar", "add")
    assert texts(shell) == ["a letter"]


def test_no_backup_and_no_export_holds_words_that_are_not_put_in(shell: Runs, editor: Editor, tmp_path: Path) -> None:
    editor("path.write_text('quincewhisper')\nsys.exit(1)")
    shell.refused("jar", "add", exit_code=1)

    shell.done("export", "--to", str(tmp_path / "all.json"))
    shell.done("backup", "--to", str(tmp_path))

    (made,) = tmp_path.glob("rituals-*.zip")
    with ZipFile(made) as parts:
        assert not any(b"quincewhisper" in parts.read(name) for name in parts.namelist())
    assert "quincewhisper" not in (tmp_path / "all.json").read_text(encoding="utf-8")


# changing


def test_a_change_that_could_not_go_in_is_offered_for_that_note_alone(
    shell: Runs, editor: Editor, typed: Typed
) -> None:
    shell.done("jar", "add", "before")
    name = first_id(shell)
    editor("path.write_text('after ' + chr(7))")
    refusal = shell.refused("jar", "edit", name)
    editor("path.write_text('[' + path.read_text() + ']')")
    shell.done("jar", "add")

    answering(
        shell, typed, editor, "path.write_text(path.read_text().replace(chr(7), 'all'))", "y\n", "jar", "edit", name
    )

    assert refusal.endswith(f"Your words are kept; rituals jar edit {name} offers them again.")
    assert texts(shell) == ["after all", "[]"]
    assert folders(shell) == []


def test_a_note_that_is_erased_is_erased_from_what_its_editor_left_too(shell: Runs, editor: Editor) -> None:
    shell.done("jar", "add", "something quincewhisper")
    name = first_id(shell)
    editor("path.write_text('anything else ' + chr(7))")
    shell.refused("jar", "edit", name)

    shell.done("jar", "erase", name, "--yes")

    assert words_on_disk(shell.home, "quincewhisper", "anything else") == []
    assert folders(shell) == []
