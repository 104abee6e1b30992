"""The keys of the rhythm's pictures, and of one day in them."""

from __future__ import annotations

from tui.rituals.keys import EDIT, MOVE, OPEN, PAUSE, PUT_AWAY, SNOOZE, TICKING
from tui.shared.keys import BACK, WHY, Key

RHYTHM = (
    Key("open-day", "enter,space", "open_day", "open the day", "See this day in full, and add what was forgotten."),
    Key("view", "v", "view", "next view", "See the next: year, month, strength, minutes or milestones."),
    Key("next-ritual", "tab", "ritual(1)", "one ritual", "See one ritual after the other, and all of them again."),
    Key("ritual-before", "shift+tab", "ritual(-1)", "before", "See the ritual before.", False, "⇧tab"),
    Key("year", "", "picture('year')", "year", "See the year, a column for each week."),
    Key("month", "", "picture('month')", "month", "See a month, with what was and what comes."),
    Key("strength", "", "picture('strength')", "strength", "See how settled a ritual is, over time."),
    Key("minutes", "", "picture('minutes')", "minutes", "See what the weeks' minutes went to."),
    Key("milestones", "", "picture('milestones')", "milestones", "See what you have reached so far."),
    Key("step-left", "left", "step('left')", "left", "Go a week back; in the month, a day.", False, "←"),
    Key("step-right", "right", "step('right')", "right", "Go a week on; in the month, a day.", False, "→"),
    Key("step-up", "up,k", "step('up')", "up", "Go a day back; in the month, a week.", False, "↑ k"),
    Key("step-down", "down,j", "step('down')", "down", "Go a day on; in the month, a week.", False, "↓ j"),
    Key("leap-back", "pageup", "step('back')", "further back", "Go a quarter back; in the month, a month.", False),
    Key("leap-on", "pagedown", "step('on')", "further on", "Go a quarter on; in the month, a month.", False),
    Key("first-day", "g,home", "step('first')", "first day", "Go to the day it all began.", False),
    Key("this-day", "G,end", "step('today')", "today", "Go back to today.", False),
)

DAY = (
    *(key for key in TICKING if key != SNOOZE),
    OPEN,
    EDIT._replace(hint=False),
    Key("day-before", "left", "walk(-1)", "day before", "Go to the day before.", shown_as="←"),
    Key("day-after", "right", "walk(1)", "day after", "Go to the day after.", shown_as="→"),
    Key("back", "escape", "app.back", "back", "Go back to the picture.", shown_as="esc"),
)

IDEA = Key("idea", "enter", "idea", "this idea", "Give the idea from your list this ritual's next day.")

ONE_RITUAL = (TICKING[0], IDEA, EDIT, *TICKING[1:], MOVE, PAUSE, PUT_AWAY, WHY, BACK)
