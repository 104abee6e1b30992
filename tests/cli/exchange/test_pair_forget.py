"""Forgetting a machine from a shell, and going on with new words on the others."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from rituals.adapters.journal.device import device_here
from tests.kit.keyboard import Typed
from tests.kit.pairing import words_in
from tests.kit.runs import Runs
from tests.kit.two_laptops import look_around


class Couple(NamedTuple):
    """Two machines, and one that gets lost, on which Sam wrote."""

    ana: Runs
    sam: Runs
    lost: Runs
    folder: Path
    words: str

    def look(self, *machines: Runs) -> None:
        for machine in machines:
            look_around(machine)

    @property
    def lost_id(self) -> str:
        return device_here(self.lost.home / "data").id


@pytest.fixture
def couple(shell: Runs, tmp_path: Path, capsys: pytest.CaptureFixture[str], piped: Typed) -> Couple:
    folder = tmp_path / "carried"
    folder.mkdir()
    words = words_in(shell.done("pair", "new", str(folder), "--yes"))
    sam, lost = (Runs(tmp_path / name, capsys) for name in ("sam", "lost"))
    for machine in (sam, lost):
        piped(words)
        machine.done("pair", "join", str(folder), "--for", "sam")
    lost.done("jar", "add", "thank you")
    couple = Couple(shell, sam, lost, folder, words)
    couple.look(lost, shell, sam)
    return couple


def test_the_other_machines_are_told_by_who_wrote_there(couple: Couple) -> None:
    output = couple.ana.done("pair", "status").splitlines()

    assert output[0] == f"This machine is paired through {couple.folder}."
    sams_id = device_here(couple.sam.home / "data").id
    assert sorted(output[3:]) == sorted(
        [
            f"Another machine of yours: {couple.lost_id[:4]}, where Sam wrote.",
            f"Another machine of yours: {sams_id[:4]}.",
        ]
    )


def test_before_a_machine_is_forgotten_it_says_what_to_do_first_and_asks(couple: Couple, typed: Typed) -> None:
    typed("n\n")

    ran = couple.ana("pair", "forget", couple.lost_id[:4])

    assert ran.out.splitlines() == [
        "First take that machine out of what carries the folder, or it goes on getting what lies there.",
        "What was written on it stays here, and it keeps what it has. With its words, nothing new opens any more.",
        "You get twelve new words, and each of your other machines asks for them before it goes on.",
        "Nothing was changed.",
    ]
    assert words_in(f"\n\n{couple.ana.done('pair', 'words')}") == couple.words


def test_a_forgotten_machine_is_gone_and_the_others_go_on_with_new_words(couple: Couple, piped: Typed) -> None:
    words = words_in(couple.ana.done("pair", "forget", couple.lost_id[:4], "--yes"))
    couple.sam.done("tick", "cook")
    couple.look(couple.sam)
    assert couple.sam.done("pair", "status").splitlines()[-1] == (
        "The couple's words were changed on another machine. Type the new ones here to go on. "
        "rituals pair join asks for them."
    )

    piped(couple.words)
    assert "not the words of the couple" in couple.sam.refused("pair", "join", str(couple.folder))
    piped(words)
    output = couple.sam.done("pair", "join")
    couple.look(couple.ana)

    assert words != couple.words
    assert output == "Joined: ana and Sam. Nudges here speak to Sam; rituals people home says who else lives here.\n"
    assert words_in(f"\n\n{couple.ana.done('pair', 'words')}") == words
    assert f"yours: {couple.lost_id[:4]}" not in couple.ana.done("pair", "status")
    assert "1 day" in couple.ana.done("show", "cook")
    assert "thank you" in couple.ana.done("jar", "list")


def test_what_was_written_on_a_lost_machine_since_a_day_is_taken_back_everywhere(
    couple: Couple, typed: Typed, piped: Typed
) -> None:
    for machine in (couple.ana, couple.sam, couple.lost):
        machine.clock.set("2026-11-24 19:00")
    couple.lost.done("jar", "add", "by whoever found it")
    couple.lost.done("tick", "cook")
    couple.look(couple.lost, couple.ana, couple.sam)
    assert "by whoever found it" in couple.sam.done("jar", "list")
    forget = ("pair", "forget", couple.lost_id[:4], "--from", "2026-11-24")
    typed("n\n")
    asked = couple.ana(*forget).out
    assert "What was written there since Tuesday 24 November 2026 is taken back for good: 2 things." in asked

    words = words_in(couple.ana.done(*forget, "--yes"))
    piped(words)
    couple.sam.done("pair", "join")
    couple.look(couple.ana, couple.sam)

    for machine in (couple.ana, couple.sam):
        jar = machine.done("jar", "list")
        assert "thank you" in jar
        assert "by whoever found it" not in jar
        assert "1 day" not in machine.done("show", "cook")


def test_a_new_laptop_in_place_of_a_lost_one_has_all_that_was_on_it(
    couple: Couple, tmp_path: Path, capsys: pytest.CaptureFixture[str], piped: Typed
) -> None:
    couple.lost.done("tick", "cook", "--note", "the last evening")
    couple.look(couple.lost)
    words = words_in(couple.ana.done("pair", "forget", couple.lost_id, "--yes"))
    couple.lost.done("tick", "walk", "--note", "by whoever found it")
    couple.look(couple.lost, couple.ana)

    new = Runs(tmp_path / "new", capsys)
    piped(words)
    new.done("pair", "join", str(couple.folder), "--for", "sam")

    assert new.done("people").splitlines() == ["ana (lives elsewhere)", "Sam (at the keyboard)"]
    assert "the last evening" in new.done("today")
    assert "thank you" in new.done("jar", "list")
    assert "by whoever found it" not in new.done("today") + couple.ana.done("today")


def test_a_machine_can_be_forgotten_of_which_nothing_came_in_yet(
    couple: Couple, tmp_path: Path, capsys: pytest.CaptureFixture[str], piped: Typed
) -> None:
    stolen = Runs(tmp_path / "stolen", capsys)
    piped(couple.words)
    stolen.done("pair", "join", str(couple.folder), "--for", "sam")
    stolen.done("tick", "cook")
    couple.look(stolen)

    couple.ana.done("pair", "forget", device_here(stolen.home / "data").id, "--yes")

    assert "1 day" in couple.ana.done("show", "cook")


def test_a_machine_that_never_wrote_anything_can_be_forgotten_as_well(
    couple: Couple, tmp_path: Path, capsys: pytest.CaptureFixture[str], piped: Typed
) -> None:
    stolen = Runs(tmp_path / "stolen", capsys)
    piped(couple.words)
    stolen.done("pair", "join", str(couple.folder), "--for", "sam")
    stolen_id = device_here(stolen.home / "data").id
    couple.look(stolen, couple.ana)
    line = f"Another machine of yours: {stolen_id[:4]}."
    assert line in couple.ana.done("pair", "status").splitlines()

    words = words_in(couple.ana.done("pair", "forget", stolen_id, "--yes"))
    couple.look(stolen, couple.ana)

    assert words != couple.words
    assert line not in couple.ana.done("pair", "status").splitlines()


def test_no_other_machine_is_forgotten_by_mistake(couple: Couple) -> None:
    for name in ("nothing", "", device_here(couple.ana.home / "data").id):
        assert couple.ana.refused("pair", "forget", name, "--yes") == (
            "No other machine of yours begins like this, as far as is known here."
        )
