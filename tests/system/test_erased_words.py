"""A word is written in every place that takes some, taken back in every way, and then looked for in every file."""

from __future__ import annotations

import shlex
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import get_args

import pytest

from rituals.config import places
from rituals.core.events import AnyEvent, Event
from rituals.core.events.recorded import Recorded, from_json
from rituals.session import Session
from tests.kit.app import make_app, until
from tests.kit.runs import Runs
from tests.kit.saving import NOBODY, TWO, Spot, places_in, session_in, settle_in
from tests.kit.taking_back import WRITINGS, Writing, leave_about
from tests.kit.taking_back_in_app import NEVER_SAVED, NO_WORDS, PLACES, TAKEN_BACK, Taken
from tests.kit.traces import SECRET, words_on_disk

pytestmark = pytest.mark.durability

WHOLE_ENTRIES = ("jar erase", "ask erase", "ask take-back")
"""The verbs that leave nothing of what happened, because all of it was the words."""


@pytest.fixture(scope="module")
def settled_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the home of those that settled in first is kept, for all who come later to begin with."""
    return tmp_path_factory.mktemp("settled") / "home"


@pytest.fixture
def shell(
    settled_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Runs:
    """Ana and Sam on a Sunday evening with three rituals, and folders for all that a machine may keep."""
    monkeypatch.delenv("RITUALS_HOME", raising=False)
    (tmp_path / "machine" / "scratch").mkdir(parents=True)
    (tmp_path / "stick").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "machine" / "scratch"))
    runs = Runs(tmp_path / "machine" / "home", capsys)
    if not settled_home.exists():
        runs.done("people", "add", "Sam")
        runs.done("add", "Long hug", "--every", "every day", "--who", "each")
        runs.done("add", "Evening walk", "--every", "every sun at 18:00")
        runs.done("add", "Cook together", "--every", "twice a week")
        shutil.move(runs.home, settled_home)
    shutil.copytree(settled_home, runs.home)
    return runs


def run(shell: Runs, verbs: str, note: str = "") -> None:
    """Run verbs, one a line."""
    for line in verbs.splitlines():
        note = note or next(iter(notes(shell)), "") if "NOTE" in line else note
        ran = shell(*(word.replace("SECRET", SECRET).replace("NOTE", note) for word in shlex.split(line)))
        assert ran.exit_code == 0, ran.err  # damaged lines may be told of


def notes(shell: Runs) -> list[str]:
    return [note["id"] for note in shell("jar", "list", "--json").document["notes"]]


def records(session: Session) -> Mapping[str, Recorded]:
    """Everything in the logs that hold words, by id."""
    read = map(from_json, documents(session))
    return {record.id: record for record in read if record is not None}


def documents(session: Session) -> Iterator[bytes]:
    logs = session.service.logs
    return chain.from_iterable(log.documents() for log in (logs.shared, logs.drafts, *logs.private.values()))


def written(session: Session, word: str) -> set[type[Event]]:
    """The kinds of events that a word stands in."""
    read = map(from_json, (document for document in documents(session) if word.encode() in document))
    return {type(record.event) for record in read if record is not None}


def what_happened(session: Session) -> Collection[object]:
    """The days that were ticked, rested and paused."""
    state = session.service.state
    happened: list[object] = [(pause.since, pause.until) for pause in state.pauses]
    for ritual in state.rituals:
        happened += [(ritual, *state.ticks(ritual)), (ritual, *state.rests(ritual))]
    return happened


@pytest.mark.parametrize(
    ("writing", "way"),
    [
        pytest.param(writing, way, id=f"{writing.verbs} → {way}".replace("\n", ", "))
        for writing in WRITINGS
        for way in writing.ways
    ],
)
def test_what_was_written_in_a_shell_and_taken_back_is_in_no_file(
    writing: Writing, way: str, shell: Runs, tmp_path: Path
) -> None:
    machine, stick = tmp_path / "machine", tmp_path / "stick"
    run(shell, writing.verbs)
    shell.done("backup", "--to", str(stick))
    shell.done("export", "--to", str(stick / "ours.json"), "--for", "ana" if "rename" not in writing.verbs else SECRET)
    before = shell.open_session(None)
    stands_in = written(before, SECRET)
    note = next(iter(notes(shell)), "")
    leave_about(places(str(shell.home)))

    run(shell, way, note)

    assert stands_in == set(writing.events)
    assert words_on_disk(machine, SECRET[:-1]) == []
    after = shell.open_session(None)
    if not any(verb in way for verb in WHOLE_ENTRIES):
        assert records(shell.open_session(None)).keys() >= records(before).keys()
    if all(line.startswith("erase") for line in way.splitlines()):
        assert what_happened(after) == what_happened(before)
    (backup,) = stick.glob("*.zip")
    run(shell, f"backup restore {shlex.quote(str(backup))}\nimport {shlex.quote(str(stick / 'ours.json'))}")
    assert words_on_disk(machine, SECRET[:-1]) == []


@pytest.mark.parametrize("spot", [spot for spot in PLACES if spot.name in TAKEN_BACK], ids=lambda spot: spot.name)
async def test_what_was_typed_into_the_app_and_taken_back_is_in_no_file(spot: Spot, tmp_path: Path, full: bool) -> None:
    taken = TAKEN_BACK[spot.name]
    for way in taken.ways if full else list(taken.ways)[:1]:
        home = tmp_path / way
        home.mkdir()
        await type_and_take_back(spot, taken, way, home)


async def type_and_take_back(spot: Spot, taken: Taken, way: str, home: Path) -> None:
    session = session_in(home)
    settle_in(session, spot.people)
    async with make_app(session, welcome=spot.people == NOBODY).run_test(size=(100, 36)) as pilot:
        await pilot.pause()
        await spot.come(pilot, session)
        await pilot.press(*spot.save)
        await until(pilot, lambda: written(session_in(home), taken.word) == set(taken.events))
        await pilot.pause()
        leave_about(places_in(home), taken.word)

        await taken.ways[way](pilot, session)
        await until(pilot, lambda: is_off_the_disk(taken, way, home))


def is_off_the_disk(taken: Taken, way: str, folder: Path) -> bool:
    """Whether no file holds it, those aside that are meant to."""
    stays = taken.kept_with.get(way, "nowhere")
    try:
        return all(stays in path.parts for path in words_on_disk(folder, taken.word))
    except FileNotFoundError:  # one is just being replaced
        return False


@pytest.mark.parametrize("place", NEVER_SAVED)
async def test_what_was_typed_and_left_without_keeping_it_never_comes_to_the_disk(place: str, tmp_path: Path) -> None:
    session = session_in(tmp_path)
    settle_in(session, TWO)
    async with make_app(session, welcome=False).run_test(size=(100, 36)) as pilot:
        await pilot.pause()
        *typed, _ = NEVER_SAVED[place]
        await pilot.press(*typed)
        await pilot.pause()
        await pilot.press(NEVER_SAVED[place][-1])
        await pilot.pause()

    assert words_on_disk(tmp_path, "quince") == []


# that nothing is left out


def test_every_place_where_words_are_typed_says_how_they_are_taken_back() -> None:
    assert TAKEN_BACK.keys() | NO_WORDS == {spot.name for spot in PLACES}
    assert not TAKEN_BACK.keys() & NO_WORDS


def test_every_event_that_holds_words_has_a_way_of_taking_them_back() -> None:
    kinds: tuple[type[Event], ...] = get_args(AnyEvent)
    events = [*(row.events for row in WRITINGS), *(row.events for row in TAKEN_BACK.values())]

    assert {kind for kind in kinds if kind.text_fields} == set(chain.from_iterable(events))
