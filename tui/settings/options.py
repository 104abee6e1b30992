"""The settings a couple may choose: their texts, how each is chosen, and how it is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from textual.theme import BUILTIN_THEMES

from rituals.config import SIGN_SET, SettingValue
from rituals.core.model import Person
from rituals.core.nudges.residents import unknown_residents
from rituals.core.occurrences.sign import Sign
from rituals.core.phrases import joined_names
from rituals.core.rituals.words import SIGNS
from rituals.core.setting import A_COMMAND, A_DAY, COUNT, THEME_NAME, TIME_OF_DAY, YES_OR_NO, SettingKind
from rituals.core.text import joined, printable
from rituals.core.typed_values import read_command, read_count, read_date, read_time
from rituals.held_settings import HeldSetting, household_settings, settings_in_file
from rituals.service.couple import CoupleService
from rituals.session import Session
from tui.settings.setting import OneOf, Opens, Setting, Switch, Typed
from tui.shared.picker import Option
from tui.themes import OURS

THEME = "look-theme"


class SettingsSection(NamedTuple):
    """Settings under one heading."""

    title: str
    settings: tuple[Setting, ...]


def sections(session: Session) -> list[SettingsSection]:
    """All settings with their current values."""
    people = session.service.couple
    return [
        SettingsSection(_people_title(session.service), (*_people(session), _residents(session), _WELCOME)),
        SettingsSection("Days and weeks", _in_app(household_settings(session.service))),
        SettingsSection("Nudges", (*_in_file(session, "nudges"), _COMING, _LOCK_SCREEN, *_without_the_app(session))),
        SettingsSection("Looks", _in_file(session, "look")),
        SettingsSection("Where help can be had", _in_file(session, "help")),
        SettingsSection("Each of you alone" if people[1:] else "Once there are two", (_CONSENT,)),
        SettingsSection("Your data", (_DATA, _OWN_PAGES, _machines(session), _inbox(session), *_places(session))),
    ]


def paired_settings(session: Session) -> tuple[Setting, ...]:
    """The settings with their current values that only a paired machine has."""
    return _in_file(session, "together")


_ON_OFF = OneOf((Option(True, "on"), Option(False, "off")))
_TIME = Typed(read_time, "such as 19:30 or 7pm")
_COUNT = Typed(read_count, "such as 3")
_SHOWN_SIGNS = (Sign.KEPT, Sign.HALF, Sign.OPEN, Sign.RESTED)
_SIGNS = OneOf(
    tuple(Option(kind, f"{kind}  {' '.join(signs[sign] for sign in _SHOWN_SIGNS)}") for kind, signs in SIGNS.items())
)
_CONSENT = Setting(
    "consent",
    "A yes from each",
    "It stays out of sight until each of you said yes, on a page of your own.",
    "yours alone to answer",
    Opens("app.page('consent')"),
)
_LOCKS = "Check-ins, what was kept of talks and the like: lock yours with a passphrase, or open them."
_OWN_PAGES = Setting(
    "private-pages", "Private pages", _LOCKS, "yours alone to lock", Opens("app.page('private-pages')")
)
_WELCOME = Setting(
    "welcome",
    "The welcome",
    "Who you are, the week, a few rituals, nudges or none, as on the first day. What you have stays.",
    "have it again",
    Opens("app.welcome"),
)
_DATA = Setting(
    "data",
    "Backup and export",
    "Back up, bring back a backup, write a file of your own, or a booklet of the jar.",
    "opens the page",
    Opens("app.page('data')"),
)
_LOCK_SCREEN = Setting(
    "lock-screen",
    "Lock screen",
    "What a nudge of each ritual shows where anyone may be looking, and whether that is its name.",
    "opens the list",
    Opens("app.page('lock-screen')"),
)
_COMING = Setting(
    "nudges-to-come",
    "Nudges to come",
    "When each comes and in which words, and who sends it.",
    "opens the list",
    Opens("app.page('nudges')"),
)
_THEMES = OneOf(
    tuple(
        Option(name, name.replace("-", " ").capitalize())
        for name in (*(theme.name for theme in OURS), *sorted(BUILTIN_THEMES))
    )
)

_HOW: dict[SettingKind, OneOf | Typed] = {
    YES_OR_NO: _ON_OFF,
    TIME_OF_DAY: _TIME,
    A_DAY: Typed(read_date, "such as 24 Oct 2019, or none"),
    COUNT: _COUNT,
    A_COMMAND: Typed(read_command, "a program and its arguments, or none"),
    THEME_NAME: _THEMES,
    SIGN_SET: _SIGNS,
}


def _without_the_app(session: Session) -> tuple[Setting, ...]:
    """Whether nudges come while the app is closed; () where this session has no autostart."""
    if session.autostart is None:
        return ()
    autostart = session.autostart()
    how = autostart.state()
    if autostart.is_outdated and not autostart.lacks_line:
        how = f"{how} Off and on again renews it."
    tip = f"Nudges while rituals is closed, too. {how}"

    def turn(on: bool) -> str:
        return autostart.install() if on else autostart.uninstall()

    return (Setting("nudges-without-app", "Without the app", tip, autostart.is_installed, Switch(turn)),)


def _in_app(settings: Iterable[HeldSetting]) -> tuple[Setting, ...]:
    """Those of the settings that have a label, as they are chosen here; of a list each choice by itself."""
    labelled = [setting for setting in settings if setting.row.label]
    return tuple(
        row
        for setting in labelled
        for row in (_each_choice(setting) if setting.row.kind.takes_several else (_as_one(setting),))
    )


_SEVERAL_LINES = "It has several lines, which the settings file keeps; it is changed there."


def _as_one(setting: HeldSetting) -> Setting:
    row, value = setting.row, setting.value
    if row.kind is A_COMMAND and isinstance(value, tuple) and not "".join(value).isprintable():
        return Setting(_id(setting), row.label, _SEVERAL_LINES, value)  # on one line it would be another command
    return Setting(_id(setting), row.label, row.tip, value, _how(row.kind), setting.keep)


def _each_choice(setting: HeldSetting) -> Iterable[Setting]:
    chosen = setting.value
    assert isinstance(chosen, tuple), "its kind reads nothing else"

    def keep(word: str, is_chosen: SettingValue) -> None:
        others = [other for other in chosen if other != word]
        setting.keep((*others, word) if is_chosen else tuple(others))

    for choice in setting.row.kind.choices:
        word = choice.value
        yield Setting(
            f"{_id(setting)}-{word}", choice.label, choice.means, word in chosen, _ON_OFF, partial(keep, word)
        )


def _id(setting: HeldSetting) -> str:
    return setting.key.replace(".", "-")


def _in_file(session: Session, table: str) -> tuple[Setting, ...]:
    return _in_app(settings_in_file(session, table))


def _how(kind: SettingKind) -> OneOf | Typed:
    return (
        _HOW[kind]
        if kind in _HOW
        else OneOf(tuple(Option(choice.value, choice.label, choice.means) for choice in kind.choices))
    )


def _people(session: Session) -> tuple[Setting, ...]:
    """The names, that of the person at the keyboard first; one person alone has a second line to add someone."""
    service = session.service
    seated = service.seated
    others = [person for person in service.couple if person.id != seated.id]
    lines = [_person(session, "At the keyboard", 0, seated)]
    lines += [_person(session, "With you", place, person) for place, person in enumerate(others, 1)]
    if not others:
        tip = "Their name, if there is someone. One person alone is welcome just as much."
        lines.append(_name("person-1", "With you", tip, "", lambda name: service.join(str(name))))
    return tuple(lines)


def _people_title(service: CoupleService) -> str:
    count = len(service.couple)
    return "You" if count == 1 else "The two of you" if count == 2 else "All of you"


def _residents(session: Session) -> Setting:
    """Who lives here, with the way to the page of people."""
    residents, couple = session.residents(), session.service.couple
    unknown = unknown_residents(session.settings.together.here, session.service.state.people)
    strangers = (
        [f"The settings file also names {joined(map(printable, unknown))}, who is none of you."] if unknown else []
    )
    return Setting(
        "residents",
        "Who lives here",
        " ".join(["Nudges on this machine speak to them. The page has who joins or leaves, too.", *strangers]),
        "everyone" if len(residents) == len(couple) else joined_names(residents),
        Opens("app.page('people')"),
    )


def _machines(session: Session) -> Setting:
    """Whether this machine is paired, with the way to that page."""
    folder = session.paired_folder
    here = folder.here if folder else None
    value = "something is wrong" if folder else "this one alone"  # the page says what
    if here:
        value = f"paired, through {here.place}"
    tip = "Have your rituals on two machines, sealed, through a folder that a sync service of yours carries."
    return Setting("machines", "Two machines", tip, value, Opens("app.page('pairing')"))


def _inbox(session: Session) -> Setting:
    """Whether what a phone writes is taken in, with the way to that page."""
    tip = "A phone without an app: lines that it writes into a folder become ticks and thanks here."
    value = "on" if session.settings.inbox.on else "off"
    return Setting("inbox", "From a phone", tip, value, Opens("app.page('inbox')"))


def _person(session: Session, label: str, place: int, person: Person) -> Setting:
    tip = "The name you go by. p changes who is at the keyboard." if place == 0 else "The name they go by."
    return _name(f"person-{place}", label, tip, person.name, lambda name: session.rename(person.id, str(name)))


def _name(place: str, label: str, tip: str, name: str, keep: Callable[[SettingValue], object]) -> Setting:
    return Setting(place, label, tip, name, Typed(str, "a name"), keep)


def _places(session: Session) -> tuple[Setting, ...]:
    where = session.places
    return (
        Setting(
            "place-settings",
            "Nudges and looks",
            "Comments you write there stay. u takes back nothing there; change it back by hand.",
            str(where.settings),
        ),
        Setting(
            "place-data",
            "Everything else",
            "u takes back what you did. RITUALS_HOME or --home names another folder for all.",
            str(where.data),
        ),
    )
