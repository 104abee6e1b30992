"""The `rituals` group of commands: a table of where each one is defined, imported only when it is asked for."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

import click

from rituals.cli.shared.command import Verbs
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.output import Output
from rituals.errors import RitualsError, UsageError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

VERBS: Mapping[str, str] = {
    "today": "rituals.today:today_verb",
    "week": "rituals.week:week_verb",
    "tick": "rituals.tick:tick_verb",
    "untick": "rituals.tick:untick_verb",
    "rest": "rituals.tick:rest_verb",
    "move": "rituals.tick:move_verb",
    "pause": "rituals.pause:pause_verb",
    "resume": "rituals.pause:resume_verb",
    "undo": "rituals.tick:undo_verb",
    "erase": "rituals.erase:erase_verb",
    "add": "rituals.manage:add_verb",
    "list": "rituals.today:list_verb",
    "show": "rituals.show:show_verb",
    "streaks": "rhythm.streaks:streaks_verb",
    "history": "rhythm.history:history_verb",
    "edit": "rituals.manage:edit_verb",
    "archive": "rituals.manage:archive_verb",
    "restore": "rituals.manage:restore_verb",
    "jar": "jar.group:jar_group",
    "someday": "evenings.someday:someday_group",
    "ask": "questions.ask:ask_group",
    "checkin": "checkin.checkin:checkin_verb",
    "people": "people:people_group",
    "lock": "locking.lock:lock_group",
    "pair": "exchange.pair:pair_group",
    "talk": "talk.talk:talk_verb",
    "nudge": "nudges.nudge:nudge_group",
    "calendar": "exchange.calendar:calendar_group",
    "inbox": "inbox.inbox:inbox_group",
    "export": "exchange.export:export_verb",
    "import": "exchange.bring_in:import_verb",
    "backup": "exchange.backup:backup_group",
    "doctor": "exchange.doctor:doctor_verb",
    "config": "config:config_verb",
    "completion": "completion:completion_verb",
    "help": "help:help_verb",
}
"""Each command, called a verb here, and where it is defined: a module of this package, and the function in it.

A command's function is its words and `_verb`, a group's its word and `_group`: `rituals jar add` is `jar_add_verb`.
"""


class LateVerbs(Verbs):
    """The commands of `VERBS`; a module is imported only when its command is asked for."""

    def list_commands(self, _context: click.Context) -> list[str]:
        return list(VERBS)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Their names without their help, which would import them all."""
        from click.shell_completion import CompletionItem  # only for a shell that completes

        names = [CompletionItem(name) for name in VERBS if name.startswith(incomplete)]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]

    def get_command(self, _context: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module, _, name = VERBS[cmd_name].partition(":")
        command = getattr(import_module(f"rituals.cli.{module}"), name)
        assert isinstance(command, click.Command)
        return command


@click.group(
    "rituals",
    cls=LateVerbs,
    invoke_without_command=True,
    help="The small rituals that keep two people close. Without a verb: the app in a terminal, today's list elsewhere.",
)
@click.version_option(package_name="rituals-tui", message="%(prog)s %(version)s")
@click.option("--demo", is_flag=True, help="Look around in a made-up year for two; nothing is kept.")
@click.pass_context
def rituals(context: click.Context, demo: bool) -> Output | None:
    if demo:
        _move_into_demo(context)
    if context.invoked_subcommand is not None:
        return None
    output = context.invoke(_today(context))
    assert isinstance(output, Output)
    return output


def _move_into_demo(context: click.Context) -> None:
    """Let this run use the demo's session, deleted at its end; `UsageError` with a command or --home."""
    cli_context = context.find_object(CliContext)
    assert cli_context is not None
    if context.invoked_subcommand is not None or cli_context.home is not None:
        raise UsageError("--demo goes alone: it has a home and a day of its own, and nothing done there is kept.")
    cli_context.show(context.with_resource(cli_context.open_demo()))


def _today(context: click.Context) -> click.Command:
    command = rituals.get_command(context, "today")
    assert command is not None
    return command


def verb_output(args: Sequence[str] | None, context: CliContext) -> Output:
    """Run a command and return its output; `UsageError` where the arguments don't fit it."""
    words = list(sys.argv[1:] if args is None else args)
    try:
        return _output(words, context)
    except RitualsError as problem:
        if not context.typed_apart:
            raise
        from rituals.cli.shared.piped import given_back  # only for words that are lost else

        raise given_back(context, problem) from None


def _takes_words(context: click.Context | None) -> bool:
    """Whether a command takes a name or another word, which more than one word can be meant for."""
    return context is not None and any(isinstance(param, click.Argument) for param in context.command.params)


def _output(words: list[str], context: CliContext) -> Output:
    try:
        output = rituals.main(words, prog_name="rituals", standalone_mode=False, obj=context)
    except click.Abort:
        raise KeyboardInterrupt from None
    except click.UsageError as wrong:
        where = wrong.ctx.command_path if wrong.ctx else "rituals"
        sentence = " ".join(wrong.format_message().split())  # click lists choices one a line
        end = "" if sentence.endswith((".", "?")) else "."
        if "unexpected extra argument" in sentence and _takes_words(wrong.ctx):
            end += " A name of several words goes in quotes."
        raise UsageError(f"{sentence}{end} {where} --help shows how it goes.") from None
    output = output if isinstance(output, Output) else Output("")
    if not context.tells_in_json:
        return output
    from rituals.cli.shared.documents import written_output  # only for --json

    return written_output(output, context.written)
