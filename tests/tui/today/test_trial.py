"""Two weeks after Look underneath, Today asks in one row, once, how it went."""

from __future__ import annotations

import pytest

from rituals.core.events import FlowKept, KeptAnswer
from rituals.service.talk import TalkService
from rituals.session import Session
from tests.kit.app import make_app
from tests.kit.checkins import a_couple
from tests.kit.fakes import FakeClock
from tests.kit.pages import SIZES, press, words

ASKS = "You kept something to try. How did it go?"
NAME = "Tea at four on the step behind the house, phones away and the door ajar, a while"


def two_weeks_later(session: Session) -> None:
    clock = session.clock
    assert isinstance(clock, FakeClock)
    clock.pass_time(days=14)


def keep(session: Session) -> None:
    service = session.service
    kept = FlowKept("kept", "root-cause-reflection", service.today(), (KeptAnswer("try", "QUINCE"),))
    service.private(service.seated.id).put_in([kept])
    two_weeks_later(session)


@pytest.mark.parametrize("size", SIZES)
async def test_it_leads_to_what_was_kept_and_is_gone_once_it_was_opened(size: tuple[int, int]) -> None:
    session = a_couple()
    keep(session)
    async with make_app(session).run_test(size=size) as pilot:
        today = words(await press(pilot, "g"))
        assert ASKS in today
        assert "QUINCE" not in today
        assert "Whose page is it?" in await press(pilot, "enter")
        assert "QUINCE" in words(await press(pilot, "enter", "enter"))

        assert ASKS not in words(await press(pilot, "escape", "1"))


async def test_the_other_one_is_not_asked() -> None:
    session = a_couple()
    keep(session)
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        assert ASKS in words(await press(pilot, "g"))

        assert ASKS not in words(await press(pilot, "p"))


@pytest.mark.parametrize("size", SIZES[1:])
async def test_a_ritual_for_two_weeks_is_asked_after_by_name_and_leads_to_its_page(size: tuple[int, int]) -> None:
    session = a_couple()
    TalkService(session.service).try_for_a_while(NAME, section="root-cause")
    two_weeks_later(session)
    async with make_app(session).run_test(size=size) as pilot:
        assert f"“{NAME}” was for two weeks. How did it go?" in words(await press(pilot, "g"))
        await press(pilot, "space")
        assert pilot.app.screen.__class__.__name__ == "RitualPage"

        assert "How did it go?" not in words(await press(pilot, "escape"))
