"""What a shell is offered for each word of a command, and that being asked for it changes nothing."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.shell_completion import BashComplete, CompletionItem, ZshComplete

from rituals.cli.group import rituals
from rituals.cli.main import COMPLETE_VARIABLE
from rituals.cli.shared.completing import OFFERS
from rituals.cli.shared.context import CliContext
from rituals.cli.shells import BashShell, FishShell
from rituals.errors import StorageError
from rituals.session import Session
from tests.kit.every_verb import every_command
from tests.kit.locks import lock_cheaply
from tests.kit.runs import Runs

FREE = {
    *("add", "jar add", "jar edit", "ask add", "ask about", "ask answer"),
    *("--map", "--cue", "--note", "--reason", "--name", "--at", "jar search", "people rename new", "edit --name"),
}
"""What is in somebody's own words, or a time of day."""


def completions(runs: Runs, *words: str, begun: str = "") -> list[str]:
    completer = BashComplete(rituals, {"obj": runs.shell()}, "rituals", COMPLETE_VARIABLE)
    return [item.value for item in completer.get_completions(list(words), begun)]


def test_verbs_rituals_names_and_days_complete(shell: Runs) -> None:
    shell.done("archive", "walk")

    assert completions(shell, begun="ti") == ["tick"]
    assert [one.split("-")[0] for one in completions(shell, "tick")] == ["cook", "long"]
    assert [one.split("-")[0] for one in completions(shell, "tick", begun="lo")] == ["long"]
    assert [one.split("-")[0] for one in completions(shell, "restore")] == ["evening"]
    assert completions(shell, "tick", "long", "--by") == ["ana", "Sam", "me", "both"]
    assert completions(shell, "tick", "long", "--on", begun="y") == ["yesterday"]


@pytest.mark.parametrize(
    "words",
    [
        ("rest", "long", "--by"),
        ("checkin", "--by"),
        ("ask", "about", "--by"),
        ("export", "--for"),
        ("people", "here"),
        ("people", "rename"),
        ("jar", "add", "--by"),
        ("jar", "list", "--by"),
    ],
)
def test_whoever_sits_here_completes_as_me_where_somebody_is_named(shell: Runs, words: tuple[str, ...]) -> None:
    assert completions(shell, *words) == ["ana", "Sam", "me"]


def test_whom_a_note_is_for_and_who_lives_here_complete_with_their_words(shell: Runs) -> None:
    assert completions(shell, "jar", "add", "--for") == ["ana", "Sam", "me", "nobody"]
    assert completions(shell, "people", "home") == ["ana", "Sam", "me", "all"]


def test_completions_look_in_the_home_that_was_named(shell: Runs, tmp_path: Path) -> None:
    assert completions(shell, "--home", str(tmp_path / "elsewhere"), "tick") == []


def test_completions_are_quiet_where_nothing_can_be_opened() -> None:
    def refuse(_: str | None) -> Session:
        raise StorageError("The disk is gone.")

    completer = BashComplete(rituals, {"obj": CliContext(refuse)}, "rituals", COMPLETE_VARIABLE)

    assert completer.get_completions(["tick"], "") == []


@pytest.mark.parametrize(
    ("words", "begun", "offered"),
    [
        ("add", "hobby", ["Hobby hour"]),
        ("add", "goodn", ["goodnight"]),
        ("talk", "ref", ["reflective-listening"]),
        ("talk", "supp", ["support"]),
        ("tick cook walk", "l", ["long-hug"]),
        ("tick long-hug", "l", []),
        ("tick long --on", "2026-11-2", [f"2026-11-2{day}" for day in range(10)]),
        ("add Tea --every", "every 2", ["every 2 weeks on sat"]),
        ("add Tea --every", "every sun ", [f"every sun at {time}" for time in ("07:30", "18:00", "19:30")]),
        ("add Tea --who", "e", ["each"]),
        ("add Tea --remind", "u", ["usual"]),
        ("ask --depth", "", ["1", "2", "3", "4"]),
        ("config", "look.t", ["look.theme"]),
        ("config look.signs", "a", ["ascii"]),
        ("nudge snooze walk", "e", ["evening"]),
        ("completion", "", ["bash", "zsh", "fish"]),
        ("jar list --month", "", ["2026-11"]),
        ("jar list --by", "s", ["Sam"]),
        ("pair forget", "", []),
        ("edit walk --name", "", []),
        ("jar search", "", []),
    ],
)
def test_each_word_is_offered_what_it_can_be(shell: Runs, words: str, begun: str, offered: list[str]) -> None:
    shell.done("jar", "add", "thank you")

    assert completions(shell, *words.split(), begun=begun) == offered


