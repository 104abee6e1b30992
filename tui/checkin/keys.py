"""The keys of the check-in."""

from __future__ import annotations

from tui.shared.keys import WHY, Key, number_keys

CHECKIN = (
    Key("begin", "enter,space", "choose", "open", "Open the page of whoever it is, or answer apart."),
    Key("back", "escape", "app.room('today')", "back", "Go back to Today.", shown_as="esc"),
    WHY,
)

CHECKIN_OWN = (
    Key("open", "enter,space", "choose", "open", "Begin a new one, or look at one from before."),
    Key("share", "o", "share", "show", "Show this one to whoever else is here; once more takes it back."),
    Key("let-go", "x", "let_go", "erase", "Take this one off the disk for good; asks first."),
    WHY,
    Key("back", "escape", "app.back", "hide", "Hide this page.", shown_as="esc"),
)

SKIP_LINE = Key("skip", "ctrl+n,ctrl+o", "skip", "pass", "Pass this line.")

CHECKIN_ASK = (
    *number_keys("answer", range(10), "Choose this number.", shown_as="0–4"),
    Key("onward", "enter", "onward", "go on", "Go on, with what is chosen."),
    Key("choose", "space", "choose", "choose", "Choose what the cursor is on: an answer, or to pass the line."),
    SKIP_LINE,
    Key("before", "backspace,left", "before", "before", "Go back to the line before.", shown_as="⌫"),
    WHY,
    Key("leave", "escape,q", "app.back", "leave", "Leave; nothing of it is kept.", shown_as="esc"),
)

MAY_SEE = (
    *number_keys("pick", range(1, 10), "Choose what has this number."),
    Key("onward", "enter", "onward", "go on", "Go on, and show what is chosen, which may be nothing."),
    Key("press", "space", "press", "choose", "Choose this to be seen; once more keeps it back."),
    Key("before", "backspace,left", "before", "before", "Go back to the lines.", shown_as="⌫"),
    Key("leave", "escape,q", "leave", "leave", "Leave; nothing of it is kept.", shown_as="esc"),
)

CHECKIN_ENDING = (
    Key("start", "plus,insert", "start", "begin that", "Begin the one small thing that may help.", shown_as="+"),
    Key("tick", "space", "tick", "tick it", "Tick the check-in among your rituals."),
    Key("share", "o", "share", "show", "Show these answers to whoever else is here; once more takes it back."),
    Key(
        *(
            "seal",
            "ctrl+s",
            "seal",
            "show once both do",
            "Seal these answers; they are shown once both have sealed some.",
        ),
        hint=False,
        among_more=("show once all do", "Seal these answers; they are shown once all have sealed some."),
    ),
    Key("getting-help", "enter", "get_help", "getting help", "See a first step to help from outside.", hint=False),
    Key("let-go", "x", "let_go", "erase", "Take this one off the disk for good; asks first."),
    WHY,
    Key("back", "escape,q", "app.back", "hide", "Hide this page.", shown_as="esc"),
)

CHECKIN_BOTH = tuple(key for key in CHECKIN_ENDING if key.id not in {"share", "seal", "let-go"})
