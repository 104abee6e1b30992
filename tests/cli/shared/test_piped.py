"""Words that come through a pipe in place of an argument: a “-” takes them, wherever a command takes words."""

from __future__ import annotations

import io

import pytest
from click.shell_completion import BashComplete

from rituals.cli.group import rituals
from rituals.cli.main import COMPLETE_VARIABLE
from tests.kit.runs import Runs


class Typed(io.TextIOWrapper):
    """A standard input that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def send(patch: pytest.MonkeyPatch, data: bytes, *, typed: bool = False, encoding: str = "utf-8") -> io.TextIOWrapper:
    """Put something on standard input."""
    stream = (Typed if typed else io.TextIOWrapper)(io.BytesIO(data), encoding=encoding)
    patch.setattr("sys.stdin", stream)
    return stream


@pytest.mark.parametrize(
    "call",
    [
        ("tick", "walk", "--note", "-"),
        ("rest", "walk", "--reason", "-"),
        ("pause", "--reason", "-"),
        ("ask", "about", "-", "--on", "tue"),
        ("jar", "add", "-"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])  # as PowerShell writes
def test_a_dash_takes_the_words_from_a_pipe(
    call: tuple[str, ...], encoding: str, shell: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(monkeypatch, "plumword, für uns\r\n".encode(encoding))

    shell.done(*call)

    on_disk = "".join(path.read_text(encoding="utf-8") for path in shell.home.rglob("*.jsonl"))
    assert '"plumword, für uns"' in on_disk


def test_at_a_terminal_a_sentence_says_how_typing_ends(shell: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    send(monkeypatch, b"along the canal\n", typed=True)

    ran = shell("tick", "walk", "--note", "-")

    assert ran.err.startswith("Type the words, then Enter and ctrl+")
    assert "“along the canal”" in shell.done("today")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"caf\xe9", "not UTF-8 text. Save it once more with the encoding UTF-8"),
        (b"x" * 2_001, "2,001 characters"),
        (b"x" * 8_001, "2,000"),
    ],
)
def test_what_is_no_note_is_refused(data: bytes, sentence: str, shell: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    send(monkeypatch, data)

    assert sentence in shell.refused("tick", "walk", "--note", "-")
    assert "○" in shell.done("today")


def test_a_terminal_types_in_its_own_encoding(shell: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    send(monkeypatch, "im Café\n".encode("latin-1"), typed=True, encoding="latin-1")

    shell("tick", "walk", "--note", "-")

    assert "“im Café”" in shell.done("today")


def test_while_a_line_is_completed_nothing_is_read(shell: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = send(monkeypatch, b"plumword")

    completer = BashComplete(rituals, {"obj": shell.shell()}, "rituals", COMPLETE_VARIABLE)
    completer.get_completions(["tick", "walk", "--note", "-", "--by"], "")

    assert waiting.read() == "plumword"


@pytest.mark.parametrize(
    ("call", "leads_with"),
    [
        (("jar", "add"), "You write it in your editor, or send it through a pipe."),
        (("ask", "about"), "“-” takes what you type or pipe."),
        (("tick",), "“-” takes what you type or pipe"),
        (("rest",), "“-” takes what you type or pipe"),
        (("pause",), "“-” takes what you type or pipe"),
    ],
    ids=str,
)
def test_the_help_names_the_way_that_no_shell_remembers(call: tuple[str, ...], leads_with: str, shell: Runs) -> None:
    assert leads_with in " ".join(shell.done(*call, "--help").split())
