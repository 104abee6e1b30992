"""The verbs that lock private pages, page by page and in a real terminal: what is typed shows nowhere."""

from __future__ import annotations

import re
import shutil
import signal
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal is a POSIX thing", allow_module_level=True)

from rituals.adapters.locking import passphrase
from rituals.bootstrap import open_session
from rituals.cli.locking.lock import back_up_once_locked
from rituals.cli.locking.pages import LockPages
from rituals.core.exchange.locking_words import OFF_MEANS
from tests.kit.locks import CHEAP, PASSPHRASE, lock_cheaply, open_lock
from tests.kit.runs import Runs
from tests.kit.script import Script
from tests.kit.terminal import Terminal
from tests.kit.traces import RITUALS, SECRET, in_shell, machine, words_on_disk

SEVENTH = "the seventh"
"""Stands for the word that was shown as that."""
OTHER = "a second heron flies"
CHEAPLY = (
    "import sys; from rituals.adapters.locking import passphrase; passphrase.COST = passphrase.Cost(1, 8192);"
    "from rituals.cli.main import main; sys.exit(main())"
)
RITUALS_CHEAPLY = [sys.executable, "-c", CHEAPLY]


class Reader(Script):
    """Somebody who writes the twelve words down, and types the seventh as soon as it is asked for."""

    def line(self, within: float | None = None, *, prompt: str = "", is_hidden: bool = False) -> str | None:
        typed = super().line(within, prompt=prompt, is_hidden=is_hidden)
        return seventh(self.text) if typed == SEVENTH else typed


def seventh(text: str) -> str:
    """The seventh of the twelve words that were shown last."""
    return str(re.findall(r"\b7 (\w+)", text)[-1])


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrase, "COST", CHEAP)


def set_up(shell: Runs, *typed: str) -> tuple[bool, Script]:
    """Whether Ana's pages were locked by typing this, and what was shown."""
    script, context = Reader(*typed), shell.shell()
    ana = context.service.seated
    lock = context.service.private(ana.id).lock
    assert lock is not None
    return LockPages(script, context).sets(ana, lock), script


@pytest.mark.usefixtures("cheap")
def test_it_is_locked_once_the_words_are_on_paper(shell: Runs) -> None:
    shell.done("ask", "about", "quinceword")
    twice = (PASSPHRASE, PASSPHRASE)

    was_set, script = set_up(shell, "", PASSPHRASE, OTHER, "short", "short", *twice, "", "plum", "", SEVENTH)

    assert was_set
    assert "nobody can open what is in there, neither you nor we" in script.text
    assert "These were not the same." in "\n".join(script.pages[4])
    assert "at least 8 signs" in "\n".join(script.pages[6])
    assert "That is not the seventh." in "\n".join(script.pages[10])
    assert script.hidden == [False, *[True] * 6, *[False] * 4]
    assert "quinceword" not in "".join(path.read_text() for path in shell.home.rglob("*.jsonl"))
    session = shell.open_session(None)
    open_lock(session, session.service.seated.id)


def test_no_backup_is_told_of_that_could_not_be_made(shell: Runs) -> None:
    shell.done("ask", "about", "quinceword")
    context = shell.shell()
    backups = context.session.places.data / "backups"
    shutil.rmtree(backups, ignore_errors=True)
    backups.write_text("")

    *told, refusal = back_up_once_locked(context, context.service.seated)

    assert "a fresh one was made" not in " ".join(told)
    assert refusal.startswith("A fresh backup could not be made: ")


@pytest.mark.usefixtures("cheap")
@pytest.mark.parametrize(
    "typed",
    [
        (),
        ("q",),
        ("", ""),
        ("", "q"),
        ("", PASSPHRASE, ""),
        ("", PASSPHRASE, PASSPHRASE),
        ("", PASSPHRASE, PASSPHRASE, "q"),
        ("", PASSPHRASE, PASSPHRASE, "", "q"),
        ("", PASSPHRASE, PASSPHRASE, "", "plum", "q"),
    ],
)
def test_whoever_leaves_before_has_changed_nothing(shell: Runs, typed: tuple[str, ...]) -> None:
    was_set, _ = set_up(shell, *typed)

    assert not was_set
    assert shell("lock", "status", "--json").document == {"format": 1, "name": "ana", "locked": False}
    assert not list(shell.home.rglob("key"))


def test_it_is_said_what_taking_off_does_before_anything_is_typed(shell: Runs) -> None:
    context = shell.shell()
    context.service.welcome_somebody()
    ana = context.service.seated
    lock_cheaply(context.session, ana.id)
    script = Script("")

    assert not LockPages(script, context).takes_off(ana, context.service.private(ana.id).lock_here)

    assert OFF_MEANS in script.text
    assert context.service.private(ana.id).is_locked


