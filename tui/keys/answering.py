"""The keys of what takes an answer: a form, a dialog, a line to type on."""

from __future__ import annotations

from tui.keys.key import Key

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

CHOOSING = (
    Key("choose", "space,enter", "choose", "choose", "Take this one."),
    Key("leave", "escape", "leave", "back", "Back, with nothing changed.", shown_as="esc"),
)

TYPING = (
    Key("keep-words", "enter", "submit", "keep", "Keep what is typed."),
    Key("let-go", "escape", "let_go", "leave", "Leave it as it was.", shown_as="esc"),
)
