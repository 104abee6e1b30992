"""Every way of taking words back in the app: for each place where somebody types some, the keys afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from textual.pilot import Pilot

from rituals.core import events as e
from rituals.core.model import Quota
from rituals.session import Session
from tests.kit.app import keep
from tests.kit.saving import (
    SPOTS,
    Come,
    Spot,
    at_a_setting,
    at_the_end_of,
    in_the_check_in,
    keys,
    on_a_page,
    pressing,
)


class Taken(NamedTuple):
    """What stands on the disk of what was typed, in which events, and the ways of taking it back."""

    word: str
    events: tuple[type[e.Event], ...]
    ways: Mapping[str, Come]
    kept_with: Mapping[str, str] = MappingProxyType({})
    """By a way that takes it back from one log only: the folder of the other log, where it stays."""


def _anew(words: str) -> tuple[str, ...]:
    """The keys that put other words on a line whose end the cursor is at."""
    return ("end", "ctrl+u", *keys(words))


IN_LIST = {
    "undone": pressing("u", "X"),
    "unticked": pressing("space", "X"),
    "erased on its day": pressing("X", "y"),
    "unticked, then erased on its day": pressing("space", "j", "k", "X", "y"),
    "erased on its day, then unticked": pressing("X", "y", "space"),
    "unticked, undone and erased on its day": pressing("space", "u", "X", "y"),
}
RENAMED = ("e", *_anew("Tea"), "ctrl+s", "X")
IN_PLACE = ("enter", *_anew("Kim"), "enter", "X")
ANOTHER = pressing(*IN_PLACE)
UNDONE = pressing("u", "X")

NO_WORDS = {
    "a tick",
    "a rest",
    "another day",
    "what is put away",
    "undo",
    "a favourite note",
    "a favourite question",
    "a yes",
    "when a day starts",
    "when a week starts",
    "a setting in the file",
    "the week in the welcome",
    "rituals in the welcome",
    "nudges in the welcome",
}
"""The places where nobody types words of their own."""

TAKEN_BACK: Mapping[str, Taken] = {
    "a note beside a tick": Taken("we laughed", (e.RitualTicked,), IN_LIST),
    "a note in the week": Taken("in the rain", (e.RitualTicked,), IN_LIST),
    "a pause": Taken(
        "travel",
        (e.PauseBegan,),
        {"undone": UNDONE, "ended": pressing("s", "X"), "erased on its day": pressing("X", "y")},
    ),
    "a new ritual": Taken("Swim", (e.RitualAdded,), {"undone": UNDONE, "renamed": pressing("G", *RENAMED)}),
    "a changed ritual": Taken("by the sea", (e.RitualEdited,), {"undone": UNDONE, "renamed": pressing(*RENAMED)}),
    "a thank-you": Taken(
        "for the tea",
        (e.AppreciationAdded,),
        {
            "undone": UNDONE,
            "erased": pressing("4", "x", "y"),
            "changed": pressing("4", *RENAMED),
        },
    ),
    "a changed thank-you": Taken(
        "and bread",
        (e.AppreciationEdited,),
        {"undone": UNDONE, "erased": pressing("x", "y"), "changed": pressing(*RENAMED)},
    ),
    "a line under a note": Taken(
        "for ever",
        (e.AppreciationAnswered,),
        {
            "undone": UNDONE,
            "taken away": pressing("n", *_anew(""), "enter", "X"),
            "written otherwise": pressing("n", *_anew("Tea"), "enter", "X"),
            "erased with its note": pressing("x", "y"),
        },
    ),
    "a check-in": Taken(
        '"c2":1,"c3":2',
        (e.CheckinTaken,),
        {"let go": pressing("x", "y"), "shared and let go": pressing("o", "x", "y")},
    ),
    "an answer apart": Taken("plum", (e.AnswerWritten,), {"taken back": pressing("x", "y")}),
    "what to ask about": Taken(
        "the dentist",
        (e.AskAboutAdded,),
        {"erased": pressing("x", "y"), "asked and erased": pressing("space", "down", "x", "y")},
    ),
    "an idea for someday": Taken(
        "the lake",
        (e.SomedayAdded,),
        {
            "undone": UNDONE,
            "put away": pressing("x", "X"),
            "done": pressing("space", "X"),
            "said otherwise": pressing("e", *_anew("Tea"), "enter", "enter", "X"),
        },
    ),
    "a line for someday": Taken("the lake", (e.SomedayAdded,), {"undone": UNDONE}),
    "what is kept of a talk": Taken(
        '"text":"plan"', (e.FlowKept,), {"erased": pressing("5", "G", "enter", "enter", "x", "y")}
    ),
    "what a talk leaves to ask about": Taken(
        '"text":"remember"', (e.AskAboutAdded,), {"asked and erased": on_a_page("page('ask-about')", "g", "x", "y")}
    ),
    "a name in the settings": Taken("Anna", (e.PersonRenamed,), {"undone": UNDONE, "renamed": ANOTHER}),
    "the other one's name": Taken("Samira", (e.PersonJoined,), {"undone": UNDONE, "renamed": ANOTHER}),
    "who comes second": Taken(
        "Samira",
        (e.PersonJoined,),
        {"undone": UNDONE, "renamed": at_a_setting("With you", *IN_PLACE)},
    ),
    "names in the welcome": Taken("Samira", (e.PersonJoined,), {"renamed": at_a_setting("With you", *IN_PLACE)}),
    "a draft": Taken(
        "for the tea",
        (e.DraftKept,),
        {
            "thrown away": pressing("a", "ctrl+t", "ctrl+t"),
            "put in and undone": pressing("a", "ctrl+s", "u", "X"),
            "put in and erased": pressing("a", "ctrl+s", "4", "x", "y"),
        },
    ),
    "a check-in that is shown": Taken(
        '"c2":1,"c3":2',
        (e.CheckinTaken, e.CheckinShared),
        {"taken back": pressing("o"), "let go": pressing("x", "y"), "taken back and let go": pressing("o", "x", "y")},
        kept_with={"taken back": "private"},
    ),
    "what a talk tries for a while": Taken(
        "tryquince", (e.RitualAdded,), {"undone": pressing("escape", "escape", "u", "X")}
    ),
    "a note on what needs both": Taken(
        "by candlelight",
        (e.RitualTicked,),
        {
            "a yes taken back": on_a_page("page('consent')", "space", "y"),
            "unticked": pressing("space", "X"),
        },
    ),
    "what a talk puts into the jar": Taken(
        '"text":"words"', (e.AppreciationAdded,), {"undone": pressing("enter", "u", "X")}
    ),
}
"""By the name of a place in `PLACES`."""


async def with_a_result(pilot: Pilot[None], session: Session) -> None:
    """To come to the result of a check-in that was just taken."""
    await in_the_check_in(pilot, session)
    await pilot.press("enter")
    await pilot.pause()


async def with_something_to_try(pilot: Pilot[None], session: Session) -> None:
    """To come to a name for what a talk of two made up; both have read the words on safety."""
    for person in session.service.couple:
        session.service.private(person.id).keep(lambda now: [] if now.gate_passed else [e.GatePassed()])
    await at_the_end_of("root-cause-reflection", "2", *keys("quince"), "enter")(pilot, session)


async def beside_what_needs_both(pilot: Pilot[None], session: Session) -> None:
    """To come to a note on a ritual that both said yes to."""
    for person in session.service.couple:
        session.service.consent.say("time-for-us", by=person.id, given=True)
    keep(session.service, "time-for-us")
    session.service.edit("time-for-us", e.RitualEdited("time-for-us"), cadence=Quota(3, "week"))
    await pilot.press("1", "G", "n", *keys("by candlelight"))
    await pilot.pause()


MORE_SPOTS = (
    Spot("a draft", pressing("a", *keys("for the tea")), ("escape",), "for the tea"),
    Spot("a check-in that is shown", with_a_result, ("o",), "CheckinShared"),
    Spot("what a talk tries for a while", with_something_to_try, ("enter",), "tryquince"),
    Spot("a note on what needs both", beside_what_needs_both, ("enter",), "by candlelight"),
    Spot("what a talk puts into the jar", at_the_end_of("good-news", "enter", "2"), ("enter",), "words"),
)
"""Places that save by themselves, or words of which there are elsewhere already."""

PLACES = (*SPOTS, *MORE_SPOTS)

NEVER_SAVED: Mapping[str, tuple[str, ...]] = {
    "a note that was let go": ("1", "n", *keys("quince"), "escape"),
    "a name in the form": ("2", "plus", *keys("quince"), "escape", "escape"),
    "a cue in the form": ("2", "e", "down", "down", "down", *keys("quince"), "escape", "escape"),
    "the reason of a pause": ("2", "s", *keys("quince"), "escape"),
    "what was looked for": ("2", "slash", *keys("quince"), "enter", "escape"),
    "what was looked for in the jar": ("4", "slash", *keys("quince"), "enter", "escape"),
    "a change of a thank-you": ("4", "e", *keys("quince"), "escape", "escape"),
    "somebody's name": ("comma", "enter", *keys("quince"), "escape"),
    "a command in the palette": ("ctrl+p", *keys("quince"), "escape"),
}
"""The keys that type words somewhere and leave without keeping them."""
