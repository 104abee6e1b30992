"""The verbs of the jar."""

from __future__ import annotations

import errno
import io
import os
import stat
import sys
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path

import pytest

from rituals.cli.shared.erasing import ON_DISK
from rituals.core.jar.words import CURTAIN
from rituals.core.model import Appreciation
from rituals.core.state.jar import Jar, NoteHead
from tests.kit.keyboard import AtTerminal, Editor, Typed
from tests.kit.runs import Runs
from tests.kit.terminal import Terminal


def ids(shell: Runs) -> list[str]:
    return [note["id"] for note in shell("jar", "list", "--json").document["notes"]]


def texts(shell: Runs) -> list[str | None]:
    return [note["text"] for note in shell("jar", "list", "--json").document["notes"]]


# putting in


def test_words_of_the_call_go_in(shell: Runs) -> None:
    assert shell.done("jar", "add", "Thank", "you", "for the tea") == "It is in the jar, for Sam.\n"
    assert shell.done("jar", "show", ids(shell)[0]) == "ana to Sam · today\n\nThank you for the tea\n"


@pytest.mark.parametrize("words", [(), ("-",)])
def test_words_come_through_a_pipe(shell: Runs, piped: Typed, words: tuple[str, ...]) -> None:
    piped("Two lines,\r\nas they were 🫂\n".encode("utf-8-sig"))

    shell.done("jar", "add", *words)

    assert texts(shell) == ["Two lines,\nas they were 🫂"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "nothing on the note yet"),
        (b"caf\xe9", "not UTF-8"),
        (b"x" * 100_001, "100,001 characters"),
        (b"x" * 400_001, "more than a note holds"),
        (b"\x1b[2J", "plain text"),
    ],
)
def test_what_is_no_note_is_refused_and_the_jar_stays_as_it_is(
    shell: Runs, piped: Typed, data: bytes, words: str
) -> None:
    piped(data)

    assert words in shell.refused("jar", "add")
    assert ids(shell) == []


def test_from_whom_to_whom_and_about_when(shell: Runs) -> None:
    shell.done("jar", "add", "--by", "sam", "--on", "fri", "One")
    shell.done("jar", "add", "--for", "nobody", "Two")

    one, two = shell("jar", "list", "--json").document["notes"]
    assert (one["by"]["name"], one["to"]["name"], one["day"]) == ("Sam", "ana", "2026-11-20")
    assert (two["by"]["name"], two["to"], two["day"]) == ("ana", None, "2026-11-22")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--for", "Robin"), "nobody here"),
        (("--by", "Robin"), "nobody here"),
        (("--for", "ana"), "note to yourself"),
        (("--on", "tomorrow"), "still ahead"),
        (("--on", "someday"), "not understood as a day"),
        (("--sealed-until", "yesterday"), "hide nothing"),
        (("--sealed", "--sealed-until", "fri"), "Keep one"),
        (("--starter",), "for writing in an editor"),
    ],
)
def test_what_cannot_be_said_of_a_note_is_refused(shell: Runs, words: tuple[str, ...], said: str) -> None:
    assert said in shell.refused("jar", "add", "Thank you", *words)
    assert ids(shell) == []


def test_before_any_welcome_a_note_goes_in_too(empty: Runs) -> None:
    assert empty.done("jar", "add", "A good day") == "It is in the jar.\n"
    assert empty.done("jar", "list") == "November 2026\n  Sun 22  " + ids(empty)[0][:4] + "  from ana  A good day\n"


def test_a_note_ticks_the_ritual_and_undo_takes_both_back(shell: Runs) -> None:
    shell.done("add", "appreciation-jar")

    said = shell.done("jar", "add", "Thank you")
    undone = shell.done("undo")

    assert said == "It is in the jar, for Sam.\nOne for the jar is done for today.\n"
    assert undone == f"Took back: the note for Sam about today; One for the jar, ticked today.\n{ON_DISK}\n"
    assert ids(shell) == []


# looking


