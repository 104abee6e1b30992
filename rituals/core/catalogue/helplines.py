"""The helplines of the catalogue, as the page with them shows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rituals.core.calendar import month_name
from rituals.core.catalogue.model import Catalogue


class Helpline(NamedTuple):
    """A line to call: the place it serves, its number, its name and whom it is for. The entry for places without a
    listed line has only words."""

    region: str
    contact: str
    name: str


def helplines(catalogue: Catalogue) -> Iterator[Helpline]:
    """Every helpline of the catalogue; the entry for places without one comes last."""
    for line in catalogue.help:
        if line.is_everywhere:
            yield Helpline("", "", f"{line.name} Or {line.contact}.")
            continue
        serves = "" if line.serves == "anyone" else f" (for {line.serves})"
        yield Helpline(line.region, line.contact, f"{line.name}{serves}")


def read_on(catalogue: Catalogue) -> str:
    """The day on which somebody last checked the numbers at their source, as the page writes it."""
    day = catalogue.reviewed
    return f"{day.day} {month_name(day.month)} {day.year}"


def read_on_words(catalogue: Catalogue) -> str:
    """The sentence that says which source the numbers were checked at, and on which day."""
    return f"The numbers were read on the services' own or a government's pages on {read_on(catalogue)}."
