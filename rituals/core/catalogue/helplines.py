"""Where help can be had, in the words of the page that says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rituals.core.calendar import month_name
from rituals.core.catalogue.model import Catalogue


class Helpline(NamedTuple):
    """A line to call: where it serves, its number, its name and whom it serves; only words where none is listed."""

    region: str
    contact: str
    name: str


def helplines(catalogue: Catalogue) -> Iterator[Helpline]:
    """Every line of the catalogue, the words for wherever none is listed last."""
    for line in catalogue.help:
        if line.is_everywhere:
            yield Helpline("", "", f"{line.name} Or {line.contact}.")
            continue
        serves = "" if line.serves == "anyone" else f" (for {line.serves})"
        yield Helpline(line.region, line.contact, f"{line.name}{serves}")


def read_on(catalogue: Catalogue) -> str:
    """The day on which somebody last read the numbers at their source."""
    day = catalogue.reviewed
    return f"{day.day} {month_name(day.month)} {day.year}"


def read_on_words(catalogue: Catalogue) -> str:
    """What that source was, and the day."""
    return f"The numbers were read on the services' own or a government's pages on {read_on(catalogue)}."
