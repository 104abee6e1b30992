"""The `nudge` commands: send nudges in the foreground, install the autostart entry, see the status, snooze."""

from __future__ import annotations

import gc
import signal
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rituals.cli.shared.command import group
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.lookup import kept_ritual
from rituals.cli.shared.options import json_option, ritual_argument, written_option
from rituals.cli.shared.output import Output, lines
from rituals.cli.shared.remedies import in_shell
from rituals.errors import RitualsError, RuleError
from rituals.exit import complain
from rituals.files import is_there
from rituals.service.background import BackgroundThread

if TYPE_CHECKING:
    from socket import socket

_GARBAGE_AFTER = 700
"""Objects made after which garbage is looked for, as Python does: a short verb waits for far more, this goes on for
days."""
_TIME_FOR_CHORES = 10.0
"""Seconds until the scheduler's next look that leave time for a backup; with fewer a nudge may be near."""


@group("nudge", "Nudges, on the desktop or elsewhere.")
def nudge_group() -> None:
    pass


@nudge_group.command("test", help="Send one nudge now, and say what happened.")
@click.pass_obj
def nudge_test_verb(context: CliContext) -> Output:
    from rituals.service.nudges.trial import try_nudging  # other verbs send none

    delivery = try_nudging(context.notifier())
    if not delivery.delivered:
        raise RitualsError(delivery.words)
    Output(lines(*delivery.words.splitlines())).put_out()
    if delivery.trouble:
        raise RitualsError(delivery.trouble)
    return Output("")


@nudge_group.command(
    "run",
    help="""Send the nudges from here until this ends.

    Where another copy sends them, this one waits to take over.
    """,
)
@click.option("--unless-running", is_flag=True, help="End at once if one runs in the background already.")
@click.option("--while", "needed_by", type=click.Path(path_type=Path), hidden=True)
@click.pass_obj
def nudge_run_verb(context: CliContext, needed_by: Path | None, unless_running: bool) -> Output:
    from rituals import bootstrap  # other verbs need none of this

    place, login = bootstrap.background_place(context.session)
    is_in_background = needed_by is not None or unless_running
    if is_in_background and not place.try_acquire():
        return Output(lines("They come from the background already."))
    ending = _Ending(needed_by, login.wait if is_in_background else _wait_for_notice)
    scheduler = bootstrap.nudger(context.session, who="rituals nudge run")
    Output(lines(_opening(context))).put_out()
    gc.set_threshold(_GARBAGE_AFTER)
    for words in context.troubles():  # it may be days until this ends
        complain(words)
    backups = bootstrap.backups_of(context.session.places)

    def back_up() -> None:
        backups.make_if_due(context.service.now())

    in_background = (bootstrap.looker_in_background, bootstrap.feeder, bootstrap.inbox_watcher)
    looks = [_LooksAtWakes(partial(make, context.session.places)) for make in in_background]
    scheduler.run(_Foreground(ending, lambda: scheduler.last_problem, [each.look for each in looks], back_up))
    if is_in_background:
        place.leave()
    return Output("")


def _opening(context: CliContext) -> str:
    from rituals.cli.nudges.status import OFF, sender_now

    if not context.session.settings.nudges.on:
        return f"{OFF} This waits until they are on."
    if holder := sender_now(context):  # what can't be seen, the scheduler will meet and say
        return f"The nudges come from {holder} now; this copy waits, and takes over when that ends."
    return "The nudges come from here now, until ctrl+c."


