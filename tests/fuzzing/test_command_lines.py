"""Whatever is typed after `rituals`: an answer or a sentence, an exit code that there is, and never a traceback."""

from __future__ import annotations

import io
import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from pathlib import Path
from random import Random
from shutil import rmtree
from typing import NamedTuple

import click
import pytest

from rituals.config import Settings, places
from rituals.core.events.recorded import Recorded, from_json
from rituals.ports import Logs
from rituals.service.couple import CoupleService
from rituals.session import Session
from tests.fuzzing.conftest import Fuzz
from tests.fuzzing.making import ODD_SIGNS, happens, mutated_text, some
from tests.fuzzing.making_events import FOUNDATION, document, log_of_documents
from tests.fuzzing.making_words import cadence_words, clock_words, day_words
from tests.kit.every_verb import ENDLESS, every_command
from tests.kit.fakes import MemoryLog
from tests.kit.runs import Runs

pytestmark = pytest.mark.fuzzing

EXIT_CODES = {0, 1, 2, 130, 141}
_ELSEWHERE = str.maketrans({"/": "", "~": "", "\0": "", "\ud800": "\udcff"})
"""No path leads elsewhere, and a system hands nobody these signs."""
VALUES = (
    *("walk", "hug", "Long hug", "evening", "Ana", "Ben", "both", "together", "each", "15m", "1h", "evening", "none"),
    *(
        "usual",
        "60",
        "-1",
        "10081",
        "9" * 30,
        "every fri at 19:30",
        "3 times a week",
        "yesterday",
        "fri",
        "-3",
        "08:00",
    ),
    *(
        "2026-11-20",
        "9999-12-31",
        "Thank you",
        "opening",
        "out.md",
        "out.html",
        "out.json",
        "-",
        "n1",
        "mon",
        "4",
        "bash",
    ),
)
READING = (
    *(("today",), ("week",), ("list",), ("streaks",), ("history",), ("people",), ("show", "walk"), ("show", "hug")),
    *(("jar",), ("jar", "list"), ("jar", "search", "walk"), ("nudge", "status"), ("week", "--on", "2026-10-20")),
    *(("today", "--on", "2026-10-20"), ("history", "--from", "2026-01-01"), ("ask", "about"), ("checkin", "history")),
)
SAID: Mapping[str, Callable[[Random], str]] = {
    "RITUAL": lambda random: random.choice(("walk", "hug", "Long hug", "Walk", "w")),
    "NAME": lambda random: random.choice(("Ana", "Ben", "both", "Long hug", "hug")),
    "DAY": lambda random: random.choice(("today", "yesterday", "fri", "-1", "2026-11-20", day_words(random))),
    "WORDS": cadence_words,
    "HH:MM": clock_words,
    "N": lambda random: random.choice(("0", "1", "60", "-1", "10081", "9" * 30)),
}
"""What goes where the help has such a word."""
FOUNDED = [json.dumps(document(Random(0), event, place)).encode() for place, event in enumerate(FOUNDATION)]


class Call(NamedTuple):
    """A log, and a verb that is run on it."""

    log: Sequence[bytes]
    words: tuple[str, ...]


class Verb(NamedTuple):
    """A verb, what it takes by the word its help uses for it, and its options with theirs; flags take an empty one."""

    words: tuple[str, ...]
    takes: tuple[str, ...]
    options: tuple[tuple[str, str], ...]


def verb_of(words: tuple[str, ...], command: click.Command) -> Verb:
    """A verb by its words, with what it takes."""
    params = command.get_params(click.Context(command))
    named = [(one, "" if getattr(one, "is_flag", False) else one.metavar or "") for one in params]
    takes = tuple(metavar or one.name or "" for one, metavar in named if isinstance(one, click.Argument))
    options = tuple((name, metavar) for one, metavar in named if isinstance(one, click.Option) for name in one.opts)
    return Verb(words, takes, tuple(option for option in options if option[0] != "--demo"))


VERBS = tuple(verb_of(words, command) for words, command in every_command() if words not in ENDLESS)


def called(random: Random) -> tuple[str, ...]:
    """A verb with what it takes, or with anything; of paths only names, so that nothing lies elsewhere."""
    verb = random.choice(VERBS)
    words = [*verb.words, *(_value(random, metavar) for metavar in verb.takes)]
    for option, metavar in some(random, verb.options, 3):
        words += [option, _value(random, metavar)] if metavar else [option]
    if happens(random, 6):
        words += some(random, VALUES, 3)
        random.shuffle(words)
    return tuple(word.translate(_ELSEWHERE) for word in words)


def told(random: Random) -> Call:
    """A verb that reads, on a log of anything."""
    return Call(log_of_documents(random), (*random.choice(READING), *some(random, ("--json",), 1)))


def _value(random: Random, metavar: str) -> str:
    """Mostly something that goes there, else anything."""
    if happens(random, 6):
        return random.choice(ODD_SIGNS)
    if happens(random, 6):
        return mutated_text(random, random.choice(VALUES))
    for said, make in SAID.items():
        if said in metavar:
            return make(random)
    return random.choice(VALUES)


class Desk:
    """Runs verbs, each in a session of its own that lies in memory."""

    def __init__(self, runs: Runs) -> None:
        self._runs = runs

    def __call__(self, call: Call) -> None:
        _clear(Path())
        context = self._runs.shell(lambda _home: self._session(call.log))
        ran = self._runs.in_shell(context, *call.words)
        assert ran.exit_code in EXIT_CODES, ran
        assert "inside the app" not in ran.err, ran
        assert ran.out or ran.err.startswith("rituals: ") or ran.exit_code in (0, 130), ran
        assert ran.err.count("\n") <= 2, ran.err

    def _session(self, log: Sequence[bytes]) -> Session:
        numbers = count(1)
        where = places(str(self._runs.home))
        records: list[Recorded] = [record for line in log if (record := from_json(line)) is not None]
        logs = Logs(MemoryLog(records=records), MemoryLog(records=records[:]), MemoryLog(), defaultdict(MemoryLog))
        service = CoupleService(logs, self._runs.clock, lambda: f"new-{next(numbers)}", "ana")
        service.refresh()
        return Session(service, Settings(), where, logs.shared, logs.local, self._runs.clock)


def _clear(folder: Path) -> None:
    """Leave nothing in it of what an earlier verb wrote."""
    for one in folder.iterdir():
        if one.is_dir():
            rmtree(one)
        else:
            one.unlink()


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk in a folder of its own, where nobody types anything further."""
    monkeypatch.chdir(tmp_path)
    for name in ("RITUALS_HOME", "EDITOR", "VISUAL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))
    return Desk(Runs(tmp_path / "home", capsys))


def test_a_command_line_is_answered(fuzz: Fuzz, desk: Desk) -> None:
    fuzz("command lines", lambda random: Call(FOUNDED, called(random)), desk, ordinary=Call(FOUNDED, ("today",)))


def test_a_log_of_anything_can_be_told_of(fuzz: Fuzz, desk: Desk) -> None:
    fuzz("logs, told by verbs", told, desk, ordinary=Call(FOUNDED, ("today",)))
