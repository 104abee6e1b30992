"""The helplines of the catalogue by country, as the pages with them show them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from rituals.core.calendar import month_name
from rituals.core.catalogue.model import Catalogue, Help
from rituals.core.countries import COUNTRIES, country_of
from rituals.core.text import capital


class HelpCountry(NamedTuple):
    """The country whose lines come first: chosen, or guessed from the locale; empty if there is nothing to go by."""

    code: str
    is_guessed: bool = False


class Helpline(NamedTuple):
    """A line to call: its number, whom it is for, and its name, with its hours and the day it was checked on."""

    contact: str
    whom: str
    name: str


class CountryLines(NamedTuple):
    """The helplines of another country, by its name."""

    country: str
    lines: Sequence[Helpline]


def help_country(chosen: str, locale: str) -> HelpCountry:
    """The country that was chosen, or else the one that the locale's name holds."""
    return HelpCountry(chosen) if chosen else HelpCountry(country_of(locale), is_guessed=True)


def country_words(catalogue: Catalogue, country: HelpCountry) -> str:
    """Which country's lines come first and why, and where those of others are."""
    directory = catalogue.help_directory
    name = COUNTRIES.get(country.code)
    if name is None:
        reason = "has no lines here" if country.code else "is not known here"
        return f"The country of this machine {reason}. {directory} lists helplines in many."
    if country.is_guessed:
        return f"For {name}, guessed from this machine's language. More, and elsewhere: {directory}."
    return f"For {name}. More, and elsewhere: {directory}."


def note_on_numbers(catalogue: Catalogue) -> str:
    """How sure the numbers are, what to go by where they are not, and how to have another country's first."""
    return (
        "A number without a day beside it was not checked by us yet; the service's own page, or "
        f"{catalogue.help_directory}, has the last word. The settings say whose numbers come first."
    )


def lines_here(catalogue: Catalogue, country: HelpCountry) -> Sequence[Helpline]:
    """The helplines of this country."""
    return [_shown(line) for line in catalogue.help if line.country == country.code]


def lines_elsewhere(catalogue: Catalogue, country: HelpCountry) -> Sequence[CountryLines]:
    """The helplines of all other countries, these by name."""
    others = sorted(COUNTRIES.keys() - {country.code}, key=lambda code: COUNTRIES[code].removeprefix("the "))
    return [CountryLines(capital(COUNTRIES[code]), lines_here(catalogue, HelpCountry(code))) for code in others]


def _shown(line: Help) -> Helpline:
    whom = f"for {line.serves} in {line.part}" if line.part else f"for {line.serves}"
    about = (line.name, line.hours, _checked_on(line.checked))
    return Helpline(line.contact, whom, ", ".join(filter(None, about)))


def _checked_on(day: date | None) -> str:
    return f"checked {day.day} {month_name(day.month)} {day.year}" if day else ""
