"""A couple's shell, empty or with two people and three rituals in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kit.runs import Runs


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
