"""The `lock` commands: somebody's private pages behind a passphrase of their own, and open to all again."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from rituals.cli.shared.command import group
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.lookup import person as meant
from rituals.cli.shared.options import json_option, one_by_option
from rituals.cli.shared.output import Output, lines
from rituals.cli.shared.remedies import in_shell
from rituals.core.exchange import locking_words as w
from rituals.core.model import Person
from rituals.core.text import printable
from rituals.errors import LockedError, RitualsError, RuleError
from rituals.ports import PrivateLock

if TYPE_CHECKING:
    from rituals.cli.locking.pages import LockPages


@group("lock", "Keep your private pages behind a passphrase, if you like.")
def lock_group() -> None:
    return None


@lock_group.command(
    "set",
    help="""Lock your private pages: check-ins, what you kept of a talk, what to ask about, answers not shown yet, a yes
    of yours alone.

    A passphrase opens them from then on, and so do twelve words that are shown once. It is typed on a screen that is
    gone afterwards; putting something in never asks for it.
    """,
)
@one_by_option
@click.pass_obj
def lock_set_verb(context: CliContext, by: str | None) -> Output:
    person, lock = _whose(context, by)
    if lock.is_set:
        changes = _verb_of("change", context, person)
        raise RuleError(f"{w.closed_words(person.name)} {changes} gives them another passphrase.")
    if not _on_pages(context, person, lambda pages: pages.sets(person, lock)):
        return Output(w.NOTHING_CHANGED)
    return Output(lines(*back_up_once_locked(context, person)))


@lock_group.command("change", help="Have another passphrase; the twelve words stay as they are.")
@one_by_option
@click.pass_obj
def lock_change_verb(context: CliContext, by: str | None) -> Output:
    person, lock = _locked(context, by)
    if not _on_pages(context, person, lambda pages: pages.changes(person, lock)):
        return Output(w.NOTHING_CHANGED)
    return Output(lines(*w.changed_words(person)))


@lock_group.command("off", help="Take the lock off; all is as it was before it.")
@one_by_option
@click.pass_obj
def lock_off_verb(context: CliContext, by: str | None) -> Output:
    person, lock = _locked(context, by)
    if not _on_pages(context, person, lambda pages: pages.takes_off(person, lock)):
        return Output(w.NOTHING_CHANGED)
    return Output(lines(*w.taken_off_words(person)))


@lock_group.command("now", help="Close your private pages, in every window on this machine.")
@one_by_option
@click.pass_obj
def lock_now_verb(context: CliContext, by: str | None) -> Output:
    person, lock = _locked(context, by)
    lock.close_everywhere()
    return Output(lines(f"{w.closed_words(person.name)} Where they were open, they are closed."))


@lock_group.command("status", help="Say whether your private pages are locked.")
@one_by_option
@json_option("locking.documents:LockStatusDocument")
@click.pass_obj
def lock_status_verb(context: CliContext, by: str | None, as_json: bool) -> Output:
    person, lock = _whose(context, by)
    if as_json:
        from rituals.cli.locking.documents import LockStatusDocument  # only for --json

        return LockStatusDocument(name=person.name, locked=lock.is_set).output()
    return Output(lines(w.closed_words(person.name) if lock.is_set else _open_to_all_words(context, person)))


def _open_to_all_words(context: CliContext, person: Person) -> str:
    sets = _verb_of("set", context, person)
    return f"The private pages of {printable(person.name)} are not locked. {sets} locks them."


def _verb_of(verb: str, context: CliContext, person: Person) -> str:
    """One of these verbs, as it is typed for somebody."""
    by = "" if person.id == context.service.seated.id else f" --by {shlex.quote(printable(person.name))}"
    return f"rituals lock {verb}{by}"


def _whose(context: CliContext, by: str | None) -> tuple[Person, PrivateLock]:
    """Somebody, who sits here unless named, and the lock of their private pages; `RuleError` without a disk."""
    service = context.service
    person = meant(by, service) if by is not None else service.seated
    return person, service.private(person.id).lock_here


def _locked(context: CliContext, by: str | None) -> tuple[Person, PrivateLock]:
    """As `_whose`; `RuleError` if their private pages are not locked."""
    person, lock = _whose(context, by)
    if not lock.is_set:
        raise RuleError(_open_to_all_words(context, person))
    return person, lock


def _on_pages(context: CliContext, person: Person, do: Callable[[LockPages], bool]) -> bool:
    """Do something on pages that are handed over to somebody first; whether anything was changed. `LockedError` where
    there is no terminal."""
    from rituals.cli.locking.pages import LockPages  # only to change something
    from rituals.cli.shared.terminal import private_terminal

    with private_terminal("A passphrase", LockedError) as sheet:
        pages = LockPages(sheet, context)
        return pages.hand_over(person) and do(pages)


def back_up_once_locked(context: CliContext, person: Person) -> Sequence[str]:
    """Make a fresh backup, as somebody's pages were just locked; what was done, in sentences."""
    assert context.session.own_data is not None  # there is none only where there is no disk
    try:
        context.session.own_data().back_up()
    except RitualsError as problem:
        return [*w.locked_words(person, has_backup=False), f"A fresh backup could not be made: {in_shell(problem)}"]
    return w.locked_words(person)
