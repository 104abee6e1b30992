"""Base classes for every command: --home and --color on each, and what leads on from a name that is none."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click

from rituals.cli.shared.context import CliContext
from rituals.cli.shared.output import Output
from rituals.core.text import casefolded, did_you_mean, is_control, quoted
from rituals.errors import UsageError


def _choose_home(context: click.Context, _: click.Parameter, home: str | None) -> None:
    if home is None:
        return
    if context.resilient_parsing:
        home = str(Path(home).expanduser())  # a shell that completes has not done so yet
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


def _choose_colour(context: click.Context, _: click.Parameter, colour: str | None) -> None:
    cli_context = context.find_object(CliContext)
    if colour is not None and cli_context is not None:
        cli_context.colour = colour


COLOUR = click.Option(
    ["--color"],
    type=click.Choice(["auto", "always", "never"]),
    metavar="auto|always|never",
    expose_value=False,
    callback=_choose_colour,
    help="When to print in colour; auto is at a terminal, unless NO_COLOR is set.",
)


RENAMED: Mapping[str, tuple[str, ...]] = {
    "--about": ("--on",),
    "--apart": ("--separate",),
    "--as": ("--for",),
    "--from": ("--on",),
    "--since": ("--from",),
    "--take-back": ("--not",),
    "--to": ("--for", "--until"),
    "--to-day": ("--until",),
}
"""Options that commands once had, and what each is now; of several, the one that the command takes is named."""


_GONE = ("archive", "erase", "remove", "forget")
SYNONYMS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("agenda", "plan"), ("week",)),
    "catalogue": ("list --catalogue",),
    **dict.fromkeys(("check", "did", "done"), ("tick",)),
    **dict.fromkeys(("create", "new"), ("add",)),
    **dict.fromkeys(("delete", "remove"), _GONE),
    **dict.fromkeys(("find", "search"), ("search", "list")),
    "log": ("history",),
    "note": ("tick RITUAL --note -",),
    "partner": ("people add NAME",),
    "phone": ("inbox",),
    **dict.fromkeys(("postpone", "reschedule"), ("move",)),
    "question": ("ask",),
    "rename": ("edit RITUAL --name NAME",),
    **dict.fromkeys(("settings", "preferences"), ("config",)),
    "skip": ("rest",),
    "snooze": ("nudge snooze RITUAL",),
    **dict.fromkeys(("stats", "statistics", "rhythm"), ("streaks",)),
    "status": ("today",),
    "sync": ("pair",),
    **dict.fromkeys(("thank", "thanks"), ("jar add",)),
    **dict.fromkeys(("uncheck", "undone"), ("untick",)),
}
"""Words by which people look for a command, and what goes by another name here; of several, the first there is."""


def _synonym_words(word: str, commands: Collection[str], path: str) -> str:
    """Which of a group's commands somebody looks for by another word; "" if that is not known."""
    calls = (call for call in SYNONYMS.get(casefolded(word), ()) if call.split()[0] in commands)
    call = next(calls, "")
    bare = " ".join(part for part in call.split() if part.islower() and part.isalpha())
    return f"For {quoted(word)} there is {path} {call}; {path} {bare} --help shows how it goes." if call else ""


@contextmanager
def _naming_options(context: click.Context) -> Iterator[None]:
    """Say of an option that goes by another name now which one it is, and of one without its word whose it is."""
    try:
        yield
    except click.BadOptionUsage as wrong:  # which click leaves without its command
        wrong.ctx = wrong.ctx or context
        raise
    except click.NoSuchOption as wrong:
        names = {name for parameter in context.command.params for name in parameter.opts}
        for name in RENAMED.get(wrong.option_name, ()):
            if name in names:
                raise click.UsageError(f"{wrong.option_name} is {name} here.", wrong.ctx) from None
        raise


_WHOLE = 200  # characters: more than any command says of itself


class Verb(click.Command):
    """A command that takes --home and --color as well, and says in a list what it is for without breaking off."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        everything = [*self.params, HOME, COLOUR, *super().get_params(ctx)[len(self.params) :]]
        if not ctx.resilient_parsing:
            return everything
        from rituals.cli.shared.completing import offering  # only for a shell that completes

        return offering(everything, ctx)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        with _naming_options(ctx):
            return super().parse_args(ctx, args)

    def get_help_option_names(self, _context: click.Context) -> list[str]:
        return ["-h", "--help"]

    def get_short_help_str(self, limit: int = _WHOLE) -> str:
        return super().get_short_help_str(max(limit, _WHOLE))


class Verbs(Verb, click.Group):
    """A group of commands, which leads on from a word for what it has by another name, and from a mistyped one."""

    command_class = Verb

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        verb = args[0]
        if not ctx.resilient_parsing and not verb.startswith("-") and self.get_command(ctx, verb) is None:
            commands = self.list_commands(ctx)
            if words := _synonym_words(verb, commands, ctx.command_path):
                raise UsageError(words)
            hint = did_you_mean(verb, commands)
            raise UsageError(f"There is no verb {quoted(verb)}.{hint} {ctx.command_path} --help lists them.")
        return super().resolve_command(ctx, args)


def verb(name: str, says: str) -> Callable[[Callable[..., Output]], Verb]:
    """A decorator that makes a function a command; `says` is its help, as `python -OO` leaves no docstrings."""
    return click.command(name, cls=Verb, help=says)


def group(name: str, says: str, *, alone: bool = False) -> Callable[[Callable[..., Output | None]], Verbs]:
    """A decorator that makes a function a group, which may also be called `alone`; `says` is its help."""
    return click.group(name, cls=Verbs, help=says, invoke_without_command=alone, no_args_is_help=False)
