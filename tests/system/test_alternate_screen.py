"""What is typed on the alternate screen, in a real terminal: whatever ends it, no word stays that was not kept."""

from __future__ import annotations

import shlex
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal is a POSIX thing", allow_module_level=True)

import resource

from tests.kit.terminal import DEADLINE, Terminal
from tests.kit.traces import ON, RITUALS, SECRET, after_leaving, in_shell, machine, what_stays, words_on_disk

pytestmark = pytest.mark.terminal


class Conversation(NamedTuple):
    """A verb that talks on the alternate screen, as far as its first words and one page further."""

    verb: Sequence[str]
    opening: Sequence[tuple[str, str]]  # a text to wait for, and what to type then
    asks: str  # the text at which a secret is typed
    goes_on: str  # the text that comes after it
    never_kept: str  # what is on no disk unless the conversation came to its end
    bug: str  # the program that makes it fail once the secret was heard

    @property
    def argv(self) -> Sequence[str]:
        return [*RITUALS, *self.verb]


TALK = Conversation(
    verb=["talk", "outside-view"],
    opening=[("Before you begin", "\n")],
    asks="1 of 4",
    goes_on="2 of 4",
    never_kept=SECRET,
    bug="""
import rituals.core.talk.session as flows
def broken(self, here, answer):
    raise ValueError(f"{answer} was typed")
flows.TalkSession._checked = broken
""",
)
CHECKIN = Conversation(
    verb=["checkin"],
    opening=[("Enter begins", "\n"), ("1 of 5", "3\n")],
    asks="2 of 5",
    goes_on="A number from 0 to 4 answers",
    never_kept='"c1"',
    bug="""
import rituals.cli.checkin.items as pages
ask = pages.Pages._ask
def broken(self, *asked):
    typed = ask(self, *asked)
    if typed != "3":
        raise ValueError(f"{typed} was typed")
    return typed
pages.Pages._ask = broken
""",
)

LOCK = Conversation(
    verb=["lock", "set"],
    opening=[("alone", "\n"), ("Enter goes on", "\n")],
    asks="A new passphrase",
    goes_on="once more",
    never_kept=SECRET,
    bug="""
import rituals.cli.locking.pages as pages
hear = pages.LockPages.passphrase
def broken(self, *page):
    raise ValueError(f"{hear(self, *page)} was typed")
pages.LockPages.passphrase = broken
""",
)

in_each = pytest.mark.parametrize("conversation", [TALK, CHECKIN, LOCK], ids=["talk", "checkin", "lock"])


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return machine(tmp_path)


def begun(terminal: Terminal, conversation: Conversation) -> None:
    """Go as far as the first words and type a secret, without an end to its line."""
    for shows, types in conversation.opening:
        terminal.wait_for(shows)
        terminal.send(types)
    terminal.wait_for(conversation.asks)
    terminal.send(SECRET)  # its echo may fall between two pieces of the page: nothing to wait for


def journals_with(folder: Path, word: str) -> list[Path]:
    """The journals in which a word stands that was kept; backups hold it as well."""
    return [path for path in words_on_disk(folder, word) if path.is_file() and path.suffix == ".jsonl"]


def go_on(terminal: Terminal, *lines: str) -> None:
    """Type lines, each once the next page has come up."""
    for line, shows in zip(lines[::2], lines[1::2], strict=True):
        terminal.mark()
        terminal.send(f"{line}\n")
        terminal.wait_for(shows)


def come_to_the_last_step(terminal: Terminal) -> None:
    """Pass over all the steps of a talk of four but the last."""
    terminal.wait_for("Before you begin")
    terminal.send("\n")
    terminal.wait_for("1 of 4")
    go_on(terminal, ":skip", "2 of 4", ":skip", "3 of 4", ":skip", "4 of 4")


# whatever talks


