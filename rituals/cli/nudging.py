"""The verbs about nudges."""

from __future__ import annotations

import select
import signal
import socket
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from rituals.cli.ending import complain
from rituals.cli.output import Answer, lines
from rituals.cli.shell import Shell
from rituals.cli.verbs import group
from rituals.core.telling import clock_words, day_words, on_day_words
from rituals.errors import RitualsError

if TYPE_CHECKING:
    from rituals.core.reminders import Circumstances, Subject

_LOOK_AHEAD = timedelta(days=7)
_OFF = "Nudges are switched off in the settings ([nudges] on = false)."


@group("nudge")
def nudge() -> None:
    """Nudges on the desktop."""


@nudge.command("test")
@click.pass_obj
def test(shell: Shell) -> Answer:
    """Send one nudge now, and say what happened."""
    delivery = shell.notifier().notify("A nudge from rituals", "This is how it will look. Nothing is due.")
    if not delivery.delivered:
        raise RitualsError(delivery.words)
    return Answer(lines(delivery.words))


@nudge.command("run")
@click.pass_obj
def run(shell: Shell) -> Answer:
    """Send the nudges from here until this ends; where another copy sends them, wait to take over."""
    from rituals.bootstrap import nudger  # other verbs need no planner

    ending = _Ending()
    scheduler = nudger(shell.house, who="rituals nudge run")
    Answer(lines(_opening(shell))).put_out()
    scheduler.run(_Foreground(ending, lambda: scheduler.last_problem))
    return Answer("")


def _opening(shell: Shell) -> str:
    from rituals.bootstrap import nudge_holder  # as late as the house itself

    if not shell.house.settings.nudges.on:
        return f"{_OFF} This waits until they are on."
    try:
        holder = nudge_holder(shell.house)
    except OSError:  # the scheduler will meet it too, and say so
        holder = None
    if holder:
        return f"The nudges come from {holder} now; this copy waits, and takes over when that ends."
    return "The nudges come from here now, until ctrl+c."


class _Ending:
    """Notices SIGTERM and ctrl+c without raising anything, so that a nudge that is being sent gets sent."""

    def __init__(self) -> None:
        self._noticed, self._notice = socket.socketpair()
        self._notice.setblocking(False)
        signal.set_wakeup_fd(self._notice.fileno())
        for which in (signal.SIGTERM, signal.SIGINT):
            signal.signal(which, lambda *_: None)

    def wait(self, timeout: float) -> bool:
        """Whether the process was told to end, now or within so many seconds."""
        ready, _, _ = select.select([self._noticed], [], [], timeout)
        return bool(ready)


class _Foreground:
    """Waits until the process is told to end, and says each new problem once."""

    def __init__(self, ending: _Ending, last_problem: Callable[[], str]) -> None:
        self._ending = ending
        self._last_problem = last_problem
        self._said = ""

    def wait(self, timeout: float) -> bool:
        problem = self._last_problem()
        if problem and problem != self._said:
            complain(problem)
        self._said = problem
        return self._ending.wait(timeout)


@nudge.command("status")
@click.pass_obj
def status(shell: Shell) -> Answer:
    """Who sends the nudges now, what was told last, and what comes next."""
    from rituals.core.reminders import Circumstances  # other verbs need no planner

    rituals, settings = shell.rituals, shell.house.settings.nudges
    given = Circumstances(rituals.state, rituals.machine, settings, rituals.now(), rituals.zone())
    if not settings.on:
        return Answer(lines(_OFF))
    return Answer(lines(_sender(shell), _told_last(given), _next(given), *_eased_off(given)))


def _sender(shell: Shell) -> str:
    from rituals.bootstrap import nudge_holder  # as late as the house itself

    try:
        holder = nudge_holder(shell.house)
    except OSError as problem:
        return f"Who sends the nudges can't be seen ({problem.strerror}); rituals doctor says more."
    if holder is None:
        return "Nobody sends nudges now: open the app, or start rituals nudge run."
    return f"The nudges come from {holder}."


def _told_last(given: Circumstances) -> str:
    from rituals.core.nudges import last_told, ritual_in

    last = last_told(given.machine)
    if last is None:
        return "None was told yet."
    key, at = last
    local = at.astimezone(given.zone)
    ritual = given.state.rituals.get(ritual_in(key) or "")
    what = ritual.name if ritual else "the evening digest"
    return f"Told last: {what}, {day_words(local.date(), given.local.date())} at {clock_words(local.time())}."


def _next(given: Circumstances) -> str:
    from rituals.core.nudges import upcoming

    ahead = next(iter(upcoming(given, _LOOK_AHEAD)), None)
    if ahead is None:
        return "Nothing comes within a week."
    local = ahead.at.astimezone(given.zone)
    names = ", ".join(_names(ahead.reminder.subjects))
    return f"Next: {names}, {on_day_words(local.date(), given.local.date())} at {clock_words(local.time())}."


def _names(subjects: tuple[Subject, ...]) -> Iterator[str]:
    return (subject.ritual.name for subject in subjects)


def _eased_off(given: Circumstances) -> list[str]:
    from rituals.core.reminders import is_eased_off

    eased = is_eased_off(given.state, given.machine)
    return ["The evening digest comes every other day for now; ticking something brings it back."] if eased else []
