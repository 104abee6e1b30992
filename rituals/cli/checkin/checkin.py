"""The `checkin` command: asks line by line on the alternate screen and keeps the answers in one person's own log."""

from __future__ import annotations

import click

from rituals.cli.checkin.items import WHOSE, Pages
from rituals.cli.checkin.result import compare_answers, outcome, show_past_checkins
from rituals.cli.shared.command import verb
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.lookup import person
from rituals.cli.shared.opening import refuse_unasked
from rituals.cli.shared.options import one_by_option
from rituals.cli.shared.output import Output, lines
from rituals.cli.shared.terminal import is_a_terminal, private_terminal
from rituals.core.checkin.apart import AnswersApart
from rituals.core.checkin.words import NOTHING_KEPT
from rituals.core.model import Person
from rituals.errors import RuleError, UsageError


@verb("checkin", "How close has it felt lately? Five lines, for yourself.")
@one_by_option
@click.option("--history", "shows_past", is_flag=True, help="Your own earlier check-ins instead, for your eyes.")
@click.option(
    "--both", is_flag=True, help="Each of two answers apart, then you look together at what each chose to show."
)
@click.pass_obj
def checkin_verb(context: CliContext, by: str | None, shows_past: bool, both: bool) -> Output:
    if both and (shows_past or by is not None):
        raise UsageError("--both is for two and goes alone. Leave out --history and --by.")
    service = context.service
    if both and len(service.couple) < 2:
        raise RuleError("--both takes two. rituals people add NAME welcomes the other, or leave it out.")
    named = person(by, service) if by is not None else None
    if shows_past:
        refuse_unasked(context, named or service.seated, is_asked=is_a_terminal())
    with private_terminal("A check-in") as sheet:
        pages = Pages(sheet, context)
        was_kept = _together(pages) if both else _alone(pages, named, shows_past=shows_past)
    return Output(lines(_ENDINGS[was_kept]))


_ENDINGS = {None: "", True: "Kept on private pages.", False: NOTHING_KEPT}


def _alone(pages: Pages, named: Person | None, *, shows_past: bool) -> bool | None:
    """Take one person's check-in or show past ones; whether answers were kept, None where nobody was asked for any."""
    whose = pages.whose(named, WHOSE)
    if whose is None:
        return None
    if shows_past:
        if pages.opens(whose):
            show_past_checkins(pages, whose)
        return None
    answers = pages.answers(whose)
    return outcome(pages, whose, answers) if answers else False


def _together(pages: Pages) -> bool:
    """Ask two people, one after the other, and what the other may see; then offer to look at that together."""
    seated, beside = pages.service.seated, pages.beside()
    if beside is None:
        return False
    first = _answers_apart(pages, seated, beside)
    second = _answers_apart(pages, beside, seated) if first else None
    return bool(first and second and compare_answers(pages, [first, second]))


def _answers_apart(pages: Pages, person: Person, other: Person) -> AnswersApart | None:
    """What one of two answers unseen, and what of it the other may see; None where they left."""
    answers = pages.answers(person, beside=other) if pages.hand_over(person) else None
    return pages.shown_to(other, person, answers) if answers is not None else None
