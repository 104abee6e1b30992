"""Putting something off to tomorrow, from Today and from the list of rituals."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rituals.core.events import OccurrenceMoved, RitualAdded
from rituals.core.model import Cadence, Quota, Rule
from rituals.session import Session
from tests.kit.app import make_app, make_session
from tests.kit.pages import press, words
from tui.rituals.present import STILL_PAUSED, STILL_RESTED

ROOMS = pytest.mark.parametrize("room", ["1", "2"], ids=["Today", "Rituals"])


def session_with(cadence: Cadence, *, days_ago: int = 0) -> Session:
    """One ritual, on Sunday 22 November, that was begun some days before."""
    session = make_session()
    since = session.service.today() - timedelta(days=days_ago)
    session.service.add(RitualAdded("walk", since, "Walk", cadence))
    return session


def moves(session: Session) -> list[tuple[str, str]]:
    """From which day to which something was moved."""
    records = session.service.logs.shared.newest_first()
    events = (record.event for record in records if isinstance(record.event, OccurrenceMoved))
    return [(str(event.day), event.to.isoformat()) for event in events]


@ROOMS
@pytest.mark.parametrize("key", ["greater_than_sign", "shift+right"])
@pytest.mark.parametrize(("weekday", "planned"), [("SU", "2026-11-22"), ("FR", "2026-11-20")])
async def test_it_is_put_off_from_whatever_day_it_had(room: str, key: str, weekday: str, planned: str) -> None:
    session = session_with(Rule(f"FREQ=WEEKLY;BYDAY={weekday}"), days_ago=3)
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await press(pilot, room, key)

    assert "Walk is tomorrow now." in text
    assert moves(session) == [(planned, "2026-11-23")]


@ROOMS
async def test_where_tomorrow_has_one_already_it_says_so_and_names_the_rest(room: str) -> None:
    session = session_with(Rule("FREQ=DAILY"))
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = words(await press(pilot, room, "greater_than_sign"))

    assert "Walk is planned tomorrow already. Choose another day. r lets it rest instead." in text
    assert moves(session) == []


async def test_what_is_tomorrows_already_stays_there() -> None:
    session = session_with(Rule("FREQ=WEEKLY;BYDAY=MO"))
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await press(pilot, "greater_than_sign")

    assert "Walk is planned tomorrow already." in text
    assert moves(session) == []


@ROOMS
async def test_a_quota_has_no_day_to_put_off_and_names_the_rest(room: str) -> None:
    session = session_with(Quota(3, "week"))
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = words(await press(pilot, room, "greater_than_sign"))

    assert "nothing to move. r lets it rest instead." in text
    assert moves(session) == []


@ROOMS
async def test_what_is_paused_stays_where_it_is(room: str) -> None:
    session = session_with(Rule("FREQ=WEEKLY;BYDAY=SU"))
    session.service.pause("walk")
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await press(pilot, room, "greater_than_sign")

    assert STILL_PAUSED in text
    assert moves(session) == []


async def test_what_rests_stays_where_it_is() -> None:
    session = session_with(Rule("FREQ=WEEKLY;BYDAY=SU"))
    session.service.rest("walk")
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        text = await press(pilot, "greater_than_sign")

    assert STILL_RESTED in text
    assert moves(session) == []
