"""The homes that are measured, each made when it is first asked for, and what a process sees that lives in one.

In all of them it is noon, so that no measurement runs into a night, a midnight or a nudge that is due.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rituals.core.events import AnyEvent
from tests.benchmarks.made_history import A_YEAR, events, export_of, make_home, thanks

RITUALS = ("-c", "import sys; from tui.__main__ import main; sys.exit(main())")
"""What the command does that pip makes; `-m tui` would look for the module as well."""
_ZONE = "RITUALS_TZ"


class Sizes(NamedTuple):
    """How much lies in the homes."""

    events: int
    """In the largest."""
    years: int
    notes: int
    """In a jar."""
    brought_in: int
    """Notes that came from a file."""

    def __str__(self) -> str:
        return (
            f"{self.events:,} events in the large home, {self.years} years in others, {self.notes:,} notes in a jar, "
            f"{self.brought_in:,} brought in"
        )


FULL, QUICK = Sizes(100_000, 10, 20_000, 200_000), Sizes(5_000, 2, 1_000, 2_000)
FEW_NOTES, NO_NOTES = "few-notes", "no-notes"


class Homes:
    """Homes with different pasts, all in one folder; every past ends yesterday."""

    def __init__(self, folder: Path, sizes: Sizes) -> None:
        self._folder = folder
        self.sizes = sizes

    def made(self, name: str, life: Callable[[date], Iterable[AnyEvent]]) -> Path:
        """The home of that name, with such a life up to a day."""
        home = self._folder / name
        if not home.exists():
            make_home(home, life(_yesterday()))
        return home

    def brought_in(self, name: str, life: Callable[[date], Iterable[AnyEvent]]) -> Path:
        """The home of that name, into which the verb for it took such a life up to a day from a file."""
        home = self._folder / name
        if not home.exists():
            home.mkdir()
            file = home / "export.json"
            file.write_bytes(export_of(life(_yesterday())))
            taking_in = [sys.executable, *RITUALS, "import", str(file), "--yes"]
            subprocess.run(taking_in, env=surroundings(home), check=True, stdout=subprocess.DEVNULL)
        return home


def of_years(homes: Homes, years: int) -> Path:
    """With so many years."""
    return homes.made(f"{years}-years", partial(events, years * A_YEAR))


def lived_in(homes: Homes) -> Path:
    """With as many years as things are measured after."""
    return of_years(homes, homes.sizes.years)


def nudged(homes: Homes) -> Path:
    """With the same years, for nudges that really go out."""
    return lived_in_anew(homes, "nudged")


def lived_in_anew(homes: Homes, name: str) -> Path:
    """With the same years, in a home of that name."""
    return homes.made(name, partial(events, homes.sizes.years * A_YEAR))


def large(homes: Homes) -> Path:
    """With as many events as there may be."""
    return homes.made("large", partial(events, homes.sizes.events))


def jar(homes: Homes) -> Path:
    """With a jar full of notes; its sibling `FEW_NOTES` has two hundred."""
    homes.made(FEW_NOTES, partial(thanks, 200))
    return homes.made("jar", partial(thanks, homes.sizes.notes))


def brought_in(homes: Homes) -> Path:
    """With a year and many notes, all of it from a file; its sibling `NO_NOTES` has the year alone, from a file too."""
    homes.brought_in(NO_NOTES, partial(thanks, 0))
    return homes.brought_in("brought-in", partial(thanks, homes.sizes.brought_in))


def empty(homes: Homes) -> Path:
    """With nothing yet."""
    return homes.made("empty", lambda _: ())


def live_at_noon() -> None:
    """Put this process, and with it all that it starts, into a zone where it is about noon."""
    east = 12 - datetime.now(UTC).hour
    os.environ[_ZONE] = f"Etc/GMT{-east:+d}"


def surroundings(home: Path) -> dict[str, str]:
    """What a process sees that lives in a home: nothing of this login, and no desktop to send nudges to."""
    own = {name: str(home) for name in ("RITUALS_HOME", "HOME", "XDG_RUNTIME_DIR")}
    return {"PATH": os.environ["PATH"], _ZONE: os.environ[_ZONE], **own}


def _yesterday() -> date:
    return datetime.now(ZoneInfo(os.environ[_ZONE])).date() - timedelta(days=1)
