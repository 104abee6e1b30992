"""What is measured as whole processes: commands, and `nudge run` while nothing is due and while something is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from rituals.bootstrap import open_session
from rituals.cli.main import COMPLETE_VARIABLE
from rituals.core.nudges.answers import Answerable, NudgeAnswer
from rituals.ports import Notifier
from tests.benchmarks.homes import RITUALS, surroundings
from tests.benchmarks.table import NotMeasurableError, Sample, Side, seconds
from tests.kit.desktop import FakeService, private_bus, until
from tests.kit.nudge_runs import begun_yesterday, running, wait_for_holder

_PROC = Path("/proc")
_OURS = ("rituals", "tui", "click", "msgspec", "tinydb", "dateutil")
_LOADED = "import sys\nfrom tui.__main__ import main\nsys.argv[1:] = ['today']\nmain()\nprint(*sys.modules)"
_SOON = timedelta(seconds=6)
_ONE_BY_ONE = timedelta(seconds=2)
_UNTIMED = ("ritual-0", "ritual-1", "ritual-2")  # as many as are told in a day

# commands


def verb(*words: str, exits: int = 0) -> Side:
    """A verb in a home where somebody was before, as on any evening; it ends with this exit code."""
    return _python(*RITUALS, *words, exits=exits)


def verb_between(*words: str, ready: Sequence[str] = (), back: Sequence[str] = ()) -> Side:
    """A verb that writes, between one that makes ready for it and one that takes it back, which are not measured."""

    def side(home: Path, stack: ExitStack) -> Sample:
        del stack
        runs = [
            _runner([sys.executable, *RITUALS, *verb_words], surroundings(home))
            for verb_words in (ready, words, back)
            if verb_words
        ]
        measured = 1 if ready else 0

        def sample() -> float:
            return [seconds(run) for run in runs][measured]

        sample()
        return sample

    return side


_HUG = "Long hug"
_TICK, _UNTICK = ("tick", _HUG), ("untick", _HUG)
TICKED = verb_between(*_TICK, back=_UNTICK)
UNTICKED = verb_between(*_UNTICK, ready=_TICK)
RESTED = verb_between("rest", _HUG, back=("rest", _HUG, "--not"))
UNDONE = verb_between("undo", ready=_TICK)


def verb_on_a_cold_cache(*words: str) -> Side:
    """A verb where everything disposable is gone."""

    def side(home: Path, stack: ExitStack) -> Sample:
        command = verb(*words)(home, stack)

        def sample() -> float:
            forget(home)
            return command()

        return sample

    return side


def forget(home: Path) -> None:
    """Remove everything disposable."""
    shutil.rmtree(home / "cache", ignore_errors=True)


def completion(*words: str) -> Side:
    """What Tab offers for the last of these words, which is begun."""
    typed = {"COMP_WORDS": " ".join(["rituals", *words]), "COMP_CWORD": str(len(words))}
    shell = {COMPLETE_VARIABLE: "bash_complete", **typed}
    return _python(*RITUALS, environment=lambda home: {**surroundings(home), **shell})


def bare_imports(home: Path, stack: ExitStack) -> Sample:
    """The imports that a verb cannot do without."""
    return _python("-c", "import tinydb, dateutil.rrule, click")(home, stack)


def imports_of_today(home: Path, stack: ExitStack) -> Sample:
    """Everything that `rituals today` imports, and nothing done with it."""
    said = subprocess.run([sys.executable, "-c", _LOADED], env=surroundings(home), check=True, capture_output=True)
    names = said.stdout.decode().splitlines()[-1].split()
    wanted = [name for name in names if name.split(".")[0] in _OURS]
    return _python("-c", f"import {', '.join(wanted)}")(home, stack)


def _python(*arguments: str, exits: int = 0, environment: Callable[[Path], dict[str, str]] = surroundings) -> Side:
    def side(home: Path, stack: ExitStack) -> Sample:
        del stack
        run = _runner([sys.executable, *arguments], environment(home), exits=exits)
        run()
        return lambda: seconds(run)

    return side


def _runner(argv: Sequence[str], environment: dict[str, str], *, exits: int = 0) -> Callable[[], object]:
    def run() -> None:
        ended = subprocess.run(argv, env=environment, stdout=subprocess.DEVNULL, check=False)
        if ended.returncode != exits:
            raise subprocess.CalledProcessError(ended.returncode, argv)

    return run


# nudges


def nudge_memory(home: Path, stack: ExitStack) -> Sample:
    """The bytes resident in memory once nothing moves any more."""
    process = _nudging(home, stack)
    return lambda: status_of(process, "VmRSS") * 1024


def nudge_wakes(home: Path, stack: ExitStack) -> Sample:
    """How often in a minute it wakes while nothing is due."""
    process = _nudging(home, stack)

    def sample() -> float:
        before = status_of(process, "voluntary_ctxt_switches")
        time.sleep(60)  # what is measured is what happens in this time
        return status_of(process, "voluntary_ctxt_switches") - before

    return sample


def nudge_memory_with_buttons(home: Path, stack: ExitStack) -> Sample:
    """The bytes resident in memory while it waits for somebody to press a button."""
    service, dues = _desktop_for_nudges(stack), _nudges_due(home)
    process = _nudging(home, stack, service.environment)
    until(lambda: len(service.came) >= len(dues), "the nudges came", 30)
    wait_until_idle(process)
    return lambda: status_of(process, "VmRSS") * 1024


def nudge_lateness(home: Path, stack: ExitStack) -> Sample:
    """How late the next of three nudges comes, by the clock of the service that shows them."""
    service, dues = _desktop_for_nudges(stack), _nudges_due(home)
    stack.enter_context(running({**surroundings(home), **service.environment}))
    turns = iter(range(len(dues)))

    def sample() -> float:
        turn = next(turns)
        until(lambda: len(service.came) > turn, "the nudge came", 30)
        return (service.came[turn] - dues[turn]).total_seconds()

    return sample


def handed_over(make: Callable[[], Notifier]) -> Side:
    """The seconds until the desktop has what a notifier shows, after its first."""

    def side(home: Path, stack: ExitStack) -> Sample:
        del home
        service = _desktop_for_nudges(stack)
        notifier, answers = make(), Answerable((NudgeAnswer.DONE,), lambda _: "")

        def sample() -> float:
            with mock.patch.dict(os.environ, service.environment):  # the other side has a desktop of its own
                began = datetime.now(UTC)
                notifier.notify("A walk", "At seven.", answers)
            return (service.came[-1] - began).total_seconds()

        sample()
        return sample

    return side


class _Desktop(NamedTuple):
    """What shows nudges and has buttons, what a process sees that is there, and when each nudge came."""

    environment: Mapping[str, str]
    came: list[datetime]


def _desktop_for_nudges(stack: ExitStack) -> _Desktop:
    if shutil.which("dbus-daemon") is None:
        raise NotMeasurableError("there is no dbus-daemon")
    bus = stack.enter_context(private_bus())
    came: list[datetime] = []
    service = FakeService(bus, capabilities=("actions",), while_showing=lambda: came.append(datetime.now(UTC)))
    stack.enter_context(service.running())
    return _Desktop(bus.environment, came)


def _nudges_due(home: Path) -> list[datetime]:
    """When the three nudges come that there are soon in a home."""
    session = open_session(str(home))
    begun_yesterday(session)
    first = datetime.now(UTC) + _SOON
    dues = [first + _ONE_BY_ONE * number for number in range(len(_UNTIMED))]
    for ritual, due in zip(_UNTIMED, dues, strict=True):
        session.service.snooze(ritual, session.service.today(), due)
    return dues


def _nudging(home: Path, stack: ExitStack, desktop: Mapping[str, str] | None = None) -> int:
    """The process id of `nudge run`, once it has nothing to do."""
    need_proc()
    process = stack.enter_context(running({**surroundings(home), **(desktop or {})}))
    wait_for_holder(home)
    wait_until_idle(process.pid)
    return process.pid


def need_proc() -> None:
    """Only Linux tells so much about a process."""
    if not (_PROC / "self" / "status").exists():
        raise NotMeasurableError("there is no /proc")


def status_of(process: int, name: str) -> int:
    """A number that the system keeps about a process."""
    lines = (_PROC / str(process) / "status").read_text(encoding="ascii", errors="replace").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def wait_until_idle(process: int) -> None:
    """Wait until a process has not worked for a second."""
    before = -1
    while (worked := ticks_of_work(process)) != before:
        before = worked
        time.sleep(1)


def ticks_of_work(process: int) -> int:
    """How long a process has worked, in ticks of the system's clock."""
    fields = (_PROC / str(process) / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
