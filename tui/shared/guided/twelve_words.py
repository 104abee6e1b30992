"""Twelve words to write down, numbered, in rows."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

A_ROW = 3
WIDEST = 12


class TwelveWords(Static):
    """The words as one reads them."""

    DEFAULT_CSS = "TwelveWords { height: auto; margin: 0 0 1 0; text-style: bold; }"

    def __init__(self, words: str) -> None:
        """`words` has blanks between them."""
        numbered = [f"{number:>2} {word:<{WIDEST}}" for number, word in enumerate(words.split(), 1)]
        rows = ["".join(numbered[at : at + A_ROW]).rstrip() for at in range(0, len(numbered), A_ROW)]
        super().__init__(Content("\n".join(rows)), id="words")
