"""What helps when something can't be done, or a nudge can't come, in the words of the command line: commands and
options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rituals.errors import Problem, Remedy, RitualsError

if TYPE_CHECKING:
    from datetime import time

    from rituals.cli.shared.context import CliContext
    from rituals.core.model import Ritual

SHELL_REMEDIES: Mapping[Remedy, str] = {
    Remedy.ADD_RITUAL: "rituals add takes up a first ritual.",
    Remedy.ADD_THANKS: "rituals jar add puts one in.",
    Remedy.ANSWER: "rituals doctor --repair asks you: yes lets it, and no keeps all of it here for good.",
    Remedy.BACK_UP: "rituals backup makes one now, or says what is in the way.",
    Remedy.BE_NUDGED: "rituals edit --remind changes the one, rituals config quiet-from and quiet-until the other.",
    Remedy.BE_NUDGED_EVENINGS: "rituals config changes both.",
    Remedy.BRING_BACK: "rituals backup restore brings back what a backup still holds.",
    Remedy.CHOOSE_FOLDER: "Choose one with --home or RITUALS_HOME.",
    Remedy.CHOOSE_NAME: "Choose another name, or change it with rituals edit.",
    Remedy.DIAGNOSE: "rituals doctor says more.",
    Remedy.EDIT_RITUAL: "rituals edit changes it anew.",
    Remedy.END_PLANNED: "Add --all to end that too.",
    Remedy.ERASE_THANKS: "rituals jar erase takes it out for good.",
    Remedy.EXPORT: "rituals export writes one.",
    Remedy.LEAVE: "rituals people leave lets someone leave from today on.",
    Remedy.LIST_FORMATS: "rituals help formats lists what can be brought in.",
    Remedy.LIST_QUESTIONS: "rituals ask shows one that is.",
    Remedy.LIST_RITUALS: "rituals list shows what there is.",
    Remedy.LIST_SOMEDAY: "rituals someday shows what is.",
    Remedy.LIST_THANKS: "rituals jar list shows the ones that are.",
    Remedy.MERGE: ("Import it into a folder of its own with --home, or add --merge to have all of you in this one."),
    Remedy.MOVE: "Tick it on the day, or move it with rituals move.",
    Remedy.MOVE_AHEAD: "Move it to today or later, or tick it on that day with rituals tick --on.",
    Remedy.NEW_CADENCE: "rituals edit gives it a new cadence.",
    Remedy.NUDGE_MEANWHILE: "rituals nudge run does the same for as long as it is left open.",
    Remedy.OMIT_PERSON: "Leave out --by, and it counts.",
    Remedy.PUT_AWAY: "rituals archive puts it away instead.",
    Remedy.RENAME_KEPT: "rituals edit --name gives that one another name.",
    Remedy.REST: "rituals rest lets it rest instead.",
    Remedy.RESTORE: "rituals restore brings it back with its history.",
    Remedy.RESUME: "rituals resume ends it.",
    Remedy.RESUME_ALL: "rituals resume, without a name, goes on with all of it.",
    Remedy.SHOW_NEXT_DAYS: "rituals show lists its next days.",
    Remedy.SNOOZE_LATER: "rituals nudge snooze takes that time.",
    Remedy.TAKE_SEAT: "rituals people here NAME says who is at the keyboard.",
    Remedy.TYPE_WORDS: "rituals pair join asks for them.",
    Remedy.UNLOCK: "In a terminal, the same command asks for the passphrase.",
    Remedy.WRITE_ELSEWHERE: "Choose another name, or add --force to write over it.",
}


def in_shell(error: RitualsError | Problem) -> str:
    """What went wrong, and the command or option that helps."""
    return error.in_words(SHELL_REMEDIES)


def silence_of(context: CliContext, ritual: Ritual, moved_to: time | None = None) -> Problem | None:
    """Why no nudge of a ritual goes out, and what would let one come; None where one does, or none is meant to."""
    from rituals.core.nudges.silence import silence  # few verbs need the planner

    return silence(context.session.planner_input(), ritual, moved_to)


def silence_lines(context: CliContext, ritual: Ritual, moved_to: time | None = None) -> Sequence[str]:
    """The same as a line, () for None."""
    problem = silence_of(context, ritual, moved_to)
    return (in_shell(problem),) if problem is not None else ()
