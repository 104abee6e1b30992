"""The keys of pages that are gone through step by step."""

from __future__ import annotations

from tui.shared.keys import Key

ONWARD = Key("onward", "enter", "onward", "next", "Go on with this answer.")
LEAVE = Key("leave", "escape", "leave", "leave", "Leave, with nothing changed.", shown_as="esc")
PAGE_BACK = Key("page-back", "backspace", "page_back", "back", "Go to the question before.")

TYPED = (Key("name", "enter", "submit", "next", "Go on with what stands here."), ONWARD, LEAVE)

STEP = (ONWARD, LEAVE)

STEP_BACK = (ONWARD, PAGE_BACK, LEAVE)

READING = (
    Key("scroll-down", "down,j", "scroll(1)", "down", "Read on.", hint=False, shown_as="↓ j"),
    Key("scroll-up", "up,k", "scroll(-1)", "up", "Read what is above.", hint=False, shown_as="↑ k"),
)

AGREEING = (
    Key("onward", "enter", "onward", "yes", "Yes, do it."),
    *READING,
    PAGE_BACK,
    LEAVE,
)
