"""The real thing: whole processes in a home of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import pytest

from rituals.bootstrap import open_session
from rituals.core.events import AskAboutAdded
from tests.kit.locks import lock_cheaply
from tui.__main__ import app_asked_for

_FORBIDDEN = (
    "textual",
    "rich",
    "tui",
    "platformdirs",
    "tomllib",
    "jeepney",
    "plyer",
    "dateutil",
    "nacl",
    "mnemonic",
    "wcwidth",
    "subprocess",
    "secrets",
    "hashlib",
    "dataclasses",
    "rituals.adapters.editor_folders",
    "rituals.adapters.journal.erasing",
    "rituals.service.pairing",
    "rituals.adapters.together.kept",
)


_ONLY_TO_BACK_UP = "rituals.adapters.backup.backups"
_ONLY_TO_SHOW_A_DAY = ("rituals.core.rituals.board", "rituals.core.rituals.words", "rituals.core.occurrences.sign")
_ONLY_TO_UNDO = ("rituals.core.state.undo", "rituals.core.rituals.undo_words")


def run(
    home: Path, words: Sequence[str], *, module: str = "rituals", **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", module, *words],
        env={**os.environ, "RITUALS_HOME": str(home), "PYTHONUTF8": "1", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("module", ["rituals", "tui"])
def test_without_a_terminal_it_prints_todays_list(tmp_path: Path, module: str) -> None:
    assert run(tmp_path, ["add", "Tea", "--every", "every day"], module=module).returncode == 0

    ran = run(tmp_path, [], module=module)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert "Tea" in ran.stdout


def test_a_wrong_call_ends_with_two_and_a_sentence_on_stderr(tmp_path: Path) -> None:
    ran = run(tmp_path, ["tick", "nothing"])

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("rituals: No ritual is called “nothing”")


def test_bytes_that_are_no_text_do_no_harm(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable.encode(), b"-m", b"rituals", b"tick", b"caf\xe9\xff"],
        env={**os.environ, "RITUALS_HOME": str(tmp_path)},
        capture_output=True,
        timeout=60,
        check=False,
    )

    assert ran.returncode == 2
    assert ran.stderr.count(b"\n") == 1


def test_what_is_written_is_for_its_owner_alone(tmp_path: Path) -> None:
    run(tmp_path, ["add", "Tea", "--every", "every day"])

    modes = {path.stat().st_mode & 0o077 for path in (tmp_path / "data").rglob("*")}

    assert modes == {0}


def test_the_first_picture_reads_no_cadence_words_no_catalogue_and_no_other_page() -> None:
    late = (
        "nacl",
        "mnemonic",
        "rituals.core.cadence.words",
        "rituals.core.catalogue",
        "rituals.content",
        "rituals.core.jar.words",
        "rituals.core.questions.deck",
        "rituals.core.rituals.confirmations",
        "tui.rituals.actions",
        "tui.rituals.form",
        "tui.rhythm.ritual_page",
        "tui.jar.screen",
        "tui.settings.data_page",
        "tui.shared.frame.help",
        "tui.commands",
        "tui.palette",
    )
    script = f"import sys, tui.app; print([name for name in {late} if name in sys.modules])"

    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)

    assert ran.stdout == "[]\n"


def _printed_after(home: Path, words: Sequence[str], expression: str) -> str:
    """What an expression is in the process of a verb, at its end."""
    script = f"import sys; from rituals.cli.main import main; main({words}); print({expression})"
    ran = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "RITUALS_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return ran.stdout.splitlines()[-1]


def _loaded_by(home: Path, words: Sequence[str], names: Sequence[str]) -> str:
    """Which of these modules a verb has imported at its end."""
    return _printed_after(home, words, f"[name for name in {names} if name in sys.modules]")


@pytest.mark.parametrize("words", [["jar", "list"], ["jar", "add", "You came."]], ids=" ".join)
def test_a_verb_of_the_jar_without_an_editor_imports_nothing_to_run_one(tmp_path: Path, words: Sequence[str]) -> None:
    run(tmp_path, ["jar", "add", "For the soup."])

    loaded = _loaded_by(tmp_path, words, ("subprocess", "shlex", "secrets", "random"))

    assert loaded == "[]"


@pytest.mark.parametrize(
    ("words", "for_others"),
    [
        (["nudge", "status"], ["rituals.content", "rituals.core.catalogue"]),
        (["doctor"], ["rituals.service.exchange.outgoing", "rituals.core.jar.booklet", "rituals.core.cadence.words"]),
    ],
    ids=["nudge status", "doctor"],
)
def test_a_verb_that_looks_around_imports_nothing_that_it_does_not_tell(
    tmp_path: Path, words: Sequence[str], for_others: Sequence[str]
) -> None:
    run(tmp_path, ["add", "Tea", "--every", "every day"])
    script = (
        f"import sys; from rituals.cli.main import main; main({words});"
        f"print([name for name in {for_others} if name in sys.modules])"
    )

    ran = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "RITUALS_HOME": str(tmp_path), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert ran.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "words", [["today"], ["tick", "tea"], ["untick", "tea"], ["rest", "tea"], ["undo"]], ids=" ".join
)
def test_a_daily_verb_imports_only_what_it_needs_also_beside_locked_pages(tmp_path: Path, words: Sequence[str]) -> None:
    run(tmp_path, ["add", "Tea", "--every", "every day"])
    session = open_session(str(tmp_path))
    who = session.service.seated.id
    session.service.private(who).put_in([AskAboutAdded("e1", session.service.today(), "the dentist")])
    lock_cheaply(session, who)
    only_for_others = [
        names for verb, names in (("undo", _ONLY_TO_UNDO), ("today", _ONLY_TO_SHOW_A_DAY)) if verb not in words
    ]
    needless = (*_FORBIDDEN, *chain.from_iterable(only_for_others))

    loaded = _loaded_by(tmp_path, words, needless)

    assert loaded == "[]"


def test_a_verb_that_writes_loads_nothing_of_backups_until_one_is_due(tmp_path: Path) -> None:
    run(tmp_path, ["add", "Tea", "--every", "every day"])

    loaded = [_loaded_by(tmp_path, words, [_ONLY_TO_BACK_UP]) for words in (["tick", "tea"], ["untick", "tea"])]

    assert loaded == ["[]", "[]"]
    next((tmp_path / "data" / "backups").glob("weekly")).unlink()
    assert _loaded_by(tmp_path, ["tick", "tea"], [_ONLY_TO_BACK_UP]) == f"[{_ONLY_TO_BACK_UP!r}]"


@pytest.mark.parametrize("words", [["today"], ["tick", "tea"], ["untick", "tea"], ["rest", "tea"]], ids=" ".join)
def test_what_a_daily_verb_loads_makes_structs_as_named_tuples_take_ten_times_as_long(
    tmp_path: Path, words: Sequence[str]
) -> None:
    run(tmp_path, ["add", "Tea", "--every", "every day"])
    tuples = (
        "{value.__name__ for name, module in list(sys.modules.items()) if name.startswith('rituals.')"
        " for value in vars(module).values()"
        " if isinstance(value, type) and hasattr(value, '_fields') and value.__module__ == name}"
        " - {'Problem'}"  # is loaded where no struct may be
    )

    made = _printed_after(tmp_path, words, tuples)

    assert made == "set()"


def test_a_shell_that_completes_a_ritual_imports_nothing_of_other_verbs(tmp_path: Path) -> None:
    run(tmp_path, ["add", "Tea", "--every", "every day"])
    needless = {
        *_FORBIDDEN,
        *_ONLY_TO_UNDO,
        *_ONLY_TO_SHOW_A_DAY,
        "rituals.core.exchange",
        "rituals.adapters.backup",
        "rituals.content",
    } - {"tui"}
    script = (
        "import atexit, gc, sys; from tui.__main__ import main;"
        f"needless = lambda: [name for name in {needless} if name in sys.modules];"
        "atexit.register(lambda: print(needless(), gc.get_freeze_count() > 0)); main()"
    )
    asking = {"_RITUALS_COMPLETE": "bash_complete", "COMP_WORDS": "rituals tick t", "COMP_CWORD": "2"}

    ran = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "RITUALS_HOME": str(tmp_path), **asking},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert ran.stdout.splitlines() == ["plain,tea", "[] True"]


@pytest.mark.parametrize("words", [["today"], ["tick", "tea"], ["undo"]], ids=" ".join)
def test_a_daily_verb_looks_for_no_garbage_not_even_as_it_ends(tmp_path: Path, words: Sequence[str]) -> None:
    run(tmp_path, ["add", "Tea", "--every", "every day"])
    script = (
        "import gc; from tui.__main__ import main; sweeps = [];"
        "gc.callbacks.append(lambda phase, _: sweeps.append(phase)); main();"
        "print(len(sweeps), gc.isenabled(), len(gc.get_objects()) < gc.get_freeze_count())"
    )

    ran = subprocess.run(
        [sys.executable, "-c", script, *words],
        env={**os.environ, "RITUALS_HOME": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert ran.stdout.splitlines()[-1] == "0 True True"


def test_a_reader_that_has_seen_enough_ends_it_quietly(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "rituals", "list", "--catalogue"],
        env={**os.environ, "RITUALS_HOME": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as verb:
        assert verb.stdout is not None
        assert verb.stderr is not None
        verb.stdout.close()
        complaint = verb.stderr.read()

    assert verb.returncode == 141
    assert complaint == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_an_output_that_is_full_is_told_and_what_was_done_stays(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "rituals", "add", "Tea", "--every", "every day"],
            env={**os.environ, "RITUALS_HOME": str(tmp_path)},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )

    assert ran.returncode == 1
    assert ran.stderr.startswith("rituals: The answer could not be printed")
    assert ran.stderr.count("\n") == 1
    assert "Tea" in run(tmp_path, ["list"]).stdout


@pytest.mark.skipif(os.name != "posix", reason="descriptors are closed the POSIX way")
def test_without_any_output_at_all_it_still_does_its_work(tmp_path: Path) -> None:
    closed = 'exec "$0" "$@" >&- 2>&-'

    ended = subprocess.run(
        ["/bin/sh", "-c", closed, sys.executable, "-m", "rituals", "add", "Tea", "--every", "every day"],
        env={**os.environ, "RITUALS_HOME": str(tmp_path)},
        timeout=60,
        check=False,
    )

    assert ended.returncode == 0
    assert "Tea" in run(tmp_path, ["list"]).stdout


def test_a_terminal_without_utf_8_gets_plain_signs(tmp_path: Path) -> None:
    run(tmp_path, ["add", "Tea", "--every", "every day"])

    ran = run(tmp_path, ["today"], PYTHONUTF8="0", PYTHONIOENCODING="ascii")

    assert ran.returncode == 0
    assert "  o  open  Tea" in ran.stdout
    assert ran.stdout.isascii()


def test_a_shell_asks_the_command_for_completions(tmp_path: Path) -> None:
    run(tmp_path, ["add", "Tea", "--every", "every day"])

    ran = run(
        tmp_path, [], module="tui", _RITUALS_COMPLETE="bash_complete", COMP_WORDS="rituals tick te", COMP_CWORD="2"
    )

    assert ran.stdout == "plain,tea\n"


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ([], (True, None)),
        (["--home", "there"], (True, "there")),
        (["--home=there"], (True, "there")),
        (["--home"], (False, None)),
        (["--home="], (False, None)),
        (["--home", "there", "today"], (False, None)),
        (["today"], (False, None)),
        (["--help"], (False, None)),
    ],
)
def test_the_app_is_opened_where_nothing_else_was_asked_for(words: list[str], asked: tuple[bool, str | None]) -> None:
    assert app_asked_for(words) == asked


_EVERY_HELP = """
import click
from rituals.cli.group import rituals

