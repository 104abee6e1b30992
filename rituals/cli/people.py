"""The `people` commands: who is in the couple, and what each is called."""

from __future__ import annotations

import click

from rituals.cli.shared.command import group
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.lookup import choice_words
from rituals.cli.shared.lookup import person as meant
from rituals.cli.shared.options import json_option, person_argument
from rituals.cli.shared.output import Output, lines
from rituals.core.text import printable


@group("people", "Who you are; without a verb, a list.", alone=True)
@json_option
@click.pass_context
def people_group(context: click.Context, as_json: bool) -> Output | None:
    if context.invoked_subcommand is not None:
        return None
    service = context.ensure_object(CliContext).service
    if as_json:
        from rituals.cli.shared.documents import json_output, people_document  # only for --json

        return json_output(people_document(service.couple, service.seated.id))
    seated = service.seated.id
    names = [
        f"{choice_words(person, service.couple)}{' (at the keyboard)' if person.id == seated else ''}"
        for person in service.couple
    ]
    return Output(lines(*names))


@people_group.command("add", help="Welcome your partner.")
@click.argument("name")
@click.pass_obj
def people_add_verb(context: CliContext, name: str) -> Output:
    newcomer = context.service.join(name)
    return Output(lines(f"Welcome, {printable(newcomer.name)}."))


@people_group.command("rename", help="Give someone the name they go by.")
@person_argument
@click.argument("new")
@click.pass_obj
def people_rename_verb(context: CliContext, person: str, new: str) -> Output:
    service = context.service
    former = meant(person, service.couple)
    name = next((renamed.name for renamed in service.rename(former.id, new)), former.name)
    return Output(lines(f"{printable(former.name)} goes by {printable(name)} now."))


@people_group.command("here", help="Say who is at the keyboard of this machine.")
@person_argument
@click.pass_obj
def people_here_verb(context: CliContext, person: str) -> Output:
    service = context.service
    seated = meant(person, service.couple)
    service.seat(seated.id)
    return Output(lines(f"{printable(seated.name)} is at the keyboard."))
