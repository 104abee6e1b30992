"""The keys of the check-in, the questions and the way back."""

from __future__ import annotations

from tui.keys.everywhere import WHY
from tui.keys.key import Key

_BACK = Key("back", "escape", "app.back", "back", "Back to where you were.", shown_as="esc")

CHECKIN = (
    Key("begin", "enter,space", "choose", "open", "Open the page of whoever it is, or answer apart and look together."),
    Key("back", "escape", "app.room('today')", "back", "Back to Today.", shown_as="esc"),
    WHY,
)

CHECKIN_OWN = (
    Key("open", "enter,space", "choose", "open", "Begin a new one, or look at one from before."),
    Key("share", "s", "share", "show", "Show this one to the other of you; once more takes it back."),
    Key("let-go", "x", "let_go", "let go", "Take this one off the disk for good; asks first."),
    WHY,
    Key("back", "escape", "app.back", "hide", "Hide this page.", shown_as="esc"),
)

CHECKIN_ASK = (
    *(Key(f"answer-{n}", str(n), f"answer({n})", "answer", "Answer with this number.", hint=False) for n in range(10)),
    Key("choose", "enter,space", "choose", "answer", "Take what the cursor is on: an answer, or to pass the line."),
    Key("before", "backspace,left", "before", "before", "Back to the line before.", shown_as="⌫"),
    WHY,
    Key("leave", "escape", "app.back", "leave", "Leave; nothing of it is kept.", shown_as="esc"),
)

CHECKIN_ENDING = (
    Key("start", "d", "start", "begin that", "Begin the one small thing that may help."),
    Key("tick", "t", "tick", "tick it", "Tick the check-in among your rituals."),
    Key("share", "s", "share", "show", "Show these answers to the other of you; once more takes it back."),
    Key("help", "h", "get_help", "getting help", "A first step to help from outside.", hint=False),
    Key("let-go", "x", "let_go", "let go", "Take this one off the disk for good; asks first."),
    WHY,
    Key("back", "escape", "app.back", "hide", "Hide this page.", shown_as="esc"),
)

CHECKIN_BOTH = tuple(key for key in CHECKIN_ENDING if key.id not in {"share", "let-go", "help"})

HAND_OVER = (
    Key("onward", "enter,space", "onward", "go on", "Only once it is so."),
    Key("leave", "escape", "leave", "leave", "Leave; nothing more is shown.", shown_as="esc"),
)

QUESTION = (
    Key("another", "n,space,enter", "another", "another", "Pass, and have another one.", shown_as="n"),
    Key("deeper", "d,right", "deeper(1)", "deeper", "One that goes a little deeper."),
    Key("lighter", "l,left", "deeper(-1)", "lighter", "One that is a little lighter."),
    Key("favourite", "f", "favour", "favourite", "Keep it among those you like; once more lets it go."),
    Key("favourites", "F", "favourites", "those you like", "The questions you like."),
    WHY,
    Key("back", "escape", "back", "back", "Back to where you were.", shown_as="esc"),
)

FAVOURITES = (
    Key("choose", "enter,space", "choose", "ask this", "Have this one for now."),
    Key("favourite", "f", "favour", "let go", "Let it be a favourite no more; u brings it back."),
    WHY,
    _BACK,
)

ASK_ABOUT = (
    Key(
        "own", "plus,insert", "own", "note something", "Note something ahead of the other, with its day.", shown_as="+"
    ),
    Key("asked", "space,enter", "asked", "asked", "You asked, or need not any more."),
    Key("let-go", "x", "let_go", "erase", "Take a note off the disk for good; asks first."),
    Key("back", "escape", "app.back", "hide", "Hide this page.", shown_as="esc"),
)

CONSENT = (
    Key(
        "change",
        "space,enter",
        "change",
        "yes or no",
        "Say whether you would like to see it; you can change it any day.",
    ),
    WHY,
    Key("back", "escape", "app.back", "hide", "Hide this page.", shown_as="esc"),
)

SECTIONS = (
    Key("open", "enter,space", "choose", "open", "See what there is for this part of the way."),
    _BACK,
)

SECTION = (
    Key("open", "enter,space", "choose", "go there", "Go to what the cursor is on."),
    WHY,
    _BACK,
)

ERASING = (
    Key("erase", "y", "erase", "erase it", "Take it off the disk for good."),
    Key("leave", "escape,n,q", "leave", "let it be", "Leave it where it is.", shown_as="esc"),
)
