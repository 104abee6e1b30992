"""Two people, a laptop each, verbs as they type them, and what carries a folder between the two."""

from __future__ import annotations

import shutil
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import permutations
from pathlib import Path

from rituals.adapters.pairing.pairing import Pairing
from rituals.bootstrap import pairing_of
from rituals.config import places
from rituals.errors import StorageError
from tests.kit.couples_folder import Machine
from tests.kit.random_lives import published_texts
from tests.kit.runs import Runs
from tests.kit.syncthing import Node, Syncthing


class Laptop(Machine):
    """A laptop: a home, the verbs typed there, and the couple's folder as it sees it."""

    def __init__(self, shell: Runs, folder: Path) -> None:
        super().__init__(shell.home, folder)
        self.shell = shell

    def __call__(self, *words: str) -> str:
        """Run a verb that must go well, and give what it said."""
        return self.shell.done(*words)

    def look_around(self) -> None:
        """Look into the couple's folder once."""
        look_around(self.shell)

    @property
    def published(self) -> bytes:
        """All that lies in its folder, opened with the key."""
        assert self._pairing.key
        return published_texts(self._pairing.key, self.folder.glob("rituals/log/*/[0-9]*"))

    def signs(self) -> Mapping[str, str]:
        """How each ritual on Today stands."""
        return {row["ritual"]["name"]: row["sign"] for row in self.shell("today", "--json").document["rows"]}

    def notes(self) -> Sequence[Mapping[str, str]]:
        """The notes in the jar, as they came in."""
        notes: Sequence[Mapping[str, str]] = self.shell("jar", "list", "--json").document["notes"]
        return notes

    def says(self) -> Sequence[str]:
        """What it shows of all that two people share."""
        names = [row["name"] for row in self.shell("list", "--json").document["rituals"]]
        verbs = [["today"], ["week"], ["list"], ["jar", "list"], ["history"], *(["show", name] for name in names)]
        return [self(*verb) for verb in verbs]

    @property
    def _pairing(self) -> Pairing:
        return pairing_of(places(str(self.shell.home)))


class Between(ABC):
    """What carries the couple's folder between two laptops."""

    def __init__(self, ana: Laptop, sam: Laptop) -> None:
        self.laptops = ana, sam
        self._is_online = True

    def go_offline(self) -> None:
        """Cut both off, from each other and from the folder as the other has it."""
        self._is_online = False

    def come_back(self) -> None:
        """Let it carry again."""
        self._is_online = True

    @abstractmethod
    def carry(self) -> None:
        """Wait until each has in its folder what the other has there."""

    def both_look(self) -> None:
        """Let both look until nothing is new, with all that they put there carried in between."""
        for _ in range(3):
            for laptop in self.laptops:
                if self._is_online:
                    self.carry()
                laptop.look_around()


class OneFolder(Between):
    """One folder that both see, on a share or a stick, which is not there while they are offline."""

    def go_offline(self) -> None:
        super().go_offline()
        self.laptops[0].folder.rename(self._away)

    def come_back(self) -> None:
        super().come_back()
        self._away.rename(self.laptops[0].folder)

    def carry(self) -> None:
        pass

    @property
    def _away(self) -> Path:
        return self.laptops[0].folder.with_name("away")


class Copies(Between):
    """A folder on each, exchanged by copying whatever is newer there."""

    def carry(self) -> None:
        for laptop, other in permutations(self.laptops):
            copy_what_is_newer(other.folder, laptop.folder)


class OverSyncthing(Between):
    """A folder on each, and real Syncthing between the two."""

    def __init__(self, ana: Laptop, sam: Laptop, nodes: Sequence[Node]) -> None:
        super().__init__(ana, sam)
        self._syncthing = Syncthing(nodes, self.laptops)

    def go_offline(self) -> None:
        super().go_offline()
        for laptop in self.laptops:
            self._syncthing.pause(laptop)

    def carry(self) -> None:
        self._syncthing.settle()


def look_around(shell: Runs) -> None:
    """Look into the couple's folder once, as whatever runs in the background does."""
    with suppress(StorageError):  # while the folder is away
        pairing_of(places(str(shell.home))).look()


def copy_what_is_newer(source: Path, target: Path) -> None:
    """Copy every file that the target lacks or has an older one of."""
    for path in [path for path in source.rglob("*") if path.is_file()]:
        here = target / path.relative_to(source)
        if not here.exists() or here.stat().st_mtime_ns < path.stat().st_mtime_ns:
            here.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, here)


def twelve_words(said: str) -> str:
    """The twelve words as `pair new` and `pair words` show them."""
    rows = [line.split() for line in said.splitlines() if line.split()[:1] and line.split()[0].isdigit()]
    return " ".join(word for row in rows for word in row if not word.isdigit())
