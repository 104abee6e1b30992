"""`rituals nudge status` in words; `run` has its tests as a process."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from rituals.adapters.notifications.sender_lock import FileSenderLock
from rituals.core.events import NudgeTold
from rituals.core.nudges.delivery import Delivery
from tests.kit.runs import Runs


def told(shell: Runs, *keys: str) -> None:
    """Put nudges down as told now."""
    marks = [NudgeTold(key, date(2026, 11, 22)) for key in keys]
    shell.open_session(None).service.record_locally(lambda *_: marks)


def test_status_before_anything_was_told(shell: Runs) -> None:
    assert shell.done("nudge", "status").splitlines() == [
        "Nobody sends nudges now: open the app, or start rituals nudge run.",
        "They don't start at login. rituals nudge install lets them.",
        "None was told yet.",
        "Next: Long hug, tomorrow at 18:00.",
        "Then: Long hug, on Tuesday at 18:00.",
        "Then: Long hug, on Wednesday at 18:00.",
    ]


def test_status_says_who_sends_what_was_told_last_and_what_comes_next(shell: Runs) -> None:
    shell.done("add", "Night walk", "--every", "every day at 20:30")
    told(shell, "digest@2026-11-22")
    shell.clock.pass_time(minutes=5)
    told(shell, "evening-walk@2026-11-22T19:00-0")
    post = FileSenderLock(shell.home / "data", "the app")
    post.try_acquire()

    said = shell.done("nudge", "status").splitlines()
    post.release()

    assert said[0] == "The nudges come from the app."
    assert said[2].startswith("Told last: ")
    assert said[2].endswith(", today at 19:05.")
    assert said[3] == "Next: Night walk, today at 20:30."


LINE = "exec --no-startup-id rituals nudge run --unless-running"


def test_a_line_that_the_desktop_lacks_stands_by_itself_to_be_copied(shell: Runs) -> None:
    shell.autostart.line = LINE

    installed = shell.done("nudge", "install").splitlines()
    status = shell("nudge", "status", "--json").document
    doctor = shell("doctor")

    assert installed[-1] == LINE
    assert LINE in shell.done("nudge", "status").splitlines()
    assert LINE in status["words"]
    assert status["at_login"] is False
    assert LINE in doctor.out.splitlines()
    assert doctor.exit_code == 1


def test_status_calls_a_digest_by_its_name(shell: Runs) -> None:
    told(shell, "digest@2026-11-22")

    assert "Told last: the evening nudge, today at 19:00." in shell.done("nudge", "status")


def test_no_word_of_the_status_says_that_somebody_has_private_notes(empty: Runs) -> None:
    empty.done("people", "add", "Sam")
    empty.done("ask", "about", "the dentist", "--by", "Sam")
    coming = empty.done("nudge", "status")
    empty.clock.set("2026-11-23 18:00")
    told(empty, "ask@2026-11-22")
    last = empty.done("nudge", "status")

    assert "Next: something small for you, tomorrow at 18:00." in coming
    assert "Told last: something small for you, today at 18:00." in last
    for word in ("ask", "note", "private", "Sam", "dentist", "how something went"):
        assert word not in coming + last


def test_what_was_told_of_a_ritual_that_is_no_more_is_no_evening_digest(shell: Runs) -> None:
    told(shell, "gone@2026-11-22T19:00-0")

    assert "Told last: something small for you, today at 19:00." in shell.done("nudge", "status")


def test_status_says_when_nothing_comes(empty: Runs) -> None:
    empty.done("add", "Yearly", "--every", "every year on 14 feb")

    assert "Nothing comes within a week." in empty.done("nudge", "status")


def test_status_says_that_nudges_are_off(shell: Runs) -> None:
    (shell.home / "settings.toml").write_text("[nudges]\non = false\n", encoding="utf-8")

    assert shell.done("nudge", "status") == "Nudges are off; rituals config nudges.on true turns them on.\n"


def test_status_says_that_the_digest_has_eased_off(shell: Runs) -> None:
    told(shell, "digest@2026-11-20", "digest@2026-11-21", "digest@2026-11-22")

    assert "every other day for now" in shell.done("nudge", "status")


def test_status_says_what_the_desktop_would_not_show_and_why(shell: Runs) -> None:
    shell.notifier.delivery = Delivery(False, "No notification service runs on this desktop.")
    undelivered = NudgeTold("digest@2026-11-22", date(2026, 11, 22), shown=False)
    shell.open_session(None).service.record_locally(lambda *_: [undelivered])

    said = shell.done("nudge", "status").splitlines()

    assert said[-2:] == [
        "Shown only in the app today: Long hug, Cook together.",
        "Nudges can't be shown now: No notification service runs on this desktop.",
    ]


def test_status_says_which_way_fails_beside_another_that_works(shell: Runs) -> None:
    shell.notifier.delivery = Delivery(True, "Shown.", "The program is gone.")

    assert shell.done("nudge", "status").splitlines()[-1] == "The program is gone."
    assert shell("nudge", "status", "--json").document["desktop"] is True


def test_install_and_uninstall_say_what_they_did(shell: Runs) -> None:
    installed, state = shell.done("nudge", "install"), shell.done("nudge", "status")
    uninstalled, later = shell.done("nudge", "uninstall"), shell.done("nudge", "status")

    assert (installed, uninstalled) == ("Installed.\n", "Taken away.\n")
    assert "They start at every login." in state
    assert "They don't start at login." in later


def test_an_install_that_the_system_refuses_is_a_sentence(shell: Runs) -> None:
    shell.autostart.refuses = "systemctl refused."

    assert shell.refused("nudge", "install", exit_code=1) == "systemctl refused."


@pytest.mark.parametrize(
    ("how_long", "until"),
    [("15m", "19:15 today"), ("20:45", "20:45 today"), ("evening", "20:00 today")],
)
def test_snooze_says_until_when_and_status_shows_it(shell: Runs, how_long: str, until: str) -> None:
    said = shell.done("nudge", "snooze", "hug", how_long)

    assert said == f"Long hug stays quiet until {until}.\n"
    assert f"Next: Long hug, today at {until.removesuffix(' today')}." in shell.done("nudge", "status")


def test_a_snooze_lasts_an_hour_unless_said(shell: Runs) -> None:
    assert shell.done("nudge", "snooze", "hug") == "Long hug stays quiet until 20:00 today.\n"


def test_what_is_done_can_not_be_snoozed(shell: Runs) -> None:
    shell.done("tick", "walk")

    assert "nothing left to do today" in shell.refused("nudge", "snooze", "walk", "1h", exit_code=1)


def test_what_comes_tomorrow_only_can_not_be_snoozed(shell: Runs) -> None:
    shell.done("add", "Coffee", "--every", "every mon at 08:00")

    assert "nothing left to do today" in shell.refused("nudge", "snooze", "coffee", exit_code=1)


def test_what_is_never_told_of_can_not_be_snoozed(shell: Runs) -> None:
    shell.done("edit", "hug", "--remind", "none")

    assert "Nothing is said about Long hug anyway" in shell.refused("nudge", "snooze", "hug", exit_code=1)


def test_an_unknown_length_of_snooze_is_answered_with_those_that_are(shell: Runs) -> None:
    said = shell.refused("nudge", "snooze", "hug", "3 weeks")

    assert "30m" in said
    assert "evening" in said


def test_the_doctor_says_that_what_starts_at_login_is_outdated(shell: Runs) -> None:
    shell.autostart.is_installed = shell.autostart.is_outdated = True

    said = shell("doctor").out

    assert "rituals nudge install" in said


def test_status_says_how_nudges_come_to_start_at_login_as_from_here(shell: Runs) -> None:
    missing = shell.done("nudge", "status")
    shell.autostart.is_installed = True
    installed = shell.done("nudge", "status")
    shell.autostart.is_outdated = True
    outdated = shell.done("nudge", "status")

    assert "They don't start at login. rituals nudge install lets them." in missing
    assert "They start at every login.\n" in installed
    assert "They start at every login. rituals nudge install renews it." in outdated


def test_status_says_that_the_clock_was_set_back(shell: Runs) -> None:
    told(shell, "digest@2026-11-22")

    shell.clock.pass_time(hours=-1)

    assert "today at 19:00. The clock has been set back since." in shell.done("nudge", "status")


def test_the_doctor_says_that_the_disk_is_full(shell: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=4096))

    ran = shell("doctor")

    assert ran.exit_code == 1
    assert "is full." in ran.out
    assert "Make some room on it" in ran.out
