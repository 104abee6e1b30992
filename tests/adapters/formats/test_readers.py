"""The table of formats: each row knows its own files, and no other one's."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from rituals.adapters.formats.readers import FOREIGN_FORMATS
from tests.kit.importing import SAMPLES, source

OF: Mapping[str, str] = {
    "google.ics": "ics",
    "apple.ics": "ics",
    "long.csv": "csv",
    "wide.csv": "csv",
    "loop.db": "loop",
    "loop.zip": "loop-csv",
    "harsh/habits": "harsh",
    "harsh/log": "harsh",
}


@pytest.mark.parametrize(("sample", "format_id"), OF.items())
def test_a_sample_is_read_by_its_own_row(sample: str, format_id: str) -> None:
    given = source((SAMPLES / sample).read_bytes())

    assert next(row.id for row in FOREIGN_FORMATS if row.can_read(given)) == format_id


def test_a_row_looks_at_the_files_beside_it_that_belong_to_it() -> None:
    assert {row.id: row.beside for row in FOREIGN_FORMATS if row.beside} == {
        "loop": ("*-wal",),
        "harsh": ("habits", "log"),
    }
