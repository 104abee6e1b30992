"""Two walks through every page of the app and back to Today: by mouse alone, and by keyboard alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from rituals.adapters.together.sealed.couple_key import CoupleKey
from rituals.bootstrap import pairing
from rituals.config import Places, places
from rituals.core.exchange.known_device import KnownDevice
from rituals.service.pairing import PairingService
from rituals.session import Session
from tests.kit.app import keep, make_app
from tests.kit.locks import lock_in_memory
from tests.kit.notes import put_in_jar
from tests.kit.runs import Runs
from tests.kit.talking import a_couple
from tests.kit.walks import BY_KEYBOARD, BY_MOUSE, OURS, PATIENCE, THEIRS, TWELVE, Walker


def first_day() -> Session:
    """Ana and Sam on their first day."""
    session = a_couple(gate_passed=False)
    keep(session.service, "long-hug", "walk-and-talk")
    put_in_jar(session.service, "For the tea.", by=session.service.seated.id)
    return session


@pytest.fixture
def machine(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Places:
    """Where what is paired lies; another machine has begun already, in the one of two folders."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for place in (OURS, THEIRS):
        Path(place).expanduser().mkdir()
    other = Runs(tmp_path / "other", capsys)
    other.done("add", "Evening walk", "--every", "every day")
    with monkeypatch.context() as patched:
        patched.setattr(CoupleKey, "new", lambda: CoupleKey.from_words(TWELVE, "0123456789abcdef", 1))
        other.done("pair", "new", THEIRS.replace("~", str(tmp_path)), "--yes")
    monkeypatch.setattr(PairingService, "look_for_devices", lambda _: [KnownDevice("9b1f0c6d2e4a8b70", ())])
    return places(str(tmp_path / "h"))


@asynccontextmanager
async def walker(size: tuple[int, int], machine: Places) -> AsyncIterator[Walker]:
    """Ana's and Sam's app on its first day."""
    session = first_day()
    lock_in_memory(session, TWELVE)
    session.pairing = lambda: pairing(machine, lambda: first_day().service)
    app = make_app(session)
    async with app.run_test(size=size) as pilot:
        walk = Walker(pilot, app)
        await walk.look()
        yield walk


async def test_every_page_can_be_reached_and_left_by_mouse_alone(machine: Places) -> None:
    async with walker((120, 56), machine) as walk:
        for steps in BY_MOUSE:
            await walk.click(*steps)
            for _ in range(PATIENCE):
                await walk.click(*([] if walk.is_back else ["esc"]))
            assert walk.is_back, steps

        assert walk.unseen() == []


async def test_every_page_can_be_reached_and_left_by_keyboard_alone(machine: Places) -> None:
    async with walker((80, 24), machine) as walk:
        for steps in BY_KEYBOARD:
            await walk.press(*steps)
            await walk.return_to_today()
            assert walk.is_back, steps

        assert walk.unseen() == []