@in_each
@pytest.mark.parametrize("ending", ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"])
def test_a_signal_leaves_the_screen_and_no_word(
    conversation: Conversation, environment: dict[str, str], tmp_path: Path, ending: str
) -> None:
    number = signal.Signals[ending]

    with Terminal(conversation.argv, environment) as terminal:
        begun(terminal, conversation)
        terminal.send("\n")
        terminal.wait_for(conversation.goes_on)
        terminal.signal(number)
        code = terminal.wait()
        is_echoing = terminal.is_echoing

    assert code == 128 + number
    assert is_echoing
    assert what_stays(terminal.output).strip() == b""
    assert words_on_disk(tmp_path, SECRET, conversation.never_kept) == []


@in_each
def test_a_bug_in_the_middle_tells_where_it_was_and_no_word(
    conversation: Conversation, environment: dict[str, str], tmp_path: Path
) -> None:
    script = tmp_path / "user" / "buggy.py"
    runs = f"from rituals.cli.main import main\nraise SystemExit(main({list(conversation.verb)!r}))\n"
    script.write_text(conversation.bug + runs, encoding="utf-8")

    with Terminal([sys.executable, str(script)], environment) as terminal:
        begun(terminal, conversation)
        terminal.send("\n")
        code = terminal.wait()

    script.unlink()
    stays = what_stays(terminal.output)
    assert code == 1
    assert b"ValueError" in stays
    assert SECRET.encode() not in stays
    assert words_on_disk(tmp_path, SECRET, conversation.never_kept) == []


@in_each
def test_what_is_killed_leaves_no_word_on_the_disk(
    conversation: Conversation, environment: dict[str, str], tmp_path: Path
) -> None:
    with Terminal(conversation.argv, environment) as terminal:
        begun(terminal, conversation)
        terminal.send("\n")
        terminal.wait_for(conversation.goes_on)
        terminal.signal(signal.SIGKILL)
        terminal.wait()

    assert words_on_disk(tmp_path, SECRET, conversation.never_kept) == []


@in_each
def test_a_closed_window_ends_it_and_leaves_no_word(
    conversation: Conversation, environment: dict[str, str], tmp_path: Path
) -> None:
    with Terminal(conversation.argv, environment) as terminal:
        begun(terminal, conversation)
        terminal.hang_up()

        assert terminal.process.wait(DEADLINE) != 0

    assert words_on_disk(tmp_path, SECRET, conversation.never_kept) == []


@in_each
def test_what_was_typed_ahead_does_not_reach_the_shell(conversation: Conversation, environment: dict[str, str]) -> None:
    then_a_shell_reads = "import os, select; print('read:', select.select([0], [], [], 0)[0])"
    shell = f'{shlex.join(conversation.argv)}; "{sys.executable}" -c "{then_a_shell_reads}"'

    with Terminal(["/bin/sh", "-c", shell], environment) as terminal:
        begun(terminal, conversation)
        go_on(terminal, "", conversation.goes_on)
        terminal.send(f":stop\n{SECRET}\n{SECRET}\n")
        terminal.wait_for("read:")
        terminal.wait()

    assert "read: []" in terminal.text


@in_each
def test_ctrl_z_does_not_put_a_prompt_on_top_of_private_words(
    conversation: Conversation, environment: dict[str, str]
) -> None:
    with Terminal(["/bin/sh", "-i", "-m"], {**environment, "PS1": "shell> "}) as terminal:
        terminal.wait_for("shell> ")
        terminal.send(f"{shlex.join(conversation.argv)}\n")
        begun(terminal, conversation)
        terminal.mark()
        terminal.send("\x1ax\n")
        terminal.wait_for(conversation.goes_on)
        terminal.send(":stop\n")
        terminal.wait_for("shell> ")
        terminal.send("exit\n")

        assert terminal.wait() == 0


@in_each
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the limits of another process")
def test_a_crash_of_the_interpreter_would_write_no_picture_of_its_memory(
    conversation: Conversation, environment: dict[str, str]
) -> None:
    if resource.getrlimit(resource.RLIMIT_CORE)[1] == 0:
        pytest.skip("this machine forbids such files already")
    lifted = f"ulimit -S -c $(ulimit -H -c); exec {shlex.join(conversation.argv)}"

    with Terminal(["/bin/sh", "-c", lifted], environment) as terminal:
        begun(terminal, conversation)

        assert resource.prlimit(terminal.process.pid, resource.RLIMIT_CORE)[0] == 0


@in_each
@pytest.mark.parametrize("term", [["TERM=dumb"], ["-u", "TERM"]], ids=["dumb", "unknown"])
def test_a_terminal_without_another_screen_is_refused(
    conversation: Conversation, environment: dict[str, str], term: list[str]
) -> None:
    with Terminal(["env", *term, *conversation.argv], environment) as terminal:
        terminal.wait_for("needs a terminal")

        assert terminal.wait() != 0

    assert ON not in terminal.output


# a talk


def test_a_talk_to_its_end_without_a_yes_leaves_no_word(environment: dict[str, str], tmp_path: Path) -> None:
    with Terminal(TALK.argv, environment) as terminal:
        begun(terminal, TALK)
        whole = terminal.output
        go_on(terminal, "", "2 of 4", SECRET, "3 of 4", SECRET, "4 of 4", SECRET, "Keep any of it")
        terminal.send("\n")
        code = terminal.wait()

    assert code == 0
    assert SECRET.encode() not in what_stays(whole + terminal.output)
    assert words_on_disk(tmp_path, SECRET) == []


def test_only_what_was_kept_is_on_the_disk_and_only_in_ones_own_log(
    environment: dict[str, str], tmp_path: Path
) -> None:
    with Terminal(TALK.argv, environment) as terminal:
        begun(terminal, TALK)
        go_on(terminal, "", "2 of 4", SECRET, "3 of 4", SECRET, "4 of 4", "keptplumword", "Keep any of it")
        terminal.send("y\n")
        assert terminal.wait() == 0

    assert words_on_disk(tmp_path, SECRET) == []
    (log,) = journals_with(tmp_path, "keptplumword")
    assert log.parent.parent.name == "private"
    assert log.stat().st_mode & 0o077 == 0


def test_a_talk_that_is_stopped_leaves_no_word(environment: dict[str, str], tmp_path: Path) -> None:
    with Terminal(TALK.argv, environment) as terminal:
        begun(terminal, TALK)
        whole = terminal.output
        go_on(terminal, "", TALK.goes_on)
        terminal.send(":stop\n")
        code = terminal.wait()

    assert code == 0
    assert SECRET.encode() not in what_stays(whole + terminal.output)
    assert words_on_disk(tmp_path, SECRET) == []


def test_the_support_page_goes_with_any_key_and_makes_no_file(environment: dict[str, str], tmp_path: Path) -> None:
    with Terminal([*RITUALS, "talk", "support"], environment) as terminal:
        terminal.wait_for("findahelpline.com")
        terminal.wait_for("Esc leaves")
        terminal.send("\x1b")
        code = terminal.wait()

    assert code == 0
    assert b"799" not in what_stays(terminal.output)
    assert list((tmp_path / "home").iterdir()) == []
    assert list((tmp_path / "user").iterdir()) == []
    assert list((tmp_path / "scratch").iterdir()) == []


def test_a_timer_runs_in_a_terminal_and_is_paused_by_enter(environment: dict[str, str]) -> None:
    with Terminal([*RITUALS, "talk", "coming-home-talk"], environment) as terminal:
        terminal.wait_for("10:00   Enter starts it")
        terminal.send("\n")
        terminal.wait_for("9:59   Enter pauses")
        terminal.send("\n")
        terminal.wait_for("paused, Enter goes on")
        terminal.send(":skip\n")
        terminal.wait_for("does you good")
        terminal.send("\n")

        assert terminal.wait() == 0


def test_a_talk_for_two_says_whom_to_hand_the_keyboard(environment: dict[str, str]) -> None:
    in_shell(environment, "people", "add", "Sam")

    with Terminal([*RITUALS, "talk", "good-news"], environment) as terminal:
        terminal.wait_for("On your own, or both of you?")
        terminal.wait_for("Type its number.")
        go_on(terminal, "2", "Who brings the good news?")
        terminal.send("1\n")
        terminal.wait_for("Sam listens")
        go_on(terminal, "", "3 of", "", "4 of", "", "Hand the keyboard to Sam.")
        terminal.send(":stop\n")

        assert terminal.wait() == 0


@pytest.mark.parametrize("ahead", ["\n\n\n\n", "1\n2\n:skip\n", "a line\nanother line\n"])
def test_what_was_typed_before_a_page_came_up_is_no_answer_to_it(environment: dict[str, str], ahead: str) -> None:
    with Terminal(TALK.argv, environment) as terminal:
        begun(terminal, TALK)
        go_on(terminal, f"\n{ahead}", TALK.goes_on)
        go_on(terminal, "", "3 of 4")
        terminal.send(":stop\n")

        assert terminal.wait() == 0


def test_several_lines_that_are_pasted_are_one_answer_and_nothing_of_it_is_lost(
    environment: dict[str, str], tmp_path: Path
) -> None:
    with Terminal(TALK.argv, environment) as terminal:
        come_to_the_last_step(terminal)
        go_on(terminal, "\x1b[200~If it rains,\nthen I will\n\npicture us\n\x1b[201~inside.", "Keep any of it")
        terminal.send("y\n")
        code = terminal.wait()

    assert code == 0
    assert "If it rains, then I will picture us inside." in terminal.text
    (log,) = journals_with(tmp_path, "If it rains, then I will picture us inside.")
    assert log.parent.parent.name == "private"
    assert b"\x1b[?2004l" in terminal.output


def test_a_paste_that_began_before_a_page_came_up_is_no_answer_to_it(environment: dict[str, str]) -> None:
    with Terminal(TALK.argv, environment) as terminal:
        begun(terminal, TALK)
        go_on(terminal, "\n\x1b[200~:stop\n:stop", TALK.goes_on)
        terminal.send(":stop\n:stop\n\x1b[201~")
        go_on(terminal, "a friend", "3 of 4", ":back", "Before, you said: a friend")
        terminal.send(":stop\n")

        assert terminal.wait() == 0


def test_what_is_typed_can_be_mended_and_is_shown_as_it_is(environment: dict[str, str], tmp_path: Path) -> None:
    with Terminal(TALK.argv, environment) as terminal:
        come_to_the_last_step(terminal)
        go_on(terminal, "nothing\x15a wrod\x17wor\x1b[Dt\x7fd 抱\x7fé", "Keep any of it")
        terminal.send("y\n")

        assert terminal.wait() == 0

    assert len(journals_with(tmp_path, "a word é")) == 1


def test_one_enter_too_many_reads_the_words_on_safety_for_nobody_else(environment: dict[str, str]) -> None:
    in_shell(environment, "people", "add", "Sam")

    with Terminal([*RITUALS, "talk", "reflective-listening"], environment) as terminal:
        terminal.wait_for("Type its number.")
        go_on(terminal, "2", "Before you begin")
        terminal.wait_for(":stop leaves now.")
        go_on(terminal, "\n\n\n", "Hand the keyboard to Sam.")
        go_on(terminal, ":support", "Any key goes back.")
        terminal.mark()
        terminal.send(" ")
        terminal.wait_for("Hand the keyboard to Sam.")
        terminal.wait_for(":stop leaves now.")
        terminal.send(":stop\n")

        assert terminal.wait() == 0


# notes on what to ask about


def test_a_list_of_private_notes_is_gone_once_it_was_read(environment: dict[str, str], tmp_path: Path) -> None:
    in_shell(environment, "people", "add", "Sam")
    in_shell(environment, "ask", "about", SECRET, "--by", "Sam")

    with Terminal([*RITUALS, "ask", "about"], environment) as terminal:
        terminal.wait_for("Whose notes are they?")
        terminal.send("2\n")
        terminal.wait_for(SECRET)
        terminal.wait_for("Enter ends.")
        terminal.send("\n")
        code = terminal.wait()

    assert code == 0
    assert what_stays(terminal.output).strip() == b""
    (log,) = journals_with(tmp_path, SECRET)
    assert log.parent.parent.name == "private"


def test_a_page_asked_for_by_name_is_not_shown_before_others_look_away(environment: dict[str, str]) -> None:
    in_shell(environment, "people", "add", "Sam")
    in_shell(environment, "ask", "about", SECRET, "--by", "Sam")

    with Terminal([*RITUALS, "ask", "about", "--by", "Sam"], environment) as terminal:
        terminal.wait_for("This page is Sam's alone.")
        terminal.wait_for("q leaves.")
        terminal.send("q\n")
        code = terminal.wait()

    assert code == 0
    assert SECRET.encode() not in terminal.output


@pytest.mark.parametrize("term", [["TERM=dumb"], ["-u", "TERM"]], ids=["dumb", "unknown"])
def test_private_notes_are_not_shown_where_they_would_stay(environment: dict[str, str], term: list[str]) -> None:
    in_shell(environment, "ask", "about", SECRET)

    with Terminal(["env", *term, *RITUALS, "ask", "about"], environment) as terminal:
        terminal.wait_for("needs a terminal")

        assert terminal.wait() != 0

    assert SECRET.encode() not in terminal.output


NOTES_DOWN = [*RITUALS, "ask", "about", "-", "--on", "tomorrow"]


def test_a_private_note_that_is_typed_stays_on_no_screen(environment: dict[str, str], tmp_path: Path) -> None:
    with Terminal(NOTES_DOWN, environment) as terminal:
        terminal.wait_for("Type the words, then Enter and ctrl+d.")
        terminal.send(f"{SECRET}\nund mehr\x04\x04")  # also where no Enter came before
        code = terminal.wait()

    assert code == 0
    assert what_stays(terminal.output).strip() == b"Kept for you alone, tomorrow."
    (log,) = journals_with(tmp_path, SECRET)
    assert b"und mehr" in log.read_bytes()


def test_a_signal_while_a_private_note_is_typed_leaves_no_word(environment: dict[str, str], tmp_path: Path) -> None:
    with Terminal(NOTES_DOWN, environment) as terminal:
        terminal.wait_for("Type the words, then Enter and ctrl+d.")
        terminal.send(f"{SECRET}\n")
        terminal.send("\x1c")  # ctrl+\\, the key of SIGQUIT
        code = terminal.wait()

    assert code == 128 + signal.SIGQUIT
    assert SECRET.encode() not in what_stays(terminal.output)
    assert words_on_disk(tmp_path, SECRET) == []


def test_a_private_note_that_was_typed_and_is_refused_is_not_lost(environment: dict[str, str]) -> None:
    with Terminal(NOTES_DOWN, environment) as terminal:
        terminal.wait_for("Type the words, then Enter and ctrl+d.")
        terminal.send(f"{SECRET} {'very ' * 200}\n" * 10 + "\x04")
        code = terminal.wait()

    assert code == 2
    assert what_stays(terminal.output).count(SECRET.encode()) == 10
    assert b"Your words are printed above." in what_stays(terminal.output)


def test_a_note_to_a_tick_that_is_typed_stays_on_no_screen(environment: dict[str, str], tmp_path: Path) -> None:
    in_shell(environment, "add", "Walk", "--every", "every day")

    with Terminal([*RITUALS, "tick", "walk", "--note", "-"], environment) as terminal:
        terminal.wait_for("Type the words, then Enter and ctrl+d.")
        terminal.send(f"{SECRET}\n\x04")
        code = terminal.wait()

    assert code == 0
    assert SECRET.encode() not in what_stays(terminal.output)
    assert len(journals_with(tmp_path, SECRET)) == 1


@pytest.mark.parametrize("wrong", [["talk"], ["walk", "--on", "no day"], []], ids=" ".join)
def test_a_note_that_was_typed_and_is_refused_is_not_lost(environment: dict[str, str], wrong: list[str]) -> None:
    in_shell(environment, "add", "Walk", "--every", "every day")

    with Terminal([*RITUALS, "tick", "--note", "-", *wrong], environment) as terminal:
        terminal.wait_for("Type the words, then Enter and ctrl+d.")
        terminal.send(f"{SECRET}\n\x04")
        code = terminal.wait()

    assert code != 0
    assert what_stays(terminal.output).count(SECRET.encode()) == 1
    assert b"Your words are printed above." in what_stays(terminal.output)


# a check-in


def test_a_whole_check_in_stays_on_the_other_screen(environment: dict[str, str], tmp_path: Path) -> None:
    in_shell(environment, "people", "add", "Sam")

    with Terminal(CHECKIN.argv, environment) as terminal:
        terminal.wait_for("Whose check-in is it?")
        terminal.send("2\n")
        terminal.wait_for("Enter begins")
        terminal.send("\n")
        for place in range(1, 6):
            terminal.wait_for(f"{place} of 5")
            terminal.send("3\n")
        terminal.wait_for("15 of 20")
        terminal.send("\n")
        code = terminal.wait()

    assert code == 0
    assert b"Closeness" in terminal.output
    assert what_stays(terminal.output).strip() == b"Kept on private pages."
    (log,) = journals_with(tmp_path, CHECKIN.never_kept)
    assert log.parent.parent.name == "private"


def test_a_check_in_of_two_shows_only_what_each_chose_on_the_other_screen(environment: dict[str, str]) -> None:
    in_shell(environment, "people", "add", "Sam")

    with Terminal([*RITUALS, "checkin", "--both"], environment) as terminal:
        for _ in range(2):
            terminal.wait_for("when nobody else is looking")
            go_on(terminal, "", "may see. Nothing else is shown.", "", "1 of 5", "3", "2 of 5", "1", "3 of 5")
            go_on(terminal, "", "4 of 5", "", "5 of 5", "", "What you leave out stays with you.")
            terminal.mark()
            terminal.send("1\n")
        terminal.wait_for("Now both of you.")
        go_on(terminal, "", "Side by side")
        terminal.wait_for("often")
        terminal.send("\n")
        code = terminal.wait()

    assert code == 0
    assert "rarely" not in terminal.text
    assert after_leaving(terminal.output).strip() == b"Kept on private pages."
