"""A couple's shell, empty or with two people and three rituals in it, and what is typed, piped or edited there."""

from __future__ import annotations

import io
import shlex
import sys
import tempfile
from pathlib import Path

import pytest

from tests.kit.keyboard import AtTerminal, Editor, Typed
from tests.kit.runs import Runs


@pytest.fixture(autouse=True)
def scratch(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go, and where the doctor looks for what earlier versions left."""
    folder = tmp_path_factory.mktemp("scratch")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def empty(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Runs:
    """A shell before any welcome."""
    monkeypatch.delenv("RITUALS_HOME", raising=False)
    return Runs(tmp_path / "home", capsys)


@pytest.fixture
def shell(empty: Runs) -> Runs:
    """Ana and Sam on a Sunday evening, with a daily hug each, a walk on Sundays, and cooking twice a week."""
    empty.done("people", "add", "Sam")
    empty.done("add", "Long hug", "--every", "every day", "--who", "each", "--minutes", "1")
    empty.done("add", "Evening walk", "--every", "every sun at 18:00", "--minutes", "30")
    empty.done("add", "Cook together", "--every", "twice a week")
    return empty


@pytest.fixture
def piped(monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Sends something through a pipe."""

    def send(data: str | bytes) -> None:
        content = data.encode() if isinstance(data, str) else data
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))

    return send


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Types something at a terminal."""

    def send(data: str | bytes) -> None:
        content = data.encode() if isinstance(data, str) else data
        monkeypatch.setattr("sys.stdin", AtTerminal(io.BytesIO(content), encoding="utf-8"))

    return send


@pytest.fixture
def editor(tmp_path: Path, typed: Typed, scratch: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Sits at a terminal with some lines of Python, with `path` in them, as the editor."""
    assert scratch.is_dir()

    def become(program: str) -> None:
        typed("")
        script = tmp_path / "editor.py"
        script.write_text(f"import pathlib, sys\npath = pathlib.Path(sys.argv[1])\n{program}\n", encoding="utf-8")
        monkeypatch.setenv("VISUAL", f"{shlex.quote(sys.executable)} -X utf8 {shlex.quote(str(script))}")

    return become
