"""Words that change in place."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


def reword(widget: Static, words: str) -> None:
    """Show other words; where they are the same nothing happens, for else the whole page would be laid out anew."""
    if widget.content != words:
        widget.update(Content(words))
