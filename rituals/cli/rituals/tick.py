"""The commands of a day: tick, untick, rest, move, undo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

import click

from rituals.cli.rituals.several import for_each
from rituals.cli.shared.command import verb
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.erasing import answer, erase_option
from rituals.cli.shared.lookup import kept_ritual, person, persons
from rituals.cli.shared.options import (
    by_option,
    day_argument,
    day_option,
    not_option,
    note_option,
    one_by_option,
    reason_option,
    ritual_argument,
    rituals_argument,
    written_option,
)
from rituals.cli.shared.output import Output, lines
from rituals.cli.shared.remedies import in_shell, silence_lines
from rituals.core.events import RitualEvent
from rituals.core.model import PersonId, Ritual
from rituals.core.rituals.alone import counted_for_words
from rituals.core.rituals.confirmations import moved_words, rested_words, ticked_words, unticked_words
from rituals.core.text import quoted
from rituals.errors import UsageError
from rituals.service.couple import CoupleService


@verb("tick", "Put down that you did it.")
@rituals_argument
@day_option("--on", "The day you did it, today unless said.")
@by_option
@click.option("--tiny", is_flag=True, help="You did the two-minute version, which counts in full.")
@note_option
@written_option
@click.pass_obj
def tick_verb(
    context: CliContext, ritual_texts: Sequence[str], on: str | None, by: str | None, tiny: bool, note: str
) -> Output:
    service = context.service

    def tick(ritual: Ritual) -> str:
        today = service.today_of(ritual)
        day, named = context.day(on, today=today) or today, _doers(service, by)
        new, whose = service.tick(ritual.id, day, by=named, tiny=tiny, note=note), named or [service.seated.id]
        context.wrote("ritual", ritual.id, day)
        tiny_words = context.session.catalogue.tiny_words(ritual) if tiny else ""
        audience = service.audience()
        words = ticked_words(ritual, day, today=today, audience=audience, by=whose, tiny=tiny_words, new=new)
        return _with_whom(service, ritual, day, words, named)

    return Output(for_each(context, ritual_texts, kept_ritual, tick))


@verb("untick", "Take back a day's tick.")
@rituals_argument
@day_option("--on", "The day whose tick you take back, today unless said.")
@by_option
@erase_option
@written_option
@click.pass_obj
def untick_verb(
    context: CliContext, ritual_texts: Sequence[str], on: str | None, by: str | None, erase: bool
) -> Output:
    service = context.service

    def untick(ritual: Ritual) -> str:
        today = service.today_of(ritual)
        day, whose = context.day(on, today=today) or today, _doers(service, by)
        service.untick(ritual.id, day, by=whose)
        context.wrote("ritual", ritual.id, day)
        words = unticked_words(ritual, day, today=today, audience=service.audience(), by=whose)
        return _with_whom(service, ritual, day, words, whose)

    return answer(context, for_each(context, ritual_texts, kept_ritual, untick), erase=erase)


@verb("rest", "Not today: rest what is planned, which ends no streak.")
@rituals_argument
@day_option("--on", "The day it is planned on, today unless said.")
@one_by_option
@reason_option
@not_option
@erase_option
@written_option
@click.pass_obj
def rest_verb(
    context: CliContext,
    ritual_texts: Sequence[str],
    on: str | None,
    by: str | None,
    reason: str,
    not_after_all: bool,
    erase: bool,
) -> Output:
    service = context.service

    def rest(ritual: Ritual) -> str:
        today = service.today_of(ritual)
        day = context.day(on, today=today, ahead=True) or today
        whose = person(by, service).id if by is not None else None
        rests = service.rest(ritual.id, day, by=whose, rested=not not_after_all, reason=reason)
        context.wrote("ritual", ritual.id, day)
        words = rested_words(ritual, rests, service.state, today=today)
        return _with_whom(service, ritual, day, words, None if whose is None else [whose])

    return answer(context, for_each(context, ritual_texts, kept_ritual, rest), erase=erase)


@verb("move", "Give the next one another day.")
@ritual_argument
@day_argument
@click.option("--at", metavar="HH:MM", help="The time it has there, its own unless said.")
@day_option("--on", "The day it is planned on; the next one that is open unless said.")
@written_option
@click.pass_obj
def move_verb(context: CliContext, ritual_text: str, day: str, at: str | None, on: str | None) -> Output:
    service = context.service
    ritual = kept_ritual(service.state, ritual_text)
    today = service.today_of(ritual)
    to, clock = context.day(day, today=today, ahead=True) or today, _clock(at)
    service.move(ritual.id, to, day=context.day(on, today=today, ahead=True), at=clock)
    context.wrote("ritual", ritual.id, to)
    silent = silence_lines(context, ritual, clock) if clock else ()
    return Output(lines(moved_words(ritual, to, today=today, at=clock), *silent))


@verb("undo", "Take back the latest thing done here, never another's alone.")
@erase_option
@written_option
@click.pass_obj
def undo_verb(context: CliContext, erase: bool) -> Output:
    from rituals.core.rituals.undo_words import undone_words  # the verbs beside it do without

    service = context.service
    asking = context.session.question_text
    taken_back = service.undo(asking)
    for event in taken_back.events:
        if isinstance(event, RitualEvent):
            context.wrote("ritual", event.ritual)
    seated = service.seated.id
    words = undone_words(taken_back.records, service.state, today=service.today(), asking=asking, seated=seated)
    return answer(context, "\n".join([words, *map(in_shell, taken_back.passed_over[:1])]), erase=erase)


def _doers(service: CoupleService, by: str | None) -> Sequence[PersonId] | None:
    return persons(by, service) if by is not None else None


def _with_whom(service: CoupleService, ritual: Ritual, day: date, words: str, by: Sequence[PersonId] | None) -> str:
    """The confirmation, and for whom it counts where that is not just whom somebody named."""
    return " ".join(filter(None, (words, counted_for_words(ritual, day, service.couple, by=by))))


def _clock(text: str | None) -> time | None:
    if text is None:
        return None
    from rituals.core.cadence.lexer import clock_of, tidied  # only for those who give a time

    clock_text = tidied(text)
    try:
        if not clock_text.isdecimal():  # a bare hour may be meant in the morning or in the evening
            return clock_of(clock_text)
    except UsageError:
        pass
    raise UsageError(f"--at {quoted(text)} is no time of day; write it like 19:30 or 7pm.")
