"""Two walks through every page of the app and back to Today: by mouse alone, and by keyboard alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.kit.app import keep, make_app
from tests.kit.notes import put_in_jar
from tests.kit.talking import a_couple
from tests.kit.walks import BY_KEYBOARD, BY_MOUSE, PATIENCE, Walker


@asynccontextmanager
async def walker(size: tuple[int, int]) -> AsyncIterator[Walker]:
    """Ana's and Sam's app on its first day."""
    session = a_couple(gate_passed=False)
    keep(session.service, "long-hug", "walk-and-talk")
    put_in_jar(session.service, "For the tea.", by=session.service.seated.id)
    app = make_app(session)
    async with app.run_test(size=size) as pilot:
        walk = Walker(pilot, app)
        await walk.look()
        yield walk


async def test_every_page_can_be_reached_and_left_by_mouse_alone() -> None:
    async with walker((120, 48)) as walk:
        for steps in BY_MOUSE:
            await walk.click(*steps)
            for _ in range(PATIENCE):
                await walk.click(*([] if walk.is_back else ["esc"]))
            assert walk.is_back, steps

        assert walk.unseen() == []


async def test_every_page_can_be_reached_and_left_by_keyboard_alone() -> None:
    async with walker((80, 24)) as walk:
        for steps in BY_KEYBOARD:
            await walk.press(*steps)
            await walk.return_to_today()
            assert walk.is_back, steps

        assert walk.unseen() == []
