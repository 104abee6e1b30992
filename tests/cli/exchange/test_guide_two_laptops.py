"""What the guide says of two laptops: its recipes typed as they stand there, and its promises, each by a test."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from itertools import permutations
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.kit.desktop import need_programs
from tests.kit.handbook import page_text
from tests.kit.keyboard import Typed
from tests.kit.runs import Runs
from tests.kit.short_folders import short_folder
from tests.kit.syncthing import Node, settle
from tests.kit.two_laptops import copy_what_is_newer, look_around, twelve_words

PAGE = page_text("two-laptops")
MOST_LINES = 10


class Line(NamedTuple):
    """A line of a recipe, and who types it: each, one, or the other."""

    command: str
    who: str


def recipe(carrier: str) -> Sequence[Line]:
    """The lines below the sentence that names what carries the folder."""
    block = PAGE.partition(f"\nWith {carrier}")[2].partition("```console\n")[2].partition("```")[0]
    matches = [re.fullmatch(r"\$ (.+?) +# (?:the )?(each|one|other)\b.*", line) for line in block.splitlines()]
    return [Line(match[1], match[2]) for match in matches if match]


class Typist:
    """Somebody who types what the guide says, on a laptop with a home folder of its own."""

    def __init__(self, shell: Runs, home: Path) -> None:
        self.shell = shell
        self.home = home
        self.theirs = ""

    def type(self, command: str) -> str:
        """Type a line, and give what it prints; verbs run in here."""
        if command.startswith("rituals "):
            spoken = self.shell(*(word.replace("~", str(self.home)) for word in shlex.split(command)[1:]))
            assert spoken.exit_code == 0, f"{command}: {spoken.err}"
            return spoken.out
        environment = {"HOME": str(self.home), "PATH": os.environ["PATH"]}
        line = command.replace("THEIRS", self.theirs)
        ran = subprocess.run(["bash", "-ec", line], env=environment, capture_output=True, text=True, timeout=30)
        assert ran.returncode == 0, f"{line}: {ran.stderr}"
        return ran.stdout


@pytest.fixture
def typists(shell: Runs, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Iterator[Sequence[Typist]]:
    """Ana, who has a life here already, and Sam, with nothing yet; their home folders are short enough for sockets."""
    shell.done("people", "rename", "ana", "Ana")
    shell.done("tick", "walk", "--note", "by the river")
    with short_folder() as ana, short_folder() as sam:
        yield Typist(shell, ana), Typist(Runs(tmp_path / "sams", capsys), sam)


def follow(
    lines: Sequence[Line], typists: Sequence[Typist], carry: Callable[[], None], typed: Typed, piped: Typed
) -> None:
    """Type a recipe, and see that what either does comes to the other."""
    one, other = typists
    words = ""
    for line in lines:
        if " join " in line.command:
            carry()
            piped(words)
        else:
            typed("y\n")
        for typist in {"each": typists, "one": [one], "other": [other]}[line.who]:
            shown = typist.type(line.command)
            words = twelve_words(shown) or words
            if "myID" in shown:
                (one if typist is other else other).theirs = shown.split('"')[3]
    other.shell.done("jar", "add", "For the otter.")
    for _ in range(2):
        for typist in typists:
            look_around(typist.shell)
            carry()

    assert "(at the keyboard)" in other.shell.done("people").splitlines()[1]
    assert "by the river" in other.shell.done("today")
    assert "Sam to Ana  For the otter." in one.shell.done("jar", "list")


def test_the_guide_has_two_short_recipes() -> None:
    blocks = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)

    assert [len(block.splitlines()) <= MOST_LINES for block in blocks] == [True, True]
    assert [len(recipe(carrier)) for carrier in ("[Syncthing]", "Dropbox")] == [len(b.splitlines()) for b in blocks]


@pytest.mark.parametrize("command", sorted(set(re.findall(r"`rituals ([^`]+)`", PAGE))))
def test_every_command_between_the_lines_is_one(command: str, empty: Runs) -> None:
    verbs = [word for word in command.split() if word.islower() and not word.startswith("-")]

    help_page = empty.done(*verbs, "--help")

    assert all(word in help_page for word in command.split() if word.startswith("--") or word.isupper())


def test_who_types_the_recipe_for_dropbox_shares_a_folder(
    typists: Sequence[Typist], typed: Typed, piped: Typed
) -> None:
    for typist in typists:
        (typist.home / "Dropbox").mkdir()

    def carry() -> None:
        for typist, other in permutations(typists):
            copy_what_is_newer(other.home / "Dropbox", typist.home / "Dropbox")

    follow(recipe("Dropbox"), typists, carry, typed, piped)


@pytest.mark.desktop
@pytest.mark.durability
def test_who_types_the_recipe_for_syncthing_shares_a_folder(
    typists: Sequence[Typist], typed: Typed, piped: Typed
) -> None:
    need_programs("syncthing", "setpriv")
    with ExitStack() as stack:
        nodes = [Node(typist.home / ".config" / "syncthing") for typist in typists]
        for node in nodes:
            stack.enter_context(node.running())
            assert node.address
            node.folder = "ours"
        first, second = nodes

        def carry() -> None:
            second.ask("PATCH", f"config/devices/{first.id}", {"addresses": [first.address]})  # nothing else tells it
            settle(nodes)

        follow(recipe("[Syncthing]"), typists, carry, typed, piped)


def test_whoever_has_only_the_words_and_a_copy_of_the_folder_has_all_again_that_was_shared(
    typists: Sequence[Typist], typed: Typed, piped: Typed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ana, _ = typists
    (ana.home / "ours").mkdir()
    typed("y\n")
    words = twelve_words(ana.type("rituals pair new ~/ours"))
    shutil.copytree(ana.home / "ours", tmp_path / "copy")
    new = Runs(tmp_path / "new", capsys)

    piped(words)
    new.done("pair", "join", str(tmp_path / "copy"), "--for", "Ana")

    assert "by the river" in new.done("today")
    assert new.done("list") == ana.shell.done("list")
