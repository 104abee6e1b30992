"""The keys of the welcome."""

from __future__ import annotations

from tui.shared.keys import Key

WELCOME = (
    Key("onward", "enter", "onward", "next", "Keep this answer and go on."),
    Key("leave", "escape", "leave", "to Today", "Go to Today; what you answered so far is kept.", shown_as="esc"),
)

WELCOME_NAMES = (
    Key("name", "enter", "submit", "next", "Keep this name and go on."),
    *WELCOME,
    Key("elsewhere", "down", "elsewhere", "another machine", "Join who has it elsewhere.", True, "↓", over_all=True),
)

WELCOME_BACK = (Key("page-back", "backspace", "page_back", "back", "Go to the question before."),)

WELCOME_RITUALS = (
    WELCOME[0],
    Key("want", "space", "want", "keep", "Keep this one; once more leaves it for later."),
    Key("swap", "right", "swap(1)", "swap", "Put another ritual in its place.", shown_as="→"),
    Key("swap-back", "left", "swap(-1)", "the one before", "Put back the one before.", hint=False, shown_as="←"),
    Key("time", "t", "time", "time", "Say when: a time alone, or words such as every fri at 19:30."),
    *WELCOME[1:],
)

WELCOME_TIME = (
    Key("keep-time", "enter", "submit", "keep", "Keep this time."),
    Key("let-go", "escape", "let_go", "as it was", "Leave the time as it was.", shown_as="esc"),
)
