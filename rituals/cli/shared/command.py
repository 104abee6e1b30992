"""Base classes for every command: --home on each, and a suggestion for a mistyped name."""

from __future__ import annotations

from collections.abc import Callable

import click

from rituals.cli.shared.context import CliContext
from rituals.cli.shared.lookup import did_you_mean, quoted
from rituals.cli.shared.output import Output
from rituals.core.text import is_control
from rituals.errors import UsageError


def _choose_home(context: click.Context, _: click.Parameter, home: str | None) -> None:
    if home is None:
        return
    if not home or any(is_control(character) for character in home):
        raise UsageError("--home takes the path of a folder, in plain text.")
    cli_context = context.find_object(CliContext)
    if cli_context is not None:
        cli_context.home = home


HOME = click.Option(
    ["--home"],
    metavar="PATH",
    expose_value=False,
    callback=_choose_home,
    help="Keep everything in this folder instead of the usual places.",
)


class Verb(click.Command):
    """A command that takes --home as well."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        return [*self.params, HOME, *super().get_params(ctx)[len(self.params) :]]


class Verbs(click.Group):
    """A group that takes --home as well, and suggests the nearest command for a mistyped one."""

    command_class = Verb

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        return [*self.params, HOME, *super().get_params(ctx)[len(self.params) :]]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        verb = args[0]
        if not ctx.resilient_parsing and not verb.startswith("-") and self.get_command(ctx, verb) is None:
            hint = did_you_mean(verb, self.list_commands(ctx))
            raise UsageError(f"There is no verb {quoted(verb)}.{hint} {ctx.command_path} --help lists them.")
        return super().resolve_command(ctx, args)


def verb(name: str, says: str) -> Callable[[Callable[..., Output]], Verb]:
    """A decorator that makes a function a command; `says` is its help, as `python -OO` leaves no docstrings."""
    return click.command(name, cls=Verb, help=says)


def group(name: str, says: str, *, alone: bool = False) -> Callable[[Callable[..., Output | None]], Verbs]:
    """A decorator that makes a function a group, which may also be called `alone`; `says` is its help."""
    return click.group(name, cls=Verbs, help=says, invoke_without_command=alone, no_args_is_help=False)
