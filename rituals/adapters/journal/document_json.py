"""Documents as JSON, as TinyDB's own storage takes them: what Python's `json` refuses is refused, not changed; NaN and
the infinities, for which JSON has no word, are kept in Python's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Raw

_SPARSE = (",", ":")
_encode = json.JSONEncoder(ensure_ascii=False, separators=_SPARSE).encode


def to_raw(value: object) -> Raw:
    """A document, or whatever else is stored, as JSON; the `TypeError` or `ValueError` of Python's `json` if it can't
    be."""
    plain = dict(value) if isinstance(value, Mapping) else value
    try:
        return Raw(_encode(plain).encode())
    except UnicodeEncodeError:  # half of a pair of surrogates, which has no UTF-8
        return Raw(json.dumps(plain, separators=_SPARSE).encode())


def from_raw(document: Raw | bytes) -> Any:
    """The document in this JSON, a new one each time."""
    try:
        return msgspec.json.decode(document)
    except msgspec.DecodeError:
        return json.loads(bytes(document))
