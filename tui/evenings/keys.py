"""The keys of closing the evening."""

from __future__ import annotations

from tui.shared.keys import BACK, Key

CLOSING = (
    Key("onward", "enter", "onward", "go on", "Go on; from the last part to Today.", over_all=True),
    Key("before", "up", "before", "before", "Go back to the part before.", shown_as="↑"),
    Key("place", "down,tab", "place", "where it goes", "Choose where the line goes.", shown_as="↓"),
    Key("question", "o", "app.page('question')", "the question", "Answer it, pass it, or take another one."),
    Key("quit", "q", "app.close", "quit", "Close; everything is saved already."),
    Key("leave", "escape", "leave", "later", "Go back to Today; the evening can be closed later.", shown_as="esc"),
)

OUR_WEEK = (
    Key("onward", "enter", "onward", "go on", "Go on to the us-meeting."),
    Key("scroll-down", "down,j", "scroll(1)", "down", "Read on.", hint=False, shown_as="↓ j"),
    Key("scroll-up", "up,k", "scroll(-1)", "up", "Read back.", hint=False, shown_as="↑ k"),
    BACK,
)
