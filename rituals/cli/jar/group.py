"""The `jar` group of commands; alone it shows the jar at a glance."""

from __future__ import annotations

import click

from rituals.cli.jar.booklet import jar_export_verb
from rituals.cli.jar.keep import jar_erase_verb, jar_favourite_verb
from rituals.cli.jar.open import jar_open_verb
from rituals.cli.jar.read import jar_draw_verb, jar_list_verb, jar_search_verb, jar_show_verb
from rituals.cli.jar.reply import jar_reply_verb
from rituals.cli.jar.write import jar_add_verb, jar_edit_verb
from rituals.cli.shared.command import group
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.options import json_option
from rituals.cli.shared.output import Output, lines
from rituals.core.jar.words import next_opening, next_opening_words, note_count_words


@group("jar", "Thanks to put in, draw and open; without a verb, how full it is.", alone=True)
@json_option("jar.documents:JarDocument")
@click.pass_context
def jar_group(context: click.Context, as_json: bool) -> Output | None:
    if context.invoked_subcommand is not None:
        return None
    service = context.ensure_object(CliContext).service
    opening = next_opening(service.state, service.today())
    if as_json:
        from rituals.cli.jar.documents import JarDocument  # only for --json

        return JarDocument(notes=len(service.state.jar), next_opening=opening).output()
    when = next_opening_words(opening, service.today())
    glance = f"The jar: {note_count_words(len(service.state.jar))}{f', {when}' if when else ''}."
    return Output(lines(glance, *([] if len(service.state.jar) else ["rituals jar add puts a first thank-you in."])))


for verb in (
    jar_add_verb,
    jar_list_verb,
    jar_show_verb,
    jar_draw_verb,
    jar_open_verb,
    jar_search_verb,
    jar_edit_verb,
    jar_reply_verb,
    jar_favourite_verb,
    jar_erase_verb,
    jar_export_verb,
):
    jar_group.add_command(verb)
