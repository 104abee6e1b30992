"""Writing in an editor: what comes back, and that its folder is there until whoever asked for it is done."""

from __future__ import annotations

import os
import shlex
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rituals.adapters.editor_folders import DiskEditorFolder, DiskEditorFolders
from rituals.cli.shared.editor import EditorError, edited, editor_command
from rituals.core.events import DraftKept
from rituals.core.jar.unfinished import UnfinishedNote

DEADLINE = 60
Editor = Callable[[str], None]
NOTE = UnfinishedNote("ana", DraftKept("ana", ""))


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    """Where drafts lie in this test."""
    return tmp_path / "drafts"


@pytest.fixture
def folder(drafts: Path) -> Iterator[DiskEditorFolder]:
    """A folder for one run of an editor, with some words in it."""
    folder = DiskEditorFolders(drafts).begin(NOTE, "words")
    yield folder
    folder.release()


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Makes some lines of Python, with `path` in them, the editor."""
    monkeypatch.delenv("VISUAL", raising=False)

    def become(program: str) -> None:
        script = tmp_path / "an editor.py"
        script.write_text(f"import os, pathlib, signal, sys\npath = pathlib.Path(sys.argv[-1])\n{program}\n")
        monkeypatch.setenv("EDITOR", f"{shlex.quote(sys.executable)} {shlex.quote(str(script))} --wait")

    return become


def text_of(drafts: Path) -> str:
    """What lies in the one folder there is."""
    (path,) = drafts.glob("editor/*/note.txt")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_what_was_written_comes_back_without_the_space_around_it(
    editor: Editor, folder: DiskEditorFolder, encoding: str
) -> None:
    editor(f"path.write_bytes('  Two\\r\\nlines 🫂\\n\\n'.encode('{encoding}'))")

    assert edited(folder, editor_command()) == "Two\nlines 🫂"


@pytest.mark.parametrize(("text", "begins"), [("# not a comment\né", "# not a comment\né\n"), ("", "")])
def test_the_editor_begins_with_the_text_and_nothing_else(editor: Editor, drafts: Path, text: str, begins: str) -> None:
    editor("path.write_text(repr(path.read_text(encoding='utf-8')), encoding='utf-8')")

    assert edited(DiskEditorFolders(drafts).begin(NOTE, text), editor_command()) == repr(begins)


def test_only_this_login_can_read_the_file_while_it_is_there(editor: Editor, drafts: Path) -> None:
    editor("path.write_text(' '.join(oct(one.stat().st_mode & 0o777) for one in (path, path.parent)))")
    before = os.umask(0)
    try:
        modes = edited(DiskEditorFolders(drafts).begin(NOTE, "words"), editor_command())
        (folder,) = (drafts / "editor").iterdir()
        others = {stat.S_IMODE(path.stat().st_mode) for path in (drafts, drafts / "editor", *folder.iterdir())}
    finally:
        os.umask(before)

    assert modes == "0o600 0o700"
    assert others == {0o700, 0o600}


def test_visual_comes_before_editor(editor: Editor, folder: DiskEditorFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    editor("path.write_text('editor')")
    monkeypatch.setenv("VISUAL", os.environ["EDITOR"])
    monkeypatch.setenv("EDITOR", "false")

    assert edited(folder, editor_command()) == "editor"


def test_a_file_that_the_editor_removed_is_nothing_written(editor: Editor, folder: DiskEditorFolder) -> None:
    editor("path.unlink()")

    assert edited(folder, editor_command()) == ""


@pytest.mark.parametrize(
    ("end", "exit_code"),
    [
        ("sys.exit(3)", 1),
        ("sys.exit(130)", 130),
        ("os.kill(os.getpid(), signal.SIGINT)", 130),
        ("os.kill(os.getpid(), signal.SIGKILL)", 137),
    ],
)
def test_an_editor_that_ends_badly_leaves_its_words_in_the_folder(
    editor: Editor, folder: DiskEditorFolder, drafts: Path, end: str, exit_code: int
) -> None:
    editor(f"signal.signal(signal.SIGINT, signal.SIG_DFL)\npath.write_text('half a')\n{end}")

    with pytest.raises(EditorError, match="nothing was changed") as problem:
        edited(folder, editor_command())

    assert (text_of(drafts), problem.value.exit_code) == ("half a", exit_code)
    assert folder.holds_words()


def test_copies_that_the_editor_left_beside_the_file_go_with_it(
    editor: Editor, folder: DiskEditorFolder, drafts: Path
) -> None:
    editor("(path.parent / '.note.txt.swp').write_text('half a')\n(path.parent / 'note.txt~').write_text('half')")

    edited(folder, editor_command())
    folder.remove()

    assert list((drafts / "editor").iterdir()) == []


def test_what_is_not_utf_8_is_told_and_stays_in_the_folder(editor: Editor, folder: DiskEditorFolder) -> None:
    editor("path.write_bytes('Café'.encode('latin-1'))")

    with pytest.raises(EditorError, match="Save it once more with the encoding UTF-8"):
        edited(folder, editor_command())

    assert folder.content() == "Café".encode("latin-1")


@pytest.mark.parametrize(
    ("command", "words"), [("no-such-editor-anywhere -w", "isn't there"), ("nano 'half", "can't be read as a command")]
)
def test_an_editor_that_cannot_be_had_is_told(monkeypatch: pytest.MonkeyPatch, command: str, words: str) -> None:
    monkeypatch.setenv("VISUAL", command)

    with pytest.raises(EditorError, match=words):
        editor_command()


def test_where_no_editor_is_set_or_found_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", " ")
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(EditorError, match="no editor here"):
        editor_command()


def test_a_program_that_is_none_is_told(
    tmp_path: Path, folder: DiskEditorFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "broken"
    script.write_bytes(b"\x00\x01")
    script.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(script))

    with pytest.raises(EditorError, match="could not be started"):
        edited(folder, editor_command())


def test_handlers_of_signals_are_as_before(editor: Editor, folder: DiskEditorFolder) -> None:
    editor("pass")
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
    before = [signal.getsignal(number) for number in numbers]

    edited(folder, editor_command())

    assert [signal.getsignal(number) for number in numbers] == before


def signalled(drafts: Path, number: signal.Signals) -> tuple[int, str]:
    """A process that is in its editor and gets a signal, and a moment later a line: how it ends, and what it says."""
    program = (
        "import sys\nfrom pathlib import Path\n"
        "from rituals.adapters.editor_folders import DiskEditorFolders\n"
        "from rituals.cli.shared.editor import EditorError, edited, editor_command\n"
        "from rituals.core.events import DraftKept\nfrom rituals.core.jar.unfinished import UnfinishedNote\n"
        "folder = DiskEditorFolders(Path(sys.argv[1])).begin(UnfinishedNote('ana', DraftKept('ana', '')), 'words')\n"
        "try:\n    print('came back:', edited(folder, editor_command()))\n"
        "except EditorError as problem:\n    sys.exit(problem.exit_code)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(drafts)], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "in the editor\n"
        process.send_signal(number)
        said, _ = process.communicate("\n", timeout=DEADLINE)
        return process.returncode, said


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_run_that_is_ended_from_outside_ends_its_editor_and_leaves_its_words(
    editor: Editor, drafts: Path, number: signal.Signals
) -> None:
    editor("path.write_text('half a')\nprint('in the editor', flush=True)\nsignal.pause()")

    exit_code, said = signalled(drafts, number)

    assert (exit_code, said) == (128 + number, "")
    assert text_of(drafts) == "half a"


def test_ctrl_c_in_the_editor_is_for_the_editor(editor: Editor, drafts: Path) -> None:
    editor("print('in the editor', flush=True)\nsys.stdin.readline()\npath.write_text('all of it')")

    exit_code, said = signalled(drafts, signal.SIGINT)

    assert (exit_code, said) == (0, "came back: all of it\n")
