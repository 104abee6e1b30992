"""The `pair` commands: keep one couple's rituals on several machines, through a folder that something carries."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import click

from rituals.cli.shared.command import group
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.lookup import any_ritual
from rituals.cli.shared.output import UNLIMITED, Output, lines, table
from rituals.config import rename_residents
from rituals.core.events import PersonSeated
from rituals.core.exchange.known_device import device_called, device_words
from rituals.core.exchange.pairing_words import ALONE, FORGETTING, leaving_words, sameness_words, travelling_words
from rituals.core.exchange.same import same_people, same_rituals
from rituals.core.model import Person, PersonId
from rituals.core.phrases import joined_names
from rituals.core.state.couple_state import State
from rituals.core.text import casefolded, printable
from rituals.errors import Remedy, RuleError, UsageError
from rituals.files import is_folder

LONGEST = 400
_NOTHING_CHANGED = "Nothing was changed."
_KEEP_THEM = (
    "Write them on paper, and say there whose they are and what for: rituals, the app.",
    "They open what lies in the folder, on your other machine and on a new one. Nobody can bring them back.",
)
_SETTLED = "This is settled once: what is two now stays two."

_folder_argument = click.argument("folder", metavar="PATH", type=click.Path(path_type=Path))
_yes_option = click.option("--yes", is_flag=True, help="Do it without asking.")


@group("pair", "Have your rituals on two machines, by a folder that something carries.")
def pair_group() -> None:
    return None


@pair_group.command(
    "new",
    help="""Begin in the folder PATH, with what is on this machine.

    It says what will travel and asks; then it shows the twelve words with which the other machine joins.
    """,
)
@_folder_argument
@_yes_option
@click.pass_obj
def pair_new_verb(context: CliContext, folder: Path, yes: bool) -> Output:
    from rituals.bootstrap import pairing_of  # imported as late as the session itself

    pairing, state = pairing_of(context.session.places), context.service.state
    pairing.refuse_to_begin(folder)
    if not state.people:
        raise RuleError("There is nothing here yet that could travel.", Remedy.ADD_RITUAL)
    if not _is_agreed([travelling_words(state), *ALONE], f"Begin in {folder}?", yes):
        return Output(lines(_NOTHING_CHANGED))
    _stay_seated(context)
    key = pairing.begin(folder)
    pairing.look()
    begun = f"You have begun in {folder}. On the other machine, rituals pair join asks for these words."
    return Output("\n".join([lines(begun), "", *_in_rows(key.words), "", lines(*_KEEP_THEM)]))


@pair_group.command(
    "join",
    help="""Join whoever began in the folder PATH, with their twelve words.

    The words are asked for, or come through a pipe. A person or a ritual that goes by the same name on both machines
    is one; it says so, with what will travel, and asks.
    """,
)
@_folder_argument
@click.option("--as", "name", metavar="NAME", help="Who you are there; a name that is not there is welcomed.")
@click.option("--apart", metavar="RITUAL", multiple=True, help="A ritual that is another one there, for all its name.")
@_yes_option
@click.pass_obj
def pair_join_verb(context: CliContext, folder: Path, name: str | None, apart: Sequence[str], yes: bool) -> Output:
    from rituals.bootstrap import pairing_of  # imported as late as the session itself

    service, pairing = context.service, pairing_of(context.session.places)
    couple = pairing.couple_in(folder)
    key = pairing.key_of(couple, _typed_words())
    inviter = pairing.records_at(folder, key)
    theirs, ours = State(inviter), service.state
    if not theirs.people:
        raise RuleError("Nothing of the other machine has been carried here yet. Try again once it has.")
    is_empty = not ours.people
    if is_empty and name is None:
        raise UsageError(f"Say who you are with --as NAME. There they are {joined_names(theirs.people)}.")
    people = _people(context, theirs, name)
    both = same_rituals(theirs, ours, people)
    others = {any_ritual(ours, word).id for word in apart}
    rituals = {own: other for own, other in both.items() if own not in others}
    if not is_empty and not pairing.was_in(key):
        preview = [
            *sameness_words(ours, theirs, people, rituals),
            travelling_words(ours, people, rituals),
            *ALONE,
            _SETTLED,
        ]
        if not _is_agreed(preview, f"Join {joined_names(theirs.people)}?", yes):
            return Output(lines(_NOTHING_CHANGED))
    if not is_empty:
        _stay_seated(context)
    settle = partial(rename_residents, context.session.places.settings)
    pairing.join(folder, key, on=service.today(), inviter=inviter, people=people, rituals=rituals, settle=settle)
    pairing.look()
    service.refresh()
    if is_empty and name is not None:
        _sit_down(context, name)
        pairing.look()
    return Output(lines(f"Joined: {joined_names(service.couple)}. rituals people home says who lives here."))


@pair_group.command("status", help="Say whether this machine is paired, and through which folder.")
@click.pass_obj
def pair_status_verb(context: CliContext) -> Output:
    from rituals.bootstrap import pairing_of  # imported as late as the session itself

    pairing = pairing_of(context.session.places)
    pairing.finish(partial(rename_residents, context.session.places.settings))
    paired = pairing.paired
    if pairing.key is None or paired is None:
        return Output(lines("This machine is not paired. rituals pair new begins, rituals pair join joins."))
    if not is_folder(Path(paired.place)):
        return Output(
            lines(
                f"This machine is paired through {paired.place}, which is not there now.",
                "What you do is kept here, and travels once it is back.",
            )
        )
    devices, people = pairing.devices, context.service.state.people
    others = [f"Another machine of yours: {device_words(devices, device, people)}." for device in devices]
    return Output(lines(f"This machine is paired through {paired.place}.", *others))


@pair_group.command("words", help="Show the twelve words once more.")
@click.pass_obj
def pair_words_verb(context: CliContext) -> Output:
    from rituals.bootstrap import pairing_of  # imported as late as the session itself

    key = pairing_of(context.session.places).key
    if key is None:
        raise RuleError("This machine is not paired, so there are no words.")
    return Output("\n".join([*_in_rows(key.words), "", lines(*_KEEP_THEM)]))


@pair_group.command(
    "leave",
    help="""Stop sharing on this machine; what is here stays here.

    The other machine keeps what it has, and is told nothing, unless you leave for good.
    """,
)
@click.option("--remove", is_flag=True, help="First take what this machine put there out of the folder.")
@click.option("--for-good", is_flag=True, help="Let the others see that you, who sit here, left the couple.")
@_yes_option
@click.pass_obj
def pair_leave_verb(context: CliContext, remove: bool, for_good: bool, yes: bool) -> Output:
    from rituals.bootstrap import pairing_of  # imported as late as the session itself

    pairing = pairing_of(context.session.places)
    is_there = pairing.paired is not None and is_folder(Path(pairing.paired.place))
    if for_good:
        if remove:
            raise UsageError("With --remove the others would not see that you left. Leave for good, then remove.")
        if not _is_agreed([leaving_words(context.service.seated)], "Leave for good?", yes):
            return Output(lines(_NOTHING_CHANGED))

        def part() -> None:
            pairing.surely_look()
            pairing.leave(remove=False)

        context.session.people.leave_others(context.service.seated.id, part)
    else:
        pairing.leave(remove=remove)
    if not is_there:
        there = "The folder is not there now. What was put into it stays there, sealed; once it is back, "
        there += "rituals pair leave --remove takes it out."
    elif remove:
        there = "What it had put into the folder is gone from there."
    else:
        there = "What it put there stays, sealed."
    return Output(lines("This machine is not paired any more; what is here stays.", there))


@pair_group.command(
    "forget",
    help="""Forget another machine, as one that is lost; DEVICE is how it begins in pair status.

    What was written there stays, as far as it came. The words are changed: with the old ones nothing opens that is
    written from now on, and each of your other machines asks for the new ones, in rituals pair join.
    """,
)
@click.argument("device", metavar="DEVICE")
@_yes_option
@click.pass_obj
def pair_forget_verb(context: CliContext, device: str, yes: bool) -> Output:
    from rituals.bootstrap import pairing_of  # imported as late as the session itself

    pairing = pairing_of(context.session.places)
    devices = pairing.devices
    lost = device_called(devices, device)
    if not _is_agreed(FORGETTING, f"Forget {device_words(devices, lost, context.service.state.people)}?", yes):
        return Output(lines(_NOTHING_CHANGED))
    key = pairing.forget(lost.id)
    forgotten = "That machine is forgotten, and these are your new words. On each other machine, rituals pair join asks"
    return Output("\n".join([lines(f"{forgotten} for them."), "", *_in_rows(key.words), "", lines(*_KEEP_THEM)]))


def _people(context: CliContext, theirs: State, name: str | None) -> Mapping[PersonId, PersonId]:
    """The people here with who they are there; `name` is who sits here."""
    ours = context.service.state
    people = dict(same_people(theirs, ours))
    if name is not None and ours.people:
        seated, there = context.service.seated, _called(name, theirs.people)
        if there is None:
            raise UsageError(f"Nobody there goes by {printable(name)}. There they are {joined_names(theirs.people)}.")
        people = {own: other for own, other in people.items() if other != there.id} | {seated.id: there.id}
    return people


def _called(name: str, people: Sequence[Person]) -> Person | None:
    return next((person for person in people if casefolded(person.name) == casefolded(name.strip())), None)


def _stay_seated(context: CliContext) -> None:
    """Write down who sits here, which may be nobody's word yet: once others come, it would be the first of all."""
    seated = context.service.seated.id
    context.service.record_locally(lambda *_: [PersonSeated(seated)])


