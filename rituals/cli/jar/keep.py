"""The `jar` commands on a note as a whole: favourite and erase."""

from __future__ import annotations

import click

from rituals.cli.jar.notes import note_argument, note_heading, note_meant, summary_lines
from rituals.cli.shared.command import verb
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.erasing import is_sure
from rituals.cli.shared.options import not_option, written_option, yes_option
from rituals.cli.shared.output import Output, cut, lines
from rituals.core.jar.words import erased_words
from rituals.core.model import AppreciationId
from rituals.core.text import printable
from rituals.service.couple import CoupleService

_GLIMPSE = 60


@verb("favourite", "Make a note one of your favourites.")
@note_argument
@not_option
@written_option
@click.pass_obj
def jar_favourite_verb(context: CliContext, id_text: str, not_after_all: bool) -> Output:
    service = context.service
    note_id = note_meant(id_text, service.state.jar.ids)
    service.jar.favour(note_id, favourite=not not_after_all)
    context.wrote("note", note_id)
    return Output("It is no favourite any more." if not_after_all else "It is a favourite now.")


@verb("erase", "Erase a note for good that you wrote, or that is for you.")
@note_argument
@yes_option
@written_option
@click.pass_obj
def jar_erase_verb(context: CliContext, id_text: str, yes: bool) -> Output:
    service = context.service
    note_id = note_meant(id_text, service.state.jar.known)
    service.jar.check_erasable(note_id)  # before it asks
    if not yes and not is_sure(f"{_glimpse_of(service, note_id)}\nErase it for good?"):
        return Output("The note stays in the jar.")
    everywhere = service.jar.erase(note_id)
    context.wrote("note", note_id)
    return Output(lines(erased_words(context.session.elsewhere, everywhere=everywhere)))


def _glimpse_of(service: CoupleService, name: AppreciationId) -> str:
    jar, today = service.state.jar, service.today()
    if name not in jar:
        return "A note that was taken back."
    note = jar[name]
    (summary,) = summary_lines([note], jar, today)
    glimpse = cut(summary, _GLIMPSE)
    return f"{note_heading(note, service)}\n  {printable(glimpse)}"
