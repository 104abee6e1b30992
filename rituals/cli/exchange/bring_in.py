"""The `import` command: what this program exported, and the files of others."""

from __future__ import annotations

from pathlib import Path

import click

from rituals.cli.exchange.from_elsewhere import unnamed_rituals, unnamed_words
from rituals.cli.shared.command import verb
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.output import Output, lines
from rituals.core.text import printable

LARGEST = 256 * 2**20
"""Bytes that an import may have; a hundred years of evenings take less."""


@verb("import", "Bring back what rituals export wrote; nothing comes in twice.")
@click.argument("file", metavar="FILE.json")
@click.option("--merge", is_flag=True, help="Have the people in the file here as well, though others live here.")
@click.pass_obj
def import_verb(context: CliContext, file: str, merge: bool) -> Output:
    from rituals.bootstrap import import_formats  # all of these only for those who bring their data in
    from rituals.cli.exchange.files import read_bounded
    from rituals.core.exchange.foreign import ImportSource
    from rituals.core.exchange.imported import Export
    from rituals.service import exchange as service_exchange

    unnamed = unnamed_rituals(context)
    service = context.service
    source = ImportSource(read_bounded(Path(file), most=LARGEST), service.today(), service.zone())
    exported = service_exchange.read_file(source, import_formats(context.session.places))
    if not isinstance(exported, Export):
        raise NotImplementedError
    count = service_exchange.take_in(context.service, exported, merge=merge)
    if not count:
        return Output(f"Everything in {printable(file)} is here already.")
    sentences = [f"{'1 record was' if count == 1 else f'{count:,} records were'} brought in from {file}."]
    if exported.of_a_later_version:
        sentences.append("Some of it a later version wrote: it is kept, and shows once this one is updated.")
    return Output(lines(*sentences, *unnamed_words(context, unnamed)))
