"""The app on a machine that is paired: a thread looks into the couple's folder, and what came is on the screen."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from rituals.adapters.together.beside import looker_place
from rituals.bootstrap import looker_in_background, open_session
from rituals.config import places
from rituals.core.events import RitualAdded
from rituals.core.model import Rule
from rituals.service.background import BackgroundThread, StopSignal
from tests.kit.app import make_session, text_of, until
from tests.kit.couples_folder import KEY, Machine, tick
from tui.app import RitualsApp


@pytest.fixture
def ana(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "ana", tmp_path / "folder")


@pytest.fixture
def sam(tmp_path: Path) -> Machine:
    """A machine that has something Ana's does not have yet."""
    machine = Machine(tmp_path / "sam", tmp_path / "folder")
    machine.pair()
    machine.service("Sam").add(RitualAdded("sauna", tick().day, "Sauna", Rule("FREQ=DAILY")))
    return machine


def app_of(machine: Machine) -> RitualsApp:
    where = places(str(machine.data.parent))
    return RitualsApp(
        open_session(str(machine.data.parent)), make_looker=partial(looker_in_background, where), welcome=False
    )


async def test_what_the_other_did_is_on_the_screen_within_a_second(
    ana: Machine, sam: Machine, figure: Callable[[str], None]
) -> None:
    ana.pair()
    app = app_of(ana)
    async with app.run_test() as pilot:
        await until(pilot, lambda: KEY.couple_file in ana.carrier.names())
        sam.looks().look()
        brought = time.monotonic()
        await until(pilot, lambda: "Sauna" in text_of(app))
        figure(f"from the couple's folder onto the other's screen: {time.monotonic() - brought:.2f} s")
        while_open = looker_place(ana.data).try_acquire()

    await_end(app)
    assert not while_open
    assert looker_place(ana.data).try_acquire()


async def test_a_machine_that_another_process_pairs_is_looked_after_from_then_on(ana: Machine, sam: Machine) -> None:
    sam.looks().look()
    app = app_of(ana)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert not (ana.data / "together").exists()

        ana.pair()

        await until(pilot, lambda: "Sauna" in text_of(app))
    await_end(app)


async def test_a_folder_that_hangs_keeps_neither_keys_nor_the_end() -> None:
    hangs, hung = threading.Event(), threading.Event()

    def look(_: StopSignal) -> None:
        hung.set()
        hangs.wait()

    app = RitualsApp(make_session(), make_looker=lambda: BackgroundThread(look, "looks"), welcome=False)
    async with app.run_test() as pilot:
        await until(pilot, hung.is_set)
        await pilot.press("2")
        rooms = app.current_mode
        await pilot.press("q")
        await until(pilot, lambda: not app.is_running)

    assert rooms == "rituals"
    assert not hangs.is_set()
    hangs.set()


def await_end(app: RitualsApp) -> None:
    assert app._looker is not None
    assert app._looker.join(10)
