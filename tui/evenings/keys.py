"""The keys of closing the evening, of the week, and of the list for someday."""

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

SOMEDAY = (
    Key("open", "enter", "choose", "what now", "Give it a day, make a ritual of it, or take it off the list."),
    Key("own", "plus,insert", "own", "new", "Put something new on the list.", shown_as="+"),
    Key("done", "space", "done", "you did it", "You did it: it goes off the list."),
    Key("edit", "e", "edit", "edit", "Say it in other words, or for another day."),
    Key("move", "m", "move", "a day", "Give it a day, or let it wait for your us-meeting."),
    Key("put-away", "x", "put_away", "put away", "Not any more: take it off the list."),
    BACK,
)
