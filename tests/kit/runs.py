"""Runs verbs in a home of their own, each on a session opened anew, with a clock that stands still."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from rituals.adapters.journal.device import device_here
from rituals.adapters.logs import open_logs
from rituals.bootstrap import couples_folder, new_id, own_data, pairing, sender_lock, write_calendar
from rituals.cli.main import main
from rituals.cli.shared.context import CliContext
from rituals.config import load_settings, places
from rituals.core.nudges.forecast import forecast_nudges
from rituals.core.nudges.words import NudgeText
from rituals.errors import RitualsError
from rituals.service.couple import CoupleService
from rituals.session import Session
from tests.kit.calendars import CalendarUpkeepHere
from tests.kit.fakes import FakeClock, FakeNotifier
from tests.kit.phones import InboxHere


class Ran(NamedTuple):
    """What a run of a verb left behind."""

    exit_code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """What --json printed."""
        return json.loads(self.out)


class FakeAutostart:
    """Remembers whether it is installed, and can refuse."""

    def __init__(self) -> None:
        self.is_installed = False
        self.is_outdated = False
        self.line = ""
        self.refuses = ""

    @property
    def lacks_line(self) -> bool:
        return self.is_installed and bool(self.line)

    def state(self) -> str:
        if self.lacks_line:
            return f"They don't start at login: this line has them start:\n{self.line}"
        return "They start at every login." if self.is_installed else "They don't start at login."

    def install(self) -> str:
        if self.refuses:
            raise RitualsError(self.refuses)
        self.is_installed = True
        return f"Installed: this line has them start:\n{self.line}" if self.line else "Installed."

    def uninstall(self) -> str:
        self.is_installed = False
        return "Taken away."


class Runs:
    """A couple's shell: call it with the words after `rituals`."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home = home
        self.clock = FakeClock("2026-11-22 19:00")  # a Sunday
        self.notifier = FakeNotifier()
        self.autostart = FakeAutostart()
        self._capsys = capsys

    def open_session(self, home: str | None) -> Session:
        """The session as `bootstrap.open_session` builds it, save for the clock and the login."""
        where = places(home or str(self.home))
        here = device_here(where.data)
        logs = open_logs(where.data, here.id, others=here.others, cache=where.cache)
        service = CoupleService(logs, self.clock, new_id, "ana")
        service.refresh()
        return Session(
            service,
            load_settings(where.settings),
            where,
            logs.shared,
            logs.local,
            self.clock,
            sender_lock=partial(sender_lock, where.data),
            own_data=lambda: own_data(where, lambda: self.open_session(home).service),
            couples_folder=lambda: couples_folder(where),
            pairing=lambda: pairing(where, lambda: self.open_session(home).service),
            calendar_file=lambda: CalendarUpkeepHere(where, self.clock, lambda: self.open_session(home)),
            write_calendar=write_calendar,
            inbox=lambda chosen: InboxHere(where, chosen, self.clock, lambda: self.open_session(home)),
        )

    def shell(self, open_session: Callable[[str | None], Session] | None = None) -> CliContext:
        """A shell for one run."""
        return CliContext(
            open_session or self.open_session,
            lambda _: self.notifier,
            autostart=lambda _: self.autostart,
            go_on_beside=lambda *_, **__: None,
        )

    def __call__(self, *words: str) -> Ran:
        """Run a verb to its end."""
        return self.in_shell(self.shell(), *words)

    def in_shell(self, context: CliContext, *words: str) -> Ran:
        """Run a verb in a shell of the test's own."""
        self._capsys.readouterr()
        exit_code = main(words, context=context)
        out, err = self._capsys.readouterr()
        return Ran(exit_code, out, err)

    def done(self, *words: str) -> str:
        """Run a verb that must go well, and give what it said."""
        ran = self(*words)
        assert ran.exit_code == 0, ran.err
        assert ran.err == ""
        return ran.out

    def coming_nudges(self, *, days: int) -> list[NudgeText]:
        """The nudges that will be sent within some days, if nothing is done until then."""
        session = self.open_session(None)
        planner_input = session.planner_input()
        until = planner_input.now + timedelta(days=days)
        return [coming.nudge for coming in forecast_nudges(planner_input, session.nudge_words(), until)]

    def refused(self, *words: str, exit_code: int = 2) -> str:
        """Run a verb that must not go, and give the sentence on stderr; nothing may be on stdout."""
        ran = self(*words)
        assert ran.exit_code == exit_code, ran
        assert ran.out == ""
        assert ran.err.startswith("rituals: ")
        assert ran.err.count("\n") == 1, ran.err
        return ran.err.removeprefix("rituals: ").rstrip("\n")
