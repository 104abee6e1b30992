"""Choices with a number to type for each, the numbers typed, and the twelve words by their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rituals.cli.shared.output import table
from rituals.errors import UsageError


def chosen_places(text: str, count: int) -> list[int]:
    """Indices, from 0, out of typed numbers from 1 to `count`, apart by blanks or commas; else `UsageError`."""
    words = text.replace(",", " ").split()
    if not all(word.isdecimal() and 1 <= int(word) <= count for word in words):
        raise UsageError(f"Type numbers from 1 to {count}, with blanks between them.")
    return [int(word) - 1 for word in words]


def numbered(choices: Iterable[str]) -> Iterator[str]:
    """Choices, each with the number to type for it."""
    return (f"{number:>3}  {choice}" for number, choice in enumerate(choices, 1))


def words_in_rows(words: str) -> list[str]:
    """Twelve words, each with its number, in rows of four."""
    cells = [f"{number:>2} {word}" for number, word in enumerate(words.split(), 1)]
    return table([cells[at : at + 4] for at in range(0, len(cells), 4)])
