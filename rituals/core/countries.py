"""Countries that helplines are known of, and the one that a locale names."""

from __future__ import annotations

import re
from collections.abc import Mapping

COUNTRIES: Mapping[str, str] = {
    "AT": "Austria",
    "AU": "Australia",
    "BR": "Brazil",
    "CA": "Canada",
    "DE": "Germany",
    "ES": "Spain",
    "FR": "France",
    "GB": "the United Kingdom",
    "IE": "Ireland",
    "IN": "India",
    "IT": "Italy",
    "JP": "Japan",
    "NZ": "New Zealand",
    "US": "the United States",
    "ZA": "South Africa",
}
"""The countries with lines of their own, by ISO 3166-1."""
_OF_LOCALE = r"[a-z]{2,3}_([A-Z]{2})\b"


def country_of(locale: str) -> str:
    """The country in a locale's name, such as "en_IE.UTF-8"; empty if none is in it."""
    found = re.match(_OF_LOCALE, locale)
    return found[1] if found else ""
