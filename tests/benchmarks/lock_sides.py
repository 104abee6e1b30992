"""What is measured of locked private pages: opening them, and Today beside them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from rituals.adapters.locking.log_lock import LogLock
from rituals.adapters.locking.passphrase import Derivation
from rituals.bootstrap import open_session
from rituals.core import events as e
from rituals.core.events.private import KeptAnswer
from rituals.core.model import PersonId
from tests.benchmarks.homes import Homes, lived_in_anew
from tests.benchmarks.made_history import LAST_DAY, records, write_down
from tests.benchmarks.table import Sample, seconds
from tests.kit.locks import PASSPHRASE

UNLOCKED = "unlocked"
_WHOSE: PersonId = "ana"
_A_PARAGRAPH = "We talked about the winter, and about who calls whom, and it was easier than I had thought. " * 4


def locked(homes: Homes) -> Path:
    """With as many years, and as many of private records, which are locked at what that costs; its sibling `UNLOCKED`
    is as it was before."""
    home = lived_in_anew(homes, "locked")
    lock = LogLock(home / "data", _WHOSE)
    if not lock.is_set:
        device = open_session(str(home)).shared.device
        write_down(home / "data" / "private" / _WHOSE, device, records(_private(homes.sizes.years), device))
        shutil.copytree(home, home.with_name(UNLOCKED))
        lock.set(lock.prepare(PASSPHRASE))
    return home


def open_lock(home: Path, stack: ExitStack) -> Sample:
    """From the passphrase to what it was typed for."""
    private = open_session(str(home)).service.private(_WHOSE)
    lock = private.lock
    assert lock is not None

    def open_and_read() -> None:
        opener = lock.opener(PASSPHRASE)
        assert opener is not None
        lock.hold(opener)
        assert private.now.checkins

    stack.callback(lock.close)
    return lambda: seconds(open_and_read)


def bare_argon2id(home: Path, stack: ExitStack) -> Sample:
    """Making a secret of the same passphrase at the same cost, and nothing with it."""
    del home, stack
    derivation = Derivation.new()
    return lambda: seconds(lambda: derivation.secret(PASSPHRASE))


def _private(years: int) -> Iterator[e.AnyEvent]:
    """A check-in and a talk that is kept each week, and two notes to ask about."""
    numbers = count()
    for week in range(52 * years):
        day = LAST_DAY - timedelta(weeks=52 * years - week)
        yield e.CheckinTaken(f"{next(numbers):016x}", day, {f"c{line}": 3 for line in range(1, 8)})
        kept = tuple(KeptAnswer(f"step-{step}", _A_PARAGRAPH) for step in range(4))
        yield e.FlowKept(f"{next(numbers):016x}", "listening", day, kept)
        for later in (1, 4):
            yield from _asked(f"{next(numbers):016x}", day + timedelta(days=later))


def _asked(entry: str, day: date) -> Iterator[e.AnyEvent]:
    yield e.AskAboutAdded(entry, day, "How it went with the landlord")
    yield e.AskAboutDone(entry)
