"""What tests of whole processes share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kit.nudge_runs import noon_surroundings


@pytest.fixture
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The environment of a process with a home of its own, where it is about noon."""
    return noon_surroundings(tmp_path, monkeypatch)
