"""The keys that mean the same in every room and on every list."""

from __future__ import annotations

from tui.keys.key import Key

THANK = Key("thank", "a", "app.thank", "thank", "Put a thank-you into the jar.")
COMING = Key("nudges", "Z", "app.nudges", "nudges", "The nudges to come, and who sends them.", hint=False)

ANYWHERE = (
    THANK,
    Key("undo", "u", "app.undo", "undo", "Take back the last thing you did on this machine."),
    Key("today", "1", "app.room('today')", "today", "What is due, what is done, and the week.", hint=False),
    Key("rituals", "2", "app.room('rituals')", "rituals", "Every ritual you keep, and the catalogue.", hint=False),
    Key("rhythm", "3", "app.room('rhythm')", "rhythm", "Your weeks in a row, and the year as a picture.", hint=False),
    Key("jar", "4", "app.room('jar')", "jar", "Your thanks to each other, and the opening of the jar.", hint=False),
    Key("talk", "5", "app.room('talk')", "talk", "Guided talks to listen, to speak and to mend.", hint=False),
    Key("check-in", "6", "app.room('check-in')", "check-in", "How close it has felt lately, for yourself.", hint=False),
    Key("settings", "comma", "app.settings", "settings", "People, days, nudges and looks.", hint=False, shown_as=","),
    COMING,
    Key("person", "p", "app.person", "who", "Say who is at the keyboard.", hint=False),
    Key("help", "question_mark", "app.help", "all keys", "Show every key of this screen.", shown_as="?"),
    Key("palette", "ctrl+p", "app.command_palette", "palette", "Find anything by its name.", hint=False),
    Key(
        "support",
        "f2",
        "app.support",
        "support",
        "Where help can be had; esc goes to Today.",
        False,
        "F2",
        over_all=True,
    ),
    Key(
        "way-back",
        "f3",
        "app.way_back",
        "the way back",
        "The nine parts of it, and what there is for each.",
        False,
        "F3",
    ),
    Key("welcome", "f1", "app.welcome", "welcome", "Have the welcome again.", hint=False, shown_as="F1"),
    Key("back", "escape", "app.back", "back", "Back, in the end to Today.", hint=False, shown_as="esc"),
    Key("quit", "q", "app.quit", "quit", "Close; everything is saved already.", hint=False),
)

LIST = (
    Key("up", "up,k", "cursor(-1)", "up", "One row up.", hint=False, shown_as="↑ k"),
    Key("down", "down,j", "cursor(1)", "down", "One row down.", hint=False, shown_as="↓ j"),
    Key("page-up", "pageup", "cursor(-10)", "page up", "Ten rows up.", hint=False),
    Key("page-down", "pagedown", "cursor(10)", "page down", "Ten rows down.", hint=False),
    Key("first", "g,home", "cursor_to(0)", "first", "To the first row.", hint=False),
    Key("last", "G,end", "cursor_to(-1)", "last", "To the last row.", hint=False),
)

WHY = Key("why", "i", "why", "why", "Where the idea comes from, and how it was checked.")
