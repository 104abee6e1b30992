"""The verbs of the jar, and the jar at a glance."""

from __future__ import annotations

import click

from rituals.cli.jar.booklet import export
from rituals.cli.jar.keep import erase, favourite
from rituals.cli.jar.open import open_jar
from rituals.cli.jar.read import draw, list_notes, search, show
from rituals.cli.jar.write import add, edit
from rituals.cli.shared.command import group
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.options import json_option
from rituals.cli.shared.output import Output, lines
from rituals.core.jar.words import next_opening, next_opening_words, note_count_words


@group("jar", "Thanks to put in, draw and open; without a verb, how full it is.", alone=True)
@json_option
@click.pass_context
def jar(context: click.Context, as_json: bool) -> Output | None:
    if context.invoked_subcommand is not None:
        return None
    service = context.ensure_object(CliContext).service
    opening = next_opening(service.state, service.today())
    if as_json:
        from rituals.cli.jar.documents import jar_document
        from rituals.cli.shared.documents import answer  # only for --json

        return answer(jar_document(len(service.state.jar), opening))
    when = next_opening_words(opening, service.today())
    glance = f"The jar: {note_count_words(len(service.state.jar))}{f', {when}' if when else ''}."
    return Output(lines(glance, *([] if len(service.state.jar) else ["rituals jar add puts a first thank-you in."])))


for verb in (add, list_notes, show, draw, open_jar, search, edit, favourite, erase, export):
    jar.add_command(verb)
