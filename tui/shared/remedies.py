"""What helps when something can't be done, as the app says it: keys and pages."""

from __future__ import annotations

from collections.abc import Mapping

from rituals.errors import Problem, Remedy, RitualsError

APP_REMEDIES: Mapping[Remedy, str] = {
    Remedy.ADD_RITUAL: "c on Today picks a first ritual.",
    Remedy.ADD_THANKS: "a puts one in.",
    Remedy.ANSWER: "“Answer it”, on the page of your data, is where you say yes or no.",
    Remedy.BACK_UP: "“Back up now” on the page of your data makes one, or says what is in the way.",
    Remedy.BE_NUDGED: "e on Rituals changes its reminders, Settings (,) the quiet hours.",
    Remedy.BE_NUDGED_EVENINGS: "Settings (,) change both.",
    Remedy.BRING_BACK: "“Bring back a backup”, on the page of your data, brings back what one still holds.",
    Remedy.CHOOSE_FOLDER: "Start rituals anew with --home or RITUALS_HOME, and another folder.",
    Remedy.CHOOSE_NAME: "Choose another name, or change that one with e on Rituals.",
    Remedy.DIAGNOSE: "rituals doctor says more.",
    Remedy.EDIT_RITUAL: "e on Rituals changes it anew.",
    Remedy.END_PLANNED: "s on Rituals offers to end that too, or S where it is of everything.",
    Remedy.ERASE_THANKS: "x on the jar, under 4, erases it.",
    Remedy.EXPORT: "rituals export, in a shell, writes one.",
    Remedy.LEAVE: "x on the page of people lets someone leave from today on.",
    Remedy.LIST_FORMATS: "“Bring in a file”, on the page of your data, names what can be brought in.",
    Remedy.LIST_QUESTIONS: "o on Today shows one that is.",
    Remedy.LIST_RITUALS: "Rituals, under 2, shows the ones that are.",
    Remedy.LIST_SOMEDAY: "Someday, in the palette (ctrl+p), shows what is.",
    Remedy.LIST_THANKS: "The jar, under 4, shows the ones that are.",
    Remedy.MERGE: "rituals import, in a shell, takes it into a folder of its own, or all of you into this one.",
    Remedy.MOVE: "Tick it on the day, or move it with m on Rituals.",
    Remedy.MOVE_AHEAD: "Move it to today or later, or tick it on that day in Rhythm, under 3.",
    Remedy.NEW_CADENCE: "e gives it a new cadence.",
    Remedy.NUDGE_MEANWHILE: "While the app is open, nudges come all the same.",
    Remedy.OMIT_PERSON: "space on Today ticks it.",
    Remedy.PUT_AWAY: "x on Rituals puts it away instead.",
    Remedy.RENAME_KEPT: "e on Rituals gives that one another name.",
    Remedy.REST: "r lets it rest instead.",
    Remedy.RESTORE: "x on Rituals brings it back with its history.",
    Remedy.RESUME: "s on Rituals ends it, or S on Rituals where everything is paused.",
    Remedy.RESUME_ALL: "S on Rituals goes on with all of it.",
    Remedy.SHOW_NEXT_DAYS: "w on Rituals shows the days ahead.",
    Remedy.SNOOZE_LATER: "z and then a keeps it quiet until then.",
    Remedy.TAKE_SEAT: "Outside of a form, p says who is at the keyboard.",
    Remedy.TYPE_WORDS: "“New words”, on the page of two machines under Settings, asks for them.",
    Remedy.UNLOCK: "The page itself asks for the passphrase.",
    Remedy.WRITE_ELSEWHERE: "Choose another name.",
}


def in_app(error: RitualsError | Problem) -> str:
    """What went wrong, and the key or page that helps."""
    return error.in_words(APP_REMEDIES)
