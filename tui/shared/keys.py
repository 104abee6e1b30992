"""What a key of the app is, how it becomes a Textual binding, and the key tables that several screens share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from textual import constants
from textual.binding import Binding

KEPT_BY_BROWSERS = frozenset(
    {"ctrl+n", "ctrl+t", "ctrl+w", "ctrl+q", "ctrl+tab", "ctrl+shift+tab", "ctrl+pageup", "ctrl+pagedown"}
)
"""The keys that open, close and change tabs and windows, of which a page hears nothing. Of all others, such as ctrl+p,
F1 and F3, it hears first."""


class Key(NamedTuple):
    """A key with its action, label and tip; `hint` shows it in the footer, `over_all` makes it a priority binding.

    Without `keys` it is an entry of the palette, for what is rare enough to do without a letter.
    """

    id: str
    keys: str
    action: str
    label: str
    tip: str
    hint: bool = True
    shown_as: str = ""
    over_all: bool = False
    among_more: tuple[str, str] | None = None
    """Its label and tip where the couple is more than two."""

    @property
    def first(self) -> str:
        return self.keys.split(",")[0]

    @property
    def face(self) -> str:
        """The key's name as it is shown to people: on a page in a browser, the one that gets there."""
        return (constants.DRIVER and self.for_browsers) or self.shown_as or self.first

    @property
    def for_browsers(self) -> str:
        """The key that stands in where a browser keeps the first one for itself; nothing where it doesn't."""
        if self.first not in KEPT_BY_BROWSERS:
            return ""
        return next(name for name in self.keys.split(",") if name not in KEPT_BY_BROWSERS)


def once_each(keys: Iterable[Key]) -> list[Key]:
    """The keys without those whose first key an earlier one has already; entries without a key stay."""
    first: dict[str, Key] = {}
    for key in keys:
        first.setdefault(key.first or key.action, key)
    return list(first.values())


def said_to(people: Sequence[object], keys: Iterable[Key]) -> list[Key]:
    """The keys with their labels and tips as one says them to so many people."""
    return [
        key._replace(label=key.among_more[0], tip=key.among_more[1]) if key.among_more and len(people) > 2 else key
        for key in keys
    ]


def offered_to(people: Sequence[object], keys: Iterable[Key]) -> list[Key]:
    """The keys as one says them to so many people; to one alone, without those that are about the others."""
    return [key for key in said_to(people, keys) if len(people) != 1 or key.among_more is None]


def number_keys(action: str, of: Sequence[int], tip: str, shown_as: str = "1–9") -> tuple[Key, ...]:
    """Keys that choose an answer by its number; `shown_as` stands for all of them where they are one row."""
    return tuple(Key(f"{action}-{n}", str(n), f"{action}({n})", "choose", tip, False, shown_as) for n in of)


BindingList = list[Binding | tuple[str, str] | tuple[str, str, str]]


def bindings(keys: Iterable[Key]) -> BindingList:
    """Textual's bindings for some keys."""
    return [Binding(k.keys, k.action, k.label, False, k.face, k.over_all, k.tip, id=k.id) for k in keys if k.keys]


FORM = (
    Key("save", "ctrl+s", "save", "save", "Save what is written here.", shown_as="ctrl+s"),
    Key("next-field", "down,tab", "app.focus_next", "next", "Go to the next line.", shown_as="↓"),
    Key("field-before", "up,shift+tab", "app.focus_previous", "before", "Go to the line before.", False, "↑"),
    Key("suggestion", "ctrl+n,ctrl+o,pagedown", "suggestion", "suggestion", "Put the next suggestion on this line."),
    Key("back", "escape", "back", "back", "Go back, with nothing changed.", shown_as="esc"),
)

CHOICE = (
    Key("next-choice", "right,space", "choose(1)", "next", "Choose the next one.", shown_as="→"),
    Key("choice-before", "left", "choose(-1)", "before", "Choose the one before.", shown_as="←"),
    Key("settled", "enter", "app.focus_next", "go on", "Leave it at that, and go on."),
)

FIND = (
    Key("found", "down,enter", "found", "to the list", "Walk through what was found."),
    Key("all-again", "escape", "all_again", "all again", "Show everything again.", shown_as="esc"),
)

PANEL = (
    Key("panel-on", "enter", "submit", "go on", "Go to the next line, and from the last one keep it."),
    Key(
        "panel-suggestion",
        "ctrl+n,ctrl+o,pagedown",
        "suggestion",
        "suggestion",
        "Put the next suggestion on this line.",
    ),
    Key("panel-next", "down", "step(1)", "next", "Go a day later, or to the next line."),
    Key("panel-before", "up", "step(-1)", "before", "Go a day earlier, or to the line before."),
    Key("panel-leave", "escape", "leave", "let it be", "Let it be.", shown_as="esc"),
)

