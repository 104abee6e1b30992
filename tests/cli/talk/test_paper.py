"""Talks on paper: each reads as a person would write it, for two and for one."""

from __future__ import annotations

import re

import pytest

from rituals.content.loader import catalogue
from rituals.core.talk.steps import Flow
from tests.kit.runs import Runs

FLOWS = catalogue().flow
ONLY_ON_A_SCREEN = re.compile(
    r"[{}]|“\.\.\.”|\b(speaker|listener|the one who (?:speaks|listens)|press|enter|esc|skip this|next page|on today"
    r"|at the end you can|at the end they can|the timer|just me today|at the beginning makes|shown here|:skip)\b"
    r"|\bthe other:|: \w+:",
    re.IGNORECASE,
)
WAYS = [
    pytest.param(flow, extra, id=f"{flow.id} {way}")
    for flow in FLOWS
    for way, extra in (("two", ()), ("one", ("--apart",)))
    if not (extra and flow.takes_two and not flow.fits_one)
]


@pytest.mark.parametrize(("flow", "extra"), WAYS)
def test_every_printed_talk_has_no_gap_no_role_and_nothing_that_only_a_screen_can_do(
    shell: Runs, flow: Flow, extra: tuple[str, ...]
) -> None:
    text = shell.done("talk", flow.id, "--print", *extra)
    in_a_row = " ".join(text.split())

    assert in_a_row.startswith(f"{flow.title} · about {flow.minutes_for(is_alone=bool(extra))} minutes")
    assert not ONLY_ON_A_SCREEN.search(in_a_row), ONLY_ON_A_SCREEN.search(in_a_row)
    assert max(map(len, text.splitlines())) <= 76
    assert "\x1b" not in text


@pytest.mark.parametrize(("flow", "extra"), WAYS)
def test_the_steps_are_numbered_and_there_are_lines_to_write_on(
    shell: Runs, flow: Flow, extra: tuple[str, ...]
) -> None:
    text = shell.done("talk", flow.id, "--print", *extra)

    steps = [step for step in flow.step if not (extra and step.only_two)]
    lines = [line.strip() for line in text.splitlines()]
    for number, step in enumerate(steps, 1):
        beginning = next(line for line in lines if line.startswith(f"{number}. "))
        assert re.match(r"\d+\. [A-Z]", beginning), beginning
        assert not step.own or any(line.startswith(f"[ ] {step.own}: ___") for line in lines)
    each_writes = 1 if extra else 2
    asked = sum(step.blank_lines * (each_writes if step.each else 1) for step in steps)
    assert sum(set(line) == {"_"} for line in lines) == asked
    assert sum(line.startswith("Name: ___") for line in lines) == (0 if extra else 2 * sum(s.each for s in steps))


def test_what_is_chosen_can_be_ticked_and_says_where_it_leads(shell: Runs) -> None:
    listening, forgiveness = (shell.done("talk", name, "--print") for name in ("reflective", "setting"))
    meeting, pause = (shell.done("talk", name, "--print") for name in ("us-meeting", "pause"))

    assert "[ ] yes, that is it\n" in listening
    assert "[ ] not yet, let me try again (back to step 3)" in listening
    assert "[ ] take a pause first (“Pause and come back”, then back to step 5)" in meeting
    assert "(“Listen, say back, check”, then on from here)" in " ".join(meeting.split())
    assert "[ ] start again gently (go on with “Listen, say back, check”)" in pause
    assert "[ ] it is still going on (leave it there for now) *" in forgiveness
    assert "[ ] I am not sure *" in forgiveness
    assert forgiveness.endswith("* To talk to someone by yourself: rituals talk support shows where help is.\n")


def test_who_does_what_is_said_as_it_is_called_in_that_talk(shell: Runs) -> None:
    guess, news, listening = (
        " ".join(shell.done("talk", name, "--print").split()) for name in ("ask-do", "good part", "reflective")
    )

    assert "find out about whoever tells." in guess
    assert "2. Whoever guesses: put yourself in their place for a moment. Write your guess down" in guess
    assert "4. Whoever guesses: how near did you come? Say what surprised you" in guess
    assert re.search(r"1\. Who brings the good news\? _+ brings the news", news)
    assert re.search(r"2\. Who speaks first\? The other one listens\. _+ speaks first", listening)
    assert "the other way round: steps 3 to 7 once more" in listening


def test_what_is_timed_says_for_how_long(shell: Runs) -> None:
    breath = shell.done("talk", "quiet-breath", "--print")

    assert re.findall(r"\(for .*\)", breath) == ["(for one minute)", "(for three minutes)", "(for one minute)"]
    assert "(for 20 minutes)" in shell.done("talk", "pause", "--print")


def test_what_takes_turns_takes_one_alone_less_time(shell: Runs) -> None:
    for_two, for_one = (shell.done("talk", "coming-home", "--print", *extra) for extra in ((), ("--apart",)))

    assert for_two.startswith("Coming-home talk · about 20 minutes")
    assert for_one.startswith("Coming-home talk · about 10 minutes")


def test_one_alone_is_told_in_the_list_how_long_it_takes_one(empty: Runs) -> None:
    assert "10 min" in next(line for line in empty.done("talk").splitlines() if "Coming-home talk" in line)


def test_on_paper_a_week_without_a_topic_says_which_steps_to_leave_out(shell: Runs) -> None:
    meeting = " ".join(shell.done("talk", "us-meeting", "--print").split())

    assert "If there is none, enjoy that, and leave out the next two steps. _" in meeting
    assert "skip ahead" not in meeting


def test_what_is_written_apart_is_shown_side_by_side_by_two_alone(shell: Runs) -> None:
    two, one = (" ".join(shell.done("talk", "root", "--print", *extra).split()) for extra in ((), ("--apart",)))

    assert two.index("Take a sheet each") < two.index("1. ") < two.index("Then side by side") < two.index("5. Take one")
    assert "sheet" not in one
    assert "side by side" not in one


def test_a_talk_for_two_has_no_words_for_one(shell: Runs) -> None:
    assert "no words for one alone" in shell.refused("talk", "pause", "--print", "--apart")


def test_questions_for_a_first_session_can_be_printed(shell: Runs) -> None:
    for extra in ((), ("--apart",)):
        text = shell.done("talk", "getting-help", "--print", *extra)

        assert "4. Good questions for a first session:\n   - How do you work with couples?" in text


def test_what_was_put_down_for_the_us_meeting_stands_below_its_steps_alone(shell: Runs) -> None:
    assert "Put down" not in shell.done("talk", "us-meeting", "--print")
    shell.done("someday", "add", "the rent", "--for", "sunday")
    shell.done("someday", "add", "the lake at night")

    assert shell.done("talk", "us-meeting", "--print").endswith("\nPut down for this meeting\n  the rent\n")
    assert "Put down" not in shell.done("talk", "pause", "--print")