def _sit_down(context: CliContext, name: str) -> None:
    """Let whoever joined with an empty home sit here, by their name or as a newcomer."""
    service = context.service
    known = _called(name, service.couple)
    service.seat((known or service.join(name)).id)


def _is_agreed(preview: Sequence[str], question: str, yes: bool) -> bool:
    """Show what will happen and ask; `UsageError` where nobody can be asked."""
    if yes:
        return True
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError(" ".join([*preview, "Add --yes where nobody can be asked."]))
    Output(lines(*preview)).put_out()
    return click.confirm(question, err=True)


def _typed_words() -> str:
    """The twelve words, from a pipe or typed where they do not stay in sight."""
    if sys.stdin is not None and sys.stdin.isatty():
        from rituals.cli.shared.terminal import private_terminal  # only where words are typed

        with private_terminal("To type the twelve words") as terminal:
            terminal.clear()
            return terminal.line(prompt="The twelve words: ") or ""
    from rituals.cli.shared.piped import piped_words  # only for words from a pipe

    return piped_words(LONGEST)


def _in_rows(words: str) -> list[str]:
    numbered = [f"{number:>2} {word}" for number, word in enumerate(words.split(), 1)]
    return table([numbered[at : at + 4] for at in range(0, len(numbered), 4)], room=UNLIMITED, gives_way=0)
