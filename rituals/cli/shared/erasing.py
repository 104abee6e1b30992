"""Words off the disk: the option of commands that take words back, what they answer, and the question before."""

from __future__ import annotations

import sys

import click

from rituals.cli.shared.context import CliContext
from rituals.cli.shared.output import Output, lines
from rituals.errors import UsageError

ERASED = "The words are off the disk as well."
CANNOT_BE_UNDONE = "This cannot be undone."
OTHERS_STAY = "Somebody else's words stay on the disk; only they can take them off."
ON_DISK = "The words are still on the disk; rituals erase takes them off as well."

erase_option = click.option("--erase", is_flag=True, help="Take the words that go with it off the disk as well.")


def answer(context: CliContext, sentence: str, *, erase: bool) -> Output:
    """The output of a command that may have taken words back: they are erased if asked for, else it is said where they
    are."""
    erasing, said = context.service.erasing, sentence.splitlines()
    if erase:
        others = [OTHERS_STAY] * erasing.leaves_others_words()
        gone = [context.session.elsewhere.gone_words(ERASED)] * erasing.erase_taken_back()
        return Output(lines(*said, *gone, *others))
    if erasing.taken_back():
        said.append(f"{ON_DISK} {context.session.elsewhere.later_words}".rstrip())
    return Output(lines(*said))


def is_sure(question: str) -> bool:
    """Ask before something is erased; `UsageError` where stdin is no terminal to ask at."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError("Erasing cannot be undone. Add --yes where nobody can be asked.")
    return click.confirm(f"{question} {CANNOT_BE_UNDONE}", err=True)