def test_neither_what_needs_both_is_offered_before_both_agreed_nor_what_is_kept_already(shell: Runs) -> None:
    needing = [entry.id for entry in shell.open_session(None).catalogue.ritual if entry.needs_both]
    shell.done("add", "Date night")

    offered = completions(shell, "add")

    assert needing
    assert not {*needing, "date-night"} & {*offered}
    assert "long-hug" in offered


def test_notes_are_offered_by_id_and_day_and_a_sealed_one_without_a_hint(shell: Runs) -> None:
    shell.done("jar", "add", "the plum cake")
    shell.done("jar", "add", "the surprise", "--sealed")
    shell.done("ask", "about", "the dentist", "--on", "tue")
    completer = ZshComplete(rituals, {"obj": shell.shell()}, "rituals", COMPLETE_VARIABLE)

    items = completer.get_completions(["jar", "show"], "")
    to_ask = completer.get_completions(["ask", "done"], "")

    assert sorted(item.help or "" for item in items) == ["", "2026-11-22"]
    assert [item.help for item in to_ask] == ["2026-11-24"]
    assert all(len(item.value) == 4 for item in [*items, *to_ask])


def test_of_what_is_locked_nothing_is_offered_and_nothing_asked_for(shell: Runs) -> None:
    shell.done("ask", "about", "the dentist", "--on", "tue")
    session = shell.open_session(None)
    lock_cheaply(session, session.service.seated.id)

    assert completions(shell, "ask", "done") == []


def test_files_and_folders_are_left_to_the_shell(shell: Runs, tmp_path: Path) -> None:
    completer = BashComplete(rituals, {"obj": shell.shell()}, "rituals", COMPLETE_VARIABLE)

    for words, kind in (
        ("import", "file"),
        ("export --to", "file"),
        ("export --csv", "file"),
        ("export --ics", "file"),
        ("pair new", "dir"),
        ("backup --to", "dir"),
        ("--home", "dir"),
        ("jar export --to", "file"),
        ("backup restore", "file"),
    ):
        assert [item.type for item in completer.get_completions(words.split(), str(tmp_path))] == [kind]


def test_every_word_of_every_verb_is_offered_something_or_is_in_ones_own_words() -> None:
    calls = [" ".join(words) for words, _ in every_command()]
    rows = {key.partition(" ")[2] or key for key in OFFERS} | {*OFFERS}

    for words, command in every_command():
        context = click.Context(command, info_name=" ".join(words), resilient_parsing=True)
        for parameter in command.get_params(context):
            called = (parameter.metavar or "").strip("[].")
            if (
                not called
                or parameter.opts[0] in FREE
                or "TEXT" in called
                or called.startswith(("KEY", "VALUE", "VERB"))
            ):
                continue
            parts = called.split("|")
            assert called in rows or parameter.opts[0] in rows or any(part in rows or part.islower() for part in parts)
    assert {key.rpartition(" ")[0] for key in OFFERS if " " in key} <= {*calls}


@pytest.mark.parametrize(
    ("line", "value", "typed"),
    [
        ("tick ", "Zoë O'Neil 💛", "plain,Zoë\\ O\\'Neil\\ 💛"),
        ("tick 'Zo", "Zoë O'Neil", "plain,Zoë O'\\''Neil"),
        ('tick "Zo', 'The "$5" walk', 'plain,The \\"\\$5\\" walk'),
        ("tick ", "a;b|c&d*e?f", "plain,a\\;b\\|c\\&d\\*e\\?f"),
    ],
)
def test_bash_gets_a_word_as_it_stands_in_a_line(
    monkeypatch: pytest.MonkeyPatch, line: str, value: str, typed: str
) -> None:
    monkeypatch.setenv("COMP_WORDS", "\n".join(["rituals", *line.split(" ")]))

    bash = BashShell(rituals, {}, "rituals", COMPLETE_VARIABLE)

    assert bash.format_completion(CompletionItem(value)) == typed


def test_an_option_joined_to_its_value_is_completed_as_one_word(shell: Runs) -> None:
    completer = FishShell(rituals, {"obj": shell.shell()}, "rituals", COMPLETE_VARIABLE)

    assert [item.value for item in completer.get_completions(["today"], "--on=ye")] == ["--on=yesterday"]
