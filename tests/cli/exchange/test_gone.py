"""Where nothing is left of what was put down and a backup holds it, that is said, with the way back."""

from __future__ import annotations

import pytest

from tests.kit.runs import Runs


@pytest.fixture(params=["vanished", "emptied", "noise"])
def bereft(request: pytest.FixtureRequest, empty: Runs) -> Runs:
    """A home whose journals are gone in one way or another, with a backup beside them."""
    empty.done("people", "add", "Sam")
    for number in range(8):
        empty.done("add", f"Walk {number}", "--every", "every day")
    empty.done("backup")
    for journal in (empty.home / "data" / "shared").glob("*.jsonl"):
        if request.param == "vanished":
            journal.unlink()
        else:
            journal.write_bytes(b"" if request.param == "emptied" else b"noise" * 500)
    return empty


def test_today_and_the_doctor_say_that_it_is_gone_and_what_brings_it_back(bereft: Runs) -> None:
    told = f"Your rituals are gone from {bereft.home / 'data'}; the backup made today at 19:00 holds 10 events."

    for verb in ("today", "list", "week"):
        ran = bereft(verb)
        assert ran.exit_code == 0
        assert told in ran.out
        assert "rituals backup restore brings back" in ran.out
        assert "This is where your rituals will live" not in ran.out
        assert "rituals doctor says what" in ran.err
    doctor = bereft("doctor")
    assert doctor.exit_code == 1
    assert f"! {told}" in doctor.out

    assert "10 events came back" in bereft.done("backup", "restore")
    assert "Walk" in bereft.done("today")


def test_once_something_was_put_down_again_the_doctor_still_says_so(bereft: Runs) -> None:
    bereft("jar", "add", "thanks")

    said = bereft("doctor").out

    is_noise = "could not be read" in said
    assert is_noise or f"! Much of what was in {bereft.home / 'data'} is gone; the backup made today" in said
    assert "rituals backup restore brings back" in said
    assert "Walk 5" in (bereft("backup", "restore").out and bereft.done("list"))


def test_newcomers_are_told_nothing_of_the_kind(empty: Runs) -> None:
    assert "This is where your rituals will live" in empty.done("today")
    for first in (("config", "week-start", "sunday"), ("ask", "favourite"), ("jar", "add", "thanks")):
        empty.done(*first)  # the first of which makes the first backup
        assert "This is where your rituals will live" in empty.done("today")

    assert "gone" not in empty("doctor").out
    assert "gone" not in empty.done("today")
