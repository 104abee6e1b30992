"""The `pause` and `resume` commands."""

from __future__ import annotations

from collections.abc import Sequence

import click

from rituals.cli.rituals.several import for_each
from rituals.cli.shared.command import verb
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.erasing import answer, erase_option
from rituals.cli.shared.lookup import kept_ritual
from rituals.cli.shared.options import day_option, maybe_rituals_argument, reason_option, written_option
from rituals.cli.shared.output import Output
from rituals.core.model import Ritual
from rituals.core.rituals.pause_words import paused_words, resumed_words


@verb("pause", "Take days out on purpose; no streak ends.")
@maybe_rituals_argument
@day_option("--from", "The first day of the pause, today unless said.")
@day_option("--until", "The last day of the pause; without it, until you resume.")
@reason_option
@written_option
@click.pass_obj
def pause_verb(
    context: CliContext, ritual_texts: Sequence[str], since: str | None, until: str | None, reason: str
) -> Output:
    service = context.service

    def pause(ritual: Ritual | None) -> str:
        today = service.today_of(ritual) if ritual else service.today()
        first = context.day(since, today=today, ahead=True) or today
        last = context.day(until, today=today, ahead=True)
        service.pause(ritual.id if ritual else None, since=first, until=last, reason=reason)
        if ritual:
            context.wrote("ritual", ritual.id, first)
        return paused_words(ritual, since=first, until=last, today=today)

    return Output(for_each(context, ritual_texts, kept_ritual, pause) if ritual_texts else pause(None))


@verb("resume", "Go on from today, with one ritual or with all.")
@maybe_rituals_argument
@click.option("--all", "planned_too", is_flag=True, help="End the pauses that are still planned, too.")
@erase_option
@written_option
@click.pass_obj
def resume_verb(context: CliContext, ritual_texts: Sequence[str], planned_too: bool, erase: bool) -> Output:
    service = context.service

    def resume(ritual: Ritual | None) -> str:
        today = service.today_of(ritual) if ritual else service.today()
        ended = service.resume(ritual.id if ritual else None, on=today, planned=planned_too)
        if ritual:
            context.wrote("ritual", ritual.id)
        return resumed_words(ritual, ended, service.state, today=today)

    sentences = for_each(context, ritual_texts, kept_ritual, resume) if ritual_texts else resume(None)
    return answer(context, sentences, erase=erase)
