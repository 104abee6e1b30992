"""The keys of the jar: writing a note, finding one, reading it large, and the opening."""

from __future__ import annotations

from tui.shared.keys import Key

JAR = (
    Key("draw", "d", "draw", "draw one", "Draw a note at random, to read it large."),
    Key("open-jar", "o", "open_jar", "open", "Open the jar, one note at a time."),
    Key("favourite", "f", "favour", "favourite", "Make a note a favourite, or no longer one."),
    Key("edit", "enter,e", "edit", "change", "Change a note you wrote; a sealed one shows its words to you then."),
    Key("reply", "n", "reply", "reply", "Leave a line under a note that is for you.", hint=False),
    Key("find", "slash", "find", "find", "Show only notes with these words in them.", False, "/"),
    Key("month-before", "pagedown", "month(1)", "month before", "Go to the month before.", hint=False),
    Key("month-after", "pageup", "month(-1)", "month after", "Go to the month after.", hint=False),
    Key("whose", "v", "whose", "from whom", "See notes from everyone, or from one of you.", hint=False),
    Key("favourites", "F", "favourites", "favourites", "See only favourites, or all notes again.", hint=False),
    Key("read-on", "space", "read_on", "read on", "Read on in a long note, and from its end at the top.", hint=False),
    Key("booklet", "", "app.page('data', 'booklet')", "a booklet", "Make a booklet of this year's thanks.", False),
    Key("erase", "x", "erase", "erase", "Erase a note by or for you for good; asks first.", hint=False),
    Key("back", "escape", "back", "back", "Go back to Today, or from a search to all notes.", shown_as="esc"),
)

JAR_DRAWN = (
    Key("again", "d,space", "again", "another", "Draw another one."),
    Key("favourite", "f", "favour", "favourite", "Make it a favourite, or no longer one."),
    Key("close", "escape,enter,q", "dismiss", "back", "Put it back into the jar.", shown_as="esc"),
)

JAR_ERASING = (
    Key("erase", "y", "erase", "erase it", "Erase it for good."),
    Key("leave", "escape,n,q", "leave", "let it be", "Leave the note where it is.", shown_as="esc"),
)

JAR_STARTER = Key(
    "starter", "ctrl+n,ctrl+o", "starter", "a starter", "Get words to begin with, and others at each press."
)

JAR_THROW_AWAY = Key(
    "throw-away", "ctrl+t,ctrl+l", "throw_away", "throw away", "Throw these words away; nothing of them stays."
)

JAR_NOTE = (
    Key("put-in", "ctrl+s,ctrl+enter", "put_in", "put it in", "Put the note into the jar."),
    JAR_STARTER,
    Key("next-field", "tab", "app.focus_next", "day, seal", "Go to the next line."),
    JAR_THROW_AWAY,
    Key("back", "escape", "back", "later", "Leave; the words are kept until you come back.", shown_as="esc"),
)

JAR_DAY = (
    Key("day-before", "up", "step(-1)", "day before", "Go to the day before.", shown_as="↑"),
    Key("day-after", "down", "step(1)", "day after", "Go to the day after.", shown_as="↓"),
)

JAR_OPENING = (
    Key("onward", "space,enter", "onward", "go on", "Unfold the note, read on in a long one, or go to the next."),
    Key("before", "backspace", "before", "before", "Read the note before."),
    Key("favourite", "f", "favour", "favourite", "Make it a favourite, or no longer one."),
    Key("draw", "d", "draw", "draw one", "Draw an older note.", hint=False),
    Key(
        "keep-opening", "plus,insert", "keep_opening", "keep a day", "Keep a day on which you open the jar.", False, "+"
    ),
    Key("end", "escape", "end", "end here", "End here; what you read stays read, the rest waits.", shown_as="esc"),
)
