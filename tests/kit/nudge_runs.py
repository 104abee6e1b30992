"""`rituals nudge run` as a process in a home of its own, for tests that start, disturb and end it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from rituals.adapters.notifications.sender_lock import FileSenderLock
from rituals.bootstrap import open_session
from rituals.core.events import NudgingBegan, RitualAdded
from rituals.core.events.recorded import Recorded
from rituals.core.model import Once, Rule
from rituals.session import Session
from tests.kit.desktop import need_programs, until

PATIENCE = 30.0
RUN = (sys.executable, "-m", "rituals", "nudge", "run")


def noon_zone() -> str:
    """A zone where it is about noon."""
    east = 12 - datetime.now(UTC).hour
    return f"Etc/GMT{-east:+d}"


def noon_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A home of its own, in a zone where it is about noon, so that no test runs into a night or a midnight."""
    chosen = {"RITUALS_HOME": str(tmp_path), "RITUALS_TZ": noon_zone()}
    for name, value in chosen.items():
        monkeypatch.setenv(name, value)
    return {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path), **chosen}


def due_this_minute(*, is_for_today_alone: bool = False) -> Session:
    """A couple with one ritual that came due this minute, every day or only today, and no first start."""
    session = open_session()
    begun_yesterday(session)
    minute, today = session.service.local().time().replace(second=0, microsecond=0), session.service.today()
    cadence = Once(today, at=minute) if is_for_today_alone else Rule("FREQ=DAILY", at=minute)
    session.service.add(RitualAdded("Walk", today, "Walk", cadence))
    return session


@contextmanager
def running(environment: Mapping[str, str], *options: str) -> Iterator[subprocess.Popen[str]]:
    """`rituals nudge run`, ended with the block at the latest."""
    with subprocess.Popen(
        (*RUN, *options),
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def ended(process: subprocess.Popen[str], by: signal.Signals) -> tuple[int, str]:
    """The exit code after a signal, and what it had to complain of."""
    process.send_signal(by)
    _, complaints = process.communicate(timeout=PATIENCE)
    return process.returncode, complaints


def wait_for_holder(home: Path) -> None:
    until(lambda: FileSenderLock(home / "data", "").holder() is not None, "nudge run took its post", PATIENCE)


def rituals_says(environment: Mapping[str, str], *words: str) -> str:
    """What a verb prints, run as a process that must go well."""
    command = (sys.executable, "-m", "rituals", *words)
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=True).stdout


def status(environment: Mapping[str, str]) -> str:
    return rituals_says(environment, "nudge", "status")


def faketime_library() -> Path:
    """What moves the wall clock of a process; where it is not installed, as where any program is not."""
    need_programs("faketime")
    return next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))


class Suspension:
    """The wall clock of processes that run under libfaketime; their monotonic one goes on as if nothing were."""

    def __init__(self, folder: Path, library: Path) -> None:
        self._file = folder / "faketime"
        self.sleep(timedelta())
        self.environment = {
            "LD_PRELOAD": str(library),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_NO_CACHE": "1",
            "NO_FAKE_STAT": "1",
        }

    def sleep(self, time: timedelta) -> None:
        """Be so much later than the world outside, or earlier."""
        draft = self._file.with_suffix(".new")
        draft.write_text(f"{time.total_seconds():+.0f}\n", encoding="ascii")
        draft.replace(self._file)


def begun_yesterday(session: Session) -> None:
    """Let it be no first start, so that what is a minute late is told."""
    yesterday = datetime.now(UTC) - timedelta(days=1)
    session.local.append([Recorded("began", session.local.device, 1, yesterday, NudgingBegan())])


def add(session: Session, name: str, at: time | None) -> None:
    session.service.add(RitualAdded(name, session.service.today(), name, Rule("FREQ=DAILY", at=at)))
