"""The `pair` commands: keep one couple's rituals on several machines, through a folder that something carries."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click

from rituals.cli.shared.command import group
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.lookup import any_ritual
from rituals.cli.shared.numbers import words_in_rows
from rituals.cli.shared.options import FolderPath, day_option, json_option, yes_option
from rituals.cli.shared.output import Output, lines
from rituals.cli.shared.remedies import SHELL_REMEDIES
from rituals.core.exchange.known_device import PairedHere, device_called, device_words, paired_here_words
from rituals.core.exchange.pairing_words import KEEP_THEM, LEFT, NOT_TO_BE_PAIRED, forgetting_words, leaving_words
from rituals.core.phrases import clean_person_name, joined_names
from rituals.core.text import printable
from rituals.errors import RuleError, UsageError
from rituals.files import is_folder
from rituals.problems import couples_folder_problems
from rituals.service.pairing import Agreement, PairingService, person_called

LONGEST = 400
_NOTHING_CHANGED = "Nothing was changed."
_WHO_YOU_ARE = "Nothing is here yet, so say with --for NAME who you are: one of those there, or somebody new."

_folder_argument = click.argument("folder", metavar="PATH", type=FolderPath())


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
@yes_option
@click.pass_obj
def pair_new_verb(context: CliContext, folder: Path, yes: bool) -> Output:
    pairing = _pairing(context)
    if not _is_agreed(pairing.preview_beginning(folder), f"Begin in {folder}?", yes):
        return Output(lines(_NOTHING_CHANGED))
    words = pairing.begin(folder)
    begun = f"You have begun in {folder}. On the other machine, rituals pair join asks for these words."
    return Output("\n".join([lines(begun), "", *words_in_rows(words), "", lines(*KEEP_THEM, *_what_is_wrong(context))]))


@pair_group.command(
    "join",
    help="""Join whoever began in the folder PATH, with their twelve words.

    Without PATH it is the folder through which this machine is paired. The words are asked for, or come through a
    pipe. A person or a ritual that goes by the same name on both machines is one; it says so, with what will travel,
    and asks.
    """,
)
@click.argument("folder", metavar="[PATH]", required=False, type=FolderPath())
@click.option("--for", "name", metavar="NAME", help="Who you are there, or on an empty machine, somebody new.")
@click.option(
    "--separate", metavar="RITUAL", multiple=True, help="A ritual that is another one there, for all its name."
)
@yes_option
@click.pass_obj
def pair_join_verb(
    context: CliContext, folder: Path | None, name: str | None, separate: Sequence[str], yes: bool
) -> Output:
    service, pairing = context.service, _pairing(context)
    folder = folder or pairing.last_place
    if folder is None:
        raise UsageError("Say in which folder they began: rituals pair join PATH.")
    pairing.refuse_to_join(folder)
    if not service.state.people and not (name and name.strip()):
        raise UsageError(_WHO_YOU_ARE)
    invitation = pairing.invitation(folder, _typed_words())
    there = person_called(name, invitation.people_there) if name else None
    names = joined_names(invitation.people_there)
    if not invitation.is_to_empty_home and name is not None and there is None:
        raise UsageError(f"Nobody there goes by {printable(name)}. There they are {names}.")
    people = invitation.people({invitation.seated.id: there.id} if there else {})
    others = {any_ritual(service.state, word).id for word in separate}
    rituals = {own: other for own, other in invitation.rituals(people).items() if own not in others}
    sits = there.name if there else clean_person_name(name) if name else ""
    agreement = Agreement(people, rituals, sits)
    if not invitation.is_settled(agreement) and not _is_agreed(invitation.preview(agreement), f"Join {names}?", yes):
        return Output(lines(_NOTHING_CHANGED))
    pairing.join(invitation, agreement)
    service.refresh()
    if not (invitation.couple.is_joined_before or context.session.settings.together.here):
        was_here = {people.get(person.id, person.id) for person in invitation.people_here}
        context.session.save_residents({*was_here, service.seated.id})
    here = joined_names(context.session.residents())
    speaking = f"Nudges here speak to {here}; rituals people home says who else lives here."
    return Output(lines(f"Joined: {joined_names(service.couple)}. {speaking}"))


@pair_group.command("status", help="Say whether this machine is paired, through which folder, and as what.")
@json_option("exchange.documents:PairStatusDocument")
@click.pass_obj
def pair_status_verb(context: CliContext, as_json: bool) -> Output:
    pairing = _pairing(context)
    pairing.finish()
    here = _here(context)
    devices, people = (pairing.devices if here else ()), context.service.state.people
    if as_json:
        from rituals.cli.exchange.documents import pair_status_document  # only for --json

        return pair_status_document(here, devices).output()
    if here is None:
        return Output(lines("This machine is not paired. rituals pair new begins, rituals pair join joins."))
    own = paired_here_words(here, context.service.today())
    others = [f"Another machine of yours: {device_words(devices, device, people)}." for device in devices]
    return Output(lines(*own, *others, *([] if here.away_since else _what_is_wrong(context))))


@pair_group.command("words", help="Show the twelve words once more.")
@click.pass_obj
def pair_words_verb(context: CliContext) -> Output:
    return Output("\n".join([*words_in_rows(_pairing(context).words), "", lines(*KEEP_THEM)]))


@pair_group.command(
    "leave",
    help="""Stop sharing on this machine; what is here stays here.

    The other machine keeps what it has, and is told nothing, unless you leave for good.
    """,
)
@click.option("--remove", is_flag=True, help="First take what this machine put there out of the folder.")
@click.option("--for-good", is_flag=True, help="Let the others see that you, who sit here, left the couple.")
@yes_option
@click.pass_obj
def pair_leave_verb(context: CliContext, remove: bool, for_good: bool, yes: bool) -> Output:
    pairing, here = _pairing(context), _here(context)
    is_there = not (here and here.away_since)
    if remove:  # as else nobody waits for the folder
        is_there = pairing.last_place is not None and is_folder(pairing.last_place)
    if for_good:
        if remove:
            raise UsageError("With --remove the others would not see that you left. Leave for good, then remove.")
        if not _is_agreed([leaving_words(context.service.seated)], "Leave for good?", yes):
            return Output(lines(_NOTHING_CHANGED))
        pairing.leave_for_good()
    else:
        pairing.leave(remove=remove)
    if not is_there:
        there = "The folder is not there now. What was put into it stays there, sealed; once it is back, "
        there += "rituals pair leave --remove takes it out."
    elif remove:
        there = "What it had put into the folder is gone from there; what others have of it stays theirs."
    else:
        there = "What it put there stays, sealed."
    return Output(lines(LEFT, there))


@pair_group.command(
    "forget",
    help="""Forget another machine, as one that is lost; DEVICE is how it begins in pair status.

    What was written there stays, as far as it came. The words are changed: with the old ones nothing opens that is
    written from now on, and each of your other machines asks for the new ones, in rituals pair join.
    """,
)
@click.argument("device", metavar="DEVICE")
@day_option("--from", "Also take back what was written there from that day on.")
@yes_option
@click.pass_obj
def pair_forget_verb(context: CliContext, device: str, since: str | None, yes: bool) -> Output:
    pairing, day = _pairing(context), context.day(since)
    devices = pairing.look_for_devices()
    lost = device_called(devices, device)
    preview = forgetting_words(len(pairing.to_take_back(lost.id, day)) if day else 0, day)
    if not _is_agreed(preview, f"Forget {device_words(devices, lost, context.service.state.people)}?", yes):
        return Output(lines(_NOTHING_CHANGED))
    words = pairing.forget(lost.id, day)
    forgotten = "That machine is forgotten, and these are your new words. On each other machine, rituals pair join asks"
    return Output("\n".join([lines(f"{forgotten} for them."), "", *words_in_rows(words), "", lines(*KEEP_THEM)]))


def _pairing(context: CliContext) -> PairingService:
    """What pairs this machine; `RuleError` where nothing does."""
    if context.session.pairing is None:
        raise RuleError(NOT_TO_BE_PAIRED)
    return context.session.pairing()


def _here(context: CliContext) -> PairedHere | None:
    """This machine's part in the couple's folder, as the last look has it; None where it is not paired."""
    folder = context.session.couples_folder()
    return folder.here if folder else None


def _what_is_wrong(context: CliContext) -> list[str]:
    """What keeps things from travelling, and what helps, as the last look has it."""
    problems = couples_folder_problems(context.session)
    return [f"{problem.what} {problem.help_words(SHELL_REMEDIES)}" for problem in problems]


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
        from rituals.cli.shared.terminal import KeyboardLeftError, private_terminal  # only where words are typed

        with private_terminal("To type the twelve words") as terminal, suppress(KeyboardLeftError):
            terminal.clear()
            return terminal.line(prompt="The twelve words: ") or ""
        raise click.Abort
    from rituals.cli.shared.piped import piped_words  # only for words from a pipe

    return piped_words(LONGEST)
