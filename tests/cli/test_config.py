"""`rituals config`: the settings listed, read and chosen in a shell, by the keys that the file has."""

from __future__ import annotations

from datetime import time

import pytest
from click.shell_completion import BashComplete

from rituals.cli.group import rituals
from rituals.cli.main import COMPLETE_VARIABLE
from rituals.cli.shared.context import CliContext
from rituals.config import load_settings, plain, schema
from rituals.held_settings import EMPTY, held_settings
from tests.kit.runs import Runs

KEYS = (
    "day-start",
    "week-start",
    "day-met",
    *(f"{table}.{key.replace('_', '-')}" for table, rows in schema().items() for key in rows),
)


def completed(shell: Runs, *words: str, begun: str = "") -> list[str]:
    completer = BashComplete(rituals, {"obj": CliContext(shell.open_session)}, "rituals", COMPLETE_VARIABLE)
    return [item.value for item in completer.get_completions(list(words), begun)]


def test_every_setting_stands_in_a_row_with_its_value_and_what_it_may_be(shell: Runs) -> None:
    rows = [row.split(maxsplit=2) for row in shell.done("config").splitlines()[: len(KEYS)]]

    assert tuple(row[0] for row in rows) == KEYS
    assert ["nudges.quiet-from", "21:30", "a time such as 18:00"] in rows
    assert ["look.signs", "unicode", "unicode or ascii"] in rows
    assert ["day-met", "none", "a day such as 2019-10-24, or none"] in rows
    assert ["week-start", "monday", "monday, tuesday, wednesday or 4 more"] in rows


@pytest.mark.parametrize(
    ("key", "words", "kept"),
    [
        ("week-start", ("Sunday",), "sunday"),
        ("day-start", ("5am",), "05:00"),
        ("nudges.on", ("off",), "false"),
        ("nudges.quiet_from", ("22:15",), "22:15"),
        ("QUIET-UNTIL", ("7:00",), "07:00"),
        ("at-most", ("two",), "2"),
        ("discreet", ("for", "intimate", "things"), "intimate"),
        ("look.theme", ("nord",), "nord"),
        ("nudges.open", ("sh -c 'a b'",), "sh -c 'a b'"),
        ("nudges.open", ("none",), "none"),
        ("nudges.open", ("",), "none"),
        ("help.country", ("Austria",), "AT"),
        ("help.country", ("",), EMPTY),
        ("help.country", (EMPTY,), EMPTY),
        ("together.publish", ("once", "a", "day"), "daily"),
    ],
)
def test_a_value_is_kept_and_read_back(shell: Runs, key: str, words: tuple[str, ...], kept: str) -> None:
    assert shell.done("config", key, *words).endswith(f" is {kept} now.\n")
    assert shell.done("config", key) == f"{kept}\n"


def test_what_is_set_there_is_what_the_file_and_the_couple_have(shell: Runs) -> None:
    shell.done("config", "quiet-from", "10pm")
    shell.done("config", "week-start", "sunday")

    session = shell.open_session(None)
    assert load_settings(session.places.settings).nudges.quiet_from == time(22)
    assert session.service.state.household.week_starts_on == 6
    shell.done("undo")
    assert shell.done("config", "week-start") == "monday\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nudges.one",), "There is no setting “nudges.one”. Did you mean “nudges.on”? rituals config lists them."),
        (("",), "There is no setting “”."),
        (("look.theme", "drakula"), "Did you mean “dracula”?"),
        (("discreet", "sometimes"), "“sometimes” is not one of always, intimate, never."),
        (("country", "XX"), f"“XX” is not one of {EMPTY}, AT,"),
        (("nudges.on", "perhaps"), "“perhaps” is neither true nor false; write one of them."),
        (("at-most", "100000"), "“100000” is not a whole number up to 10000."),
        (("quiet-from", "25:00"), "no time of day"),
        (("nudges.open", "kitty 'x"), "A quotation mark is open at the end; close it."),
        (("day-start", "14:00"), "A day starts between 00:00 and 12:00."),
        (("together.here", "ana"), "rituals people home NAME says who lives here."),
    ],
)
def test_what_cannot_be_is_answered_with_what_can(shell: Runs, words: tuple[str, ...], sentence: str) -> None:
    assert sentence in shell.refused("config", *words)


