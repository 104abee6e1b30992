"""The page on which a file is brought in, and files of a program of the tests' own."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from rituals.adapters.formats import readers
from rituals.core.exchange.foreign import Foreign, ForeignFile
from rituals.core.model import Ritual
from rituals.ports import ImportFormat
from rituals.session import Session
from tests.kit.app import press_settled
from tui.app import RitualsApp


class TheirFiles:
    """Makes files of a program that only the tests know."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder = folder
        self._monkeypatch = monkeypatch

    def __call__(self, *rituals: Foreign, told: tuple[str, ...] = ()) -> Path:
        """A file with these rituals, of which this is told."""
        content = b"their days"
        path = self._folder / "their.days"
        path.write_bytes(content)
        form = ImportFormat(
            "theirs", "a file of theirs", lambda file: file.content == content, lambda _: ForeignFile(rituals, told)
        )
        self._monkeypatch.setattr(readers, "FOREIGN_FORMATS", (form,))
        return path


async def open_file(pilot: Pilot[None], path: Path) -> str:
    """Open the page and name a file; what it says."""
    assert isinstance(pilot.app, RitualsApp)
    pilot.app.action_page("bring-in")
    await pilot.pause()
    return await retype(pilot, str(path))


async def retype(pilot: Pilot[None], text: str) -> str:
    """Type something else in the line that asks; what the page says."""
    pilot.app.screen.query_one("#type", Input).value = text
    return await press_settled(pilot, "enter")


def ritual_called(session: Session, name: str) -> Ritual:
    """The ritual of this name, as it is now."""
    session.service.refresh()
    return next(ritual for ritual in session.service.state.rituals.values() if ritual.name == name)
