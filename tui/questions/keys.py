"""The keys of the questions and of what to ask about."""

from __future__ import annotations

from tui.shared.keys import BACK, WHY, Key

QUESTION = (
    Key("another", "space,enter", "another", "another", "Pass, and have another one."),
    Key("deeper", "right", "deeper(1)", "deeper", "Have one that goes a little deeper.", shown_as="→", over_all=True),
    Key("lighter", "left", "deeper(-1)", "lighter", "Have one that is a little lighter.", shown_as="←", over_all=True),
    Key(
        *("apart", "o", "share", "answer apart", "Each answer it apart; both are shown once both are there."),
        among_more=("answer apart", "Each answer it apart; all are shown once all are there."),
    ),
    Key(
        *("answered", "v", "view", "answers", "See what you both answered apart."),
        among_more=("answers", "See what all of you answered apart."),
    ),
    Key("favourite", "f", "favour", "favourite", "Keep it among those you like, or no longer."),
    Key("favourites", "F", "favourites", "those you like", "See the questions you like."),
    Key("own", "plus,insert", "own", "one of your own", "Write a question of your own into the deck.", shown_as="+"),
    WHY,
    Key("back", "escape", "back", "back", "Go back to where you were.", shown_as="esc"),
)

FAVOURITES = (
    Key("choose", "enter,space", "choose", "ask this", "Have this one for now."),
    Key("favourite", "f", "favour", "remove", "Remove it from the favourites; u brings it back."),
    WHY,
    BACK,
)

ASK_ABOUT = (
    Key("own", "plus,insert", "own", "note something", "Note something to ask about, with its day.", shown_as="+"),
    Key("asked", "space,enter", "choose", "asked", "Say that you asked, or need not any more."),
    Key("let-go", "x", "let_go", "erase", "Take a note off the disk for good; asks first."),
    Key("back", "escape", "app.back", "hide", "Hide this page.", shown_as="esc"),
)

ANSWERED = (
    Key(
        "open", "enter,space", "choose", "open", "Open the page of whoever it is: to answer, or to take an answer back."
    ),
    BACK,
)

ANSWER_APART = (
    Key("onward", "enter,ctrl+s", "onward", "seal it", "Seal what stands here; it is shown once all have answered."),
    Key("new-line", "ctrl+j,shift+enter,alt+enter", "new_line", "new line", "Begin a new line in what you write."),
    Key("take-back", "x", "let_go", "take it back", "Take your answer off the disk for good; asks first."),
    Key("leave", "escape,q", "leave", "leave", "Leave; what is sealed stays so.", shown_as="esc"),
)

LEAVE_UNSEALED = (
    Key("erase", "y", "erase", "leave", "Leave; what was typed is forgotten."),
    Key("leave", "escape,n,q", "leave", "go on writing", "Go back to what you were writing.", shown_as="esc"),
)
