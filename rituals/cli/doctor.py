"""The verb that looks for what is wrong, and says how to mend each thing."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from rituals.cli.arguments import json_option
from rituals.cli.output import Answer, lines
from rituals.cli.shell import Shell
from rituals.cli.verbs import verb
from rituals.config import Places, places
from rituals.errors import RitualsError

if TYPE_CHECKING:
    from rituals.bootstrap import House

_ROOM = 1_000_000
"""Bytes; below that a commit may not fit."""
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Finding(NamedTuple):
    """Something that is wrong, and what to do about it; empty where the first says it already."""

    what: str
    mend: str = ""


@verb("doctor")
@json_option
@click.pass_obj
def doctor(shell: Shell, as_json: bool) -> Answer:
    """Where your data lies, and whether all is well."""
    shell.has_told = True
    house, findings = _opened(shell)
    where = house.places if house else places(shell.home)
    if house:
        findings += [*_in_the_house(house), *_of_nudges(shell, house)]
    findings += _around(where)
    exit_code = 1 if findings else 0
    if as_json:
        from rituals.cli.documents import answer  # only for --json

        return answer(_document(where, findings), exit_code)
    said = [f"{name:<9} {path}{'' if path.exists() else ' (not there yet)'}" for name, path in _named(where)]
    for finding in findings:
        said += ["", f"! {finding.what}", *([f"  {finding.mend}"] if finding.mend else [])]
    return Answer(lines(*said, *([] if findings else ["", "All is well."])), exit_code)


def _opened(shell: Shell) -> tuple[House | None, list[Finding]]:
    """The house, or why it can't be opened."""
    try:
        return shell.house, []
    except RitualsError as problem:
        return None, [Finding(str(problem))]


def _in_the_house(house: House) -> Iterator[Finding]:
    """What the journals, the settings and the couple's own catalogue have to say."""
    for name, log in (("shared", house.shared), ("local", house.local)):
        for sentence in log.problems():
            yield Finding(
                f"In the {name} log: {sentence}", "Nothing else is touched by it; all that can be read is in use."
            )
    for sentence in house.settings.problems:
        yield Finding(sentence, f"Edit {house.places.settings}.")
    for sentence in house.catalogue.problems:
        yield Finding(sentence, f"Edit {house.places.catalogue}.")
    house.clock.zone()  # which is when it learns what is wrong with it
    if house.clock.problem:
        yield Finding(house.clock.problem)


def _around(where: Places) -> Iterator[Finding]:
    """Whether the folder can be written, and by its owner alone."""
    if not where.data.is_dir():
        yield Finding(
            f"There is no folder {where.data}, and it could not be made.",
            "Make it, or choose another with --home or RITUALS_HOME.",
        )
        return
    if not os.access(where.data, os.R_OK | os.W_OK | os.X_OK):
        yield Finding(
            f"{where.data} can't be written by you.", f"chmod u+rwx {where.data} gives you back the right to."
        )
    if shutil.disk_usage(where.data).free < _ROOM:
        yield Finding(
            f"The disk that holds {where.data} is full.",
            "Make some room on it: until then nothing new is kept, and no nudge is sent.",
        )
    if os.name == "posix" and any(_is_open_to_others(path) for path in (where.data, *where.data.rglob("*"))):
        yield Finding(
            f"Others on this machine may look into {where.data}.",
            f"chmod -R go-rwx {where.data} keeps it to yourselves.",
        )


def _is_open_to_others(path: Path) -> bool:
    try:
        return bool(path.lstat().st_mode & _OTHERS) and not path.is_symlink()
    except OSError:
        return False


def _of_nudges(shell: Shell, house: House) -> Iterator[Finding]:
    """Whether the desktop would show a nudge now, where nudges are wanted."""
    if not house.settings.nudges.on:
        return
    state = shell.notifier().check()
    if not state.delivered:
        yield Finding(
            f"Nudges can't be shown: {state.words}",
            "Until then the app shows them itself. To do without, put on = false under [nudges] in the settings.",
        )
    if shell.autostart.is_outdated:
        yield Finding(
            "What starts the nudges at login names another Python, home or zone than this one.",
            "rituals nudge install renews it; rituals nudge uninstall takes it away.",
        )


def _named(where: Places) -> Sequence[tuple[str, Path]]:
    return (("data", where.data), ("settings", where.settings), ("cache", where.cache))


def _document(where: Places, findings: Sequence[Finding]) -> dict[str, object]:
    return {
        "well": not findings,
        "places": {name: str(path) for name, path in _named(where)},
        "problems": [finding._asdict() for finding in findings],
    }
