"""The keys of the settings and of the page of people."""

from __future__ import annotations

from tui.shared.keys import BACK, TYPING, Key

SETTINGS = (
    Key("change", "space,enter", "change", "change", "Change what the cursor is on."),
    BACK,
)

PEOPLE = (
    Key("choose", "space,enter", "choose", "here", "Say whether they live here; who left comes back."),
    Key("part", "x", "part", "leave", "Let them leave from today on, or remove who never did anything; it asks first."),
    Key("rename", "e", "rename", "rename", "Give them the name they go by."),
    Key(
        "private-pages", "l", "app.page('private-pages')", "lock", "Lock somebody's private pages, or open them.", False
    ),
    Key("add", "plus,insert", "add", "add", "Welcome someone, or someone who left.", shown_as="+"),
    BACK,
)

PARTING = (
    Key("erase", "y", "erase", "yes", "Yes, from today on."),
    Key("leave", "escape,n,q", "leave", "let it be", "Leave it as it is.", shown_as="esc"),
)

ENTERING = (
    Key("enter-lines", "enter", "submit", "go on", "Go on to the next line, and from the last one with all of them."),
    *TYPING[1:],
)

OWN_DATA = (
    Key("choose", "space,enter", "choose", "begin", "Begin what the cursor is on."),
    BACK,
)

BRINGING_BACK = (
    Key("erase", "y", "erase", "bring it back", "Yes, bring it back."),
    Key("leave", "escape,n,q", "leave", "let it be", "Leave everything as it is.", shown_as="esc"),
)

BRING_IN = (
    Key("choose", "space", "choose", "in or out", "Have the ritual that the cursor is on come in, or leave it out."),
    Key("open", "enter", "open", "change", "Change its name, when it is, or what it goes on as."),
    BACK,
)

BRING_IN_ROW = (
    Key("choose", "space,enter", "choose", "go on", "Name the file, say whose its days are, or bring all of it in."),
    BACK,
)

AT_LOGIN = (
    Key("copy", "space,enter", "copy", "copy", "Copy the line, to paste it into that file."),
    Key("close", "escape,q", "dismiss", "close", "Close this page.", shown_as="esc"),
)

LOCK_SCREEN = (
    Key("change", "space,enter", "choose", "name or not", "Let nudges show its name, or leave it out."),
    BACK,
)
