"""`rituals nudge status` in words; `run` has its tests as a process."""

from __future__ import annotations

from datetime import date

from rituals.adapters.nudge_post import NudgePost
from rituals.core.events import NudgeTold
from tests.cli.runs import Runs


def told(shell: Runs, *keys: str) -> None:
    """Put nudges down as told now."""
    marks = [NudgeTold(key, date(2026, 11, 22)) for key in keys]
    shell.open_house(None).rituals.remember(lambda *_: marks)


def test_status_before_anything_was_told(shell: Runs) -> None:
    assert shell.done("nudge", "status").splitlines() == [
        "Nobody sends nudges now: open the app, or start rituals nudge run.",
        "None was told yet.",
        "Next: Long hug, tomorrow at 18:00.",
    ]


def test_status_says_who_sends_what_was_told_last_and_what_comes_next(shell: Runs) -> None:
    shell.done("add", "Night walk", "--every", "every day at 20:30")
    told(shell, "digest@2026-11-22")
    shell.clock.pass_time(minutes=5)
    told(shell, "evening-walk@2026-11-22T19:00-0")
    post = NudgePost(shell.home / "data", "the app")
    post.try_take()

    said = shell.done("nudge", "status").splitlines()
    post.leave()

    assert said[0] == "The nudges come from the app."
    assert said[1].startswith("Told last: ")
    assert said[1].endswith(", today at 19:05.")
    assert said[2] == "Next: Night walk, today at 20:30."


def test_status_calls_a_digest_by_its_name(shell: Runs) -> None:
    told(shell, "digest@2026-11-22")

    assert "Told last: the evening digest, today at 19:00." in shell.done("nudge", "status")


def test_status_says_when_nothing_comes(empty: Runs) -> None:
    empty.done("add", "Yearly", "--every", "every year on 14 feb")

    assert "Nothing comes within a week." in empty.done("nudge", "status")


def test_status_says_that_nudges_are_off(shell: Runs) -> None:
    (shell.home / "settings.toml").write_text("[nudges]\non = false\n", encoding="utf-8")

    assert shell.done("nudge", "status") == "Nudges are switched off in the settings ([nudges] on = false).\n"


def test_status_says_that_the_digest_has_eased_off(shell: Runs) -> None:
    told(shell, "digest@2026-11-20", "digest@2026-11-21", "digest@2026-11-22")

    assert "every other day for now" in shell.done("nudge", "status")
