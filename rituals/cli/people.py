"""The verbs about the two of you: who is here, and what you are called."""

from __future__ import annotations

import click

from rituals.cli.shared.command import group
from rituals.cli.shared.context import Shell
from rituals.cli.shared.lookup import person as meant
from rituals.cli.shared.options import json_option, person_argument
from rituals.cli.shared.output import Answer, lines
from rituals.core.text import shown


@group("people", alone=True)
@json_option
@click.pass_context
def people(context: click.Context, as_json: bool) -> Answer | None:
    """Who you are; without a verb, a list."""
    if context.invoked_subcommand is not None:
        return None
    rituals = context.ensure_object(Shell).rituals
    if as_json:
        from rituals.cli.shared.documents import answer, people_document  # only for --json

        return answer(people_document(rituals.couple, rituals.seated.id))
    here = rituals.seated.id
    names = [f"{shown(one.name)}{' (at the keyboard)' if one.id == here else ''}" for one in rituals.couple]
    return Answer(lines(*names))


@people.command("add")
@click.argument("name")
@click.pass_obj
def add(shell: Shell, name: str) -> Answer:
    """Welcome your partner."""
    joined = shell.rituals.join(name)
    return Answer(lines(f"Welcome, {shown(joined.name)}."))


@people.command("rename")
@person_argument
@click.argument("new")
@click.pass_obj
def rename(shell: Shell, person: str, new: str) -> Answer:
    """Give someone the name they go by."""
    rituals = shell.rituals
    before = meant(person, rituals.couple)
    place = rituals.couple.index(before)
    rituals.rename(before.id, new)
    return Answer(lines(f"{shown(before.name)} goes by {shown(rituals.couple[place].name)} now."))


@people.command("here")
@person_argument
@click.pass_obj
def here(shell: Shell, person: str) -> Answer:
    """Say who is at the keyboard of this machine."""
    rituals = shell.rituals
    seated = meant(person, rituals.couple)
    rituals.seat(seated.id)
    return Answer(lines(f"{shown(seated.name)} is at the keyboard."))
