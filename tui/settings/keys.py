"""The keys of the settings."""

from __future__ import annotations

from tui.shared.keys import COMING, Key

SETTINGS = (
    Key("change", "space,enter", "change", "change", "Change what the cursor is on."),
    Key("back", "escape", "app.back", "back", "Back to where you were.", shown_as="esc"),
    COMING._replace(hint=True),
)
