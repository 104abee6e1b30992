"""The `doctor` command: looks for problems and says how to mend each one."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from rituals.bootstrap import repairs_of
from rituals.cli.exchange.versions import versions_lines
from rituals.cli.shared.command import verb
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.options import json_option
from rituals.cli.shared.output import Output, lines
from rituals.cli.shared.remedies import SHELL_REMEDIES, in_shell
from rituals.config import Places, places
from rituals.core.nudges.delivery import Delivery
from rituals.errors import BusyError, Problem, RitualsError
from rituals.ports import Repair
from rituals.problems import all_problems, folder_problems

if TYPE_CHECKING:
    from rituals.session import Session

CAME_FROM_ELSEWHERE = (
    "This folder was on another machine before. All of it is kept, and undo takes back only what was done on this one."
)
ROLLED_BACK = (
    "This machine lost some of what it had written, was set back to an earlier day, or copied, and writes under a new "
    "name since. What it wrote before is kept, and travels as ever."
)


class Finding(NamedTuple):
    """A problem and what to do about it; `mend` is empty where `what` says that already."""

    what: str
    mend: str = ""


_MEANWHILE = "Until then the app shows them itself; rituals config nudges.on false turns them off."


@verb(
    "doctor",
    """Where your data lies, and whether all is well.

    Says which versions run here, so that all of it in one paste is a report of a fault, and how to mend each thing;
    --repair does what a program can do. Locks need no mending: they end with the process that held them.
    """,
)
@click.option("--repair", "is_to_repair", is_flag=True, help="Mend what can be mended; asks before it erases words.")
@json_option("exchange.documents:DoctorDocument")
@click.pass_obj
def doctor_verb(context: CliContext, is_to_repair: bool, as_json: bool) -> Output:
    context.has_told = True
    session, opening_findings = _open_session(context)
    where = session.places if session else places(context.home)
    desktop_answer = context.ask_desktop() if session and session.settings.nudges.on else None
    repairs_made, findings = _mend_all(where, session, may_ask=not as_json) if is_to_repair else ([], [])
    if repairs_made:
        session, opening_findings = _open_session(context)
    findings += opening_findings
    to_mend, busy_findings = _repairs_to_make(where, session)
    if session:
        findings += [
            *_session_findings(session, to_mend),
            *(_nudge_findings(context, session, desktop_answer()) if desktop_answer else ()),
        ]
    else:
        findings += map(_finding, folder_problems(where.data))
    findings += [*(Finding(repair.what, repair.how) for repair in to_mend), *busy_findings]
    exit_code = 1 if findings else 0
    if as_json:
        from rituals.cli.exchange.documents import doctor_document  # only for --json

        return doctor_document(where, repairs_made, findings).output(exit_code)
    report = [*versions_lines(), *(f"{name:<9} {path}{_unseen(path)}" for name, path in _named_places(where))]
    report += _about_devices(session) if session else []
    report += ["", *(f"* {sentence}" for sentence in repairs_made)] if repairs_made else []
    for finding in findings:
        what, *to_copy = finding.what.split("\n")
        report += ["", f"! {what}", *to_copy, *([f"  {finding.mend}"] if finding.mend else [])]
    return Output(lines(*report, *([] if findings else ["", "All is well."])), exit_code)


def _about_devices(session: Session) -> list[str]:
    """Where this folder was before, and as what this machine wrote in it."""
    folder = session.couples_folder()
    earlier = folder.earlier if folder else ()
    told = [CAME_FROM_ELSEWHERE] if len(session.local.devices) > 1 + len(earlier) else []
    return [line for sentence in (*told, *[ROLLED_BACK] * bool(earlier)) for line in ("", sentence)]


def _unseen(path: Path) -> str:
    """What is to be said about a place that can't be seen."""
    try:
        path.stat()
    except FileNotFoundError:
        return " (not there yet)"
    except OSError as problem:
        return f" ({problem.strerror})"
    return ""


def _repairs(where: Places, session: Session | None) -> Iterator[Repair]:
    """What can be mended, or is to be answered."""
    yield from repairs_of(where)
    yield from session.questions_from_elsewhere() if session else ()


def _mend_all(where: Places, session: Session | None, *, may_ask: bool) -> tuple[list[str], list[Finding]]:
    """Mend what can be mended; a sentence for each repair, and a finding for each one that failed."""
    may_ask = may_ask and sys.stdin is not None and sys.stdin.isatty()
    repairs_made: list[str] = []
    refusals: list[Finding] = []
    remaining = _repairs(where, session)
    while True:
        try:
            repair = next(remaining, None)
            if repair is None:
                return repairs_made, refusals
            if not repair.asks or (may_ask and _says_yes(repair)):
                repairs_made.append(repair.mend())
            elif may_ask and repair.refuse:
                repairs_made.append(repair.refuse())
        except RitualsError as problem:
            refusals.append(Finding(in_shell(problem)))
        except OSError as problem:
            reason = problem.strerror or type(problem).__name__
            refusals.append(
                Finding(f"{problem.filename or where.data} could not be mended ({reason}).", "Check who owns it.")
            )


def _says_yes(repair: Repair) -> bool:
    """Ask before words are lost; where no is kept too, neither is the answer of who only presses Enter."""
    return click.confirm(repair.asks, default=None if repair.refuse else False, err=True)


def _repairs_to_make(where: Places, session: Session | None) -> tuple[list[Repair], list[Finding]]:
    """The repairs that --repair would make, as far as can be seen, and whether another process keeps the doctor from
    seeing more; opening the session reports what else does."""
    possible_repairs: list[Repair] = []
    try:
        possible_repairs.extend(_repairs(where, session))
    except BusyError as problem:
        return possible_repairs, [Finding(str(problem))]
    except (OSError, RitualsError):
        pass
    return possible_repairs, []


def _open_session(context: CliContext) -> tuple[Session | None, list[Finding]]:
    """The session, or why it can't be opened."""
    try:
        context.service.refresh()  # once more after something was mended
        for person in context.service.couple:
            with suppress(RitualsError):  # it is among the problems
                _ = context.service.private(person.id).now  # so that what was erased there goes from the backups too
        return context.session, []
    except RitualsError as problem:
        return None, [Finding(in_shell(problem))]


def _session_findings(session: Session, to_mend: Collection[Repair]) -> Iterator[Finding]:
    """What is wrong with the files, except what a repair says already, or is about."""
    known = {words for repair in to_mend for words in (repair.what, repair.about) if words}
    for problem in all_problems(session):
        if not any(words in problem.what for words in known):
            yield _finding(problem)


def _finding(problem: Problem) -> Finding:
    return Finding(problem.what, problem.help_words(SHELL_REMEDIES))


def _nudge_findings(context: CliContext, session: Session, desktop: Delivery) -> Iterator[Finding]:
    """Where nudges are on: what keeps them from being shown now, whether the autostart entry is outdated, and of which
    rituals none goes out."""
    for sentence in desktop.problems:
        yield Finding(sentence, "" if desktop.delivered else _MEANWHILE)
    if context.autostart.is_outdated:
        yield Finding(
            "What starts the nudges at login is of another version, or names another Python, home or zone.",
            "rituals nudge install renews it; rituals nudge uninstall takes it away.",
        )
    if context.autostart.lacks_line:
        yield Finding(context.autostart.state(), "rituals nudge uninstall takes away what is there meanwhile.")
    from rituals.core.nudges.silence import silences  # only for those who nudge

    yield from map(_finding, silences(session.planner_input()))


def _named_places(where: Places) -> Sequence[tuple[str, Path]]:
    return (("data", where.data), ("settings", where.settings), ("cache", where.cache))
