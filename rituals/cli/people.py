"""The `people` commands: who is in the couple, what each is called, and who lives here."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from rituals.cli.shared.command import group
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.erasing import answer, erase_option
from rituals.cli.shared.lookup import person as meant
from rituals.cli.shared.options import json_option, person_argument, persons_argument, written_option
from rituals.cli.shared.output import Output, lines
from rituals.core.model import WORDS_FOR_EVERYONE, Person
from rituals.core.phrases import clean_person_name, how_many_words, joined_names
from rituals.core.rituals.finding import choice_words
from rituals.core.rituals.people_words import (
    left_words,
    removed_words,
    renamed_words,
    residents_words,
    since_left_words,
    welcomed_words,
)
from rituals.core.text import casefolded, joined, printable
from rituals.errors import UsageError
from rituals.service.couple import CoupleService

_ANSWERS = dict.fromkeys(("m", "me", "y", "yes"), True) | dict.fromkeys(("e", "else", "n", "no"), False)
_NOTHING_CHANGED = "Nothing was changed."


@group("people", "Who you are; without a verb, a list.", alone=True)
@json_option("shared.documents:PeopleDocument")
@click.pass_context
def people_group(context: click.Context, as_json: bool) -> Output | None:
    if context.invoked_subcommand is not None:
        return None
    session = context.ensure_object(CliContext).session
    service, residents, who_left = session.service, session.residents(), session.people.who_left
    if as_json:
        from rituals.cli.shared.documents import people_document  # only for --json

        return people_document(service.couple, who_left, service.seated, residents).output()
    names = [_member_words(person, service, lives_here=person in residents) for person in service.couple]
    names += [_past_words(person, service) for person in who_left]
    return Output(lines(*names))


@people_group.command(
    "add",
    help="""Welcome your partner, or someone who left and comes back.

    While somebody goes by the login's name, it asks whether NAME is who they are; --me or --not-me answers that.
    """,
)
@click.argument("name")
@click.option("--me/--not-me", "is_me", default=None, help="NAME is who goes by the login's name now, or someone else.")
@written_option
@click.pass_obj
def people_add_verb(context: CliContext, name: str, is_me: bool | None) -> Output:
    service, people = context.service, context.session.people
    name = clean_person_name(name)
    known = {casefolded(person.name) for person in (*service.couple, *service.state.people)}
    came_back = casefolded(name) in known  # else joining is refused: that name is here
    unnamed = people.login_named if is_me else people.unnamed
    if is_me is None and unnamed is not None and not came_back:
        is_me = _is_it(unnamed, name, service.couple)
        if is_me is None:
            return Output(lines(_NOTHING_CHANGED))
    if not is_me:
        newcomer = service.join(name)
        context.wrote("person", newcomer.id)
        welcome = welcomed_words(newcomer, service.couple, came_back=came_back)
        return Output(lines(welcome, *([] if came_back else _login_words(people.unnamed, newcomer))))
    if unnamed is None:
        raise UsageError("Nobody goes by the login's name any more. rituals people rename changes another one.")
    sentence = renamed_words(unnamed, context.session.rename(unnamed.id, name))
    context.wrote("person", service.known(unnamed.id))
    return Output(lines(sentence))


@people_group.command("rename", help="Give someone the name they go by.")
@person_argument
@click.argument("new")
@erase_option
@written_option
@click.pass_obj
def people_rename_verb(context: CliContext, person: str, new: str, erase: bool) -> Output:
    service = context.service
    former = meant(person, service, also_left=True)
    sentence = renamed_words(former, context.session.rename(former.id, new))
    context.wrote("person", service.known(former.id))
    return answer(context, sentence, erase=erase)


@people_group.command("here", help="Say who is at the keyboard of this machine.")
@person_argument
@written_option
@click.pass_obj
def people_here_verb(context: CliContext, person: str) -> Output:
    service = context.service
    seated = meant(person, service)
    service.seat(seated.id)
    context.wrote("person", seated.id)
    return Output(lines(f"{printable(seated.name)} is at the keyboard."))


@people_group.command(
    "home",
    help="""Say who lives where this machine stands, NAME or “all”.

    Nudges here speak to them; without a name, it says who that is.
    """,
)
@persons_argument
@written_option
@click.pass_obj
def people_home_verb(context: CliContext, names: Sequence[str]) -> Output:
    session, service = context.session, context.service
    if any(casefolded(name.strip()) in WORDS_FOR_EVERYONE for name in names):
        session.save_residents([person.id for person in service.couple])
    elif names:
        session.save_residents([meant(name, service).id for name in names])
    for resident in session.residents() if names else ():
        context.wrote("person", resident.id)
    return Output(lines(residents_words(session.residents(), service.couple)))


@people_group.command("leave", help="Let someone leave from today on; what they did stays.")
@person_argument
@written_option
@click.pass_obj
def people_leave_verb(context: CliContext, person: str) -> Output:
    service = context.service
    leaving, seated = meant(person, service), service.seated
    events = context.session.people.leave(leaving.id)
    context.wrote("person", leaving.id)
    back = f"rituals people add “{printable(leaving.name)}” brings that one back."
    sentences = [left_words(leaving, events, service.state), *_now_seated(service, seated), back]
    return Output(lines(*sentences))


@people_group.command("remove", help="Remove someone who was added by mistake and never did anything.")
@person_argument
@erase_option
@written_option
@click.pass_obj
def people_remove_verb(context: CliContext, person: str, erase: bool) -> Output:
    service, session = context.service, context.session
    removed, seated, residents = meant(person, service), service.seated, session.residents()
    session.people.remove(removed.id)
    context.wrote("person", removed.id)
    if session.settings.together.here:
        session.save_residents([resident.id for resident in residents])
    return answer(context, "\n".join([removed_words(removed), *_now_seated(service, seated)]), erase=erase)


def _member_words(person: Person, service: CoupleService, *, lives_here: bool) -> str:
    """A name, and what is not so of everyone."""
    notes = ["at the keyboard"] if person.id == service.seated.id else []
    notes += [] if lives_here else ["lives elsewhere"]
    return f"{choice_words(person, service.couple)}{f' ({joined(notes)})' if notes else ''}"


def _past_words(person: Person, service: CoupleService) -> str:
    """Somebody who left, with the day."""
    return f"{choice_words(person, service.state.people)} ({since_left_words(person, service.today())})"


def _now_seated(service: CoupleService, earlier: Person) -> list[str]:
    """Who sits here now, if that changed."""
    return [] if service.seated.id == earlier.id else [f"{printable(service.seated.name)} is at the keyboard now."]


def _login_words(unnamed: Person | None, newcomer: Person) -> list[str]:
    """How to name whoever has only the login's name."""
    if unnamed is None or unnamed.id == newcomer.id:
        return []
    login = printable(unnamed.name)
    return [f"{login} is this login's name: rituals people rename “{login}” NAME gives another."]


def _is_it(unnamed: Person, name: str, couple: Sequence[Person]) -> bool | None:
    """Whether the name is that of who goes by the login's name; None where they did not say.

    Asked only on a terminal; elsewhere it is somebody else, unless that would make more than two by accident.
    """
    login, name = printable(unnamed.name), printable(name)
    if sys.stdin is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        if len(couple) == 1:
            return False
        raise UsageError(
            f"There are {how_many_words(couple)} already, {joined_names(couple)}, "
            f"and {login} is only this login's name. "
            f"Add --me if {name} is {login}, or --not-me for someone else."
        )
    question = f"Is {name} you (now called {login}), or someone else? Type me or else"
    answer = casefolded(click.prompt(question, default="", show_default=False, err=True).strip())
    return _ANSWERS.get(answer)
