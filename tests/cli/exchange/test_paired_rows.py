"""What happens here and there on a paired laptop: a test for each row of the guide's table."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from rituals.adapters.journal.device import device_here
from rituals.adapters.together.condemning import MOST_UNASKED
from rituals.bootstrap import pairing_of
from rituals.config import places
from rituals.core.events import RitualTicked
from tests.kit.handbook import page_text
from tests.kit.keyboard import Typed
from tests.kit.runs import Runs
from tests.kit.traces import words_on_disk
from tests.kit.two_laptops import Laptop, OneFolder, twelve_words

TABLE = page_text("two-laptops").partition("| | here | there |\n|---|---|---|\n")[2].partition("\n\n")[0]


class Paired(OneFolder):
    """Ana and Sam on two laptops that have told each other everything, a stick, and what Ana had before they paired."""

    def __init__(self, ana: Laptop, sam: Laptop, stick: Path, earlier: Runs, typed: Typed) -> None:
        super().__init__(ana, sam)
        self.ana, self.sam = self.laptops
        self.stick = stick
        self.earlier = earlier.done
        self.typed = typed

    def agree(self) -> None:
        """Let both look, and see that they say the same."""
        self.both_look()
        assert self.ana.says() == self.sam.says()


@pytest.fixture
def paired(shell: Runs, tmp_path: Path, capsys: pytest.CaptureFixture[str], piped: Typed, typed: Typed) -> Paired:
    (tmp_path / "stick").mkdir()
    folder = tmp_path / "carried"
    earlier = Runs(tmp_path / "earlier", capsys)
    sam = Laptop(Runs(tmp_path / "sams", capsys), folder)
    pair = Paired(Laptop(shell, folder), sam, tmp_path / "stick", earlier, typed)
    pair.ana("people", "rename", "ana", "Ana")
    pair.ana("tick", "walk", "--note", "by the river")
    pair.ana("jar", "add", "For the otter.")
    shutil.copytree(shell.home, earlier.home)
    piped(twelve_words(pair.ana("pair", "new", str(folder), "--yes")))
    pair.sam("pair", "join", str(folder), "--for", "Sam")
    pair.sam("tick", "hug", "--note", "in the hallway")
    pair.sam("jar", "add", "For the train.")
    pair.agree()
    return pair


def backup(paired: Paired) -> None:
    paired.ana("backup", "--to", str(paired.stick))

    (archive,) = paired.stick.iterdir()
    with ZipFile(archive) as packed:
        contents = {name: packed.read(name) for name in packed.namelist()}
    assert not [name for name in contents if "together" in name]
    assert b"For the train." in b"".join(contents.values())
    assert not list((paired.sam.data / "backups").glob("*-before-*"))


def restore(paired: Paired) -> None:
    archives = {}
    for laptop in paired.laptops:
        folder = paired.stick / laptop.shell.home.name
        folder.mkdir()
        laptop("backup", "--to", str(folder))
        (archives[laptop],) = folder.iterdir()
    paired.go_offline()
    note = next(note["id"] for note in paired.ana.notes() if "otter" in note["text"])
    paired.ana("jar", "erase", note, "--yes")
    paired.ana("tick", "cook", "--note", "lentils")
    paired.sam("jar", "add", "For the tea.")
    paired.sam("backup", "restore", str(archives[paired.sam]))
    paired.come_back()
    paired.agree()
    before = paired.sam.says()

    paired.go_offline()
    for journal in (paired.ana.data / "shared").glob("*.jsonl"):
        journal.unlink()
    for laptop in paired.laptops:
        laptop("backup", "restore", str(archives[laptop]))
    paired.come_back()
    paired.agree()

    assert paired.sam.says() == before
    for laptop in paired.laptops:
        assert not words_on_disk(laptop.data, "otter")


def export(paired: Paired) -> None:
    exported = paired.ana("export", "--to", "-", "--for", "Ana")

    assert "For the train." in exported
    assert "in the hallway" in exported
    there = paired.sam("export", "--to", "-", "--for", "Ana")
    assert {*without_hours(exported)} == {*without_hours(there)}


def without_hours(document: str) -> Sequence[str]:
    """The lines of a document; the hour of a record stays on the laptop it was written on."""
    return [line.rstrip(",") for line in re.sub(r"T[0-9:]+Z", "", document).splitlines()]


def import_(paired: Paired) -> None:
    file = paired.stick / "ours.json"
    paired.earlier("jar", "add", "For the plums.")
    paired.earlier("tick", "cook", "--on", "2026-11-14")
    paired.earlier("export", "--to", str(file), "--for", "Ana")
    note = next(note["id"] for note in paired.ana.notes() if "otter" in note["text"])

    paired.go_offline()
    paired.ana("jar", "erase", note, "--yes")
    for laptop in paired.laptops:
        laptop("import", str(file), "--yes")
    paired.come_back()
    paired.agree()

    for laptop in paired.laptops:
        assert sorted(note["text"] for note in laptop.notes()) == ["For the plums.", "For the train."]
        assert "1 day kept" in laptop("show", "cook")
        assert laptop("list").count("\n") == 3
        assert not words_on_disk(laptop.data, "otter")


def erase(paired: Paired) -> None:
    for laptop in paired.laptops:
        laptop("backup")
        assert words_on_disk(laptop.data, "river")

    paired.ana("erase", "walk", "--yes")
    assert not words_on_disk(paired.ana.data, "river")
    assert words_on_disk(paired.sam.data, "river")
    paired.agree()

    assert not words_on_disk(paired.sam.data, "river")
    assert "1 day kept" in paired.sam("show", "walk")

    for month, answer in ((10, "n"), (9, "y")):
        erase_much(paired, [date(2026, month, day) for day in range(1, MOST_UNASKED + 2)])
        assert "Another machine asks to erase 21 things written here." in paired.ana("today")
        assert words_on_disk(paired.ana.data, f"otter-{month:02}")
        paired.typed(f"{answer}\n")
        paired.ana.shell("doctor", "--repair")
        paired.both_look()
        assert "asks to erase" not in paired.ana("today")
        assert bool(words_on_disk(paired.ana.data, f"otter-{month:02}")) is (answer == "n")


def erase_much(paired: Paired, days: Sequence[date]) -> None:
    """Let Ana note something on each of these days, and Sam's machine take all of it off."""
    service = paired.ana.shell.open_session(None).service
    walk = next(ritual.id for ritual in service.state.rituals.values() if "walk" in ritual.name)
    for day in days:
        service.tick(walk, day, note=f"otter-{day:%m-%d}")
    paired.both_look()
    records = pairing_of(places(str(paired.sam.shell.home))).records_here
    noted = [r.id for r in records if isinstance(r.event, RitualTicked) and r.event.note and r.event.day in days]
    paired.sam.shell.open_session(None).service.erase_words(noted)
    paired.both_look()