def test_a_program_to_open_that_is_not_here_is_told_at_once_and_by_the_doctor(shell: Runs) -> None:
    told = shell.done("config", "nudges.open", "no-such-terminal -e rituals").splitlines()

    sentence = "settings.toml: [nudges] open names “no-such-terminal”, and there is no such program here."
    assert told[0] == "nudges.open is no-such-terminal -e rituals now."
    assert told[1].startswith(sentence)
    assert sentence in shell("doctor").out
    assert shell.done("config", "nudges.open", "none") == "nudges.open is none now.\n"
    assert "[nudges] open" not in shell("doctor").out


def test_who_lives_here_is_shown_by_name(shell: Runs) -> None:
    assert shell.done("config", "together.here") == "everyone\n"

    shell.done("people", "home", "ana")

    assert shell.done("config", "together.here") == "ana\n"


def test_the_document_has_every_setting_with_its_choices(shell: Runs) -> None:
    settings = shell("config", "--json").document["settings"]

    assert tuple(setting["key"] for setting in settings) == KEYS
    assert shell("config", "signs", "--json").document["setting"] == {
        "key": "look.signs",
        "value": "unicode",
        "choices": ["unicode", "ascii"],
    }


def test_each_value_there_is_can_be_typed_as_it_is_shown(shell: Runs) -> None:
    for setting in held_settings(shell.open_session(None)):
        for value in setting.choices:
            assert setting.read(value or EMPTY) == ((value,) if setting.row.kind.takes_several else value)
        if not isinstance(setting.value, tuple):
            assert setting.read(str(plain(setting.value))) == setting.value


def test_the_ways_in_which_nudges_come_are_words_in_any_order(shell: Runs) -> None:
    assert shell.done("config", "notifiers") == "desktop\n"
    assert shell.done("config", "nudges.notifiers", "bell,", "desktop") == "nudges.notifiers is desktop, bell now.\n"
    assert shell("config", "notifiers", "--json").document["setting"] == {
        "key": "nudges.notifiers",
        "value": ["desktop", "bell"],
        "choices": ["desktop", "command", "bell"],
    }
    assert shell.done("config", "notifiers", '""') == "nudges.notifiers is none now.\n"
    assert shell.done("config", "notifiers", "bell") == "nudges.notifiers is bell now.\n"
    assert shell.done("config", "notifiers", "none") == "nudges.notifiers is none now.\n"
    assert "“pigeon” is not one of desktop, command, bell." in shell.refused("config", "notifiers", "bell pigeon")
    assert completed(shell, "config", "notifiers", begun="b") == ["bell"]


def test_a_command_is_typed_as_in_a_shell_and_shown_so_that_it_can_be_typed(shell: Runs) -> None:
    line = "sh -c 'mail -s \"A nudge\" ana' 'two words'"

    assert shell.done("config", "nudges.command") == "none\n"
    assert shell.done("config", "nudges.command", line) == f"nudges.command is {line} now.\n"
    assert shell.done("config", "nudges.command", "--", "sh", "-c", 'mail -s "A nudge" ana', "two words") == (
        f"nudges.command is {line} now.\n"
    )
    assert shell.open_session(None).settings.nudges.command == ("sh", "-c", 'mail -s "A nudge" ana', "two words")
    assert shell.done("config", "nudges.command", "none") == "nudges.command is none now.\n"
    assert shell.refused("config", "nudges.command", "sh 'open") == "A quotation mark is open at the end; close it."


def test_a_command_that_is_still_to_be_set_is_asked_for_at_once(shell: Runs) -> None:
    ran = shell("config", "nudges.notifiers", "command")

    assert ran.out.splitlines() == [
        "nudges.notifiers is command now.",
        "Nudges are to come by a command, and no command is set yet.",
    ]
    assert "no command is set yet" in shell("doctor").out


def test_keys_and_values_complete(shell: Runs) -> None:
    assert completed(shell, "config", begun="nudges.q") == ["nudges.quiet-from", "nudges.quiet-until"]
    assert completed(shell, "config", "discreet") == ["always", "intimate", "never"]
    assert completed(shell, "config", "nudges.on", begun="t") == ["true"]
    assert completed(shell, "config", "nosuch") == []
