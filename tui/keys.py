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
    Key("today", "1", "room('today')", "today", "What is due, what is done, and the week.", hint=False),
    Key("rituals", "2", "room('rituals')", "rituals", "Every ritual you keep, and the catalogue.", hint=False),
    Key("settings", "comma", "settings", "settings", "People, days, nudges and looks.", hint=False, shown_as=","),
    Key("person", "p", "person", "who", "Say who is at the keyboard.", hint=False),
    Key("help", "question_mark", "help", "all keys", "Show every key of this screen.", shown_as="?"),
    Key("palette", "ctrl+p", "command_palette", "palette", "Find anything by its name.", hint=False),
    Key("welcome", "f1", "welcome", "welcome", "Have the welcome again.", hint=False, shown_as="F1"),
    Key("back", "escape", "back", "back", "Back, in the end to Today.", hint=False, shown_as="esc"),
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

TICKING = (
    Key("tick", "space", "tick", "done", "We did it; once more takes it back."),
    Key("tiny", "t", "tiny", "tiny version", "Done in the two-minute version, which counts in full."),
    Key("rest", "r", "rest", "rest", "Not today; once more plans it again."),
    Key("note", "n", "note", "note", "Done, with a line to remember it by."),
    Key("both", "b", "both", "both of us", "Tick for both of you where each ticks for themselves."),
)

EDIT = Key("edit", "enter,e", "edit", "edit", "Change its name, when, who, cue or reminders.")
MOVE = Key("move", "m", "move", "move", "Give the next one another day.")
WHY = Key("why", "i", "why", "why", "Where the idea comes from, and how it was checked.")

TODAY = (
    *TICKING,
    Key("pick", "c", "pick", "pick a ritual", "Choose rituals from the catalogue."),
    *(key._replace(hint=False) for key in (EDIT, MOVE, WHY)),
)

CATALOGUE = (
    Key("keep", "space,enter", "keep", "keep it", "Take this ritual up; it starts today."),
    Key("back", "escape", "back", "back", "Back to where you were.", shown_as="esc"),
    Key("find", "slash", "find", "find", "Show only what has these words in it.", shown_as="/"),
    Key("change", "e", "edit", "change first", "Take it up with a time, a name or a cue of your own."),
    WHY,
)

RITUALS = (
    Key("own", "plus,insert", "own", "your own", "Write down a ritual of your own.", shown_as="+"),
    Key("catalogue", "c", "catalogue", "catalogue", "Choose rituals from the catalogue."),
    Key("back", "escape", "back", "back", "Back to Today, or from a search to the whole list.", shown_as="esc"),
    EDIT,
    Key("find", "slash", "find", "find", "Show only what has these words in it.", shown_as="/"),
    MOVE,
    Key("pause", "s", "pause", "pause", "Pause this ritual for some days; once more goes on with it."),
    Key("put-away", "x", "put_away", "put away", "Put this ritual away; once more brings it back."),
    WHY,
    Key("group", "v", "group", "group", "Group by section, by when, or by who."),
    Key("order", "o", "order", "order", "Order by next day, by name, or as added."),
    Key("pause-all", "S", "pause_all", "pause all", "Pause everything for some days; once more goes on."),
    *(key._replace(hint=False) for key in TICKING),
)

FORM = (
    Key("save", "ctrl+s", "save", "save", "Save what is written here.", shown_as="ctrl+s"),
    Key("next-field", "down,tab", "app.focus_next", "next", "To the next line.", shown_as="↓"),
    Key("field-before", "up,shift+tab", "app.focus_previous", "before", "To the line before.", False, "↑"),
    Key("suggestion", "ctrl+n,pagedown", "suggestion", "suggestion", "Put the next suggestion on this line."),
    Key("back", "escape", "back", "back", "Back, with nothing changed.", shown_as="esc"),
)

CHOICE = (
    Key("next-choice", "right,space", "choose(1)", "next", "The next one."),
    Key("choice-before", "left", "choose(-1)", "before", "The one before."),
    Key("settled", "enter", "app.focus_next", "settled", "Leave it at that."),
)

FIND = (
    Key("found", "down,enter", "found", "to the list", "Walk through what was found."),
    Key("all-again", "escape", "all_again", "all again", "Show everything again.", shown_as="esc"),
)

PANEL = (
    Key("panel-suggestion", "ctrl+n,pagedown", "suggestion", "suggestion", "Put the next suggestion on this line."),
    Key("panel-next", "down", "step(1)", "next", "A day later, or the next line."),
    Key("panel-before", "up", "step(-1)", "before", "A day earlier, or the line before."),
    Key("panel-leave", "escape", "leave", "let it be", "Let it be.", shown_as="esc"),
)

SETTINGS = (
    Key("change", "space,enter", "change", "change", "Change what the cursor is on."),
    Key("back", "escape", "app.back", "back", "Back to where you were.", shown_as="esc"),
)

CHOOSING = (
    Key("choose", "space,enter", "choose", "choose", "Take this one."),
    Key("leave", "escape", "leave", "back", "Back, with nothing changed.", shown_as="esc"),
)

TYPING = (
    Key("keep-words", "enter", "submit", "keep", "Keep what is typed."),
    Key("let-go", "escape", "let_go", "leave", "Leave it as it was.", shown_as="esc"),
)


WELCOME = (
    Key("onward", "enter", "onward", "next", "Keep this answer and go on."),
    Key("leave", "escape", "leave", "to Today", "To Today; what you answered so far is kept.", shown_as="esc"),
)

WELCOME_BACK = (Key("page-back", "backspace", "page_back", "back", "To the question before."),)

WELCOME_RITUALS = (
    WELCOME[0],
    Key("want", "space", "want", "keep", "Keep this one; once more leaves it for later."),
    Key("swap", "right", "swap(1)", "swap", "Another ritual in its place.", shown_as="→"),
    Key("swap-back", "left", "swap(-1)", "the one before", "The one before in its place.", hint=False, shown_as="←"),
    Key("time", "t", "time", "time", "Say when: a time alone, or words such as every fri at 19:30."),
    *WELCOME[1:],
)

WELCOME_TIME = (Key("let-go", "escape", "let_go", "as it was", "Leave the time as it was.", shown_as="esc"),)


BindingList = list[Binding | tuple[str, str] | tuple[str, str, str]]


def bindings(keys: Iterable[Key]) -> BindingList:
    """Textual's bindings for some keys."""
    return [
        Binding(key.keys, key.action, key.label, show=False, key_display=key.face, tooltip=key.tip, id=key.id)
        for key in keys
    ]
