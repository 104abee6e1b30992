"""Pairing from a shell: two homes, one folder between them."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import nullcontext
from pathlib import Path

import pytest

from rituals.adapters.journal.disk import Disk
from rituals.adapters.together.mirrors import mirror_stems
from rituals.config import places, save
from rituals.exit import INTERRUPTED
from tests.kit.keyboard import Typed
from tests.kit.pairing import words_in
from tests.kit.runs import Runs
from tests.kit.script import Script
from tests.kit.two_laptops import look_around


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "carried").mkdir()
    return tmp_path / "carried"


@pytest.fixture
def other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runs:
    """The other machine, with nothing on it."""
    return Runs(tmp_path / "elsewhere", capsys)


@pytest.fixture
def words(shell: Runs, folder: Path) -> str:
    """The words that Ana and Sam got when they began on the first machine."""
    shell.done("tick", "walk", "--note", "by the river")
    return words_in(shell.done("pair", "new", str(folder), "--yes"))


def test_before_anything_travels_it_says_what_will_and_asks(shell: Runs, folder: Path, typed: Typed) -> None:
    shell.done("tick", "walk")
    typed("n\n")

    said = shell("pair", "new", str(folder))

    assert said.out.splitlines() == [
        "What travels: what ana and Sam go by, 3 rituals and 1 day that you ticked, since Sunday 22 November 2026.",
        "Check-ins and what you kept of a talk stay on this machine, and so do drafts.",
        "It travels sealed: who carries it sees how much there is and when, and not a word of it.",
        "Nothing was changed.",
    ]
    assert not list(folder.iterdir())


def test_whoever_begins_gets_twelve_words_and_can_see_them_again(shell: Runs, folder: Path, words: str) -> None:
    assert len(words.split()) == 12
    assert words_in(f"\n\n{shell.done('pair', 'words')}") == words
    assert shell.done("pair", "status").splitlines()[0] == f"This machine is paired through {folder}."
    assert b"river" not in b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_whoever_begins_in_a_folder_that_is_full_is_told_at_once_and_when_asking(
    shell: Runs, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Disk.replace

    def refuse_there(disk: Disk, source: Path, target: Path) -> None:
        if target.name.startswith("couple-"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        replace(disk, source, target)

    monkeypatch.setattr(Disk, "replace", refuse_there)

    begun, status = shell.done("pair", "new", str(folder), "--yes"), shell.done("pair", "status")

    for said in (begun, status):
        assert "is full" in said.splitlines()[-1]
        assert said.endswith("Until then, what you do does not travel.\n")


def test_an_empty_machine_joins_and_they_sit_there(other: Runs, folder: Path, words: str, piped: Typed) -> None:
    piped(words)
    said = other.done("pair", "join", str(folder), "--for", "sam")

    assert said == "Joined: ana and Sam. Nudges here speak to Sam; rituals people home says who else lives here.\n"
    assert other.done("people").splitlines() == ["ana (lives elsewhere)", "Sam (at the keyboard)"]
    assert "1 day kept" in other.done("show", "walk")


def test_an_empty_machine_asks_who_sits_there_before_the_words(other: Runs, folder: Path, words: str) -> None:
    assert words
    for name in ([], ["--for", " "]):
        assert other.refused("pair", "join", str(folder), *name) == (
            "Nothing is here yet, so say with --for NAME who you are: one of those there, or somebody new."
        )


def test_whoever_ends_the_input_instead_of_typing_the_words_is_let_go(
    other: Runs, folder: Path, words: str, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rituals.cli.shared.terminal.private_terminal", lambda _: nullcontext(Script()))
    typed("")

    assert other("pair", "join", str(folder), "--for", "sam") == (INTERRUPTED, "", "")
    assert words


def test_a_newcomer_is_shown_and_asked_about_first(other: Runs, folder: Path, words: str, piped: Typed) -> None:
    join = ("pair", "join", str(folder), "--for", "Sma")
    piped(words)
    said = other.refused(*join)
    assert said.startswith("Sma is not there yet and comes in as somebody new: there are ana and Sam. Nothing is here")
    assert said.endswith("Add --yes where nobody can be asked.")
    piped(words)
    assert "“both” stands for people here already" in other.refused(*join[:-1], "both")
    assert "not paired" in other.done("pair", "status")

    piped(words)
    other.done(*join, "--yes")

    assert "Sma (at the keyboard)" in other.done("people").splitlines()


def test_a_machine_with_a_life_of_its_own_joins_with_it(other: Runs, folder: Path, words: str, piped: Typed) -> None:
    other.done("people", "rename", "ana", "Sammy")
    other.done("add", "evening walk", "--every", "every sat")
    other.done("add", "Read aloud", "--every", "every day")
    other.done("tick", "evening", "--on", "2026-11-14")
    piped(words)

    ran = other("pair", "join", str(folder), "--for", "sam")
    piped(words)
    other.done("pair", "join", str(folder), "--for", "sam", "--yes")

    assert ran.err == (
        "rituals: Sammy is Sam there. The same in both: evening walk. It goes on as it is there, with your ticks and "
        "notes as well. New there: Read aloud. What travels: 1 ritual and 1 day that you ticked, "
        "since Saturday 14 November 2026. Check-ins and what you kept of a talk stay on this machine, and so do "
        "drafts. It travels sealed: who carries it sees how much there is and when, and not a word of it. "
        "This is settled once: what is two now stays two. Add --yes where nobody can be asked.\n"
    )
    assert other.done("people").splitlines() == ["ana (lives elsewhere)", "Sam (at the keyboard)"]
    assert "Read aloud" in other.done("list")
    assert other.done("list").count("walk") == 1


def test_who_lives_here_by_name_lives_here_by_whatever_name_they_go_there(
    other: Runs, folder: Path, words: str, piped: Typed
) -> None:
    other.done("people", "rename", "ana", "Ana")  # who is Sam there, where another goes by that name
    save(places(str(other.home)).settings, "together", "here", (" ANA",))
    piped(words)

    other.done("pair", "join", str(folder), "--for", "sam", "--yes")

    people = other("people", "--json").document["people"]
    assert [person["name"] for person in people if person["lives_here"]] == ["Sam"]


def test_whoever_sits_at_a_machine_sits_there_whoever_else_comes(
    shell: Runs, other: Runs, folder: Path, words: str, piped: Typed
) -> None:
    other.done("people", "rename", "ana", "Kim")
    piped(words)

    other.done("pair", "join", str(folder), "--yes")

    look_around(shell)
    assert "Kim (at the keyboard)" in other.done("people").splitlines()
    assert {"ana (at the keyboard)", "Kim"} <= {*shell.done("people").splitlines()}


def test_what_is_apart_in_spite_of_its_name_stays_two(other: Runs, folder: Path, words: str, piped: Typed) -> None:
    other.done("add", "evening walk", "--every", "every sat")
    piped(words)

    other.done("pair", "join", str(folder), "--separate", "evening walk", "--yes")

    assert other.done("list").casefold().count("evening walk") == 2


def test_what_is_no_reason_to_begin_is_said(shell: Runs, other: Runs, folder: Path, words: str) -> None:
    inside = other.home / "data" / "inside"
    inside.mkdir(parents=True)
    lies_within = "The couple's folder can't lie within the folder of your data, nor the other way round."

    assert shell.refused("pair", "new", str(folder), exit_code=1) == (
        "This machine is paired already. Leave first, to be paired elsewhere."
    )
    assert other.refused("pair", "new", str(folder), exit_code=1) == (
        "Somebody has begun in this folder. Join them, with the twelve words that they got."
    )
    assert other.refused("pair", "new", str(folder / "nowhere")) == (
        f"There is no folder {folder / 'nowhere'}. Make it first, where your sync service carries it."
    )
    (file := folder.with_name("file")).touch()
    assert other.refused("pair", "new", str(file)) == (
        f"{file} is no folder. Choose one, where your sync service carries it."
    )
    assert other.refused("pair", "new", str(inside)) == lies_within
    assert other.refused("pair", "new", str(other.home)) == lies_within
    assert words


def test_with_other_words_nobody_joins(other: Runs, folder: Path, words: str, piped: Typed) -> None:
    said = {}
    for attempt in ("abandon " * 11 + "about", "abandon " * 12, "abandon", f"{words[:-1]}# "):
        piped(attempt)
        said[attempt] = other.refused("pair", "join", str(folder), "--for", "sam")

    assert [sentence.partition(".")[0] for sentence in said.values()] == [
        "These are not the words of the couple in this folder",
        "These words do not belong together",
        "There are 12 words, and these are 1",
        f"“{words.split()[-1][:-1]}#” is none of the words that there are",
    ]
    assert not (other.home / "data" / "shared").exists()


def test_a_folder_of_a_later_version_is_left_alone(other: Runs, folder: Path, words: str, piped: Typed) -> None:
    (couple,) = (folder / "rituals").glob("couple-*")
    (segment,) = (folder / "rituals" / "log").glob("*/*.rlog")
    for path, header in ((segment, b"rituals-log "), (couple, b"rituals-couple ")):
        path.write_bytes(path.read_bytes().replace(header + b"1", header + b"2"))
        piped(words)
        assert other.refused("pair", "join", str(folder), "--for", "sam", exit_code=1) == (
            "A later version of rituals writes here. Update it on this machine, then join."
        )


def test_where_nobody_began_there_is_nobody_to_join(other: Runs, folder: Path, piped: Typed) -> None:
    piped("abandon " * 11 + "about")

    assert other.refused("pair", "join", str(folder), "--for", "sam", exit_code=1) == (
        "Nobody has begun in this folder, or what they began with has not been carried here yet."
    )


def test_whoever_leaves_keeps_what_is_here_and_can_come_back(
    other: Runs, shell: Runs, folder: Path, words: str, piped: Typed
) -> None:
    piped(words)
    other.done("pair", "join", str(folder), "--for", "sam")
    before = other("people", "--json").document

    assert other.done("pair", "leave", "--remove").splitlines() == [
        "This machine is not paired any more; what is here stays.",
        "What it had put into the folder is gone from there; what others have of it stays theirs.",
    ]
    assert other.done("pair", "status") == (
        "This machine is not paired. rituals pair new begins, rituals pair join joins.\n"
    )
    assert not list((other.home / "data" / "together").glob("key*"))
    assert len(list((folder / "rituals" / "log").glob("*/*"))) == 1
    other.done("edit", "walk", "--name", "Night walk")
    piped(words)
    other.done("pair", "join", str(folder))
    assert other("people", "--json").document == before
    assert "Night walk" in other.done("list")
    assert shell.done("pair", "status")


def test_whoever_leaves_for_good_has_left_as_the_others_see_it_until_they_come_back(
    other: Runs, shell: Runs, folder: Path, words: str, piped: Typed
) -> None:
    piped(words)
    other.done("pair", "join", str(folder), "--for", "sam")
    other.done("add", "Pottery", "--every", "every day", "--who", "me")
    told = other.refused("pair", "leave", "--for-good")
    assert told == (
        "The others see that Sam left today, and what was Sam's alone put away. On this machine all stays. "
        "Add --yes where nobody can be asked."
    )

    assert other.done("pair", "leave", "--for-good", "--yes").splitlines() == [
        "This machine is not paired any more; what is here stays.",
        "What it put there stays, sealed.",
    ]
    look_around(shell)
    assert shell.done("people").splitlines() == ["ana (at the keyboard)", "Sam (left today)"]
    assert "Pottery" not in shell.done("list")
    assert other.done("people").splitlines() == ["ana (lives elsewhere)", "Sam (at the keyboard)"]
    assert "Pottery" in other.done("list")

    piped(words)
    other.done("pair", "join", str(folder))
    look_around(shell)
    assert shell.done("people").splitlines() == ["ana (at the keyboard)", "Sam"]
    assert "Pottery" in shell.done("list")


def test_nobody_leaves_for_good_where_nobody_would_see_it(
    other: Runs, shell: Runs, folder: Path, words: str, piped: Typed
) -> None:
    piped(words)
    other.done("pair", "join", str(folder), "--for", "sam")
    folder.rename(folder.with_name("away"))

    other.refused("pair", "leave", "--for-good", "--yes", exit_code=1)
    other.refused("pair", "leave", "--for-good", "--remove", "--yes")

    assert other.done("people").splitlines() == ["ana (lives elsewhere)", "Sam (at the keyboard)"]
    assert other.done("pair", "words")
    assert shell.done("people").splitlines() == ["ana (at the keyboard)", "Sam"]


def test_whoever_leaves_while_the_folder_is_away_is_told_what_stays(shell: Runs, folder: Path, words: str) -> None:
    folder.rename(folder.with_name("away"))
    assert shell.done("pair", "leave", "--remove").splitlines() == [
        "This machine is not paired any more; what is here stays.",
        "The folder is not there now. What was put into it stays there, sealed; once it is back, "
        "rituals pair leave --remove takes it out.",
    ]
    assert shell.refused("pair", "words", exit_code=1)

    folder.with_name("away").rename(folder)
    assert shell.done("pair", "leave", "--remove").splitlines()[1] == (
        "What it had put into the folder is gone from there; what others have of it stays theirs."
    )
    assert _files_of_machines(folder) == []
    assert words


def test_the_way_to_leave_that_the_folder_tells_is_the_way(shell: Runs, folder: Path, words: str) -> None:
    readme = (folder / "rituals" / "README.txt").read_text(encoding="utf-8")
    commands = [line.partition("rituals ")[2] for line in readme.splitlines() if ": rituals " in line]

    for command in commands:
        shell.done(*command.split())

    assert commands == ["pair leave", "pair leave --remove"]
    assert _files_of_machines(folder) == []
    assert words


def test_what_came_from_others_stays_theirs_after_leaving(
    other: Runs, shell: Runs, folder: Path, words: str, piped: Typed
) -> None:
    piped(words)
    other.done("pair", "join", str(folder), "--for", "sam")
    other.done("tick", "cook")
    for home in (other, shell):
        look_around(home)
    shell.done("pair", "leave")
    before = mirror_stems(shell.home / "data")
    piped(words)

    shell.done("pair", "join", str(folder))

    assert before == mirror_stems(shell.home / "data") != []
    assert len(list((folder / "rituals" / "log").glob("*/*"))) == 2
    assert "1 day" in shell.done("show", "cook")


def test_a_joining_that_could_not_be_carried_out_is_gone_on_with(
    other: Runs, folder: Path, words: str, piped: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    other.done("people", "rename", "ana", "Sam")
    replace = Disk.replace

    def refuse_journals(disk: Disk, source: Path, target: Path) -> None:
        if target.suffix == ".jsonl":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        replace(disk, source, target)

    piped(words)
    with monkeypatch.context() as refusing:
        refusing.setattr(Disk, "replace", refuse_journals)
        refusals = [
            other.refused("pair", "join", str(folder), "--yes", exit_code=1),
            other.refused("pair", "status", exit_code=1),
        ]

    assert {refusal.partition(":")[0] for refusal in refusals} == {"The disk is full"}
    assert other("pair", "status").out.splitlines()[0] == f"This machine is paired through {folder}."
    look_around(other)
    assert other.done("people").splitlines() == ["ana", "Sam (at the keyboard)"]


def test_where_two_began_the_smaller_id_stays_and_the_other_joins(
    shell: Runs, other: Runs, folder: Path, tmp_path: Path, piped: Typed
) -> None:
    begun = {}
    for home, name in ((shell, "Ana"), (other, "Sam")):
        home.done("people", "rename", "ana", name)
        (tmp_path / name).mkdir()
        said = home.done("pair", "new", str(tmp_path / name), "--yes")
        (couple,) = (tmp_path / name / "rituals").glob("couple-*")
        begun[couple.name] = home, name, words_in(said)
    (_, stays, words), (joins, _, _) = (begun[couple] for couple in sorted(begun))
    shutil.copytree(tmp_path / "Ana", folder, dirs_exist_ok=True)
    shutil.copytree(tmp_path / "Sam", folder, dirs_exist_ok=True)

    joins.done("pair", "leave")
    piped(words)
    joins.done("pair", "join", str(folder), "--yes")

    assert {line.partition(" ")[0] for line in joins.done("people").splitlines()} == {"Ana", "Sam"}
    assert stays in joins.done("people")


def test_nobody_joins_before_everything_has_been_carried(other: Runs, folder: Path, words: str, piped: Typed) -> None:
    (segment,) = (folder / "rituals" / "log").glob("*/*.rlog")
    content = segment.read_bytes()
    for arrived in (b"", content[:-20]):
        segment.write_bytes(arrived)
        piped(words)
        assert other.refused("pair", "join", str(folder), "--for", "sam", exit_code=1) == (
            "Not everything of the other machine has been carried here yet. Try again once it has."
        )


def test_who_is_not_paired_has_no_words_and_nothing_to_leave(shell: Runs) -> None:
    assert shell.refused("pair", "words", exit_code=1) == "This machine is not paired, so there are no words."
    assert shell.refused("pair", "leave", exit_code=1) == "This machine is not paired."
    assert shell.refused("pair", "forget", "1a2b", exit_code=1) == "This machine is not paired."


def test_what_was_shared_with_one_couple_does_not_go_to_another(
    other: Runs, shell: Runs, folder: Path, words: str, piped: Typed, tmp_path: Path
) -> None:
    piped(words)
    other.done("pair", "join", str(folder), "--for", "sam")
    other.done("pair", "leave")
    (tmp_path / "second").mkdir()

    assert other.refused("pair", "new", str(tmp_path / "second"), exit_code=1) == (
        "What is here was shared with a couple before. Begin a new one with what is in a new home."
    )
    assert shell.home


def test_a_folder_that_is_away_is_said_to_be(shell: Runs, folder: Path, words: str) -> None:
    folder.rename(folder.with_name("away"))
    look_around(shell)

    where, kept, *_ = shell.done("pair", "status").splitlines()
    assert where.startswith(f"This machine is paired through {folder}, which has been away since ")
    assert kept == "What you do is kept here, and travels once it is back."
    assert words


def test_nobody_pairs_with_nothing(empty: Runs, folder: Path) -> None:
    assert "There is nothing here yet that could travel." in empty.refused("pair", "new", str(folder), exit_code=1)


def _files_of_machines(folder: Path) -> list[Path]:
    return [path for path in (folder / "rituals").rglob("*") if path.is_file() and path.parent.name != "rituals"]
