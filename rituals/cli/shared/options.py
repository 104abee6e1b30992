"""Arguments and options that several commands take; what a shell offers for them is in `completing`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from rituals.cli.shared.context import CliContext
from rituals.cli.shared.output import Output
from rituals.cli.shared.piped import PIPE, words_apart
from rituals.core.text import NOTE_LIMIT
from rituals.errors import UsageError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Decorated = TypeVar("Decorated", bound=Callable[..., object])


def complete_from(
    words: Callable[[click.Context], Iterable[str]],
) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """The completion of an argument that is one of some words to be looked up."""

    def complete(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
        from rituals.cli.shared.completing import OfferedWord, fitting  # only for a shell that completes

        return fitting(lambda: map(OfferedWord, words(context)), begun)

    return complete


def _words_given(context: click.Context, _: click.Parameter, text: str) -> str:
    """The text of an option, or what comes through a pipe in its place; while a line is completed, nothing is read."""
    is_piped = text == PIPE and not context.resilient_parsing
    return words_apart(context.ensure_object(CliContext), NOTE_LIMIT) if is_piped else text


class FolderPath(click.Path):
    """A path that was typed; refused where it begins in a folder that is gone, as the shell's own may be."""

    def convert(self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        try:
            path.absolute()
        except FileNotFoundError:
            raise UsageError(f"{path} begins in a folder that is gone. Give it in full, from {os.sep} on.") from None
        return path


ritual_argument = click.argument("ritual_text", metavar="RITUAL")
maybe_ritual_argument = click.argument("ritual_text", metavar="[RITUAL]", required=False)
rituals_argument = click.argument("ritual_texts", metavar="RITUAL...", nargs=-1, required=True)
maybe_rituals_argument = click.argument("ritual_texts", metavar="[RITUAL]...", nargs=-1)
person_argument = click.argument("person", metavar="NAME")
persons_argument = click.argument("names", metavar="[NAME|all]...", nargs=-1)
day_argument = click.argument("day", metavar="DAY")
text_argument = click.argument("text", metavar="[TEXT]...", nargs=-1)


class JsonOption(click.Option):
    """The option --json of a command; `document` says where the document it prints is defined: `module:class`."""

    def __init__(self, names: Sequence[str], *, document: str, **settings: Any) -> None:
        super().__init__(names, is_flag=True, **settings)
        self.document = document


def json_option(document: str) -> Callable[[Decorated], Decorated]:
    """A decorator that lets a command that reads print this document, as `JsonOption` has it."""
    purpose = "Print a stable document for other programs."
    return click.option("--json", "as_json", cls=JsonOption, document=document, help=purpose)


def _tell_in_json(context: click.Context, _: click.Parameter, as_json: bool) -> None:
    if as_json:
        context.ensure_object(CliContext).tells_in_json = True


written_option = click.option(
    "--json",
    cls=JsonOption,
    document="shared.documents:WrittenDocument",
    expose_value=False,
    callback=_tell_in_json,
    help="Print the ids of what was written, as a stable document for other programs.",
)
"""Lets a command that writes print what it noted down with `CliContext.wrote`; nothing else of it changes."""
note_option = click.option(
    "--note",
    default="",
    metavar="-|TEXT",
    callback=_words_given,
    help="A few words to keep with it; “-” takes what you type or pipe, and no shell remembers that.",
)
reason_option = click.option(
    "--reason",
    default="",
    metavar="-|TEXT",
    callback=_words_given,
    help="Why, if you like; none is needed. “-” takes what you type or pipe.",
)
by_option = click.option("--by", metavar="NAME|both", help="Whose it is, where each counts for themselves.")
one_by_option = click.option("--by", metavar="NAME", help="Whose it is, where each counts for themselves.")
for_option = click.option("--for", "whose", metavar="NAME", help="Who of you it is for.")
not_option = click.option("--not", "not_after_all", is_flag=True, help="Not after all: take that back.")
yes_option = click.option("--yes", is_flag=True, help="Do it without asking.")
floating_option = click.option(
    "--floating", is_flag=True, help="Times that mean the same hour wherever you are, not those of this zone."
)
quotas_option = click.option(
    "--quotas", is_flag=True, help="A day in it for what has none of its own, such as twice a week."
)
force_option = click.option("--force", is_flag=True, help="Write over a file that is there.")
every_option = click.option(
    "--every",
    metavar="WORDS",
    help="When: “every fri at 19:30”, “3 times a week”, “every 2 weeks on sat from 29 jan”, “every day until 24 dec”.",
)
who_option = click.option(
    "--who",
    metavar="together|each|me",
    help="Whom it is for; what is for one of you alone is theirs to take up.",
)
minutes_option = click.option("--minutes", type=int, metavar="N", help="About how long it takes.")
cue_option = click.option("--cue", metavar="TEXT", help="What it follows, such as “after the plates are in the sink”.")
remind_option = click.option(
    "--remind",
    multiple=True,
    metavar="N",
    help="Minutes before, once or more often; “none” for no nudge, “usual” for its time, a long one an hour before.",
)

discreet_option = click.option(
    "--discreet/--plain", default=None, help="Leave its name out of nudges, whoever may be looking, or show it."
)


def day_option(name: str, purpose: str) -> Callable[[Callable[..., Output]], Callable[..., Output]]:
    """A decorator that adds an option for a day: 2026-11-20, yesterday, -3, fri."""
    variable = "since" if name == "--from" else name.removeprefix("--").replace("-", "_")
    return click.option(name, variable, metavar="DAY", help=purpose)


since_option = day_option("--since", "Count from an earlier day on, for what you did before you added it here.")
