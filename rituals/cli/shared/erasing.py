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
    service = context.service
    if erase:
        others = [OTHERS_STAY] * service.erasing.leaves_others_words()
        gone = [context.session.elsewhere.gone_words(ERASED)] * service.erasing.erase_taken_back()
        return Output(lines(*sentence.splitlines(), *gone, *others))
    return Output(lines(*sentence.splitlines(), *[ON_DISK] * bool(service.erasing.taken_back())))


def is_sure(question: str) -> bool:
    """Ask before something is erased; `UsageError` where stdin is no terminal to ask at."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError("Erasing cannot be undone. Add --yes where nobody can be asked.")
    return click.confirm(f"{question} {CANNOT_BE_UNDONE}", err=True)