def typed_into(terminal: Terminal, *pages: tuple[str, str]) -> str:
    """Type at each page what comes there, and return all that was shown."""
    shown = ""
    for asks, keys in pages:
        terminal.wait_for(asks)
        terminal.wait_for("> ")
        shown += terminal.text
        terminal.mark()
        terminal.send(seventh(shown) + "\r" if keys == SEVENTH else keys)
    assert terminal.wait() == 0, terminal.text
    return shown + terminal.text


@pytest.mark.terminal
def test_a_lock_is_set_changed_and_taken_off_and_nothing_typed_shows(tmp_path: Path) -> None:
    environment = machine(tmp_path)
    in_shell(environment, "ask", "about", SECRET)
    with Terminal([*RITUALS_CHEAPLY, "lock", "set"], environment) as terminal:
        was_set = typed_into(
            terminal,
            ("alone", "\r"),
            ("Enter goes on", "\r"),
            ("A new passphrase", f"x\x15{PASSPHRASE}\r"),
            ("once more", f"\x1b[200~{PASSPHRASE}\n\x1b[201~\r"),
            ("12 ", "\r"),
            ("Which is the seventh", SEVENTH),
        )
        after = terminal.text[-400:]
    sealed = words_on_disk(tmp_path, SECRET, PASSPHRASE)
    with Terminal([*RITUALS_CHEAPLY, "lock", "change"], environment) as terminal:
        pages = (
            ("alone", "\r"),
            ("present passphrase", f"{PASSPHRASE}\r"),
            ("A new", f"{OTHER}\r"),
            ("once more", f"{OTHER}\r"),
        )
        was_changed = typed_into(terminal, *pages)
    with Terminal([*RITUALS_CHEAPLY, "lock", "off"], environment) as terminal:
        was_taken_off = typed_into(
            terminal, ("alone", "\r"), ("present passphrase", f"{PASSPHRASE}\r"), ("That is not it", f"{OTHER}\r")
        )

    shown = was_set + was_changed + was_taken_off
    assert "·" * len(PASSPHRASE) in shown
    assert not [word for word in (PASSPHRASE[:5], OTHER[:9]) if word in shown]
    assert "The backups here hold those pages sealed, and a fresh one was made." in after
    assert not sealed
    assert "the twelve words stay." in was_changed
    assert "not locked any more" in was_taken_off
    assert len(words_on_disk(tmp_path, SECRET)) >= 2


@pytest.mark.terminal
def test_what_reads_asks_below_the_command_and_takes_the_words_as_well(tmp_path: Path) -> None:
    environment = machine(tmp_path)
    in_shell(environment, "ask", "about", SECRET)
    session = open_session(environment["RITUALS_HOME"])
    words = lock_cheaply(session, session.service.seated.id)

    with Terminal([*RITUALS, "export", "--to", "-"], environment) as terminal:
        terminal.wait_for("are locked. Passphrase")
        terminal.send("plum plum plum\r")
        terminal.wait_for("That is not it. Your twelve words open it as well.")
        assert not terminal.is_echoing
        terminal.send(f"{words}\r")
        assert terminal.wait() == 0

    assert SECRET in terminal.text
    assert words not in terminal.text
    assert "plum" not in terminal.text


@pytest.mark.terminal
def test_a_signal_ends_the_asking_and_the_terminal_shows_what_is_typed_again(tmp_path: Path) -> None:
    environment = machine(tmp_path)
    in_shell(environment, "ask", "about", SECRET)
    session = open_session(environment["RITUALS_HOME"])
    lock_cheaply(session, session.service.seated.id)

    with Terminal([*RITUALS, "ask", "erase", SECRET], environment) as terminal:
        terminal.wait_for("are locked. Passphrase")
        terminal.send(PASSPHRASE)
        terminal.signal(signal.SIGTERM)
        code = terminal.wait()
        is_echoing = terminal.is_echoing

    assert (code, is_echoing) == (128 + signal.SIGTERM, True)
    assert PASSPHRASE not in terminal.text


def test_whether_it_is_locked_and_closing_it_need_no_terminal(shell: Runs) -> None:
    assert shell.done("lock", "status") == "The private pages of ana are not locked. rituals lock set locks them.\n"
    assert "are not locked" in shell.refused("lock", "now", exit_code=1)
    assert "are not locked" in shell.refused("lock", "off", exit_code=1)
    assert "A passphrase needs a terminal" in shell.refused("lock", "set", "--by", "sam", exit_code=3)
    reader = shell.open_session(None)
    ana = reader.service.seated.id
    lock_cheaply(reader, ana)
    open_lock(reader, ana)

    assert "Where they were open, they are closed." in shell.done("lock", "now")

    assert reader.service.private(ana).is_locked
    assert "rituals lock change" in shell.refused("lock", "set", exit_code=1)
    assert "A passphrase needs a terminal" in shell.refused("lock", "change", exit_code=3)
    assert "A passphrase needs a terminal" in shell.refused("lock", "off", exit_code=3)
    assert shell("lock", "status", "--json").document["locked"]
    assert "not locked. rituals lock set --by Sam locks them." in shell.done("lock", "status", "--by", "sam")
