"""Two homes that are paired through a folder, from shells."""

from __future__ import annotations

from pathlib import Path

from rituals.bootstrap import pairing_of
from rituals.config import places
from tests.kit.keyboard import Typed
from tests.kit.runs import Runs


def pair(runs: Runs, other: Runs, folder: Path, piped: Typed) -> None:
    """Let Ana begin in a folder and Sam join from an empty home, each living where they sit."""
    folder.mkdir()
    said = runs.done("pair", "new", str(folder), "--yes")
    piped(words_in(said))
    other.done("pair", "join", str(folder), "--for", "sam")
    runs.done("people", "home", "ana")
    other.done("people", "home", "sam")
    carry(runs, other)


def words_in(said: str) -> str:
    """The twelve words as they are shown."""
    return " ".join(word for word in said.split("\n\n")[1].split() if not word.isdigit())


def look(runs: Runs) -> None:
    """Let a machine take in and publish, and then show what there is."""
    pairing_of(places(str(runs.home))).look()
    runs.done("today")


def carry(runs: Runs, other: Runs) -> None:
    """Let each have what the other has."""
    for machine in (runs, other, runs, other):
        look(machine)
