"""Who reads which note aloud where the jar is opened together."""

from __future__ import annotations

from collections.abc import Sequence

from rituals.core.model import Appreciation, Person
from rituals.core.text import printable


def reading_turns(notes: Sequence[Appreciation], couple: Sequence[Person]) -> list[Person]:
    """Who reads each of these notes aloud: they take turns, and begin so that nobody reads their own words only, unless
    there are no others, and as few of them as can be. Nobody is named where one is alone."""
    if len(couple) < 2:
        return []
    rounds = [[couple[(first + place) % len(couple)] for place in range(len(notes))] for first in range(len(couple))]

    def own_words(readers: Sequence[Person]) -> tuple[int, int, bool]:
        """How many read only their own words, how many notes are read by their writer, and whether the first is."""
        own = [note.by == reader.id for note, reader in zip(notes, readers, strict=True)]
        others_read = {reader.id for reader, is_own in zip(readers, own, strict=True) if not is_own}
        return len({reader.id for reader in readers} - others_read), sum(own), own[:1] == [True]

    return min(rounds, key=own_words)


def reads_aloud_words(reader: Person) -> str:
    """Whose turn it is."""
    return f"{printable(reader.name)} reads this one aloud."
