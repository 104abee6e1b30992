"""The verbs about the two of you: who is here, and what you are called."""

from __future__ import annotations

import click

from rituals.cli.shared.command import group
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.lookup import person as meant
from rituals.cli.shared.options import json_option, person_argument
from rituals.cli.shared.output import Output, lines
from rituals.core.text import printable


@group("people", "Who you are; without a verb, a list.", alone=True)
@json_option
@click.pass_context
def people(context: click.Context, as_json: bool) -> Output | None:
    if context.invoked_subcommand is not None:
        return None
    rituals = context.ensure_object(CliContext).rituals
    if as_json:
        from rituals.cli.shared.documents import answer, people_document  # only for --json

        return answer(people_document(rituals.couple, rituals.seated.id))
    here = rituals.seated.id
    names = [f"{printable(one.name)}{' (at the keyboard)' if one.id == here else ''}" for one in rituals.couple]
    return Output(lines(*names))


@people.command("add", help="Welcome your partner.")
@click.argument("name")
@click.pass_obj
def add(shell: CliContext, name: str) -> Output:
    joined = shell.rituals.join(name)
    return Output(lines(f"Welcome, {printable(joined.name)}."))


@people.command("rename", help="Give someone the name they go by.")
@person_argument
@click.argument("new")
@click.pass_obj
def rename(shell: CliContext, person: str, new: str) -> Output:
    rituals = shell.rituals
    before = meant(person, rituals.couple)
    place = rituals.couple.index(before)
    rituals.rename(before.id, new)
    return Output(lines(f"{printable(before.name)} goes by {printable(rituals.couple[place].name)} now."))


@people.command("here", help="Say who is at the keyboard of this machine.")
@person_argument
@click.pass_obj
def here(shell: CliContext, person: str) -> Output:
    rituals = shell.rituals
    seated = meant(person, rituals.couple)
    rituals.seat(seated.id)
    return Output(lines(f"{printable(seated.name)} is at the keyboard."))
