"""How a command ends: wrong calls, bugs, ctrl+c, and --home wherever it stands."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import click
import pytest

from rituals.cli.group import VERBS, rituals
from rituals.cli.main import COMPLETE_VARIABLE
from rituals.cli.shared.command import SYNONYMS
from rituals.errors import StorageError
from rituals.exit import PLEASE_REPORT, guarded
from rituals.session import Session
from tests.kit.every_verb import every_command
from tests.kit.runs import Runs


@pytest.mark.parametrize(
    "words",
    [
        ("tick",),
        ("move", "walk"),
        ("today", "--nope"),
        ("tick", "walk", "extra"),
        ("tick", "walk", "--on"),
        ("--home",),
        ("--home", "", "today"),
        ("--home", "nul\x00", "today"),
        ("nudge",),
        ("nudge", "twice"),
        ("people", "leave"),
        ("completion", "tcsh"),
        ("add", "Tea", "--minutes", "\udcff"),
        ("\x1b[2J",),
        ("",),
        ("x" * 10_000,),
    ],
)
def test_a_wrong_call_gets_one_safe_sentence(shell: Runs, words: tuple[str, ...]) -> None:
    sentence = shell.refused(*words)

    assert sentence.endswith(".")
    assert "\x1b" not in sentence


def test_a_mistyped_verb_gets_a_suggestion(empty: Runs) -> None:
    assert "Did you mean “tick”?" in empty.refused("tikc")


@pytest.mark.parametrize(
    ("call", "meant"),
    [
        ("remove", "archive"),
        ("Delete walk", "archive"),
        ("jar delete 1", "jar erase"),
        ("people delete sam", "people remove"),
        ("done walk", "tick"),
        ("skip", "rest"),
        ("stats", "streaks"),
        ("log", "history"),
        ("thanks", "jar add"),
        ("rename walk stroll", "edit RITUAL --name NAME"),
        ("agenda", "week"),
        ("find walk", "list"),
        ("jar find bridge", "jar search"),
        ("note walk", "tick RITUAL --note -"),
    ],
)
def test_a_word_for_what_goes_by_another_name_leads_to_its_verb(shell: Runs, call: str, meant: str) -> None:
    assert f" there is rituals {meant}; rituals " in shell.refused(*call.split())


def test_each_synonym_leads_to_a_verb_that_there_is_and_is_none_itself() -> None:
    there = {" ".join(words) for words, _ in every_command()}

    for word, calls in SYNONYMS.items():
        assert word not in VERBS
        for call in calls:
            parts = call.split()
            bare = " ".join(part for part in parts if part.islower() and part.isalpha())
            assert any(verb == bare or verb.endswith(f" {bare}") for verb in there)


@pytest.mark.parametrize("name", VERBS)
def test_every_verb_says_what_it_is_for_in_one_short_line(empty: Runs, name: str) -> None:
    command = rituals.get_command(click.Context(rituals), name)

    assert command is not None
    assert command.get_short_help_str().endswith(".")
    assert len(command.get_short_help_str()) <= 70
    help_text = empty.done(name, "--help")
    assert "--home" in help_text
    assert not re.search(r"[a-z]\.\.\.$", help_text, re.MULTILINE)


def test_home_may_stand_before_a_verb_or_after_it(empty: Runs, tmp_path: Path) -> None:
    elsewhere = str(tmp_path / "elsewhere")

    empty.done("--home", elsewhere, "add", "Tea", "--every", "every day")

    assert "Tea" in empty.done("list", "--home", elsewhere)
    assert "Sam" in empty.done("people", "add", "Sam", "--home", elsewhere)
    assert "Sam" in empty.done("people", "--home", elsewhere)
    assert "Tea" not in empty.done("list")


def test_a_refusing_disk_is_told_in_its_own_words(empty: Runs) -> None:
    def refuse(_: str | None) -> Session:
        raise StorageError("The disk is full. Nothing was kept.")

    ran = empty.in_shell(empty.shell(refuse), "today")

    assert (ran.exit_code, ran.out, ran.err) == (1, "", "rituals: The disk is full. Nothing was kept.\n")


def test_a_bug_is_told_without_anybodys_words(empty: Runs) -> None:
    def break_down(home: str | None) -> Session:
        diary = f"what Ana wrote in {home}"
        raise ValueError(diary)

    ran = empty.in_shell(empty.shell(break_down), "tick", "what Ana typed")

    assert ran.exit_code == 1
    assert "break_down" in ran.err
    assert ran.err.endswith("ValueError\n")
    assert "what Ana typed" not in ran.err
    assert "what Ana wrote in None" not in ran.err


def test_a_bug_on_a_thread_is_told_without_anybodys_words_too(capfd: pytest.CaptureFixture[str]) -> None:
    def run() -> int:
        thread = threading.Thread(target=int, args=("a secret",))
        thread.start()
        thread.join()
        return 0

    assert guarded(run, str) == 0

    said = capfd.readouterr().err
    assert "secret" not in said
    assert said.startswith("rituals: something broke inside the app")
    assert f" {PLEASE_REPORT}\n" in said
    assert said.endswith("ValueError\n")


def test_ctrl_c_ends_it_quietly(empty: Runs) -> None:
    def interrupted(_: str | None) -> Session:
        raise KeyboardInterrupt

    ran = empty.in_shell(empty.shell(interrupted), "today")

    assert (ran.exit_code, ran.out, ran.err.strip()) == (130, "", "")


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_each_shell_has_a_script(empty: Runs, name: str) -> None:
    script = empty.done("completion", name)

    assert COMPLETE_VARIABLE in script
    assert "rituals" in script
