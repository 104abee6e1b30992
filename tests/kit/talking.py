"""Going through talks with keys alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from rituals.config import Look
from rituals.core.events import GatePassed
from rituals.core.talk.route import StepInstance
from rituals.session import Session
from tests.kit import talking
from tests.kit.app import come_in_sight, make_app, make_session, text_of, until
from tests.kit.fakes import FakeClock
from tui.app import RitualsApp
from tui.talk.begin import WhoTakesPart, begin_flow
from tui.talk.flow import FlowScreen

STILL = Look(animations=False)


class Stopwatch:
    """A clock for timers that stands until it is told to move."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def a_couple(*, gate_passed: bool = True) -> Session:
    """Ana, at the keyboard, and Sam."""
    session = make_session(FakeClock(), look=STILL)
    session.service.join("Sam")
    session.service.rename(session.service.couple[0].id, "Ana")
    if gate_passed:
        pass_gate(session)
    return session


def one_alone() -> Session:
    """Ana by herself."""
    session = make_session(FakeClock(), look=STILL)
    session.service.welcome_somebody()
    pass_gate(session)
    return session


def pass_gate(session: Session) -> None:
    """Let everybody have read the words on safety."""
    for person in session.service.couple:
        session.service.private(person.id).keep(lambda _: [GatePassed()])


async def begin(pilot: Pilot[None], session: Session, flow: str, *, alone: bool = False) -> FlowScreen:
    """Begin a talk from the list of them, with the other one if there is one, or with `alone` without."""
    app = pilot.app
    assert isinstance(app, RitualsApp)
    await pilot.press("5")
    await pilot.pause()
    await begin_in_sight(pilot, session, flow, alone=alone)
    await until(pilot, lambda: isinstance(app.screen, FlowScreen))
    await settled(pilot)
    return flow_screen(app)


async def begin_in_sight(pilot: Pilot[None], session: Session, name: str, *, alone: bool = False) -> None:
    """Begin a talk from where one is, be it with the words on safety or with its first step."""
    flow = session.catalogue.flow_called(name)
    assert flow is not None
    begin_flow(pilot.app, session, flow)
    await settled(pilot)
    if flow.opens_with:
        await press(pilot, "enter")
        await settled(pilot)
    if isinstance(pilot.app.screen, WhoTakesPart):
        await press(pilot, *(("enter",) if alone else ("down", "enter")))


@asynccontextmanager
async def talk_of_two(flow: str) -> AsyncIterator[tuple[RitualsApp, Pilot[None]]]:
    """The app of Ana and Sam, who have just begun a talk."""
    app = make_app(a_couple())
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, app.session, flow)
        yield app, pilot


def flow_screen(app: RitualsApp) -> FlowScreen:
    screen = app.screen
    assert isinstance(screen, FlowScreen)
    return screen


async def settled(pilot: Pilot[None]) -> None:
    """Let a page that is turning come in sight."""
    await come_in_sight(pilot)
    await pilot.pause()


def here(app: RitualsApp) -> StepInstance | None:
    """The stop that is shown, if a talk is."""
    return app.screen._run.current if isinstance(app.screen, FlowScreen) else None


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press some keys as somebody does who looks at the page before each."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def answer(pilot: Pilot[None], words: str = "so") -> None:
    """Answer the stop that is shown, as somebody would who types and takes the first choice that goes on."""
    app = pilot.app
    assert isinstance(app, RitualsApp)
    stop = here(app)
    assert stop is not None
    away = {*stop.step.leads, *stop.step.returns, *stop.step.by_way_of}
    on = [place for place, choice in enumerate(stop.step.choices, 1) if choice not in away]
    keys: dict[str, tuple[str, ...]] = {
        "text": (*words.replace(" ", "_"), "enter"),
        "choice": (str(on[0] if on else 1), "enter"),
        "list": ("1", "enter"),
    }
    typed = tuple("space" if key == "_" else key for key in keys.get(stop.step.asks_for, ("enter",)))
    await press(pilot, *typed)


async def walked_to_the_end(pilot: Pilot[None], session: Session, flow: str) -> str:
    """Go through a talk, with the step's id for every answer in words; what the page then shows."""
    app = pilot.app
    assert isinstance(app, RitualsApp)
    await begin(pilot, session, flow)
    while (stop := talking.here(app)) is not None:
        await talking.answer(pilot, stop.step.id)
    return text_of(app)
