"""The keys of Today."""

from __future__ import annotations

from tui.rituals.keys import BESIDES, DOING, EDIT, MOVE, OPEN, PUT_OFF
from tui.shared.keys import UNDO, WEEK_AHEAD, WHY, Key

NOT_AGAIN = Key("not-again", "x", "not_again", "not again", "Leave this memory, and this day, alone from now on.")

TODAY = (
    *DOING,
    PUT_OFF,
    *BESIDES,
    UNDO,  # here so that its hint comes before the next ones' where the footer has little room
    Key("pick", "c", "catalogue", "pick a ritual", "Choose rituals from the catalogue."),
    Key("question", "o", "app.page('question')", "question", "Tonight's question, if you like."),
    Key(
        "ask-about",
        "",
        "app.page('ask-about')",
        "ask about",
        "What your partner has coming up, to ask about afterwards.",
        False,
    ),
    *(key._replace(hint=False) for key in (WEEK_AHEAD, OPEN, EDIT, MOVE, WHY, NOT_AGAIN)),
)

UNFOLD = OPEN._replace(tip="Open this line, or fold it again.", hint=True)
