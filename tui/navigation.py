"""The ways from a suggestion or a map to what it names, and taking a ritual up on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, cast

from textual.app import App

from rituals.core.catalogue.model import Entry
from rituals.core.catalogue.sections import Offer
from rituals.core.questions.deck import Prompt
from rituals.core.rituals.confirmations import taken_up
from rituals.service.couple import CoupleService
from rituals.session import Session
from tui.shared.screen import AppScreen

if TYPE_CHECKING:
    from tui.shared.lines import Line


QUESTIONS = "questions"
_PAGES: Mapping[str, str] = {
    "check-in": "room('check-in')",
    "jar": "room('jar')",
    "consent": "consent",
    "ask-about": "ask_about",
    "support": "support",
}
"""The app's action behind each page that a section names."""


def take_up(service: CoupleService, entry: Entry) -> str:
    """Take up an entry of the catalogue, or bring it back where it was put away, and say so."""
    if entry.id in service.state.rituals:
        service.restore(entry.id)
    else:
        service.add(entry.adopted(service.day_for(entry.cadence)))
    return taken_up(entry.name, entry.cadence)


async def go_to(app: App[None], session: Session, offer: Offer, questions: Sequence[Prompt]) -> None:
    """Open what a section offers, with the cursor on it where it is one of many; `questions` are the section's."""
    if offer.kind == "flow":
        open_flow(app, session, offer.id)
    elif offer.kind == "ritual":
        await _open_ritual(app, session, offer)
    elif offer.id == QUESTIONS:
        from tui.questions.screen import QuestionScreen

        await app.push_screen(QuestionScreen(session, questions))
    else:
        await app.run_action(f"app.{_PAGES[offer.id]}")


def open_flow(app: App[None], session: Session, flow: str) -> None:
    """Begin a flow, by its id."""
    from tui.talk.safety import begin_flow

    found = session.catalogue.flow_called(flow)
    assert found is not None
    begin_flow(app, session, found)


async def _open_ritual(app: App[None], session: Session, offer: Offer) -> None:
    """The list of theirs where they keep it, else the catalogue, with the cursor on it."""
    from tui.rituals.catalogue import CatalogueScreen, EntryLine
    from tui.rituals.overview_line import RitualListLine

    if offer.kept_as is None:
        await app.push_screen(CatalogueScreen(session))
        _point_at(app, (line for line in app.screen.query(EntryLine) if line.entry.id == offer.id))
        return
    await app.switch_mode("rituals")
    await app.run_action("app.room('rituals')")
    _point_at(app, (line for line in app.screen.query(RitualListLine) if line.one.ritual.id == offer.kept_as))


def _point_at(app: App[None], found: Iterable[Line]) -> None:
    from tui.shared.lines import Lines

    for line in found:
        app.screen.query_one(Lines).point_at(line)


ROOMS: Mapping[str, str] = {
    "rituals": "rituals.screen:RitualsScreen",
    "rhythm": "rhythm.screen:RhythmScreen",
    "jar": "jar.screen:JarScreen",
    "talk": "talk.screen:TalkScreen",
    "check-in": "checkin.screen:CheckinScreen",
}
"""The rooms beside Today, each with a key of its own anywhere: a module of `tui`, and the class in it."""


def screen_at(place: str) -> type[AppScreen]:
    """The screen that lives in a place; it takes the session."""
    module, _, name = place.partition(":")
    return cast("type[AppScreen]", getattr(import_module(f"tui.{module}"), name))
