"""The list for someday through the service: undo, words off the disk, and a couple on two machines."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from rituals.adapters.logs import open_logs
from rituals.core import events as e
from rituals.core.evenings.someday import for_today, someday_list
from rituals.core.model import Quota
from rituals.core.rituals.undo_words import undone_words
from rituals.errors import RuleError
from rituals.service.couple import CoupleService
from rituals.service.evenings import change_on_list, make_ritual_of, put_on_list, take_off_list
from tests.kit.fakes import FakeClock, MemoryLog, make_rituals
from tests.kit.traces import words_on_disk

WORDS = "the marzipan lake at night"


def texts(service: CoupleService) -> list[str]:
    service.refresh()
    return [idea.text for idea in someday_list(service.state, service.today()).all]


def undo(service: CoupleService) -> str:
    return undone_words(service.undo().records, service.state, today=service.today())


def test_what_one_of_them_puts_on_the_list_is_on_it_alone_and_for_two() -> None:
    service = make_rituals()
    put_on_list(service, WORDS)
    service.join("Sam")

    assert texts(service) == [WORDS]
    assert someday_list(service.state, service.today()).free[0].by == service.seated.id


def test_a_day_makes_it_todays_once_it_comes() -> None:
    clock = FakeClock("2026-11-22 19:00")
    service = make_rituals(clock)
    idea = put_on_list(service, WORDS, for_meeting=True)
    change_on_list(service, e.SomedayEdited(idea.id, on=clock.now().date().replace(day=24)))
    clock.set("2026-11-24 09:00")

    assert [today.text for today in for_today(service.state, service.today())] == [WORDS]


def test_a_ritual_is_made_of_it_by_one_step_that_one_undo_takes_back() -> None:
    service = make_rituals()
    idea = put_on_list(service, WORDS)

    ritual = make_ritual_of(service, idea.id, Quota(1, "month"))

    assert (service.state.rituals[ritual].name, texts(service)) == (WORDS, [])
    assert undo(service) == f"Took back: {WORDS}, just taken up; {WORDS}, off your list for someday."
    assert (ritual in service.state.rituals, texts(service)) == (False, [WORDS])


def test_where_no_ritual_can_be_made_of_it_it_stays() -> None:
    service = make_rituals()
    idea = put_on_list(service, "Walk")
    service.add(e.RitualAdded("walk", service.today(), "walk", Quota(1, "week")))

    with pytest.raises(RuleError):
        make_ritual_of(service, idea.id, Quota(1, "month"))

    assert texts(service) == ["Walk"]


def test_undo_says_what_it_took_back_of_the_list() -> None:
    service = make_rituals()
    idea = put_on_list(service, WORDS)
    change_on_list(service, e.SomedayEdited(idea.id, for_meeting=True))
    take_off_list(service, idea.id, "done")

    assert [undo(service) for _ in range(3)] == [
        f"Took back: {WORDS}, off your list for someday.",
        f"Took back: the change to {WORDS}.",
        f"Took back: {WORDS}, on your list for someday.",
    ]


def test_what_the_other_one_put_there_either_may_change_and_put_away() -> None:
    clock, shared = FakeClock(), MemoryLog()
    laptop = make_rituals(clock, shared)
    laptop.join("Sam")
    idea = put_on_list(laptop, WORDS)
    phone = make_rituals(clock, MemoryLog("phone", shared.records))
    phone.refresh()
    phone.seat(phone.couple[1].id)

    change_on_list(phone, e.SomedayEdited(idea.id, text="the sea"))
    assert texts(laptop) == ["the sea"]
    take_off_list(phone, idea.id)
    assert (texts(laptop), texts(phone)) == ([], [])


def test_its_words_go_off_the_disk_once_it_is_off_the_list(tmp_path: Path) -> None:
    service = CoupleService(open_logs(tmp_path, "laptop"), FakeClock(), map(str, count(1)).__next__, "ana")
    idea = put_on_list(service, WORDS)
    change_on_list(service, e.SomedayEdited(idea.id, text=f"{WORDS} again"))
    take_off_list(service, idea.id)
    assert words_on_disk(tmp_path, "marzipan")

    service.erasing.erase_taken_back()

    assert not words_on_disk(tmp_path, "marzipan")
    assert texts(service) == []
