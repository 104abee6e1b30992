"""Look underneath, written by each on their own: kept, sealed, and shown once both have sealed theirs."""

from __future__ import annotations

from textual.pilot import Pilot

from rituals.core import events as e
from rituals.session import Session
from tests.kit.app import make_app
from tests.kit.checkins import a_couple
from tests.kit.pages import press, words
from tests.kit.saving import keys
from tui.talk.screen import FlowLine

FLOW = "root-cause-reflection"
SEALED = "Yours is sealed. You will both see both."


def keep(session: Session, place: int, text: str) -> str:
    """Somebody's own answer of that talk, kept in their own log."""
    person = session.service.couple[place]
    kept = e.FlowKept(f"kept-{place}", FLOW, session.service.today(), (e.KeptAnswer("part", text),))
    session.service.private(person.id).keep(lambda _: [kept])
    return kept.entry


async def at_the_talk(pilot: Pilot[None], flow: str) -> None:
    """Walk down to a talk."""
    await press(pilot, "5", "g")
    for _ in range(14):
        line = pilot.app.screen.query_one("Lines").current  # type: ignore[attr-defined]
        if isinstance(line, FlowLine) and line.flow.id == flow:
            return
        await press(pilot, "down")
    raise AssertionError(f"there is no {flow}")


async def test_it_is_written_without_the_other_and_asks_only_who_sits_here() -> None:
    session = a_couple()
    for person in session.service.couple:
        session.service.private(person.id).keep(lambda _: [e.GatePassed()])
    async with make_app(session).run_test(size=(80, 40)) as pilot:
        await at_the_talk(pilot, FLOW)
        asked = await press(pilot, "enter")
        begun = await press(pilot, "enter")
        share = await press(pilot, *keys("plum"), "enter", *["ctrl+n"] * 3)

    assert "On your own, or both of you?" in words(asked)
    assert "Write for yourself" in words(begun)
    assert "Is there one thing you would like to share?" in words(share)


async def test_what_was_kept_is_sealed_and_shown_beside_the_others() -> None:
    session = a_couple()
    keep(session, 0, "PLUM")
    sams = keep(session, 1, "QUINCE")
    service = session.service
    sam = service.couple[1]
    async with make_app(session).run_test(size=(80, 40)) as pilot:
        await press(pilot, "5", "G", "enter", "enter")
        sealed = await press(pilot, "ctrl+s")
        again = await press(pilot, "ctrl+s")
        service.apart.seal_entry(FLOW, sams, "QUINCE", by=sam)
        pilot.app.action_page("question")  # type: ignore[attr-defined]
        await pilot.pause()
        listed = await press(pilot, "v")

    assert SEALED in words(sealed)
    assert "already" in again
    assert "Look underneath" in listed
    assert "PLUM" in listed
    assert "QUINCE" in listed


async def test_what_is_erased_is_sealed_no_more() -> None:
    session = a_couple()
    keep(session, 0, "PLUM")
    async with make_app(session).run_test(size=(80, 40)) as pilot:
        await press(pilot, "5", "G", "enter", "enter", "ctrl+s")
        await press(pilot, "x", "y")

    (asked,) = session.service.state.apart.value.values()
    assert asked.let_go == {session.service.couple[0].id}
