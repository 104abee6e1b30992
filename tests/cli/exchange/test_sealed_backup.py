"""Backups that are sealed with a passphrase, and those in which private pages are locked: asked for in a shell."""

from __future__ import annotations

import getpass
import shutil
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from rituals.core.events import AskAboutAdded
from tests.kit.keyboard import Typed
from tests.kit.locks import CHEAP, PASSPHRASE, lock_cheaply, open_lock
from tests.kit.runs import Runs

Hidden = Callable[..., list[str]]
OTHER = "the heron by the sea"
LEFT = "Nothing was changed."


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rituals.adapters.locking.passphrase.COST", CHEAP)


@pytest.fixture
def hidden(monkeypatch: pytest.MonkeyPatch, typed: Typed) -> Hidden:
    """Types lines at a terminal that shows none of them, and gives the questions."""

    def script(*lines: str) -> list[str]:
        typed("")
        left, asked = list(lines), list[str]()

        def type_next(question: str) -> str:
            asked.append(question)
            return left.pop(0)

        monkeypatch.setattr(getpass, "getpass", type_next)
        return asked

    return script


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def sealed(shell: Runs, stick: Path, hidden: Hidden) -> Path:
    """A sealed backup of a home that is lost since."""
    hidden(PASSPHRASE, PASSPHRASE)
    shell("backup", "--to", str(stick), "--seal")
    shutil.rmtree(shell.home)
    (made,) = stick.iterdir()
    return made


def test_it_asks_twice_and_says_what_a_forgotten_passphrase_means(shell: Runs, stick: Path, hidden: Hidden) -> None:
    asked = hidden(PASSPHRASE, "the heron", PASSPHRASE, PASSPHRASE)

    ran = shell("backup", "--to", str(stick), "--seal")

    assert ran.exit_code == 0
    assert asked == ["Passphrase: ", "The same once more: ", "These were not the same. Passphrase: ", asked[1]]
    assert "Without it nobody can open it, ever." in ran.err
    assert ran.out.splitlines() == [
        f"Everything is in {stick / 'rituals-2026-11-22-180000.zip.sealed'}, sealed with your passphrase.",
        "Nobody can open it without that passphrase, and nobody can tell you what it was.",
        "rituals backup restore asks for it. Words that you erase for good stay in it.",
    ]
    assert [path.name for path in stick.iterdir()] == ["rituals-2026-11-22-180000.zip.sealed"]


def test_without_one_nothing_is_sealed(shell: Runs, stick: Path, hidden: Hidden) -> None:
    hidden("")
    nothing = shell("backup", "--to", str(stick), "--seal")
    hidden("heron", "heron")
    short = shell("backup", "--to", str(stick), "--seal")

    assert nothing.exit_code == 3
    assert nothing.err.endswith("rituals: No passphrase was typed, so no backup was made.\n")
    assert short.exit_code == 2
    assert "at least 8 signs" in short.err
    assert not list(stick.iterdir())


def test_what_lies_here_is_not_sealed_and_other_verbs_take_no_seal(shell: Runs) -> None:
    assert shell.refused("backup", "--seal") == (
        "Whoever has this login can read what lies here anyway. Add --to FOLDER for a sealed backup."
    )
    for verb in ("list", "restore"):
        assert "--seal is for making a backup" in shell.refused("backup", "--seal", verb)


def test_a_plain_one_elsewhere_offers_it(shell: Runs, stick: Path) -> None:
    said = shell.done("backup", "--to", str(stick)).splitlines()

    assert said[-1] == "With --seal it asks for a passphrase, and nobody can read it without."


def test_a_pipe_is_no_terminal(shell: Runs, sealed: Path, stick: Path, piped: Typed) -> None:
    piped(f"{PASSPHRASE}\n{PASSPHRASE}\n")

    back = shell.refused("backup", "restore", str(sealed), exit_code=3)
    out = shell.refused("backup", "--to", str(stick), "--seal", exit_code=3)

    asks = "In a terminal, the same command asks for the passphrase."
    assert back == f"{sealed} is sealed with a passphrase. {asks}"
    assert out == f"A backup is sealed with a passphrase of your own. {asks}"


def test_a_terminal_that_would_show_it_is_not_asked(
    shell: Runs, sealed: Path, hidden: Hidden, monkeypatch: pytest.MonkeyPatch
) -> None:
    def show(_: str) -> str:
        warnings.warn("can't control the echo", getpass.GetPassWarning, stacklevel=1)
        return PASSPHRASE

    hidden()
    monkeypatch.setattr(getpass, "getpass", show)

    assert "would show what you type" in shell.refused("backup", "restore", str(sealed), exit_code=3)


def test_a_lost_home_comes_back_with_it(shell: Runs, sealed: Path, hidden: Hidden) -> None:
    asked = hidden(OTHER, PASSPHRASE)

    said = shell.done("backup", "restore", str(sealed))

    assert "came back from the backup made today at 19:00" in said
    assert asked == [f"{start}The passphrase that this backup is sealed with: " for start in ("", "That is not it. ")]
    assert "Long hug" in shell.done("list")


def test_three_wrong_ones_change_nothing_and_so_does_leaving(shell: Runs, sealed: Path, hidden: Hidden) -> None:
    hidden(OTHER, OTHER, OTHER)
    wrong = shell.refused("backup", "restore", str(sealed), exit_code=3)
    hidden("")
    left = shell.refused("backup", "restore", str(sealed), exit_code=3)

    assert wrong == (
        f"That is not it. {LEFT} Without it nobody can open this backup; another backup may hold what you miss."
    )
    assert left == f"{sealed} is sealed with a passphrase. {LEFT}"
    assert not list(shell.home.rglob("*.jsonl"))


def test_private_pages_that_were_locked_then_are_asked_for_by_name(shell: Runs, stick: Path, hidden: Hidden) -> None:
    session = shell.open_session(None)
    who = session.service.seated.id
    session.service.private(who).put_in([AskAboutAdded("e1", session.service.today(), "quinceword")])
    words = lock_cheaply(session, who)
    shell.done("backup", "--to", str(stick))
    (made,) = stick.iterdir()
    shutil.rmtree(shell.home / "data" / "private")
    session = shell.open_session(None)
    session.service.private(who).put_in([AskAboutAdded("e2", session.service.today(), "heronword")])
    lock_cheaply(session, who, OTHER)
    hidden(OTHER, OTHER, OTHER)
    wrong = shell.refused("backup", "restore", str(made), exit_code=3)
    asked = hidden(OTHER, words)

    shell.done("backup", "restore", str(made))

    assert wrong == (
        f"That is not it. Their twelve words open them as well. {LEFT} "
        "Without either of them this backup can't be brought back; another backup may hold what you miss."
    )
    assert asked[0] == ("ana's private pages in this backup are locked. Their passphrase then, or their twelve words: ")
    assert asked[1].startswith("That is not it. Their twelve words open them as well. ana's private pages")
    session = shell.open_session(None)
    open_lock(session, who, OTHER)
    assert {asks.entry for asks in session.service.private(who).now.to_ask} == {"e1", "e2"}
