"""Choices with a number to type for each, and the numbers typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
