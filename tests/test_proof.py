"""The one command that proves everything runs every step and tells whether all of them held."""

from __future__ import annotations

import pytest

from tests.fuzzing.fuzz import SHARES
from tests.kit.handbook import page_text
from tests.kit.saving import SPOTS
from tests.proof import main


def test_a_step_that_fails_stops_no_later_one_and_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    steps = [("-c", "raise SystemExit(3)"), ("-c", "print('measured')"), ("-c", "raise SystemExit(4)")]

    code = main(steps)

    assert code == 3
    assert "measured" in capfd.readouterr().out


def test_all_well_is_zero() -> None:
    assert main([("-c", "pass")]) == 0


def test_the_guide_counts_what_is_proven() -> None:
    words = " ".join(page_text("your-data").split())

    assert f"{len(SPOTS)} places where words are typed" in words
    assert f"a million inputs for {len(SHARES)} readers" in words
