"""Nudges by a program of one's own, which may send them to a phone: it finds the words in its environment, as arguments
would show in the process list."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from rituals.adapters.notifications.child import run_child
from rituals.adapters.notifications.notifier import clean_notice
from rituals.core.nudges.answers import Answerable
from rituals.core.nudges.delivery import Delivery
from rituals.core.text import printable
from rituals.files import homed

LIMIT = 10.0
"""Seconds that the program has for one nudge."""
_LONGEST_NAME = 40


class CommandNotifier:
    """Runs the program for each notification, without a shell; `~/` before an argument is the home folder.

    Only the program's name is ever told of it: its arguments may hold a key, and what it prints the words.
    """

    def __init__(self, command: Callable[[], Sequence[str]], deadline: float = LIMIT) -> None:
        self._command = command
        self._deadline = deadline

    def notify(self, title: str, body: str, _answers: Answerable | None = None, /) -> Delivery:
        """Have it take the text that a desktop would show; it is only to be read."""
        command, notice = homed(self._command()), clean_notice(title, body)
        name = _name(command)
        environment = {**os.environ, "RITUALS_TITLE": notice.title, "RITUALS_BODY": notice.body}
        try:
            child = run_child(command, self._deadline, folder=Path.home(), environment=environment)
        except subprocess.TimeoutExpired:
            return Delivery(False, _TOO_SLOW.format(name=name, seconds=self._deadline))
        except OSError as problem:
            return Delivery(False, _NOT_STARTED.format(name=name, reason=problem.strerror or type(problem).__name__))
        if child.exit_code:
            return Delivery(False, _FAILED.format(name=name, code=child.exit_code))
        return Delivery(True, f"Handed to {name}.")

    def check(self) -> Delivery:
        """Whether the program is there; it isn't run."""
        program, *_ = command = homed(self._command())
        if shutil.which(program) is None:
            return Delivery(False, _NOT_THERE.format(name=_name(command)))
        return Delivery(True, f"{_name(command)} is there to take nudges.")


def _name(command: Sequence[str]) -> str:
    return printable(Path(command[0]).name)[:_LONGEST_NAME]


_TOO_SLOW = "The command for nudges, {name}, took more than {seconds:g} seconds and was ended; try it by hand."
_NOT_STARTED = "The command for nudges, {name}, could not be started ({reason}); the settings name it."
_FAILED = "The command for nudges, {name}, ended with code {code}, so this one may not have arrived; try it by hand."
_NOT_THERE = "The command for nudges, {name}, is not a program on this machine; the settings name it."
