"""The long form is what it says."""

from __future__ import annotations

from tests.fuzzing.fuzz import A_MILLION, SHARES


def test_the_shares_make_a_million() -> None:
    assert sum(SHARES.values()) == A_MILLION
