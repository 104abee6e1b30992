"""The keys of the page of what comes from a phone."""

from __future__ import annotations

from tui.shared.keys import BACK, Key

CHANGE = Key("choose", "space,enter", "choose", "change", "Change what the cursor is on, or copy a line.")
TAKE_AWAY = Key("let-go", "x", "let_go", "take away", "Take away what was not understood; it asks first.")
INBOX = (CHANGE, TAKE_AWAY, BACK)

COPY = CHANGE._replace(label="copy")
