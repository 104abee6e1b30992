"""The keys of the talks, and of where help can be had."""

from __future__ import annotations

from tui.shared.keys import ANYWHERE, WHY, Key, number_keys

SUPPORT_HINT = next(key for key in ANYWHERE if key.id == "support")._replace(hint=True)
_NUMBERS = number_keys("pick", range(1, 10), "Choose what has this number.")

TALK = (
    Key("begin", "enter,space", "begin", "begin", "Begin this talk."),
    WHY,
    Key("kept", "", "kept", "kept", "See what you kept of talks; asks first whose it is."),
    SUPPORT_HINT,
    Key("back", "escape", "app.room('today')", "back", "Go back to Today.", shown_as="esc"),
)

SKIP_STEP = Key("skip", "ctrl+n,ctrl+o", "skip", "skip", "Pass this step over.")

FLOW = (
    Key("onward", "enter,ctrl+s", "onward", "go on", "Go on, with what stands here."),
    Key("press", "space", "press", "choose", "Start and pause the timer; choose what the cursor is on."),
    Key("new-line", "ctrl+j,shift+enter,alt+enter", "new_line", "new line", "Begin a new line in what you write."),
    Key("week", "w", "open('week')", "the week ahead", "Look at the week ahead and plan it; esc comes back here."),
    Key("copy", "c", "copy", "copy", "Copy these words, to paste them wherever you like."),
    Key("before", "ctrl+b,backspace,alt+left", "before", "back", "Go back to the step before."),
    SKIP_STEP,
    SUPPORT_HINT,
    Key("words-on-safety", "ctrl+g", "gate", "safety", "Read the words on safety again.", hint=False),
    WHY._replace(hint=False),
    *_NUMBERS,
    Key("stop", "escape,q", "stop", "stop", "Stop here; asks first, for all of it is forgotten.", shown_as="esc"),
)

FLOW_STOP = (
    Key("stop", "y", "stop", "stop and forget", "Stop here; nothing of it stays."),
    Key("go-on", "escape,n,q,enter", "go_on", "go on", "Go back to the step you were at.", shown_as="esc"),
)

FLOW_END = (
    Key("onward", "enter,ctrl+s", "onward", "go on", "Do what is ticked, and nothing else; then go on."),
    Key("choose", "space", "choose", "choose", "Choose this; once more leaves it out."),
    SUPPORT_HINT,
    *_NUMBERS,
    Key("leave", "escape,q", "leave", "keep nothing", "End here; nothing more is kept.", shown_as="esc"),
)

FLOW_DONE = (
    Key("tick", "space", "tick", "tick it", "Tick the ritual that this was."),
    Key("leave", "enter,escape,q", "leave", "back", "Go back to where you were.", shown_as="enter"),
)

FLOW_LINE = (
    Key("settle", "enter", "submit", "keep it as it is", "Leave it at these words."),
    Key("let-go", "escape", "let_go", "let it be", "Leave it out again.", shown_as="esc"),
)

GATE = (
    Key("onward", "enter", "onward", "go on", "Go on to the talk; F2 shows these words at any time."),
    SUPPORT_HINT,
    Key("back", "escape,q", "leave", "back", "Go back to where you were.", shown_as="esc"),
)

SUPPORT = (
    Key("scroll-down", "down,j,space,pagedown", "scroll(1)", "read on", "Read on.", hint=False),
    Key("scroll-up", "up,k,pageup", "scroll(-1)", "up", "Read what stands above.", hint=False),
    Key("leave", "escape,q,enter", "leave", "leave at once, to Today", "Leave at once, to Today.", shown_as="esc"),
)

CARE_FIRST = (
    Key("onward", "enter", "onward", "go on", "Go on with the talk, after this page."),
    *SUPPORT[:-1],
    Key("leave", "escape,q", "leave", "leave at once, to Today", "Leave at once, to Today.", shown_as="esc"),
)

KEPT = (
    Key("erase", "x", "erase", "erase", "Take this off the disk for good; asks first."),
    Key("copy", "space,enter", "copy", "copy", "Copy these words, to paste them wherever you like."),
    Key(
        *("seal", "ctrl+s", "seal", "show once both do", "Seal what you wrote apart; it is shown once both have."),
        among_more=("show once all do", "Seal what you wrote apart; it is shown once all have."),
    ),
    Key("back", "escape", "app.back", "hide", "Hide this page.", shown_as="esc"),
)
