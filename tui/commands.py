"""What the palette offers over a page, each as a sentence: what its keys do, pages, and the couple's own things."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from textual.app import SystemCommand
from textual.screen import Screen

from rituals.core.model import Person, Ritual
from rituals.core.rituals.confirmations import ticked_words
from rituals.core.text import printable, titled
from rituals.errors import RitualsError
from tui.erasing import ErasingApp
from tui.navigation import PAGES, PRIVATE_PAGES, open_flow, open_setting
from tui.settings.options import THEME, sections
from tui.settings.setting import OneOf, Setting
from tui.shared.keys import Key, offered_to, once_each
from tui.shared.picker import Option
from tui.shared.remedies import in_app
from tui.shared.screen import AppScreen

HELP = "app.help"
TITLES: Mapping[str, str] = {
    "app.room('today')": "Go to Today",
    "app.room('rituals')": "Go to the rituals",
    "app.room('rhythm')": "Go to the rhythm",
    "app.room('jar')": "Go to the jar",
    "app.room('talk')": "Go to the talks",
    "app.room('check-in')": "Go to the check-in",
    "app.page('settings')": "Open the settings",
    "app.page('people')": "See the people: who is one of you, and who lives here",
    "app.page('data')": "Back up, bring back or take out your data",
    "app.page('bring-in')": "Import: bring in a file of another program",
    "app.page('pairing')": "Have it on two machines: see whether this one is paired",
    "app.page('join')": "Join who has it on another machine already",
    "app.page('inbox')": "From a phone: what came, what was not understood, and where it comes in",
    "app.page('nudges')": "See the nudges to come, and who sends them",
    "app.page('lock-screen')": "Choose which names nudges may show",
    "app.page('support')": "See where help can be had",
    "app.page('question')": "Ask each other a question",
    "app.page('way-back')": "See the nine parts of the way back",
    "app.page('ask-about')": "Note what to ask about",
    "app.page('consent')": "Answer what takes a yes from each",
    "app.page('private-pages')": "Private pages: lock yours with a passphrase, or open them",
    "app.page('week')": "See the week ahead",
    "app.page('evening')": "Close the evening",
    "app.page('our-week')": "Look at your week together",
    "app.page('someday')": "See what you would like to do someday",
    "app.back": "Go back",
    "app.close": "Close rituals",
}
"""The sentences for rooms and pages, by the action that opens each; any other action is said by its key's tip."""


def commands(
    app: ErasingApp,
    screen: Screen[object],
    keys_anywhere: Iterable[Key],
    *,
    is_guided: bool,
    seat: Callable[[Person], None],
) -> Iterator[SystemCommand]:
    """The commands over a screen, the help first, as some terminals keep its F1 for themselves; in a talk or a
    check-in none that leaves it. `seat` lets a person take the seat."""
    service = app.session.service
    keys = screen.KEYS if isinstance(screen, AppScreen) else ()
    works = tuple(key for key in keys if screen.check_action(key.action.partition("(")[0], ()) is not False)
    of_keys = [
        key
        for key in offered_to(service.couple, once_each((*works, *keys_anywhere)))
        if key.id != "palette" and not _is_an_answer(key) and not (is_guided and _leads_away(key.action))
    ]
    for key in sorted(of_keys, key=lambda key: key.action != HELP):
        title = TITLES.get(key.action, key.tip.rstrip("."))
        more = key.tip if key.action in TITLES else key.label
        about = "  ".join(part for part in (key.face, more) if part)
        yield SystemCommand(title, about, partial(screen.run_action, key.action))
    if is_guided:
        return
    for person in service.couple:
        if person != service.seated:
            yield SystemCommand(f"{printable(person.name)} is at the keyboard now", "", partial(seat, person))
    own = {key.action for key in of_keys}
    for page in (*PAGES, *PRIVATE_PAGES):
        if f"app.page('{page}')" not in own:
            action = f"app.page('{page}')"
            yield SystemCommand(TITLES[action], "", partial(app.run_action, action))
    yield SystemCommand("Put a line on your list for someday", "", partial(_ask_for_idea, app))
    yield SystemCommand("Have the welcome again", "", partial(app.run_action, "app.welcome"))
    yield from _rituals(app)
    for flow in app.session.catalogue.flow:
        minutes = f"{flow.minutes_for(is_alone=len(service.couple) == 1)} min"
        yield _only_sought(f"Begin the talk {flow.title}", minutes, partial(open_flow, app, app.session, flow.id))
    yield from _settings(app, screen)


async def _ask_for_idea(app: ErasingApp) -> None:
    """Open a line at the foot of the page for something that both would like."""
    from tui.evenings.someday_line import SomedayLine  # on first use, as the pages are

    await app.push_screen(SomedayLine(app.session.service))


def _is_an_answer(key: Key) -> bool:
    """Whether a key is a number that a page of answers has beside each of them."""
    return key.first.isdigit() and not _leads_away(key.action)


def _leads_away(action: str) -> bool:
    return action.startswith("app.room(")


def _only_sought(title: str, more: str, do: Callable[[], object]) -> SystemCommand:
    return SystemCommand(title, more, do, discover=False)


def _rituals(app: ErasingApp) -> Iterator[SystemCommand]:
    for ritual in app.session.service.state.rituals.values():
        name = printable(ritual.name)
        yield _only_sought(f"Open {name}", "its page", partial(app.run_action, f"app.ritual({ritual.id!r})"))
        if not ritual.is_archived:
            yield _only_sought(f"Tick {name}", "for today", partial(_tick, app, ritual))


def _tick(app: ErasingApp, ritual: Ritual) -> None:
    """Tick a ritual today, for who sits here."""
    service = app.session.service

    def tick() -> str:
        by = [service.seated.id]
        new = service.tick(ritual.id, by=by)
        today = service.today_of(ritual)
        return ticked_words(ritual, today, today=today, audience=service.audience(), by=by, new=new)

    app.run_reporting(tick, about=printable(ritual.name))


def _settings(app: ErasingApp, screen: Screen[object]) -> Iterator[SystemCommand]:
    for section in sections(app.session):
        for setting in section.settings:
            label = setting.label[:1].lower() + setting.label[1:]
            yield _only_sought(f"Settings: {label}", setting.tip, partial(open_setting, app, app.session, setting.id))
            if setting.id == THEME and isinstance(setting.how, OneOf) and isinstance(screen, AppScreen):
                for theme in setting.how.options:
                    wear = partial(_wear, app, screen, setting, theme)
                    yield _only_sought(f"Use the theme {titled(theme.label)}", "", wear)


async def _wear(app: ErasingApp, screen: AppScreen, setting: Setting, theme: Option) -> None:
    """Put a theme on, and keep it."""
    try:
        setting.keep(theme.value)
    except RitualsError as error:
        app.say(in_app(error), needs_doing=True)
        return
    await screen.apply(app.session.settings)
    app.say(f"{setting.label}: {theme.label}. Saved.")
