"""Reads the catalogue that ships with the app."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from threading import Lock
from typing import Any

from msgspec import convert

from rituals.core.catalogue.model import Catalogue

_ONE_READER = Lock()
"""msgspec 0.22 crashes the process if two threads build a decoder for the same structs at once."""


def catalogue() -> Catalogue:
    """The shipped catalogue, read once."""
    with _ONE_READER:
        return _read()


@cache
def _read() -> Catalogue:
    return catalogue_from(files("rituals.content").joinpath("catalogue.toml").read_text(encoding="utf-8"))


def catalogue_from(text: str) -> Catalogue:
    """The catalogue that a TOML text describes."""
    tables: dict[str, Any] = tomllib.loads(text)
    return convert(tables, Catalogue)
