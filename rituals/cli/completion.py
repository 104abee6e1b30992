"""The `completion` command: prints a completion script for a shell."""

from __future__ import annotations

import click

from rituals.cli.main import COMPLETE_VARIABLE
from rituals.cli.shared.command import verb
from rituals.cli.shared.output import Output
from rituals.cli.shells import SHELLS, completion_script


@verb("completion", "Print the completion script of a shell.")
@click.argument("name", metavar="bash|zsh|fish", type=click.Choice(list(SHELLS)))
@click.pass_context
def completion_verb(context: click.Context, name: str) -> Output:
    return Output(completion_script(name, context.find_root().command, COMPLETE_VARIABLE))
