"""The `export` command: all of a person's data as one document."""

from __future__ import annotations

from pathlib import Path

import click

from rituals.cli.shared.command import verb
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.documents import escaped
from rituals.cli.shared.lookup import person as meant
from rituals.cli.shared.opening import open_at_prompt
from rituals.cli.shared.options import for_option, force_option
from rituals.cli.shared.output import Output, encoding, lines
from rituals.core.text import printable

_STDOUT = "-"


@verb("export", "Write everything that is yours to see as one JSON document.")
@click.option("--to", metavar="FILE.json", required=True, help="Where to put it; “-” prints it.")
@for_option
@force_option
@click.pass_obj
def export_verb(context: CliContext, to: str, whose: str | None, force: bool) -> Output:
    from importlib.metadata import version  # only for those who take their data out

    from rituals.bootstrap import file_writer
    from rituals.service.exchange.outgoing import export

    service = context.service
    person = service.seated if whose is None else meant(whose, service)
    open_at_prompt(context, person)
    document = export(service, person, by=f"rituals-tui {version('rituals-tui')}")
    if to == _STDOUT:
        return Output(escaped(document.rstrip("\n"), encoding()))
    file_writer()(Path(to), document, force=force)
    name = printable(person.name)
    return Output(
        lines(
            f"Everything that {name} can see is in {to}, what {name} keeps in private included.",
            "Whoever has the file can read it. rituals import brings it back.",
        )
    )