def show(context):
    print(context.get_help())
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            show(click.Context(context.command.get_command(context, name), context, name))

show(click.Context(rituals, info_name="rituals"))
"""
_EVERY_MODULE = """
from importlib import import_module
from pkgutil import walk_packages

for package in ("rituals", "tui"):
    for module in walk_packages(import_module(package).__path__, f"{package}."):
        import_module(module.name)
print("all there")
"""


def run_code(code: str, *flags: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *flags, "-c", code],
        env={**os.environ, "PYTHONUTF8": "1", "COLUMNS": "100"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_without_docstrings_and_assertions_an_export_and_todays_list_are_the_same(tmp_path: Path) -> None:
    run(tmp_path, ["add", "Tea", "--every", "every day"])
    run(tmp_path, ["tick", "tea"])
    run(tmp_path, ["jar", "add", "for the tea"])

    for words in (["today"], ["export", "--to", "-"]):
        whole, bare = run(tmp_path, words), run(tmp_path, words, PYTHONOPTIMIZE="2")

        assert (bare.returncode, bare.stderr) == (whole.returncode, whole.stderr) == (0, "")
        assert _without_its_instant(bare.stdout) == _without_its_instant(whole.stdout)


def _without_its_instant(document: str) -> list[str]:
    return [line for line in document.splitlines() if not line.startswith('  "made_at"')]


def test_without_docstrings_every_verb_is_explained_all_the_same() -> None:
    whole, bare = run_code(_EVERY_HELP), run_code(_EVERY_HELP, "-OO")

    assert (bare.returncode, bare.stderr) == (0, "")
    assert bare.stdout == whole.stdout


def test_without_docstrings_every_module_opens() -> None:
    opened = run_code(_EVERY_MODULE, "-OO", "-W", "error")

    assert (opened.stdout, opened.stderr) == ("all there\n", "")
