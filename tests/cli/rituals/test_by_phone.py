"""What came by phone says so where it is shown, and nowhere where that might tell who did not."""

from __future__ import annotations

from pathlib import Path

import pytest

from rituals.core.inbox.report import UnreadWish
from rituals.service.couple import CoupleService
from tests.kit.by_phone import rested_by_phone, thanked_by_phone, ticked_by_phone
from tests.kit.fake_inbox import MISTYPED, NO_TEXT, FakeInbox, with_inbox
from tests.kit.pages import line_with
from tests.kit.runs import Runs


def service_of(shell: Runs) -> CoupleService:
    return shell.open_session(None).service


def id_of(service: CoupleService, name: str) -> str:
    """The id of a ritual or a person by the beginning of the name."""
    named = {ritual.name: ritual.id for ritual in service.state.rituals.values()}
    named |= {person.name: person.id for person in service.everyone}
    return next(named_id for known, named_id in named.items() if known.startswith(name))


@pytest.fixture
def phoned(shell: Runs) -> Runs:
    """A hug of Sam's, a walk of both and a rest from tea, by phone."""
    shell.done("add", "Tea", "--every", "every sun")
    service = service_of(shell)
    ticked_by_phone(service, id_of(service, "Long hug"), id_of(service, "Sam"))
    ticked_by_phone(service, id_of(service, "Evening walk"), note="along the canal")
    rested_by_phone(service, id_of(service, "Tea"))
    return shell


def test_today_says_it_of_ticks_and_rests(phoned: Runs) -> None:
    page, rows = phoned.done("today"), phoned("today", "--json").document["rows"]

    assert "you both · by phone" in line_with(page, "Evening walk")
    assert "Sam · any time · by phone" in line_with(page, "Long hug")
    assert "not today · by phone" in line_with(page, "Tea")
    assert [row["by_phone"] for row in rows] == [True, True, True, False]


def test_a_day_on_which_somebody_sat_here_too_says_nothing_of_it(phoned: Runs) -> None:
    phoned.done("tick", "walk", "--note", "and home")
    phoned.done("tick", "hug")

    page = phoned.done("today")

    assert "by phone" not in line_with(page, "Evening walk")
    assert "by phone" not in line_with(page, "Long hug")


def test_on_another_day_it_is_not_told_where_it_might_tell_whose_it_is(phoned: Runs) -> None:
    phoned.clock.set("2026-11-23 19:00")

    page, history = phoned.done("today", "--on", "2026-11-22"), phoned.done("history")

    for told in (page, history):
        assert "by phone" in line_with(told, "Evening walk")
        assert "by phone" not in line_with(told, "Long hug")
        assert "by phone" in line_with(told, "Tea")


def test_history_tells_it_no_more_on_the_day_itself(phoned: Runs) -> None:
    marks = {mark["name"]: mark["by_phone"] for mark in phoned("history", "--json").document["days"][-1]["rituals"]}

    assert "by phone" not in line_with(phoned.done("history"), "Long hug")
    assert marks == {"Evening walk": True, "Long hug": False, "Tea": True}


def test_a_note_says_it_in_the_list_and_in_full(shell: Runs) -> None:
    service = service_of(shell)
    thanked_by_phone(service, id_of(service, "Sam"), id_of(service, "ana"), "the soup was so good")
    shell.done("jar", "add", "You waited for me.")
    (note,) = (note for note in service.state.jar.ids)

    assert "Sam to ana · by phone" in line_with(shell.done("jar", "list"), "the soup")
    assert "by phone" not in line_with(shell.done("jar", "list"), "You waited")
    assert shell.done("jar", "show", note).startswith("Sam to ana · today · by phone\n")
    assert [entry["by_phone"] for entry in shell("jar", "list", "--json").document["notes"]] == [True, False]


def test_today_tells_what_was_not_understood_and_only_where_something_is_taken_in(shell: Runs, tmp_path: Path) -> None:
    def today(*unread: UnreadWish, on: bool = True) -> str:
        session = with_inbox(shell.open_session(None), FakeInbox(*unread), tmp_path, on=on)
        return shell.in_shell(shell.shell(lambda _: session), "today").out

    assert "From your phone: 1 line was not understood. rituals inbox shows it.\n" in today(MISTYPED)
    assert "From your phone: 1 line and 1 file were not understood. rituals inbox shows them." in today(
        MISTYPED, NO_TEXT
    )
    assert "phone" not in today() + today(MISTYPED, on=False)


def test_undo_passes_it_over_and_says_nothing_of_it(phoned: Runs) -> None:
    phoned.done("tick", "walk", "--on", "sat")
    service = service_of(phoned)
    thanked_by_phone(service, id_of(service, "ana"), id_of(service, "Sam"), "for the tea")

    said = phoned.done("undo")

    assert "Evening walk" in said
    assert "yesterday" in said
    assert "phone" not in said
    assert "by phone" in line_with(phoned.done("today"), "Evening walk")


def test_it_is_taken_back_like_any_other(phoned: Runs) -> None:
    phoned.done("untick", "walk")
    assert "by phone" not in line_with(phoned.done("today"), "Evening walk")

    phoned.done("undo")
    assert "by phone" in line_with(phoned.done("today"), "Evening walk")


def test_a_thank_you_is_changed_and_erased_like_any_other(shell: Runs) -> None:
    service = service_of(shell)
    thanked_by_phone(service, id_of(service, "ana"), id_of(service, "Sam"), "for the tae")
    (note,) = service.state.jar.ids

    shell.done("jar", "edit", note, "for the tea")
    assert "by phone" in line_with(shell.done("jar", "list"), "for the tea")

    shell.done("jar", "erase", note, "--yes")
    assert "for the tea" not in shell.done("jar", "list")
