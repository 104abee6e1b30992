"""A couple on a disk of their own, for the pages of settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from rituals.session import Session
from tests.kit.app import keep
from tests.kit.jars import put_in
from tests.kit.runs import Runs


@pytest.fixture
def session(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Session:
    """Ana and Sam with a ritual and a note, on a disk."""
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    session = Runs(tmp_path / "h", capsys).open_session(None)
    session.service.join("Sam")
    keep(session.service, "long-hug")
    put_in(session, "The quince jelly.")
    return session
