"""The keys of the pages on which private pages are locked."""

from __future__ import annotations

from tui.shared.guided.keys import LEAVE, ONWARD, READING
from tui.shared.keys import BACK, Key

PRIVATE_PAGES_LOCK = (
    Key("choose", "space,enter", "choose", "choose", "Do what the cursor is on."),
    BACK,
)

LOCK_MEANS = (ONWARD, *READING, LEAVE)

TYPED_TWICE = (
    Key("name", "enter", "submit", "next", "Go to the second line, and from there on."),
    Key("next-field", "down,tab", "app.focus_next", "next line", "Go to the next line.", shown_as="tab"),
    ONWARD,
    LEAVE,
)

LOCK_WORDS = (
    Key("onward", "enter", "onward", "written down", "They are written down."),
    *READING,
    LEAVE,
)

LOCK_DONE = (
    Key("onward", "enter", "onward", "done", "Go back to where you were."),
    *READING,
    Key("leave", "escape", "leave", "done", "Go back to where you were.", hint=False, shown_as="esc"),
)
