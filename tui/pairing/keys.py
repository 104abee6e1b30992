"""The keys of the pages of two machines."""

from __future__ import annotations

from tui.shared.keys import BACK, Key

PAIRING = (
    Key("choose", "space,enter", "choose", "open", "Open what the cursor is on."),
    BACK,
)

PARTING_WAYS = (
    Key("erase", "y", "erase", "leave", "Yes, share no more on this machine."),
    Key("leave", "escape,n,q", "leave", "stay", "Stay paired.", shown_as="esc"),
)

_ONWARD = Key("onward", "enter", "onward", "next", "Go on with this answer.")
_LEAVE = Key("leave", "escape", "leave", "leave", "Leave, with nothing changed.", shown_as="esc")
_PAGE_BACK = Key("page-back", "backspace", "page_back", "back", "Go to the question before.")

TYPED = (Key("name", "enter", "submit", "next", "Go on with what stands here."), _ONWARD, _LEAVE)

STEP = (_ONWARD, _LEAVE)

STEP_BACK = (_ONWARD, _PAGE_BACK, _LEAVE)

TURNING = (
    _ONWARD,
    Key("turn", "space", "turn", "yes or no", "Say yes to this one, or no."),
    _PAGE_BACK,
    _LEAVE,
)

SAME = (
    *TURNING[:2],
    Key("swap", "right", "swap(1)", "another", "Say that it is another one there.", shown_as="→"),
    Key("swap-back", "left", "swap(-1)", "the one before", "Go back to the one before.", hint=False, shown_as="←"),
    *TURNING[2:],
)

_READING = (
    Key("scroll-down", "down,j", "scroll(1)", "down", "Read on.", hint=False, shown_as="↓ j"),
    Key("scroll-up", "up,k", "scroll(-1)", "up", "Read what is above.", hint=False, shown_as="↑ k"),
)

AGREEING = (
    Key("onward", "enter", "onward", "yes", "Yes, do it."),
    *_READING,
    _PAGE_BACK,
    _LEAVE,
)

WORDS_SHOWN = (
    Key("onward", "enter", "onward", "done", "They are written down."),
    *_READING,
    Key("leave", "escape", "leave", "leave", "Leave; they can be shown again.", shown_as="esc"),
)
