"""The helplines of the catalogue by country, as the pages with them show them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from rituals.core.calendar import month_name
from rituals.core.catalogue.model import Catalogue, Help
from rituals.core.countries import COUNTRIES, country_of

NOT_CHECKED = "not checked by us yet"


class HelpCountry(NamedTuple):
    """The country whose lines come first: chosen, or guessed from the locale; empty if there is nothing to go by."""

    code: str
    is_guessed: bool = False


class Helpline(NamedTuple):
    """A line to call: the place it serves, its number, and its name with whom it is for, when, and how sure that is."""

    region: str
    contact: str
    name: str


def help_country(chosen: str, locale: str) -> HelpCountry:
    """The country that was chosen, or else the one that the locale's name holds."""
    return HelpCountry(chosen) if chosen else HelpCountry(country_of(locale), is_guessed=True)


def country_words(catalogue: Catalogue, country: HelpCountry) -> str:
    """Which country's lines come first and why, and where those of all others are."""
    directory = f"{catalogue.help_directory.contact} lists lines of every country."
    name = COUNTRIES.get(country.code)
    if name is None:
        unlisted = (
            "For your country no lines are listed here"
            if country.code
            else "Which country you are in is not known here; the settings have a line for it"
        )
        return f"{unlisted}. {directory}"
    if country.is_guessed:
        return f"For {name}, guessed from this machine's language; the settings have others. {directory}"
    return f"For {name}. {directory}"


def lines_here(catalogue: Catalogue, country: HelpCountry) -> Sequence[Helpline]:
    """The helplines of this country."""
    return [_shown(line) for line in catalogue.help if line.country == country.code]


def lines_elsewhere(catalogue: Catalogue, country: HelpCountry) -> Sequence[Helpline]:
    """The helplines of all other countries."""
    return [_shown(line) for line in catalogue.help if line.country != country.code]


def _shown(line: Help) -> Helpline:
    about = [f"for {line.serves}", line.hours, _read_on(line.checked)]
    return Helpline(line.part or line.country, line.contact, f"{line.name} ({'; '.join(filter(None, about))})")


def _read_on(day: date | None) -> str:
    return f"read {day.day} {month_name(day.month)} {day.year}" if day else NOT_CHECKED
