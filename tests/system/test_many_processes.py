"""Processes of different kinds on one folder: nothing is lost, nobody complains, and each soon sees the others."""

from __future__ import annotations

import signal
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("needs a pseudo-terminal, and nudges as Linux has them", allow_module_level=True)

from rituals.adapters.journal.event_log import JournalLog
from rituals.core.events import AnyEvent, AppreciationAdded, RitualTicked, RitualUnticked
from rituals.core.events.recorded import Recorded
from tests.kit.desktop import until
from tests.kit.nudge_runs import ended, noon_surroundings, running, wait_for_holder
from tests.kit.terminal import Terminal
from tests.kit.writers import RITUALS, Writer, answer, started, told, verb, writer

pytestmark = [pytest.mark.durability, pytest.mark.terminal]

SOON = 10.0
"""Seconds: the deadline on a busy machine; what it took is told as a figure, beside the second that is promised."""

BREATH = 0.05
"""Seconds between two writes of the plain writer, which is to be one of several and not to drown them."""


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A couple with two rituals, in a zone where it is noon and no nudge is due.

    One tick of seven leaves a row where it is, so that each key finds the same row in every round.
    """
    surroundings = noon_surroundings(tmp_path, monkeypatch)
    verb(surroundings, "add", "Long hug")
    verb(surroundings, "edit", "hug", "--every", "7 times a week")
    verb(surroundings, "add", "Silly dance", "--every", "7 times a week")
    return surroundings


def is_dance(event: AnyEvent) -> bool:
    """Whether it is what the app writes when the second row is ticked or unticked; the first is the catalogue's."""
    return isinstance(event, RitualTicked | RitualUnticked) and event.ritual.startswith("ritual-")


class Watch:
    """A reader of the shared log, in this process: every record, as the log hands them out."""

    def __init__(self, folder: Path) -> None:
        self._log = JournalLog(folder, "watch")
        self.records: list[Recorded] = []

    def find(self, kind: Callable[[AnyEvent], bool]) -> list[Recorded]:
        """The records of a kind so far."""
        fresh = self._log.fresh()
        self.records = fresh.records if fresh.rewritten else self.records + fresh.records
        assert self._log.problems() == []
        return [record for record in self.records if kind(record.event)]

    def wait_for(self, count: int, kind: Callable[[AnyEvent], bool]) -> Recorded:
        """The last of so many records of a kind, once they are there."""
        until(lambda: len(self.find(kind)) >= count, "the record is there", SOON)
        return self.find(kind)[count - 1]


class Rounds:
    """What a command, the open app and this process do in turn, and how long each took to see another."""

    def __init__(self, environment: Mapping[str, str], terminal: Terminal, watch: Watch) -> None:
        self._environment = environment
        self._terminal = terminal
        self._watch = watch
        self.count = 0
        self.until_shown: list[float] = []

    def go_on(self) -> None:
        """A command ticks and the app shows it; the app ticks and a command says it; words go into the jar."""
        self._terminal.mark()
        self._tick_by_command(f"note-{self.count}.")
        self._terminal.send("j k")
        self._watch.wait_for(self.count + 1, is_dance)
        assert ("open " if self.count % 2 else "begun") + "  Silly dance" in verb(self._environment, "today")
        verb(self._environment, "untick", "hug")
        verb(self._environment, "jar", "add", f"thanks {self.count}")
        assert "doctor" not in self._terminal.text
        self.count += 1

    def _tick_by_command(self, note: str) -> None:
        with started(self._environment, "tick", "hug", "--note", note) as command:
            self._terminal.wait_for(note, deadline=SOON)
            shown_at = datetime.now(UTC)
            answer(command)
        tick = self._watch.wait_for(1, lambda event: isinstance(event, RitualTicked) and event.note == note)
        self.until_shown.append((shown_at - tick.at).total_seconds())


@contextmanager
def nudging(environment: Mapping[str, str], home: Path) -> Iterator[None]:
    """`rituals nudge run` beside whatever goes on, which must end well and without a complaint."""
    with running(environment) as nudges:
        wait_for_holder(home)
        yield
        assert ended(nudges, signal.SIGTERM) == (0, "")


@contextmanager
def writing_steadily(folder: Path) -> Iterator[list[str]]:
    """A plain log of this device that is appended to beside whatever goes on; the ids that were acknowledged."""
    (journal,) = folder.glob("*.jsonl")
    kept: list[str] = []
    stop = threading.Event()

    def write(helper: Writer) -> None:
        while not stop.wait(BREATH):
            kept.extend(told(helper.ask(f"append plain-{len(kept)} 1"), "kept"))

    with writer(folder, journal.stem) as helper, ThreadPoolExecutor(1) as pool:
        work = pool.submit(write, helper)
        try:
            yield kept
        finally:
            stop.set()
        work.result(SOON)


def live_for(seconds: float, environment: Mapping[str, str], watch: Watch) -> Rounds:
    """Rounds of an open app and commands for some seconds, to a clean end."""
    with Terminal(RITUALS, environment) as terminal:
        terminal.wait_for("Silly dance")
        rounds = Rounds(environment, terminal, watch)
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            rounds.go_on()
        terminal.send("q")
        assert terminal.wait() == 0
    return rounds


def check(watch: Watch, rounds: Rounds) -> None:
    """Nothing that was done is missing, and nothing is there twice, for whoever opens the folder now."""
    jar = watch.find(lambda event: isinstance(event, AppreciationAdded))
    assert rounds.count > 0
    assert [r.event.text for r in jar if isinstance(r.event, AppreciationAdded)] == [
        f"thanks {number}" for number in range(rounds.count)
    ]
    assert len(watch.find(is_dance)) == rounds.count
    assert len({record.id for record in watch.records}) == len(watch.records)


def told_of(rounds: Rounds) -> str:
    seen = rounds.until_shown
    return (
        f"{rounds.count} rounds; the app showed a command's tick after {statistics.median(seen):.2f} s, "
        f"at worst after {max(seen):.2f} s"
    )


def test_the_app_and_commands_share_a_folder(
    environment: dict[str, str], tmp_path: Path, full: bool, figure: Callable[[str], None]
) -> None:
    shared = tmp_path / "data/shared"

    rounds = live_for(60 if full else 2, environment, Watch(shared))

    figure(f"two processes: {told_of(rounds)}")
    check(Watch(shared), rounds)


def test_the_app_commands_nudges_and_a_plain_writer_share_a_folder(
    environment: dict[str, str], tmp_path: Path, full: bool, figure: Callable[[str], None]
) -> None:
    shared = tmp_path / "data/shared"

    with nudging(environment, tmp_path), writing_steadily(shared) as written:
        rounds = live_for(60 if full else 2, environment, Watch(shared))

    newcomer = Watch(shared)
    check(newcomer, rounds)
    figure(f"four processes: {told_of(rounds)}; the plain writer wrote {len(written)} events")
    assert len(written) > rounds.count
    assert [record.id for record in newcomer.records if record.id.startswith("plain")] == written