def test_the_jar_at_a_glance(shell: Runs) -> None:
    assert shell.done("jar") == "The jar: empty so far.\nrituals jar add puts a first thank-you in.\n"

    shell.done("jar", "add", "Thank you")
    shell.done("add", "open-the-jar")

    assert shell.done("jar") == "The jar: 1 thank-you, next opening on Sun 29 Nov.\n"
    assert shell("jar", "--json").document == {"format": 1, "notes": 1, "next_opening": "2026-11-29"}


def test_the_list_goes_by_month_and_hides_what_is_sealed(shell: Runs) -> None:
    shell.done("jar", "add", "--on", "2026-10-31", "The\nmarket")
    shell.done("jar", "add", "--sealed", "A surprise")
    shell.done("jar", "add", "--by", "sam", "--sealed-until", "fri", "Another")
    first, *_ = notes = [name[:4] for name in ids(shell)]
    shell.done("jar", "favourite", first)

    assert shell.done("jar", "list").splitlines() == [
        "October 2026",
        f"  Sat 31  {notes[0]}  ana to Sam · favourite  The",
        "",
        "November 2026",
        f"  Sun 22  {notes[1]}  ana to Sam              (sealed until the jar is opened)",
        f"  Sun 22  {notes[2]}  Sam to ana              (sealed until Friday)",
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--month", "2026-10"), ["one"]),
        (("--month", "october"), ["one"]),
        (("--month", "dec"), []),
        (("--on", "yesterday"), ["two"]),
        (("--by", "sam"), ["three"]),
        (("--favourites",), ["two"]),
        ((), ["one", "two", "three"]),
    ],
)
def test_the_list_can_be_looked_through(shell: Runs, words: tuple[str, ...], expected: list[str]) -> None:
    shell.done("jar", "add", "--on", "2026-10-31", "one")
    shell.done("jar", "add", "--on", "yesterday", "two")
    shell.done("jar", "add", "--by", "sam", "three")
    shell.done("jar", "favourite", ids(shell)[1])

    assert [note["text"] for note in shell("jar", "list", *words, "--json").document["notes"]] == expected


@pytest.mark.parametrize("month", ["2026-13", "2026", "brumaire", ""])
def test_a_month_that_is_none_is_answered_with_two_that_are(shell: Runs, month: str) -> None:
    assert "Try “2026-11” or “november”" in shell.refused("jar", "list", "--month", month)


