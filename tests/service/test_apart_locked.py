"""Answers apart of somebody whose private pages are locked: on one machine, and on two."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from rituals.bootstrap import open_session
from rituals.content.loader import catalogue
from rituals.core.events import AnswerShown
from rituals.core.model import PersonId, RoundId
from rituals.errors import LockedError
from rituals.service.couple import CoupleService
from rituals.session import Session
from tests.kit.fakes import FakeClock
from tests.kit.locks import PASSPHRASE, lock_cheaply, open_lock
from tests.kit.traces import words_on_disk

PLUM, QUINCE = "the PLUMWORD tree", "the QUINCEWORD"


class Home:
    """One machine, with a clock that is moved by hand."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = FakeClock()
        self.session = self.opened()

    @property
    def service(self) -> CoupleService:
        return self.session.service

    def opened(self) -> Session:
        session = open_session(str(self.folder))
        session.service._clock = self.clock
        session.service.refresh()
        return session

    def carry_to(self, other: Home) -> None:
        """Carry this machine's shared journal across, and let the other look."""
        (other.folder / "data" / "shared").mkdir(parents=True, exist_ok=True)
        name = f"{self.session.shared.device}.jsonl"
        shutil.copy(self.folder / "data" / "shared" / name, other.folder / "data" / "shared" / name)
        other.service.refresh()

    def begin(self) -> RoundId:
        return self.service.apart.begin(catalogue().prompt[0].id).id

    def texts(self, asked: RoundId) -> Sequence[str]:
        return [text for _, text in self.service.apart.answers(self.service.state.apart.value[asked])]

    def couple(self) -> tuple[PersonId, PersonId]:
        ana, sam = self.service.couple
        return ana.id, sam.id


@pytest.fixture
def laptop(tmp_path: Path) -> Home:
    home = Home(tmp_path / "laptop")
    home.service.join("Sam")
    return home


@pytest.fixture
def tablet(tmp_path: Path, laptop: Home) -> Home:
    home = Home(tmp_path / "tablet")
    laptop.carry_to(home)
    return home


@pytest.mark.parametrize("locked_first", [True, False])
def test_on_one_machine_nothing_is_shown_until_it_is_opened_and_then_at_once(laptop: Home, locked_first: bool) -> None:
    ana, sam = laptop.couple()
    asked = laptop.begin()
    if locked_first:
        lock_cheaply(laptop.session, ana)
    laptop.service.apart.seal(asked, PLUM, by=ana)
    if not locked_first:
        lock_cheaply(laptop.session, ana)
    laptop.service.apart.seal(asked, QUINCE, by=sam)

    assert not laptop.texts(asked)
    assert not laptop.opened().service.apart.answers(laptop.service.state.apart.value[asked])
    assert not words_on_disk(laptop.folder, "PLUMWORD")
    told: list[str] = []
    laptop.service.subscribe(lambda: told.append("changed"))
    open_lock(laptop.session, ana)
    laptop.service.refresh()

    assert told
    assert laptop.texts(asked) == [PLUM, QUINCE]
    told.clear()
    assert not laptop.service.refresh()
    lock = laptop.service.private(ana).lock
    assert lock is not None
    lock.close_everywhere()
    assert laptop.service.refresh()
    assert laptop.texts(asked) == [PLUM, QUINCE]


def test_on_two_machines_both_are_shown_once_it_was_opened_where_it_lies(laptop: Home, tablet: Home) -> None:
    ana, sam = laptop.couple()
    asked = laptop.begin()
    assert tablet.begin() == asked
    lock_cheaply(laptop.session, ana)
    laptop.service.apart.seal(asked, PLUM, by=ana)
    laptop.carry_to(tablet)
    tablet.service.apart.seal(asked, QUINCE, by=sam)
    tablet.carry_to(laptop)
    laptop.carry_to(tablet)
    assert laptop.texts(asked) == tablet.texts(asked) == []

    open_lock(laptop.session, ana)
    laptop.service.refresh()
    laptop.carry_to(tablet)
    tablet.carry_to(laptop)

    assert laptop.texts(asked) == tablet.texts(asked) == [PLUM, QUINCE]
    shown = [record.event for record in laptop.service.state.apart.records if isinstance(record.event, AnswerShown)]
    assert len(shown) == 2


def test_what_is_let_go_while_it_is_locked_goes_off_the_disk_when_it_is_opened(laptop: Home) -> None:
    ana, _ = laptop.couple()
    asked = laptop.begin()
    lock_cheaply(laptop.session, ana)
    laptop.service.apart.seal(asked, PLUM, by=ana)

    laptop.service.apart.let_go(asked, by=ana)
    assert not laptop.service.device_state.erasings_done

    again = laptop.opened()
    open_lock(again, ana)
    again.service.refresh()

    assert again.service.private(ana).now.answers_apart(asked) == []
    assert again.service.device_state.erasings_done
    lock = again.service.private(ana).lock
    assert lock is not None
    opener = lock.opener(PASSPHRASE)
    assert opener is not None
    lock.take_off(opener)
    assert not words_on_disk(laptop.folder, "PLUMWORD")


@pytest.mark.parametrize("days", [15, 92])
def test_days_go_by_while_it_is_locked(laptop: Home, days: int) -> None:
    ana, sam = laptop.couple()
    asked = laptop.begin()
    lock_cheaply(laptop.session, ana)
    laptop.service.apart.seal(asked, PLUM, by=ana)
    laptop.service.apart.seal(asked, QUINCE, by=sam)
    laptop.clock.pass_time(days=days)

    later = laptop.opened()
    assert not later.service.apart.answers(later.service.state.apart.value[asked])
    assert not later.service.device_state.erasings_done or days < 90
    with pytest.raises(LockedError):
        _ = later.service.private(ana).now
    open_lock(later, ana)
    later.service.refresh()

    texts = [text for _, text in later.service.apart.answers(later.service.state.apart.value[asked])]
    assert texts == ([PLUM, QUINCE] if days < 90 else [])
    assert (later.service.private(ana).now.answers_apart(asked) == []) == (days > 90)
    if days > 90:
        assert not words_on_disk(laptop.folder, "PLUMWORD", "QUINCEWORD")