class _Ending:
    """Notices SIGTERM, ctrl+c, a removed autostart entry and, in the background, the end of the login without raising,
    so that a nudge being sent is finished."""

    def __init__(self, needed_by: Path | None, wait: Callable[[socket, float], bool]) -> None:
        from socket import socketpair  # only for who sends

        self._needed_by = needed_by
        self._wait = wait
        self._noticed, self._notice = socketpair()
        self._notice.setblocking(False)
        signal.set_wakeup_fd(self._notice.fileno())
        for which in (signal.SIGTERM, signal.SIGINT):
            signal.signal(which, lambda *_: None)

    def wait(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds; whether the process was told to end by then."""
        if self._needed_by is not None and not is_there(self._needed_by):
            return True
        return self._wait(self._noticed, timeout)


def _wait_for_notice(noticed: socket, timeout: float) -> bool:
    import select  # only for who sends

    return bool(select.select([noticed], [], [], timeout)[0])


class _LooksAtWakes:
    """Looks at something on a thread, once there is anything to look at: a folder that hangs keeps no nudge."""

    def __init__(self, make: Callable[[Callable[[float], bool]], BackgroundThread | None]) -> None:
        self._make = make
        self._looker: BackgroundThread | None = None
        self._wake = threading.Event()

    def look(self) -> None:
        """Have it look now; returns at once."""
        if self._looker is not None:
            self._wake.set()
        elif (looker := self._make(self._wait)) is not None:
            self._looker = looker
            looker.start()

    def _wait(self, seconds: float) -> bool:
        """Wait for the first wake after so many seconds."""
        soonest = time.monotonic() + seconds
        while True:
            self._wake.wait()
            self._wake.clear()
            if time.monotonic() >= soonest:
                return False


class _Foreground:
    """Waits for the scheduler, prints each new problem once, looks around, and runs a chore where the wait is long."""

    def __init__(
        self,
        ending: _Ending,
        last_problem: Callable[[], RitualsError | None],
        looks: Sequence[Callable[[], None]],
        chore: Callable[[], None],
    ) -> None:
        self._ending = ending
        self._looks = looks
        self._chore = chore
        self._last_problem = last_problem
        self._last_words = ""

    def wait(self, timeout: float) -> bool:
        problem = self._last_problem()
        words = in_shell(problem) if problem else ""
        if words and words != self._last_words:
            complain(words)
        self._last_words = words
        for look in self._looks:
            look()
        if timeout >= _TIME_FOR_CHORES:
            self._chore()
        return self._ending.wait(timeout)


@nudge_group.command(
    "status",
    help="""Who sends the nudges, and what comes next.

    And what was told last, and what keeps them from coming, if anything does.
    """,
)
@json_option("nudges.documents:NudgeStatusDocument")
@click.pass_obj
def nudge_status_verb(context: CliContext, as_json: bool) -> Output:
    if as_json:
        from rituals.cli.nudges.documents import nudge_status_document  # only for --json

        return nudge_status_document(context).output()
    from rituals.cli.nudges.status import status_lines  # other verbs need no planner

    return Output(lines(*status_lines(context)))


@nudge_group.command("install", help="Let nudges come from every login on, without the app.")
@click.pass_obj
def nudge_install_verb(context: CliContext) -> Output:
    _ = context.session  # what can't be opened is reported now, and not at the next login
    return Output(lines(*context.autostart.install().split("\n")))


@nudge_group.command("uninstall", help="Let nudges come only while the app is open.")
@click.pass_obj
def nudge_uninstall_verb(context: CliContext) -> Output:
    return Output(lines(context.autostart.uninstall()))


@nudge_group.command(
    "snooze",
    help="""Hear of a ritual later today.

    FOR is how long, or until when: 30m, 2h, 1h30, 20:15 or evening; an hour unless said.
    """,
)
@ritual_argument
@click.argument("how_long", metavar="[FOR]", default="1h")
@written_option
@click.pass_obj
def nudge_snooze_verb(context: CliContext, ritual_text: str, how_long: str) -> Output:
    from rituals.core.nudges.snooze import snoozed_until, snoozed_words, why_not_snoozed  # other verbs need no planner

    service = context.service
    ritual = kept_ritual(service.state, ritual_text)
    row = next((row for row in service.board().rows if row.ritual.id == ritual.id), None)
    planner_input = context.session.planner_input()
    if refusal := why_not_snoozed(ritual, planner_input):
        raise RuleError(refusal)
    result = row.result if row is not None else None
    assert result is not None, "there is nothing to hear of without one"
    until = snoozed_until(how_long, planner_input, result.occurrence)
    service.snooze(ritual.id, result.occurrence.key, until)
    context.wrote("ritual", ritual.id, until.astimezone(planner_input.zone).date())
    return Output(lines(snoozed_words(ritual, until, planner_input.now, planner_input.zone)))
