"""The command that takes words about a ritual off the disk."""

from __future__ import annotations

import click

from rituals.cli.shared.command import verb
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.erasing import is_sure
from rituals.cli.shared.lookup import any_ritual
from rituals.cli.shared.options import day_option, maybe_ritual_argument, written_option, yes_option
from rituals.cli.shared.output import Output, lines
from rituals.core.phrases import day_words
from rituals.core.text import titled
from rituals.errors import RuleError


@verb("erase", "Take off the disk what you wrote on a day, or just took back.")
@maybe_ritual_argument
@day_option("--on", "The day that you wrote about, today unless said.")
@yes_option
@written_option
@click.pass_obj
def erase_verb(context: CliContext, ritual_text: str | None, on: str | None, yes: bool) -> Output:
    service = context.service
    if ritual_text is None:
        service.erasing.recall()
        if not service.erasing.erase_taken_back():
            raise RuleError("The latest thing done here took no words of yours back, or they are off the disk already.")
        gone = "The words are off the disk; what happened stays."
        return Output(context.session.elsewhere.gone_words(gone, "what happened stays"))
    ritual = any_ritual(service.state, ritual_text)
    today = service.today_of(ritual)
    day = context.day(on, today=today, ahead=True) or today
    words = service.erasing.own_words(ritual, day)
    about = f"{titled(ritual.name)}, {day_words(day, today)}"
    if not yes and not is_sure(f"Take what {words.writers} about {about}, off the disk?"):
        return Output("The words stay where they are.")
    service.erasing.erase(words.ids)
    context.wrote("ritual", ritual.id, day)
    gone = context.session.elsewhere.gone_words(f"What {words.writers} about {about}, is off the disk.")
    return Output(lines(f"{gone} What you did stays."))
