"""Where each mode and page of the app is defined, and how keys, suggestions, the map and the palette open them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, cast

from textual.app import App

from tui.shared.screen import AppScreen

if TYPE_CHECKING:
    from rituals.core.catalogue.sections import Offer
    from rituals.core.model import RitualId
    from rituals.core.questions.deck import Prompt
    from rituals.session import Session
    from tui.shared.lines import Line


QUESTIONS = "questions"

ROOMS: Mapping[str, str] = {
    "rituals": "rituals.screen:RitualsScreen",
    "rhythm": "rhythm.screen:RhythmScreen",
    "jar": "jar.screen:JarScreen",
    "talk": "talk.screen:TalkScreen",
    "check-in": "checkin.screen:CheckinScreen",
}
"""The modes beside Today, each with a key that works everywhere: a module of `tui`, and the screen class in it."""

PAGES: Mapping[str, str] = {
    "settings": "settings.screen:SettingsScreen",
    "people": "settings.people_page:PeoplePage",
    "data": "settings.data_page:DataPage",
    "bring-in": "settings.bringing_in.screen:BringInPage",
    "pairing": "pairing.screen:PairingScreen",
    "join": "pairing.steps:JoinFolderPage",
    "inbox": "inbox.screen:InboxPage",
    "nudges": "nudges.screen:NudgesScreen",
    "lock-screen": "settings.lock_screen:LockScreenPage",
    "support": "talk.support:SupportScreen",
    "question": "questions.screen:QuestionScreen",
    "evening": "evenings.closing:ClosingScreen",
    "our-week": "evenings.our_week:OurWeekScreen",
    "someday": "evenings.someday:SomedayScreen",
    "way-back": "sections.screen:SectionMap",
    "week": "rituals.week:WeekScreen",
}
"""The pages: screens that are pushed over a mode."""

RITUAL_PAGE = "rhythm.ritual_page:RitualPage"
"""The page of one ritual; its screen class is called with the session and the ritual's id."""

PRIVATE_PAGES: Mapping[str, str] = {
    "ask-about": "questions.ask_about:AskAboutScreen",
    "consent": "sections.consent:ConsentScreen",
    "private-pages": "locks.screen:PrivatePagesScreen",
}
"""The pages with one person's private data; opening one asks first whose it is."""

LOCK = "private-pages"
"""The one of them that tells whether they are locked."""
LOCKING = "locks.steps:LockMeansPage"
"""The first page of locking somebody's; its screen class is called with the session and their id."""


def screen_at(place: str) -> type[AppScreen]:
    """The screen class at a place such as "jar.screen:JarScreen"; it is called with the session."""
    module, _, name = place.partition(":")
    return cast("type[AppScreen]", getattr(import_module(f"tui.{module}"), name))


def made_screen(place: str, session: Session, *answers: str) -> AppScreen:
    """A new instance of the screen class at a place, which takes what was answered before if it asks for that."""
    return cast("Callable[..., AppScreen]", screen_at(place))(session, *answers)


def show_page(app: App[None], session: Session, name: str, *answers: str) -> None:
    """Push a page with what was answered before of what it asks, unless it is the current screen already; a private one
    asks first whose it is."""
    if name == LOCK and answers:
        app.push_screen(made_screen(LOCKING, session, *answers))
    elif name in PRIVATE_PAGES:
        from tui.shared.private_screen import open_whose

        open_whose(app, session, partial(screen_at(PRIVATE_PAGES[name]), session))
    elif not isinstance(app.screen, screen_at(PAGES[name])):
        app.push_screen(made_screen(PAGES[name], session, *answers))


def show_ritual(app: App[None], session: Session, ritual: RitualId) -> None:
    """Push the page of a ritual."""
    make_page = cast("Callable[[Session, RitualId], AppScreen]", screen_at(RITUAL_PAGE))
    app.push_screen(make_page(session, ritual))


async def go_to(app: App[None], session: Session, offer: Offer, questions: Sequence[Prompt]) -> None:
    """Open what a section offers, with the cursor on it if it is in a list; `questions` are the section's."""
    if offer.kind == "flow":
        open_flow(app, session, offer.id)
    elif offer.kind == "ritual":
        await _open_ritual(app, session, offer)
    elif offer.id == QUESTIONS:
        from tui.questions.screen import QuestionScreen

        await app.push_screen(QuestionScreen(session, questions))
    else:
        await app.run_action(f"app.{'room' if offer.id in ROOMS else 'page'}('{offer.id}')")


def open_flow(app: App[None], session: Session, flow: str) -> None:
    """Begin a flow, by its id."""
    from tui.talk.begin import begin_flow

    catalogue_flow = session.catalogue.flow_called(flow)
    assert catalogue_flow is not None
    begin_flow(app, session, catalogue_flow)


async def _open_ritual(app: App[None], session: Session, offer: Offer) -> None:
    """Open the list of rituals if they keep the offered one, else the catalogue, with the cursor on it."""
    from tui.rituals.catalogue import CatalogueScreen, EntryLine

    if offer.kept_as is None:
        await app.push_screen(CatalogueScreen(session))
        _point_at(app, (line for line in app.screen.query(EntryLine) if line.entry.id == offer.id))
        return
    await open_ritual(app, offer.kept_as)


async def open_ritual(app: App[None], ritual: RitualId) -> None:
    """Open the list of rituals with the cursor on one."""
    from tui.rituals.overview_line import RitualListLine
    from tui.shared.find_line import FindLine

    await _enter(app, "rituals")
    for find in app.screen.query(FindLine):
        await find.action_all_again()
    _point_at(app, (line for line in app.screen.query(RitualListLine) if line.item.ritual.id == ritual))


async def open_setting(app: App[None], session: Session, setting: str) -> None:
    """Open the settings with the cursor on one, by its id."""
    from tui.settings.screen import SettingsScreen

    if not isinstance(app.screen, SettingsScreen):
        await app.push_screen(SettingsScreen(session))
    if isinstance(app.screen, SettingsScreen):
        app.screen.stand_on(setting)


async def _enter(app: App[None], room: str) -> None:
    """Switch to a room, and wait until it is there."""
    await app.switch_mode(room)
    await app.run_action(f"app.room('{room}')")


def _point_at(app: App[None], lines: Iterable[Line]) -> None:
    from tui.shared.lines import Lines

    for line in lines:
        app.screen.query_one(Lines).point_at(line)
