"""The way to a note from elsewhere."""

from __future__ import annotations

from typing import Any

from textual.app import App

from rituals.core.model import AppreciationId
from tui.shared.screen import AppScreen


async def open_note(app: App[Any], note: AppreciationId) -> None:
    """Open the jar with the cursor on a note, if it is still in there."""
    from tui.jar.screen import JarScreen  # only for those who go there

    await app.switch_mode("jar")
    if isinstance(app.screen, AppScreen):
        await app.run_action("app.room('jar')")
    if isinstance(jar := app.screen, JarScreen) and note in jar.service.state.jar:
        await jar.stand_on(note)
