"""Opens private pages that their person has locked: asks for what opens them in place, where somebody can be asked."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable

import click

from rituals.cli.shared.context import CliContext
from rituals.cli.shared.signals import signals_end_it
from rituals.core.exchange.locking_words import NOT_IT, closed_words
from rituals.core.model import Person
from rituals.errors import LockedError
from rituals.ports import Opener, PrivateLock
from rituals.service.couple import CoupleService

_EITHER = "Passphrase, or the twelve words"
DIFFER = "These were not the same."


def asked_opener(lock: PrivateLock, ask: Callable[[str], str], tell: Callable[[str], object]) -> Opener | None:
    """What opens a lock, by what `ask` returns, which gets a sentence on the attempt before; None once that is empty.
    What its person has to know is told."""
    notice = ""
    while typed := ask(notice):
        opener = lock.opener(typed)
        if opener is not None and opener.told:
            tell(opener.told)
        if opener is not None:
            return opener
        notice = NOT_IT
    return None


def has_opened(
    service: CoupleService, person: Person, ask: Callable[[str], str], tell: Callable[[str], object]
) -> bool:
    """Whether somebody's private pages can be read now: asks for what opens them, if they are locked."""
    private = service.private(person.id)
    if private.lock is None or not private.is_locked:
        return True
    opener = asked_opener(private.lock, ask, tell)
    if opener is None:
        return False
    private.lock.hold(opener)
    service.refresh()  # answers apart may be shown now
    return True


def open_at_prompt(context: CliContext, person: Person) -> None:
    """Have somebody's private pages open, asking in the line below the command; `LockedError` where nobody can be
    asked, or nothing is typed."""
    refuse_unasked(context, person, is_asked=can_be_asked())
    if not has_opened(context.service, person, lambda notice: _typed_at_prompt(person, notice), _tell):
        raise LockedError(closed_words(person.name))


def can_be_asked() -> bool:
    """Whether somebody can type in the line below the command."""
    return sys.stdin is not None and sys.stdin.isatty()


def refuse_unasked(context: CliContext, person: Person, *, is_asked: bool) -> None:
    """Raise `LockedError` if somebody's private pages are locked, unless they can be asked for what opens them."""
    if not is_asked and context.service.private(person.id).is_locked:
        _ = context.service.private(person.id).now


def hidden_line(question: str) -> str:
    """What is typed in the line below the command, where nobody can read it, without blanks around it; `LockedError`
    where it would show. Nothing suspends it, as shells show what is typed once they go on with a command."""
    with signals_end_it(), warnings.catch_warnings():
        warnings.simplefilter("error")  # getpass warns where it can't hide what is typed, and goes on
        try:
            typed: str = click.prompt(question, default="", show_default=False, hide_input=True, err=True)
        except Warning:
            raise LockedError("This terminal would show what you type, so nothing was asked. Try another.") from None
    return typed.strip()


def _typed_at_prompt(person: Person, notice: str) -> str:
    return hidden_line(f"{notice or closed_words(person.name)} {_EITHER}")


def _tell(sentence: str) -> None:
    click.echo(sentence, err=True)
