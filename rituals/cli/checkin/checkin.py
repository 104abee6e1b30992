"""The `checkin` command: asks line by line on the alternate screen and keeps the answers in one person's own log."""

from __future__ import annotations

import click

from rituals.cli.checkin.items import WHOSE, Pages
from rituals.cli.checkin.result import compare_answers, outcome, show_past_checkins
from rituals.cli.shared.command import verb
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.lookup import person
from rituals.cli.shared.options import one_by_option
from rituals.cli.shared.output import Output, lines
from rituals.cli.shared.terminal import private_terminal
from rituals.core.checkin.words import NOTHING_KEPT
from rituals.core.model import Person
from rituals.errors import RuleError, UsageError


@verb("checkin", "How close has it felt lately? Five lines, for yourself.")
@one_by_option
@click.option("--history", "shows_past", is_flag=True, help="Your own earlier check-ins instead, for your eyes.")
@click.option("--both", is_flag=True, help="Each of you answers apart, then you look together.")
@click.pass_obj
def checkin_verb(context: CliContext, by: str | None, shows_past: bool, both: bool) -> Output:
    if both and (shows_past or by is not None):
        raise UsageError("--both is for you two and goes alone. Leave out --history and --by.")
    couple = context.service.couple
    if both and len(couple) < 2:
        raise RuleError("--both takes two. rituals people add NAME welcomes the other, or leave it out.")
    named = person(by, couple) if by is not None else None
    with private_terminal("A check-in") as sheet:
        pages = Pages(sheet, context)
        was_kept = _together(pages) if both else _alone(pages, named, shows_past=shows_past)
    return Output(lines(_ENDINGS[was_kept]))


_ENDINGS = {None: "", True: "Kept, each in the log of whose it is.", False: NOTHING_KEPT}


def _alone(pages: Pages, named: Person | None, *, shows_past: bool) -> bool | None:
    """Take one person's check-in or show past ones; whether answers were kept, None where nobody was asked for any."""
    whose = pages.whose(named, WHOSE)
    if whose is None:
        return None
    if shows_past:
        show_past_checkins(pages, whose)
        return None
    answers = pages.answers(whose)
    return outcome(pages, whose, answers) if answers else False


def _together(pages: Pages) -> bool:
    """Ask both people, one after the other, then offer to compare; each one's answers go into their own log."""
    both = []
    for member in pages.service.couple[:2]:
        if not pages.hand_over(member):
            return False
        answers = pages.answers(member)
        if answers is None:
            return False
        both.append((member, answers))
    return compare_answers(pages, both)
