"""Writing in an editor: what comes back, and that the file is gone whatever happens."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from rituals.cli.shared.editor import EditorError, edited

DEADLINE = 60
Editor = Callable[[str], None]


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go in this test."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def editor(tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Makes some lines of Python, with `path` in them, the editor."""
    assert scratch.is_dir()
    monkeypatch.delenv("VISUAL", raising=False)

    def become(program: str) -> None:
        script = tmp_path / "an editor.py"
        script.write_text(f"import os, pathlib, signal, sys\npath = pathlib.Path(sys.argv[-1])\n{program}\n")
        monkeypatch.setenv("EDITOR", f"{shlex.quote(sys.executable)} {shlex.quote(str(script))} --wait")

    return become


def nothing_left(scratch: Path) -> bool:
    return list(scratch.iterdir()) == []


def test_what_was_written_comes_back_without_the_space_around_it(editor: Editor, scratch: Path) -> None:
    editor("path.write_bytes('  Two\\r\\nlines 🫂\\n\\n'.encode('utf-8-sig'))")

    assert edited("") == "Two\nlines 🫂"
    assert nothing_left(scratch)


def test_the_editor_begins_with_the_text_and_nothing_else(editor: Editor, scratch: Path) -> None:
    editor("path.write_text(repr(path.read_text(encoding='utf-8')), encoding='utf-8')")

    assert edited("# not a comment\né") == repr("# not a comment\né\n")
    assert edited("") == "''"
    assert nothing_left(scratch)


def test_only_this_login_can_read_the_file_while_it_is_there(editor: Editor) -> None:
    editor("path.write_text(' '.join(oct(one.stat().st_mode & 0o777) for one in (path, path.parent)))")
    before = os.umask(0)
    try:
        modes = edited("words")
    finally:
        os.umask(before)

    assert modes == "0o600 0o700"


def test_visual_comes_before_editor(editor: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    editor("path.write_text('editor')")
    monkeypatch.setenv("VISUAL", os.environ["EDITOR"])
    monkeypatch.setenv("EDITOR", "false")

    assert edited("") == "editor"


def test_a_file_that_the_editor_removed_is_nothing_written(editor: Editor, scratch: Path) -> None:
    editor("path.unlink()")

    assert edited("words") == ""
    assert nothing_left(scratch)


@pytest.mark.parametrize(
    ("end", "exit_code"),
    [
        ("sys.exit(3)", 1),
        ("sys.exit(130)", 130),
        ("os.kill(os.getpid(), signal.SIGINT)", 130),
        ("os.kill(os.getpid(), signal.SIGKILL)", 137),
    ],
)
def test_an_editor_that_ends_badly_leaves_its_words_in_hand_and_no_file(
    editor: Editor, scratch: Path, end: str, exit_code: int
) -> None:
    editor(f"signal.signal(signal.SIGINT, signal.SIG_DFL)\npath.write_text('half a')\n{end}")

    with pytest.raises(EditorError, match="nothing was changed") as problem:
        edited("")

    assert (problem.value.text, problem.value.exit_code) == ("half a", exit_code)
    assert nothing_left(scratch)


def test_copies_that_the_editor_left_beside_the_file_go_as_well(editor: Editor, scratch: Path) -> None:
    editor("(path.parent / '.note.txt.swp').write_text('half a')\n(path.parent / 'note.txt~').write_text('half')")

    edited("words")

    assert nothing_left(scratch)


def test_what_is_not_utf_8_is_told_and_in_hand(editor: Editor, scratch: Path) -> None:
    editor("path.write_bytes('Café'.encode('latin-1'))")

    with pytest.raises(EditorError, match="UTF-8") as problem:
        edited("")

    assert problem.value.text == "Caf\N{REPLACEMENT CHARACTER}"
    assert nothing_left(scratch)


@pytest.mark.parametrize(
    ("command", "words"), [("no-such-editor-anywhere -w", "isn't there"), ("nano 'half", "can't be read as a command")]
)
def test_an_editor_that_cannot_be_had_is_told_before_anything_is_written(
    scratch: Path, monkeypatch: pytest.MonkeyPatch, command: str, words: str
) -> None:
    monkeypatch.setenv("VISUAL", command)

    with pytest.raises(EditorError, match=words):
        edited("words")

    assert nothing_left(scratch)


def test_where_no_editor_is_set_or_found_that_is_said(scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", " ")
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.setenv("PATH", str(scratch))

    with pytest.raises(EditorError, match="no editor here"):
        edited("")


def test_a_program_that_is_none_is_told(scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = scratch.parent / "broken"
    script.write_bytes(b"\x00\x01")
    script.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(script))

    with pytest.raises(EditorError, match="could not be started"):
        edited("words")

    assert nothing_left(scratch)


def test_handlers_of_signals_are_as_before(editor: Editor) -> None:
    editor("pass")
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(number) for number in numbers]

    edited("words")

    assert [signal.getsignal(number) for number in numbers] == before


def signalled(scratch: Path, number: signal.Signals) -> tuple[int, str]:
    """A process that is in its editor and gets a signal, and a moment later a line: how it ends, and what it says."""
    program = (
        "import sys\nfrom rituals.cli.shared.editor import EditorError, edited\n"
        "try:\n    print('came back:', edited('words'))\n"
        "except EditorError as problem:\n    print('in hand:', problem.text)\n    sys.exit(problem.exit_code)\n"
    )
    environment = {**os.environ, "TMPDIR": str(scratch)}
    with subprocess.Popen(
        [sys.executable, "-c", program], env=environment, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "in the editor\n"
        process.send_signal(number)
        said, _ = process.communicate("\n", timeout=DEADLINE)
        return process.returncode, said


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_run_that_is_ended_from_outside_ends_its_editor_and_leaves_no_file(
    editor: Editor, scratch: Path, number: signal.Signals
) -> None:
    editor("path.write_text('half a')\nprint('in the editor', flush=True)\nsignal.pause()")

    exit_code, said = signalled(scratch, number)

    assert (exit_code, said) == (128 + number, "in hand: half a\n")
    assert nothing_left(scratch)


def test_ctrl_c_in_the_editor_is_for_the_editor(editor: Editor, scratch: Path) -> None:
    editor("print('in the editor', flush=True)\nsys.stdin.readline()\npath.write_text('all of it')")

    exit_code, said = signalled(scratch, signal.SIGINT)

    assert (exit_code, said) == (0, "came back: all of it\n")
    assert nothing_left(scratch)
