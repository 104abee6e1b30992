"""The `completion` command: prints a completion script for a shell."""

from __future__ import annotations

import click

from rituals.cli.main import COMPLETE_VARIABLE
from rituals.cli.shared.command import verb
from rituals.cli.shared.output import Output

SHELLS = ("bash", "zsh", "fish")


@verb("completion", "Print the completion script of a shell.")
@click.argument("name", metavar="bash|zsh|fish", type=click.Choice(SHELLS))
@click.pass_context
def completion_verb(context: click.Context, name: str) -> Output:
    from click.shell_completion import get_completion_class  # only here

    completer = get_completion_class(name)
    assert completer is not None
    return Output(completer(context.find_root().command, {}, "rituals", COMPLETE_VARIABLE).source())
