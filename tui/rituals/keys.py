"""The keys on a ritual, and of the pages that show them: the list, the catalogue, the week ahead."""

from __future__ import annotations

from tui.shared.keys import BACK, ERASE_WORDS, THANK, WEEK_AHEAD, WHY, Key

SNOOZE = Key(
    "snooze",
    "z",
    "snooze",
    "snooze",
    "Hear of it in 15 minutes, an hour, this evening, or after the quiet hours.",
    hint=False,
)

SNOOZING = (
    Key("for-a-quarter", "m", "snooze('15 min')", "15 min", "Quiet for a quarter of an hour."),
    Key("for-an-hour", "h", "snooze('1 h')", "an hour", "Quiet for an hour."),
    Key("until-evening", "e", "snooze('this evening')", "this evening", "Quiet until 20:00, or for an hour once past."),
    Key("past-quiet", "a", "snooze('after the quiet hours')", "after quiet", "Quiet until the quiet hours are over."),
    Key("leave", "escape", "leave", "let it be", "Leave its nudges as they are.", shown_as="esc"),
)


DOING = (
    Key("tick", "space", "tick", "done", "Tick it; once more takes it back."),
    Key("tiny", "t", "tiny", "tiny version", "Tick its two-minute version, which counts in full."),
    Key("rest", "r", "rest", "rest", "Let it rest this time; once more plans it again."),
    Key("note", "n", "note", "note", "Tick it with a line to remember it by."),
)

BESIDES = (
    THANK,  # here so that its hint comes before the next ones' where the footer has little room
    ERASE_WORDS._replace(
        action="erase_words", tip="Take words off the disk: those just taken back, or your own on this day."
    ),
    Key(
        "both",
        "b",
        "both",
        "both of us",
        "Tick for both of you where each ticks for themselves.",
        among_more=("all of us", "Tick for all of you where each ticks for themselves."),
    ),
    SNOOZE,
)

TICKING = (*DOING, *BESIDES)

PUT_OFF = Key(
    "put-off", "greater_than_sign,shift+right", "put_off", "tomorrow", "Put it off to tomorrow.", shown_as=">"
)

OPEN = Key("open", "enter", "open", "open", "Open all about it: its days, its year, its notes.")

EDIT = Key("edit", "e", "edit", "edit", "Change its name, when, who, cue or reminders.")

MOVE = Key("move", "m", "move", "move", "Give the next one another day.")

PAUSE = Key("pause", "s", "pause", "pause", "Pause this ritual for some days; once more goes on with it.")

PUT_AWAY = Key("put-away", "x", "put_away", "put away", "Put this ritual away; once more brings it back.")


CATALOGUE = (
    Key("keep", "space", "choose", "keep it", "Take this ritual up; it starts today."),
    Key("open", "enter", "why", "why", WHY.tip),
    Key("change", "e", "edit", "change first", "Take it up with a time, a name or a cue of your own."),
    Key("back", "escape", "back", "back", "Go back to where you were.", shown_as="esc"),
    Key("find", "slash", "find", "find", "Show only what has these words in it.", shown_as="/"),
    WHY._replace(hint=False),
)

RITUALS = (
    Key("own", "plus,insert", "own", "your own", "Write down a ritual of your own.", shown_as="+"),
    Key("catalogue", "c", "catalogue", "catalogue", "Choose rituals from the catalogue."),
    Key("back", "escape", "back", "back", "Go back to Today, or from a search to the whole list.", shown_as="esc"),
    WEEK_AHEAD,
    OPEN,
    EDIT,
    Key("find", "slash", "find", "find", "Show only what has these words in it.", shown_as="/"),
    MOVE,
    PAUSE,
    PUT_AWAY,
    WHY,
    Key("view", "v", "view", "arrange", "Arrange by section, by when, by who; then in another order."),
    Key("group", "", "group", "group", "Group by section, by when, or by who."),
    Key("order", "", "order", "order", "Order by next day, by name, or as added."),
    Key("pause-all", "S", "pause_all", "pause all", "Pause everything for some days; once more goes on."),
    *(key._replace(hint=False) for key in (PUT_OFF, *TICKING)),
)

WEEK = (
    Key("move", "m", "move", "move", "Give what is planned another day."),
    Key("rest", "r", "rest", "rest", "Let it rest this time; once more plans it again."),
    Key("own", "plus,insert", "own", "add", "Write down something for this day, or a ritual.", shown_as="+"),
    BACK,
    Key("day-earlier", "less_than_sign,shift+left", "shift(-1)", "sooner", "Move it to a day earlier.", shown_as="<"),
    Key("day-later", "greater_than_sign,shift+right", "shift(1)", "later", "Move it to a day later.", shown_as=">"),
    Key("put-away", "x", "put_away", "drop", "Put this ritual away; undo brings it back."),
    Key("week-before", "left", "turn(-1)", "before", "See the seven days before.", shown_as="←"),
    Key("week-after", "right", "turn(1)", "after", "See the seven days after.", shown_as="→"),
    Key("from-today", "w", "from_today", "from today", "Go back to the days from today.", hint=False),
    Key("catalogue", "c", "catalogue", "catalogue", "Choose rituals from the catalogue.", hint=False),
    *(key._replace(hint=False) for key in (PAUSE, OPEN, EDIT, WHY)),
    *(key._replace(hint=False) for key in TICKING if key.id != "rest"),
)
