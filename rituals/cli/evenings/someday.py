"""The `someday` group of commands: the list of what both would like; alone it shows it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click
from msgspec import UNSET

from rituals.cli.shared.command import group, verb
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.erasing import answer, erase_option
from rituals.cli.shared.lookup import short_ids
from rituals.cli.shared.options import day_option, every_option, json_option, text_argument, written_option
from rituals.cli.shared.output import Output, Shade, Shaded, lines, table
from rituals.core.evenings.someday import (
    NOTHING_LISTED,
    added_to_list_words,
    dropped_words,
    listed_for_words,
    someday_list,
)
from rituals.core.events import SomedayEdited
from rituals.core.events.someday import IdeaEnd
from rituals.core.rituals.finding import matching
from rituals.core.state.sharing import Idea
from rituals.core.text import did_you_mean, printable, quoted
from rituals.errors import UsageError
from rituals.service.couple import CoupleService
from rituals.service.evenings import change_on_list, make_ritual_of, put_on_list, take_off_list

_BEGIN = "rituals someday add puts a first one on it."
_NO_TEXT = "Say what you would like to do: rituals someday add the lake at night."
_NO_CHANGE = "Say what to change: other words, --on DAY, --for sunday, or --no-day."
_NO_CADENCE = "Say when: --every “every month on the 1st sat”, or --every “once a month”."
_ONE_OF_THEM = "--on, --for and --no-day each say when. Keep one of them."

idea_argument = click.argument("idea_words", metavar="IDEA")
meant_for_option = click.option(
    "--for",
    "meant_for",
    metavar="sunday|meeting",
    type=click.Choice(["sunday", "meeting"], case_sensitive=False),
    help="Let it wait for your us-meeting, whichever day that is on.",
)


@group("someday", "What you would like to do someday; without a verb, the list.", alone=True)
@json_option("evenings.documents:SomedayDocument")
@click.pass_context
def someday_group(context: click.Context, as_json: bool) -> Output | None:
    if context.invoked_subcommand is not None:
        return None
    cli = context.ensure_object(CliContext)
    today = cli.service.today()
    ideas = someday_list(cli.service.state, today).all
    if as_json:
        from rituals.cli.evenings.documents import someday_document  # only for --json

        return someday_document(ideas, today).output()
    if not ideas:
        return Output(lines(NOTHING_LISTED, _BEGIN))
    return Output(lines("Someday", *_idea_rows(ideas, today, cli.room)))


def _idea_rows(ideas: Sequence[Idea], today: date, room: int | None) -> list[str]:
    ids = short_ids([idea.id for idea in ideas])
    cells = [(idea.text, listed_for_words(idea, today), Shaded(ids[idea.id], Shade.QUIET)) for idea in ideas]
    return table(cells, room=room, indent=2)


@verb("add", "Put something on the list that you would like to do.")
@text_argument
@day_option("--on", "The day it is meant for.")
@meant_for_option
@written_option
@click.pass_obj
def someday_add_verb(context: CliContext, text: tuple[str, ...], on: str | None, meant_for: str | None) -> Output:
    if not text:
        raise UsageError(_NO_TEXT)
    _check_one(on is not None, meant_for is not None)
    service = context.service
    idea = put_on_list(service, " ".join(text), on=context.day(on, ahead=True), for_meeting=meant_for is not None)
    context.wrote("idea", idea.id, idea.on)
    return Output(lines(added_to_list_words(idea, service.today())))


@verb("edit", "Say something on the list in other words, or give it another day.")
@idea_argument
@text_argument
@day_option("--on", "The day it is meant for.")
@meant_for_option
@click.option("--no-day", is_flag=True, help="Let it have no day, and wait for no us-meeting.")
@erase_option
@written_option
@click.pass_obj
def someday_edit_verb(
    context: CliContext,
    idea_words: str,
    text: tuple[str, ...],
    on: str | None,
    meant_for: str | None,
    no_day: bool,
    erase: bool,
) -> Output:
    _check_one(on is not None, meant_for is not None, no_day)
    if not (text or no_day or on is not None or meant_for is not None):
        raise UsageError(_NO_CHANGE)
    service = context.service
    idea = _idea_meant(idea_words, service)
    wish = SomedayEdited(
        idea.id,
        text=" ".join(text) if text else UNSET,
        on=None if no_day else context.day(on, ahead=True) or UNSET,
        for_meeting=False if no_day else True if meant_for is not None else UNSET,
    )
    change_on_list(service, wish)
    edited = service.state.someday.value[idea.id]
    context.wrote("idea", edited.id, edited.on)
    return answer(context, added_to_list_words(edited, service.today()), erase=erase)


@verb("done", "You did it: it is off the list.")
@idea_argument
@erase_option
@written_option
@click.pass_obj
def someday_done_verb(context: CliContext, idea_words: str, erase: bool) -> Output:
    return _taken_off(context, idea_words, "done", erase=erase)


@verb("drop", "Not any more: take it off the list.")
@idea_argument
@erase_option
@written_option
@click.pass_obj
def someday_drop_verb(context: CliContext, idea_words: str, erase: bool) -> Output:
    return _taken_off(context, idea_words, "away", erase=erase)


@verb("ritual", "Make a ritual of it: it is off the list, and among your rituals.")
@idea_argument
@every_option
@written_option
@click.pass_obj
def someday_ritual_verb(context: CliContext, idea_words: str, every: str | None) -> Output:
    if every is None:
        raise UsageError(_NO_CADENCE)
    from rituals.core.cadence.words import parse  # the list does without
    from rituals.core.occurrences.coming import coming
    from rituals.core.rituals.confirmations import added_words

    service = context.service
    idea = _idea_meant(idea_words, service)
    ritual = make_ritual_of(service, idea.id, parse(every, today=service.today(), zone=service.zone()))
    context.wrote("ritual", ritual)
    added, today = service.state.rituals[ritual], service.today()
    return Output(lines(added_words(added, coming(service.state, added, today, count=1), today=today)))


for command in (someday_add_verb, someday_edit_verb, someday_done_verb, someday_drop_verb, someday_ritual_verb):
    someday_group.add_command(command)


def _taken_off(context: CliContext, idea_words: str, why: IdeaEnd, *, erase: bool) -> Output:
    service = context.service
    idea = _idea_meant(idea_words, service)
    take_off_list(service, idea.id, why)
    context.wrote("idea", idea.id)
    return answer(context, dropped_words(idea, why), erase=erase)


def _check_one(*are_asked: bool) -> None:
    if sum(are_asked) > 1:
        raise UsageError(_ONE_OF_THEM)


def _idea_meant(text: str, service: CoupleService) -> Idea:
    """What on the list a text means, by its id or by a part of its words."""
    ideas = someday_list(service.state, service.today()).all
    matches = matching(text, ideas)
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise UsageError(
            f"{quoted(text)} could be {' or '.join(f'“{printable(idea.text)}”' for idea in matches[:3])}. "
            "Say more of it, or the id that rituals someday shows."
        )
    hint = did_you_mean(text, [idea.text for idea in ideas])
    raise UsageError(f"{quoted(text)} isn't on your list.{hint} rituals someday shows what is.")