def test_only_what_is_listed_is_read(shell: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.done("jar", "add", "--on", "fri", "One")
    shell.done("jar", "add", "Two")
    read: list[str] = []

    def worded(jar: Jar, heads: Iterable[NoteHead], words: Callable[..., list[Appreciation]] = Jar.worded) -> object:
        notes = words(jar, heads)
        read.extend(note.text for note in notes)
        return notes

    monkeypatch.setattr(Jar, "worded", worded)

    assert "One" in shell.done("jar", "list", "--on", "fri")
    assert read == ["One"]


def test_nothing_to_list_is_said_kindly(shell: Runs) -> None:
    assert "empty so far" in shell.done("jar", "list")

    shell.done("jar", "add", "Thank you")

    assert shell.done("jar", "list", "--favourites") == "No note in the jar is like that.\n"


def test_a_note_as_a_document(shell: Runs) -> None:
    shell.done("jar", "add", "--on", "yesterday", "[b]Tea[/b]\n\u200f☕")
    people = {one["name"]: one["id"] for one in shell("people", "--json").document["people"]}

    listed = shell("jar", "list", "--json").document

    (name,) = ids(shell)
    expected = {
        "id": name,
        "day": "2026-11-21",
        "by": {"id": people["ana"], "name": "ana"},
        "to": {"id": people["Sam"], "name": "Sam"},
        "text": "[b]Tea[/b]\n\u200f☕",
        "sealed": False,
        "seal": None,
        "favourite": False,
        "read": False,
        "by_phone": False,
        "reply": None,
    }
    assert listed == {"format": 1, "notes": [expected]}
    assert shell("jar", "draw", "--json").document == {"format": 1, "note": expected}
    assert shell("jar", "show", name, "--json").document == {"format": 1, "note": expected}
    assert shell("jar", "search", "tea", "--json").document == listed


def test_sealed_words_are_nowhere_until_their_day(shell: Runs) -> None:
    shell.done("jar", "add", "--sealed-until", "fri", "marzipan")
    (name,) = ids(shell)
    looks = (("list",), ("list", "--json"), ("show", name), ("show", name, "--json"), ("search", "marzipan"))

    before = [shell.done("jar", *look).replace("“marzipan”", "") for look in looks]
    document = shell("jar", "show", name, "--json").document["note"]
    shell.refused("jar", "draw", exit_code=1)
    shell.clock.set("2026-11-27 12:00")
    after = [shell.done("jar", *look) for look in looks]

    assert not any("marzipan" in said for said in before)
    assert (document["text"], document["sealed"], document["seal"]) == (None, True, {"until": "2026-11-27"})
    assert all("marzipan" in said for said in after)
    assert "marzipan" in shell.done("jar", "draw")


def test_sealing_says_that_it_is_a_curtain(shell: Runs) -> None:
    assert CURTAIN in shell.done("jar", "add", "--sealed", "A surprise")


def test_a_search_shows_the_line_that_has_the_word(shell: Runs) -> None:
    shell.done("jar", "add", "Dear you,\nthe café by the river")
    shell.done("jar", "add", "Something else")

    found = shell.done("jar", "search", "CAFE", "River")

    assert found.splitlines()[1:] == [f"  Sun 22  {ids(shell)[0][:4]}  ana to Sam  the café by the river"]
    assert shell.done("jar", "search", "nowhere") == "No open note has “nowhere” in it.\n"
    assert "which words" in shell.refused("jar", "search", " ")


def test_the_same_note_is_not_drawn_twice_in_a_row(shell: Runs) -> None:
    shell.done("jar", "add", "one")
    shell.done("jar", "add", "two")

    drawn = [shell.done("jar", "draw") for _ in range(8)]

    assert all(one != before for before, one in pairwise(drawn))


def test_an_empty_jar_has_nothing_to_draw_and_says_how_to_begin(shell: Runs) -> None:
    assert "rituals jar add" in shell.refused("jar", "draw", exit_code=1)
    assert shell.done("jar", "list").endswith("rituals jar add puts a first note in, from your editor or a pipe.\n")


# opening


def test_without_a_terminal_all_is_read_at_once_and_kept_as_read(shell: Runs) -> None:
    shell.done("add", "open-the-jar")
    shell.done("jar", "add", "One\nline more")
    shell.done("jar", "add", "--sealed", "A surprise")
    shell.done("jar", "add", "--sealed-until", "fri", "Later")

    said = shell.done("jar", "open")

    assert said.splitlines() == [
        *("ana to Sam · today", "Sam reads this one aloud.", "", "One", "line more", ""),
        *("ana to Sam · today", "ana reads this one aloud.", "", "A surprise", ""),
        "That was the jar. What you read stays in it, to be drawn again.",
        "Open the jar is done for today.",
        "Next opening on Sun 29 Nov.",
    ]
    assert texts(shell) == ["One\nline more", "A surprise", None]
    assert "Nothing new waits in the jar. rituals jar draw" in shell.done("jar", "open")
    assert shell.done("undo") == "Took back: the opening of the jar today; Open the jar, ticked today.\n"
    assert texts(shell) == ["One\nline more", None, None]


def test_where_no_note_can_be_read_none_is_to_be_drawn(shell: Runs) -> None:
    assert shell.done("jar", "open") == "Nothing new waits in the jar. rituals jar add puts a note in.\n"
    shell.done("jar", "add", "--sealed-until", "fri", "Later")
    assert shell.done("jar", "open").endswith("rituals jar add puts a note in.\n")


def test_what_could_not_be_printed_was_not_read(shell: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.done("jar", "add", "One")

    def closed(_: str) -> int:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    with monkeypatch.context() as pipe:
        pipe.setattr("sys.stdout.write", closed)
        with pytest.raises(SystemExit, match="1"):  # which is how click ends where a pipe is closed
            shell("jar", "open")

    assert "One" in shell.done("jar", "open")


def in_terminal(home: Path, *words: str) -> Terminal:
    environment = {**os.environ, "RITUALS_HOME": str(home), "PYTHONUTF8": "1"}
    return Terminal([sys.executable, "-m", "rituals", *words], environment)


def test_in_a_terminal_each_note_waits_for_enter_and_the_end_of_the_input_ends_it(shell: Runs) -> None:
    for name in ("first", "second", "third"):
        shell.done("jar", "add", "--on", "2020-01-01", name)

    with in_terminal(shell.home, "jar", "open") as terminal:
        terminal.wait_for("Enter unfolds it")
        is_folded = "first" not in terminal.text
        terminal.send("\r")
        terminal.wait_for("Enter goes on")
        only_first = "first" in terminal.text and "second" not in terminal.text
        terminal.mark()
        terminal.send("f\r")
        terminal.wait_for("Enter unfolds it")
        terminal.send("\r")
        terminal.wait_for("second")
        terminal.wait_for("Enter goes on")
        terminal.mark()
        terminal.send("\x04")
        exit_code = terminal.wait()

    assert is_folded
    assert only_first
    assert "These you kept:" in terminal.text
    assert [note["favourite"] for note in shell("jar", "list", "--json").document["notes"]] == [True, False, False]
    assert "third" not in terminal.text
    assert (exit_code, "The rest waits in the jar." in terminal.text) == (0, True)
    assert [note["read"] for note in shell("jar", "list", "--json").document["notes"]] == [True, True, False]


def test_ctrl_c_ends_an_opening_and_keeps_what_was_read(shell: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted(AtTerminal):
        answers = ("\n",)

        def readline(self, _: int | None = -1) -> str:  # type: ignore[override]
            if not self.answers:
                raise KeyboardInterrupt
            answer, *self.answers = self.answers  # type: ignore[assignment]
            return answer

    for name in ("first", "second"):
        shell.done("jar", "add", name)

    with monkeypatch.context() as terminal:
        terminal.setattr("sys.stdin", Interrupted(io.BytesIO()))
        terminal.setattr("sys.stdout.isatty", lambda: True)
        ran = shell("jar", "open")

    assert (ran.exit_code, "second" in ran.out) == (0, False)
    assert ran.out.endswith("The rest waits in the jar.\n")
    assert [note["read"] for note in shell("jar", "list", "--json").document["notes"]] == [True, False]


@pytest.mark.parametrize("answers", [[], [""]])
def test_an_opening_that_ends_before_the_first_note_is_unfolded_leaves_all_as_it_was(
    shell: Runs, monkeypatch: pytest.MonkeyPatch, answers: list[str]
) -> None:
    class Ending(AtTerminal):
        def readline(self, _: int | None = -1) -> str:  # type: ignore[override]
            if not answers:
                raise KeyboardInterrupt
            return answers[0]

    shell.done("jar", "add", "first")

    with monkeypatch.context() as terminal:
        terminal.setattr("sys.stdin", Ending(io.BytesIO()))
        terminal.setattr("sys.stdout.isatty", lambda: True)
        ran = shell("jar", "open")

    assert (ran.exit_code, "first" in ran.out) == (0, False)
    assert ran.out.endswith("All of it waits in the jar for another evening.\n")
    assert [note["read"] for note in shell("jar", "list", "--json").document["notes"]] == [False]


# changing, favourites, erasing


def test_a_note_is_changed_by_the_words_of_the_call_or_by_what_else_is_said(shell: Runs, typed: Typed) -> None:
    shell.done("jar", "add", "before")
    (name,) = ids(shell)
    typed("")

    assert shell.done("jar", "edit", name[:4], "after", "all") == f"The note is changed.\n{ON_DISK}\n"
    assert shell.done("jar", "edit", name[:4], "--on", "yesterday", "--for", "nobody") == "The note is changed.\n"
    assert "nothing had to change" in shell.done("jar", "edit", name[:4], "after all")
    assert shell.done("jar", "show", name) == "from ana · yesterday\n\nafter all\n"


def test_the_editor_shows_the_writer_their_own_words_also_sealed_ones(shell: Runs, editor: Editor) -> None:
    shell.done("jar", "add", "--sealed", "a surprise")
    (name,) = ids(shell)
    editor("path.write_text(path.read_text().upper())")

    shell.done("jar", "edit", name)
    hidden = texts(shell)
    shell.done("jar", "edit", name, "--unseal")

    assert hidden == [None]
    assert texts(shell) == ["A SURPRISE"]


def test_the_other_is_not_shown_them(shell: Runs, editor: Editor) -> None:
    shell.done("jar", "add", "--sealed", "a surprise")
    (name,) = ids(shell)
    shell.done("people", "here", "sam")
    editor("raise SystemExit('the editor was opened')")

    assert "Those are ana's words" in shell.refused("jar", "edit", name, exit_code=1)


def test_words_for_an_edit_come_through_a_pipe_and_empty_ones_change_nothing(shell: Runs, piped: Typed) -> None:
    shell.done("jar", "add", "before")
    (name,) = ids(shell)
    piped("after\n")
    shell.done("jar", "edit", name)
    piped("")

    assert "nothing on the note yet" in shell.refused("jar", "edit", name)
    assert "two wishes" in shell.refused("jar", "edit", name, "--unseal", "--sealed")
    assert texts(shell) == ["after"]


def test_a_favourite_is_made_and_let_go(shell: Runs) -> None:
    shell.done("jar", "add", "Thank you")
    (name,) = ids(shell)

    assert shell.done("jar", "favourite", name[:4]) == "It is a favourite now.\n"
    assert "favourite" in shell.done("jar", "show", name)
    assert shell.done("jar", "favourite", name[:4], "--not") == "It is no favourite any more.\n"
    assert "favourite" not in shell.done("jar", "show", name)


@pytest.mark.parametrize("verb", ["show", "edit", "favourite", "erase"])
@pytest.mark.parametrize("name", ["", "zzzz", "\x1b[2J", "🫂", "x" * 10_000])
def test_an_id_that_no_note_has_is_refused_in_one_safe_sentence(shell: Runs, verb: str, name: str) -> None:
    shell.done("jar", "add", "Thank you")

    sentence = shell.refused("jar", verb, name, *["--yes"] * (verb == "erase"))

    assert sentence.startswith("No note has the id “")
    assert "\x1b" not in sentence
    assert len(sentence) < 200


def test_the_beginning_of_an_id_will_do_where_only_one_note_has_it(shell: Runs) -> None:
    for number in range(17):  # of seventeen, two begin alike
        shell.done("jar", "add", f"note {number}")
    begins = [name[0] for name in ids(shell)]
    shared = next(one for one in begins if begins.count(one) > 1)

    assert "several notes" in shell.refused("jar", "show", shared)
    assert "note 3" in shell.done("jar", "show", ids(shell)[3].upper())


def test_erasing_asks_once_and_leaves_no_word_on_the_disk(shell: Runs, typed: Typed) -> None:
    shell.done("jar", "add", "marzipan")
    (name,) = ids(shell)
    typed("n\n")
    declined = shell("jar", "erase", name[:4])
    kept = texts(shell)
    typed("y\n")

    agreed = shell("jar", "erase", name[:4])

    assert (declined.exit_code, declined.out, kept) == (0, "The note stays in the jar.\n", ["marzipan"])
    assert "gone for good" in agreed.out
    assert "Copies made elsewhere" in agreed.out
    assert ids(shell) == []
    assert not [one for one in shell.home.rglob("*") if one.is_file() and b"marzipan" in one.read_bytes()]


def test_the_question_before_erasing_names_the_note_but_no_sealed_words(shell: Runs) -> None:
    shell.done("jar", "add", "--sealed", "marzipan")
    shell.done("jar", "add", "nougat")

    said = []
    for name in ids(shell):
        with in_terminal(shell.home, "jar", "erase", name) as terminal:
            terminal.wait_for("[y/N]")
            terminal.send("n\r")
            assert terminal.wait() == 0
            said.append(terminal.text)

    assert "(sealed until the jar is opened)" in said[0]
    assert "marzipan" not in said[0]
    assert "nougat" in said[1]
    assert len(ids(shell)) == 2


def test_without_a_terminal_erasing_wants_a_yes(shell: Runs, piped: Typed) -> None:
    shell.done("jar", "add", "marzipan")
    (name,) = ids(shell)
    piped("y\n")

    assert "--yes" in shell.refused("jar", "erase", name)
    assert "gone for good" in shell.done("jar", "erase", name, "--yes")


def test_a_third_person_is_asked_nothing_before_they_may_not_erase(shell: Runs, typed: Typed) -> None:
    shell.done("people", "add", "Kim", "--not-me")
    shell.done("jar", "add", "marzipan", "--for", "sam")
    shell.done("people", "here", "kim")
    typed("y\n")

    sentence = shell.refused("jar", "erase", *ids(shell), exit_code=1)

    assert sentence == "That note is ana's and Sam's to keep or to erase, and nobody else's."
    assert texts(shell) == ["marzipan"]


def test_whom_a_note_is_for_erases_it_also_one_that_was_taken_back(shell: Runs) -> None:
    shell.done("jar", "add", "--by", "sam", "marzipan")
    (name,) = ids(shell)
    shell.done("undo")

    shell.done("jar", "erase", name, "--yes")

    assert not [one for one in shell.home.rglob("*") if one.is_file() and b"marzipan" in one.read_bytes()]


# keeping


@pytest.mark.parametrize("name", ["booklet.md", "booklet.html", "BOOKLET.MD"])
def test_a_booklet_holds_what_is_open_and_only_this_login_reads_it(shell: Runs, tmp_path: Path, name: str) -> None:
    shell.done("jar", "add", "The tea")
    shell.done("jar", "add", "--sealed", "marzipan")
    shell.done("jar", "add", "--on", "2025-12-31", "Long ago")
    target = tmp_path / name

    said = shell.done("jar", "export", "--to", str(target))

    assert said == f"1 note of 2026 is in {target}. What is sealed stays out of it.\n"
    content = target.read_text(encoding="utf-8")
    assert [words in content for words in ("The tea", "marzipan", "Long ago")] == [True, False, False]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == [name]


@pytest.mark.parametrize(
    ("words", "notes"),
    [
        (("--year", "2025"), "1 note of 2025"),
        (("--from", "2025-12-01"), "2 notes of 1 December 2025 to 22 November 2026"),
        (("--from", "2025-12-01", "--until", "2026-01-01"), "1 note of 1 December 2025 to 1 January 2026"),
        (("--year", "2020"), "No note of 2020"),
    ],
)
def test_the_days_of_a_booklet_can_be_chosen(shell: Runs, tmp_path: Path, words: tuple[str, ...], notes: str) -> None:
    shell.done("jar", "add", "The tea")
    shell.done("jar", "add", "--on", "2025-12-31", "Long ago")

    assert shell.done("jar", "export", "--to", str(tmp_path / "b.md"), *words).startswith(notes)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--to", "booklet.pdf"), ".md or .html"),
        (("--to", "booklet"), ".md or .html"),
        (("--to", "b.md", "--until", "fri"), "--from"),
        (("--to", "b.md", "--year", "2025", "--from", "fri"), "--year, or --from"),
        (("--to", "b.md", "--from", "today", "--until", "yesterday"), "Turn them around"),
    ],
)
def test_a_booklet_that_cannot_be_is_refused(
    shell: Runs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)

    assert said in shell.refused("jar", "export", *words)
    assert [one for one in tmp_path.iterdir() if one.is_file()] == []


def test_a_file_that_is_there_is_written_over_only_by_force(shell: Runs, tmp_path: Path) -> None:
    target = tmp_path / "b.md"
    target.write_text("mine")
    target.chmod(0o644)

    refusal = shell.refused("jar", "export", "--to", str(target))
    kept = target.read_text()
    shell.done("jar", "export", "--to", str(target), "--force")

    assert "--force" in refusal
    assert kept == "mine"
    assert target.read_text() != "mine"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_place_that_cannot_be_written_is_told(shell: Runs, tmp_path: Path) -> None:
    assert "Try another place" in shell.refused("jar", "export", "--to", str(tmp_path / "no" / "b.md"), exit_code=1)
