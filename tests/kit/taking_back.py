"""Every way of taking words back in a shell, and what lies about of words that were written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from rituals.adapters.backup.backups import FolderBackups
from rituals.adapters.journal.snapshot import snapshot_of, store, to_bytes
from rituals.config import Places
from rituals.core import events as e
from tests.kit.app import SUNDAY_EVENING
from tests.kit.fakes import FakeClock
from tests.kit.traces import SECRET


class Writing(NamedTuple):
    """Verbs that write a secret, one a line, the events it stands in then, and ways of taking it back."""

    verbs: str
    events: tuple[type[e.Event], ...]
    ways: tuple[str, ...]


_OF_A_NOTE = (
    "undo --erase",
    "undo\nerase",
    "undo\njar erase NOTE --yes",
    "jar erase NOTE --yes",
    "jar edit NOTE tea --erase",
    "jar edit NOTE tea\nerase",
)

WRITINGS = (
    Writing(
        "tick walk --note SECRET",
        (e.RitualTicked,),
        (
            "untick walk --erase",
            "untick walk\nerase",
            "untick walk\nerase walk --yes",
            "untick walk\nundo\nerase walk --yes",
            "undo --erase",
            "undo\nerase",
            "undo\nerase walk --yes",
            "erase walk --yes",
            "erase walk --yes\nuntick walk",
            "erase walk --yes\nundo",
        ),
    ),
    Writing(
        "tick walk --on -3 --note SECRET\ntick walk --on -3 --note SECRET",
        (e.RitualTicked,),
        ("untick walk --on -3 --erase", "erase walk --on -3 --yes"),
    ),
    Writing("tick hug --by both --note SECRET", (e.RitualTicked,), ("undo --erase", "untick hug --by both --erase")),
    Writing(
        "rest walk --reason SECRET",
        (e.OccurrenceRested,),
        (
            "rest walk --not --erase",
            "rest walk --not\nerase",
            "rest walk --not\nerase walk --yes",
            "undo --erase",
            "undo\nerase",
            "erase walk --yes",
        ),
    ),
    Writing(
        "rest hug --reason SECRET",
        (e.OccurrenceRested,),
        ("rest hug --not --erase", "erase hug --yes", "undo --erase"),
    ),
    Writing("rest cook --reason SECRET", (e.OccurrenceRested,), ("rest cook --not --erase", "erase cook --yes")),
    Writing(
        "move walk tue\nrest walk --on tue --reason SECRET",
        (e.OccurrenceRested,),
        ("rest walk --on tue --not --erase", "erase walk --on tue --yes"),
    ),
    Writing(
        "pause walk --until fri --reason SECRET",
        (e.PauseBegan,),
        ("resume walk --erase", "resume walk\nerase", "undo --erase", "undo\nerase", "erase walk --yes"),
    ),
    Writing(
        "pause --reason SECRET",
        (e.PauseBegan,),
        ("resume --erase", "resume\nerase", "undo --erase", "erase walk --yes"),
    ),
    Writing("pause walk --from -9 --until -3 --reason SECRET", (e.PauseBegan,), ("erase walk --on -3 --yes",)),
    Writing(
        "add SECRET --every 'every day' --cue 'after SECRET'",
        (e.RitualAdded,),
        (
            "undo --erase",
            "undo\nerase",
            "edit SECRET --name Tea --cue tea --erase",
            "edit SECRET --name Tea --cue tea\nerase",
            "edit SECRET --name Tea --cue ''\nedit tea --erase",
            "edit SECRET --name Tea\nedit tea --cue tea\nedit tea --erase",
            "tick SECRET --note SECRET\nundo\nundo --erase",
        ),
    ),
    Writing(
        "edit walk --name SECRET --cue 'after SECRET'",
        (e.RitualEdited,),
        (
            "undo --erase",
            "undo\nerase",
            "undo\nedit walk --erase",
            "edit SECRET --name Stroll --cue '' --erase",
            "edit SECRET --name Stroll --cue ''\nedit stroll --erase",
        ),
    ),
    Writing(
        "someday add SECRET",
        (e.SomedayAdded,),
        (
            "undo --erase",
            "undo\nerase",
            "someday edit SECRET tea --erase",
            "someday edit SECRET tea\nerase",
            "someday drop SECRET --erase",
            "someday done SECRET\nerase",
        ),
    ),
    Writing(
        "someday add tea\nsomeday edit tea SECRET",
        (e.SomedayEdited,),
        ("undo --erase", "someday edit SECRET coffee --erase", "someday drop SECRET --erase"),
    ),
    Writing(
        "people add SECRET --not-me",
        (e.PersonJoined,),
        (
            "people rename SECRET Kim --erase",
            "people rename SECRET Kim\nerase",
            "people remove SECRET --erase",
            "people remove SECRET\nerase",
        ),
    ),
    Writing(
        "people rename ana SECRET",
        (e.PersonRenamed,),
        ("undo --erase", "undo\nerase", "people rename SECRET Ana --erase", "people rename SECRET Ana\nerase"),
    ),
    Writing(
        "jar add SECRET",
        (e.AppreciationAdded,),
        (
            *_OF_A_NOTE,
            "jar edit NOTE tea\njar erase NOTE --yes",
            "jar edit NOTE 'no SECRET'\nundo\nundo --erase",
        ),
    ),
    Writing(
        "jar add tea\njar edit NOTE SECRET",
        (e.AppreciationEdited,),
        _OF_A_NOTE,
    ),
    Writing(
        "jar add tea\npeople here sam\njar reply NOTE SECRET",
        (e.AppreciationAnswered,),
        (
            "undo --erase",
            "undo\nerase",
            "jar erase NOTE --yes",
            "jar reply NOTE '' --erase",
            "jar reply NOTE tea\nerase",
            "jar reply NOTE tea\nundo\njar erase NOTE --yes",
        ),
    ),
    Writing("ask answer SECRET", (e.AnswerWritten,), ("ask take-back",)),
    Writing(
        "ask answer SECRET\nask answer tea --by sam",
        (e.AnswerWritten, e.AnswerShown),
        ("ask take-back", "ask take-back --by sam\nask take-back"),
    ),
    Writing("ask about SECRET --on tue", (e.AskAboutAdded,), ("ask erase SECRET", "ask done SECRET\nask erase SECRET")),
)


def leave_about(where: Places, word: str = SECRET) -> None:
    """What a machine may hold of a word besides the journals it was written into: backups, a half-made one, damaged
    lines, copies of an older format, leftovers of a restore, and a snapshot."""
    FolderBackups(where).make(FakeClock(SUNDAY_EVENING).now())
    FolderBackups(where).make(FakeClock(SUNDAY_EVENING).now(), kind="-weekly")
    journals = list(_holding(where.data, word))
    for journal in journals:
        content = journal.read_bytes()
        beside = journal.with_name(f"{journal.name}.format-0.backup")
        left = where.data / "restoring.done" / "data" / journal.relative_to(where.data)
        left.parent.mkdir(parents=True, exist_ok=True)
        for path in (beside, left, where.data / "backups" / ".a0.new", journal.with_name(f"{journal.name}.rewrite")):
            path.write_bytes(content)
        journal.write_bytes(content + f"{word}, garbled\n".encode())
    shared = {path.name: path.read_bytes() for path in (where.data / "shared").glob("*.jsonl")}
    store(where.cache / "shared.snapshot", to_bytes(snapshot_of(shared, "events")))


def _holding(data: Path, word: str) -> Iterator[Path]:
    """The journals that hold a word, drafts aside, of which no copy is ever made."""
    for path in sorted(data.glob("**/*.jsonl")):
        if "drafts" not in path.parts and "backups" not in path.parts and word.encode() in path.read_bytes():
            yield path