CHOOSING = (
    Key("choose", "space,enter", "choose", "choose", "Take this one."),
    Key("leave", "escape,q", "leave", "back", "Go back, with nothing changed.", shown_as="esc"),
)

TYPING = (
    Key("keep-words", "enter", "submit", "keep", "Keep what is typed."),
    Key("let-go", "escape", "let_go", "leave", "Leave it as it was.", shown_as="esc"),
)

THANK = Key("thank", "a", "app.thank", "thank", "Put a thank-you into the jar.")

UNDO = Key("undo", "u", "app.undo", "undo", "Take back the last thing done here, never what is another's alone.")

ERASE_WORDS = Key(
    "erase-words",
    "X",
    "app.erase_words",
    "erase words",
    "Take the words that were just taken back off the disk as well.",
    hint=False,
)

WEEK_AHEAD = Key("week", "w", "app.page('week')", "week", "The seven days ahead, to plan them.")

ROOMS = (
    Key("today", "1", "app.room('today')", "today", "What is due, what is done, and the week.", hint=False),
    Key("rituals", "2", "app.room('rituals')", "rituals", "Every ritual you keep, and the catalogue.", hint=False),
    Key("rhythm", "3", "app.room('rhythm')", "rhythm", "Your weeks in a row, and the year as a picture.", hint=False),
    Key("jar", "4", "app.room('jar')", "jar", "Your thanks, and the opening of the jar.", hint=False),
    Key("talk", "5", "app.room('talk')", "talk", "Guided talks to listen, to speak and to mend.", hint=False),
    Key("check-in", "6", "app.room('check-in')", "check-in", "How close it has felt lately, for yourself.", hint=False),
)
"""The rooms; the id of each key is that of its mode."""

ANYWHERE = (
    THANK,
    UNDO,
    ERASE_WORDS,
    *ROOMS,
    Key(
        "settings",
        "comma",
        "app.page('settings')",
        "settings",
        "People, days, nudges and looks.",
        hint=False,
        shown_as=",",
    ),
    Key("nudges", "", "app.page('nudges')", "nudges", "The nudges to come, and who sends them.", hint=False),
    Key(
        "person",
        "p",
        "app.person",
        "change seats",
        "Let the other one sit here now.",
        hint=False,
        among_more=("who sits here", "Say who of you sits here now."),
    ),
    Key("back", "escape", "app.back", "back", "Go back, in the end to Today.", shown_as="esc"),
    Key("help", "question_mark,f1", "app.help", "all keys", "Show every key of this page.", shown_as="?"),
    Key(
        "palette",
        "ctrl+p",
        "app.command_palette",
        "palette",
        "Find a command, a ritual, a page.",
        hint=False,
        over_all=True,
    ),
    Key(
        "suspend",
        "ctrl+z",
        "app.suspend_process",
        "to the shell",
        "To the shell; fg there comes back.",
        hint=False,
        over_all=True,
    ),
    Key(
        "support",
        "f2",
        "app.page('support')",
        "support",
        "Where help can be had; esc goes to Today.",
        False,
        "F2",
        over_all=True,
    ),
    Key(
        "way-back",
        "f3",
        "app.page('way-back')",
        "the way back",
        "The nine parts of the way back, and what there is for each.",
        False,
        "F3",
    ),
    Key("quit", "q", "app.close", "quit", "Close; everything is saved already.", hint=False),
)

LEADING_AWAY = frozenset(key.keys for key in ANYWHERE if key in ROOMS or key.id == "person")
"""What goes to Today or another room, whatever is open."""

LIST = (
    Key("up", "up,k", "cursor(-1)", "up", "Go one row up.", hint=False, shown_as="↑ k"),
    Key("down", "down,j", "cursor(1)", "down", "Go one row down.", hint=False, shown_as="↓ j"),
    Key("page-up", "pageup", "cursor(-10)", "page up", "Go ten rows up.", hint=False),
    Key("page-down", "pagedown", "cursor(10)", "page down", "Go ten rows down.", hint=False),
    Key("first", "g,home", "cursor_to(0)", "first", "Go to the first row.", hint=False),
    Key("last", "G,end", "cursor_to(-1)", "last", "Go to the last row.", hint=False),
)

WHY = Key("why", "i", "why", "why", "Read where the idea comes from, and how it was checked.")

BACK = Key("back", "escape", "app.back", "back", "Go back to where you were.", shown_as="esc")

LOCK_OFFER = Key("set-lock", "l", "set_lock", "lock", "Lock these pages with a passphrase, as is offered once.")

ERASING = (
    Key("erase", "y", "erase", "erase it", "Take it off the disk for good."),
    Key("leave", "escape,n,q", "leave", "let it be", "Leave it where it is.", shown_as="esc"),
)

HAND_OVER = (
    Key("onward", "enter,space", "onward", "go on", "Go on, but only once it is so."),
    Key("leave", "escape,q", "leave", "leave", "Leave; nothing more is shown.", shown_as="esc"),
)
