"""Every key there is, once: bindings, the line at the foot and the help page all come from these tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from textual.binding import Binding


class Key(NamedTuple):
    """A key, what it does in a word or two, and a sentence on it; `hint` is for the foot, `over_all` for dialogs."""

    id: str
    keys: str
    action: str
    label: str
    tip: str
    hint: bool = True
    shown_as: str = ""
    over_all: bool = False

    @property
    def first(self) -> str:
        return self.keys.split(",")[0]

    @property
    def face(self) -> str:
        """The key as people call it."""
        return self.shown_as or self.first


THANK = Key("thank", "a", "app.thank", "thank", "Put a thank-you into the jar.")

ANYWHERE = (
    THANK,
    Key("undo", "u", "undo", "undo", "Take back the last thing you did on this machine."),
    Key("today", "1", "room('today')", "today", "What is due, what is done, and the week.", hint=False),
    Key("rituals", "2", "room('rituals')", "rituals", "Every ritual you keep, and the catalogue.", hint=False),
    Key("rhythm", "3", "room('rhythm')", "rhythm", "Your weeks in a row, and the year as a picture.", hint=False),
    Key("jar", "4", "room('jar')", "jar", "Your thanks to each other, and the opening of the jar.", hint=False),
    Key("talk", "5", "room('talk')", "talk", "Guided talks to listen, to speak and to mend.", hint=False),
    Key("check-in", "6", "room('check-in')", "check-in", "How close it has felt lately, for yourself.", hint=False),
    Key("settings", "comma", "settings", "settings", "People, days, nudges and looks.", hint=False, shown_as=","),
    Key("person", "p", "person", "who", "Say who is at the keyboard.", hint=False),
    Key("help", "question_mark", "help", "all keys", "Show every key of this screen.", shown_as="?"),
    Key("palette", "ctrl+p", "command_palette", "palette", "Find anything by its name.", hint=False),
    Key("support", "f2", "support", "support", "Where help can be had; esc goes to Today.", False, "F2", over_all=True),
    Key("way-back", "f3", "way_back", "the way back", "The nine parts of it, and what there is for each.", False, "F3"),
    Key("welcome", "f1", "welcome", "welcome", "Have the welcome again.", hint=False, shown_as="F1"),
    Key("back", "escape", "back", "back", "Back, in the end to Today.", hint=False, shown_as="esc"),
    Key("quit", "q", "quit", "quit", "Close; everything is saved already.", hint=False),
)

LIST = (
    Key("up", "up,k", "cursor(-1)", "up", "One row up.", hint=False, shown_as="↑ k"),
    Key("down", "down,j", "cursor(1)", "down", "One row down.", hint=False, shown_as="↓ j"),
    Key("page-up", "pageup", "cursor(-10)", "page up", "Ten rows up.", hint=False),
    Key("page-down", "pagedown", "cursor(10)", "page down", "Ten rows down.", hint=False),
    Key("first", "g,home", "cursor_to(0)", "first", "To the first row.", hint=False),
    Key("last", "G,end", "cursor_to(-1)", "last", "To the last row.", hint=False),
)

SNOOZE = Key(
    "snooze", "z", "snooze", "snooze", "Hear of it later: in 15 minutes, an hour, or this evening.", hint=False
)
COMING = Key("nudges", "Z", "nudges", "nudges", "The nudges to come, and who sends them.", hint=False)

TICKING = (
    Key("tick", "space", "tick", "done", "We did it; once more takes it back."),
    Key("tiny", "t", "tiny", "tiny version", "Done in the two-minute version, which counts in full."),
    Key("rest", "r", "rest", "rest", "Not today; once more plans it again."),
    Key("note", "n", "note", "note", "Done, with a line to remember it by."),
    THANK,  # here so that its hint comes before that of the next ones, where there is little room
    Key("both", "b", "both", "both of us", "Tick for both of you where each ticks for themselves."),
    SNOOZE,
    COMING,
)

EDIT = Key("edit", "enter,e", "edit", "edit", "Change its name, when, who, cue or reminders.")
MOVE = Key("move", "m", "move", "move", "Give the next one another day.")
WHY = Key("why", "i", "why", "why", "Where the idea comes from, and how it was checked.")

TODAY = (
    *TICKING,
    Key("pick", "c", "pick", "pick a ritual", "Choose rituals from the catalogue."),
    Key("question", "o", "app.question", "question", "Tonight's question, if you like.", hint=False),
    Key("ask-about", "w", "app.ask_about", "ask about", "What is ahead of the other, to ask about afterwards.", False),
    *(key._replace(hint=False) for key in (EDIT, MOVE, WHY)),
)

CATALOGUE = (
    Key("keep", "space,enter", "keep", "keep it", "Take this ritual up; it starts today."),
    Key("back", "escape", "back", "back", "Back to where you were.", shown_as="esc"),
    Key("find", "slash", "find", "find", "Show only what has these words in it.", shown_as="/"),
    Key("change", "e", "edit", "change first", "Take it up with a time, a name or a cue of your own."),
    WHY,
)

RITUALS = (
    Key("own", "plus,insert", "own", "your own", "Write down a ritual of your own.", shown_as="+"),
    Key("catalogue", "c", "catalogue", "catalogue", "Choose rituals from the catalogue."),
    Key("back", "escape", "back", "back", "Back to Today, or from a search to the whole list.", shown_as="esc"),
    Key("week", "w", "week", "week", "The week ahead, day by day, to plan it."),
    EDIT,
    Key("find", "slash", "find", "find", "Show only what has these words in it.", shown_as="/"),
    MOVE,
    Key("pause", "s", "pause", "pause", "Pause this ritual for some days; once more goes on with it."),
    Key("put-away", "x", "put_away", "put away", "Put this ritual away; once more brings it back."),
    WHY,
    Key("group", "v", "group", "group", "Group by section, by when, or by who."),
    Key("order", "o", "order", "order", "Order by next day, by name, or as added."),
    Key("pause-all", "S", "pause_all", "pause all", "Pause everything for some days; once more goes on."),
    *(key._replace(hint=False) for key in TICKING),
)

WEEK = (
    Key("move", "m", "move", "move", "Give what is planned another day."),
    Key("rest", "r", "rest", "rest", "Not that time; once more plans it again."),
    Key("own", "plus,insert", "own", "add", "Write down something for this day, or a ritual.", shown_as="+"),
    Key("back", "escape", "app.back", "back", "Back to where you were.", shown_as="esc"),
    Key("day-earlier", "less_than_sign,shift+left", "shift(-1)", "sooner", "A day earlier.", shown_as="<"),
    Key("day-later", "greater_than_sign,shift+right", "shift(1)", "later", "A day later.", shown_as=">"),
    Key("put-away", "x", "put_away", "drop", "Put this ritual away; undo brings it back."),
    Key("week-before", "left", "turn(-1)", "before", "The seven days before.", shown_as="←"),
    Key("week-after", "right", "turn(1)", "after", "The seven days after.", shown_as="→"),
    Key("from-today", "w", "from_today", "from today", "Back to the days from today.", hint=False),
    Key("catalogue", "c", "catalogue", "catalogue", "Choose rituals from the catalogue.", hint=False),
    Key("pause", "s", "pause", "pause", "Pause this ritual for some days; once more goes on with it.", hint=False),
    *(key._replace(hint=False) for key in (EDIT, WHY)),
    *(key._replace(hint=False) for key in TICKING if key.id != "rest"),
)

FORM = (
    Key("save", "ctrl+s", "save", "save", "Save what is written here.", shown_as="ctrl+s"),
    Key("next-field", "down,tab", "app.focus_next", "next", "To the next line.", shown_as="↓"),
    Key("field-before", "up,shift+tab", "app.focus_previous", "before", "To the line before.", False, "↑"),
    Key("suggestion", "ctrl+n,pagedown", "suggestion", "suggestion", "Put the next suggestion on this line."),
    Key("back", "escape", "back", "back", "Back, with nothing changed.", shown_as="esc"),
)

CHOICE = (
    Key("next-choice", "right,space", "choose(1)", "next", "The next one."),
    Key("choice-before", "left", "choose(-1)", "before", "The one before."),
    Key("settled", "enter", "app.focus_next", "settled", "Leave it at that."),
)

FIND = (
    Key("found", "down,enter", "found", "to the list", "Walk through what was found."),
    Key("all-again", "escape", "all_again", "all again", "Show everything again.", shown_as="esc"),
)

PANEL = (
    Key("panel-suggestion", "ctrl+n,pagedown", "suggestion", "suggestion", "Put the next suggestion on this line."),
    Key("panel-next", "down", "step(1)", "next", "A day later, or the next line."),
    Key("panel-before", "up", "step(-1)", "before", "A day earlier, or the line before."),
    Key("panel-leave", "escape", "leave", "let it be", "Let it be.", shown_as="esc"),
)

SETTINGS = (
    Key("change", "space,enter", "change", "change", "Change what the cursor is on."),
    Key("back", "escape", "app.back", "back", "Back to where you were.", shown_as="esc"),
    COMING._replace(hint=True),
)

NUDGES = (
    SNOOZE._replace(hint=True),
    Key("rest", "r", "rest", "rest", "Not that time; nothing is said of it then."),
    Key("silence", "s", "silence", "silence", "No more nudges about this ritual; once more brings them back."),
    Key("back", "escape", "app.back", "back", "Back to where you were.", shown_as="esc"),
    Key("try", "y", "try", "try one", "Send a nudge now, to see how it looks."),
)

SNOOZING = (
    Key("for-a-quarter", "m", "snooze('15 min')", "15 min", "Quiet for a quarter of an hour."),
    Key("for-an-hour", "h", "snooze('1 h')", "an hour", "Quiet for an hour."),
    Key("until-evening", "e", "snooze('this evening')", "this evening", "Quiet until 20:00, or for an hour once past."),
    Key("leave", "escape", "leave", "let it be", "Leave its nudges as they are.", shown_as="esc"),
)

CHOOSING = (
    Key("choose", "space,enter", "choose", "choose", "Take this one."),
    Key("leave", "escape", "leave", "back", "Back, with nothing changed.", shown_as="esc"),
)

TYPING = (
    Key("keep-words", "enter", "submit", "keep", "Keep what is typed."),
    Key("let-go", "escape", "let_go", "leave", "Leave it as it was.", shown_as="esc"),
)

WELCOME = (
    Key("onward", "enter", "onward", "next", "Keep this answer and go on."),
    Key("leave", "escape", "leave", "to Today", "To Today; what you answered so far is kept.", shown_as="esc"),
)

WELCOME_BACK = (Key("page-back", "backspace", "page_back", "back", "To the question before."),)

WELCOME_RITUALS = (
    WELCOME[0],
    Key("want", "space", "want", "keep", "Keep this one; once more leaves it for later."),
    Key("swap", "right", "swap(1)", "swap", "Another ritual in its place.", shown_as="→"),
    Key("swap-back", "left", "swap(-1)", "the one before", "The one before in its place.", hint=False, shown_as="←"),
    Key("time", "t", "time", "time", "Say when: a time alone, or words such as every fri at 19:30."),
    *WELCOME[1:],
)

JAR = (
    Key("draw", "d", "draw", "draw one", "Draw a note at random, to read it large."),
    Key("open-jar", "o", "open_jar", "open", "Open the jar together, one note at a time."),
    Key("favourite", "f", "favour", "favourite", "Make a note a favourite; once more lets it go."),
    Key("edit", "enter,e", "edit", "change", "Change a note you wrote; a sealed one shows its words to you then."),
    Key("find", "slash", "find", "find", "Show only notes with these words in them.", False, "/"),
    Key("month-before", "m", "month(1)", "month before", "To the month before.", hint=False),
    Key("month-after", "M", "month(-1)", "month after", "To the month after.", hint=False),
    Key("whose", "w", "whose", "from whom", "Notes from everyone, or from one of you.", hint=False),
    Key("favourites", "F", "favourites", "favourites", "Only favourites, or all notes again.", hint=False),
    Key("read-on", "space", "read_on", "read on", "Read on in a long note, and from its end at the top.", hint=False),
    Key("erase", "x", "erase", "erase", "Take a note out for good, from every file here; asks first.", hint=False),
    Key("back", "escape", "back", "back", "Back to Today, or from a search to all notes.", False, "esc"),
)

JAR_DRAWN = (
    Key("again", "d,space", "again", "another", "Draw another one."),
    Key("favourite", "f", "favour", "favourite", "Make it a favourite; once more lets it go."),
    Key("close", "escape,enter,q", "dismiss", "back", "Put it back into the jar.", shown_as="esc"),
)

JAR_ERASING = (
    Key("erase", "y", "erase", "erase it", "Take it out for good."),
    Key("leave", "escape,n,q", "leave", "let it be", "Leave the note where it is.", shown_as="esc"),
)

JAR_NOTE = (
    Key("put-in", "ctrl+s,ctrl+enter", "put_in", "put it in", "Put the note into the jar."),
    Key("starter", "ctrl+n", "starter", "a starter", "Words to begin with, and others at each press."),
    Key("next-field", "tab", "app.focus_next", "day, seal", "To the next line."),
    Key("throw-away", "ctrl+t", "throw_away", "throw away", "Throw these words away; nothing of them stays."),
    Key("back", "escape", "back", "later", "Leave; the words are kept until you come back.", shown_as="esc"),
)

JAR_DAY = (
    Key("day-before", "up", "step(-1)", "day before", "A day earlier.", shown_as="↑"),
    Key("day-after", "down", "step(1)", "day after", "A day later.", shown_as="↓"),
)

JAR_OPENING = (
    Key("onward", "space,enter", "onward", "next", "The next note, or the rest of a long one."),
    Key("before", "backspace", "before", "before", "The note before."),
    Key("favourite", "f", "favour", "favourite", "Make it a favourite; once more lets it go."),
    Key("draw", "d", "draw", "draw one", "Draw an older note.", hint=False),
    Key("keep-opening", "k", "keep_opening", "keep a day", "Keep a day on which you open the jar.", hint=False),
    Key("end", "escape", "end", "end here", "End here; what you read stays read, the rest waits.", shown_as="esc"),
)

RHYTHM = (
    Key("open-day", "enter,space", "open_day", "open the day", "See this day in full, and add what was forgotten."),
    Key("next-ritual", "tab", "ritual(1)", "one ritual", "One ritual after the other, and all of them again."),
    Key("ritual-before", "shift+tab", "ritual(-1)", "before", "The ritual before.", False, "⇧tab"),
    Key("year", "y", "picture('year')", "year", "The year, a column for each week."),
    Key("month", "m", "picture('month')", "month", "A month, with what was and what comes."),
    Key("strength", "s", "picture('strength')", "strength", "How settled a ritual is, over time."),
    Key("minutes", "w", "picture('minutes')", "minutes", "What the weeks' minutes went to."),
    Key("milestones", "o", "picture('milestones')", "milestones", "What you have reached so far."),
    Key("step-left", "left,h", "step('left')", "left", "A week back; in the month, a day.", False, "← h"),
    Key("step-right", "right,l", "step('right')", "right", "A week on; in the month, a day.", False, "→ l"),
    Key("step-up", "up,k", "step('up')", "up", "A day back; in the month, a week.", False, "↑ k"),
    Key("step-down", "down,j", "step('down')", "down", "A day on; in the month, a week.", False, "↓ j"),
    Key("leap-back", "pageup", "step('back')", "further back", "A quarter back; in the month, a month.", False),
    Key("leap-on", "pagedown", "step('on')", "further on", "A quarter on; in the month, a month.", False),
    Key("first-day", "g,home", "step('first')", "first day", "To the day it all began.", False),
    Key("this-day", "G,end", "step('today')", "today", "Back to today.", False),
)

DAY = (
    *(key for key in TICKING if key not in (SNOOZE, COMING)),
    Key("other", "o", "other", "the other one", "Tick for the other of you where each ticks for themselves."),
    Key("day-before", "left,h", "walk(-1)", "day before", "The day before.", shown_as="←"),
    Key("day-after", "right,l", "walk(1)", "day after", "The day after.", shown_as="→"),
    Key("back", "escape", "app.back", "back", "Back to the picture.", shown_as="esc"),
)

WELCOME_TIME = (Key("let-go", "escape", "let_go", "as it was", "Leave the time as it was.", shown_as="esc"),)


def once_each(keys: Iterable[Key]) -> list[Key]:
    """The keys without those that stand in an earlier table already."""
    first: dict[str, Key] = {}
    for key in keys:
        first.setdefault(key.first, key)
    return list(first.values())


BindingList = list[Binding | tuple[str, str] | tuple[str, str, str]]


def bindings(keys: Iterable[Key]) -> BindingList:
    """Textual's bindings for some keys."""
    return [Binding(k.keys, k.action, k.label, False, k.face, k.over_all, k.tip, id=k.id) for k in keys]
