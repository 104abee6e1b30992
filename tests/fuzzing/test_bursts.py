"""Keys and clicks in bursts without a pause, in a real terminal: the app lives, answers, and closes when it is told."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from random import Random
from time import monotonic

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal is a POSIX thing", allow_module_level=True)

from rituals.bootstrap import open_session
from tests.kit.app import keep
from tests.kit.notes import put_in_jar
from tests.kit.terminal import Terminal
from tui.crash import CLOSED_ON_A_BUG

pytestmark = [pytest.mark.fuzzing, pytest.mark.terminal]

APP = [sys.executable, "-m", "tests.kit.standing"]
COLUMNS, ROWS = 80, 24
LETTERS = [*"123456aui,?p ecteyrnbzm><xXfFsSowvd+jkgGh/q"]
MOVES = ["\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[5~", "\x1b[6~", "\t", "\x1b[Z"]
ANSWERS = ["\r", "\r", "\r\r", "\r\r", "\x1b\r", "\x1b", "\x1b", "\x7f", "\x10", "\x10\r\r", "\x13", "\x0e", " "]
OVER_ALL = ["\x1a", "\x1bOP", "\x1bOQ", "\x1bOR", "\x1b[200~two\nlines\x1b[201~"]
KINDS: tuple[list[str], ...] = (LETTERS, LETTERS, ANSWERS, MOVES, OVER_ALL)
BURSTS, SEED = 30, 22
"""How many the short form sends, always the same."""
SECONDS = 240
"""How long the long one goes on."""
PATIENCE = 15.0
ESCAPE, CLOSE = "\x1b", "\x11"


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The small home of two who live in it, and nothing of the real one."""
    home = str(tmp_path / "home")
    monkeypatch.setenv("RITUALS_TZ", "Europe/Berlin")
    service = open_session(home).service
    service.join("Sam")
    keep(service, "long-hug", "walk-and-talk", "appreciation-jar")
    for ago in range(4):
        service.tick("long-hug", service.today() - timedelta(days=ago), note="in the rain" if ago else "")
        put_in_jar(service, f"soup {ago}", by=service.couple[ago % 2].id, day=service.today() - timedelta(days=ago))
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "VIRTUAL_ENV") if name in os.environ}
    return {**kept, "RITUALS_HOME": home, "RITUALS_TZ": "Europe/Berlin", "HOME": str(tmp_path)}


def burst(random: Random) -> str:
    """Some keys and clicks, as one read gets them."""
    return "".join(_one(random) for _ in range(random.randint(1, 8)))


def _one(random: Random) -> str:
    if random.random() < 0.25:
        column, row = random.randint(1, COLUMNS), random.randint(1, ROWS)
        return f"\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m" * random.randint(1, 3)
    return random.choice(random.choice(KINDS))


def live_through(environment: dict[str, str], bursts: Iterable[str]) -> None:
    """Send bursts to an app, opened anew each time that they closed it; it has to stay until then, and to close."""
    waiting = iter(bursts)
    is_over, sent = False, list[str]()
    while not is_over:
        with Terminal(APP, environment, columns=COLUMNS, rows=ROWS) as terminal:
            terminal.wait_for("Today")
            is_over = _send(terminal, waiting, sent)
            _close(terminal)
            try:
                code = terminal.wait(deadline=PATIENCE)
            except AssertionError as stuck:
                terminal.mark()
                for number in (signal.SIGUSR1, signal.SIGCONT):  # the latter for one that was stopped
                    terminal.signal(number)
                terminal.read_on(seconds=1)
                stuck.add_note(f"What was sent last: {sent[-10:]}\nWhere it stands:\n{terminal.text}")
                raise
            report = terminal.text[terminal.text.rfind(CLOSED_ON_A_BUG) :]
            assert code == 0, f"{report[:5000]}\nWhat was sent last: {sent[-10:]}"


def _send(terminal: Terminal, bursts: Iterable[str], sent: list[str]) -> bool:
    """Send bursts until one ends the app; whether all are sent."""
    for keys in bursts:
        if terminal.process.poll() is not None:
            return False
        sent.append(keys)
        terminal.send(keys)
        terminal.read_on()
    return True


def _close(terminal: Terminal) -> None:
    """Ask the app to close until it does, as it may first be in the middle of something."""
    ends = monotonic() + PATIENCE
    while terminal.process.poll() is None and monotonic() < ends:
        for key in (ESCAPE, CLOSE):  # one by one, as together they would be one key
            terminal.send(key)
            terminal.read_on(seconds=0.2)


def test_whatever_comes_at_once_the_app_lives_and_closes_when_it_is_told(
    environment: dict[str, str], full: bool, seed: int, figure: Callable[[str], None]
) -> None:
    random = Random(seed if full else SEED)
    ends, count = monotonic() + SECONDS, 0

    def bursts() -> Iterable[str]:
        nonlocal count
        while monotonic() < ends if full else count < BURSTS:
            count += 1
            yield burst(random)

    live_through(environment, bursts())

    figure(f"bursts of keys and clicks: {count:,}{f', seed {seed}' if full else ''}")
