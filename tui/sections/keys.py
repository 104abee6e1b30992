"""The keys of the map of the sections, and of consent."""

from __future__ import annotations

from tui.shared.keys import BACK, WHY, Key

CONSENT = (
    Key(
        "change",
        "space,enter",
        "choose",
        "yes or no",
        "Say whether you would like to see it; you can change it any day.",
    ),
    WHY,
    Key("back", "escape", "app.back", "hide", "Hide this page.", shown_as="esc"),
)

SECTIONS = (
    Key("open", "enter,space", "choose", "open", "See what there is for this part of the way."),
    BACK,
)

SECTION = (
    Key("open", "enter,space", "choose", "go there", "Go to what the cursor is on."),
    WHY,
    BACK,
)

WITHDRAWING = (
    Key("erase", "y", "erase", "take it back", "Take your yes back, with what was written about it."),
    Key("leave", "escape,n,q", "leave", "let it be", "Leave your yes as it is.", shown_as="esc"),
)
