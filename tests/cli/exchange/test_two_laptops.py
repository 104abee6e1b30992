"""Two people live on two laptops for a while, cut off from each other in between, by the verbs that they type."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.kit.keyboard import Typed
from tests.kit.runs import Runs
from tests.kit.syncthing import running_nodes
from tests.kit.traces import SECRET, words_on_disk
from tests.kit.two_laptops import Between, Copies, Laptop, OneFolder, OverSyncthing, twelve_words

PRIVATE = "medlarwhisper"
"""A word that only Ana's private log holds."""


@contextmanager
def one_folder(ana: Runs, sam: Runs, place: Path) -> Iterator[Between]:
    yield OneFolder(Laptop(ana, place), Laptop(sam, place))


@contextmanager
def copies(ana: Runs, sam: Runs, place: Path) -> Iterator[Between]:
    yield Copies(Laptop(ana, place / "a"), Laptop(sam, place / "b"))


@contextmanager
def syncthing(ana: Runs, sam: Runs, place: Path) -> Iterator[Between]:
    with running_nodes(2) as nodes:
        yield OverSyncthing(Laptop(ana, place / "a"), Laptop(sam, place / "b"), nodes)


@pytest.mark.parametrize(
    "carried",
    [one_folder, copies, pytest.param(syncthing, marks=[pytest.mark.desktop, pytest.mark.durability])],
)
def test_ana_begins_sam_joins_both_go_offline_live_on_and_come_back(
    carried: Callable[[Runs, Runs, Path], AbstractContextManager[Between]],
    shell: Runs,
    tmp_path: Path,
    scratch: Path,
    capsys: pytest.CaptureFixture[str],
    piped: Typed,
) -> None:
    with carried(shell, Runs(tmp_path / "sams", capsys), tmp_path / "carried") as between:
        ana, sam = between.laptops

        ana("people", "rename", "ana", "Ana")
        ana("tick", "walk", "--note", f"by the {SECRET}")
        ana("jar", "add", f"For soup and {SECRET}.")
        ana("ask", "about", PRIVATE)
        ana("jar", "add", "For the otter.")
        words = twelve_words(ana("pair", "new", str(ana.folder), "--yes"))
        between.carry()
        piped(words)
        sam("pair", "join", str(sam.folder), "--for", "Sam")
        between.both_look()
        assert ana("people").splitlines() == ["Ana (at the keyboard)", "Sam"]
        assert sam("people").splitlines() == ["Ana (lives elsewhere)", "Sam (at the keyboard)"]
        assert f"by the {SECRET}" in sam("today")
        assert [note["text"] for note in sam.notes()] == [f"For soup and {SECRET}.", "For the otter."]
        assert ana.says() == sam.says()

        between.go_offline()
        for laptop in (ana, sam):
            laptop.shell.clock.set("2026-11-23 19:00")
        ana("tick", "hug", "--note", "in the hallway")
        ana("tick", "cook", "--note", f"lentils, {SECRET}")
        ana("erase", "cook", "--yes")
        ana("erase", "walk", "--on", "yesterday", "--yes")
        ana("jar", "erase", next(note["id"] for note in ana.notes() if SECRET in note["text"]), "--yes")
        ana("edit", "walk", "--name", "Night walk")
        ana("jar", "add", f"Never mind, {SECRET}.")
        assert "the note for Sam" in ana("undo", "--erase")
        sam("tick", "hug")
        sam("jar", "add", "For the train at five.")
        sam("edit", "walk", "--every", "every day at 21:00")
        sam("edit", "cook", "--name", "Bake together")
        assert "the change to what Cook together is called" in sam("undo")
        between.both_look()
        assert ana.signs() == {"Long hug": "one of two", "Cook together": "half way"}
        assert sam.signs() == {"Evening walk": "open", "Long hug": "one of two", "Cook together": "open"}
        assert [note["text"] for note in ana.notes()] == ["For the otter."]

        between.come_back()
        between.both_look()
        both = {"Night walk": "open", "Long hug": "kept", "Cook together": "half way"}
        assert ana.signs() == sam.signs() == both
        assert [note["text"] for note in sam.notes()] == ["For the otter.", "For the train at five."]
        assert "every day at 21:00" in ana("show", "walk")
        assert "1 day kept" in sam("show", "walk")
        assert ana.says() == sam.says()

        assert "the change to when Night walk is" in sam("undo")
        assert "the change to what Evening walk is called" in ana("undo")
        between.both_look()
        assert "every sun at 18:00" in ana("show", "Evening walk")
        assert ana.signs() == sam.signs() == {"Long hug": "kept", "Cook together": "half way"}
        assert [note["text"] for note in ana.notes()] == ["For the otter.", "For the train at five."]
        assert ana.says() == sam.says()
        assert words_on_disk(tmp_path, SECRET[:-1]) == words_on_disk(scratch, SECRET[:-1]) == []
        assert all(path.is_relative_to(ana.data / "private") for path in words_on_disk(tmp_path, PRIVATE))
        assert words_on_disk(ana.data, PRIVATE)
        assert b"otter" in ana.published
        assert not [word for word in (SECRET[:-1], PRIVATE) if word.encode() in ana.published + sam.published]
