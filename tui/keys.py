"""Every key there is, once: bindings, the line at the foot and the help page all come from these tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from textual.binding import Binding


class Key(NamedTuple):
    """A key, what it does in a word or two, and a sentence on it; `hint` puts it on the line at the foot."""

    id: str
    keys: str
    action: str
    label: str
    tip: str
    hint: bool = True
    shown_as: str = ""

    @property
    def first(self) -> str:
        return self.keys.split(",")[0]

    @property
    def face(self) -> str:
        """The key as people call it."""
        return self.shown_as or self.first


ANYWHERE = (
    Key("undo", "u", "undo", "undo", "Take back the last thing you did on this machine."),
    Key("person", "p", "person", "who", "Say who is at the keyboard.", hint=False),
    Key("help", "question_mark", "help", "all keys", "Show every key of this screen.", shown_as="?"),
    Key("palette", "ctrl+p", "command_palette", "palette", "Find anything by its name.", hint=False),
    Key("quit", "q", "quit", "quit", "Close; everything is saved already.", hint=False),
)

LIST = (
    Key("up", "up,k", "cursor(-1)", "up", "One row up.", hint=False, shown_as="↑ k"),
    Key("down", "down,j", "cursor(1)", "down", "One row down.", hint=False, shown_as="↓ j"),
    Key("page-up", "pageup", "cursor(-10)", "page up", "Ten rows up.", hint=False),
    Key("page-down", "pagedown", "cursor(10)", "page down", "Ten rows down.", hint=False),
    Key("first", "g,home", "cursor_to(0)", "first", "To the first row.", hint=False),
    Key("last", "G,end", "cursor_to(-1)", "last", "To the last row.", hint=False),
)

TODAY = (
    Key("tick", "space", "tick", "done", "We did it; once more takes it back."),
    Key("tiny", "t", "tiny", "tiny version", "Done in the two-minute version, which counts in full."),
    Key("rest", "r", "rest", "rest", "Not today; once more plans it again."),
    Key("note", "n", "note", "note", "Done, with a line to remember it by."),
    Key("both", "b", "both", "both of us", "Tick for both of you where each ticks for themselves."),
    Key("pick", "c", "pick", "pick a ritual", "Choose rituals from the catalogue."),
)

CATALOGUE = (
    Key("keep", "space,enter", "keep", "keep it", "Take this ritual up; it starts today."),
    Key("why", "i", "why", "why", "Where the idea comes from.", hint=False),
    Key("back", "escape", "back", "back", "Back to Today.", shown_as="esc"),
)

SCREENS = {"today": (*TODAY, *LIST), "catalogue": (*CATALOGUE, *LIST)}


BindingList = list[Binding | tuple[str, str] | tuple[str, str, str]]


def bindings(keys: Iterable[Key]) -> BindingList:
    """Textual's bindings for some keys."""
    return [
        Binding(key.keys, key.action, key.label, show=False, key_display=key.face, tooltip=key.tip, id=key.id)
        for key in keys
    ]
