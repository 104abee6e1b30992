"""Verbs on a home whose private pages are locked: what reads, erases or undoes asks first; all else is as ever."""

from __future__ import annotations

import pytest

from rituals.cli.checkin.items import Pages
from rituals.cli.checkin.result import outcome
from rituals.core.model import Person
from tests.kit.every_verb import every_verb
from tests.kit.keyboard import Typed
from tests.kit.locks import PASSPHRASE, lock_cheaply
from tests.kit.runs import Runs
from tests.kit.script import Script

READERS = {("ask", "done"), ("ask", "erase"), ("ask", "take-back"), ("export", "--to")}
FOR_THE_LOCK = {("lock", "set"), ("lock", "change"), ("lock", "off")}


class Asked:
    """What the prompts that show nothing asked, and what is typed there."""

    def __init__(self) -> None:
        self.typed: list[str] = []
        self.prompts: list[str] = []

    def __call__(self, prompt: str) -> str:
        self.prompts.append(prompt)
        return self.typed.pop(0) if self.typed else ""


@pytest.fixture
def asked(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Sits at a terminal."""
    asked = Asked()
    monkeypatch.setattr("click.termui.hidden_prompt_func", asked)
    typed("")
    return asked


def lock_all(shell: Runs) -> list[Person]:
    """Lock everybody's private pages."""
    session = shell.open_session(None)
    for person in session.service.couple:
        lock_cheaply(session, person.id)
    return list(session.service.couple)


@pytest.fixture
def locked(shell: Runs) -> Runs:
    """The shell of two who noted something to ask about, and locked their pages then."""
    shell.done("ask", "about", "the dentist")
    shell.done("ask", "about", "the tulips", "--by", "sam")
    lock_all(shell)
    return shell


@pytest.mark.parametrize("is_terminal", [False, True])
def test_no_verb_asks_or_fails_but_those_that_read_private_words(
    locked: Runs, request: pytest.FixtureRequest, is_terminal: bool
) -> None:
    asked = request.getfixturevalue("asked") if is_terminal else Asked()
    refused, prompting = set[tuple[str, ...]](), set[tuple[str, ...]]()

    for call in every_verb("walk"):
        asked.prompts.clear()
        ran = locked(*(word.format(home=locked.home) for word in call))
        assert "something broke" not in ran.err, call
        is_refusal = ran.exit_code == 3
        assert is_refusal or call[:1] == ("lock",) or "are locked." not in ran.out + ran.err, (call, ran)
        refused |= {call[:2]} if is_refusal else set()
        prompting |= {call[:2]} if asked.prompts else set()

    assert refused == READERS | (FOR_THE_LOCK - {("lock", "set")})
    assert prompting == (READERS if is_terminal else set())


def test_a_page_that_reads_is_refused_without_a_terminal(locked: Runs) -> None:
    for words in (["ask", "about"], ["checkin", "--history"], ["checkin", "--history", "--by", "sam"]):
        told = locked.refused(*words, exit_code=3)
        assert told.endswith("are locked. In a terminal, the same command asks for the passphrase.")


def test_what_was_typed_wrongly_is_asked_for_again_and_then_it_goes_on(locked: Runs, asked: Asked) -> None:
    asked.typed = ["plum plum plum", f" {PASSPHRASE} "]

    ran = locked("ask", "done", "dentist")

    assert ran.out == "Asked; it is not on your list any more.\n"
    told = " ".join([ran.err, *asked.prompts])  # which of the two says it, is for click to choose
    assert [sentence.strip() for sentence in told.split("Passphrase, or the twelve words:")] == [
        "The private pages of ana are locked.",
        "That is not it. Your twelve words open it as well.",
        "",
    ]


def test_an_answer_that_waits_for_its_lock_is_shown_once_it_is_open(locked: Runs, asked: Asked) -> None:
    locked.done("ask", "answer", "the plum tree")
    locked.done("ask", "answers")
    both = locked.done("ask", "answer", "the stairs", "--by", "sam")
    assert both.splitlines()[1:] == [
        "They are all there now. rituals ask answers asks for your passphrase, and shows them."
    ]

    asked.typed = [PASSPHRASE]
    assert "Yours is sealed" in locked("ask", "answers", "--by", "sam").out
    asked.typed = [PASSPHRASE]
    shown = locked("ask", "answers").out

    assert all(words in shown for words in ("ana: the plum tree", "Sam: the stairs"))
    assert locked.done("ask", "answers", "--by", "sam") == shown


def test_where_nobody_can_be_asked_answers_that_are_shown_are_read_beside_one_that_waits(locked: Runs) -> None:
    for by in ("ana", "sam"):
        locked.done("ask", "answer", "the plum tree", "--by", by)

    told = locked.done("ask", "answers")

    assert "rituals ask answers asks for your passphrase, and shows them." in " ".join(told.split())
    assert locked.done("ask", "answers", "--json")


def test_a_locked_checkin_is_kept_and_shows_alone_until_it_is_opened(locked: Runs) -> None:
    script = Script("", "s", PASSPHRASE, "")
    pages = Pages(script, locked.shell())
    ana, _ = pages.service.couple

    assert outcome(pages, ana, {"c1": 3})

    assert "Kept. Your check-ins from before are locked" in script.pages[1][0]
    assert "often" in "\n".join(script.pages[2])
    assert "private pages of ana are locked" in script.pages[3][0]
    assert "Shown to both of you" in "\n".join(script.pages[4])
    assert script.hidden == [True, False, True, False]
    assert len(pages.service.private(ana.id).now.checkins) == 1


def test_a_locked_checkin_is_erased_only_once_it_is_open(locked: Runs) -> None:
    kept, erased = Script("", "x", "", ""), Script("", "x", PASSPHRASE, "y")
    pages = Pages(kept, locked.shell())
    ana, _ = pages.service.couple

    assert outcome(pages, ana, {"c1": 3})
    assert not outcome(erasing := Pages(erased, locked.shell()), ana, {"c1": 2})

    assert [taken.answers for taken in erasing.service.private(ana.id).now.checkins] == [{"c1": 3}]