def undo(paired: Paired) -> None:
    paired.sam("rest", "cook")
    paired.agree()
    paired.ana("tick", "hug")
    paired.sam("jar", "add", "For the tea.")
    paired.agree()

    assert "Long hug" in paired.ana("undo")
    assert "For the tea." in paired.ana("jar", "list")
    paired.agree()

    assert paired.sam.signs()["Long hug"] == "one of two"
    assert "For the tea." in paired.sam("jar", "list")


def repair(paired: Paired) -> None:
    before = paired.ana.says()
    for laptop, whose in ((paired.sam, paired.ana), (paired.ana, paired.sam), (paired.ana, paired.ana)):
        journal = laptop.data / "shared" / f"{device_here(whose.data).id}.jsonl"
        *lines, last = journal.read_bytes().splitlines(keepends=True)
        journal.write_bytes(b"".join([*lines, last.replace(b'"', b"#", 1)]))
        assert laptop.shell("doctor", "--repair").out
        paired.agree()
        assert laptop.says() == before
        assert "could not be read" not in laptop.shell("doctor").out
    assert paired.ana("pair", "status").count("Another machine of yours") == 1
    assert "This machine lost some of what it had written" in paired.ana.shell("doctor").out


ROWS = {row.__name__.rstrip("_"): row for row in (backup, restore, export, import_, erase, undo, repair)}


def first_cells() -> Sequence[str]:
    return [line.split("|")[1].strip() for line in TABLE.splitlines()]


@pytest.mark.parametrize("row", first_cells())
def test_what_the_guide_says_happens_here_and_there(row: str, paired: Paired) -> None:
    ROWS[row](paired)


def test_the_guide_has_every_row_once() -> None:
    assert sorted(first_cells()) == sorted(ROWS)
