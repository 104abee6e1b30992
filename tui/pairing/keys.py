"""The keys of the pages of two machines."""

from __future__ import annotations

from tui.shared.guided.keys import LEAVE, ONWARD, PAGE_BACK, READING
from tui.shared.keys import BACK, Key

PAIRING = (
    Key("choose", "space,enter", "choose", "open", "Open what the cursor is on."),
    BACK,
)

PARTING_WAYS = (
    Key("erase", "y", "erase", "leave", "Yes, share no more on this machine."),
    Key("leave", "escape,n,q", "leave", "stay", "Stay paired.", shown_as="esc"),
)

TURNING = (
    ONWARD,
    Key("turn", "space", "turn", "yes or no", "Say yes to this one, or no."),
    PAGE_BACK,
    LEAVE,
)

SAME = (
    *TURNING[:2],
    Key("swap", "right", "swap(1)", "another", "Say that it is another one there.", shown_as="→"),
    Key("swap-back", "left", "swap(-1)", "the one before", "Go back to the one before.", hint=False, shown_as="←"),
    *TURNING[2:],
)

WORDS_SHOWN = (
    Key("onward", "enter", "onward", "done", "They are written down."),
    *READING,
    Key("leave", "escape", "leave", "leave", "Leave; they can be shown again.", shown_as="esc"),
)
