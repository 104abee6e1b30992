"""Nudges by a command: what it is handed, what of it is told, and what becomes of one that fails or hangs."""

from __future__ import annotations

import os
import select
import sys
import time
from pathlib import Path

import pytest

from rituals.adapters.notifications.command import CommandNotifier
from rituals.core.nudges.delivery import Delivery
from rituals.ports import Notifier

PATIENT = 30.0
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs sh")


def by(*command: str, deadline: float = PATIENT) -> Notifier:
    return CommandNotifier(lambda: command, deadline)


def by_sh(script: str, *arguments: str, deadline: float = PATIENT) -> Notifier:
    return by("sh", "-c", script, "sh", *arguments, deadline=deadline)


def test_the_words_are_in_its_environment_and_neither_in_its_arguments_nor_on_its_stdin(tmp_path: Path) -> None:
    script = """printf '%s|%s' "$RITUALS_TITLE" "$RITUALS_BODY" >"$1"; printf '%s' "$*" >"$2"; cat >"$3" """
    words, arguments, stdin = (tmp_path / name for name in ("words", "arguments", "stdin"))

    delivery = by_sh(script, str(words), str(arguments), str(stdin)).notify("Walk", "At seven ♥.\nBoots & all: $HOME")

    assert delivery == Delivery(True, "Handed to sh.")
    assert words.read_text() == "Walk|At seven ♥.\nBoots & all: $HOME"
    assert arguments.read_text() == f"{words} {arguments} {stdin}"
    assert stdin.read_text() == ""


def test_it_gets_the_text_that_a_desktop_would_show(tmp_path: Path) -> None:
    words = tmp_path / "words"

    by_sh('printf %s "$RITUALS_TITLE" >"$1"', str(words)).notify("  Walk\x1b[31m\nat\0 seven " + "x" * 100, "Go.")

    assert words.read_text().startswith("Walk[31m at seven xxx")
    assert len(words.read_text()) == 63


def test_no_shell_reads_its_words(tmp_path: Path) -> None:
    delivery = by("touch", f"{tmp_path}/$(echo one);two").notify("Walk", "At seven.")

    assert delivery.delivered
    assert [path.name for path in tmp_path.iterdir()] == ["$(echo one);two"]


def test_a_word_that_begins_in_the_home_folder_is_found_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    program = tmp_path / "send"
    program.write_text('#!/bin/sh\ntouch "$1" here\n')
    program.chmod(0o700)

    command = by("~/send", "~/sent")

    assert command.check() == Delivery(True, "send is there to take nudges.")
    assert command.notify("Walk", "At seven.").delivered
    assert {path.name for path in tmp_path.iterdir()} == {"send", "sent", "here"}


def test_an_exit_code_is_told_with_the_name_of_the_program_and_nothing_else(capfd: pytest.CaptureFixture[str]) -> None:
    script = 'echo "$RITUALS_BODY"; echo "$RITUALS_BODY" >&2; exit 22'

    delivery = by_sh(script, "--token", "secret").notify("Walk", "At seven.")

    assert delivery == Delivery(
        False, "The command for nudges, sh, ended with code 22, so this one may not have arrived; try it by hand."
    )
    assert capfd.readouterr() == ("", "")


def test_one_that_is_killed_has_failed() -> None:
    assert "ended with code -9" in by_sh("kill -9 $$").notify("Walk", "At seven.").words


def test_a_program_that_is_not_there_is_told_before_it_is_needed_and_then(tmp_path: Path) -> None:
    command = by(str(tmp_path / "no-such-thing"))

    asked, handed = command.check(), command.notify("Walk", "At seven.")

    assert asked == Delivery(
        False, "The command for nudges, no-such-thing, is not a program on this machine; the settings name it."
    )
    assert not handed.delivered
    assert "no-such-thing, could not be started (No such file or directory)" in handed.words


def test_a_file_that_is_no_program_is_told(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("not a program")

    assert not by(str(text)).check().delivered
    assert "could not be started (Permission denied)" in by(str(text)).notify("Walk", "At seven.").words


def test_a_hanging_one_is_killed_at_the_deadline_with_all_it_started(tmp_path: Path) -> None:
    pipe = tmp_path / "alive"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    began = time.monotonic()

    delivery = by_sh('(echo begun; sleep 600) >"$1" & wait', str(pipe), deadline=1.5).notify("Walk", "At seven.")

    assert time.monotonic() - began < PATIENT
    assert delivery == Delivery(
        False, "The command for nudges, sh, took more than 1.5 seconds and was ended; try it by hand."
    )
    assert os.read(reading, 100) == b"begun\n"
    assert select.select([reading], [], [], PATIENT)[0], "something that it started is still alive"
    assert os.read(reading, 100) == b""
    os.close(reading)


def test_one_that_leaves_something_running_and_prints_a_lot_is_not_waited_for(tmp_path: Path) -> None:
    script = 'sleep 600 & echo $! >"$1"; head -c 1000000 /dev/zero; exit 0'

    delivery = by_sh(script, str(tmp_path / "pid")).notify("Walk", "At seven.")
    os.kill(int((tmp_path / "pid").read_text()), 9)

    assert delivery.delivered


def test_what_is_set_meanwhile_is_what_runs(tmp_path: Path) -> None:
    command = ["touch", str(tmp_path / "first")]
    notifier = CommandNotifier(lambda: command)

    notifier.notify("Walk", "At seven.")
    command[1] = str(tmp_path / "second")
    notifier.notify("Walk", "At seven.")

    assert {path.name for path in tmp_path.iterdir()} == {"first", "second"}
